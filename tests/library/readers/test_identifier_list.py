"""A list of identifiers makes papers that know nothing else, and says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.library.importing.plan import carry_out, plan
from pressmark.library.readers.formats import recognised

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

NAME = Path("list.txt")
LIST = """\
# To read
arXiv:2103.00001v2
- https://arxiv.org/abs/hep-th/9901001
10.1234/ropes
https://doi.org/10.1234/oars%281%29

www.example.org/fog
"""


def test_each_line_is_a_paper_with_its_identifier() -> None:
    form = recognised(LIST, NAME)
    papers = [entry.paper for entry in form.read(LIST, NAME).entries]
    assert form.name == "identifiers"
    assert [(p.title, p.arxiv, p.doi, p.url) for p in papers if p] == [
        ("arXiv:2103.00001", "2103.00001", "", ""),
        ("arXiv:hep-th/9901001", "hep-th/9901001", "", ""),
        ("doi:10.1234/ropes", "", "10.1234/ropes", ""),
        ("doi:10.1234/oars(1)", "", "10.1234/oars(1)", ""),
        ("https://www.example.org/fog", "", "", "https://www.example.org/fog"),
    ]


def test_what_is_not_known_is_said_line_by_line() -> None:
    omissions = recognised(LIST, NAME).read(LIST, NAME).omissions
    assert [(one.is_entry, one.finding.field, one.finding.line) for one in omissions] == [
        (False, "title", line) for line in (2, 3, 4, 5, 7)
    ]


def test_a_line_that_is_no_identifier_costs_itself() -> None:
    reading = recognised(LIST, NAME).read(f"{LIST}Ropes at Sea\n10.1234/knots\n", NAME)
    assert (len(reading.entries), reading.left_out) == (6, 1)
    (lost,) = [omission for omission in reading.omissions if omission.is_entry]
    assert (lost.finding.line, lost.finding.rule.id) == (8, "PM723")


@pytest.mark.parametrize("text", ["Ropes at Sea\n10.1234/ropes\nA\n", "10.1234/a\nB c\nD e\n"])
def test_a_text_with_more_words_than_identifiers_is_no_list(text: str) -> None:
    assert recognised(text, NAME).name == "listing"


def test_the_same_list_again_matches_its_records(empty_library: TinyLibrary) -> None:
    for made, matched in ((5, 0), (0, 5)):
        reading, content = recognised(LIST, NAME).read(LIST, NAME), empty_library.content
        planned = plan(reading, empty_library.load(), content, NAME)
        carry_out(planned, content)
        assert (planned.made, len(planned.matches)) == (made, matched)


def test_a_record_is_called_by_its_identifier(empty_library: TinyLibrary) -> None:
    reading = recognised(LIST, NAME).read(LIST, NAME)
    made = plan(reading, empty_library.load(), empty_library.content, NAME)
    carry_out(made, empty_library.content)
    assert [*empty_library.load().papers] == [
        "arxiv-2103-00001",
        "arxiv-hep-th-9901001",
        "doi-10-1234-oars-1",
        "doi-10-1234-ropes",
        "https-www-example-org-fog",
    ]
