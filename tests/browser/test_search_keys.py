"""Keys that open and answer: none comes between somebody and what they type, compose or say, and
the single one can be turned off."""

from __future__ import annotations

import re
import string
from itertools import product
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import rest
from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage

FIELD = "#pm-search-field"
OPTION = "#pm-search-list [role=option]"
BOX = "#pm-search"
NOTHING = re.compile("No paper")
UNKNOWN = "qwxzqwxz"
ENTER: dict[str, object] = {"key": "Enter", "code": "Enter", "bubbles": True, "cancelable": True}
# How the Enter that ends a conversion comes: in Safari, after the composition has ended.
CONVERSIONS: dict[str, list[tuple[str, dict[str, object]]]] = {
    "in the composition": [("keydown", ENTER | {"isComposing": True, "keyCode": 229})],
    "before its end": [
        ("keydown", ENTER | {"isComposing": True, "keyCode": 13}),
        ("compositionend", {"data": "knowledge"}),
    ],
    "after its end": [
        ("compositionend", {"data": "knowledge"}),
        ("keydown", ENTER | {"keyCode": 229, "which": 229}),
    ],
}


def open_box(page: Page) -> Locator:
    page.goto("papers/")
    page.keyboard.press("/")
    return page.locator(FIELD)


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_hidden()


def dispatch(field: Locator, kind: str, details: dict[str, object]) -> None:
    """Have an event happen to a field, as a browser would."""
    field.evaluate(
        """(field, [kind, details]) => {
            const Kind = kind === "keydown" ? KeyboardEvent
                : kind === "input" ? InputEvent : CompositionEvent;
            field.dispatchEvent(new Kind(kind, { bubbles: true, ...details }));
        }""",
        [kind, details],
    )


def compose(field: Locator, text: str) -> None:
    """Have an input method compose a text that is not finished yet."""
    field.evaluate("(field, text) => { field.value = text; }", text)
    dispatch(field, "compositionstart", {"data": ""})
    dispatch(field, "input", {"data": text, "isComposing": True})


# Input methods


@pytest.mark.parametrize("conversion", drawn(CONVERSIONS, 1))
def test_enter_that_ends_a_conversion_opens_nothing(tab: Page, conversion: str) -> None:
    field = open_box(tab)
    compose(field, "knowledge")
    expect(tab.locator(OPTION).first).to_be_visible()
    first = tab.locator(OPTION).first.get_attribute("href") or ""

    for kind, details in CONVERSIONS[conversion]:
        dispatch(field, kind, details)

    assert tab.url.endswith("/papers/")
    expect(field).to_be_focused()
    field.press("Enter")
    tab.wait_for_url(first)


def test_an_input_method_of_the_browser_finds_and_opens(page: Page) -> None:
    field = open_box(page)
    expect(field).to_be_focused()
    keyboard = page.context.new_cdp_session(page)
    for text in ("k", "kn", "know"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    expect(page.locator(OPTION).first).to_be_visible()
    keyboard.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229},
    )
    assert page.url.endswith("/papers/")

    keyboard.send("Input.insertText", {"text": "knowledge"})

    expect(page.locator("#pm-search-list")).to_have_attribute("data-query", "knowledge")
    first = page.locator(OPTION).first.get_attribute("href") or ""
    field.press("Enter")
    page.wait_for_url(first)


def test_nothing_is_said_to_be_missing_while_it_is_composed(page: Page) -> None:
    field = open_box(page)
    field.fill("knowledge")
    expect(page.locator(OPTION).first).to_be_visible()
    compose(field, UNKNOWN)
    status = page.get_by_role("dialog").get_by_role("status")
    expect(page.locator(OPTION)).to_have_count(0)
    expect(status).to_have_text("")

    dispatch(field, "compositionend", {"data": UNKNOWN})

    expect(status).to_contain_text(NOTHING)


@pytest.mark.long
def test_on_the_search_page_nothing_is_said_to_be_missing_while_it_is_composed(page: Page) -> None:
    page.goto("search/?q=knowledge")
    expect(page.locator(".pm-find__paper").first).to_be_visible()
    field = page.locator("#pm-find-field")
    compose(field, UNKNOWN)
    expect(page.locator(".pm-find__paper")).to_have_count(0)
    expect(page.locator(".pm-find__status")).to_have_text("")

    dispatch(field, "compositionend", {"data": UNKNOWN})

    expect(page.locator(".pm-find__status")).to_contain_text(NOTHING)


def test_the_field_of_the_home_page_opens_the_box_when_a_word_is_composed(page: Page) -> None:
    page.goto("")
    field = page.locator("#hero-search")
    field.focus()
    compose(field, "know")
    expect(page.locator(BOX)).to_be_hidden()
    expect(field).to_be_focused()
    field.evaluate("(field) => { field.value = 'knowledge'; }")

    dispatch(field, "compositionend", {"data": "knowledge"})

    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("knowledge")
    expect(page.locator(OPTION).first).to_be_visible()


# Where no key opens the box

EDITORS = {
    "a field": "<input>",
    "a text area": "<textarea></textarea>",
    "a choice": "<select><option>1</option></select>",
    "an editor": "<div contenteditable>text</div>",
    "a part of one": "<div contenteditable='plaintext-only'><p tabindex=0>text</p></div>",
}


@pytest.mark.parametrize(("editor", "key"), drawn(product(EDITORS, ["/", "Control+k"]), 3))
def test_no_key_opens_the_box_while_somebody_types(tab: Page, editor: str, key: str) -> None:
    tab.goto("papers/")
    tab.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", EDITORS[editor])
    tab.locator("body > :last-child").focus()

    tab.keyboard.press(key)

    expect(tab.locator(BOX)).to_have_count(0)


def test_no_key_opens_the_box_from_a_field_in_another_scripts_tree(tab: Page) -> None:
    tab.goto("papers/")
    tab.evaluate(
        """() => {
            const host = document.body.appendChild(document.createElement("div"));
            host.attachShadow({ mode: "open" }).innerHTML = "<input>";
            host.shadowRoot.querySelector("input").focus();
        }"""
    )

    tab.keyboard.press("/")

    expect(tab.locator(BOX)).to_have_count(0)


@pytest.mark.parametrize(
    "details",
    drawn(
        [
            {"key": "/", "ctrlKey": True},
            {"key": "/", "metaKey": True},
            {"key": "/", "altKey": True},
            {"key": "/", "isComposing": True},
            {"key": "/", "keyCode": 229},
            {"key": "k"},
            {"key": "k", "altKey": True, "ctrlKey": True},
            {"key": "K", "shiftKey": True, "ctrlKey": True},
            {"key": "k", "ctrlKey": True, "isComposing": True},
        ],
        4,
    ),
)
def test_no_other_key_opens_the_box(tab: Page, details: dict[str, object]) -> None:
    tab.goto("papers/")

    dispatch(tab.locator("body"), "keydown", details | {"cancelable": True})

    expect(tab.locator(BOX)).to_have_count(0)


def test_a_slash_that_takes_shift_opens_the_box(tab: Page) -> None:
    tab.goto("papers/")

    dispatch(tab.locator("body"), "keydown", {"key": "/", "code": "Digit7", "shiftKey": True})

    expect(tab.locator(FIELD)).to_be_focused()


KINDS = {
    "home": "",
    "paper": "papers/hirsch2024medrat/",
    "papers": "papers/",
    "tags": "tags/",
    "author": "authors/wei-shen/",
    "search": "search/?q=alignment",
    "by hand": "about/",
    "digest": "digests/2026-11-24/",
}


@pytest.mark.parametrize("kind", drawn(KINDS, 2))
def test_no_single_key_but_those_of_the_site_does_anything(tab: Page, kind: str) -> None:
    tab.goto(KINDS[kind])
    rest(tab)
    before = tab.evaluate("document.body.innerHTML.length")
    address = tab.url

    others = sorted({*string.ascii_letters, *string.digits, *".,;:!-+='[]()<>@#*"} - {*"jkscm"})
    tab.keyboard.type("".join(others))

    assert tab.url == address
    assert tab.evaluate("document.activeElement === document.body")
    assert tab.evaluate("document.body.innerHTML.length") == before
    expect(tab.locator(BOX)).to_have_count(0)


# The choice


def choice(page: Page) -> Locator:
    return page.get_by_role("checkbox", name=re.compile("^Single keys"))


def test_the_single_key_is_turned_off_with_the_keyboard_and_stays_off(page: Page) -> None:
    open_box(page)
    for _ in range(6):
        page.keyboard.press("Tab")
        if choice(page).evaluate("(choice) => choice === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(choice(page)).not_to_be_checked()
    close(page)

    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_hidden()
    page.goto("about/")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_have_count(0)
    expect(page.locator(".pm-search-link kbd")).not_to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()

    choice(page).check()
    close(page)
    page.goto("papers/")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()


@pytest.mark.long
def test_the_single_key_is_turned_off_on_the_search_page(page: Page) -> None:
    page.goto("search/")
    rest(page)
    choice(page).uncheck()
    page.locator("h1").click()

    page.keyboard.press("/")
    expect(page.locator("#pm-find-field")).not_to_be_focused()
    page.reload()
    rest(page)
    expect(choice(page)).not_to_be_checked()
    page.keyboard.press("/")
    expect(page.locator("#pm-find-field")).not_to_be_focused()


def test_where_nothing_may_be_stored_the_single_key_is_turned_off_all_the_same(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )
    open_box(page)
    choice(page).uncheck()
    close(page)

    page.keyboard.press("/")

    expect(page.locator(BOX)).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    expect(choice(page)).not_to_be_checked()
