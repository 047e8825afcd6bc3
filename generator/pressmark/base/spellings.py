"""Known words in; the one that an unknown word may be a slip for out.

However many words are known, and however many are not, that takes a bounded time: of more slips
than are shown, the first are told apart from what is simply unknown.
"""

from __future__ import annotations

from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many letters make a short word; a longer word than the longest is no slip for anything.
_SHORT, _LONGEST = 3, 250
# So many different words are looked for, more than findings of a rule are shown, and each is
# compared letter by letter with so many that have nearly the same letters.
_MOST_SOUGHT, _MOST_COMPARED = 120, 50
_BITS = 64


class Spellings:
    """Words, to find the one that another may be a slip for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words
        self._answers: dict[tuple[str, float], str] = {}

    def nearest(self, word: str, cutoff: float = 0) -> str:
        """The known word that `word` may be a slip for, or an empty string: capitals apart, three
        of four letters agree, or two of three in a short word, unless `cutoff` says which share.

        Nothing is near what is looked for once many others have been.
        """
        cutoff = cutoff or (0.75 if len(word) > _SHORT else 0.66)
        key = word.casefold(), cutoff
        near = self._answers.get(key)
        if near is None:
            if len(key[0]) > _LONGEST or len(self._answers) >= _MOST_SOUGHT:
                return self._by_fold.get(key[0], "")
            near = self._answers[key] = self._sought(*key)
        return near

    def _sought(self, word: str, cutoff: float) -> str:
        if word in self._by_fold:
            return self._by_fold[word]
        letters, length = _letters(word), len(word)
        # What only one of two words has, letters or places, is at most so much of both.
        share = 1 - cutoff + 1e-9
        # A word with one slip has one of its halves in common with what was meant.
        half = max((length - 1) // 2, 1)
        begins, ends = word[:half], word[-half:]
        candidates = []
        for other, its_letters in self._letters.items():
            apart = max((letters ^ its_letters).bit_count(), abs(length - len(other)))
            if apart <= share * (length + len(other)):
                is_far = not (other.startswith(begins) or other.endswith(ends))
                candidates.append((is_far, apart, other))
        words = [other for _, _, other in nsmallest(_MOST_COMPARED, candidates)]
        import difflib  # few words are slips

        match = difflib.get_close_matches(word, words, n=1, cutoff=cutoff)
        return self._by_fold[match[0]] if match else ""

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {word.casefold(): word for word in self._words}

    @cached_property
    def _letters(self) -> dict[str, int]:
        return {word: _letters(word) for word in self._by_fold if len(word) <= 2 * _LONGEST}


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of some words that a single word may be a slip for, as `Spellings.nearest` has it."""
    return Spellings(words).nearest(word)


def _letters(word: str) -> int:
    """The letters of a word as bits of a number; some share a bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % _BITS)
    return bits
