"""Entries that did not change are not read again, and nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.library.loading.load import load
from pressmark.library.readers import bibtex
from pressmark.site.configuration import sources_of

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.library import Library
    from tests.conftest import TinyLibrary

MACROS = "@string{sea = {Sea Letters}}\n@comment{An old one: @misc{gone, title = {Gone}}}\n"
ENTRIES = (
    "@article{fog, title = {Fog Bells}, author = {Ada Quill}, year = 2021, journal = sea,\n"
    "  keywords = {port, gulls}, abstract = {We ring.}}\n",
    "@misc{nets, title = {Counting Nets}, author = {Ben Oar}, year = 2001}\n",
    "@book{ropes, title = {Ropes}, author = {Dan Keel}, year = 2003} % a remark\n",
    "@misc{tides, title = {Tides}, year = {someday}}\n",
)
# What a curator may make of the list: each a text in place of the one before.
EDITS = {
    "a field": (ENTRIES[1], "@misc{nets, title = {Counting More Nets}, year = 2001}\n"),
    "lines above": (ENTRIES[0], f"\n\n{ENTRIES[0]}"),
    "a new entry": (ENTRIES[2], f"{ENTRIES[2]}@misc{{lamps, title = {{Lamps}}}}\n"),
    "an entry less": (ENTRIES[1], ""),
    "a key": (ENTRIES[1], ENTRIES[1].replace("{nets", "{net nets")),
    "the same key twice": (ENTRIES[1], ENTRIES[1] + ENTRIES[1].replace("Nets", "Knots")),
    "a macro": ("Sea Letters", "Sea News"),
    "a macro below its use": (ENTRIES[2], '@string{sea = "Late"}\n' + ENTRIES[2]),
    "no macro": ("@string{sea", "@string{shore"),
    "an entry that breaks off": (ENTRIES[1], "@misc{nets, title = {Counting Nets,\n"),
    "an entry in an entry": (ENTRIES[1], "@misc{nets, title = {A\n@misc{b, title = {B}}\n}}\n"),
    "two on a line": (ENTRIES[1], ENTRIES[1].strip() + " @misc{b, title = {B}}\n"),
    "a remark before": (ENTRIES[1], f"% {ENTRIES[1]}"),
    "a comment that does not end": (ENTRIES[1], f"@comment{{\n{ENTRIES[1]}"),
    "a comment without braces": (ENTRIES[1], f"@comment jabref {ENTRIES[1]}"),
    "a volume": (ENTRIES[1], "@misc{nets, title = {Nets}, crossref = {ropes}}\n"),
    "the same paper twice": (ENTRIES[1], ENTRIES[1] + ENTRIES[1].replace("{nets", "{again")),
    "nothing at all": (ENTRIES[1], "Nothing but words.\n"),
}


def loaded(library: TinyLibrary, cache: Path | None) -> Library:
    return load(library.content, cache=cache, sources=sources_of(library.config_file))


@pytest.fixture
def library(empty_library: TinyLibrary) -> TinyLibrary:
    text = "site_name: Harbour papers\nextra:\n  sources: [refs.bib, more.bib]\n"
    empty_library.config_file.write_text(text, encoding="utf-8")
    (empty_library.root / "refs.bib").write_text(MACROS + "\n".join(ENTRIES), encoding="utf-8")
    (empty_library.root / "more.bib").write_text("@misc{oars, title = {Oars}}", encoding="utf-8")
    return empty_library


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_read_of_a_changed_list_is_what_is_read_of_it_the_first_time(
    library: TinyLibrary, tmp_path: Path, edit: str
) -> None:
    loaded(library, tmp_path / "cache")
    file = library.root / "refs.bib"
    text = file.read_text(encoding="utf-8")
    for old, new in (EDITS[edit], EDITS[edit][::-1]):
        text = text.replace(old, new, 1) if old else text + new
        file.write_text(text, encoding="utf-8")
        again, anew = loaded(library, tmp_path / "cache"), loaded(library, None)
        assert again == anew
        assert list(again.papers) == list(anew.papers)
        assert again.fingerprints == anew.fingerprints
        assert list(map(str, again.omissions)) == list(map(str, anew.omissions))


def test_only_entries_that_changed_are_read(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(library, tmp_path / "cache")
    keys: list[str] = []
    add = bibtex.add

    def counted(*arguments: object) -> None:
        keys.append(arguments[1].key)  # type: ignore[attr-defined]
        add(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(bibtex, "add", counted)
    file = library.root / "refs.bib"
    text = file.read_text(encoding="utf-8").replace("Counting Nets", "Counting More Nets")
    file.write_text(text, encoding="utf-8")
    assert loaded(library, tmp_path / "cache").papers["nets"].title == "Counting More Nets"
    assert keys == ["nets", "tides"]  # the latter has a fault to report


def test_a_damaged_file_of_entries_costs_time_only(library: TinyLibrary, tmp_path: Path) -> None:
    loaded(library, tmp_path / "cache")
    (file,) = (path for path in tmp_path.iterdir() if path.name.endswith("-entries"))
    file.write_bytes(file.read_bytes()[:-40] + b"\0" * 40)
    (library.root / "refs.bib").write_text("\n".join([*ENTRIES, " "]), encoding="utf-8")
    assert loaded(library, tmp_path / "cache") == loaded(library, None)
