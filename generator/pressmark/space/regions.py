"""A library and the hill of each of its papers on the map in; what each hill is called out: tags
that are frequent on it and rare elsewhere, or else such words of titles.

How well a term tells a hill is twice the papers of the hill that have it, against all that are on
the hill or have it: a thousand where these are the same. What tells one hill best is taken by it.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from pressmark.space.terms import Terms, without_marks, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper

# A hill is called by so many terms at most; by none that fewer of its papers have, and the first
# and the others tell so much at least.
_TERMS: Final = 2
_FEWEST: Final = 2
_LEAST: Final = (60, 120)

Names = tuple[tuple[str, ...], tuple[str, ...]]
Term = TypeVar("Term", int, str)


def names_of_hills(library: Library, ids: Sequence[str], hill_of: Sequence[int]) -> list[Names]:
    """What each hill is called: ids of tags, and words where no tag tells it."""
    hills: list[list[Paper]] = [[] for _ in range(max(hill_of, default=-1) + 1)]
    for name, hill in zip(ids, hill_of, strict=True):
        hills[hill].append(library.papers[name])
    tags = _telling(hills, range(len(hills)), lambda paper: paper.tags)
    others = [hill for hill, names in enumerate(tags) if not names]
    titles = _Titles()
    by_words = _telling(hills, others, titles.terms) if others else [[] for _ in hills]
    return [
        (tuple(of_tags), tuple(titles.spelling(term, papers) for term in of_words))
        for of_tags, of_words, papers in zip(tags, by_words, hills, strict=True)
    ]


def _telling(
    hills: Sequence[Sequence[Paper]],
    wanted: Iterable[int],
    terms_of: Callable[[Paper], Iterable[Term]],
) -> list[list[Term]]:
    """The terms that tell each of the wanted hills, the most telling first."""
    counts = [Counter(chain.from_iterable(map(terms_of, papers))) for papers in hills]
    totals: Counter[Term] = Counter()
    for of_hill in counts:
        totals.update(of_hill)
    scores = sorted(
        (-2_000 * count // (totals[term] + len(hills[hill])), hill, term)
        for hill in wanted
        for term, count in counts[hill].items()
        if count >= _FEWEST
    )
    telling: list[list[Term]] = [[] for _ in hills]
    taken: set[Term] = set()
    for score, hill, term in scores:
        place = len(telling[hill])
        if term not in taken and place < _TERMS and -score >= _LEAST[place]:
            telling[hill].append(term)
            taken.add(term)
    return telling


class _Titles:
    """The terms of titles, and how they are spelt there."""

    def __init__(self) -> None:
        self._terms = Terms()

    def terms(self, paper: Paper) -> set[int]:
        """The terms of a title."""
        return {term for term, _ in self._spelt(paper)}

    def spelling(self, term: int, papers: Iterable[Paper]) -> str:
        """How most of the papers spell a term."""
        spelt = Counter(
            word for paper in papers for number, word in self._spelt(paper) if number == term
        )
        return min(spelt, key=lambda word: (-spelt[word], word))

    def _spelt(self, paper: Paper) -> Iterator[tuple[int, str]]:
        for word in paper.plain_title.split():
            numbers = [*chain.from_iterable(map(self._terms.__getitem__, words(word)))]
            if len(numbers) == 1:
                yield numbers[0], without_marks(word)
