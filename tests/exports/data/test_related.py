"""Related papers are there as JSON: beside each paper's page, and in one file those of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pressmark.build.build import build
from pressmark.site import limits
from tests.invented import invented_project
from tests.project import files_of

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {"id", "title", "url", "tags", "people", "words"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = invented_project(tmp_path_factory.mktemp("related") / "project")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return files_of(project / "site")


def test_the_file_beside_a_paper_says_what_its_page_shows(files: dict[str, bytes]) -> None:
    page = files["papers/paper3/index.html"].decode()
    found = json.loads(files["papers/paper3/related.json"])

    assert found["id"] == "paper3"
    shown = page.partition('class="pm-related"')[2].partition("</aside>")[0]
    assert [f'"../{each["id"]}/"' in shown for each in found["related"]] == [True] * 5
    assert shown.count("<li>") == 5
    assert {key for each in found["related"] for key in each} <= FACTS


def test_a_related_paper_is_named_with_its_title_its_address_and_what_is_shared(
    files: dict[str, bytes],
) -> None:
    related = json.loads(files["papers/paper3/related.json"])["related"]
    (ninth,) = (each for each in related if each["id"] == "paper9")

    assert ninth["title"] == "Observation 9 & Others"
    assert ninth["url"].endswith("/papers/paper9/")
    assert (ninth["tags"], ninth["people"]) == (["harbour"], ["Cleo Mast", "Ben Oar"])


def test_tags_that_are_shared_have_their_labels(files: dict[str, bytes]) -> None:
    found = json.loads(files["papers/paper3/related.json"])

    shared = {tag for each in found["related"] for tag in each.get("tags", ())}
    assert {*found["labels"]} == shared
    assert found["labels"]["harbour"] == "Harbour"


def test_the_file_of_the_library_holds_those_of_every_paper(files: dict[str, bytes]) -> None:
    found = json.loads(files["data/related.json"])

    assert {*found} == {"name", "url", "related"}
    for name, related in found["related"].items():
        beside = json.loads(files[f"papers/{name}/related.json"])["related"]
        facts = [{key: each[key] for key in each if key not in ("title", "url")} for each in beside]
        assert related == facts


def test_a_large_library_has_one_file_with_ids_and_shows_fewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGE", 3)
    project = invented_project(tmp_path / "project")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    files = files_of(project / "site")
    assert "papers/paper3/related.json" not in files
    related = json.loads(files["data/related.json"])["related"]["paper3"]
    assert [{*each} for each in related] == [{"id"}] * limits.RELATED_IN_LARGE
    page = files["papers/paper3/index.html"].decode()
    shown = page.partition('class="pm-related"')[2].partition("</aside>")[0]
    assert shown.count("<li>") == limits.RELATED_IN_LARGE
