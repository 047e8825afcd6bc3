"""The field at a glance and the reading paths, by keyboard alone on a phone and a desktop, and
without a script: tables hold what plots show, and their links lead to the papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, PHONE
from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage

MOST_STOPS = 150
SOME_TITLES = re.compile(r"^(?P<one>.+?)(?:, | and )(?P<other>[^,]+): (?P<papers>\d+) papers?$")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus, which has to show there and at every stop before."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        is_seen, is_there = target.evaluate(
            """(target) => {
                const focus = document.activeElement;
                const { outlineStyle, outlineWidth } = getComputedStyle(focus);
                const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
                return [isSeen && !focus.closest("[aria-hidden=true]"), focus === target];
            }"""
        )
        assert is_seen, page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        if is_there:
            expect(target).to_be_in_viewport()
            return
    pytest.fail(f"{MOST_STOPS} stops, and none is {target}")


def table(page: Page, title: str) -> Locator:
    return page.locator("details").filter(has_text=f"{title} as a table")


PLOTS = {
    "Papers over time": (PHONE, "dark", r"/years/\d+/#m"),
    "Tags over time": (PHONE, "light", r"/tags/.+/$"),
    "Who writes with whom": (DESKTOP, "dark", r"/authors/.+/$"),
}


@pytest.mark.parametrize("title", drawn(PLOTS, 2))
def test_tables_behind_plots_open_and_lead_to_papers_by_keyboard(
    title: str, open_page: OpenPage
) -> None:
    viewport, scheme, address = PLOTS[title]
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.goto("explore/")
    fold = table(page, title)
    expect(fold.locator("table")).to_be_hidden()
    if title != "Papers over time":  # which is a long way for a key
        fold.locator("summary").focus()
        page.keyboard.press("Shift+Tab")
    tab_to(page, fold.locator("summary"))
    page.keyboard.press("Enter")
    tab_to(page, fold.get_by_role("link").first)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))
    expect(page.locator(".pm-entry").first).to_be_visible()


def marks(page: Page, plot: str) -> set[tuple[str, str, int]]:
    """What the marks of a plot say: what each is of, and of how many papers."""
    said = page.locator(f"{plot} a[tabindex='-1'] title, {plot} path > title").all_text_contents()
    found = [SOME_TITLES.match(text) for text in said]
    assert all(found), said
    return {(one["one"], one["other"], int(one["papers"])) for one in found if one}


def rows(fold: Locator, column: str) -> dict[str, str]:
    """What a column of a table says, by the heads of its rows."""
    return dict(
        fold.locator("tbody tr").evaluate_all(
            "(rows, column) => rows.map((row) => [row.cells[0], row.querySelector(column)]"
            ".map((cell) => cell.textContent))",
            column,
        )
    )


def test_without_a_script_tables_hold_the_numbers_of_every_mark(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False, viewport=DESKTOP)
    page.goto("explore/")
    over_time = table(page, "Papers over time")
    themes = rows(over_time, "td:last-child")
    pieces = marks(page, ".pm-plot-bars")
    assert pieces
    for theme, when, papers in pieces:
        assert f", {theme} {papers}," in f", {themes[when]},"
    sums = {when: sum(papers for _, other, papers in pieces if other == when) for when in themes}
    counts = rows(over_time, "td")
    assert {when: int(count) for when, count in counts.items() if int(count)} == sums

    people = rows(table(page, "Who writes with whom"), "td:last-child")
    pairs = marks(page, ".pm-network")
    assert pairs
    for one, other, papers in pairs:
        assert f"{other} {papers}" in people[one].split(", ")
        assert f"{one} {papers}" in people[other].split(", ")

    tags = rows(table(page, "Tags over time"), "td")
    shown = page.locator(".pm-trends a").evaluate_all(
        "(links) => links.map((link) => [...link.querySelectorAll('.pm-bar-name, .pm-count')]"
        ".map((part) => part.firstChild.textContent))"
    )
    assert shown
    for name, first, last in shown:
        shares = [
            1000 * int(count) // int(of)
            for count, of in re.findall(r": (\d+) of (\d+)", tags[name])
        ]
        assert [f"{share // 10}.{share % 10}%" for share in (shares[0], shares[-1])] == [
            first,
            last,
        ]

    over_time.locator("summary").click()
    expect(over_time.locator("table")).to_be_visible()
    over_time.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(("viewport", "scheme"), drawn([(DESKTOP, "light"), (PHONE, "dark")], 1))
def test_a_path_is_walked_by_keyboard(
    viewport: dict[str, int], scheme: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    page.goto("paths/")
    card = page.locator(".pm-path-card").first
    first = card.locator("li a").first.inner_text()
    tab_to(page, card.locator("h2 a"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/paths/.+/"))
    step = page.locator(".pm-step h3 a").first
    expect(step).to_have_text(first)
    tab_to(page, step)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_paths_are_whole_without_a_script(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto("paths/")
    card = page.locator(".pm-path-card").filter(has_text="Mixture of experts")
    firsts = card.locator("li").all_text_contents()
    labels = page.locator(".pm-path-card h2").all_inner_texts()
    assert len({*labels}) == len(labels) > 5
    card.get_by_role("link", name="Mixture of experts", exact=True).click()
    page.wait_for_url("**/paths/mixture-of-experts/")
    steps = page.locator(".pm-step").evaluate_all(
        """(steps) => steps.map((step) =>
            ["h3", ".pm-why"].map((part) => step.querySelector(part).textContent).join(" "))"""
    )
    assert steps[: len(firsts)] == firsts
    found = page.locator(".pm-event h3 a").all_inner_texts()
    page.get_by_role("link", name="All papers of the theme").click()
    listed = page.locator(".pm-entry h3 a").all_inner_texts()
    assert {*found} <= {*listed}
