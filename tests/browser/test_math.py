"""Pages with formulas are sound, and fit phones, whatever the formulas are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.base.math.test_drawing import READ_AS
from tests.browser.visit import ALL_WAYS, markup_faults, seen, violations
from tests.effort import drawn
from tests.invented import Content
from tests.project import HOME, copy_of_project, pressed, shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import OpenPage

PAGE = "papers/paper7/"
WIDE = "+".join(rf"\frac{{\sqrt{{x_{{{number}}}}}}}{{y^{number}}}" for number in range(20))


def site_with_math(project: Path) -> None:
    copy_of_project(project)
    (project / "content" / "addresses.txt").unlink()
    content = Content()
    lines = [f"${latex}$, and $${latex}$$" for latex, _ in READ_AS]
    content.abstracts["paper7"] = "\n\n".join([f"In ${WIDE}$ a line, and $${WIDE}$$", *lines])
    content.write(project)
    pressed(project, {"SITE_URL": HOME})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "math", site_with_math)


@pytest.fixture(scope="module")
def base_url(site: Path) -> Iterator[str]:
    with SiteServer(site) as running:
        yield running.address


def test_a_page_with_formulas_is_valid_accessible_and_no_wider_than_the_screen(
    site: Path, open_page: OpenPage
) -> None:
    assert markup_faults([site / PAGE / "index.html"]) == []
    page = open_page()
    page.goto(PAGE)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    for name in seen(page, drawn(ALL_WAYS, 1)):
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert page.locator("math").count() > 2 * len(READ_AS)


def test_formulas_are_drawn_as_math(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(PAGE)

    root = page.locator("h1 msqrt").bounding_box()
    letter = page.locator("h1 msqrt mi").bounding_box()
    assert root
    assert letter
    assert root["width"] > letter["width"] * 1.3  # there is a sign before the letter
    [scrolled] = page.evaluate_handle(
        "[...document.querySelectorAll('.pm-math')].slice(0, 1)"
    ).evaluate("found => found.map(one => getComputedStyle(one).overflowX)")
    assert scrolled == "auto"
