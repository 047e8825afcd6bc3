"""What people bring is taken in as they mean it: one test for each kind of thing that public bug
reports about bibliographies tell of, from the file to the records that are loaded again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.importing.plan import ImportPlan, carry_out, plan
from pressmark.library.readers.formats import recognised

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from tests.conftest import TinyLibrary

NAME = Path("refs.bib")


class Imported:
    """The records that an import of a text made, by citation key, and its report."""

    def __init__(self, library: TinyLibrary, text: str) -> None:
        reading = recognised(text, NAME).read(text, NAME)
        self.plan: ImportPlan = plan(reading, library.load(), library.content, NAME)
        carry_out(self.plan, library.content)
        self.library = library.load()
        made, matched = self.plan.made, len(self.plan.matches)
        assert self.plan.entries == made + matched + self.plan.left_out

    def __getitem__(self, key: str) -> Paper:
        return next(paper for paper in self.library.papers.values() if key in paper.keys)

    @property
    def left_out(self) -> list[tuple[str, str, int]]:
        """Key, field and line of all that was left out."""
        return [(o.key, o.finding.field, o.finding.line) for o in self.plan.omissions]

    def bibtex(self, key: str) -> str:
        """The entry of a record as this site exports it."""
        return bibtex(self.library.reference(self[key]), "")


def names(paper: Paper) -> list[str]:
    return [author.name for author in paper.authors]


def test_works_are_of_their_kinds_with_all_that_belongs_to_them(
    empty_library: TinyLibrary,
) -> None:
    got = Imported(
        empty_library,
        r"""
        @article{a, title = {Nets}, journal = {Ropes}, year = 2021, volume = 3, number = 2}
        @book{b, title = {A Guide}, author = {Keel, Dan}, address = {Oslo}, edition = {Third},
          isbn = {978-3-16-148410-0}, year = 2001}
        @book{c, title = {Essays}, editor = {Mast, Eva}, series = {Sea}, volume = 7, year = 2002}
        @incollection{d, title = {Bells}, booktitle = {Sounds}, editor = {Mast, Eva},
          pages = {1--9}, year = 2003}
        @techreport{e, title = {Wear}, institution = {Rope Lab}, number = {TR-9}, year = 2004}
        @software{f, title = {netctl}, version = {2.1}, year = 2005}
        @dataset{g, title = {Ten Nets}, doi = {10.1234/nets}, year = 2006}
        @misc{h, title = {Knots}, howpublished = {A talk}, note = {With slides}, year = 2007}
        @unpublished{i, title = {Oil}, note = {In preparation}, year = 2008}
        @phdthesis{j, title = {Glass}, school = {Sea School}, type = {Dr. thesis}, year = 2009}
        @proceedings{k, title = {Net Days}, editor = {Reef, Quin}, year = 2010}
        @patent{l, title = {A Net}, number = {XY12}, year = 2011}
        @manual{m, title = {Net Manual}, organization = {Net Works}, year = 2012}
        """,
    )
    kinds = {key: got[key].kind for key in "abcdefghijklm"}
    assert list(kinds.values()) == [
        *("article-journal", "book", "book", "chapter", "report", "software", "dataset", ""),
        *("manuscript", "thesis", "book", "patent", "book"),
    ]
    assert (got["a"].volume, got["a"].issue) == ("3", "2")
    assert (got["b"].edition, got["b"].place) == ("Third", "Oslo")
    assert (got["c"].series, got["c"].volume, got["c"].editors[0].name) == ("Sea", "7", "Eva Mast")
    assert (got["d"].container, got["d"].pages) == ("Sounds", "1-9")
    assert (got["e"].number, got["e"].publisher) == ("TR-9", "Rope Lab")
    assert (got["f"].version, got["h"].note) == ("2.1", "A talk; With slides")
    assert (got["i"].note, got["j"].genre) == ("In preparation", "Dr. thesis")
    assert (got["l"].number, names(got["m"])) == ("XY12", ["Net Works"])


def test_a_broken_entry_costs_itself(empty_library: TinyLibrary) -> None:
    text = "@misc{a, title={A}}\n@misc{b, title={B} year=2021}\n@misc{c, title={C}}\n"
    got = Imported(empty_library, text)
    assert got.left_out == [("b", "", 2)]
    assert {paper.title for paper in got.library.papers.values()} == {"A", "C"}


def test_works_of_one_title_stay_apart(empty_library: TinyLibrary) -> None:
    entry = "@article{{{}, title={{The Net Book}}, author={{{}}}, journal={{Ropes}}, year={}}}\n"
    lines = [("a", "Quill, Ada", 2012), ("b", "Keel, Dan", 2010), ("c", "Quill, Ada", 2001)]
    got = Imported(empty_library, "".join(entry.format(*line) for line in lines))
    assert (got.plan.made, len(got.plan.matches)) == (3, 0)


def test_a_preprint_and_its_paper_are_one_record(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        "@misc{a, title={Nets}, author={Quill, Ada}, eprint={2104.00002}, year=2021}\n"
        "@inproceedings{b, title={nets}, author={Quill, Ada}, booktitle={Net Days (ND)},"
        " eprint={2104.00002}, year=2022}\n",
    )
    assert (got.plan.made, len(got.plan.matches)) == (1, 1)
    assert (got["a"].arxiv, got["a"].year, got["a"].kind) == (
        "2104.00002",
        "2022",
        "paper-conference",
    )
    assert sorted(got["a"].keys) == ["a", "b"]


def test_what_is_around_entries_is_no_entry(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        "% write to ada@example.org, or @misc{no, title={No}}\n"
        '@preamble{"\\newcommand{\\noop}[1]{}" # "x"}\n@comment{jabref-meta: x;}\n'
        '@comment{@misc{dead, title={Dead}}}\n@string(ro = "Ropes")\n'
        "@misc(a, title={{\\noop{1}}Alive}, year={{\\noop{1999}}2002}, journal = ro)\n"
        "@MISC {b , title={B}} @misc{c,title={C},}@misc{10.1/x(89)9, title={D}}\n"
        "  @misc{D'Oar_1, title={E}}\n@misc{, title={F}}\n@thing{t, title={G}}\n",
    )
    assert sorted(paper.title for paper in got.library.papers.values()) == [
        *("Alive", "B", "C", "D", "E", "F", "G"),
    ]
    assert (got["a"].date, got["a"].container) == ("2002", "Ropes")
    assert got["10.1/x(89)9"].title == "D"


def test_macros_are_followed_and_unknown_ones_said(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        '@string{RO = {Ropes}} @string{press = "Sea" # " Press"}\n'
        '@article{a, title={A}, journal=ro, publisher=press, year=2020, month=feb # "~7"}\n'
        "@article{b, title={B}, journal=NET, year=2021, month=Sept}\n"
        '@article{c, title="{C} and " # {D}, journal={\\apj}, year=2019, month="30 " # jun}\n',
    )
    assert (got["a"].container, got["a"].publisher, got["a"].date) == (
        "Ropes", "Sea Press", "2020-02-07",
    )  # fmt: skip
    assert (got["b"].container, got["b"].date, got.left_out) == (
        "",
        "2021-09",
        [("b", "journal", 3)],
    )
    assert (got["c"].title, got["c"].container) == ("C and D", "The Astrophysical Journal")
    assert got["c"].date == "2019-06-30"


def test_dates_keep_a_year_and_what_was_written(empty_library: TinyLibrary) -> None:
    fields = {
        "a": "date={2004-01-02T10:10:10Z}", "b": "date={1984?}", "c": "date={2004-06/2006-08}",
        "d": "date={-0044}", "e": "date={199X}", "f": "year={in press}",
        "g": "year={forthcoming 2025}", "h": "year={c. 1850}", "i": "year={2021a}",
        "j": "date={March 2019}", "k": "eventdate={2016-07-08}", "l": "year=2011, month={Spring}",
    }  # fmt: skip
    entries = [f"@misc{{{key}, title={{Net {key}}}, {text}}}" for key, text in fields.items()]
    got = Imported(empty_library, "\n".join(entries))
    assert {key: (got[key].date, got[key].issued, got[key].note) for key in fields} == {
        "a": ("2004-01-02", "", ""), "b": ("1984", "1984?", ""),
        "c": ("2004-06", "2004-06/2006-08", ""), "d": ("", "", ""), "e": ("", "", "199X"),
        "f": ("", "", "in press"), "g": ("2025", "", "forthcoming"), "h": ("1850", "1850~", ""),
        "i": ("2021", "", ""), "j": ("2019-03", "", ""), "k": ("", "", "event: 2016-07-08"),
        "l": ("2011", "2011-21", ""),
    }  # fmt: skip
    assert got.left_out == [("d", "date", 4)]


def test_names_are_parted_and_institutions_whole(empty_library: TinyLibrary) -> None:
    fields = {
        "a": "Jan van der Meer and de la Mare, Ana", "b": "Oar, Jr., Ben and Oar III, Cleo",
        "c": "{Nets and Ropes, Inc.} and {Port Authority}", "d": "Quill, Ada and others",
        "e": "given=Ada, family=Quill and given=Jan, prefix=van, family=Reef",
        "f": r"\O{}re, Hans and {\L}uk, {\v{S}}imon and \'Elan, Nguy{\~{\^e}}n",
        "g": "李, 娜 and 王伟", "h": "Ortega y Gasset, María and Vaughan Williams, Rolf",
        "i": "A. Quill, B. Oar, and C. Keel", "j": "Dr. Ben Oar (Rope Lab)",
        "k": "Quill, Ada$^{*}$ and \\textbf{Oar, Ben} and ",
    }  # fmt: skip
    entries = [f"@misc{{{key}, title={{Net {key}}}, author={{{text}}}}}"
               for key, text in fields.items()]  # fmt: skip
    got = Imported(empty_library, "\n".join(entries))
    assert {key: names(got[key]) for key in fields} == {
        "a": ["Jan van der Meer", "Ana de la Mare"], "b": ["Ben Oar Jr.", "Cleo Oar III"],
        "c": ["Nets and Ropes, Inc.", "Port Authority"], "d": ["Ada Quill"],
        "e": ["Ada Quill", "Jan van Reef"], "f": ["Hans Øre", "Šimon Łuk", "Nguyễn Élan"],
        "g": ["李娜", "王伟"], "h": ["María Ortega y Gasset", "Rolf Vaughan Williams"],
        "i": [], "j": ["Ben Oar"], "k": ["Ada Quill", "Ben Oar"],
    }  # fmt: skip
    assert (got["d"].more_authors, got["g"].authors[0].family) == (True, "李")
    assert [author.literal for author in got["c"].authors] == names(got["c"])
    assert [author.family for author in got["h"].authors] == ["Ortega y Gasset", "Vaughan Williams"]
    assert [key for key, *_ in got.left_out] == ["i", "j"]


def test_latex_becomes_what_it_prints_and_compiles_again(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        r"@misc{a, title={\texttt{netctl}, \LaTeX{} and \mbox{10\textsuperscript{6}} H$_2$O,"
        r" ``so'' it\footnote{x} is: 100% rope}, abstract={See \href{https://x.org/c}{here}.}}"
        "\n@misc{b, title={A net for $5 \\& more}}\n",
    )
    assert got["a"].title == "netctl, LaTeX and 10⁶ H₂O, “so” it is: 100% rope"
    assert got.library.abstracts[got["a"].id] == "See here."
    assert got["b"].title == "A net for $5 & more"
    again = Imported(empty_library, got.bibtex("a"))
    assert (again.plan.made, len(again.plan.matches)) == (0, 1)


def test_html_and_formulas_of_crossref_leave_no_tag(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        '[{"id": "a", "title": "Nets of <i>Salix</i> in CO<sub>2</sub> &amp; air: p &lt; 0.05",'
        ' "abstract": "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>tie</jats:italic>'
        '.</jats:p>"}, {"id": "b", "title": "On <title> tags: a<b"}]',
    )
    assert got["a"].title == "Nets of Salix in CO₂ & air: p < 0.05"
    assert got.library.abstracts[got["a"].id] == "We tie."
    assert got["b"].title == "On <title> tags: a<b"


@pytest.mark.parametrize(
    "written",
    ["10.1234/net", "DOI: 10.1234/net", "https://www.doi.org/10.1234/net", "doi.org/10.1234/net",
     "http://dx.doi.org/10.1234/net", "doi:10.1234/net", "https://doi.org/10.1234%2Fnet"],
)  # fmt: skip
def test_a_doi_is_one_however_it_is_written(written: str, empty_library: TinyLibrary) -> None:
    assert Imported(empty_library, f"@misc{{a, title={{A}}, doi={{{written}}}}}")["a"].doi == (
        "10.1234/net"
    )


def test_addresses_are_those_that_a_page_may_link(empty_library: TinyLibrary) -> None:
    urls = {
        "a": "www.example.org/n", "b": "https://example.org/a b.pdf", "d": "ftp://example.org/n",
        "c": "https://example.org/a https://example.org/b", "e": r"\url{https://example.org/x}",
        "f": r"https://example.org/\~{}quill/n\_1.pdf",
    }  # fmt: skip
    entries = [f"@misc{{{key}, title={{Net {key}}}, url={{{url}}}}}" for key, url in urls.items()]
    got = Imported(empty_library, "\n".join(entries))
    assert {key: got[key].url for key in urls} == {
        "a": "https://www.example.org/n", "b": "https://example.org/a%20b.pdf", "d": "",
        "c": "https://example.org/a", "e": "https://example.org/x",
        "f": "https://example.org/~quill/n_1.pdf",
    }  # fmt: skip
    assert got["c"].links == {"link-2": "https://example.org/b"}
    assert got.left_out == [("d", "url", 3)]


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("eprint={hep-th/9901002v2}", "hep-th/9901002"),
        ("eprint={math.GT/0309137}, archiveprefix={arXiv}", "math/0309137"),
        ("journal={arXiv preprint arXiv:2104.00003v2 [cs.CL]}", "2104.00003"),
        ("journal={ArXiv}, volume={abs/2104.00004}", "2104.00004"),
        ("note={arXiv:2104.00005}", "2104.00005"),
        ("howpublished={\\url{https://arxiv.org/abs/2104.00006}}", "2104.00006"),
        ("arxivid={2104.00007}", "2104.00007"),
        ("doi={10.48550/arXiv.2104.00008}", "2104.00008"),
        ("url={https://arxiv.org/pdf/2104.00009v3.pdf}", "2104.00009"),
        ("eprint={2998}, eprinttype={pubmed}, journal={Nets}", ""),
        ("journal={bioRxiv}, doi={10.1101/2020.01.01.123}", ""),
    ],
)
def test_an_arxiv_id_is_found_and_no_venue_is_called_arxiv(
    fields: str, arxiv: str, empty_library: TinyLibrary
) -> None:
    paper = Imported(empty_library, f"@article{{a, title={{A}}, {fields}}}")["a"]
    assert paper.arxiv == arxiv
    assert "arxiv" not in f"{paper.venue}{paper.container}".lower()


def test_a_format_that_is_not_read_is_named_and_changes_nothing(
    empty_library: TinyLibrary,
) -> None:
    before = empty_library.snapshot()
    with pytest.raises(InvalidLibraryError, match="Zotero RDF"):
        Imported(empty_library, '<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"></rdf:RDF>')
    assert empty_library.snapshot() == before


def test_entries_take_over_what_they_lack(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        "@inproceedings{a, title={A}, crossref={v}}\n"
        "@incollection{b, title={B}, crossref={e}, date={2020}}\n"
        "@misc{c, title={C}, xdata={p, q}}\n@misc{d, title={D}, crossref={none}}\n"
        "@xdata{p, location={Oslo}, xdata={r}}@xdata{q, publisher={Sea}}@xdata{r, note={N}}\n"
        "@proceedings{v, title={Net Days}, editor={Reef, Quin}, year=2021, volume=3}\n"
        "@collection{e, title={Essays}, subtitle={A Reader}, date={2018}}\n",
    )
    assert (got["a"].container, got["a"].year, got["a"].volume) == ("Net Days", "2021", "3")
    assert (got["b"].container, got["b"].year) == ("Essays: A Reader", "2020")
    assert (got["c"].place, got["c"].publisher, got["c"].note) == ("Oslo", "Sea", "N")
    assert got.left_out == [("d", "crossref", 4)]


def test_the_fields_of_a_labs_list_are_taken_in(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        "@inproceedings{a, title={Nets}, subtitle={A History}, booktitle={Net Days}, year=2023,\n"
        " pdf={https://x.org/a.pdf}, code={https://x.org/c}, website={https://x.org/w},\n"
        " slides={https://x.org/s}, poster={https://x.org/p}, video={https://x.org/v},\n"
        " html={https://x.org/h}, award={Best Paper}, note={Oral}, keywords={nets; fog},\n"
        " eid={e12}, pubstate={inpress}, addendum={Errata exist}, file={:a.pdf:PDF}}\n",
    )
    paper = got["a"]
    assert {*paper.links} == {"pdf", "code", "website", "slides", "poster", "video", "html"}
    assert (paper.title, paper.pages) == ("Nets: A History", "e12")
    assert paper.note == "Oral; Errata exist; Best Paper; in press"
    assert (got.plan.candidates, got.plan.unused) == ({"fog": 1, "nets": 1}, {"file": 1})


def test_theses_have_their_degree_and_school(empty_library: TinyLibrary) -> None:
    got = Imported(
        empty_library,
        "@mastersthesis{a, title={A}, school={Sea School}, year=2015}\n"
        '@phdthesis{b, title={B}, school={Universit{\\"a}t Meer (UM), Saal 5}, year=2015}\n'
        "@thesis{c, title={C}, type={Bachelor's thesis}, institution={Sea School}, year=2016}\n",
    )
    assert [got[key].genre for key in "abc"] == [
        "Master's thesis", "PhD thesis", "Bachelor's thesis",
    ]  # fmt: skip
    assert got["b"].publisher == "Universität Meer (UM), Saal 5"
    assert 'school = {Universit{\\"a}t Meer (UM), Saal 5}' in got.bibtex("b")


def test_the_year_of_an_entry_is_its_own_whatever_its_venue_is_called(
    empty_library: TinyLibrary,
) -> None:
    text = "@misc{a, title={A}, author={Quill, Ada}, booktitle={Net Days '00}, year=2021}"
    assert "year = {2021}" in Imported(empty_library, text).bibtex("a")
