"""Sources of many entries that an import has to do something about: a case for each."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.sized import Case, write_library, write_lines
from benchmarks.sized_files import paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.sized import Write

    Entry = Callable[[int], dict[str, str]]

SOURCE = "refs.bib"
# What a case's import is called with besides the source.
_WORDS = "words.json"


def words_of(root: Path) -> list[str]:
    """The words of the import that a case has prepared."""
    further: list[str] = json.loads((root / _WORDS).read_text(encoding="utf-8"))
    source = str(root / SOURCE)
    return ["import", source, "-f", str(root / "mkdocs.yml"), "--added", "2026-01-02", *further]


def import_now(root: Path) -> None:
    """Carry out an import; one that leaves something out is done too."""
    from click.testing import CliRunner

    from pressmark.cli.main import main

    result = CliRunner().invoke(main, words_of(root))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception


def _entry(number: int) -> dict[str, str]:
    return {
        "title": f"Lamp Number {number}",
        "author": f"Quill{number // 3}, Ada and Oar, Ben",
        "year": "2021",
        "journal": f"Journal of Lamps {number // 5}",
        "doi": f"10.1234/{number}",
    }


def _write_source(root: Path, count: int, entry: Entry, key: str = "key{}") -> None:
    fields = (
        ",\n".join(f"  {name} = {{{value}}}" for name, value in entry(number).items())
        for number in range(count)
    )
    texts = (f"@article{{{key.format(n)},\n{body}}}\n" for n, body in enumerate(fields))
    (root / SOURCE).write_text("".join(texts), encoding="utf-8")


def _new(
    root: Path, count: int, *, entry: Entry = _entry, key: str = "key{}", words: str = ""
) -> None:
    """Entries to import into a library of one paper."""
    write_library(root)
    _write_source(root, count, entry, key)
    (root / _WORDS).write_text(json.dumps(words.split()), encoding="utf-8")


def _again(root: Path, count: int, entry: Entry = _entry, *, left: bool = True) -> None:
    """Entries of an import that was done before, as `entry` has them now, or hardly any left."""
    _new(root, count)
    import_now(root)
    _write_source(root, count if left else 1, entry)


def _changed(number: int) -> dict[str, str]:
    return _entry(number) | {"journal": "Journal of Tides", "volume": "7"}


def _edited(root: Path, count: int) -> None:
    """Records of an earlier import, of which curator and source have changed the same."""
    _again(root, count, _changed)
    for path in (root / "content" / "papers").glob("quill*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Journal of Lamps", "Journal of Boats"), encoding="utf-8")


def _deleted(root: Path, count: int) -> None:
    """Records of an earlier import that a curator has deleted."""
    _again(root, count)
    for path in (root / "content" / "papers").glob("quill*lamp*.md"):
        path.unlink()


def _held(root: Path, count: int) -> None:
    """Papers that the library has of its own."""
    _new(root, count, entry=lambda n: {"title": f"Lamp Number {n}", **_authors(n), "year": "2021"})
    write_lines(root, map(paper, range(count)))


def _authors(number: int) -> dict[str, str]:
    return {"author": f"Quill{number // 3}, Ada and Oar{number // 2}, Ben"}


def _namesake(number: int) -> dict[str, str]:
    return _entry(number) | {"title": f"Lamps: Part {number}", "author": "Quill, Ada"}


def _editorial(number: int) -> dict[str, str]:
    return _entry(number) | {"title": "Editorial", "author": f"Quill{number}, Ada"}


def _duplicate(number: int) -> dict[str, str]:
    return _entry(0) | {"note": f"Copy {number}"}


def _faulty(number: int) -> dict[str, str]:
    return {"author": f"Quill{number}, Ada", "year": "2021"}


def _contradicting(number: int) -> dict[str, str]:
    return _entry(number) | {"eprint": "2103.00001", "archiveprefix": "arXiv"}


def _with_keywords(number: int) -> dict[str, str]:
    return _entry(number) | {"keywords": f"harbour, word{number}, word{number // 2}"}


def _with_abstract(number: int) -> dict[str, str]:
    return _entry(number) | {"abstract": f"We count lamp {number}, by night and from a boat."}


def import_cases() -> list[Case]:
    """Every case."""
    writers: dict[str, Write] = {
        "new": _new,
        "of one paper": partial(_new, entry=_duplicate),
        "whose ids would be the same": partial(_new, entry=_namesake),
        "of one key, which is the id": partial(_new, key="key", words="--ids keys"),
        "of one title": partial(_new, entry=_editorial),
        "without a title": partial(_new, entry=_faulty),
        "that contradict one another": partial(_new, entry=_contradicting),
        "with keywords that become tags": partial(_new, entry=_with_keywords, words="--new-tags 1"),
        "with abstracts": partial(_new, entry=_with_abstract),
        "of papers that the library has": _held,
        "as before": _again,
        "that were changed": partial(_again, entry=_changed),
        "in conflict with records": _edited,
        "of deleted records": _deleted,
        "that vanished": partial(_again, left=False),
    }
    return [Case(f"entries {name}", "entry", 10, write) for name, write in writers.items()]
