"""Related papers are found once and kept; what is kept is worth nothing but time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pressmark.base import shares
from pressmark.space import space as space_module
from pressmark.space.related import RelatedPapers
from tests.space.papers import invented, library_of, paper

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.library import Library

LIBRARY = library_of(invented(40))
RETOLD = library_of([*invented(40)[1:], paper("paper-0000", title="Gulls", theme="gulls")])


def everything(library: Library, folder: Path | None = None) -> dict[str, object]:
    related = RelatedPapers(library, folder)
    found = {name: (related[name], related.fingerprints()[name]) for name in library.papers}
    return {**found, "the map": related.chart()}


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made anew, or brought up to date, since."""
    done: list[str] = []
    for name in ("space_of", "updated"):
        make = getattr(space_module, name)

        def counted(*given: object, make: object = make, name: str = name) -> object:
            done.append(name)
            return make(*given)  # type: ignore[operator]

        monkeypatch.setattr(space_module, name, counted)
    return done


def test_what_was_found_is_kept_for_the_next_build(tmp_path: Path, anew: list[str]) -> None:
    folder = tmp_path / "space"
    first = everything(LIBRARY, folder)
    assert anew == ["space_of"]

    assert everything(LIBRARY, folder) == first
    assert anew == ["space_of"]


def test_it_is_the_same_without_a_folder(tmp_path: Path) -> None:
    assert everything(LIBRARY) == everything(LIBRARY, tmp_path / "space")


@pytest.mark.parametrize("processes", [2, 3])
def test_any_number_of_processes_finds_the_same(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_LEAST", 5)
    alone, shared = RelatedPapers(LIBRARY), RelatedPapers(LIBRARY)
    shared.share_among(processes)

    assert dict(shared) == dict(alone)
    assert shared.chart() == alone.chart()
    assert shared.question_files() == alone.question_files()


def test_nothing_is_found_before_it_is_asked_for(tmp_path: Path, anew: list[str]) -> None:
    related = RelatedPapers(LIBRARY, tmp_path / "space")

    assert (len(related), [*related]) == (40, [*LIBRARY.papers])
    assert anew == []


def test_another_library_goes_on_from_what_is_kept(tmp_path: Path, anew: list[str]) -> None:
    everything(LIBRARY, tmp_path)

    assert everything(RETOLD, tmp_path) == everything(RETOLD)
    assert anew == ["space_of", "updated", "space_of", "space_of"]


@pytest.mark.parametrize("name", ["space", "related"])
@pytest.mark.parametrize("content", [b"", b"pressmark\n", b"nothing of the kind"])
def test_a_damaged_file_is_no_file(tmp_path: Path, name: str, content: bytes) -> None:
    everything(LIBRARY, tmp_path)
    (tmp_path / name).write_bytes(content)

    assert everything(RETOLD, tmp_path) == everything(RETOLD)
    assert everything(LIBRARY, tmp_path) == everything(LIBRARY)


def test_files_of_two_libraries_are_not_mixed_up(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    everything(LIBRARY, one)
    everything(RETOLD, other)
    (one / "related").write_bytes((other / "related").read_bytes())

    assert everything(LIBRARY, one) == everything(LIBRARY)


def test_other_labels_of_tags_make_it_anew(tmp_path: Path, anew: list[str]) -> None:
    everything(LIBRARY, tmp_path)
    relabelled = replace(LIBRARY, tags={**LIBRARY.tags, "extra": LIBRARY.tags["night"]})

    everything(relabelled, tmp_path)

    assert anew == ["space_of", "space_of"]


def test_a_folder_that_refuses_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "space").write_text("a file")

    assert everything(LIBRARY, tmp_path / "space") == everything(LIBRARY)


def test_fingerprints_tell_what_is_related_and_why() -> None:
    before, after = (RelatedPapers(each).fingerprints() for each in (LIBRARY, RETOLD))
    related = [RelatedPapers(each) for each in (LIBRARY, RETOLD)]

    for name in before:
        assert (before[name] == after[name]) == (related[0][name] == related[1][name])
