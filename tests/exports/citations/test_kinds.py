"""A work of every kind is cited as what it is, in every format."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest

from pressmark.base.models import validated
from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.coins import coins
from pressmark.exports.citations.csl import csl_item
from pressmark.exports.citations.highwire import citation_tags
from pressmark.exports.citations.ris import ris
from pressmark.exports.citations.styles import formatted
from pressmark.library.library import Library
from pressmark.library.paper import KINDS, Paper
from pressmark.render.json_ld import container
from tests.references import made

PAGE = "https://x.org/papers/lamps/"
EVE = {"family": "Berg", "given": "Eve", "particle": "van der"}


class Case(NamedTuple):
    """A work, and what each format must say of it."""

    facts: dict[str, Any]
    bibtex: str
    ris: str
    csl: dict[str, Any]
    highwire: tuple[str, str]
    coins: str


CASES = {
    "article-journal": Case(
        {"container": "Journal of Tides", "volume": "7", "issue": "3", "pages": "1-9"},
        "@article{lamps,\n title author\n"
        "  journal = {Journal of Tides},\n  year = {2021},\n  month = mar,\n  volume = {7},\n"
        "  number = {3},\n  pages = {1--9},\n",
        "TY  - JOUR|T2  - Journal of Tides|VL  - 7|IS  - 3|SP  - 1|EP  - 9",
        {"container-title": "Journal of Tides", "volume": "7", "issue": "3", "page": "1-9"},
        ("citation_journal_title", "Journal of Tides"),
        "rft.genre=article&rft.atitle=",
    ),
    "paper-conference": Case(
        {"container": "Proceedings of the 3rd Harbour Days", "editors": [EVE]},
        "@inproceedings{lamps,\n title author\n"
        "  booktitle = {Proceedings of the 3rd Harbour Days},\n"
        "  editor = {van der Berg, Eve},\n  year = {2021},\n  month = mar,\n",
        "TY  - CONF|ED  - van der Berg, Eve|T2  - Proceedings of the 3rd Harbour Days",
        {
            "container-title": "Proceedings of the 3rd Harbour Days",
            "editor": [{"family": "Berg", "given": "Eve", "non-dropping-particle": "van der"}],
        },
        ("citation_conference_title", "Proceedings of the 3rd Harbour Days"),
        "rft.genre=proceeding&rft.atitle=",
    ),
    "chapter": Case(
        {"container": "The Book of Lamps", "editors": [EVE, "Jo Reed"], "publisher": "Sea Press",
         "place": "Whitby", "edition": "2", "pages": "12-25", "isbn": "978-3-16-148410-0"},
        "@incollection{lamps,\n title author\n  booktitle = {The Book of Lamps},\n"
        "  editor = {van der Berg, Eve and Reed, Jo},\n  year = {2021},\n  month = mar,\n"
        "  pages = {12--25},\n  publisher = {Sea Press},\n  url = {PAGE},\n"
        "  edition = {2},\n  address = {Whitby},\n  isbn = {978-3-16-148410-0}\n",
        "TY  - CHAP|ED  - van der Berg, Eve|ED  - Reed, Jo|T2  - The Book of Lamps"
        "|PB  - Sea Press|SP  - 12|EP  - 25|ET  - 2|CY  - Whitby|SN  - 978-3-16-148410-0",
        {"container-title": "The Book of Lamps", "publisher": "Sea Press", "edition": "2",
         "publisher-place": "Whitby", "ISBN": "978-3-16-148410-0", "page": "12-25"},
        ("citation_inbook_title", "The Book of Lamps"),
        "rft.genre=bookitem&rft.atitle=",
    ),
    "book": Case(
        {"authors": (), "editors": [EVE], "publisher": "Sea Press", "volume": "2",
         "series": "Studies of the Night"},
        "@book{lamps,\n title key\n  editor = {van der Berg, Eve},\n  year = {2021},\n"
        "  month = mar,\n  volume = {2},\n  publisher = {Sea Press},\n  url = {PAGE},\n"
        "  series = {Studies of the Night}\n",
        "TY  - BOOK|ED  - van der Berg, Eve|PB  - Sea Press|VL  - 2|T3  - Studies of the Night",
        {"publisher": "Sea Press", "volume": "2", "collection-title": "Studies of the Night"},
        ("z:itemType", "book"),
        "rft.genre=book&rft.btitle=",
    ),
    "report": Case(
        {"publisher": "Harbour Office", "number": "12", "genre": "Night report"},
        "@techreport{lamps,\n title author\n  type = {Night report},\n  year = {2021},\n"
        "  month = mar,\n  number = {12},\n  institution = {Harbour Office},\n",
        "TY  - RPRT|M3  - Night report|M1  - 12|PB  - Harbour Office",
        {"publisher": "Harbour Office", "number": "12", "genre": "Night report"},
        ("citation_technical_report_institution", "Harbour Office"),
        "rft.genre=report&rft.btitle=",
    ),
    "thesis": Case(
        {"publisher": "Sea School", "genre": "Master's thesis"},
        "@mastersthesis{lamps,\n title author\n  school = {Sea School},\n  year = {2021},\n",
        "TY  - THES|M3  - Master's thesis|PB  - Sea School",
        {"publisher": "Sea School", "genre": "Master's thesis"},
        ("citation_dissertation_institution", "Sea School"),
        "dissertation&rft.title=",
    ),
    "dataset": Case(
        {"publisher": "Tide Archive", "number": "2"},
        "@misc{lamps,\n title author\n  howpublished = {Tide Archive, 2},\n  year = {2021},\n",
        "TY  - DATA|M1  - 2|PB  - Tide Archive",
        {"publisher": "Tide Archive", "version": "2"},
        ("z:itemType", "dataset"),
        "dc&rft.type=dataset",
    ),
    "software": Case(
        {"publisher": "Tide Archive"},
        "@misc{lamps,\n title author\n  howpublished = {Tide Archive},\n  year = {2021},\n",
        "TY  - COMP|PB  - Tide Archive",
        {"publisher": "Tide Archive"},
        ("z:itemType", "computerProgram"),
        "dc&rft.type=software",
    ),
    "webpage": Case(
        {"container": "Harbour Pages", "url": "https://h.org/lamps"},
        "@misc{lamps,\n title author\n  howpublished = {Harbour Pages},\n  year = {2021},\n",
        "TY  - ELEC|T2  - Harbour Pages|UR  - https://h.org/lamps",
        {"container-title": "Harbour Pages", "URL": "https://h.org/lamps"},
        ("z:itemType", "webpage"),
        "dc&rft.type=webpage",
    ),
    "standard": Case(
        {"publisher": "ISO", "number": "8601"},
        "@techreport{lamps,\n title author\n  type = {Standard},\n  year = {2021},\n"
        "  month = mar,\n  number = {8601},\n  institution = {ISO},\n",
        "TY  - STAND|M1  - 8601|PB  - ISO",
        {"publisher": "ISO", "number": "8601"},
        ("citation_technical_report_number", "8601"),
        "rft.genre=report",
    ),
    "patent": Case(
        {"number": "US 123"},
        "@misc{lamps,\n title author\n  howpublished = {US 123},\n  year = {2021},\n",
        "TY  - PAT|M1  - US 123",
        {"number": "US 123"},
        ("z:itemType", "document"),
        "dc&rft.type=document",
    ),
}  # fmt: skip
EACH = pytest.mark.parametrize("kind", CASES)


def reference(kind: str) -> Any:
    return made("lamps", kind=kind, **CASES[kind].facts)


@EACH
def test_bibtex_has_the_entry_of_the_kind(kind: str) -> None:
    title = "  title = {Counting lamps at sea: a new survey},\n"
    opening, *lines = (
        CASES[kind]
        .bibtex.replace(" title author\n", f"{title}  author = {{Quill, Ada and Oar, Ben B.}},\n")
        .replace(" title key\n", f"{title}  key = {{Counting lamps at sea}},\n")
        .replace("PAGE", PAGE)
        .split(",\n")
    )
    entry = bibtex(reference(kind), PAGE).removesuffix("\n}\n")
    assert entry.split(",\n")[0] == opening
    assert {line.rstrip() for line in lines if line} <= {*entry.split(",\n")}


@EACH
def test_ris_has_the_tags_of_the_kind(kind: str) -> None:
    lines = ris(reference(kind), PAGE).split("\r\n")
    assert {*CASES[kind].ris.split("|")} <= {*lines}


@EACH
def test_csl_has_the_item_of_the_kind(kind: str) -> None:
    item = csl_item(reference(kind), PAGE)
    assert {"type": kind, **CASES[kind].csl}.items() <= item.items()


@EACH
def test_highwire_tags_tell_the_kind(kind: str) -> None:
    assert CASES[kind].highwire in citation_tags(reference(kind), PAGE)


@EACH
def test_coins_tell_the_kind(kind: str) -> None:
    assert CASES[kind].coins in unquote(coins(reference(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_csl_is_cited_in_every_format(kind: str) -> None:
    cited = made("lamps", kind=kind, container="The Book of Lamps", publisher="Sea Press")
    assert csl_item(cited, PAGE)["type"] == kind
    for text in (bibtex(cited, PAGE), ris(cited, PAGE), unquote(coins(cited))):
        assert "Counting lamps at sea" in text
    assert ("citation_title", "Counting lamps at sea: a new survey") in citation_tags(cited, PAGE)


@pytest.mark.parametrize(
    ("genre", "entry"),
    [
        ("PhD thesis", "@phdthesis{lamps,"),
        ("", "@phdthesis{lamps,"),
        ("Doctoral dissertation", "@phdthesis{lamps,"),
        ("Master's thesis", "@mastersthesis{lamps,"),
        ("Bachelor's thesis", "@mastersthesis{lamps,"),
        ("Diplomarbeit", "@mastersthesis{lamps,"),
    ],
)
def test_a_thesis_is_entered_by_its_degree(genre: str, entry: str) -> None:
    text = bibtex(made("lamps", kind="thesis", genre=genre, publisher="Sea School"), PAGE)
    assert text.startswith(entry)
    is_unusual = genre not in ("", "PhD thesis", "Master's thesis")
    assert (f"type = {{{genre}}}" in text) == is_unusual


@pytest.mark.parametrize(
    ("issued", "csl", "year"),
    [
        ("2021-05-04", {"date-parts": [[2021, 5, 4]]}, "2021"),
        ("2019~", {"date-parts": [[2019]], "circa": True}, "2019"),
        ("2019-23", {"date-parts": [[2019]], "season": 3}, "2019"),
        ("2019/2021-02", {"date-parts": [[2019], [2021, 2]]}, "2019"),
        ("../2020", {"date-parts": [[2020]]}, "2020"),
    ],
)
def test_a_work_has_the_year_that_it_was_published_in(
    issued: str, csl: dict[str, Any], year: str
) -> None:
    cited = made("lamps", kind="book", issued=issued, venue="Days of 1984", date="2017")
    assert csl_item(cited, PAGE)["issued"] == csl
    assert f"  year = {{{year}}}" in bibtex(cited, PAGE)
    assert f"PY  - {year}\r\n" in ris(cited, PAGE)


def test_no_year_is_read_out_of_a_venue_where_the_entry_has_its_own() -> None:
    cited = made("lamps", kind="paper-conference", venue="Fog 1984 Days", date="2017-02")
    assert cited.year == "2017"


def test_the_full_title_of_proceedings_has_its_short_name_beside_it() -> None:
    full = "Proceedings of the Third Harbour Days"
    cited = made("lamps", kind="paper-conference", venue="HD 2021", container=full)
    assert f"booktitle = {{{full} ({{HD}})}}" in bibtex(cited, PAGE)
    item = csl_item(cited, PAGE)
    assert (item["container-title"], item["container-title-short"]) == (f"{full} (HD)", "HD")


def test_the_title_that_a_source_gives_stays_where_only_others_know_its_short_name() -> None:
    full = "Proceedings of the 37th International Conference on Machine Learning"
    facts = {"id": "a", "title": "A", "kind": "paper-conference", "venue": "ICML 2020"}
    paper = validated(Paper, {**facts, "container": full})
    cited = Library({"a": paper}, {}, {}).reference(paper)
    assert f"booktitle = {{{full}}}" in bibtex(cited, PAGE)
    assert csl_item(cited, PAGE)["container-title-short"] == "ICML"
    bare = validated(Paper, facts)
    title = "International Conference on Machine Learning (ICML)"
    assert Library({"a": bare}, {}, {}).reference(bare).volume_title == title


def test_a_track_is_named_once() -> None:
    full = "Findings of the Third Harbour Days"
    for given, title in (
        (full, f"{full} (HD)"),
        ("Harbour Days", "Harbour Days (HD), Findings"),
    ):
        cited = made("a", kind="paper-conference", venue="HD 2021 (Findings)", container=given)
        assert cited.volume_title == title


def test_a_work_is_cited_by_the_title_that_it_was_published_under() -> None:
    facts = {"later_title": "Lamps, counted", "note": "With a map"}
    cited = made("lamps", venue="HD 2021", **facts)
    note = "With a map; Earlier title: Counting lamps at sea: a new survey"
    assert (cited.title, csl_item(cited, PAGE)["title"]) == ("Lamps, counted", "Lamps, counted")
    assert f"N1  - {note}\r\n" in ris(cited, PAGE)
    assert f"  note = {{{note}}}" in bibtex(cited, PAGE)
    assert ("citation_title", "Lamps, counted") in citation_tags(cited, PAGE)
    assert "rft.atitle=Lamps, counted&" in unquote(coins(cited))
    assert all("lamps, counted" in each.plain.casefold() for each in formatted(cited, PAGE))
    assert cited.listed_title == "Counting lamps at sea: a new survey"


def test_a_journal_has_its_full_name_with_the_short_one_beside_it() -> None:
    full = "Journal of Tides and of Lamps"
    facts = {"kind": "article-journal", "venue": "JT 2021", "container": full}
    cited = made("lamps", **facts, url="https://h.org/")
    assert f"  journal = {{{full}}}" in bibtex(cited, PAGE)
    assert f"T2  - {full}\r\nJ2  - JT\r\n" in ris(cited, PAGE)
    item = csl_item(cited, PAGE)
    assert (item["container-title"], item["container-title-short"]) == (full, "JT")
    tags = citation_tags(cited, PAGE)
    assert {("citation_journal_title", full), ("citation_journal_abbrev", "JT")} <= {*tags}
    assert f"rft.jtitle={full}&" in unquote(coins(cited))
    assert "rft.stitle=JT" in coins(cited)
    assert container(cited) == {"@type": "Periodical", "name": full, "alternateName": "JT"}
    for each in formatted(cited, PAGE):
        assert full.casefold() in each.plain.casefold()


@pytest.mark.parametrize(
    ("pages", "ends"),
    [
        ("12-25", ("12", "25")),
        ("5", ("5", "")),
        ("S12-S20", ("S12", "S20")),
        ("i-xii, 3, 5-9", ("i-xii, 3, 5-9", "")),
        ("12, 14", ("12, 14", "")),
        ("", ("", "")),
    ],
)
def test_a_first_and_a_last_page_are_those_of_one_range(pages: str, ends: tuple[str, str]) -> None:
    cited = made("lamps", kind="article-journal", container="Tides", pages=pages)
    assert cited.first_and_last_page == ends
    first, last = ends
    tags = dict(citation_tags(cited, PAGE))
    assert (tags.get("citation_firstpage", ""), tags.get("citation_lastpage", "")) == ends
    text = ris(cited, PAGE)
    assert (f"SP  - {first}\r\n" in text, f"EP  - {last}\r\n" in text) == (bool(first), bool(last))
    assert ("rft.epage" in coins(cited)) == bool(last)


def test_a_later_title_without_a_venue_is_not_cited() -> None:
    cited = made("lamps", later_title="Lamps, counted")
    assert cited.title == cited.listed_title == "Counting lamps at sea: a new survey"
