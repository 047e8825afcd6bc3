"""What the search says while it loads, when a file of it can't be had, and after a deployment: it
goes on by itself where it can, and never takes a file that is gone for a paper that is not."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from pressmark.library.loading.load import load
from pressmark.library.relations import relate
from pressmark.search.index import index
from pressmark.search.records import search_record
from tests.browser.own_server import base_url, server
from tests.browser.visit import end_timers, hold_timers, rest
from tests.conftest import SAMPLE
from tests.effort import drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, Page, Route

    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

_ = (base_url, server)

pytestmark = pytest.mark.failing_site

FIELD = "#pm-search-field"
OPTION = "#pm-search-list [role=option]"
PAPER = ".pm-find__paper"
NOTICED, LONG = 500, 10_000  # milliseconds of a wait after which there is a word on it
RETRIES = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000]
QUERY = "knowledge"
TYPO = "alginment"
NOT_LOADED = re.compile("^The search could not be loaded")
NOTHING = re.compile("No paper|no paper")
INDEX = {
    "fragments": "pagefind/fragment/*",
    "words": "pagefind/index/*",
    "list of parts": "pagefind/*.pf_meta",
    "entry": "pagefind/pagefind-entry.json",
    "program": "pagefind/wasm.*",
    "script": "pagefind/pagefind.js",
}
FAULTS = ("missing", "page", "error", "refused", "cut", "corrupt")
MODULES = ("dialog", "state", "view", "text", "index")


@pytest.fixture
def page(page: Page) -> Page:
    """A page that soon tries again what failed."""
    page.add_init_script(
        f"""{{
            const {{ setTimeout }} = window;
            window.setTimeout = (task, pause, ...more) =>
                setTimeout(task, {RETRIES}.includes(pause) ? 200 : pause, ...more);
        }}"""
    )
    return page


@pytest.fixture(scope="module")
def redeployed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site published anew: all files of the index have other names, and every paper is also
    called a zebrafish's."""
    folder = tmp_path_factory.mktemp("redeployed") / "site"
    shutil.copytree(site, folder, copy_function=shutil.copyfile)
    library = load(SAMPLE / "content")
    relations = relate(library)
    records = [
        search_record(paper, library, relations, "the digest was written again")
        for paper in library.papers.values()
    ]
    index([replace(one, also_titled="Zebrafish") for one in records], folder / "pagefind")
    return folder


def open_box(page: Page) -> Locator:
    page.goto("papers/")
    page.keyboard.press("/")
    return page.locator(FIELD)


def status(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("status")


def reload_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Reload the page")


def reload_by_button(page: Page) -> None:
    page.evaluate("() => { window.isOld = true; }")
    reload_button(page).click()
    page.wait_for_function("() => !window.isOld")


def watch_words(page: Page) -> None:
    """Note all that the box or the search page says from now on, in `window.said`."""
    page.evaluate(
        """() => {
            window.said = [];
            const note = () => {
                for (const status of document.querySelectorAll("[role=status]")) {
                    if (window.said.at(-1) !== status.textContent) {
                        window.said.push(status.textContent);
                    }
                }
            };
            new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
        }"""
    )


def said(page: Page) -> list[str]:
    words: list[str] = page.evaluate("window.said")
    return [text for text in words if text]


# While it loads


def test_the_box_says_that_it_loads_after_half_a_second_and_not_before(
    page: Page, server: SiteServer
) -> None:
    hold_timers(page, NOTICED)
    server.faults["pagefind/index/*"] = "endless"
    field = open_box(page)
    with page.expect_request("**/pagefind/index/*"):
        field.fill(QUERY)
    expect(status(page)).to_have_text("")

    end_timers(page)

    expect(status(page)).to_have_text("Loading …")
    expect(reload_button(page)).to_be_hidden()
    server.released.set()
    expect(page.locator(OPTION).first).to_be_visible()
    expect(status(page)).to_have_text(re.compile(r"\d+ papers\."))


@pytest.mark.long
def test_the_box_says_that_what_answers_in_it_loads(page: Page, server: SiteServer) -> None:
    hold_timers(page, NOTICED)
    server.faults["*/search-dialog.js"] = "endless"
    with page.expect_request("**/search-dialog.js"):
        field = open_box(page)
    field.fill(QUERY)
    expect(status(page)).to_have_text("")

    end_timers(page)

    expect(status(page)).to_have_text("Loading …")
    server.released.set()
    expect(page.locator(OPTION).first).to_be_visible()


def test_the_search_page_says_that_it_loads_after_half_a_second_and_not_before(
    page: Page, server: SiteServer
) -> None:
    hold_timers(page, NOTICED)
    server.faults["pagefind/facets.json"] = "endless"
    with page.expect_request("**/pagefind/facets.json"):
        page.goto(f"search/?q={QUERY}", wait_until="commit")
    words = page.locator(".pm-find__status")
    expect(words).to_have_text("")

    end_timers(page)

    expect(words).to_have_text("Loading …")
    server.released.set()
    expect(page.locator(PAPER).first).to_be_visible()
    expect(words).to_have_text(re.compile(r"\d+ papers\."))


@pytest.mark.long
def test_nothing_is_said_of_a_search_page_that_nobody_searched_on_yet(
    page: Page, server: SiteServer
) -> None:
    hold_timers(page, NOTICED)
    server.faults["*/search-page.js"] = "endless"
    with page.expect_request("**/search-page.js"):
        page.goto("search/", wait_until="commit")
    end_timers(page)

    expect(page.locator("[data-search-start]")).to_be_visible()
    expect(page.locator("[data-search-body]")).to_be_hidden()


def test_an_answer_that_never_ends_is_told_and_given_up(page: Page, server: SiteServer) -> None:
    page.add_init_script(
        """const { timeout } = AbortSignal;
        window.limits = [];
        AbortSignal.timeout = (limit) => {
            window.limits.push(limit);
            return timeout.call(AbortSignal, window.isLong ? 1 : limit);
        };"""
    )
    hold_timers(page, LONG)
    server.faults["pagefind/index/*"] = "endless"
    field = open_box(page)
    with page.expect_request("**/pagefind/index/*"):
        field.fill(QUERY)

    end_timers(page)

    expect(status(page)).to_have_text("The site is slow to answer.")
    expect(reload_button(page)).to_be_visible()
    assert set(page.evaluate("window.limits")) == {30_000}
    page.evaluate("window.isLong = true")
    page.reload()
    page.keyboard.press("/")
    page.evaluate("window.isLong = true")
    page.fill(FIELD, QUERY)
    expect(status(page)).to_have_text("The search could not be loaded: the site does not answer.")
    page.evaluate("window.isLong = false")
    server.faults.clear()
    expect(page.locator(OPTION).first).to_be_visible()


@pytest.mark.long
def test_a_query_need_not_wait_for_an_older_one_that_takes_long(
    page: Page, server: SiteServer
) -> None:
    field = open_box(page)
    field.fill("knowledge")
    expect(page.locator(OPTION).first).to_be_visible()
    server.faults["pagefind/index/*"] = "endless"
    with page.expect_request("**/pagefind/index/*"):
        field.fill("misogyny")
    server.faults.clear()

    field.fill("knowledge graph")

    expect(page.locator(OPTION).first).to_contain_text(re.compile("knowledge", re.IGNORECASE))
    expect(page.locator("#pm-search-list")).to_have_attribute("data-query", "knowledge graph")


@pytest.mark.long
def test_more_papers_that_come_late_are_not_added_to_another_search(
    page: Page, open_page: OpenPage, server: SiteServer
) -> None:
    other = open_page()
    other.goto(f"search/?q={QUERY}&sort=date")
    expect(other.locator(PAPER)).to_have_count(20)
    needed = {path for path, _ in server.sent if "/fragment/" in path}
    held: list[Route] = []

    def hold(route: Route) -> None:
        if urlsplit(route.request.url).path in needed:
            route.continue_()
        else:
            held.append(route)

    page.goto("search/?sort=date")
    expect(page.locator(PAPER)).to_have_count(20)
    page.route("**/pagefind/fragment/*", hold)
    with page.expect_request("**/pagefind/fragment/*"):
        page.get_by_role("button", name="Show more").click()
    page.fill("#pm-find-field", QUERY)
    expect(page.locator("[data-search-page]")).to_have_attribute(
        "data-search-page", f"?q={QUERY}&sort=date"
    )
    assert held

    for route in held:
        route.continue_()

    rest(page)
    assert page.locator(f"{PAPER} h2").all_inner_texts() == (
        other.locator(f"{PAPER} h2").all_inner_texts()
    )


# Files that can't be had


@pytest.mark.parametrize(("name", "fault"), drawn(product(INDEX, FAULTS), 4))
def test_a_file_of_the_index_that_fails_is_told_and_mended_by_itself(
    page: Page, server: SiteServer, name: str, fault: str
) -> None:
    server.faults[INDEX[name]] = fault
    field = open_box(page)
    watch_words(page)
    field.fill(QUERY)

    expect(status(page)).to_have_text(NOT_LOADED)

    expect(reload_button(page)).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link", name="all papers")).to_be_visible()
    server.faults.clear()
    expect(page.locator(OPTION).first).to_be_visible()
    expect(status(page)).to_have_text(re.compile(r"\d+ papers\."))
    expect(reload_button(page)).to_be_hidden()
    assert not any(map(NOTHING.search, said(page)))


@pytest.mark.parametrize(
    ("file", "fault"), drawn(product(["words.json", "facets.json", "fragment/*"], FAULTS), 2)
)
def test_the_search_page_tells_of_a_file_that_fails_and_goes_on(
    page: Page, server: SiteServer, file: str, fault: str
) -> None:
    server.faults[f"pagefind/{file}"] = fault
    query = TYPO if file == "words.json" else QUERY
    page.goto("search/")
    watch_words(page)
    page.fill("#pm-find-field", query)
    words = page.locator(".pm-find__status")

    expect(words).to_have_text(NOT_LOADED)

    expect(reload_button(page)).to_be_visible()
    server.faults.clear()
    expect(page.locator(PAPER).first).to_be_visible()
    expect(words).to_have_text(re.compile(r"\d+ papers\."))
    assert not any(map(NOTHING.search, said(page)))


@pytest.mark.parametrize("fault", drawn(["missing", "corrupt"], 1))
def test_in_a_large_library_the_worker_tells_of_a_file_that_fails(
    page: Page, server: SiteServer, site: Path, fault: str
) -> None:
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_bytes())
    entry["languages"]["en"]["page_count"] = 10_000
    server.files["pagefind/pagefind-entry.json"] = json.dumps(entry).encode()
    server.faults["pagefind/index/*"] = fault
    open_box(page).fill(QUERY)

    expect(status(page)).to_have_text(NOT_LOADED)

    assert any(path.endswith("pagefind-worker.js") for path, _ in server.sent)
    server.faults.clear()
    expect(page.locator(OPTION).first).to_be_visible()


def test_a_server_that_never_mends_gets_fewer_and_fewer_questions(
    page: Page, server: SiteServer
) -> None:
    page.add_init_script(
        """const { setTimeout } = window;
        window.pauses = [];
        window.setTimeout = (task, pause, ...more) => {
            if (pause >= 2000 && pause < 10000 || pause > 30000) window.pauses.push(pause);
            return setTimeout(task, pause > 1000 && pause !== 10000 ? 1 : pause, ...more);
        };"""
    )
    server.faults["pagefind/pagefind-entry.json"] = "error"
    open_box(page).fill(QUERY)

    page.wait_for_function("() => window.pauses.length > 6")
    expect(status(page)).to_have_text(NOT_LOADED)
    assert page.evaluate("window.pauses").count(60_000) >= 2


@pytest.mark.long
def test_a_box_that_is_opened_again_asks_again(page: Page, server: SiteServer) -> None:
    server.faults["pagefind/pagefind-entry.json"] = "error"
    open_box(page).fill(QUERY)
    expect(status(page)).to_have_text(NOT_LOADED)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    server.faults.clear()
    page.keyboard.press("/")

    expect(page.locator(OPTION).first).to_be_visible()


# Without a connection


def test_a_lost_connection_is_told_and_the_search_goes_on_when_it_is_back(
    page: Page, context: BrowserContext
) -> None:
    field = open_box(page)
    field.fill(QUERY)
    expect(page.locator(OPTION).first).to_be_visible()
    context.set_offline(True)

    field.fill("misogyny")

    expect(status(page)).to_have_text(re.compile("loaded: there is no connection"))
    expect(page.locator(OPTION)).to_have_count(0)
    context.set_offline(False)
    expect(page.locator(OPTION).first).to_be_visible()


@pytest.mark.long
def test_without_a_connection_the_page_is_not_lost_by_reloading_it(
    page: Page, context: BrowserContext
) -> None:
    field = open_box(page)
    field.fill(QUERY)
    expect(page.locator(OPTION).first).to_be_visible()
    context.set_offline(True)
    field.fill("misogyny")
    expect(status(page)).to_have_text(re.compile("loaded: there is no connection"))

    reload_button(page).click()

    expect(field).to_have_value("misogyny")
    context.set_offline(False)
    expect(page.locator(OPTION).first).to_be_visible()


@pytest.mark.long
def test_a_box_that_is_opened_without_a_connection_says_so_and_goes_on_with_one(
    page: Page, context: BrowserContext
) -> None:
    page.goto("papers/")
    context.set_offline(True)
    page.keyboard.press("/")
    page.fill(FIELD, QUERY)
    expect(status(page)).to_have_text(re.compile("could not be loaded. There is no connection"))

    context.set_offline(False)

    expect(page.locator(OPTION).first).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(QUERY)


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


# After a deployment


@pytest.fixture(params=drawn(["404", "a page for whatever is gone"], 1))
def deploy(
    request: pytest.FixtureRequest, server: SiteServer, redeployed: Path
) -> Callable[[], None]:
    """Publishes the site anew, at a host that answers in one of two ways for what is gone."""

    def deploy() -> None:
        gone = [
            path.relative_to(server.site).as_posix()
            for path in (server.site / "pagefind").rglob("*")
            if not (redeployed / path.relative_to(server.site)).exists()
        ]
        server.site = redeployed
        if request.param != "404":
            server.faults.update(dict.fromkeys(gone, "page"))

    return deploy


def test_a_box_that_was_open_before_a_deployment_finds_what_came_with_it(
    page: Page, deploy: Callable[[], None]
) -> None:
    field = open_box(page)
    field.fill(QUERY)
    expect(page.locator(OPTION).first).to_be_visible()
    watch_words(page)
    deploy()

    field.fill("zebrafish misogyny")

    expect(page.locator(OPTION).first).to_be_visible()
    assert not any(map(NOTHING.search, said(page)))
    field.fill("zebrafish")
    expect(page.locator(OPTION)).to_have_count(8)


def test_a_search_page_that_was_open_before_a_deployment_finds_what_came_with_it(
    page: Page, deploy: Callable[[], None]
) -> None:
    page.goto(f"search/?q={QUERY}")
    expect(page.locator(PAPER).first).to_be_visible()
    watch_words(page)
    deploy()

    page.fill("#pm-find-field", "zebrafish")

    expect(page.locator(PAPER)).to_have_count(20)
    assert not any(map(NOTHING.search, said(page)))


def test_more_papers_are_shown_though_their_files_are_gone(
    page: Page, deploy: Callable[[], None]
) -> None:
    page.goto("search/?sort=date")
    expect(page.locator(PAPER)).to_have_count(20)
    deploy()

    page.get_by_role("button", name="Show more").click()

    expect(page.locator(PAPER)).to_have_count(40)
    links = page.locator(f"{PAPER} h2 a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(links)) == 40


def test_a_half_published_index_is_told_until_the_rest_is_there(
    page: Page, server: SiteServer, redeployed: Path
) -> None:
    field = open_box(page)
    field.fill(QUERY)
    expect(page.locator(OPTION).first).to_be_visible()
    server.site = redeployed
    server.faults["pagefind/fragment/*"] = "missing"
    watch_words(page)

    field.fill("zebrafish")

    expect(status(page)).to_have_text(NOT_LOADED)
    server.faults.clear()
    expect(page.locator(OPTION).first).to_be_visible()
    assert not any(map(NOTHING.search, said(page)))


@pytest.mark.parametrize(
    ("module", "fault"), drawn(product(MODULES, ("missing", "page", "error")), 1)
)
def test_scripts_that_are_gone_are_told_and_a_reload_goes_on_with_the_query(
    page: Page, server: SiteServer, module: str, fault: str
) -> None:
    page.goto("papers/")
    server.faults[f"*/search-{module}.js"] = fault
    page.keyboard.press("/")
    page.fill(FIELD, QUERY)
    expect(status(page)).to_have_text(NOT_LOADED)

    reload_by_button(page)

    server.faults.clear()
    expect(page.locator(OPTION).first).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(QUERY)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#pm-search")).to_have_count(0)


def test_a_search_page_without_its_scripts_says_so(page: Page, server: SiteServer) -> None:
    server.faults["*/search-page.js"] = "missing"
    page.goto(f"search/?q={QUERY}")

    expect(page.locator(".pm-find__status")).to_have_text(NOT_LOADED)

    reload_by_button(page)
    server.faults.clear()
    expect(page.locator(PAPER).first).to_be_visible()
