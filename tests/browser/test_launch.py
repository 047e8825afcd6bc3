"""The Chromium that the tests look with is the one that Playwright means to drive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.server import CHROMIUM_FLAGS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_chromium_leaves_out_all_that_playwright_has_it_leave_out(browser: Browser) -> None:
    whole = browser.browser_type.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
    page = whole.new_page()
    page.goto("chrome://version")
    command = page.locator("#command_line").inner_text()
    whole.close()

    lists = re.findall(r"--disable-features=(\S+)", command)
    first, last = (set(one.split(",")) for one in lists)
    assert first <= last
