"""Harvesters get every record from the static repository, under an identifier that stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pressmark.library.loading.load import load
from tests.conftest import SAMPLE
from tests.hostile import SITE, hostile_papers, library, paper
from tests.published import faults_of_xml, published

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.site.settings import Site

PATH = "oai/static-repository.xml"
NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def repository(papers: Library, site: Site = SITE) -> etree._Element:
    document = published(papers, site)[PATH]
    assert faults_of_xml("static-repository.rng", document) == []
    return etree.fromstring(document)


def told(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.iterfind(f".//{path}", NAMES)]


@pytest.mark.parametrize("papers", [load(SAMPLE / "content"), library(hostile_papers())])
def test_the_repository_is_valid_and_holds_every_paper(papers: Library) -> None:
    root = repository(papers)
    pages = [f"{SITE.url}papers/{name}/" for name in papers.papers]
    assert [one for one in told(root, "dc:identifier") if one.startswith(SITE.url)] == pages
    assert len(set(told(root, "oai:identifier"))) == len(pages)


def test_a_record_is_dublin_core() -> None:
    one = paper(
        1, title="Lamps", authors=["Jan van der Berg Jr."], tldr="Counted.", publisher="Harbour"
    )
    root = repository(library([one]))
    assert told(root, "dc:title") == ["Lamps"]
    assert told(root, "dc:creator") == ["van der Berg, Jan, Jr."]
    assert told(root, "dc:description") == ["Counted."]
    assert told(root, "dc:publisher") == ["Harbour"]
    assert told(root, "dc:date") == ["2024-02"]
    assert told(root, "dc:type") == ["Text", "method"]
    assert told(root, "dc:identifier") == [
        "https://lamps.example/below/papers/paper1/",
        "https://doi.org/10.1234/a&b'c;d[e]%7Bf%7D",
        "arXiv:2402.00001",
    ]
    assert told(root, "dc:relation") == [one.url]
    assert len(told(root, "dc:subject")) == 4


def test_the_identifier_is_of_the_first_id_and_the_datestamp_of_the_day_it_was_added() -> None:
    papers = [
        paper(1, added="2026-11-02", redirect_from=["first", "second"]),
        paper(2, added="", date="2020-05"),
        paper(3, added="", date="", suggested=["theme"]),
    ]
    root = repository(library(papers))
    assert told(root, "oai:identifier") == [
        "oai:lamps.example:below/first",
        "oai:lamps.example:below/paper2",
        "oai:lamps.example:below/paper3",
    ]
    assert told(root, "oai:datestamp") == ["2026-11-02", "2020-05-01", "1970-01-01"]
    assert told(root, "oai:earliestDatestamp") == ["1970-01-01"]


def test_it_is_at_its_own_address_unless_there_is_a_gateway() -> None:
    papers = library([paper(1)])
    assert told(repository(papers), "oai:baseURL") == [SITE.url + PATH]
    site = replace(SITE, gateway="https://gateway.example/oai/", contact="a@b.example")
    root = repository(papers, site)
    assert told(root, "oai:baseURL") == [f"https://gateway.example/oai/lamps.example/below/{PATH}"]
    assert told(root, "oai:adminEmail") == ["a@b.example"]


def test_there_is_no_repository_without_records_or_an_address() -> None:
    assert PATH not in published(library([]))
    assert PATH not in published(library([paper(1)]), replace(SITE, url="/"))
