"""CSL-JSON items are valid by the official schema and are read back as the papers that they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from pressmark.exports.citations.csl import csl_item, csl_line
from pressmark.library.readers.csl import read
from tests.conftest import REPOSITORY
from tests.references import hostile, invented, made, of_corpus, page_of, real

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.reference import Reference

    Many = Callable[[], tuple[Reference, ...]]

SCHEMA = json.loads((REPOSITORY / "tests" / "data" / "csl-data.json").read_bytes())


@pytest.mark.parametrize("references", [real, invented, hostile, of_corpus])
def test_every_item_is_valid_by_the_official_schema(references: Many) -> None:
    items = [json.loads(csl_line(one, page_of(one))) for one in references()]
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(items)) == []
    assert [item["title"] for item in items] == [one.title for one in references()]


def test_a_wrong_item_would_be_found() -> None:
    wrong = [{"id": "lamps", "type": "paper-conference", "tldr": "x"}]
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(wrong))


@pytest.mark.parametrize("references", [real, invented])
def test_items_are_read_back_as_the_papers_that_they_are(references: Many) -> None:
    text = b"\n".join([csl_line(one, page_of(one)) for one in references()]).decode()
    for entry, one in zip(read(text, Path("items.json")).whole(), references(), strict=True):
        paper = entry.paper
        assert paper
        assert paper.title == one.title
        assert [author.name for author in paper.authors] == [name.whole for name in one.names]
        assert (paper.date, paper.doi, paper.volume, paper.issue, paper.pages) == (
            (one.issued, one.doi, one.volume, one.issue, one.pages)
        )
        assert paper.arxiv == (one.arxiv if one.kind == "preprint" else paper.arxiv)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"venue": "HD 2021 (Night)"}, {
            "type": "paper-conference",
            "container-title": "Proceedings of the Harbour Days (HD), Night",
            "container-title-short": "HD",
        }),
        ({"venue": "JT 2021", "volume": "3"}, {"type": "article-journal", "volume": "3"}),
        ({"venue": "PhD thesis (PUCRS) 2021"}, {
            "type": "thesis", "genre": "PhD thesis", "publisher": "PUCRS",
        }),
        ({"arxiv": "2103.00001"}, {
            "type": "article", "number": "arXiv:2103.00001", "publisher": "arXiv",
            "issued": {"date-parts": [[2021, 3, 4]]},
        }),
        ({}, {"type": "document", "URL": "https://x.org/", "citation-key": "lamps"}),
    ],
)  # fmt: skip
def test_an_item_has_the_type_and_the_keys_of_its_kind(
    facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    item = csl_item(made("lamps", **facts), "https://x.org/")
    assert {key: item.get(key) for key in expected} == expected


def test_a_name_has_its_parts() -> None:
    authors = ("Jan van der Berg", "Sammy Davis Jr.", "Aakanksha")
    assert csl_item(made("lamps", authors=authors), "https://x.org/")["author"] == [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"family": "Davis", "given": "Sammy", "suffix": "Jr."},
        {"literal": "Aakanksha"},
    ]


def test_what_the_library_says_of_a_paper_is_not_its_abstract() -> None:
    assert b"boat" not in csl_line(made("lamps", tldr="Counted from a boat."), "https://x.org/")
