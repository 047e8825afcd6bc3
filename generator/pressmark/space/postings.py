"""What papers say in; which papers a word leads to, and how surely, out: the terms of a library.

How surely a word leads to a paper is what Okapi BM25 says (Robertson and Zaragoza 2009): more the
rarer the word is, the oftener the paper says it, and the shorter the paper is. A word leads to the
papers that say much the same in other words too, less surely: by another one of its family
(`terms.py`), or one that means the same (`thesaurus.py`). Of several words by which it leads to one
paper the surest counts, and of the next two a little: else a paper that says one thing in many ways
would stand for all that is asked. All in whole numbers.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.base.hashing import parted
from pressmark.base.lanes import Lanes
from pressmark.space.at_hand import AtHand
from pressmark.space.basis import direction, rarity_of
from pressmark.space.terms import family_of
from pressmark.space.thesaurus import kindred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pressmark.library.paper import Paper
    from pressmark.space.features import FeatureReader, Features

# More terms than these, the most frequent ones, nobody has.
_MOST_TERMS = 16_000
# From so many papers on, what a paper says once, in its text alone, does not lead to it.
MANY: Final = 4_000
# So many papers a term leads to at most: of few papers, and of many.
_MOST_PAPERS, _MOST_OFMANY = 250, 96
# How a count and a length become an emphasis, of which 128 stand for 1: those of BM25 are 1.5 and
# 0.7, the usual length is 128, and the emphasis 160 at most.
_GREATEST, _USUAL = 160, 128
# The weight of a term that no paper has, of which others mean much the same.
_UNHEARD = 48
# A word that more than one paper in so many says leads to nothing for others that mean the same.
_COMMON = 3
# How surely a word leads to a paper that says much the same in another word, in eighths.
_KINDRED = 5
# What the surest three words by which one leads to a paper count, in 32nds.
_FIRST, _SECOND, _THIRD = 32, 10, 3
# Of so many kindred words, what they lead to is at hand.
_MOST_AT_HAND = 500
# What a byte cannot hold, once it is divided by 128.
_SUREST = 256 << 7

# What no share is above, and the bits of a number.
_SUREST_OF_ALL, _NUMBER = 2**24, 2**32 - 1

# Of a paper, in what a term leads to: its number, and how surely.
ENTRY: Final = struct.Struct(">IB")
# What a record of a term begins with: its number, its weight, and how many papers it leads to.
HEAD: Final = struct.Struct(">IBB")


class Said(NamedTuple):
    """What a paper says: the numbers of its terms, 4 bytes each, and the emphasis on each."""

    terms: bytes
    emphases: bytes

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each term with the emphasis on it."""
        return zip(memoryview(self.terms).cast("I"), self.emphases, strict=True)


def said_of(paper: Paper, features: Features, reader: FeatureReader, papers: int) -> Said:
    """What a paper says, by its features, in a library of so many papers."""
    counts = reader.own_counts(paper, features)
    if papers >= MANY:
        counts = {term: count for term, count in counts.items() if count > 1}
    length = sum(counts.values())
    share = 48 * (_USUAL * 3 + length * 7) // (_USUAL * 10)
    emphases = [_GREATEST * 32 * count // (32 * count + share) for count in counts.values()]
    return Said(array("I", counts).tobytes(), bytes(emphases))


class Postings:
    """The terms of a library: `papers` are how many it has, `entries` the papers that say a term,
    sorted, and `records` what files say of it; `near` are the terms that mean much the same as
    one, which are read from their table where nothing is kept of it."""

    def __init__(
        self,
        papers: int,
        entries: dict[int, bytes],
        records: dict[int, bytes],
        least: int,
        near: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.papers = papers
        self.entries = entries
        self.records = records
        self.least = least
        self.near = near or {}
        self._rarity = lru_cache(None)(lambda count: min(rarity_of(count, papers), 255))

    def after(
        self,
        papers: int,
        gone: Iterable[tuple[int, Said]],
        come: Iterable[tuple[int, Said]],
        vectors: Mapping[int, bytes],
        moved: AbstractSet[int],
        *,
        are_moved: bool,
    ) -> Postings:
        """The terms after papers of these numbers have `gone`, and others `come`, or the same with
        other words, so that there are so many. `vectors` are where papers are now, by number: the
        `moved` ones of those that came elsewhere than before; and others where they `are_moved`."""
        added: defaultdict[int, list[bytes]] = defaultdict(list)
        taken: defaultdict[int, list[bytes]] = defaultdict(list)
        for number, said in gone:
            for term, emphasis in said.pairs():
                taken[term].append(ENTRY.pack(number, emphasis))
        for number, said in come:
            for term, emphasis in said.pairs():
                added[term].append(ENTRY.pack(number, emphasis))
        entries = dict(self.entries)
        elsewhere = {term for number, said in come if number in moved for term, _ in said.pairs()}
        changed = {
            term
            for term in {*taken, *added}
            if sorted(taken.get(term, ())) != sorted(added.get(term, ()))
        }
        for term in changed:
            kept = parted(entries.pop(term, b""), ENTRY.size)
            for entry in taken.get(term, ()):
                kept.remove(entry)
            if new := b"".join(sorted([*kept, *added.get(term, ())])):
                entries[term] = new
        after = Postings(papers, entries, {}, _least(entries), self.near or kindred())
        if are_moved or after.least != self.least or not self.records:
            after.records = after._renewed({}, frozenset(), vectors)
        else:
            if papers != self.papers:
                changed |= self._reweighed(after)
            after.records = after._renewed(self.records, changed, vectors, elsewhere)
        return after

    def _reweighed(self, after: Postings) -> set[int]:
        """The terms whose weight is another one, or whether they lead to something for others."""
        counts = {len(entries) // ENTRY.size for entries in self.entries.values()}
        others = {
            count
            for count in counts
            if self._rarity(count) != after._rarity(count)
            or self._is_common(count) != after._is_common(count)
        }
        return {
            term for term, entries in self.entries.items() if len(entries) // ENTRY.size in others
        }

    def _renewed(
        self,
        before: Mapping[int, bytes],
        changed: AbstractSet[int],
        vectors: Mapping[int, bytes],
        elsewhere: AbstractSet[int] = frozenset(),
    ) -> dict[int, bytes]:
        """What files say of the terms, anew where nothing was said `before`, or something of these
        `changed`; papers that say those that are `elsewhere` have other places."""
        near = self.near
        families: defaultdict[int, list[int]] = defaultdict(list)
        for term in {*self.entries, *near}:
            families[family_of(term)].append(term)

        def with_kindred(terms: AbstractSet[int]) -> set[int]:
            kindred = {*terms, *chain.from_iterable(near.get(term, ()) for term in terms)}
            return kindred.union(*(families[family_of(term)] for term in terms))

        if before:
            # A term that no paper says is where those are that say its kindred.
            unheard = with_kindred(elsewhere) - self.entries.keys()
            affected = with_kindred(changed) | unheard
        else:
            affected = {*self.entries, *near}
        places, leads = _PaperPlaces(vectors), AtHand(self._for_others, _MOST_AT_HAND)
        records, moved = dict(before), changed | elsewhere
        for term in affected:
            family = families[family_of(term)]
            others = {*near.get(term, ()), *family} - {term}
            record = records.pop(term, b"")
            if term in family and self._has(term, others):
                is_there = term not in moved and term in self.entries
                place = record[HEAD.size : HEAD.size + places.axes] if is_there else b""
                records[term] = self._record(term, others, leads, places, place)
        for term in elsewhere - affected:
            if record := records.get(term, b""):
                place = places.of([self.entries[term]])
                records[term] = record[: HEAD.size] + place + record[HEAD.size + places.axes :]
        return records

    def _is_common(self, count: int) -> bool:
        """Whether a term that so many papers say leads to nothing for others."""
        return count * _COMMON > self.papers

    def _has(self, term: int, others: Iterable[int]) -> bool:
        """Whether a term is among the most frequent ones, or one that no paper has, but others that
        mean much the same."""
        if entries := self.entries.get(term):
            return len(entries) >= self.least * ENTRY.size
        return not self.entries.keys().isdisjoint(others)

    def _for_others(self, term: int) -> dict[int, int]:
        """How surely a term leads to papers that say it, by number, where another one that means
        much the same is asked for."""
        entries = self.entries.get(term, b"")
        if self._is_common(len(entries) // ENTRY.size):
            return {}
        share = self._rarity(len(entries) // ENTRY.size) * _KINDRED
        return {number: share * said >> 3 for number, said in ENTRY.iter_unpack(entries)}

    def _record(
        self,
        term: int,
        others: Iterable[int],
        leads: Mapping[int, dict[int, int]],
        places: _PaperPlaces,
        place: bytes,
    ) -> bytes:
        """What files say of a term: its number, its weight, and how many papers it leads to; its
        `place`, if that is known; and these papers, each with how surely."""
        own = self.entries.get(term, b"")
        weight = self._rarity(len(own) // ENTRY.size) if own else _UNHEARD
        shares = {number: weight * emphasis for number, emphasis in ENTRY.iter_unpack(own)}
        several: dict[int, list[int]] = {}  # of the papers to which more than one word leads
        heard = [own]
        for other in others:
            if surely := leads[other]:
                for number in shares.keys() & surely.keys():
                    several.setdefault(number, [shares[number]]).append(surely[number])
                shares.update(surely)
                heard.append(self.entries[other])
        for number, words in several.items():
            shares[number] = _together(words)
        most = _MOST_PAPERS if self.papers < MANY else _MOST_OFMANY
        best: Iterable[tuple[int, int]] = shares.items()
        if len(shares) > most:
            least = sorted(shares.values())[-most]
            # As one number each, which is quicker to compare: the surest first, then by number.
            ordered = sorted(
                [
                    (_SUREST_OF_ALL - share) << 32 | number
                    for number, share in best
                    if share >= least
                ]
            )
            best = [(each & _NUMBER, _SUREST_OF_ALL - (each >> 32)) for each in ordered[:most]]
        found = [(number, share >> 7 if share < _SUREST else 255) for number, share in best]
        place = place or places.of(heard[:1] if own else heard)
        entries = _packing(len(found)).pack(*chain.from_iterable(found))
        return HEAD.pack(term, weight, len(found)) + place + entries


class _PaperPlaces:
    """Where papers are, by number."""

    def __init__(self, vectors: Mapping[int, bytes]) -> None:
        self._vectors = vectors
        self.axes = len(next(iter(vectors.values()), b""))
        # Half as wide where no sum of them all can be too great for that.
        greatest = 128 * _GREATEST * len(vectors)
        self._lanes = Lanes(self.axes, "i" if greatest < 2**31 else "q")
        self._packed = AtHand(self._pack, len(vectors))

    def _pack(self, number: int) -> int:
        return self._lanes.pack(memoryview(self._vectors[number]).cast("b"))

    def of(self, heard: Iterable[bytes]) -> bytes:
        """Where a term is of which papers say so much."""
        packed = self._packed
        total = sum(
            [
                packed[number] * emphasis
                for entries in heard
                for number, emphasis in ENTRY.iter_unpack(entries)
            ]
        )
        return direction(self._lanes.unpack(total))


def _together(surely: list[int]) -> int:
    """How surely a word leads to a paper by all the words by which it does."""
    if len(surely) == 2:  # the most by far
        one, other = surely
        return (
            one * _FIRST + other * _SECOND if one > other else other * _FIRST + one * _SECOND
        ) >> 5
    surely.sort(reverse=True)
    total: int = sum(map(mul, surely, (_FIRST, _SECOND, _THIRD)))
    return total >> 5


@cache
def _packing(count: int) -> struct.Struct:
    """So many papers in what a term leads to: as `ENTRY`, one after another."""
    return struct.Struct(">" + "IB" * count)


def _least(entries: Mapping[int, bytes]) -> int:
    """How many papers have to say a term for it to be among the most frequent ones."""
    counts = Counter(map(len, entries.values()))
    total, least = len(entries), 1
    while total > _MOST_TERMS:
        total -= counts[least * ENTRY.size]
        least += 1
    return least
