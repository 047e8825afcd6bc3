"""A library and its space in; files out by which a browser finds the papers that a question in any
words is close to, without more of them than it needs.

A question is where its terms are. A term is where the papers are that use it, so that words no
title has are known too; it has a weight, sixteen times the binary logarithm of how many times rarer
than always it is in the library. To answer one, read:

- `meaning.json`: how many pieces of terms there are, how many cells, and papers to a list of names;
- for each term of the question `terms/N.bin`, where N is the rest of its number (CRC-32 of its
  spelling, see `terms.py`) divided by the number of pieces: 69 bytes a term, its number (unsigned,
  little-endian), its weight, and 64 signed bytes;
- `leaders.bin`, 64 signed bytes a cell, if there is more than one; then `cells/N.bin` of the cells
  whose leaders are nearest to the sum of the terms' bytes times their weights: 68 bytes a paper,
  its place and 64 signed bytes. The greatest products are the closest papers;
- for those to show, `names/N.json`, where N is the place divided by the papers to a list: the id
  and title of each.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pressmark.base.lanes import Lanes
from pressmark.base.markup import json_line
from pressmark.space.basis import AXES, direction, rarity_of
from pressmark.space.cells import Cells, cells_of
from pressmark.space.features import FeatureReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.library.library import Library
    from pressmark.space.basis import Basis
    from pressmark.space.features import Features

FOLDER: Final = "meaning"
# About so many terms are in a piece, and so many papers in a list of names.
_TERMS, _NAMES = 16, 16
# More terms than these, the most frequent ones, no library has.
_MOST_TERMS = 16_000
_TERM = struct.Struct("<IB")
_PLACE = struct.Struct("<I")
_LANES = Lanes(AXES)


def question_files(library: Library, basis: Basis) -> Iterator[tuple[str, bytes]]:
    """The files by path within their folder."""
    ids = sorted(library.papers)
    reader = FeatureReader(library)
    features = [reader.read(library.papers[name]) for name in ids]
    vectors = [basis.on_all_axes(each) for each in features]
    terms = _terms(features, vectors)
    pieces = 1 << max((len(terms) // _TERMS).bit_length(), 0)
    count = cells_of(len(ids))
    cells = Cells.of(vectors[:: max(len(ids) // 1_000, 1)] if count > 1 else [], count)
    yield (
        "meaning.json",
        json_line({"terms": pieces, "cells": cells.count, "names": _NAMES, "papers": len(ids)}),
    )
    by_piece: defaultdict[int, list[bytes]] = defaultdict(list)
    for term in sorted(terms):
        by_piece[term % pieces].append(terms[term])
    for piece in range(pieces):
        yield f"terms/{piece}.bin", b"".join(by_piece[piece])
    if cells.leaders:
        yield "leaders.bin", b"".join(cells.leaders)
    members: defaultdict[int, list[bytes]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        members[cells.cell(vector)].append(_PLACE.pack(place) + vector)
    for cell in range(cells.count):
        yield f"cells/{cell}.bin", b"".join(members[cell])
    for start in range(0, len(ids), _NAMES):
        papers = [library.papers[name] for name in ids[start : start + _NAMES]]
        rows = [[paper.id, paper.plain_title] for paper in papers]
        yield f"names/{start // _NAMES}.json", json_line({"papers": rows})


def _terms(features: Sequence[Features], vectors: Sequence[bytes]) -> dict[int, bytes]:
    """What a piece holds of each term: its number, its weight, and where it is."""
    frequencies = Counter(term for each in features for term, _, _ in each.counted())
    least = 1 if len(frequencies) <= _MOST_TERMS else 2
    frequent = sorted(
        (term for term, count in frequencies.items() if count >= least),
        key=lambda term: (-frequencies[term], term),
    )
    known = {*frequent[:_MOST_TERMS]}
    sums: defaultdict[int, int] = defaultdict(int)
    for each, vector in zip(features, vectors, strict=True):
        packed = _LANES.pack(memoryview(vector).cast("b"))
        for term, _, count in each.counted():
            if term in known:
                sums[term] += packed * count
    return {
        term: _TERM.pack(term, min(rarity_of(frequencies[term], len(features)), 255))
        + direction(_LANES.unpack(total))
        for term, total in sums.items()
    }
