"""What a paper is called, and what else it says, are told apart."""

from __future__ import annotations

from pressmark.space.features import FeatureReader, Features, tag_number
from pressmark.space.terms import Terms, words
from tests.space.papers import library_of, paper

LAMPS = paper(
    "lamps",
    title="Lamps of the coast",
    tldr="Beams reach ships.",
    finding="Wicks burn.",
    tags=["night"],
    theme="tides",
    figures=[{"what": "shutters", "value": "3"}],
)


def counts(features: Features) -> dict[int, tuple[int, int]]:
    counts = zip(features.in_name, features.in_all, strict=True)
    return dict(zip(features.numbers, counts, strict=True))


def term(word: str) -> int:
    (found,) = Terms()[words(word)[0]]
    return found


def test_titles_tags_and_themes_are_what_a_paper_is_called() -> None:
    features = FeatureReader(library_of([LAMPS])).read(LAMPS)

    called = {term for term, _ in features.called}
    assert {
        term("lamps"),
        term("coast"),
        term("night"),
        term("tides"),
        tag_number("night"),
    } <= called
    assert not {term("beams"), term("wicks"), term("shutters")} & called


def test_all_that_a_paper_says_counts_and_its_summary_twice() -> None:
    found = counts(FeatureReader(library_of([LAMPS])).read(LAMPS))

    assert (found[term("beams")], found[term("wicks")]) == ((0, 2), (0, 1))
    assert found[term("shutters")] == (0, 1)
    assert found[term("lamps")] == (1, 2)


def test_an_abstract_counts_where_the_library_has_it() -> None:
    library = library_of([LAMPS], lamps="Fog and fog again.")

    assert counts(FeatureReader(library).read(LAMPS))[term("fog")] == (0, 2)
    assert term("fog") not in counts(FeatureReader(library_of([LAMPS])).read(LAMPS))


def test_a_word_counts_fifteen_times_at_most() -> None:
    ropes = paper("ropes", title="Knots", finding="ropes " * 40)

    assert counts(FeatureReader(library_of([ropes])).read(ropes))[term("ropes")] == (0, 15)


def test_formulas_are_read_as_plain_text() -> None:
    sums = paper("sums", title=r"Sums in $\mathrm{log}$ time")

    assert term("mathrm") not in counts(FeatureReader(library_of([sums])).read(sums))


def test_only_what_a_paper_is_called_and_known_terms_are_kept() -> None:
    features = FeatureReader(library_of([LAMPS])).read(LAMPS).within({term("beams")})

    kept = counts(features)
    assert term("beams") in kept
    assert term("wicks") not in kept
    assert term("lamps") in kept
