"""Related papers are found once and kept; what is kept is worth nothing but time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pressmark.base import shares
from pressmark.base.hashing import fingerprint
from pressmark.space import postings as postings_module
from pressmark.space import questions as questions_module
from pressmark.space import space as space_module
from pressmark.space.questions import Questions
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
    return {**found, "the map": related.chart(), "the files": files_of(related)}


def files_of(related: RelatedPapers) -> dict[str, bytes]:
    files = related.question_files()
    for file in files.values():
        assert file.fingerprint == fingerprint(file.content())
    return {path: file.content() for path, file in files.items()}


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
    assert files_of(shared) == files_of(alone)


def test_nothing_is_found_before_it_is_asked_for(tmp_path: Path, anew: list[str]) -> None:
    related = RelatedPapers(LIBRARY, tmp_path / "space")

    assert (len(related), [*related]) == (40, [*LIBRARY.papers])
    assert anew == []


def test_another_library_goes_on_from_what_is_kept(tmp_path: Path, anew: list[str]) -> None:
    everything(LIBRARY, tmp_path)

    assert everything(RETOLD, tmp_path) == everything(RETOLD)
    assert anew == ["space_of", "updated", "space_of", "space_of"]


def with_lamp(**facts: object) -> Library:
    """A library with a paper of those facts."""
    lamp = {"title": "A lamp", "tldr": "It burns, 1.", "authors": [{"name": "Ada Quill"}]}
    return library_of([*invented(40), paper("lamp", **(lamp | facts))])


# Each is told apart by what neither words nor places tell, but for the last two.
VERSIONS = {
    "as it was": with_lamp(),
    "other digits": with_lamp(tldr="It burns, 2."),
    "more digits": with_lamp(tldr="It burns, 3."),
    "other people": with_lamp(tldr="It burns, 3.", authors=[{"name": "Bo Reed"}]),
    "other spelling": with_lamp(title="A LAMP"),
    "dated": with_lamp(date="1822"),
    "other words": with_lamp(tldr="It shines, 1. A lens, brightly."),
    "more words": with_lamp(tldr="It shines, 1. Brightly, a lens and a mirror."),
}
NAMES = [*VERSIONS]
WAYS = [
    NAMES,
    NAMES[::-1],
    ["as it was", "other digits", "as it was", "more digits", "other words", "other digits"],
    ["other words", "more words", "other people", "other words", "dated", "more digits"],
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("many", [4_000, 20])
def test_edits_one_after_another_end_in_what_is_made_anew(
    tmp_path: Path, way: list[str], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where an edit changes nothing that is kept, in libraries of few papers and of many."""
    for module in (postings_module, questions_module):
        monkeypatch.setattr(module, "MANY", many)
    for name in way:
        library = VERSIONS[name]

        assert everything(library, tmp_path) == everything(library), name


def test_an_edit_that_changes_nothing_reads_and_writes_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (postings_module, questions_module):
        monkeypatch.setattr(module, "MANY", 20)
    everything(VERSIONS["as it was"], tmp_path)
    large = [tmp_path / name for name in ("questions", "space", "related")]
    before = [path.stat().st_ino for path in large]
    monkeypatch.setattr(Questions, "of_values", None)

    for name in ("other digits", "more digits", "more digits"):
        related = RelatedPapers(VERSIONS[name], tmp_path)
        expected = RelatedPapers(VERSIONS[name]).question_files()
        found = related.question_files()
        assert {path: file.fingerprint for path, file in found.items()} == {
            path: file.fingerprint for path, file in expected.items()
        }
        assert dict(related) == dict(RelatedPapers(VERSIONS[name]))
    assert [path.stat().st_ino for path in large] == before


@pytest.mark.parametrize("name", ["space", "related", "same", "questions", "question-files"])
@pytest.mark.parametrize("content", [b"", b"pressmark\n", b"nothing of the kind"])
def test_a_damaged_file_is_no_file(tmp_path: Path, name: str, content: bytes) -> None:
    one, other = VERSIONS["as it was"], VERSIONS["other digits"]
    for library in (one, other):
        everything(library, tmp_path)
    (tmp_path / name).write_bytes(content)

    for library in (one, RETOLD, one, other):
        assert everything(library, tmp_path) == everything(library)


def test_what_is_kept_of_an_earlier_library_is_not_taken_for_what_is_kept_now(
    tmp_path: Path,
) -> None:
    """As where a build was stopped between two files."""
    files = ("space", "related", "same", "questions", "question-files")
    names = ("as it was", "other digits", "other words", "more words")
    expected = {name: everything(VERSIONS[name]) for name in names}
    for name in names:
        everything(VERSIONS[name], tmp_path / name)
        everything(VERSIONS["other digits"], tmp_path / name)
    for file in files:
        for earlier in names:
            folder = tmp_path / f"{file} of {earlier}"
            shutil.copytree(tmp_path / "more words", folder)
            source = tmp_path / earlier / file
            if source.exists():
                shutil.copy(source, folder / file)
            for name in ("more words", "other digits"):
                library = VERSIONS[name]
                assert everything(library, folder) == expected[name], (file, earlier)


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
