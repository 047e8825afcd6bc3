"""Tables of papers are read by the headings of programs, or by those that a person names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.readers.columns import read
from pressmark.library.readers.formats import recognised

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

NAME = Path("table.csv")
SCOPUS = """\
Authors,Author full names,Author(s) ID,Title,Year,Source title,Volume,Issue,Art. No.,Page start,\
Page end,Cited by,DOI,Link,Author Keywords,ISSN,Document Type,PubMed ID
"Mast E.; Oar B.","Mast, Eva (571); Oar, Ben (572)","571; 572",Ropes at Sea,2019,\
Journal of Ropes,4,2,,10,19,3,10.1234/ropes,https://example.org/x,knots; sea,1234-5678,Article,17
"""
WEB_OF_SCIENCE = """\
PT\tAU\tAF\tTI\tSO\tDT\tDE\tVL\tIS\tBP\tEP\tDI\tPY\tUT
J\tMast, E; Oar, B\tMast, Eva; Oar, Ben\tRopes at Sea\tJournal of Ropes\tArticle\tknots; sea\
\t4\t2\t10\t19\t10.1234/ropes\t2019\tWOS:17
"""
SCHOLAR = """\
Authors,Title,Publication,Volume,Number,Pages,Year,Publisher
"Mast, Eva; Oar, Ben; ",Ropes at Sea,Journal of Ropes,4,2,10-19,2019,Sea Press
"""
PUBMED = """\
PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI
17,Ropes at Sea,"Mast E, Oar B.",J Ropes. 2019,Mast E,Journal of Ropes,2019,PMC4,10.1234/ropes
"""
SHEET = """\
sep=;
Paper name;Who;Where;When
Ropes at Sea;Eva Mast, Ben Oar;Journal of Ropes;2019
"""


def only_paper(text: str, **columns: str) -> Paper:
    (entry,) = read(text, NAME, columns).whole()
    assert entry.paper
    return entry.paper


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        pytest.param(SCOPUS, ["Eva Mast", "Ben Oar"], id="Scopus"),
        pytest.param(WEB_OF_SCIENCE, ["Eva Mast", "Ben Oar"], id="Web of Science"),
        pytest.param(SCHOLAR, ["Eva Mast", "Ben Oar"], id="Google Scholar"),
        pytest.param(PUBMED, ["E Mast", "B. Oar"], id="PubMed"),
    ],
)
def test_the_headings_of_programs_are_known(text: str, authors: list[str]) -> None:
    assert recognised(text, NAME).name == "csv"
    paper = only_paper(text)
    assert [author.name for author in paper.authors] == authors
    assert (paper.title, paper.container) == ("Ropes at Sea", "Journal of Ropes")
    assert (paper.date, paper.volume, paper.issue) in (("2019", "4", "2"), ("2019", "", ""))
    assert (paper.pages, paper.doi) in (
        ("10-19", "10.1234/ropes"), ("10-19", ""), ("", "10.1234/ropes"),
    )  # fmt: skip


def test_a_table_has_kinds_keywords_and_links() -> None:
    (entry,) = read(SCOPUS, NAME).whole()
    assert entry.paper
    assert (entry.paper.kind, entry.keywords) == ("article-journal", ("knots", "sea"))
    assert entry.paper.links == {"pubmed": "https://pubmed.ncbi.nlm.nih.gov/17/"}


def test_columns_can_be_named() -> None:
    paper = only_paper(SHEET, title="Paper name", authors="who", container="Where", date="When")
    assert [author.name for author in paper.authors] == ["Eva Mast", "Ben Oar"]
    assert (paper.title, paper.container, paper.date) == (
        "Ropes at Sea", "Journal of Ropes", "2019",
    )  # fmt: skip


def test_a_named_column_goes_before_one_with_a_usual_heading() -> None:
    text = "Title,Short,Year\nRopes,Ropes at Sea,2019\n"
    assert only_paper(text, title="Short").title == "Ropes at Sea"


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(InvalidLibraryError, match=r"Paper name, Who, Where"):
        read(SHEET, NAME, {"title": "Papers nam"})


def test_a_row_that_can_not_be_read_costs_itself() -> None:
    text = 'Title,Year\nRopes,2019\n"Oars"x,2020\n"Knots,2021\nFog,2022\nMist,2023\n'
    reading = read(text, NAME)
    assert [entry.title for entry in reading.entries] == ["Ropes", "Fog", "Mist"]
    assert [omission.finding.line for omission in reading.omissions] == [3, 4]
    assert [entry.line for entry in reading.entries] == [2, 5, 6]


def test_a_cell_of_several_lines_keeps_the_numbers_of_those_below() -> None:
    text = 'Title,Abstract,Year\nRopes,"One.\n\nTwo.",2019\n,,\nOars,,2020\n'
    assert [(entry.line, entry.title) for entry in read(text, NAME).whole()] == [
        (2, "Ropes"), (6, "Oars"),
    ]  # fmt: skip


def test_columns_of_which_nothing_is_kept_are_counted() -> None:
    assert read(SCOPUS, NAME).unused == {"Authors": 1, "Author(s) ID": 1, "Cited by": 1}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Mast, Eva", ["Eva Mast"]),
        ("Mast, E., Oar, B.B.", ["E. Mast", "B.B. Oar"]),
        ("Eva Mast and Ben Oar", ["Eva Mast", "Ben Oar"]),
        ("Eva Mast, Ben Oar & Cleo Keel", ["Eva Mast", "Ben Oar", "Cleo Keel"]),
        ("Mast E.A., van der Oar B., et al.", ["E.A. Mast", "B. van der Oar"]),
        ("Plato", ["Plato"]),
        ("", []),
    ],
)
def test_names_of_a_cell_are_parted_as_they_are_written(cell: str, expected: list[str]) -> None:
    paper = only_paper(f'Title,Authors\nRopes,"{cell}"\n')
    assert [author.name for author in paper.authors] == expected
    assert paper.more_authors == ("et al" in cell)
