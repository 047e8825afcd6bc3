"""What an unknown word was meant to be, among few words or very many."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.spellings import Spellings, nearest

WORDS = st.text("abcde-", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("lampz", ("tides", "lamps"), "lamps"),
        ("LAMPS", ("tides", "lamps"), "lamps"),
        ("tps", ("tap", "oar"), "tap"),
        ("boats", ("tides", "lamps"), ""),
        ("x", (), ""),
    ],
)
def test_the_nearest_word_is_the_one_that_was_slipped_on(
    word: str, known: tuple[str, ...], near: str
) -> None:
    assert nearest(word, known) == near


@given(WORDS, st.lists(WORDS, unique=True, max_size=40))
def test_words_are_as_near_as_a_comparison_with_each_of_them_has_it(
    word: str, known: list[str]
) -> None:
    cutoff = 0.75 if len(word) > 3 else 0.66

    assert nearest(word, known) == "".join(difflib.get_close_matches(word, known, 1, cutoff))


def test_of_very_many_unknown_words_the_first_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []
    compare = difflib.get_close_matches

    def close_matches(word: str, words: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(words))
        return compare(word, words, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", close_matches)
    spellings = Spellings(f"word-{number:05}" for number in range(5_000))

    assert spellings.nearest("wrod-00042") == "word-00042"
    assert spellings.nearest("ward-04273") == "word-04273"
    for number in range(5_000):
        spellings.nearest(f"ward-{number:05}")

    assert len(compared) <= 200
    assert max(compared) <= 50
    assert spellings.nearest("WORD-04999") == "word-04999"
    assert spellings.nearest("wrod-00042") == "word-00042"


def test_a_word_longer_than_any_name_is_near_to_none() -> None:
    assert nearest("a" * 100_000, ["a" * 100_000 + "b"]) == ""
