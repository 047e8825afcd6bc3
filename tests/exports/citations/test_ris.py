"""RIS records are read back by rispy as what was written, whatever the texts hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import rispy

from pressmark.exports.citations.ris import ris
from tests.references import hostile, invented, made, page_of, real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pressmark.library.reference import Reference

ALL = pytest.mark.parametrize("references", [real, invented, hostile])


def read_back(references: Iterable[Reference]) -> list[dict[str, Any]]:
    text = "\r\n".join([ris(one, page_of(one)) for one in references])
    return list(rispy.load(io.StringIO(text, newline="")))


@ALL
def test_rispy_reads_back_what_was_written(
    references: Callable[[], tuple[Reference, ...]],
) -> None:
    records = read_back(references())
    assert len(records) == len(references())
    for record, one in zip(records, references(), strict=True):
        first, _, last = one.pages.partition("-")
        expected = {
            "id": one.id,
            "title": one.title,
            "authors": [name.inverted for name in one.names],
            "year": one.year,
            "doi": one.doi,
            "urls": [one.url or page_of(one)],
            "volume": one.volume,
            "number": one.issue,
            "start_page": first,
            "end_page": last,
            "keywords": list(one.keywords),
        }
        if one.kind in ("conference", "journal"):
            expected["secondary_title"] = one.volume_title
        assert {key: record.get(key, type(value)()) for key, value in expected.items()} == expected


@pytest.mark.parametrize(
    ("facts", "type_of_reference"),
    [
        ({"venue": "HD 2021"}, "CONF"),
        ({"venue": "JT 2021"}, "JOUR"),
        ({"venue": "PhD thesis 2021"}, "THES"),
        ({"arxiv": "2103.00001"}, "UNPB"),
        ({}, "GEN"),
    ],
)
def test_each_kind_of_paper_has_its_type(facts: dict[str, Any], type_of_reference: str) -> None:
    (record,) = read_back([made("lamps", **facts)])
    assert record["type_of_reference"] == type_of_reference


def test_a_record_is_lines_of_tags_that_end_as_the_format_has_it() -> None:
    text = ris(made("lamps", date="2021-03", venue="HD 2021"), "https://x.org/")
    lines = text.split("\r\n")
    assert lines[0] == "TY  - CONF"
    assert "DA  - 2021/03//" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert "\n" not in text.replace("\r\n", "")


def test_what_the_library_says_of_a_paper_is_not_its_abstract() -> None:
    assert "boat" not in ris(made("lamps", tldr="Counted from a boat."), "https://x.org/")
