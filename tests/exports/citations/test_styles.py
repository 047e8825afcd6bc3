"""Citations as bibliographies print them.

tests/data/formatted.json holds what citeproc-js 1.4 prints in en-US, with the styles of the
Citation Style Language project, for the invented papers of tests/references.py; but that an APA
entry without a date does not say "Retrieved" without a day, and that a hyphen stays between
initials in Chicago.
"""

from __future__ import annotations

import html
import json
import re

import pytest

from pressmark.exports.citations.styles import STYLES, formatted
from pressmark.exports.citations.wording import edition_of
from pressmark.exports.citations.works import WORK_KINDS
from tests.conftest import REPOSITORY
from tests.references import MANY, hostile, invented, made, page_of, real

EXPECTED = json.loads((REPOSITORY / "tests" / "data" / "formatted.json").read_bytes())


def printed(style: str, **facts: object) -> str:
    cited = formatted(made("lamps", **facts), "https://x.org/")  # type: ignore[arg-type]
    return next(one.plain for one in cited if one.style == style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", [one.id for one in invented()])
def test_a_style_prints_what_its_csl_style_prints(name: str, style: str) -> None:
    one = next(one for one in invented() if one.id == name)
    cited = next(cited for cited in formatted(one, page_of(one)) if cited.style == style)
    assert html.unescape(str(cited.html)) == EXPECTED[name][style]


@pytest.mark.parametrize("one", [*real(), *hostile()], ids=lambda one: one.id)
def test_every_citation_is_safe_html_and_sound_text(one: object) -> None:
    assert hasattr(one, "title")
    for cited in formatted(one, "https://x.org/"):  # type: ignore[arg-type]
        bare = re.sub("</?i>", "", str(cited.html))
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
        ("李 明", "明, 李. ("),
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
        ("Vancouver", "e1-e9", "e1–e9"),
    ],
)
def test_pages_are_printed_as_the_style_wants_them(style: str, pages: str, expected: str) -> None:
    assert expected in printed(style, pages=pages, venue="JT 2021", volume="3")


# What each style prints of a work that is no article: the same two authors, title and address.
BOOK = {"publisher": "Sea Press", "place": "Whitby", "edition": "2", "volume": "3"}
CHAPTER = {
    **BOOK,
    "volume": "",
    "container": "The book of lamps",
    "pages": "112-125",
    "editors": [{"family": "Berg", "given": "Eve", "particle": "van der"}, "Jo Reed"],
}
REPORT = {"publisher": "Harbour Office", "genre": "Night report", "number": "12"}
WORKS = [
    ("book", BOOK, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE (2nd ed., Vol. 3). Sea Press. URL",
        "MLA": "Quill, Ada, and Ben B. Oar. CAPITALS. 2nd ed., vol. 3, Sea Press, 2021, URL.",
        "Chicago": "Quill, Ada, and Ben B. Oar. 2021. CAPITALS. 2nd ed. Vol. 3. Sea Press. URL.",
        "IEEE": "A. Quill and B. B. Oar, TITLE, 2nd ed., vol. 3. Whitby: Sea Press, 2021. "
        "[Online]. Available: URL",
        "Vancouver": "Quill A, Oar BB. TITLE [Internet]. 2nd ed. Vol. 3. Whitby: Sea Press; 2021. "
        "Available from: URL",
    }),
    ("book", {**BOOK, "authors": (), "editors": ["Eve Mast", "Jo Reed"], "edition": ""}, {
        "APA": "Mast, E., & Reed, J. (Eds.). (2021). TITLE (Vol. 3). Sea Press. URL",
        "MLA": "Mast, Eve, and Jo Reed, editors. CAPITALS. Vol. 3, Sea Press, 2021, URL.",
        "Chicago": "Mast, Eve, and Jo Reed, eds. 2021. CAPITALS. Vol. 3. Sea Press. URL.",
        "IEEE": "E. Mast and J. Reed, Eds., TITLE, vol. 3. Whitby: Sea Press, 2021. "
        "[Online]. Available: URL",
        "Vancouver": "Mast E, Reed J, editors. TITLE [Internet]. Vol. 3. Whitby: Sea Press; 2021. "
        "Available from: URL",
    }),
    ("chapter", CHAPTER, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE. In E. van der Berg & J. Reed (Eds.), "
        "The book of lamps (2nd ed., pp. 112–125). Sea Press. URL",
        "MLA": "Quill, Ada, and Ben B. Oar. “CAPITALS.” The Book of Lamps, edited by "
        "Eve van der Berg and Jo Reed, 2nd ed., Sea Press, 2021, pp. 112–25, URL.",
        "Chicago": "Quill, Ada, and Ben B. Oar. 2021. “CAPITALS.” In The Book of Lamps, 2nd ed., "
        "edited by Eve van der Berg and Jo Reed, 112–25. Sea Press. URL.",
        "IEEE": "A. Quill and B. B. Oar, “TITLE,” in The book of lamps, 2nd ed., E. van der Berg "
        "and J. Reed, Eds., Whitby: Sea Press, 2021, pp. 112–125. [Online]. Available: URL",
        "Vancouver": "Quill A, Oar BB. TITLE. In: van der Berg E, Reed J, editors. "
        "The book of lamps [Internet]. 2nd ed. Whitby: Sea Press; 2021. p. 112–25. "
        "Available from: URL",
    }),
    ("report", REPORT, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE (Night report No. 12). Harbour Office. URL",
        "MLA": "Quill, Ada, and Ben B. Oar. CAPITALS. Night report no. 12, Harbour Office, 2021, "
        "URL.",
        "Chicago": "Quill, Ada, and Ben B. Oar. 2021. CAPITALS. Night report no. 12. "
        "Harbour Office. URL.",
        "IEEE": "A. Quill and B. B. Oar, “TITLE,” Harbour Office, Night report 12, Mar. 2021. "
        "[Online]. Available: URL",
        "Vancouver": "Quill A, Oar BB. TITLE [Internet]. Harbour Office; 2021. "
        "Night report No.: 12. Available from: URL",
    }),
    ("dataset", {"publisher": "Tide Archive", "number": "2"}, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE (Version 2) [Data set]. Tide Archive. URL",
        "MLA": "Quill, Ada, and Ben B. Oar. CAPITALS. Tide Archive, 2021, URL.",
        "Chicago": "Quill, Ada, and Ben B. Oar. 2021. CAPITALS. Tide Archive. URL.",
        "IEEE": "A. Quill and B. B. Oar, TITLE, version 2. (Mar. 2021). Tide Archive. "
        "[Online]. Available: URL",
        "Vancouver": "Quill A, Oar BB. TITLE [Internet]. Tide Archive; 2021. Available from: URL",
    }),
    ("software", {"publisher": "Tide Archive"}, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE [Computer software]. Tide Archive. URL",
    }),
    ("webpage", {"container": "Harbour Pages"}, {
        "APA": "Quill, A., & Oar, B. B. (2021, March 4). TITLE. Harbour Pages. URL",
        "MLA": "Quill, Ada, and Ben B. Oar. “CAPITALS.” Harbour Pages, 4 Mar. 2021, URL.",
        "Chicago": "Quill, Ada, and Ben B. Oar. 2021. “CAPITALS.” Harbour Pages. URL.",
        "IEEE": "A. Quill and B. B. Oar, “TITLE.” Harbour Pages, Mar. 04, 2021. "
        "[Online]. Available: URL",
        "Vancouver": "Quill A, Oar BB. TITLE [Internet]. Harbour Pages; 2021. Available from: URL",
    }),
    ("thesis", {"genre": "Master's thesis", "publisher": "Sea School"}, {
        "APA": "Quill, A., & Oar, B. B. (2021). TITLE [Master's thesis, Sea School]. URL",
    }),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "style", "expected"),
    [(kind, facts, *text) for kind, facts, texts in WORKS for text in texts.items()],
)
def test_a_style_prints_a_work_as_what_it_is(
    kind: str, facts: dict[str, object], style: str, expected: str
) -> None:
    for name, text in (
        ("TITLE", "Counting lamps at sea: a new survey"),
        ("CAPITALS", "Counting Lamps at Sea: A New Survey"),
        ("URL", "https://x.org/"),
    ):
        expected = expected.replace(name, text)
    assert printed(style, kind=kind, **facts) == expected


@pytest.mark.parametrize("kind", sorted(WORK_KINDS))
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
