"""The preview shows every saved file at once, and what is wrong over the last good page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Literal
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.visit import PATIENCE
from tests.invented import invented_project
from tests.project import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    OpenPage = Callable[..., Page]

# When a page has begun to load, the test goes on: the preview may load it anew at any time, which
# ends whatever waits for more of it.
AT_ONCE: Literal["commit"] = "commit"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = invented_project(tmp_path_factory.mktemp("serve") / "project")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("as published", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def serving(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`pressmark serve`, running, and the address that it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "pressmark", "serve", "--port", "0"],
        cwd=project,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        # Whoever runs the tests in the background has them, and what they start, deaf to Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.fullmatch(r"Serving (http://127\.0\.0\.1:\d+/\S*)\n", said)
            assert found, said
            yield process, found[1]
        finally:
            process.kill()


@pytest.fixture(scope="module")
def base_url(serving: tuple[subprocess.Popen[str], str]) -> str:
    return serving[1]


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE / 1_000
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def until_indexed(base_url: str, word: bytes) -> None:
    """Waits for a search index that has the word in its list."""

    def is_indexed() -> bool:
        with suppress(HTTPError), urlopen(f"{base_url}pagefind/words.json") as words:
            return word in words.read()
        return False

    until(is_indexed)


@pytest.fixture
def indexed(base_url: str) -> None:
    """Waits for a first search index, without which a search page says that there is none."""
    until_indexed(base_url, b"observation")


@pytest.fixture
def paper(project: Path) -> Iterator[Path]:
    """A record that is as it was when the test ends."""
    record = project / "content" / "papers" / "paper3.md"
    text = record.read_text(encoding="utf-8")
    yield record
    record.write_text(text, encoding="utf-8")


def replace(path: Path, found: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, other, 1), encoding="utf-8")


def test_a_saved_summary_shows_without_a_reload_by_hand(page: Page, paper: Path) -> None:
    page.goto("papers/paper3/", wait_until=AT_ONCE)
    expect(page.get_by_text("Summary 3.")).to_be_visible()

    replace(paper, "Summary 3", "Another summary")

    expect(page.get_by_text("Another summary.")).to_be_visible()


def test_a_record_with_faults_shows_them_over_the_last_good_page(page: Page, paper: Path) -> None:
    page.goto("papers/paper3/", wait_until=AT_ONCE)
    findings = page.get_by_role("alert")

    replace(paper, "theme: lamps", "theme: lambs")

    expect(findings).to_contain_text("content/papers/paper3.md:")
    expect(findings).to_contain_text("unknown theme 'lambs'")
    expect(page.get_by_role("heading", name="Observation 3 & Others")).to_be_visible()

    replace(paper, "theme: lambs", "theme: lamps")

    expect(findings).to_have_count(0)


def test_an_old_address_leads_on_as_soon_as_its_line_is_saved(
    open_page: OpenPage, paper: Path
) -> None:
    page, other = open_page(), open_page()
    page.goto("papers/paper3/", wait_until=AT_ONCE)
    replace(paper, "theme: lamps", "redirect_from: [old3]\ntheme: lamps")
    replace(paper, "Summary 3", "Another summary")
    expect(page.get_by_text("Another summary.")).to_be_visible()

    other.goto("papers/old3/", wait_until=AT_ONCE)

    expect(other).to_have_url(re.compile("/papers/paper3/$"))
    expect(other.get_by_role("heading", name="Observation 3 & Others")).to_be_visible()


@pytest.mark.long
def test_a_fault_shows_on_a_page_that_is_opened_later(open_page: OpenPage, paper: Path) -> None:
    page, other = open_page(), open_page()
    page.goto("papers/paper3/", wait_until=AT_ONCE)
    replace(paper, "theme: lamps", "theme: lambs")
    expect(page.get_by_role("alert")).to_be_visible()

    other.goto("papers/paper0/", wait_until=AT_ONCE)

    expect(other.get_by_role("alert")).to_contain_text("'lambs'")


def test_a_saved_template_shows(page: Page, project: Path) -> None:
    template = project / "templates" / "paper.html"
    page.goto("papers/paper3/", wait_until=AT_ONCE)

    replace(template, ">{{ paper.title |", ">Of note: {{ paper.title |")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Of note: Observation 3 & Others")
    replace(template, ">Of note: {{ paper.title |", ">{{ paper.title |")


@pytest.mark.long
def test_a_saved_theme_file_shows(page: Page, project: Path) -> None:
    frame = project / "templates" / "theme" / "main.html"
    page.goto("papers/paper3/", wait_until=AT_ONCE)

    replace(frame, "Digests under", "Summaries under")

    expect(page.get_by_text("Summaries under")).to_be_visible()
    replace(frame, "Summaries under", "Digests under")


def test_a_search_that_is_shown_finds_a_word_that_was_just_added_to_a_title(
    page: Page, paper: Path, indexed: None
) -> None:
    page.goto("search/?q=zebrafish", wait_until=AT_ONCE)
    expect(page.get_by_text("No paper found")).to_be_visible()

    replace(paper, "Observation 3", "Observation of zebrafish 3")

    result = page.locator("[data-search-page] a[href*='papers/paper3/']").first
    expect(result).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize(
    ("key", "query"),
    [("zebra2020deep", "zebra2020deep"), ("Okapi:2021_Deep", "okapi:2021_deep")],
)
def test_a_paper_is_found_by_a_citation_key_of_its_sources(
    page: Page, paper: Path, indexed: None, key: str, query: str
) -> None:
    page.goto(f"search/?q={query}", wait_until=AT_ONCE)
    replace(paper, "---\n", f"---\nkeys: ['{key}']\n")

    result = page.locator("[data-search-page] a[href*='papers/paper']").first
    expect(result).to_have_attribute("href", re.compile("papers/paper3/"))


def test_an_open_search_box_goes_on_with_the_new_index(
    page: Page, paper: Path, indexed: None
) -> None:
    page.goto("papers/paper0/", wait_until=AT_ONCE)
    box = page.locator("#pm-search-field")

    def is_open() -> bool:
        page.keyboard.press("/")  # the script that hears it may not have loaded yet
        return box.is_visible()

    until(is_open)
    box.fill("quokka")
    expect(page.locator("#pm-search").get_by_text("No paper found")).to_be_visible()

    replace(paper, "Observation 3", "Observation of quokka 3")

    result = page.get_by_role("option").filter(has_text="Observation of quokka 3")
    expect(result).to_be_visible()
    expect(box).to_have_value("quokka")


@pytest.mark.long
def test_a_page_that_searched_nothing_is_left_alone_when_the_index_is_ready(
    page: Page, paper: Path, base_url: str, indexed: None
) -> None:
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
            const { live } = document.querySelector("script[data-live]").dataset;
            sessionStorage.shown = `${sessionStorage.shown ?? ""} ${live}`;
        });
        window.EventSource = class extends EventSource {
            constructor(address) {
                super(address);
                this.addEventListener("message", ({ data }) => {
                    sessionStorage.index = JSON.parse(data).index;
                });
            }
        };"""
    )
    page.goto("papers/paper3/", wait_until=AT_ONCE)
    page.wait_for_function("'index' in sessionStorage")
    before = page.evaluate("sessionStorage.index")
    replace(paper, "Summary 3", "A summary of wombats")
    until_indexed(base_url, b"wombats")
    page.wait_for_function("before => sessionStorage.index !== before", arg=before)

    replace(paper, "A summary of wombats", "A summary of numbats")

    expect(page.get_by_text("A summary of numbats.")).to_be_visible()
    shown = page.evaluate("sessionStorage.shown").split()
    assert len(shown) == len(set(shown)) >= 2


@pytest.mark.missing_page
def test_an_address_without_a_page_says_so_and_comes_alive_with_the_record(
    page: Page, project: Path, paper: Path
) -> None:
    page.goto("papers/paper77/", wait_until=AT_ONCE)
    expect(page).to_have_title(re.compile("Page not found"))
    new = project / "content" / "papers" / "paper77.md"

    new.write_text(
        paper.read_text(encoding="utf-8").replace("Observation 3", "Observation 77"), "utf-8"
    )

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Observation 77 & Others")
    new.unlink()


@pytest.mark.failing_site
def test_a_page_says_that_the_preview_does_not_answer_until_it_does(page: Page) -> None:
    page.route("**/_pressmark/events*", lambda route: route.abort())
    page.goto("papers/paper3/")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("The preview does not answer")

    page.unroute("**/_pressmark/events*")

    expect(notice).to_have_count(0)


@pytest.mark.failing_site
def test_ctrl_c_ends_it_well_which_open_pages_say_and_the_site_is_as_it_was(
    page: Page, project: Path, serving: tuple[subprocess.Popen[str], str]
) -> None:
    process, _ = serving
    page.goto("papers/paper3/")
    process.send_signal(signal.SIGINT)

    assert process.wait(60) == 0
    expect(page.get_by_role("alert")).to_contain_text("The preview does not answer")
    assert files_of(project / "site") == {"index.html": b"as published"}
