"""JSON Lines of curated records become papers, or are refused with the line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.readers.formats import recognised
from pressmark.library.readers.json_lines import read

NAME = Path("papers.jsonl")
LAMPS: dict[str, Any] = {
    "title": "Counting Lamps",
    "authors": ["Ada Quill"],
    "date": "2021",
    "type": "method",
    "theme": "lamps",
    "tags": ["night"],
    "tldr": "Lamps are counted.",
    "problem": "How many?",
    "approach": "Count.",
    "finding": "Forty.",
}


def line(**changes: Any) -> str:
    return json.dumps(LAMPS | changes)


def test_a_line_becomes_a_paper_with_facts_and_digest() -> None:
    (entry,) = read(line(), NAME).whole()
    assert entry.paper
    assert (entry.paper.date, entry.paper.finding) == ("2021", "Forty.")


def test_empty_values_are_as_good_as_absent_ones() -> None:
    (entry,) = read(line(also=[], venue="", links={}, doi=None), NAME).whole()
    assert entry.paper == read(line(), NAME).whole()[0].paper


def test_blank_lines_say_nothing_but_are_counted() -> None:
    assert [entry.line for entry in read(f"\n{line()}\n\n{line()}\n", NAME).whole()] == [2, 4]


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        pytest.param(line(dates="2021"), "dates", "Did you mean 'date'?", id="unknown key"),
        pytest.param(line(date=2021), "date", "found 2021. Write text.", id="number"),
        pytest.param(line(date="2021-13"), "date", "is not in the calendar", id="bad date"),
        pytest.param(line(tldr=""), "tldr", "missing key.", id="missing required key"),
        pytest.param(line(title=None), "title", "missing key.", id="missing title"),
        pytest.param(line(finding=""), "finding", "the section is missing.", id="missing section"),
        pytest.param(
            line(id="x"),
            "id",
            "an id is not expected here. Remove the key: the import assigns the id.",
            id="id",
        ),
        pytest.param(
            line(title="\ud800"), "title", "without halves of characters.", id="half a character"
        ),
        pytest.param('{"title": "Lamps', "", "the JSON does not parse:", id="cut off"),
        pytest.param('["Lamps"]', "", "found ['Lamps'].", id="list"),
        pytest.param("[" * 100_000, "", "too deeply", id="deep nesting"),
        pytest.param(
            line()[:-1] + ', "title": "Tides"}', "title", "duplicate key.", id="key twice"
        ),
    ],
)
def test_a_broken_record_gives_one_finding_with_line_and_field(
    text: str, field: str, said: str
) -> None:
    with pytest.raises(InvalidLibraryError) as caught:
        read(f"{line()}\n{text}\n", NAME).whole()
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.field) == (NAME, 2, field)
    assert said in finding.text


def test_faults_of_several_lines_come_at_once() -> None:
    with pytest.raises(InvalidLibraryError) as caught:
        read(f"{line(date='soon', type='none')}\n{line()}\n{{\n", NAME).whole()
    assert [finding.line for finding in caught.value.findings] == [1, 1, 3]


def test_a_file_without_records_is_refused() -> None:
    with pytest.raises(InvalidLibraryError, match="no records were found"):
        read("\n", NAME).whole()


@pytest.mark.parametrize(
    ("text", "name"), [(' \n{"title": ', "records"), ("Counting Lamps\n{}", "listing")]
)
def test_a_format_is_known_by_looking_at_the_text(text: str, name: str) -> None:
    assert recognised(text, NAME).name == name
