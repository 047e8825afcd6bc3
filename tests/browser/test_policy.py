"""All works under a strict content security policy, which every site of tests is served with: what
the theme and a page written by hand bring along as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pressmark.site.settings import POLICY
from tests.browser.visit import Visit, rest
from tests.conftest import REPOSITORY
from tests.effort import drawn
from tests.invented import invented_project
from tests.project import HOME, pressed, shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import OpenPage

SETTINGS = """
theme:
  name: material
  features: [content.code.annotate, content.code.copy, content.tabs.link, content.tooltips]
  icon: {admonition: {note: octicons/tag-16}}
markdown_extensions:
  - md_in_html
  - pymdownx.details
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
"""
WRITTEN = """\
---
title: All that pages may have
description: Everything.
---

# All that pages may have

<style>.own { color: rgb(1, 2, 3) }</style>
<p class="own">Coloured</p>
<p id="told"></p>
<script>document.getElementById("told").textContent = document.title;</script>

!!! note
    A note.

??? tip "More"
    A tip.

| left | right |
|:-----|------:|
| a    | 1     |

=== "One"
    First

=== "Two"
    Second

Again:

=== "One"
    Third

=== "Two"
    Fourth

- [x] done
- [ ] not yet

``` py
count = 1  # (1)!
```

1.  Of lamps.

Words[^1] with a [link](papers.md "All of them").

[^1]: A footnote.
"""


def written_site(project: Path, program: str) -> None:
    """Build the invented library with a page that has everything, drawn by a program."""
    invented_project(project)
    config = project / "mkdocs.yml"
    text = re.sub(r"(?m)^theme:.*\n", "", config.read_text(encoding="utf-8"))
    config.write_text(text + SETTINGS, encoding="utf-8")
    content = project / "content"
    (content / "pages" / "everything.md").write_text(WRITTEN, encoding="utf-8")
    (content / "redirects.yml").write_text("old/lamps/: papers/paper3/\n", encoding="utf-8")
    pressed(project, {"SITE_URL": HOME, "THEME_PROGRAM": program})


@pytest.fixture(scope="module", params=drawn(["mkdocs", "zensical"], 1))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = request.param
    return shared(tmp_path_factory, f"policy-{program}", lambda p: written_site(p, program))


@pytest.fixture(scope="module")
def base_url(site: Path) -> Iterator[str]:
    with SiteServer(site) as running:
        yield running.address


@pytest.fixture
def everything(open_page: OpenPage) -> Page:
    page = open_page()
    page.goto("everything/")
    rest(page)
    return page


def test_what_the_policy_stops_fails_a_test(browser: Browser, base_url: str) -> None:
    visit = Visit(browser, base_url)
    page = visit.open()
    for script in (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "document.body.setAttribute('style', 'color: red')",
        "document.body.append(Object.assign(new Image(), {src: 'data:image/gif,'}))",
    ):
        page.goto("")
        with page.expect_console_message(lambda m: "Content Security Policy" in m.text):
            page.evaluate(script)
    assert len(visit.faults) >= 3
    page.context.close()


def test_the_documentation_tells_the_policy() -> None:
    text = (REPOSITORY / "docs" / "forkers.md").read_text(encoding="utf-8")
    assert POLICY in " ".join(text.split())


def test_a_page_written_by_hand_has_its_own_style_and_script(everything: Page) -> None:
    expect(everything.locator(".own")).to_have_css("color", "rgb(1, 2, 3)")
    expect(everything.locator("#told")).to_contain_text("All that pages may have")


def test_columns_are_aligned(everything: Page) -> None:
    cells = everything.locator("td")
    expect(cells.first).to_have_css("text-align", "left")
    expect(cells.last).to_have_css("text-align", "right")


def test_icons_of_the_theme_and_of_ones_own_are_drawn(everything: Page) -> None:
    for place in (".admonition-title", "details > summary"):
        address = everything.locator(place).first.evaluate(
            "e => (getComputedStyle(e, '::before').maskImage.match(/url\\(\"(.*)\"\\)/) ?? [])[1]"
        )
        assert address
        assert "<svg" in everything.evaluate("async a => (await fetch(a)).text()", address)


def test_tabs_follow_each_other(everything: Page) -> None:
    everything.get_by_text("Two", exact=True).first.click()
    expect(everything.get_by_text("Second")).to_be_visible()
    expect(everything.get_by_text("Fourth")).to_be_visible()
    everything.reload()
    expect(everything.get_by_text("Fourth")).to_be_visible()


def test_code_is_copied_and_its_notes_open(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("everything/")
    page.locator(".md-annotation").first.click()
    expect(page.get_by_text("Of lamps.")).to_be_visible()
    page.locator("[data-clipboard-target], [data-md-type=copy]").first.click()
    page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).startsWith('count = 1')"
    )


def test_an_old_address_leads_on(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("old/lamps/#finding", wait_until="commit")
    page.wait_for_url("**/papers/paper3/#finding")


@pytest.mark.missing_page
def test_the_page_of_what_is_missing_is_drawn(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("papers/none/")
    expect(page.locator(".pm-header")).to_have_css("position", "sticky")


def test_a_search_finds_a_paper(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("Observation 3")
    expect(page.get_by_role("option").first).to_be_visible()


def test_no_page_holds_what_the_policy_stops(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    held = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=\"application/))|javascript:"
    )
    assert len(pages) > 50
    assert [page.name for page in pages if held.search(page.read_text(encoding="utf-8"))] == []
    sheets = [sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css")]
    assert not any("url(data:" in sheet.replace('"', "").replace("'", "") for sheet in sheets)
