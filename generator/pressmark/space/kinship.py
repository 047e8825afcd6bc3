"""Two papers that are near each other in; how much they have to do with each other, and what they
share, out.

To how near they are in the space, the words and tags that both have are added, rare ones above all,
and people who wrote both. A word counts where one of the two is called by it. All in whole numbers:
a thousand for one and the same paper.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import compress, repeat
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint
from pressmark.library.crowds import is_crowded
from pressmark.library.relations import Related
from pressmark.space.at_hand import AtHand
from pressmark.space.basis import WEIGHTS
from pressmark.space.features import tag_number
from pressmark.space.terms import Terms
from pressmark.space.titles import TitleWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.space.basis import Basis
    from pressmark.space.features import Features

# So many related papers are told of each, and so much of each pair's kinship.
MOST_RELATED: Final = 6
_TAGS, _PEOPLE, _WORDS = 3, 2, 2
# Pairs below this have too little to do with each other.
_LEAST = 340
# Words that more than one paper in eight is called by tell nothing of two.
_TELLING = 48
# What people who wrote both papers add.
_FOR_PEOPLE = 60
_ONE, _HALF = 127 * 127, 500
# So many papers' weights are at hand.
_MOST_AT_HAND = 10_000
_ZEROS = repeat(0)


class Weights(NamedTuple):
    """What the terms of a paper weigh: those that it is called by, as `terms` and `called`, all of
    them, and those that it is not called by; and the length of all together."""

    terms: tuple[int, ...]
    called: tuple[int, ...]
    every: dict[int, int]
    others: dict[int, int]
    length: int

    def in_common(self, other: Weights) -> int:
        """The sum of the products of what both have of a term, where either is called by it."""
        mine = map(self.every.get, other.terms, _ZEROS)
        theirs = map(other.others.get, self.terms, _ZEROS)
        total: int = sum(map(mul, mine, other.called)) + sum(map(mul, theirs, self.called))
        return total


def traits_of(library: Library, paper: Paper) -> bytes:
    """What tells all by which a paper's kinship is told, but for its features, from any other."""
    names = [author.name for author in paper.authors]
    traits = paper.plain_title, list(paper.tags), names, list(library.author_ids(paper))
    return fingerprint(cache_file.packed(traits))


class Kinship:
    """Tells what the papers of a library have to do with each other; `features` are by the papers'
    places."""

    def __init__(
        self, library: Library, papers: Sequence[Paper], features: Sequence[Features], basis: Basis
    ) -> None:
        self._library = library
        self._papers = papers
        self._features = features
        self._basis = basis
        self._titles = TitleWords(Terms())
        # Of papers that are told later: most that are near one have it near them too.
        self._scores: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._weights = AtHand(self._weighed, _MOST_AT_HAND)
        self._spelt = AtHand(self._spelling, _MOST_AT_HAND)
        self._people = AtHand(self._people_of, _MOST_AT_HAND)

    def related(self, place: int, candidates: Iterable[tuple[int, int]]) -> tuple[Related, ...]:
        """Those of the candidates, given by place and how near they are, that a paper has the most
        to do with, with what they share."""
        scores = self.scores(place, candidates)
        best = sorted([(-score, other) for other, score in scores if score >= _LEAST])
        return tuple([self._shared(place, other) for _, other in best[:MOST_RELATED]])

    def scores(
        self, place: int, candidates: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """The places of the candidates, and how much a paper has to do with each."""
        one, people = self._weights[place], self._people[place]
        known = self._scores.pop(place, {})
        for other, dot in candidates:
            score = known.get(other)
            if score is None:
                two = self._weights[other]
                shared = _HALF * one.in_common(two) // (one.length * two.length or 1)
                score = _HALF * dot // _ONE + shared
                if people and not people.isdisjoint(self._people[other]):
                    score += _FOR_PEOPLE
                if other > place and len(self._scores) < _MOST_AT_HAND:
                    self._scores[other][place] = score
            yield other, score

    def _weighed(self, place: int) -> Weights:
        features, basis = self._features[place], self._basis
        terms, is_called = features.numbers, features.in_name
        rarity = map(basis.rarity.get, terms, repeat(basis.rarest))
        weights = [*map(mul, map(WEIGHTS.__getitem__, features.in_all), rarity)]
        every = dict(zip(terms, weights, strict=True))
        called = tuple(compress(terms, is_called))
        others = every.copy()
        for term in called:
            del others[term]
        length = math.isqrt(sum(map(mul, weights, weights)))
        return Weights(called, tuple(compress(weights, is_called)), every, others, length)

    def _people_of(self, place: int) -> frozenset[str]:
        paper = self._papers[place]
        return frozenset(() if is_crowded(paper) else self._library.author_ids(paper))

    def _shared(self, place: int, other: int) -> Related:
        """What two papers share: tags, people and words, the most telling first."""
        one, two = self._papers[place], self._papers[other]
        rarity = self._basis.weight
        tags = [tag for tag in one.tags if tag in two.tags]
        if len(tags) > 1:
            tags.sort(key=lambda tag: -rarity(tag_number(tag), 1))
        both = self._people[place] & self._people[other]
        people = []
        if both:
            ids = self._library.author_ids(one)
            people = [a.name for a, person in zip(one.authors, ids, strict=True) if person in both]
        shared = () if tags else self._words(place, other)
        return Related(two.id, tuple(tags[:_TAGS]), tuple(people[:_PEOPLE]), tuple(shared))

    def _words(self, place: int, other: int) -> list[str]:
        """Words of either title that the other paper has too, as they are spelt there."""
        one, two = self._weights[place].every, self._weights[other].every
        spelt = self._spelt[other] | self._spelt[place]
        weights = {term: one[term] * two[term] for term in spelt if term in one and term in two}
        telling = sorted(weights, key=lambda term: (-weights[term], term))
        return [spelt[term] for term in telling[:_WORDS]]

    def _spelling(self, place: int) -> dict[int, str]:
        """The words of a paper's title that are rare enough to tell something, by their terms."""
        rarity = self._basis.rarity
        spelt: dict[int, str] = {}
        for term, as_spelt in self._titles.spelt(self._papers[place].plain_title):
            if rarity.get(term, _TELLING) >= _TELLING:
                spelt.setdefault(term, as_spelt)
        return spelt
