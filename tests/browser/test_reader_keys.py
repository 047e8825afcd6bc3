"""Single keys lead through lists, save and cite; and terms tell what they mean. None is in the way
of somebody who types, and all are switched off at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import rest, violations
from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage

KEYS = "dialog.pm-keys"


def titles(page: Page) -> Locator:
    return page.locator(".pm-entry > :is(h2, h3) > a")


def test_j_and_k_lead_through_a_list_and_s_saves_what_is_chosen(page: Page) -> None:
    page.goto("themes/mixture-of-experts/")
    page.keyboard.press("s")
    expect(page.locator(".pm-said")).to_have_text("Choose a paper with j first.")

    page.keyboard.press("j")
    expect(titles(page).first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(titles(page).nth(1)).to_be_focused()
    assert titles(page).nth(1).evaluate("(link) => link.matches(':focus-visible')")
    page.keyboard.press("s")

    expect(page.locator(".pm-save").nth(1)).to_have_text("Saved")
    page.keyboard.press("c")
    page.wait_for_url("**/papers/*/#cite")


def test_c_copies_the_citation_on_a_paper_s_page(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("papers/hirsch2024medrat/")
    rest(page)

    page.keyboard.press("c")

    expect(page.get_by_role("status").filter(has_text="BibTeX copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")
    page.keyboard.press("s")
    expect(page.locator(".pm-save-own")).to_have_text("Saved")


@pytest.mark.parametrize(
    ("address", "item", "title"),
    [
        ("search/?q=alignment", ".pm-find__paper", "h2 a"),
        ("browse/?type=method", ".pm-find__paper", "h2 a"),
        ("paths/mixture-of-experts/", ".pm-step", "h3 a"),
    ],
)
def test_keys_lead_through_what_is_found_and_through_steps(
    page: Page, address: str, item: str, title: str
) -> None:
    page.goto(address)
    expect(page.locator(f"{item} .pm-save").nth(1)).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"{item} {title}").nth(1)).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".pm-save").nth(1)).to_have_text("Saved")


def test_keys_lead_through_the_rows_of_a_table(page: Page) -> None:
    page.goto("evidence/mixture-of-experts/")
    rest(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-evidence] tbody tr").nth(1).get_by_role("link").first
    expect(second).to_be_focused()
    page.keyboard.press("c")
    page.wait_for_url("**/papers/*/#cite")


def test_m_leads_to_the_map_at_the_chosen_paper(page: Page) -> None:
    page.goto("papers/")
    page.keyboard.press("m")
    page.wait_for_url("**/map/")
    page.goto("papers/hirsch2024medrat/")
    page.keyboard.press("m")
    page.wait_for_url("**/map/?paper=hirsch2024medrat")


def test_the_keys_are_shown_and_switched_off_for_good(page: Page) -> None:
    page.goto("papers/")
    page.keyboard.press("?")
    dialog = page.locator(KEYS)
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("j")  # what is open above the page has the keys
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.goto("reading-list/")
    page.keyboard.press("?")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Keys of this site").click()
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#pm-search-field")).to_be_focused()


EDITORS = {
    "a field": "<input>",
    "a text area": "<textarea></textarea>",
    "a choice": "<select><option>1</option></select>",
    "an editor": "<div contenteditable>text</div>",
    "a list of options": "<div role=listbox tabindex=0><div role=option>1</div></div>",
}


@pytest.mark.parametrize("editor", drawn(EDITORS, 2))
def test_no_key_is_taken_from_somebody_who_types_or_chooses(page: Page, editor: str) -> None:
    page.goto("papers/hirsch2024medrat/")
    page.evaluate(
        "markup => document.body.insertAdjacentHTML('beforeend', markup)", EDITORS[editor]
    )
    last = page.locator("body > :last-child")
    last.focus()

    for key in "jksm?":
        page.keyboard.press(key)
    for details in ("ctrlKey: true", "metaKey: true", "altKey: true", "isComposing: true"):
        page.evaluate(
            f"""() => document.body.dispatchEvent(
                new KeyboardEvent("keydown", {{ key: "s", bubbles: true, {details} }}))"""
        )

    expect(last).to_be_focused()
    expect(page.locator(".pm-save-own")).to_have_text("Save")
    expect(page.locator(KEYS)).to_have_count(0)


def test_a_tag_tells_what_it_means_to_who_points_at_it_or_reaches_it(page: Page) -> None:
    page.goto("tags/")
    tag = page.locator("#cloud a").first
    tag.hover()
    note = page.get_by_role("tooltip")
    expect(note).to_be_visible()
    expect(tag).to_have_attribute("aria-describedby", "pm-term-note")
    assert re.search(r"\w", note.inner_text())
    note.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.mouse.move(0, 0)

    tag.focus()
    page.keyboard.press("Tab")

    expect(note).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-describedby", "pm-term-note")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(page.locator("[aria-describedby]")).to_have_count(0)
