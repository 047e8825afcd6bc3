"""Readers' journeys in the system's Firefox, under the policy that every site of tests is served
with; tests/tools/firefox.mjs goes on them."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_policy import written_site
from tests.browser.test_portable import portable_site
from tests.browser.visit import package, program
from tests.conftest import REPOSITORY
from tests.effort import drawn
from tests.project import shared
from tests.server import SiteServer, firefox

if TYPE_CHECKING:
    from collections.abc import Mapping

JOURNEYS = (
    "a search finds a paper and opens it",
    "the search page filters",
    "a citation is copied",
    "the chosen colours stay",
    "a paper is saved, and a link carries the list",
    "filters of the page that browses stay in its address",
    "the keyboard leads across the map to a paper",
    "key figures are sorted and filtered",
    "papers are compared, and one is removed",
    "what is new since a day is shown",
    "a question is answered by papers that are close in meaning",
    "single keys lead through a list and tell of themselves",
    "the tag cloud leads to papers",
    "a paper is shown in a frame of another site",
    "the menu and the link past it work with the keyboard",
    "the link to a section is copied",
    "an old address leads on",
    "a page written by hand has all that the theme brings",
    "a site on a disk leads from page to page and says what the search needs",
)
TAKEN = drawn(JOURNEYS, 5)
SCRIPT = REPOSITORY / "tests" / "tools" / "firefox.mjs"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What went wrong on each journey: nothing, as a rule."""
    site = shared(tmp_path_factory, "policy-mkdocs", lambda p: written_site(p, "mkdocs"))
    disk = shared(tmp_path_factory, "portable", portable_site)
    package("puppeteer-core", "package.json")
    with SiteServer(site) as server:
        done = subprocess.run(
            [program("node", "Node"), str(SCRIPT), firefox(), server.address, str(disk), *TAKEN],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stderr
    faults: dict[str, str] = json.loads(done.stdout)
    assert [*faults] == TAKEN
    return faults


def test_every_journey_that_is_written_is_listed() -> None:
    written = re.findall(
        r'^  async "(.+)"\(page\)', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert tuple(written) == JOURNEYS


@pytest.mark.parametrize("journey", TAKEN)
def test_a_reader_s_journey_in_firefox(journey: str, results: Mapping[str, str]) -> None:
    assert results[journey] == ""
