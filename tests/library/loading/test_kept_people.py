"""People whom no edit touches are not found anew, and nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.library.library import Library
from pressmark.library.loading.load import load
from tests.library.loading.test_bulk_sources import line

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.library import PersonIndex
    from tests.conftest import TinyLibrary

ADA, BEN, RESPELT = {"name": "Ada Quill"}, {"name": "Ben Oar"}, {"name": "Ada  Quíll"}
PAPERS = (
    line(id="fog", title="Fog bells", authors=[ADA, BEN], date="2021"),
    line(id="nets", title="Counting nets", authors=[BEN], date="2020"),
    line(id="oars", title="Oars", authors=[RESPELT], date="2019"),
)
# What may be made of the second paper, and of whether people are others then.
EDITS = {
    "a summary": (line(id="nets", title="Nets", tldr="Knots.", authors=[BEN], date="2020"), False),
    "a date": (line(id="nets", title="Counting nets", authors=[BEN], date="2022"), True),
    "an author": (line(id="nets", title="Counting nets", authors=[BEN, ADA], date="2020"), True),
    "a spelling": (line(id="nets", title="Counting nets", authors=[RESPELT], date="2020"), True),
    "a name in parts": (
        line(id="nets", title="Nets", authors=[{"family": "Oar", "given": "Ben"}], date="2020"),
        True,
    ),
    "an id": (line(id="knots", title="Counting nets", authors=[BEN], date="2020"), True),
    "a paper less": ("", True),
    "a paper more": (PAPERS[1] + line(id="ropes", authors=[BEN], date="2018"), True),
}


@pytest.fixture
def library(empty_library: TinyLibrary) -> TinyLibrary:
    empty_library.write("papers.jsonl", "".join(PAPERS))
    return empty_library


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """The libraries whose people were found anew."""
    libraries: list[Library] = []
    find = Library.found_people

    def noted(library: Library) -> PersonIndex:
        libraries.append(library)
        return find(library)

    monkeypatch.setattr(Library, "found_people", noted)
    return libraries


def people_of(library: TinyLibrary, cache: Path | None) -> tuple[object, ...]:
    loaded = load(library.content, cache=cache)
    return [*loaded.people.items()], loaded.person_ids


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_people_are_what_they_are_without_anything_kept(
    library: TinyLibrary, found: list[Library], tmp_path: Path, edit: str
) -> None:
    text, are_others = EDITS[edit]
    people_of(library, tmp_path / "records")
    library.write("papers.jsonl", PAPERS[0] + text + PAPERS[2])
    found.clear()

    kept = people_of(library, tmp_path / "records")

    assert bool(found) is are_others
    assert kept == people_of(library, None)


def test_damage_to_what_is_kept_of_people_changes_nothing(
    library: TinyLibrary, found: list[Library], tmp_path: Path
) -> None:
    before = people_of(library, tmp_path / "records")
    file = tmp_path / "records-people"
    file.write_bytes(file.read_bytes()[:-1])
    found.clear()

    assert people_of(library, tmp_path / "records") == before
    assert found


def test_nothing_is_kept_where_a_library_says_who_people_are(
    library: TinyLibrary, found: list[Library], tmp_path: Path
) -> None:
    library.write("people.yml", "ada-quill: {label: Ada Quill}\n")
    before = people_of(library, tmp_path / "records")
    found.clear()

    assert people_of(library, tmp_path / "records") == before
    assert found
    assert not (tmp_path / "records-people").exists()
