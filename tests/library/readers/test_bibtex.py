"""BibTeX becomes papers, whoever wrote it, or is refused with the line that is wrong."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.importing.plan import carry_out, plan
from pressmark.library.readers import bibtex as bibtex_reader
from pressmark.library.readers.bibtex import read
from pressmark.library.readers.formats import recognised
from tests.references import invented, page_of, real

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from tests.conftest import TinyLibrary

NAME = Path("refs.bib")


def paper(fields: str, kind: str = "inproceedings", before: str = "") -> Paper:
    """The last paper of a file with an entry of these fields, and a title unless they have one."""
    title = "" if fields.startswith("title =") else "title = {Counting Lamps}, "
    entries = read(f"{before}@{kind}{{quill2021, {title}{fields}}}", NAME).whole()
    found = entries[-1].paper
    assert found
    return found


def findings(text: str) -> list[str]:
    with pytest.raises(InvalidLibraryError) as raised:
        read(text, NAME).whole()
    return [str(finding) for finding in raised.value.findings]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\'E}cole of {LLM}s", "École of LLMs"),
        (r"Caf\'e --- 50\% \& more", "Café — 50% & more"),
        ("100% sure", "100% sure"),
        (r"$\alpha$-fair \emph{lamps}", "α-fair lamps"),
        (r"a {\textless}b{\textgreater} {\textbraceleft}c{\textbraceright}", "a <b> {c}"),
        ("two\n    lines", "two lines"),
        ("Plain, with 'quotes'", "Plain, with 'quotes'"),
    ],
)
def test_a_title_is_what_latex_prints(written: str, expected: str) -> None:
    assert paper(f"title = {{{written}}}").title == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada Quill and Ben B. Oar", ["Ada Quill", "Ben B. Oar"]),
        ("Quill, Ada and Oar, Jr., Ben", ["Ada Quill", "Ben Oar Jr."]),
        ("van der Meer, Jan", ["Jan van der Meer"]),
        (r"M{\"u}ller, J\"org and {\v{S}}imek, Petr", ["Jörg Müller", "Petr Šimek"]),
        ("{Harbour and Sons} and others", ["Harbour and Sons"]),
        ("Plato", ["Plato"]),
    ],
)
def test_names_are_read_in_either_order(written: str, expected: list[str]) -> None:
    assert [one.name for one in paper(f"author = {{{written}}}").authors] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("year = 2021", "2021"),
        ("year = {2021}, month = mar", "2021-03"),
        ("year = {2021}, month = {March}", "2021-03"),
        ("year = {2021}, month = 3, day = 4", "2021-03-04"),
        ('year = 2021, month = mar # "~4"', "2021-03-04"),
        ("year = {in press}", ""),
        ("date = {2021-03-04}", "2021-03-04"),
        ("date = {2021-03/2021-05}", "2021-03"),
        ("note = {no date}", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_told(written: str, expected: str) -> None:
    assert paper(written).date == expected


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("inproceedings", "booktitle = {Tide Days}", "Tide Days 2021"),
        ("article", "journal = {Journal of Tides}", "Journal of Tides 2021"),
        ("article", "journaltitle = {Journal of Tides}", "Journal of Tides 2021"),
        ("inproceedings", "booktitle = {Conference on Tides ({CoT}), Night}", "CoT 2021 (Night)"),
        ("phdthesis", "school = {Sea School}", "PhD thesis (Sea School) 2021"),
        ("mastersthesis", "school = {Sea School}", "Master's thesis (Sea School) 2021"),
        ("thesis", "institution = {Sea School}, type = {phdthesis}",
         "PhD thesis (Sea School) 2021"),
    ],
)  # fmt: skip
def test_a_container_and_a_year_are_a_venue(kind: str, written: str, expected: str) -> None:
    assert paper(f"{written}, year = 2021", kind).venue == expected


@pytest.mark.parametrize(
    "written",
    [
        "eprint = {2103.00001}, archivePrefix = {arXiv}",
        "eprint = {2103.00001v2}, eprinttype = {arxiv}",
        "eprint = {2103.00001}",
        "journal = {CoRR}, volume = {abs/2103.00001}",
        "journal = {arXiv preprint arXiv:2103.00001}",
        "url = {https://arxiv.org/abs/2103.00001}",
        "publisher = {arXiv}, number = {2103.00001}",
        "number = {arXiv:2103.00001}, eprint = {2103.00001}",
    ],
)
def test_an_arxiv_id_is_found_where_people_put_it(written: str) -> None:
    found = paper(f"{written}, year = 2021", "article")
    assert (found.arxiv, found.url, found.venue, found.volume) == ("2103.00001", "", "", "")
    assert (found.issue, found.number) == ("", "")


def test_an_eprint_of_another_archive_is_none_of_arxiv() -> None:
    assert paper("eprint = {2103.00001}, eprinttype = {hal}").arxiv == ""


def test_facts_of_the_publication_are_taken_in() -> None:
    found = paper(
        r"volume = 3, number = {4}, pages = {12--25}, publisher = {Sea \& Sons},"
        r" doi = {https://doi.org/10.1234/a\_b}, url = {\url{https://x.org/a\_b}},"
        " keywords = {Night sky, tides}"
    )
    assert (found.volume, found.issue, found.pages) == ("3", "4", "12-25")
    assert (found.publisher, found.doi) == ("Sea & Sons", "10.1234/a_b")
    assert (found.url, found.tags) == ("https://x.org/a_b", ("night-sky", "tides"))


def test_an_entry_takes_over_what_it_refers_to() -> None:
    volume = "@proceedings{tides, title = {Tide Days}, year = 2021, publisher = {Sea Press}}\n"
    before = paper("crossref = {tides}", before=volume)
    assert (before.title, before.venue) == ("Counting Lamps", "Tide Days 2021")
    assert before.publisher == "Sea Press"
    (after,) = read("@inproceedings{a, title = {X}, crossref = {tides}}\n" + volume, NAME).whole()
    assert after.paper
    assert after.paper.venue == "Tide Days 2021"


def test_entries_that_refer_to_each_other_are_read_once() -> None:
    text = "@article{a, title = {A}, crossref = {b}}\n@article{b, title = {B}, crossref = {a}}"
    assert [entry.title for entry in read(text, NAME).whole()] == ["A", "B"]


def test_strings_are_put_in_their_place() -> None:
    before = '@string{jt = "Journal of Tides"}\n'
    assert paper("journal = jt, year = 2021", "article", before).venue == "Journal of Tides 2021"
    assert paper('title = "On " # jt', before=before).title == "On Journal of Tides"


def test_an_abstract_and_keywords_come_with_the_paper() -> None:
    text = r"@article{a, title = {X}, abstract = {A \emph{short} one.}, keywords = {tides}}"
    (entry,) = read(text, NAME).whole()
    assert (entry.abstract, entry.keywords, entry.line) == ("A short one.", ("tides",), 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@article{a, title = {A}\n\n@article{b, title = {B}}", ["refs.bib:1: the entry does not"]),
        (
            "\n@article{a, title = {A}}\n@article{a, title = {B}}",
            ["refs.bib:3: line 2 has the same key"],
        ),
        (
            "@article{a, title = {A}, title = {B}}",
            ["refs.bib:1: title: the entry has duplicate fields: title"],
        ),
        ("\n\n@article{a, year = 2021}", ["refs.bib:3: title: "]),
        ("@misc{a, title = {A}, doi = {x}}", ["refs.bib:1: doi: 'x' is not a DOI"]),
        ("@misc{a, title = {A}, date = {2021-13}}", ["refs.bib:1: year: '2021-13' is not in the"]),
        ("Only a comment.", ["refs.bib:1: no entries were found"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, found: list[str]) -> None:
    said = findings(text)
    assert len(said) == len(found)
    assert all(one.startswith(start) for one, start in zip(said, found, strict=True)), said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("% Encoding: UTF-8\n\n@article{a,", "bibtex"),
        ('@string{a = "b"}', "bibtex"),
        ('{"author": [], "id": "@x{"}', "csl-json"),
        ("A title\nAn abstract, ask me@x.org.", "listing"),
    ],
)
def test_the_format_is_known_by_its_text(text: str, name: str) -> None:
    assert recognised(text, NAME).name == name


def same(title: str) -> str:
    """A title with quotation marks and dashes of one kind: LaTeX does not tell them apart."""
    return title.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}).replace("--", "–")


@pytest.mark.parametrize("references", [real, invented])
def test_what_is_written_is_read_back_as_the_same_papers(
    references: Callable[[], tuple[Reference, ...]],
) -> None:
    text = "\n".join([bibtex(one, page_of(one)) for one in references()])
    for entry, one in zip(read(text, NAME).whole(), references(), strict=True):
        found = entry.paper
        assert found
        assert same(found.title) == same(one.title)
        assert [author.name for author in found.authors] == [name.whole for name in one.names]
        assert found.date == one.issued[:7]
        assert (found.arxiv, found.doi) == (one.arxiv, one.doi)
        if one.names and one.year and one.kind != "thesis":
            assert found.pages == one.pages


@given(st.text(alphabet='@articleb{}(),="#\\%$& \n{x}', max_size=80))
def test_whatever_a_text_holds_is_papers_or_findings(text: str) -> None:
    with contextlib.suppress(InvalidLibraryError):
        assert all(entry.title for entry in read("@article{a, title = {A}}\n" + text, NAME).whole())


AROUND = """\
% see a@example.org and @misc{gone, title = {Gone}}
@comment{@misc{out, title = {Out}}}
@preamble{"\\newcommand{\\noop}[1]{}"}
Text. @misc{a, title = {One}} @misc{b, title = {Two},}
@MISC (c , title = "Thr" # {ee}) @misc{, title = {Four}}
"""


def test_entries_are_read_whatever_is_around_them() -> None:
    reading = bibtex_reader.read(AROUND, NAME)
    assert [(entry.key, entry.title) for entry in reading.entries] == [
        ("a", "One"), ("b", "Two"), ("c", "Three"), ("", "Four"),
    ]  # fmt: skip
    assert reading.omissions == []


@pytest.mark.parametrize(
    "broken",
    ["@misc{x, title = {X} year = 2020}", "@misc{x, title = {X}", "@misc{x, title = X Y}",
     '@misc{x, title = "X}', "@misc{x, title = {X}, year = 2019-05}"],
)  # fmt: skip
def test_a_broken_entry_costs_itself(broken: str) -> None:
    text = f"@misc{{a, title = {{A}}}}\n{broken}\n@misc{{b, title = {{B}}}}\n"
    reading = bibtex_reader.read(text, NAME)
    assert [entry.key for entry in reading.entries] == ["a", "b"]
    (omission,) = reading.omissions
    assert (omission.is_entry, omission.key, omission.finding.line) == (True, "x", 2)


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ("journal = NOBODY", "journal"),
        ("crossref = {nobody}", "crossref"),
        ("author = {Quill, A.; Oar, B.}", "author"),
        ("author = {Dr. Ada Quill}", "author"),
        ("year = 2021, month = {May/June}", "month"),
        ("date = {-0044}", "date"),
        ("slides = {/home/quill/talk.pdf}", "slides"),
        ("url = {ftp://example.org/x}", "url"),
        ("pdf = {C:\\\\talk.pdf}", "pdf"),
        ("doi = {x}", "doi"),
        ("note = {A}, note = {B}", "note"),
    ],
)
def test_a_faulty_value_costs_the_value(fields: str, faulty: str) -> None:
    reading = bibtex_reader.read(f"@misc{{a, title = {{A}}, {fields}}}", NAME)
    (omission,) = reading.omissions
    assert (omission.is_entry, omission.key, omission.finding.field) == (False, "a", faulty)
    assert len(reading.entries) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "journal = {Sea}, number = 2",
         {"kind": "article-journal", "container": "Sea", "issue": "2"}),
        ("book", "edition = {Third}, address = {Ys}",
         {"kind": "book", "edition": "Third", "place": "Ys"}),
        ("incollection", "booktitle = {Nets}", {"kind": "chapter", "container": "Nets"}),
        ("techreport", "number = {TR-1}, institution = {Sea Lab}",
         {"kind": "report", "number": "TR-1", "issue": "", "publisher": "Sea Lab"}),
        ("phdthesis", "type = {Doctoral work}, school = {Sea School}",
         {"kind": "thesis", "genre": "Doctoral work"}),
        ("patent", "number = {XX1}", {"kind": "patent", "number": "XX1"}),
        ("online", "url = {www.example.org}", {"kind": "webpage", "url": "https://www.example.org"}),
        ("misc", "howpublished = {A talk}, note = {With slides}",
         {"kind": "", "note": "A talk; With slides"}),
        ("article", "journal = {arXiv preprint arXiv:2103.00001}",
         {"kind": "article", "arxiv": "2103.00001", "venue": "", "container": ""}),
        ("article", r"journal = {\mnras}",
         {"container": "Monthly Notices of the Royal Astronomical Society"}),
        ("article", "subtitle = {A Tale}, journaltitle = {Sea}, journalsubtitle = {And Fog}",
         {"title": "Counting Lamps: A Tale", "container": "Sea: And Fog"}),
        ("article", "titleaddon = {In Welsh}, pubstate = {inpress}, award = {Best}",
         {"note": "In Welsh; Best; in press"}),
        ("misc", "year = {c. 1850}", {"date": "1850", "issued": "1850~"}),
        ("misc", "eventdate = {2016-07-08}", {"date": "", "note": "event: 2016-07-08"}),
        ("misc", "github = {https://example.org/g}, pdf = {https://example.org/p.pdf}",
         {"links": {"code": "https://example.org/g", "pdf": "https://example.org/p.pdf"}}),
        ("misc", "url = {https://example.org/a https://example.org/b}",
         {"url": "https://example.org/a", "links": {"link-2": "https://example.org/b"}}),
        ("misc", "doi = {10/abc1}", {"doi": "", "url": "https://doi.org/10/abc1"}),
    ],
)  # fmt: skip
def test_an_entry_is_a_whole_reference(kind: str, fields: str, expected: dict[str, object]) -> None:
    record = paper(fields, kind)
    assert {name: getattr(record, name) for name in expected} == expected
    assert record.keys == ("quill2021",)


def test_xdata_may_be_nested_and_a_childs_own_date_goes_first() -> None:
    before = (
        "@xdata{p, publisher = {Sea Press}, xdata = {q}} @xdata{q, location = {Ys}}\n"
        "@collection{v, title = {Nets}, subtitle = {A Book}, date = {2018-04}}\n"
    )
    record = paper("crossref = {v}, xdata = {p}, year = 2020", "incollection", before)
    assert (record.publisher, record.place, record.date) == ("Sea Press", "Ys", "2020")
    assert record.container == "Nets: A Book"


def test_an_orcid_beside_the_authors_is_the_persons() -> None:
    field = 'author = {Oar, Ben and Quill, Ada}, author+an:orcid = {2="0000-0002-1825-0097"}'
    assert [person.orcid for person in paper(field).authors] == ["", "0000-0002-1825-0097"]


def test_imported_entries_are_drafts(tiny_library: TinyLibrary) -> None:
    text = "@article{a, title = {Ropes in Fog}, author = {Keel, Dan}, year = 2022, pages = {1--2}}"
    planned = plan(read(text, NAME), tiny_library.load(), tiny_library.content, NAME)
    assert planned.drafted == ["keel2022ropes"]
    carry_out(planned, tiny_library.content)
    assert tiny_library.load().papers["keel2022ropes"].pages == "1-2"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("url_code = {https://x.org/c}", {"code": "https://x.org/c"}),
        ("link_paper = {https://x.org/p}", {"paper": "https://x.org/p"}),
        ("adsurl = {https://x.org/a}", {"ads": "https://x.org/a"}),
        ("bdsk-url-1 = {https://x.org/a}, biburl = {https://x.org/b}", {}),
        ("urldate = {2021-03-04}, url_talk = {in June}", {}),
        ("slides = {lab1-slides.pdf}", {"slides": "lab1-slides.pdf"}),
        ("website = {example.org}, pdf = {../far.pdf}", {}),
        ("pmid = 17, pmcid = {PMC4}", {
            "pubmed": "https://pubmed.ncbi.nlm.nih.gov/17/",
            "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4/",
        }),
        ("eprint = {hal-17}, eprinttype = {HAL}", {"hal": "https://hal.science/hal-17"}),
        ("eprint = {17}, archiveprefix = {jstor}", {"jstor": "https://www.jstor.org/stable/17"}),
        ("website = {x.org/lab/a}", {"website": "https://x.org/lab/a"}),
        ("eprinttype = {jstor}, eprint = {10.2307/310}",
         {"jstor": "https://www.jstor.org/stable/10.2307/310"}),
        ("url = {https://x.org/a}, url2 = {https://x.org/b}", {"link-2": "https://x.org/b"}),
    ],
)  # fmt: skip
def test_links_are_found_under_the_keys_that_people_use(
    fields: str, expected: dict[str, str]
) -> None:
    assert paper(fields).links == expected


@pytest.mark.parametrize(
    ("fields", "doi", "url"),
    [
        ("reprinturl = {https://doi.org/10.1234/a}", "10.1234/a", ""),
        ("url = {https://doi.org/10.1234/a}", "10.1234/a", ""),
        ("doi = {10.1234/a http://doi.acm.org/10.1234/a}", "10.1234/a", ""),
        ("doi = {https://x.org/a}", "", "https://x.org/a"),
        ("doi = {N/A}", "", ""),
        (r"doi = {10.1234/a{\textless}1{\textgreater}\{b\}}", "10.1234/a<1>{b}", ""),
        ("doi = {10.1234/a, 10.1234/b}", "10.1234/a", "https://doi.org/10.1234/b"),
        ("doi = {info:doi/10.1234/a}", "10.1234/a", ""),
        ("note = {doi: 10.1234/a}", "10.1234/a", ""),
        (r"note = {Online at \url{https://x.org/a}.}", "", "https://x.org/a"),
    ],
)
def test_a_doi_is_found_where_people_put_it(fields: str, doi: str, url: str) -> None:
    found = paper(fields)
    assert (found.doi, found.url) == (doi, url)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ("slides = {of my talk}", "slides: of my talk"),
        ("url = {see our library}", "url: see our library"),
        ("translator = {Oar, Ben and Mast, Eva}", "Translated by Ben Oar and Eva Mast"),
        ("year = {18XX}", "18XX"),
        ("issuetitle = {Ropes Again}", "Ropes Again"),
        ("collaboration = {NETS}, chapter = 5", "chapter 5; NETS Collaboration"),
        ("author = {Oar, Ben and {NETS Team}}, collaboration = {NETS Team}", ""),
        ("collaboration = {Nets Collaboration}", "Nets Collaboration"),
    ],
)
def test_what_has_no_field_of_its_own_is_in_the_note(fields: str, note: str) -> None:
    assert paper(fields).note == note


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "eprint = {2103.00001}", "article"),
        ("article", "eprint = {2103.00001}, doi = {10.1234/a}", "article-journal"),
        ("article", "eprint = {2103.00001}, journal = {Tides}", "article-journal"),
        ("misc", "entrysubtype = {map}", "map"),
        ("misc", "entrysubtype = {lamp}", ""),
        ("jurisdiction", "", "legal_case"),
    ],
)
def test_an_entry_has_the_kind_that_it_tells(kind: str, fields: str, expected: str) -> None:
    assert paper(f"title = {{A}}, {fields}", kind).kind == expected


def test_a_book_is_not_in_itself() -> None:
    found = paper("title = {Ropes}, booktitle = {Ropes}, series = {Sea}, number = 5", "book")
    assert (found.title, found.container, found.number, found.issue) == ("Ropes", "", "5", "")
    assert paper("title = {}, booktitle = {Ropes}", "proceedings").title == "Ropes"


def test_volumes_have_parts() -> None:
    assert paper("title = {Ropes}, volume = 1, part = 2", "book").volume == "1.2"


@pytest.mark.parametrize(
    ("kind", "container", "series"),
    [("article", "Tides", ""), ("inproceedings", "Tide Days", "Tides")],
)
def test_proceedings_that_a_journal_published_are_in_it_as_a_series(
    kind: str, container: str, series: str
) -> None:
    found = paper("journal = {Tides}, booktitle = {Tide Days}", kind)
    assert (found.container, found.series) == (container, series)


def test_shared_data_may_be_the_month_of_a_year() -> None:
    before = "@xdata{may, month = 5, address = {Oslo}}\n"
    found = paper("title = {A}, year = 2021, xdata = {may}", "misc", before)
    assert (found.date, found.place) == ("2021-05", "Oslo")


def test_a_thesis_keeps_its_school_with_all_its_brackets() -> None:
    found = paper("title = {A}, school = {Sea School (SS), Hall 5}, year = 2015", "phdthesis")
    assert found.publisher == "Sea School (SS), Hall 5"


def test_fields_of_which_nothing_is_kept_are_counted() -> None:
    text = "@misc{a, title={A}, file={a.pdf}, mood={x}}@misc{b, title={B}, mood={y}, url_pdf={x}}"
    assert bibtex_reader.read(text, NAME).unused == {"mood": 2, "file": 1}
    assert paper("urldate = {2021-03-04}").note == ""


@pytest.mark.parametrize(
    ("text", "day", "faults"),
    [
        ("2021-03-04", "2021-03-04", []),
        ("March 2021", "2021-03", []),
        ("yesterday", "", ["urldate"]),
    ],
)
def test_the_day_on_which_a_work_was_looked_up_is_kept(
    text: str, day: str, faults: list[str]
) -> None:
    reading = bibtex_reader.read(f"@online{{a, title={{A}}, urldate={{{text}}}}}", NAME)
    (entry,) = reading.entries
    assert entry.paper
    assert entry.paper.accessed == day
    assert [omission.finding.field for omission in reading.omissions] == faults


@pytest.mark.parametrize("kind", ["software", "dataset", "manual", "report", "online"])
def test_the_version_of_a_work_is_no_note(kind: str) -> None:
    reading = bibtex_reader.read(f"@{kind}{{a, title={{A}}, version={{2.1}}}}", NAME)
    assert reading.entries[0].paper
    assert (reading.entries[0].paper.version, reading.entries[0].paper.note) == ("2.1", "")


def test_a_formula_may_be_in_a_title_twice() -> None:
    found = paper("title = {From $z<5$ to $z^2$ or $z<5$}")
    assert found.formulas == ("$z<5$", "$z^2$", "$z<5$")


def test_a_file_of_entries_without_an_end_loses_no_sound_one() -> None:
    text = "\n@misc{x, title = {A {B" * 30 + "\n@misc{good, title = {Ropes}}\n"
    reading = bibtex_reader.read(text, NAME)
    assert [entry.title for entry in reading.entries] == ["Ropes"]
    assert (reading.left_out, reading.omissions[-1].finding.line) == (30, 31)


def test_fields_of_other_programs_are_what_they_mean() -> None:
    text = (
        "@book{a, title = {Nets}, city = {Oslo}, ee = {https://x.org/a}, tags = {fog, night sky}}"
    )
    (entry,) = read(text, NAME).whole()
    assert entry.paper
    assert (entry.paper.place, entry.paper.url) == ("Oslo", "https://x.org/a")
    assert entry.keywords == ("fog", "night sky")
