"""The places on pages that people link to: whoever renames one breaks links, and sees it here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pressmark.build.project import Project, load_project
from tests.conftest import REPOSITORY
from tests.exports.test_files import SITE

if TYPE_CHECKING:
    from collections.abc import Mapping

# The headings of each kind of page; 0 stands for any digit of a year or a month, a for any letter.
ANCHORS: Mapping[str, set[str]] = {
    "author": {"coauthors", "y0000"},
    "authors": {"a"},
    "browse": {*(f"by-{name}" for name in ("author", "paper", "tag", "theme", "venue", "year"))},
    "compare": set(),
    "digest": {"theme-"},
    "digests": {"y0000"},
    "evidence": set(),
    "explore": {*("contributions", "fading", "people", "rising", "time", "trends", "venues")},
    "home": {"newest", "tags", "themes", "time"},
    "map": {"region-", "regions"},
    "new": {"d0000-00-00", "visits"},
    "reading-list": {"export", "import", "like"},
    "paper": {
        *("abstract", "approach", "figures", "cite", "finding", "problem", "queries", "related"),
        "topics",
    },
    "papers": set(),
    "path": {"path", "state"},
    "paths": set(),
    "search": set(),
    "subscribe": {"feeds", "mail"},
    "tag": {"y0000"},
    "tags": set(),
    "theme": {"also", "y0000"},
    "theme-evidence": set(),
    "themes": set(),
    "venue": {"undated", "y0000"},
    "venues": set(),
    "year": {"m0000-00"},
    "years": set(),
}


@pytest.fixture(scope="module")
def project() -> Project:
    """The real library; one paper has an abstract."""
    found = load_project(REPOSITORY)
    library = replace(found.library, abstracts={"hirsch2024medrat": "We invent this."})
    return replace(found, library=library)


@pytest.fixture(scope="module")
def bodies(project: Project) -> dict[str, str]:
    """The bodies of all pages by address, with their kind before them."""
    renderer = project.renderer(SITE)
    return {page.address: page.kind + renderer.body(page).decode() for page in project.plan}


def test_headings_have_the_anchors_that_people_link_to(bodies: dict[str, str]) -> None:
    found: dict[str, set[str]] = {kind: set() for kind in ANCHORS}
    for body in bodies.values():
        kind = body.partition("<")[0]
        for anchor in re.findall(r'<h[2-6] id="([^"]+)"', body):
            told = re.sub(r"^(theme|region)-.*", r"\1-", re.sub(r"\d", "0", anchor))
            found[kind].add(re.sub(r"^[a-z]$", "a", told))
    assert found == ANCHORS


def test_key_figures_have_anchors_of_their_paper_and_of_what_was_measured(
    bodies: dict[str, str],
) -> None:
    body = bodies["evidence/medicine-and-health/"]
    assert re.findall(r'<tr id="(chandra2024lived--[^"]+)"', body) == [
        "chandra2024lived--agreement-of-model-answers-with-expert-strategies",
        "chandra2024lived--average-shortfall-in-actionable-advice",
    ]


def test_every_section_of_a_paper_and_group_of_a_list_can_be_linked_to(
    bodies: dict[str, str],
) -> None:
    # The script puts links beside those that have no class.
    for body in bodies.values():
        if body.startswith(("paper<", "tag<", "theme<", "author<", "year<", "venue<")):
            plain = re.findall(r'<h2 id="[^"]+"(?: data-name="[^"]+")?>', body)
            assert len(plain) == len(re.findall("<h2(?! class)", body)) > 0
