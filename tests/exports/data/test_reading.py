"""What a reader's list is known again by, and what terms mean, are files for the pages' scripts."""

from __future__ import annotations

import json

from tests.hostile import library, paper
from tests.published import published

IDENTIFIERS = "data/identifiers.json"


def test_every_paper_is_there_with_all_that_identifies_it() -> None:
    papers = [
        paper(1, id="lamps", doi="10.1000/lamps", arxiv="2101.00001", redirect_from=["lights"]),
        paper(2, id="tides", doi="", arxiv=""),
    ]

    assert json.loads(published(library(papers))[IDENTIFIERS]) == {
        "papers": [["lamps", "10.1000/lamps", "2101.00001", "lights"], ["tides"]]
    }


def test_the_terms_of_papers_are_described_by_the_addresses_of_their_pages() -> None:
    made = library([paper(1)])

    described = json.loads(published(made)["data/descriptions.json"])

    terms = {f"themes/{name}/": term.description for name, term in made.themes.items()}
    terms |= {f"tags/{name}/": term.description for name, term in made.tags.items()}
    assert described
    assert all(terms[address] == text for address, text in described.items())
