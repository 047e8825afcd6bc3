"""The library can be cited and found as a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from pressmark.exports.data import citation_cff
from pressmark.library.loading.load import load
from tests.conftest import SAMPLE
from tests.hostile import SITE, hostile_papers, library, paper
from tests.published import faults_of_json, published

if TYPE_CHECKING:
    from pressmark.library.library import Library


@pytest.mark.parametrize(
    "papers", [load(SAMPLE / "content"), library(hostile_papers()), library([])]
)
@pytest.mark.parametrize("url", [SITE.url, "/"])
def test_the_citation_file_is_valid(papers: Library, url: str) -> None:
    site = replace(SITE, url=url)
    citation = yaml.safe_load(published(papers, site)["CITATION.cff"])
    assert faults_of_json("cff-1.2.0.schema.json", citation) == []
    assert citation["title"] == site.name


def test_the_citation_file_says_when_and_where() -> None:
    papers = library([paper(1, added="2026-11-02"), paper(2, added="2026-11-01")])
    citation = yaml.safe_load(published(papers)["CITATION.cff"])
    assert citation["date-released"] == "2026-11-02"
    assert citation["url"] == SITE.url
    assert citation["license"] == "CC-BY-4.0"
    assert citation["repository-code"] == SITE.repository


@pytest.mark.parametrize(
    ("license_", "keys"),
    [
        ("CC-BY-SA-NC 4.0", {"license": "CC-BY-NC-SA-4.0"}),
        ("https://lamps.example/terms", {"license-url": "https://lamps.example/terms"}),
    ],
)
def test_a_licence_is_named_or_its_address_given(license_: str, keys: dict[str, str]) -> None:
    site = replace(SITE, license=license_)
    citation = yaml.safe_load(published(library([paper(1)]), site)["CITATION.cff"])
    assert faults_of_json("cff-1.2.0.schema.json", citation) == []
    assert {key: value for key, value in citation.items() if key.startswith("license")} == keys


def test_a_licence_or_repository_that_the_format_does_not_know_is_left_out() -> None:
    site = replace(SITE, license="Ask us", repository="somewhere")
    citation = yaml.safe_load(published(library([paper(1)]), site)["CITATION.cff"])
    assert faults_of_json("cff-1.2.0.schema.json", citation) == []
    assert not {"license", "repository-code"} & citation.keys()


def test_the_data_set_names_the_files_that_are_there() -> None:
    papers = library([paper(1)])
    for site in (SITE, replace(SITE, parquet=True)):
        files = published(papers, site)
        dataset = json.loads(json.dumps(citation_cff.dataset(papers, site)))
        named = [one["contentUrl"].removeprefix(site.url) for one in dataset["distribution"]]
        assert set(named) <= files.keys()
        assert {f"data/papers.{form}" for form in ("json", "jsonl.gz", "csv")} <= set(named)
        assert ("data/papers.parquet" in files) == ("data/papers.parquet" in named)
        assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert dataset["dateModified"] == "2026-11-02"


def test_parquet_is_made_only_where_it_is_wanted_and_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pyarrow")
    papers, site = library([paper(1)]), replace(SITE, parquet=True)
    assert "data/papers.parquet" in published(papers, site)
    assert "data/papers.parquet" not in published(papers, SITE)
    monkeypatch.setattr(citation_cff, "can_write_parquet", lambda: False)
    assert "data/papers.parquet" not in published(papers, site)
