"""A BibTeX file's text and what was read of its entries before in; the same reading as ever out, of
which only the entries that changed are read anew.

An entry is known by its own text and the macros above it. What depends on more than that, such as
an entry that another one refers to or one that breaks off, has the whole file read as ever.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.loading.record_cache import Record, fingerprint_of
from pressmark.library.readers import bibtex
from pressmark.library.readers.bibtex_file import ENTRY, NEXT_ENTRY, blocks, macros_of
from pressmark.library.readers.bibtex_parents import Parents
from pressmark.library.readers.entry import Entry, EntryList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pressmark.library.readers.entry import Reading

_REFERRING = ("crossref", "xdata")
_HEAD = re.compile(r"\s*@\s*([A-Za-z][\w:+-]*)\s*[{(]\s*([^\s,{}=()]*)")


class _Chunk(NamedTuple):
    """An entry as it is written, with what follows it up to the next: the line on which it starts,
    its kind in lower case, and its key."""

    text: str
    line: int
    kind: str
    key: str


def read(text: str, name: Path, earlier: Mapping[bytes, Record]) -> tuple[Reading, list[Record]]:
    """The papers of a file in its order, as `bibtex.read` gives them, and a record of each entry
    that will be recognised by its fingerprint the next time."""
    readings = _entries(text, name, earlier)
    if readings is None:
        return bibtex.read(text, name), []
    return readings


def _entries(
    text: str, name: Path, earlier: Mapping[bytes, Record]
) -> tuple[Reading, list[Record]] | None:
    """The same; None where an entry depends on more than itself and the macros above it."""
    small = text.lower()
    chunks = None if any(word in small for word in _REFERRING) else _chunks(text)
    if chunks is None:
        return None
    text_of_macros = "".join(chunk.text for chunk in chunks if chunk.kind == "string")
    macros = macros_of(text_of_macros)
    if macros is None:
        return None
    of_macros = fingerprint_of(text_of_macros.encode(), "macros")
    reading, records = EntryList(), []
    for chunk in chunks:
        if chunk.kind in ("string", "preamble", "comment"):
            continue
        mark = fingerprint_of(of_macros + chunk.text.encode(), "entry")
        if held := earlier.get(mark):
            paper = held.paper
            entry = Entry(chunk.line, paper.title, held.abstract, paper, held.keywords, chunk.key)
            reading.entries.append(entry)
            records.append(held)
            continue
        entries = [*blocks(chunk.text, macros)]
        if len(entries) != 1 or entries[0].fault:
            return None
        block = entries[0]
        block.line = chunk.line
        before = len(reading.omissions)
        by_key = {block.key: block}
        bibtex.add(reading, block, by_key, Parents(by_key), {""}, name)
        if len(reading.omissions) > before or block.key != chunk.key or not reading.entries:
            continue
        entry = reading.entries[-1]
        if entry.line == chunk.line and entry.paper and entry.keywords is not None:
            records.append(Record(entry.paper, entry.abstract, entry.keywords, mark, 0))
    return reading.nonempty(name, "entries"), records


def _chunks(text: str) -> list[_Chunk] | None:
    """The entries of a text, each alone; None where that may not be what its parser makes of it."""
    starts = [match.start() for match in NEXT_ENTRY.finditer(text)]
    if not starts or ENTRY.search(text, 0, starts[0]):
        return None
    chunks = [*_parted(text, starts)]
    keys = Counter(chunk.key for chunk in chunks if chunk.key)
    kinds = [chunk.kind for chunk in chunks]
    first = next((at for at, kind in enumerate(kinds) if kind not in _NO_ENTRIES), len(kinds))
    if "string" in kinds[first:] or len(keys) < keys.total():
        return None
    return (
        chunks if all(_is_alone(chunk) for chunk in chunks if chunk.kind in _NO_ENTRIES) else None
    )


_NO_ENTRIES = ("string", "preamble", "comment")


def _parted(text: str, starts: list[int]) -> Iterator[_Chunk]:
    line, place = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", place, start)
        place = start
        chunk = text[start:end]
        if head := _HEAD.match(chunk):
            yield _Chunk(chunk, line, head[1].lower(), head[2])


def _is_alone(chunk: _Chunk) -> bool:
    """Whether a macro, a preamble or a comment ends where the next entry starts, or before."""
    return chunk.text.count("{") == chunk.text.count("}") and not [*blocks(chunk.text)]
