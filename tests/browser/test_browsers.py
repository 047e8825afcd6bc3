"""Browsers of Baseline 2023 have all that pages use; older ones show them, and say so."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import package, program
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.conftest import OpenPage

CONFIG = REPOSITORY / "tests" / "tools" / "eslint.config.mjs"
NO_TO_SORTED = "delete Array.prototype.toSorted"


def linted(folder: Path) -> str:
    """What ESLint says of the scripts and style sheets in a folder."""
    done = subprocess.run(
        [
            *(program("node", "Node"), str(package("eslint", "bin", "eslint.js"))),
            *("--no-config-lookup", "--config", str(CONFIG), "."),
        ],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_scripts_and_style_sheets_use_what_browsers_of_three_years_have() -> None:
    assert linted(REPOSITORY / "generator" / "pressmark") == ""


def test_what_is_younger_is_found(tmp_path: Path) -> None:
    younger = {
        "selector.css": "a:popover-open { color: red }",
        "function.css": "a { color: light-dark(red, blue) }",
        "property.css": "a { field-sizing: content }",
        "rule.css": "@scope (a) { b { color: red } }",
        "class.js": "new ClipboardItem({});",
        "flag.js": "export default /[a--b]/v;",
    }
    for name, text in younger.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "older.css").write_text("a { color: red }", encoding="utf-8")

    found = linted(tmp_path)

    assert [name for name in younger if name not in found] == []
    assert "older.css" not in found


@pytest.mark.parametrize(("scheme", "paper"), [("light", "249, 247, 242"), ("dark", "21, 25, 27")])
def test_a_browser_without_light_dark_has_the_colours_and_heeds_the_switch(
    scheme: str, paper: str, open_page: OpenPage
) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("light-dark(", "no-such("))

    page = open_page(color_scheme=scheme)
    page.route("**/*.css", older)
    page.goto("papers/hirsch2024medrat/")
    expect(page.locator("body")).to_have_css("background-color", f"rgb({paper})")
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("body")).not_to_have_css("background-color", f"rgb({paper})")
    page.reload()
    expect(page.locator("body")).not_to_have_css("background-color", f"rgb({paper})")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")


def test_an_older_browser_is_told_so_where_it_searches(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(NO_TO_SORTED)
    page.goto("papers/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.get_by_text("This browser is older than the search needs")).to_be_visible()
    page.get_by_text("This browser is older").get_by_role("link", name="by theme").click()
    page.wait_for_url("**/themes/")


def test_no_other_browser_is_told_so(page: Page) -> None:
    page.goto("search/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_text("This browser is older")).to_be_hidden()


def test_a_browser_from_before_modules_reads_pages_and_is_told_so(open_page: OpenPage) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('type="module"', 'type="none"'))

    page = open_page()
    page.add_init_script(f"delete HTMLScriptElement.prototype.noModule; {NO_TO_SORTED}")
    page.route("**/search/", older)
    page.goto("search/")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_text("This browser is older")).to_be_visible()
