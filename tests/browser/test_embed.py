"""The embedded page in a frame of another site, as a browser and a reader meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import markup_faults, seen, violations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import OpenPage

EMBED = "papers/hirsch2024medrat/embed/"


# A page without an icon has browsers look for one at the host's root.
@pytest.mark.missing_page
def test_axe_finds_nothing_in_an_embedded_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(EMBED)

    for name in seen(page):
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.missing_page
def test_an_embedded_page_is_styled_under_its_own_policy(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(EMBED)

    expect(page.locator("main")).to_have_css("display", "flex")


@pytest.mark.parametrize("width", [320, 600])
def test_what_oembed_gives_fits_and_leads_out_of_the_frame(
    width: int, open_page: OpenPage, base_url: str, site: Path
) -> None:
    said = json.loads((site / "papers/hirsch2024medrat/oembed.json").read_bytes())
    # The site was built for the path that it is served at, on another host.
    here, _, _ = said["html"].partition(EMBED)
    home = here.rpartition('"')[2]
    page = open_page(viewport={"width": width, "height": 400})
    page.set_content(said["html"].replace(home, base_url))
    frame = page.frame_locator("iframe")

    expect(frame.get_by_role("heading")).to_contain_text("MedRAT")
    inner = page.frames[1]
    assert inner.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    links = frame.get_by_role("link").evaluate_all("links => links.map(link => link.target)")
    assert set(links) == {"_top"}


@pytest.mark.long
def test_the_nu_checker_finds_no_error_in_embedded_pages(site: Path) -> None:
    pages = sorted(site.glob("papers/*/embed/index.html"))

    assert pages
    # Of files on a disk the checker warns that their style sheet is not of the same site.
    assert markup_faults(pages) == []
