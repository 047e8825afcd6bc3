"""A vocabulary that nobody edits is not parsed again, and nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.loading.load import load
from pressmark.library.readers.source import Source
from tests.conftest import TAGS, THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyLibrary

PATH = "  path: [mast2022flood, {quill2021counting: It counts.}]\n  state: Much is *known*.\n"
VENUES = "emnlp: {label: EMNLP, kind: conference, aliases: [Empirical Methods], name: Methods}\n"


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """A library with a vocabulary of all that one may hold."""
    first, _, rest = THEMES.partition("\n")
    tiny_library.write("themes.yml", f"{first}\n{PATH}{rest}")
    tiny_library.write("venues.yml", VENUES)
    return tiny_library


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The vocabularies that were parsed."""
    names: list[str] = []
    parse = Source.parse

    def noted(self: Source, *rest: Any) -> Any:
        if self.name.suffix == ".yml":
            names.append(self.name.name)
        return parse(self, *rest)

    monkeypatch.setattr(Source, "parse", noted)
    return names


def terms_of(library: TinyLibrary, cache: Path | None) -> list[Any]:
    loaded = load(library.content, cache=cache)
    return [*loaded.themes.items(), *loaded.tags.items(), *loaded.series.items()]


def test_terms_that_are_kept_are_what_they_are_without(
    library: TinyLibrary, parsed: list[str], tmp_path: Path
) -> None:
    expected = terms_of(library, None)
    assert any(getattr(term, "path", ()) for _, term in expected)
    terms_of(library, tmp_path / "records")
    parsed.clear()

    assert terms_of(library, tmp_path / "records") == expected
    assert not parsed


def test_an_edited_file_alone_is_parsed_again(
    library: TinyLibrary, parsed: list[str], tmp_path: Path
) -> None:
    terms_of(library, tmp_path / "records")
    library.write("tags.yml", TAGS.replace("label: ", "label: The ", 1))
    parsed.clear()

    for _ in range(2):
        kept = terms_of(library, tmp_path / "records")
    assert parsed == ["tags.yml"]
    assert kept == terms_of(library, None)


def test_a_file_that_is_of_another_sort_is_refused(library: TinyLibrary, tmp_path: Path) -> None:
    terms_of(library, tmp_path / "records")
    library.write("venues.yml", TAGS)

    with pytest.raises(
        InvalidLibraryError, match=r"venues\.yml:3: counting\.description: unknown key"
    ):
        load(library.content, cache=tmp_path / "records")


def test_a_faulty_file_is_faulty_every_time(library: TinyLibrary, tmp_path: Path) -> None:
    terms_of(library, tmp_path / "records")
    library.write("venues.yml", VENUES.replace("conference", "fair"))

    for _ in range(2):
        with pytest.raises(InvalidLibraryError, match="fair"):
            load(library.content, cache=tmp_path / "records")


def test_damage_to_what_is_kept_of_terms_changes_nothing(
    library: TinyLibrary, parsed: list[str], tmp_path: Path
) -> None:
    before = terms_of(library, tmp_path / "records")
    file = tmp_path / "records-terms"
    file.write_bytes(file.read_bytes()[:-1])
    parsed.clear()

    assert terms_of(library, tmp_path / "records") == before
    assert sorted(parsed) == ["tags.yml", "themes.yml", "venues.yml"]
