"""A paper's citations can be read, copied and downloaded, with a script and without one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import SAID_FOR, Visit, end_timers, hold_timers, moved, rest, watch_moves
from tests.project import HOME, copy_of_project, pressed, shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Download, Page

    from tests.browser.conftest import OpenPage

PAPER = "papers/hirsch2024medrat/"
TITLE = "Unpaired Medical Report Generation via Auxiliary Tasks"
STYLES = ("APA", "MLA", "Chicago", "IEEE", "Vancouver")


def content(download: Download) -> str:
    return download.path().read_bytes().decode()


def clipboard(page: Page, kind: str = "text/plain") -> str:
    return str(
        page.evaluate(
            """async (kind) => {
                const [item] = await navigator.clipboard.read();
                return (await item.getType(kind)).text();
            }""",
            kind,
        )
    )


@pytest.fixture
def paper(open_page: OpenPage) -> Page:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    hold_timers(page, SAID_FOR)
    page.goto(PAPER)
    return page


def test_bibtex_is_shown_at_once_and_copied(paper: Page) -> None:
    expect(paper.locator("pre[data-copy=BibTeX]")).to_be_visible()
    paper.get_by_role("button", name="Copy BibTeX").click()
    expect(paper.get_by_role("status").filter(has_text="BibTeX copied")).to_be_attached()
    copied = clipboard(paper)
    assert copied.startswith("@inproceedings{hirsch2024medrat,\n")
    assert copied.endswith("\n}")
    expect(paper.get_by_role("button", name="Copy BibTeX")).to_have_text("Copied")
    end_timers(paper)
    expect(paper.get_by_role("button", name="Copy BibTeX")).to_have_text("Copy")
    expect(paper.get_by_role("status").filter(has_text="BibTeX copied")).to_have_count(0)


def test_each_printed_form_is_copied_as_text_and_with_italics(paper: Page) -> None:
    paper.get_by_text("APA, MLA, Chicago, IEEE, Vancouver").click()
    for style in STYLES:
        paper.get_by_role("button", name=f"Copy {style}").click()
        expect(paper.get_by_role("status").filter(has_text=f"{style} copied")).to_be_attached()
        assert TITLE in clipboard(paper)
        assert "Copy" not in clipboard(paper)
        container = "European Conference on Computer Vision (ECCV)"
        assert (f"<i>{container}</i>" in clipboard(paper, "text/html")) is (style != "Vancouver")


def test_files_are_copied_without_being_opened(paper: Page) -> None:
    for name, start in (("RIS", "TY  - CONF"), ("CSL-JSON", '[\n{"id"')):
        paper.get_by_role("button", name=f"Copy {name}").click()
        expect(paper.get_by_role("status").filter(has_text=f"{name} copied")).to_be_attached()
        assert clipboard(paper).replace("\r", "").startswith(start)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_files_are_downloaded_under_the_papers_id(open_page: OpenPage, has_scripts: bool) -> None:
    page = open_page(java_script_enabled=has_scripts)
    page.goto(PAPER)
    for name, file in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        with page.expect_download() as download:
            page.get_by_label("Download the citation").get_by_role("link", name=name).click()
        assert download.value.suggested_filename == f"hirsch2024medrat.{file}"
        assert TITLE in content(download.value)


def test_without_scripts_there_are_no_dead_buttons(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(PAPER)
    expect(page.locator(".pm-cite").get_by_role("button")).to_have_count(0)
    page.get_by_text("APA, MLA, Chicago, IEEE, Vancouver").click()
    expect(page.locator("dd[data-copy=APA]")).to_be_visible()


def test_every_button_is_reached_and_pressed_with_the_keyboard(paper: Page) -> None:
    paper.locator(".pm-cite summary").first.focus()
    names = []
    for _ in range(7):
        paper.keyboard.press("Tab")
        names.append(
            paper.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent")
        )
    assert names[0] == "Copy BibTeX"
    assert names[1:] == [
        "APA, MLA, Chicago, IEEE, Vancouver", "BibTeX", "RIS", "Copy RIS", "CSL-JSON",
        "Copy CSL-JSON",
    ]  # fmt: skip
    paper.keyboard.press("Enter")
    expect(paper.get_by_role("status").filter(has_text="CSL-JSON copied")).to_be_attached()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_script_arrives(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 2600})
    watch_moves(page)
    page.goto(PAPER)
    rest(page)
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_visible()
    assert moved(page) < 0.01


@pytest.mark.parametrize(
    "address",
    [
        "themes/multimodal/",
        "tags/dpo/",
        "authors/wei-shen/",
        "years/2025/",
        "venues/iclr/",
        "papers/",
    ],
)
def test_a_list_offers_the_citations_of_its_papers(open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(address)
    count = page.locator(".pm-entry").count() - page.locator("#also ~ * .pm-entry").count()
    with page.expect_download() as download:
        page.locator(".pm-files").get_by_role("link", name="CSL-JSON").click()
    assert len(json.loads(content(download.value))) == count


# Without files beside papers


def site_without_files(project: Path) -> None:
    """Build the real library without files beside its papers."""
    config = copy_of_project(project) / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("extra:\n", "extra:\n  paper_files: false\n"), "utf-8")
    pressed(project, {"SITE_URL": HOME})


@pytest.fixture(scope="module")
def without_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A site that has no files beside its papers' pages."""
    with SiteServer(shared(tmp_path_factory, "without-files", site_without_files)) as running:
        yield running


def test_a_page_without_files_makes_its_downloads_itself(
    browser: Browser, without_files: SiteServer
) -> None:
    with Visit(browser, without_files.address) as visit:
        page = visit.open()
        page.goto(PAPER)
        assert not page.locator(".pm-cite a[download]").count()
        for name, ending, start in (
            ("BibTeX", "bib", "@inproceedings{hirsch2024medrat,\n"),
            ("RIS", "ris", "TY  - CONF\r\n"),
            ("CSL-JSON", "json", '[{"id":"hirsch2024medrat"'),
        ):
            if name != "BibTeX":
                page.locator(".pm-cite summary", has_text=name).click()
            with page.expect_download() as download:
                page.get_by_role("button", name=f"Save {name}").click()
            assert download.value.suggested_filename == f"hirsch2024medrat.{ending}"
            assert content(download.value).startswith(start)
