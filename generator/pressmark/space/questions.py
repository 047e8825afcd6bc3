"""A library and its space in; files out by which a browser finds the papers that a question in any
words is close to, without more of them than it needs.

A paper's number is the CRC-32 of its id, a term's tells its spelling and its family (`terms.py`);
two of one number are not told apart. Numbers have four bytes, the greatest first, and a file that
is no JSON begins with one, how many bytes follow. To answer a question, read:

- `meaning.json`: how many `terms` pieces there are, `cells`, `lists` of papers and `axes`, and the
  `dull` words that are no terms;
- for each term of the question `terms/N.bin`, N being its family, which is its number without the
  last byte, modulo the pieces: records of a number, a weight (a byte), a count, a signed byte for
  each axis, and so many papers that the term leads to, each a number and a byte that tells how
  surely; for a term without a record stands that of its family which leads to the most papers;
- `leaders.bin`, the signed bytes of each cell, if there is more than one; then `cells/N.bin` of the
  cells whose leaders are nearest to the sum of the terms' bytes, each times its weight, and halved
  for each 32 of it: of each paper the number and the signed bytes;
- for the papers to show, `papers/N.json`, N being the paper's number modulo the lists.
"""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint
from pressmark.base.markup import json_line
from pressmark.base.scripts import speech
from pressmark.library.work_kinds import sort_of
from pressmark.space.features import FeatureReader
from pressmark.space.postings import MANY, Postings, Said, said_of
from pressmark.space.terms import DULL, family_of, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.space.space import Space

FOLDER: Final = "meaning/"
# About so many terms are in a piece.
_TERMS = 10
# About so many papers are in a list, in a library of up to a thousand, in a larger one, and in one
# of many, where summaries are left out; and so many lists there are at most.
_SMALL, _SIZES, _MOST_LISTS = 1_000, (4, 8, 20), 512
# So many names of authors are told, and so much of a summary.
_NAMES, _SUMMARY = 4, 300
_NUMBER = struct.Struct(">I")


class Placed(NamedTuple):
    """What is kept of a paper: the fingerprint of what it was read from, what it says, where it is,
    its cell, and its row in a list."""

    fingerprint: bytes
    said: Said
    vector: bytes
    cell: int
    row: bytes

    def told(self) -> bytes:
        """What tells all that files have of it from anything else."""
        values = tuple(self.said), self.vector, self.cell, self.row
        return fingerprint(cache_file.packed(values))


class Questions:
    """What the files are made of: `papers` by id, `postings` are their terms, `leaders` those of
    the cells; `axes` tells where axes are from where others are."""

    def __init__(
        self,
        papers: Mapping[str, Placed],
        postings: Postings,
        leaders: list[bytes],
        axes: bytes,
    ) -> None:
        self.papers = papers
        self.postings = postings
        self.leaders = leaders
        self.axes = axes

    def values(self) -> tuple[Any, ...]:
        """It as plain values, to be kept."""
        postings = self.postings
        return (
            {
                name: (each.fingerprint, tuple(each.said), *each[2:])
                for name, each in self.papers.items()
            },
            (
                postings.papers,
                postings.entries,
                postings.records,
                postings.least,
                dict(postings.near),
            ),
            self.leaders,
            self.axes,
        )

    @classmethod
    def of_values(cls, values: Any) -> Questions:
        """What `values` gave these of."""
        papers, postings, leaders, axes = values
        placed = {
            name: Placed(fingerprint, Said(*said), *rest)
            for name, (fingerprint, said, *rest) in papers.items()
        }
        return cls(placed, Postings(*postings), leaders, axes)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files, by path."""
        papers, records = self.papers, self.postings.records
        pieces = 1 << max((len(records) // _TERMS).bit_length(), 0)
        cells = max(len(self.leaders), 1)
        lists = _lists(len(papers))
        axes = len(next(iter(papers.values())).vector) if papers else 0
        facts = {"terms": pieces, "cells": cells, "lists": lists, "axes": axes}
        yield f"{FOLDER}meaning.json", json_line({**facts, "dull": " ".join(sorted(DULL))})
        by_piece: list[list[int]] = [[] for _ in range(pieces)]
        for term in sorted(records):
            by_piece[family_of(term) % pieces].append(term)
        for piece, terms in enumerate(by_piece):
            yield f"{FOLDER}terms/{piece}.bin", _whole(map(records.__getitem__, terms))
        if self.leaders:
            yield f"{FOLDER}leaders.bin", _whole(self.leaders)
        members: defaultdict[int, list[bytes]] = defaultdict(list)
        rows: list[list[bytes]] = [[] for _ in range(lists)]
        for name in sorted(papers):
            of_name, each = number(name), papers[name]
            members[each.cell].append(_NUMBER.pack(of_name) + each.vector)
            rows[of_name % lists].append(each.row)
        for cell in range(cells):
            yield f"{FOLDER}cells/{cell}.bin", _whole(members[cell])
        for place, of_list in enumerate(rows):
            yield f"{FOLDER}papers/{place}.json", b"[%b]" % b",\n".join(of_list)


def _whole(parts: Iterable[bytes]) -> bytes:
    """A file of these parts, which begins with its length."""
    content = b"".join(parts)
    return _NUMBER.pack(len(content)) + content


NOTHING: Final = Questions({}, Postings(0, {}, {}, 1), [], b"")


def axes_of(space: Space) -> bytes:
    """What tells where axes and cells are from where others are."""
    return fingerprint(space.basis.key, *space.cells.leaders)


class Placing:
    """Tells what is kept of the papers of a library that are in that space."""

    def __init__(self, library: Library, space: Space) -> None:
        self._library = library
        self._space = space
        self._reader = FeatureReader(library)

    def placed(self, place: int) -> Placed:
        """What is kept of the paper at a place."""
        space, reader = self._space, self._reader
        name, count = space.ids[place], len(space.ids)
        paper = self._library.papers[name]
        said = said_of(paper, space.read.get(name) or reader.read(paper), reader, count)
        row = _row(paper, self._library, has_summary=count < MANY)
        return Placed(space.prints[place], said, space.vectors[place], space.cell_of[place], row)


def questions_of(before: Questions, library: Library, space: Space) -> Questions:
    """What the files of a library are made of, whose papers are in that space; `before` is that of
    an earlier library of the same vocabulary, or nothing."""
    placing = Placing(library, space)
    count = len(space.ids)
    is_alike = (len(before.papers) < MANY) == (count < MANY)
    older = before.papers if is_alike else {}
    papers: dict[str, Placed] = {}
    come: list[tuple[int, Said]] = []
    moved: set[int] = set()
    key = axes_of(space)
    are_moved = before.axes != key
    for place, (name, of_paper) in enumerate(zip(space.ids, space.prints, strict=True)):
        old = older.get(name)
        if not old or old.fingerprint != of_paper:
            papers[name] = placing.placed(place)
            come.append((number(name), papers[name].said))
            if not old or old.vector != papers[name].vector:
                moved.add(number(name))
        elif are_moved:
            papers[name] = old._replace(vector=space.vectors[place], cell=space.cell_of[place])
        else:
            papers[name] = old
    gone = [
        (number(name), old.said)
        for name, old in older.items()
        if name not in papers or papers[name].fingerprint != old.fingerprint
    ]
    vectors = {number(name): each.vector for name, each in papers.items()}
    postings = before.postings if is_alike else NOTHING.postings
    after = postings.after(count, gone, come, vectors, moved, are_moved=are_moved)
    return Questions(papers, after, list(space.cells.leaders), key)


def _lists(papers: int) -> int:
    """How many lists so many papers are parted into."""
    size = _SIZES[(papers > _SMALL) + (papers >= MANY)]
    return max(min(papers // size, _MOST_LISTS if papers >= MANY else papers), 1)


def _row(paper: Paper, library: Library, *, has_summary: bool) -> bytes:
    """What a list says of a paper: its id, title, the first of its authors and how many it has,
    venue, kind, date, status, the language of its title, and its summary."""
    edition = library.paper_edition(paper)
    summary = paper.plain_tldr if has_summary else ""
    values = [
        paper.id,
        paper.plain_title,
        [author.name for author in paper.authors[:_NAMES]],
        len(paper.authors),
        edition.series.label if edition else "",
        sort_of(paper)[1],
        paper.first_date,
        paper.status,
        speech(paper.plain_title, paper.language).language,
        summary if len(summary) <= _SUMMARY else f"{summary[:_SUMMARY].rsplit(' ', 1)[0]} \u2026",
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
