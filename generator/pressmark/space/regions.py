"""Papers and the hill of each on the map in; what each hill is called out: tags that are frequent
on it and rare elsewhere, or else such words of titles.

How well a term tells a hill is twice the papers of the hill that have it, against all that are on
the hill or have it: a thousand where these are the same. What tells one hill best is taken by it.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from pressmark.space.terms import Terms
from pressmark.space.titles import TitleWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper

# A hill is called by so many terms at most; by none that fewer of its papers have, and the first
# and the others tell so much at least.
_TERMS: Final = 2
_FEWEST: Final = 2
_LEAST: Final = (60, 120)

Names = tuple[tuple[str, ...], tuple[str, ...]]
Term = TypeVar("Term", int, str)


def names_of_hills(
    papers: Sequence[Paper], hill_of: Sequence[int], titles: Sequence[bytes]
) -> list[Names]:
    """What each hill is called, by the hill of each of the papers and the terms of its title: ids
    of tags, and words where no tag tells it."""
    hills: list[list[int]] = [[] for _ in range(max(hill_of, default=-1) + 1)]
    for place, hill in enumerate(hill_of):
        hills[hill].append(place)
    sizes = [*map(len, hills)]
    counts = [Counter(chain.from_iterable([papers[at].tags for at in hill])) for hill in hills]
    tags = _telling(counts, sizes, range(len(hills)))
    others = [hill for hill, names in enumerate(tags) if not names]
    by_words: list[list[int]] = [[] for _ in hills]
    if others:
        of_titles = [Counter(_numbers(b"".join([titles[at] for at in hill]))) for hill in hills]
        by_words = _telling(of_titles, sizes, others)
    spelt = TitleWords(Terms())
    return [
        (tuple(of_tags), tuple([_spelling(term, hill, papers, titles, spelt) for term in of_words]))
        for of_tags, of_words, hill in zip(tags, by_words, hills, strict=True)
    ]


def _telling(
    counts: Sequence[Counter[Term]], sizes: Sequence[int], wanted: Iterable[int]
) -> list[list[Term]]:
    """The terms that tell each of the wanted hills, the most telling first, by how many papers of
    each hill have a term, and how many are on it."""
    totals: Counter[Term] = Counter()
    for of_hill in counts:
        totals.update(of_hill)
    scores = sorted(
        (-2_000 * count // (totals[term] + sizes[hill]), hill, term)
        for hill in wanted
        for term, count in counts[hill].items()
        if count >= _FEWEST
    )
    telling: list[list[Term]] = [[] for _ in counts]
    taken: set[Term] = set()
    for score, hill, term in scores:
        place = len(telling[hill])
        if term not in taken and place < _TERMS and -score >= _LEAST[place]:
            telling[hill].append(term)
            taken.add(term)
    return telling


def _spelling(
    term: int,
    hill: Iterable[int],
    papers: Sequence[Paper],
    titles: Sequence[bytes],
    words: TitleWords,
) -> str:
    """How most of the papers on a hill spell a term of their titles."""
    spelt = Counter(
        word
        for place in hill
        if term in _numbers(titles[place])
        for number, word in words.spelt(papers[place].plain_title)
        if number == term
    )
    return min(spelt, key=lambda word: (-spelt[word], word))


def _numbers(terms: bytes) -> memoryview:
    return memoryview(terms).cast("I")
