"""Words of any script become terms that tell what a text is about."""

from __future__ import annotations

from itertools import chain
from zlib import crc32

import pytest

from pressmark.space.terms import Terms, family_of, term_number, words


def terms_of(text: str) -> list[int]:
    return [*chain.from_iterable(map(Terms().__getitem__, words(text)))]


@pytest.mark.parametrize(
    "spellings",
    [
        "model models Model MODEL'S model’s 'model' modeling",
        "policy policies",
        "reward rewards rewarded rewarding",
        "merge merges merged merging",
        "optimize optimizes optimized optimizing optimise optimised",
        "generalization generalisation",
        "loss losses",
        "naïve naive",
        "résumé resume",
    ],
)
def test_spellings_of_one_word_are_one_term(spellings: str) -> None:
    assert len({*terms_of(spellings)}) == 1


@pytest.mark.parametrize("pair", ["bias bia", "analysis analysi", "corpus corpu", "class clas"])
def test_a_word_that_only_looks_like_a_plural_is_left_whole(pair: str) -> None:
    assert len({*terms_of(pair)}) == 2


@pytest.mark.parametrize(
    "text", ["the and of with", "We propose a new method", "2024 17", "a x ?", ""]
)
def test_words_that_tell_nothing_are_no_terms(text: str) -> None:
    assert terms_of(text) == []


def test_hyphens_slashes_and_underlines_part_words() -> None:
    assert terms_of("low-rank/sparse_matrix") == terms_of("low rank sparse matrix")


def test_a_script_without_spaces_is_read_by_pairs_of_signs() -> None:
    assert terms_of("知識蒸留") == [term_number("知識"), term_number("識蒸"), term_number("蒸留")]


def test_one_sign_alone_is_a_term() -> None:
    assert terms_of("鳥") == [term_number("鳥")]


def test_words_among_signs_are_terms_too() -> None:
    assert {*terms_of("BERT模型")} == {term_number("bert"), term_number("模型")}


@pytest.mark.parametrize("text", ["глубокое обучение", "αβγδ εζηθ", "ภาษาไทย", "한국어 모델"])
def test_every_script_has_terms(text: str) -> None:
    assert len({*terms_of(text)}) >= 2


@pytest.mark.parametrize(
    "words_of_one",
    [
        "reliable reliability reliably",
        "split splitting splitter",
        "critic criticism critical",
        "consistent consistency consistently",
        "investor investment invest",
        "harm harmful harmless harmlessness",
        "evaluate evaluation evaluator",
    ],
)
def test_words_that_differ_in_their_endings_are_one_family(words_of_one: str) -> None:
    terms = terms_of(words_of_one)

    assert len({*terms}) > 1
    assert len({*map(family_of, terms)}) == 1


def test_words_of_two_families_have_none_in_common() -> None:
    assert len({*map(family_of, terms_of("train trace tree 識蒸 知識 able ability"))}) == 7


def test_a_term_is_known_by_the_checksums_of_its_family_and_its_spelling() -> None:
    [term] = terms_of("Splitters")

    assert term == crc32(b"split") & ~0xFF | crc32(b"splitter") & 0xFF


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a reader’s naïve café—“quoted” text…", ["reader", "naiv", "cafe", "quot", "text"]),
        ("wine''s and ’’foo''bar", ["wine'", "foo''bar"]),
        ("“rock''roll”", ["rock", "roll"]),
        ("la’’mode of α-decay", ["la", "mode", "decay"]),
        ("x⃗axis n\u0303andu", ["axis", "nandu"]),
    ],
)
def test_signs_beyond_ascii_are_spelt_as_letters_or_stand_between_words(
    text: str, expected: list[str]
) -> None:
    numbers = Terms()

    assert [term for word in words(text) for term in numbers[word]] == [*map(term_number, expected)]
