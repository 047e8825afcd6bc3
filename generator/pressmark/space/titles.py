"""Words of titles in; the term that each one is, and how it is spelt in a sentence, out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pressmark.space.at_hand import AtHand
from pressmark.space.terms import Terms, without_marks, words

if TYPE_CHECKING:
    from collections.abc import Iterator

# So many words are at hand.
_MOST = 10_000


class TitleWords(AtHand[str, tuple[int, str]]):
    """The term that a word of a title is, 0 where it is none or some, and how it is spelt."""

    def __init__(self, terms: Terms) -> None:
        def read(word: str) -> tuple[int, str]:
            numbers = [*chain.from_iterable(map(terms.__getitem__, words(word)))]
            return (numbers[0], without_marks(word)) if len(numbers) == 1 else (0, "")

        super().__init__(read, _MOST)

    def spelt(self, title: str) -> Iterator[tuple[int, str]]:
        """Each word of a title that is a term, as that and as it is spelt."""
        for term, spelling in map(self.__getitem__, title.split()):
            if term:
                yield term, spelling
