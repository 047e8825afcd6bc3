"""Names and titles become slugs, sort keys and ids that last."""

from __future__ import annotations

import re
import unicodedata

import pytest
from anyascii import anyascii
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.base.names import (
    ID,
    RESERVED,
    TakenIds,
    _ascii,
    family_name,
    normal_title,
    paper_id,
    person_sort_key,
    slug,
    title_sort_key,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Natalia Díaz-Rodríguez", "natalia-diaz-rodriguez"),
        ("  O'Neil & Sons  ", "oneil-sons"),
        ("Ægir Þór", "aegir-thor"),
        ("Index", "index-0"),
    ],
)
def test_a_slug_is_ascii_words_with_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_every_letter_is_spelt_in_ascii_as_anyascii_spells_it() -> None:
    letters = [c for c in map(chr, range(0x20000)) if not "\ud800" <= c <= "\udfff"]
    assert [c for c in letters if _ascii(c) != anyascii(c)] == []


@given(st.text("aẹ́łß’–Ωя中\u0338\u0302"))
def test_texts_are_spelt_in_ascii_as_anyascii_spells_them(text: str) -> None:
    assert _ascii(text) == anyascii(unicodedata.normalize("NFC", text))


@given(st.text())
@example("harbour " * 20)
@example("?!")
def test_any_text_has_a_slug_that_is_an_id_and_no_folders_page(text: str) -> None:
    found = slug(text)
    assert ID.fullmatch(found)
    assert len(found) <= 80
    assert found not in RESERVED


def test_long_texts_that_differ_at_their_ends_have_different_slugs() -> None:
    long = "harbour " * 20
    assert slug(long + "lamps") != slug(long + "tides")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ada Quill", "Quill"),
        ("Vincent van der Meer", "van der Meer"),
        ("Ben Oar Jr.", "Oar"),
        ("Ben Oar, Jr.", "Oar"),
        ("Aakanksha", "Aakanksha"),
        ("Van Oar", "Oar"),
        ("", ""),
    ],
)
def test_the_family_name_keeps_particles_and_drops_suffixes(name: str, family: str) -> None:
    assert family_name(name) == family


def test_people_are_sorted_by_family_name_without_particles_and_accents() -> None:
    people = ["Cleo Zeta", "Ada Étoile", "Ben van der Eel"]
    assert sorted(people, key=person_sort_key) == ["Ben van der Eel", "Ada Étoile", "Cleo Zeta"]


def test_a_titles_leading_article_does_not_sort_it() -> None:
    assert title_sort_key("The Lamps of Port A") == "lamps of port a"


@pytest.mark.parametrize(
    "other", ["counting lamps", "Counting  Lamps!", "COUNTING-LAMPS", "Countíng Lamps."]
)
def test_titles_are_the_same_apart_from_case_accents_and_punctuation(other: str) -> None:
    assert normal_title(other) == normal_title("Counting Lamps")


def test_titles_with_other_words_are_not_the_same() -> None:
    assert normal_title("Counting Lamps") != normal_title("Counting Lamp Posts")


@pytest.mark.parametrize(
    ("title", "family", "year", "expected"),
    [
        ("On the Counting of Lamps", "Quill", "2021", "quill2021counting"),
        ("Counting Lamps", "", "2021", "counting2021"),
        ("Counting Lamps", "", "", "counting"),
        ("Über Lampen", "Müller", "2020", "muller2020uber"),
        ("Lamps", "García López", "", "garcialopezlamps"),
        ("???", "Quill", "2021", "quill2021untitled"),
    ],
)
def test_an_id_is_family_name_year_and_telling_word(
    title: str, family: str, year: str, expected: str
) -> None:
    assert paper_id(title, family, year, ()) == expected


def test_ids_that_are_taken_get_letters_in_turn() -> None:
    taken: set[str] = set()
    for _ in range(28):
        taken.add(paper_id("Lamps", "Quill", "2021", taken))
    assert {"quill2021lamps", "quill2021lampsa", "quill2021lampsz", "quill2021lampsaa"} <= taken


def test_thousands_of_ids_of_one_stem_are_not_counted_through_for_each_other() -> None:
    class CountedIds(TakenIds):
        asked = 0

        def __contains__(self, name: object) -> bool:
            self.asked += 1
            return super().__contains__(name)

    taken, one_by_one = CountedIds(["quill2021lampsc"]), {"quill2021lampsc"}
    for _ in range(800):
        taken.add(paper_id("Lamps", "Quill", "2021", taken))
        one_by_one.add(paper_id("Lamps", "Quill", "2021", one_by_one))

    assert taken == one_by_one
    assert taken.asked < 4 * 800
    assert paper_id("Lamps", "Quill", "2021", taken) == paper_id("Lamps", "Quill", "2021", taken)


@pytest.mark.parametrize("title", ["Index", "Readme"])
def test_no_paper_gets_the_id_of_a_folders_page(title: str) -> None:
    assert paper_id(title, "", "", ()) not in RESERVED


@given(st.text(), st.text(), st.sampled_from(["", "2021"]))
def test_any_title_and_family_name_give_an_id(title: str, family: str, year: str) -> None:
    assert ID.fullmatch(paper_id(title, family, year, ()))


# ASCII takes a shorter way through these; it must lead to where the long one does.
@given(st.text(st.characters(max_codepoint=127)) | st.text())
def test_text_that_is_ascii_already_is_treated_like_any_other(text: str) -> None:
    bare = anyascii(unicodedata.normalize("NFC", text)).lower()
    words = re.findall(r"[a-z0-9]+", bare.replace("'", ""))
    if words and len("-".join(words)) <= 80 and "-".join(words) not in RESERVED:
        assert slug(text) == "-".join(words)
    plain = anyascii(text).lower()
    assert normal_title(text) == ("".join(re.findall(r"[a-z0-9]+", plain)) or text.strip())
    assert person_sort_key(text)[1] == plain
