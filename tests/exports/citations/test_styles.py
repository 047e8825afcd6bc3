"""Citations as bibliographies print them; `test_printed_styles.py` holds them to citeproc-js."""

from __future__ import annotations

import html
import re

import pytest

from pressmark.exports.citations.numbers import edition_of
from pressmark.exports.citations.styles import formatted
from pressmark.library.paper import KINDS
from tests.references import MANY, hostile, made, real


def printed(style: str, **facts: object) -> str:
    cited = formatted(made("lamps", **facts), "https://x.org/")  # type: ignore[arg-type]
    return next(one.plain for one in cited if one.style == style)


@pytest.mark.parametrize("one", [*real(), *hostile()], ids=lambda one: one.id)
def test_every_citation_is_safe_html_and_sound_text(one: object) -> None:
    assert hasattr(one, "title")
    for cited in formatted(one, "https://x.org/"):  # type: ignore[arg-type]
        bare = re.sub(r"</?i>|</?(?:bdi|span)(?: (?:lang|dir)=\"[A-Za-z-]+\")*>", "", cited.html)
        assert not re.search("[<>]", bare)
        assert html.unescape(bare) == cited.plain
        assert cited.html.count("<i>") == cited.html.count("</i>")
        assert "\x02" not in cited.plain
        assert "\x03" not in cited.plain
        assert cited.plain == cited.plain.strip()


@pytest.mark.parametrize("one", real(), ids=lambda one: one.id)
def test_no_citation_of_the_library_has_doubled_or_dangling_signs(one: object) -> None:
    for cited in formatted(one, "https://x.org/"):  # type: ignore[arg-type]
        assert not re.search(r"\.\.|,,| ,|\( |\(\)|\[\]| {2}|”\.|\?\.|, \.", cited.plain)


@pytest.mark.parametrize(
    ("style", "end"),
    [("APA", "… FamV, V. ("), ("MLA", "FamA, Ann, et al. “"), ("IEEE", "A. FamA et al., “")],
)
def test_five_hundred_authors_are_not_all_named(style: str, end: str) -> None:
    text = printed(style, authors=MANY[:-1] + tuple(f"X Y{n}" for n in range(500)) + MANY[-1:])
    assert end in text
    assert len(text) < 600


@pytest.mark.parametrize(
    ("style", "start"),
    [
        ("APA", "Quill, A., Oar, B. B., et al. ("),
        ("MLA", "Quill, Ada, et al. “"),
        ("Chicago", "Quill, Ada, Ben B. Oar, et al. 2021."),
        ("IEEE", "A. Quill, B. B. Oar, et al., “"),
        ("Vancouver", "Quill A, Oar BB, et al. Counting"),
    ],
)
def test_a_list_of_authors_that_goes_on_says_so(style: str, start: str) -> None:
    assert printed(style, more_authors=True).startswith(start)
    assert "et al" not in printed(style, more_authors=True, authors=())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aakanksha", "Aakanksha. ("),
        ("Jean-Luc B. Mast", "Mast, J.-L. B. ("),
        ("T.Y.S.S Santosh", "Santosh, T. Y. S. S. ("),
        ("Jan van der Berg Jr.", "van der Berg, J., Jr. ("),
        ("Gemini Team", "Gemini Team. ("),
        ("李 明", "李明. ("),
    ],
)
def test_names_are_shortened_as_they_should_be(name: str, expected: str) -> None:
    assert printed("APA", authors=(name,)).startswith(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("a survey of the state of the art", "“A Survey of the State of the Art.”"),
        ("NeRF for self-driving: an overview", "“NeRF for Self-Driving: An Overview.”"),
        ("best-of-n sampling", "“Best-of-n Sampling.”"),
        ("what is it for?", "“What Is It For?”"),
        ('the "lamp" puzzle', "“The ‘Lamp’ Puzzle.”"),
    ],
)
def test_a_title_gets_its_capitals_and_quotation_marks(title: str, expected: str) -> None:
    assert expected in printed("MLA", title=title)


@pytest.mark.parametrize(
    ("style", "pages", "expected"),
    [
        ("APA", "1912-1925", "1912–1925"),
        ("MLA", "1912-1925", "1912–25"),
        ("MLA", "101-108", "101–08"),
        ("Chicago", "101-108", "101–8"),
        ("Chicago", "100-110", "100–110"),
        ("Chicago", "12-25", "12–25"),
        ("Vancouver", "1912-1925", "1912–25"),
        ("Vancouver", "99-102", "99–102"),
        ("Vancouver", "e1-e9", "e1–9"),
    ],
)
def test_pages_are_printed_as_the_style_wants_them(style: str, pages: str, expected: str) -> None:
    assert expected in printed(style, pages=pages, venue="JT 2021", volume="3")


@pytest.mark.parametrize("kind", KINDS)
def test_a_work_without_facts_is_cited_without_dangling_signs(kind: str) -> None:
    bare = {"kind": kind, "authors": (), "date": ""}
    for facts in (bare, {**bare, "editors": ["Eve Mast"]}, {**bare, "container": "Lamps"}):
        for cited in formatted(made("lamps", **facts), "https://x.org/"):
            signs = r"\.\.|,,| ,|\( |\(\)|\[\]| {2}|”\.|\?\.|, \.|: \.|^\W*$"
            assert not re.search(signs, cited.plain), cited.plain


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("1", "1st ed."), ("2", "2nd ed."), ("3", "3rd ed."), ("4", "4th ed."),
        ("11", "11th ed."), ("22", "22nd ed."), ("Revised", "Revised ed."),
        ("2nd ed.", "2nd ed."), ("Second edition", "Second edition"), ("United", "United ed."),
        ("", ""),
    ],
)  # fmt: skip
def test_an_edition_is_written_out(edition: str, expected: str) -> None:
    assert edition_of(edition) == expected


@pytest.mark.parametrize("style", ["APA", "MLA", "Chicago", "IEEE", "Vancouver"])
def test_a_paper_that_was_retracted_is_cited_as_that(style: str) -> None:
    assert printed(style, status="retracted") == printed(style) + " [Retracted]"
