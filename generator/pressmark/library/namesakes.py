"""Papers of one title in, one after the other; the first that is one work with another out.

Whether two are is for `identity` to say. Here tens of thousands are told apart without a look at
every pair: papers of which the same is known are found by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from pressmark.base.names import slug
from pressmark.library.identity import numbers_in, precedes_publication

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pressmark.library.paper import Paper

Named = TypeVar("Named")
# Places among a paper's facts: those that tell any two papers apart, two that are published, and
# two of which not both are signed.
_ANY, _PUBLISHED, _UNSIGNED = (0,), (1, 2, 3, 4, 5, 6), (7, 8)
_NOBODY = ("",)


class Signature(NamedTuple):
    """Who a paper's first author is: papers have the same where one has a key of its `own` that the
    other `wants`. Both are empty where none is known."""

    own: Collection[str]
    wants: Collection[str]


class _Shape(NamedTuple):
    """What of a paper tells it from others: whether it is published and signed, and which facts are
    known."""

    is_published: bool
    is_signed: bool
    known: tuple[bool, ...]


class _Namesake(NamedTuple, Generic[Named]):
    """A paper that was taken in: how many were before, what is known of it, and its name."""

    place: int
    facts: tuple[str, ...]
    signature: Signature
    named: Named


def signature_of(paper: Paper) -> Signature:
    """First authors are told apart by their family names; where only one of two names has parts,
    its family name may be any end of the other."""
    if not paper.authors:
        return Signature((), ())
    author = paper.authors[0]
    family = slug(author.surname)
    if author.is_parted:
        return Signature((f"parted {family}",), (f"parted {family}", f"end {family}"))
    words = slug(author.name).split("-")
    ends = {"-".join(words[start:]) for start in range(len(words))} | {family}
    own = [f"whole {family}", *(f"end {end}" for end in ends)]
    return Signature(own, [f"whole {family}", *(f"parted {end}" for end in ends)])


class Namesakes(Generic[Named]):
    """Papers of one title, each with a name that it is asked for."""

    def __init__(self) -> None:
        self._count = 0
        self._groups: dict[_Shape, _Group[Named]] = {}

    def add(self, paper: Paper, named: Named) -> None:
        """Take in one more paper."""
        facts = _facts(paper)
        group = self._groups.setdefault(_shape(paper, facts), _Group())
        group.add(_Namesake(self._count, facts, signature_of(paper), named))
        self._count += 1

    def first(self, paper: Paper) -> Named | None:
        """The name of the first paper that is one work with this one, if there is one."""
        facts, signature = _facts(paper), signature_of(paper)
        shape = _shape(paper, facts)
        entries = [
            group.first(facts, signature, *_compared(shape, other))
            for other, group in self._groups.items()
        ]
        first = min(filter(None, entries), key=lambda entry: entry.place, default=None)
        return first.named if first else None


class _Group(Generic[Named]):
    """Papers of one shape, by the facts that others are compared by."""

    def __init__(self) -> None:
        self._entries: list[_Namesake[Named]] = []
        # The first entry by values of facts, and how many entries it is the first of.
        self._indexes: dict[
            tuple[bool, tuple[int, ...]], dict[tuple[str, ...], _Namesake[Named]]
        ] = {}
        self._indexed: dict[tuple[bool, tuple[int, ...]], int] = {}

    def add(self, entry: _Namesake[Named]) -> None:
        self._entries.append(entry)

    def first(
        self,
        facts: tuple[str, ...],
        signature: Signature,
        are_signed: bool,
        places: tuple[int, ...],
    ) -> _Namesake[Named] | None:
        """The first entry whose facts at those places are the same; if both are signed, the first
        author too."""
        index = self._indexes.setdefault((are_signed, places), {})
        for entry in self._entries[self._indexed.get((are_signed, places), 0) :]:
            for key in _keys(entry.facts, places, entry.signature.own if are_signed else _NOBODY):
                index.setdefault(key, entry)
        self._indexed[are_signed, places] = len(self._entries)
        keys = _keys(facts, places, signature.wants if are_signed else _NOBODY)
        entries = filter(None, map(index.get, keys))
        return min(entries, key=lambda entry: entry.place, default=None)


def _facts(paper: Paper) -> tuple[str, ...]:
    """What may tell a paper from one of the same title, in lower case or as it is."""
    return (
        paper.arxiv,
        paper.doi.lower(),
        paper.kind,
        paper.year,
        numbers_in(paper.volume),
        numbers_in(paper.issue),
        paper.pages.partition("-")[0].lower(),
        paper.year,
        paper.venue,
    )


def _shape(paper: Paper, facts: tuple[str, ...]) -> _Shape:
    return _Shape(not precedes_publication(paper), bool(paper.authors), tuple(map(bool, facts)))


def _compared(one: _Shape, other: _Shape) -> tuple[bool, tuple[int, ...]]:
    """Whether the first authors of two papers are compared, and the places of the facts that are:
    those known of both."""
    are_signed = one.is_signed and other.is_signed
    places = [*_ANY]
    places += _PUBLISHED if one.is_published and other.is_published else ()
    places += () if are_signed else _UNSIGNED
    return are_signed, tuple([n for n in places if one.known[n] and other.known[n]])


def _keys(
    facts: tuple[str, ...], places: tuple[int, ...], signed: Collection[str]
) -> Iterator[tuple[str, ...]]:
    values = tuple([facts[place] for place in places])
    return ((*values, each) for each in signed)
