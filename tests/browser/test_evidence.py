"""A reader sorts, filters and copies tables of key figures, and puts papers side by side."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visit import PHONE, rest
from tests.invented import invented_project
from tests.project import HOME, pressed, shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

TABLE = "evidence/lamps/"
COPIES = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "evidence", _built)


def _built(folder: Path) -> None:
    """The invented library's site, where its papers are searched for too."""
    pressed(invented_project(folder), {"SITE_URL": HOME})


@pytest.fixture(scope="module")
def base_url(site: Path) -> Iterator[str]:
    with SiteServer(site) as running:
        yield running.address


def values(page: Page) -> list[str]:
    """What the rows that show report, in their order."""
    return page.locator("tbody tr:visible .pm-evidence__value").all_inner_texts()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_table_is_sorted_by_the_numbers_of_its_values_and_filtered(page: Page) -> None:
    page.goto(TABLE)
    assert len(values(page)) == 8
    head = page.get_by_role("columnheader", name="Reported")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert values(page) == ["< 1,200"] * 4 + ["45.3 %"] * 4
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert values(page) == ["45.3 %"] * 4 + ["< 1,200"] * 4

    page.get_by_label("What was measured").fill("NIGHT")
    page.get_by_label("Filter").fill("observation 9")
    expect(page.locator("[data-evidence-status]")).to_have_text("1 of 8 figures")
    assert values(page) == ["45.3 %"]
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"q": ["observation 9"], "what": ["NIGHT"], "sort": ["value"]}

    page.reload()
    assert values(page) == ["45.3 %"]
    page.goto(f"{page.url}#paper0--observations-others")
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_figures_that_show_are_copied_as_csv_and_as_markdown(open_page: OpenPage) -> None:
    page = open_page(**COPIES)
    page.goto(f"{TABLE}?q=observation+9")
    page.get_by_role("button", name="Copy as CSV").click()
    expect(page.locator("[data-evidence-status]")).to_have_text("2 figures copied as CSV")
    rows = list(csv.DictReader(io.StringIO(copied(page), newline="")))
    assert [row["value"] for row in rows] == ["< 1,200", "45.3 %"]
    assert rows[1]["source"] == "https://observations.example/?a=1&b=2"
    assert rows[1]["figure"].endswith("/evidence/lamps/#paper9--observations-by-night")

    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator("[data-evidence-status]")).to_have_text("2 figures copied as Markdown")
    assert "| 2023 | Observations by night | 45.3 % | [Table 2](<https://" in copied(page)

    page.locator("tbody tr:visible").last.hover()
    page.get_by_role("link", name="Link to this figure: observations by night").first.click()
    expect(page.locator("[data-copied]")).to_have_count(1)
    assert copied(page).endswith("#paper9--observations-by-night")


def test_without_scripts_a_table_is_whole_and_comparing_says_what_there_is_instead(
    open_page: OpenPage,
) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto(TABLE)
    assert len(values(page)) == 8
    assert page.get_by_role("button", name="Copy as CSV").count() == 0
    page.get_by_role("link", name="Link to this figure: observations & others").first.click()
    assert page.url.endswith("#paper9--observations-others")
    page.goto("compare/")
    page.get_by_role("link", name="tables of evidence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evidence")


def columns(page: Page) -> list[str]:
    """The titles of the papers that stand side by side."""
    rest(page)
    return page.locator("thead th a").all_inner_texts()


def row(page: Page, name: str) -> list[str]:
    return (
        page.get_by_role("row")
        .filter(has=page.get_by_role("rowheader", name=name, exact=True))
        .get_by_role("cell")
        .all_inner_texts()
    )


@pytest.mark.missing_page
def test_papers_stand_side_by_side_with_what_each_says(page: Page) -> None:
    page.goto("papers/paper0/")
    page.locator(".pm-record").get_by_role("link", name="Compare").click()
    expect(page.locator(".pm-compare > .pm-compare__status")).to_have_text(
        "1 paper. Add another one below."
    )
    page.goto("compare/?ids=paper0,paper1,paper3,no-such")
    assert columns(page) == [f"Observation {n} & Others" for n in (0, 1, 3)]
    expect(page.get_by_role("listitem").filter(has_text="no-such")).to_contain_text("No paper")
    assert row(page, "Date") == ["4 March 2021", "March 2021", "July 2022"]
    assert row(page, "Problem") == ["Nobody knows."] * 3
    figures = row(page, "Observations by night")
    assert figures == ["45.3 % (Table 2)", "–\nNot recorded", "45.3 % (Table 2)"]
    assert row(page, "Not recorded")[:2] == ["venue", "key figures"]
    page.get_by_role("row").filter(has_text="Authors").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/authors/ada-quill/$"))


def test_at_most_six_papers_stand_side_by_side(page: Page) -> None:
    page.goto(f"compare/?ids={','.join(f'paper{n}' for n in range(8))}")
    assert len(columns(page)) == 6
    expect(page.get_by_text("Left out")).to_contain_text("paper6")
    expect(page.get_by_label("Add a paper")).to_be_disabled()


def test_papers_are_added_moved_and_removed_with_the_keyboard(page: Page) -> None:
    page.goto("papers/paper2/")
    page.get_by_role("button", name="Save Observation 2 & Others").click()
    page.get_by_role("button", name="Saved Observation 2 & Others").wait_for()
    page.goto("compare/")
    rest(page)
    field = page.get_by_label("Add a paper")
    field.fill("observation 5")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("thead th a")).to_have_text(["Observation 5 & Others"])
    field.fill("paper1")
    field.press("Enter")
    expect(page.locator("thead th a")).to_have_count(2)
    page.get_by_label("From the reading list").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("thead th a")).to_have_count(3)

    page.get_by_role("button", name="Move Observation 2 & Others back").press("Enter")
    expect(page.locator("thead th").nth(1)).to_contain_text("Observation 2")
    expect(page.get_by_role("button", name="Move Observation 2 & Others back")).to_be_focused()
    page.get_by_role("button", name="Remove Observation 5 & Others").press("Enter")
    expect(page.locator("thead th a")).to_have_count(2)
    expect(page.get_by_role("button", name="Remove Observation 2 & Others")).to_be_focused()
    assert urlsplit(page.url).query == "ids=paper2,paper1"
    page.go_back()
    expect(page.locator("thead th a")).to_have_count(3)
