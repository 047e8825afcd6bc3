"""A paper in; what it is about out: its terms, and which of them it is called by.

A paper is called by its title, its tags and its themes. These seldom change, and tell best what it
is about: the space is laid out by them alone. All else that it says, summary, digest and abstract,
has a say in where it is there.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, compress
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.math.texts import plain
from pressmark.space.terms import Terms, number, words
from pressmark.space.titles import TitleWords

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper

# How often a term counts that is in the title, of a tag, of the theme, of a further theme; in the
# title once more as it is in a text, and in a summary twice.
_TITLE, _TAG, _THEME, _ALSO = 1, 2, 2, 1
# A term counts so many times at most: that is half a byte.
_MOST = 15
# The halves of each byte.
_CALLED = bytes([count >> 4 for count in range(256)])
_IN_ALL = bytes([count & _MOST for count in range(256)])
# So many characters of an abstract are read.
_ABSTRACT = 2_000


class Features(NamedTuple):
    """The numbers of a paper's terms, 4 bytes each, in their order, and of each how often it
    counts: in what the paper is called (the upper half of a byte), and in all (the lower); and the
    terms that words of its title are, each once."""

    terms: bytes
    counts: bytes
    title: bytes

    @property
    def numbers(self) -> list[int]:
        """The numbers of the terms."""
        return memoryview(self.terms).cast("I").tolist()

    @property
    def in_name(self) -> bytes:
        """Of each term, its count in what the paper is called."""
        return self.counts.translate(_CALLED)

    @property
    def in_all(self) -> bytes:
        """Of each term, its count in all."""
        return self.counts.translate(_IN_ALL)

    @property
    def called(self) -> list[tuple[int, int]]:
        """Each term that the paper is called by, with its count there."""
        return [pair for pair in zip(self.numbers, self.in_name, strict=True) if pair[1]]

    def within(self, terms: Container[int]) -> Features:
        """Without those of the other terms that the paper is not called by."""
        mine = self.numbers
        kept = [*map(or_, map(terms.__contains__, mine), self.in_name)]
        terms_kept = array("I", compress(mine, kept)).tobytes()
        return Features(terms_kept, bytes(compress(self.counts, kept)), self.title)


class FeatureReader:
    """Reads what the papers of a library are about."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._terms = Terms()
        self._titles = TitleWords(self._terms)
        self._tags: dict[str, tuple[int, ...]] = {}
        self._themes: dict[str, tuple[int, ...]] = {}

    def read(self, paper: Paper) -> Features:
        """What a paper is about."""
        terms, plain_title = self._terms, paper.plain_title
        title = [*chain.from_iterable(map(terms.__getitem__, words(plain_title)))]
        called = dict.fromkeys(title, 0)
        for term in title:
            called[term] += _TITLE
        for numbers, count in self._vocabulary(paper):
            for term in numbers:
                called[term] = called.get(term, 0) + count
        tldr = paper.tldr
        texts = [paper.later_title, tldr, tldr, paper.problem, paper.approach, paper.finding]
        texts += [figure.what for figure in paper.figures]
        texts += [*paper.queries, *paper.queries]
        texts.append(self._library.abstracts.get(paper.id, "")[:_ABSTRACT])
        in_texts = map(terms.__getitem__, words(plain("\n".join(texts))))
        counts: dict[int, int] = Counter(chain(title, chain.from_iterable(in_texts)))
        if counts and max(counts.values()) > _MOST:
            counts = {term: min(count, _MOST) for term, count in counts.items()}
        for term, count in called.items():
            counts[term] = min(count, _MOST) << 4 | min(count + counts.get(term, 0), _MOST)
        ordered = sorted(counts)
        spelt = array("I", {term: None for term, _ in self._titles.spelt(plain_title)})
        how_often = bytes(map(counts.__getitem__, ordered))
        return Features(array("I", ordered).tobytes(), how_often, spelt.tobytes())

    def own_counts(self, paper: Paper, features: Features) -> dict[int, int]:
        """How often each term counts in a paper of these features, without what is said of all
        papers of its themes."""
        counts = dict(zip(features.numbers, features.in_all, strict=True))
        for numbers, count in self._vocabulary(paper):
            counts.pop(numbers[0], None)  # what nobody can ask for
            if numbers in self._themes.values():
                for term in numbers[1:]:
                    counts[term] = counts.get(term, 0) - count
        return {term: count for term, count in counts.items() if count > 0}

    def _vocabulary(self, paper: Paper) -> Iterator[tuple[tuple[int, ...], int]]:
        """The terms of a paper's tags and themes, with how often they count."""
        for tag in paper.tags:
            yield self._tag(tag), _TAG
        if paper.theme:
            yield self._theme(paper.theme), _THEME
        for theme in paper.also:
            yield self._theme(theme), _ALSO

    def _tag(self, name: str) -> tuple[int, ...]:
        numbers = self._tags.get(name)
        if numbers is None:
            label = words(self._library.tags[name].label)
            of_label = chain.from_iterable(map(self._terms.__getitem__, label))
            numbers = self._tags[name] = (tag_number(name), *of_label)
        return numbers

    def _theme(self, name: str) -> tuple[int, ...]:
        numbers = self._themes.get(name)
        if numbers is None:
            label = words(self._library.themes[name].label)
            of_label = chain.from_iterable(map(self._terms.__getitem__, label))
            numbers = self._themes[name] = (theme_number(name), *of_label)
        return numbers


def theme_number(name: str) -> int:
    """The number of the term that a theme is itself."""
    return number(f"@{name}")


def tag_number(name: str) -> int:
    """The number of the term that a tag is itself."""
    return number(f"#{name}")
