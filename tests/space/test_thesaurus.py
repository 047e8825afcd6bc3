"""Words that mean much the same lead to each other, and abbreviations to what they stand for."""

from __future__ import annotations

import re
from itertools import chain

from pressmark.space.terms import Terms, term_number, words
from pressmark.space.thesaurus import _TABLE, kindred


def terms_of(text: str) -> list[int]:
    return [*chain.from_iterable(map(Terms().__getitem__, words(text)))]


def test_words_of_one_line_lead_to_each_other() -> None:
    [doctor], [clinician] = terms_of("doctors"), terms_of("clinician")

    assert clinician in kindred()[doctor]
    assert doctor in kindred()[clinician]


def test_an_abbreviation_leads_to_its_words_and_they_to_it_alone() -> None:
    magnetic, resonance = terms_of("magnetic resonance")
    mri = term_number("mri")

    assert {magnetic, resonance} <= {*kindred()[mri]}
    assert mri in kindred()[magnetic]
    assert resonance not in kindred()[magnetic]


def test_no_word_leads_to_itself() -> None:
    assert not [term for term, others in kindred().items() if term in others]


def test_lines_are_sorted_and_have_two_words_at_least() -> None:
    lines = _TABLE.read_text(encoding="ascii").splitlines()
    groups = [line for line in lines if ":" not in line]
    heads = [line.partition(":")[0] for line in lines if ":" in line]

    assert groups == sorted(groups)
    assert heads == sorted({*heads})
    assert len(heads) > 0 < len(groups)
    assert not [line for line in lines if not re.fullmatch(r"[a-z0-9]+:?( [a-z0-9]+)+", line)]
