"""A file's format is told by its own marks, and each is read with the same facts."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.readers.formats import FORMATS, recognised

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

NAME = Path("refs")
ITEM = {
    "type": "article-journal",
    "title": "Ropes at Sea",
    "author": [{"family": "Mast", "given": "Eva"}, {"family": "Oar", "given": "Ben"}],
    "container-title": "Journal of Ropes",
    "issued": {"date-parts": [[2019, 5]]},
    "volume": "4",
    "issue": "2",
    "page": "10-19",
    "DOI": "10.1234/ropes",
}
CROSSREF = ITEM | {
    "type": "journal-article",
    "title": ["Ropes at <i>Sea</i>"],
    "container-title": ["Journal of Ropes"],
}
RIS = """\
TY  - JOUR
AU  - Mast, Eva
AU  - Oar, Ben
T1  - Ropes at Sea
T2  - Journal of Ropes
PY  - 2019/05//
VL  - 4
IS  - 2
SP  - 10
EP  - 19
DO  - https://doi.org/10.1234/ropes
ER  -
"""
NBIB = """\
PMID- 1234567
TI  - Ropes at
      Sea.
FAU - Mast, Eva
AU  - Mast E
FAU - Oar, Ben
AU  - Oar B
JT  - Journal of Ropes
DP  - 2019 May
VI  - 4
IP  - 2
PG  - 10-19
LID - e12 [pii]
LID - 10.1234/ropes [doi]
"""
ENW = """\
%0 Journal Article
%A Mast, Eva
%A Oar, Ben
%T Ropes at Sea
%J Journal of Ropes
%D May 2019
%V 4
%N 2
%P 10-19
%R 10.1234/ropes
"""
CSV = """\
"Key","Item Type","Author","Title","Publication Title","Date","Volume","Issue","Pages","DOI"
"ABC","journalArticle","Mast, Eva; Oar, Ben","Ropes at Sea","Journal of Ropes","2019-05","4","2",\
"10-19","10.1234/ropes"
"""
BIBTEX = """\
@article{mast, title={Ropes at Sea}, author={Mast, Eva and Oar, Ben}, journal={Journal of Ropes},
  year=2019, month=may, volume=4, number=2, pages={10--19}, doi={10.1234/ropes}}
"""
TEXTS = [
    pytest.param("csl-json", json.dumps([ITEM]), id="an array"),
    pytest.param("csl-json", json.dumps(ITEM), id="a line"),
    pytest.param("csl-json", json.dumps(ITEM, indent=2), id="one item on several lines"),
    pytest.param("csl-json", json.dumps({"items": [ITEM]}), id="Zotero's wrapper"),
    pytest.param("csl-json", json.dumps({"message": CROSSREF}), id="Crossref's wrapper"),
    pytest.param(
        "csl-json", json.dumps({"message": {"items": [CROSSREF]}}), id="Crossref's wrapper of many"
    ),
    pytest.param("bibtex", BIBTEX, id="BibTeX"),
    pytest.param("ris", RIS, id="RIS"),
    pytest.param("nbib", NBIB, id="PubMed"),
    pytest.param("enw", ENW, id="EndNote"),
    pytest.param("csv", CSV, id="CSV"),
    pytest.param("csv", CSV.replace('","', '"\t"'), id="TSV"),
    pytest.param("ris", f'"1" "\n{RIS}', id="RIS below a remark"),
    pytest.param("ris", RIS.replace("AU  - Oar, Ben\n", "").replace("Eva", "Eva; Oar, Ben"),
                 id="RIS with all authors in one tag"),
    pytest.param("ris", RIS.replace("EP  - 19\n", "").replace("10\n", "10-19\n"),
                 id="RIS with all pages in one tag"),
    pytest.param("ris", RIS.replace("2019/05//", "2019\nDA  - 2019/05"), id="RIS with two dates"),
    pytest.param("ris", RIS.replace("ER  -", "PB  - NA\nJO  - NA\nER  -"), id="RIS with NA"),
]  # fmt: skip


def only_paper(text: str) -> Paper:
    (entry,) = recognised(text, NAME).read(text, NAME).whole()
    assert entry.paper
    return entry.paper


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_each_format_says_the_same_of_a_paper(name: str, text: str) -> None:
    assert recognised(text, NAME).name == name
    paper = only_paper(text)
    assert (paper.title, paper.kind, paper.container) == (
        "Ropes at Sea", "article-journal", "Journal of Ropes",
    )  # fmt: skip
    assert [author.name for author in paper.authors] == ["Eva Mast", "Ben Oar"]
    assert (paper.date, paper.volume, paper.issue, paper.pages) == ("2019-05", "4", "2", "10-19")
    assert paper.doi == "10.1234/ropes"


def test_a_reference_without_a_title_costs_itself_and_has_its_line() -> None:
    text = f"{RIS}TY  - BOOK\nAU  - Oar, Ben\nER  -\n{RIS}"
    reading = recognised(text, NAME).read(text, NAME)
    assert (len(reading.entries), reading.left_out) == (2, 1)
    assert [one.finding.line for one in reading.omissions if one.is_entry] == [13]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x"></rdf:RDF>', "Zotero RDF"),
        ("<xml><records></records></xml>", "EndNote's XML"),
        ("<!doctype html><title>Papers</title>", "a web page"),
        ("FN Clarivate Analytics\nPT J\n", "Web of Science's plain text"),
        ("%A Mast, Eva\n%T Ropes at Sea\n%D 2019\n", "refer's bibliography"),
        ('[{"key": "A", "data": {"itemType": "book", "title": "Ropes"}}]', "Zotero's own JSON"),
    ],
)
def test_a_format_that_is_not_read_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidLibraryError, match=said):
        recognised(text, NAME)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Light &amp; H<sub>2</sub>O &lt; 3", "Light & H₂O < 3"),
        ("<p><strong>On <em>Salix</em></strong></p>", "On Salix"),
        ("a <b and c> of <title>", "a <b and c> of <title>"),
        ("<mml:math><mml:msup><mml:mi>C</mml:mi><mml:mn>4</mml:mn></mml:msup></mml:math> plants",
         "C⁴ plants"),
    ],
)  # fmt: skip
def test_markup_of_a_title_is_taken_off(written: str, expected: str) -> None:
    assert only_paper(json.dumps([ITEM | {"title": written}])).title == expected


def test_markup_of_an_abstract_is_taken_off() -> None:
    text = "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>row</jats:italic>.</jats:p>"
    items = json.dumps([ITEM | {"abstract": text}])
    (entry,) = recognised(items, NAME).read(items, NAME).whole()
    assert entry.abstract == "We row."


PEOPLE = [
    {"family": "Meer", "given": "Jan", "non-dropping-particle": "van der"},
    {"family": "Mast Vela", "given": "Eva"},
    {"literal": "Harbour and Sons"},
]


def test_names_that_a_source_parts_stay_in_parts() -> None:
    paper = only_paper(json.dumps([ITEM | {"author": PEOPLE, "editor": PEOPLE[:1]}]))
    plain, parted, body = paper.authors
    assert (plain.name, parted.family, parted.given) == ("Jan van der Meer", "Mast Vela", "Eva")
    assert body.literal == "Harbour and Sons"
    assert [editor.name for editor in paper.editors] == ["Jan van der Meer"]


def test_names_of_east_asia_are_in_their_own_order() -> None:
    (person,) = only_paper(
        json.dumps([ITEM | {"author": [{"family": "李", "given": "娜"}]}])
    ).authors
    assert (person.name, person.family, person.given) == ("李娜", "李", "娜")


def test_bibtex_has_its_editors_and_says_that_authors_go_on() -> None:
    paper = only_paper("@book{a, title={A}, author={Quill, Ada and others}, editor={Mast, Eva}}")
    assert ([person.name for person in paper.editors], paper.more_authors) == (["Eva Mast"], True)


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(alphabet='TYAUER -%0AT{}[]",:\n@misc=1PMID<>', max_size=120))
def test_whatever_a_text_holds_is_papers_or_findings(name: str, text: str) -> None:
    with contextlib.suppress(InvalidLibraryError):
        assert all(entry.title for entry in FORMATS[name].read(text, NAME).whole())


def test_names_without_a_comma_are_institutions_where_others_have_one() -> None:
    mixed = only_paper(RIS.replace("Oar, Ben", "Harbour Research Board"))
    plain = only_paper(RIS.replace("Oar, Ben", "Ben Oar").replace("Mast, Eva", "Eva van Mast"))
    assert [author.literal for author in mixed.authors] == ["", "Harbour Research Board"]
    assert [(author.name, author.literal) for author in plain.authors] == [
        ("Eva van Mast", ""), ("Ben Oar", ""),
    ]  # fmt: skip


def test_keywords_of_ris_may_be_on_lines_of_their_own() -> None:
    text = RIS.replace("ER  -", "KW  - night sky\nfog\nN1  - Read in Oslo.\nER  -")
    (entry,) = recognised(text, NAME).read(text, NAME).whole()
    assert entry.keywords == ("night sky", "fog")
    assert entry.paper
    assert entry.paper.note == "Read in Oslo"


def test_what_has_no_place_in_a_record_is_counted() -> None:
    text = RIS.replace("ER  -", "C8  - x\nET  - 2019/01\nER  -")
    assert recognised(text, NAME).read(text, NAME).unused == {"C8": 1, "date online (ET)": 1}
    (item,) = (ITEM | {"dimensions": "A4"},)
    array = json.dumps([item])
    assert recognised(array, NAME).read(array, NAME).unused == {"dimensions": 1}


def test_items_in_a_wrapper_have_their_own_lines() -> None:
    text = json.dumps({"total": 2, "items": [ITEM, {"author": [], "title": ""}, ITEM]}, indent=1)
    reading = recognised(text, NAME).read(text, NAME)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == "  {"]
    assert [entry.line for entry in reading.entries] == [lines[0], lines[2]]
    assert [omission.finding.line for omission in reading.omissions] == [lines[1]]


def test_a_pubmed_record_links_to_pubmed() -> None:
    assert only_paper(NBIB).links == {"pubmed": "https://pubmed.ncbi.nlm.nih.gov/1234567/"}


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[1850]], "circa": True}, ("1850", "1850~")),
        ({"date-parts": [[2004], [2006]]}, ("2004", "2004/2006")),
        ({"date-parts": [[2011]], "season": 1}, ("2011", "2011-21")),
        ({"literal": "Spring 2011"}, ("2011", "2011-21")),
        ({"raw": "5 May 2020"}, ("2020-05-05", "")),
        ({"literal": "n.d."}, ("", "")),
    ],
)
def test_dates_of_csl_keep_their_doubts(issued: object, expected: tuple[str, str]) -> None:
    paper = only_paper(json.dumps([ITEM | {"issued": issued}]))
    assert (paper.date, paper.issued) == expected


def test_an_item_keeps_what_it_says_in_words() -> None:
    others = [*ITEM["author"], {"literal": "others"}]
    accessed = {"date-parts": [[2021, 3, 4]]}
    more = {
        "version": "2.1",
        "accessed": accessed,
        "translator": [{"family": "Oar", "given": "Ben"}],
        "PMID": "17",
    }
    paper = only_paper(json.dumps([ITEM | more | {"author": others, "status": "in press"}]))
    assert paper.note == "Translated by Ben Oar; in press"
    assert (paper.version, paper.accessed, paper.number) == ("2.1", "2021-03-04", "")
    assert (len(paper.authors), paper.more_authors) == (2, True)
    assert paper.links == {"pubmed": "https://pubmed.ncbi.nlm.nih.gov/17/"}


def test_what_programs_write_for_nothing_is_nothing() -> None:
    assert only_paper(RIS.replace("EP  - 19", "EP  - NA\nPB  - NA")).publisher == ""
    table = CSV.replace('"4","2"', '"N/A","nan"')
    assert (only_paper(table).volume, only_paper(table).issue) == ("", "")


def ris(kind: str, lines: str) -> Paper:
    """The paper of a reference of a kind with the lines given."""
    return only_paper(f"TY  - {kind}\nTI  - Ropes at Sea\n{lines}\nER  - \n")


def test_a_tag_of_ris_is_read_as_what_it_is_in_works_of_its_kind() -> None:
    paper = ris("JOUR", "T2  - Ropes\nC7  - 107538\nN1  - Export Date: 7 May 2020\nM3  - Article")
    assert (paper.pages, paper.note, paper.genre) == ("107538", "", "")
    paper = ris("BOOK", "T2  - Sea Studies\nM1  - 27\nA3  - Keel, Dan\nSP  - 286")
    assert (paper.series, paper.container, paper.venue) == ("Sea Studies", "", "")
    assert (paper.number, paper.pages) == ("27", "")
    assert [editor.name for editor in paper.editors] == ["Dan Keel"]
    paper = ris("CHAP", "T2  - Knots\nT3  - Sea Studies\nSV  - 6\nSP  - 5\nEP  - 9")
    assert (paper.container, paper.series, paper.number) == ("Knots", "Sea Studies", "6")
    paper = ris("CONF", "T2  - Net Days 2019\nC3  - Proceedings of the Net Days\nC1  - Oslo")
    assert (paper.container, paper.place) == ("Proceedings of the Net Days", "Oslo")


@pytest.mark.parametrize(
    ("serial", "isbn", "issn"),
    [
        ("978-3-16-148410-0 978-3-16-148411-7", "978-3-16-148410-0, 978-3-16-148411-7", ""),
        ("978-3-16-148410-0 0921-030X", "978-3-16-148410-0", "0921-030X"),
        ("0776-3824, 2034-7871", "", "0776-3824, 2034-7871"),
        ("21688184", "", "21688184"),
        ("978 3 16 148410 0", "978 3 16 148410 0", ""),
    ],
)
def test_isbn_and_issn_are_told_apart(serial: str, isbn: str, issn: str) -> None:
    paper = ris("BOOK", f"SN  - {serial}")
    assert (paper.isbn, paper.issn) == (isbn, issn)


@pytest.mark.parametrize(
    ("day", "date"), [("NOV 15", "2022-11-15"), ("DEC", "2022-12"), ("2021/03/04", "2022")]
)
def test_a_month_without_its_year_joins_the_year(day: str, date: str) -> None:
    assert ris("JOUR", f"PY  - 2022\nDA  - {day}").date == date


def test_a_doi_may_be_where_older_programs_put_it() -> None:
    assert ris("JOUR", "M3  - doi: 10.1234/abc").doi == "10.1234/abc"


def test_a_row_has_the_number_and_the_sort_of_its_work() -> None:
    heading = "Key,citationKey,Item Type,Title,Type,Number,Issue,Series,Series Number\n"
    rows = "A1,mast19,thesis,Ropes,PhD thesis,,,,\nA2,oar20,book,Knots,,,,Sea Studies,7\n"
    rows += "A3,keel21,report,Nets,Note,TR-9,,,\n"
    entries = recognised(heading + rows, NAME).read(heading + rows, NAME).whole()
    papers = [entry.paper for entry in entries if entry.paper]
    assert [paper.keys[0] for paper in papers] == ["mast19", "oar20", "keel21"]
    assert [(paper.genre, paper.number) for paper in papers] == [
        *(("PhD thesis", ""), ("", "7"), ("Note", "TR-9")),
    ]


def test_facts_that_zotero_keeps_in_a_note_are_facts() -> None:
    note = "collection-title: Sea Studies\nvolume: 9\nDOI: 10.1/x\ntype: dataset\n"
    note += "arXiv: 2101.00001 [cs]\nSee: the nets\n3 citations (Crossref/DOI) [2025-01-01]"
    paper = only_paper(json.dumps([ITEM | {"note": note}]))
    assert (paper.series, paper.kind, paper.arxiv) == ("Sea Studies", "dataset", "2101.00001")
    assert (paper.volume, paper.doi) == ("4", "10.1234/ropes")
    assert paper.note == "volume: 9 DOI: 10.1/x See: the nets"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("&lt;i&gt;Salix&lt;/i&gt; &amp;amp; ice", "Salix & ice"),
        ("Fog &amp;#x2013; a review", "Fog – a review"),
        ("When a &lt; b &amp;gt; c", "When a < b > c"),
        ("On &lt;title&gt; tags", "On <title> tags"),
    ],
)
def test_what_was_escaped_twice_is_read(written: str, expected: str) -> None:
    assert only_paper(json.dumps([{"title": written, "type": "book"}])).title == expected


def test_an_item_of_crossref_has_its_subtitle_and_its_date() -> None:
    printed = {"published-print": {"date-parts": [[2020, 3]]}, "issued": {"date-parts": [[None]]}}
    paper = only_paper(json.dumps([ITEM | printed | {"title": ["Ropes"], "subtitle": ["At Sea"]}]))
    assert (paper.title, paper.date) == ("Ropes: At Sea", "2020-03")


def test_addresses_of_an_item_are_parted_and_get_a_scheme() -> None:
    paper = only_paper(json.dumps([ITEM | {"URL": "www.example.org/a; https://example.org/b"}]))
    assert (paper.url, dict(paper.links)) == (
        "https://www.example.org/a",
        {"link-2": "https://example.org/b"},
    )
