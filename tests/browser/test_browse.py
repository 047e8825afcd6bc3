"""A reader narrows papers down by filters that combine, shares the address, and takes along what
was found."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, PHONE
from tests.server import BASE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.conftest import OpenPage

BIBTEX_KEY = re.compile(r"^@\w+\{([^,]+),", re.MULTILINE)


def browse(page: Page, query: str = "") -> None:
    page.goto(f"browse/{query}")
    shown(page)


def shown(page: Page) -> None:
    """Wait until the list is of what the address asks for."""
    asked = page.evaluate("location.search")
    expect(page.locator("[data-browse]")).to_have_attribute("data-browse-shown", asked)


def status(page: Page) -> Locator:
    return page.locator("[data-browse] .pm-find__status")


def count(page: Page) -> int:
    match = re.match(r"[\d,]+", status(page).inner_text())
    assert match
    return int(match[0].replace(",", ""))


def group(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=title, exact=True)


def box(page: Page, facet: str, label: str) -> Locator:
    return group(page, facet).get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)} \d"))


def query(page: Page) -> str:
    return urlsplit(page.url).query


def saved(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"as {name}").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_filters_combine_by_clicks_and_stand_in_the_address(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    browse(page)
    all_papers = count(page)

    box(page, "Tag", "RLHF").click()
    shown(page)
    of_tag = count(page)
    group(page, "Tag").get_by_role("button", name="not Preference data").click()
    shown(page)

    assert query(page) == "tag=rlhf&tag.not=preference-data"
    assert 0 < count(page) < of_tag < all_papers
    expect(box(page, "Tag", "RLHF")).to_be_checked()
    expect(page.locator(".pm-find__paper")).to_have_count(min(count(page), 50))
    page.go_back()
    shown(page)
    assert (query(page), count(page)) == ("tag=rlhf", of_tag)


def test_several_tags_mean_all_of_them_unless_a_reader_asks_for_any(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    browse(page, "?tag=rlhf,dpo")
    both = count(page)

    group(page, "Tag").get_by_label("Papers with").select_option("any")
    shown(page)

    assert query(page) == "tag.any=rlhf,dpo"
    assert count(page) > both > 0


def test_what_the_address_has_and_the_library_has_not_is_said(page: Page) -> None:
    browse(page, "?tag=rlhf,nonsense&colour=red&year=soon&sort=worst")
    expect(status(page)).to_contain_text("No paper has the tag “nonsense”.")
    expect(status(page)).to_contain_text("“colour” is no filter of this library.")
    expect(status(page)).to_contain_text("“soon” is no year")
    expect(status(page)).to_contain_text("Papers can't be sorted by “worst”.")
    assert count(page) > 0


def test_years_and_orders_are_chosen_and_any_author_is_found(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    browse(page)
    group(page, "Year").get_by_label("From").select_option("2022")
    group(page, "Year").get_by_label("To").select_option("2023")
    page.get_by_label("Sort by").select_option("title")
    shown(page)
    assert query(page) == "year=2022-2023&sort=title"
    titles = page.locator(".pm-find__paper h2").all_inner_texts()
    assert titles == sorted(titles, key=lambda title: re.sub(r"^(A|An|The) ", "", title).lower())

    page.get_by_role("button", name="Clear filters").click()
    shown(page)
    page.get_by_label("Find an author").fill("hirsch")
    group(page, "Author").get_by_role("checkbox").first.click()
    shown(page)
    assert query(page).startswith("author=")
    assert count(page) > 0


def test_what_was_found_is_saved_as_bibtex_and_as_a_table(page: Page) -> None:
    browse(page, "?tag=rlhf,dpo")
    number = count(page)

    entries = BIBTEX_KEY.findall(saved(page, "BibTeX"))
    rows = list(csv.DictReader(io.StringIO(saved(page, "CSV"))))

    assert len(entries) == len(rows) == number
    assert [row["id"] for row in rows] == entries
    assert all({"RLHF", "DPO"} <= {*row["tag"].split("; ")} for row in rows)


def test_citations_may_come_from_the_file_of_all_papers(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    def without_files_of_single_papers(route: Route) -> None:
        content = route.fetch().json()
        content["files"]["one"] = ""
        route.fulfill(json=content)

    page.route("**/data/browse/index.json", without_files_of_single_papers)
    browse(page)
    assert len(BIBTEX_KEY.findall(saved(page, "BibTeX"))) == count(page)
    assert [path for path in asked if path.endswith(".bib")] == [f"{BASE}papers/papers.bib"]


def test_a_single_value_leads_to_its_page_and_its_feed(page: Page) -> None:
    browse(page, "?tag=dpo")
    take = page.locator("[data-browse-take]")
    expect(take.get_by_role("link", name="Atom feed")).to_have_attribute(
        "href", re.compile(r"/tags/dpo/feed\.xml$")
    )
    take.get_by_role("link", name="Page of DPO").click()
    page.get_by_role("link", name="Combine with other filters").click()
    shown(page)
    assert query(page) == "tag=dpo"


def test_the_keyboard_alone_narrows_papers_down_and_keeps_its_place(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    browse(page)
    fold = page.get_by_role("button", name="Filters")
    fold.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.closest('label').textContent")
    page.keyboard.press("Space")
    shown(page)

    assert page.evaluate("document.activeElement.checked")
    assert page.evaluate("document.activeElement.closest('label').textContent") == first
    expect(page.locator("[data-browse-fold]")).to_have_text(f"Show {count(page)} papers")


@pytest.mark.failing_site
def test_a_site_that_was_published_anew_is_loaded_anew(page: Page) -> None:
    outdated = [True]

    def older(route: Route) -> None:
        content = route.fetch().json()
        if outdated:
            outdated.pop()
            content["rows"] = ["00000000" for _ in content["rows"]]
        route.fulfill(json=content)

    page.route("**/data/browse/index.json", older)
    browse(page, "?tag=dpo")
    expect(page.locator(".pm-find__paper").first).to_be_visible()


@pytest.mark.failing_site
def test_a_failure_is_said_lists_are_offered_and_it_is_tried_again(page: Page) -> None:
    page.route("**/data/browse/*", lambda route: route.abort())
    page.goto("browse/")
    expect(status(page)).to_contain_text("The filters could not be loaded")
    expect(page.get_by_role("link", name="Mixture of experts")).to_be_visible()

    page.unroute("**/data/browse/*")
    page.evaluate("dispatchEvent(new Event('online'))")
    shown(page)
    expect(page.locator(".pm-find__paper").first).to_be_visible()


def test_the_newest_papers_are_there_before_any_is_loaded_unless_others_are_asked_for(
    page: Page,
) -> None:
    held: list[Route] = []
    is_open = False

    def hold(route: Route) -> None:
        if is_open:
            route.continue_()
        else:
            held.append(route)

    page.route("**/data/browse/*", hold)
    papers = page.locator(".pm-find__paper")
    page.goto("browse/?tag=rlhf")
    expect(papers).to_have_count(10)
    expect(papers.filter(visible=True)).to_have_count(0)

    held.clear()
    with page.expect_request("**/data/browse/*"):
        page.goto("browse/")
    expect(papers.filter(visible=True)).to_have_count(10)
    is_open = True
    first = papers.first.element_handle()
    for route in held:
        route.continue_()
    shown(page)
    expect(papers).to_have_count(50)
    assert first.evaluate("paper => paper.isConnected")


def test_papers_that_the_page_comes_with_read_like_those_that_its_script_draws(page: Page) -> None:
    browse(page)
    papers = page.locator(".pm-find__paper")
    expect(papers).to_have_count(50)
    texts = papers.all_inner_texts()[:10]
    for order in ("oldest", "newest"):
        page.get_by_label("Sort by").select_option(order)
        shown(page)
    expect(papers).to_have_count(50)
    assert papers.all_inner_texts()[:10] == texts


def test_without_a_script_every_list_is_linked(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("browse/")
    expect(page.get_by_role("heading", name="Theme")).to_be_visible()
    page.get_by_role("link", name="Multimodal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Multimodal")


def test_tags_of_the_cloud_combine(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto("tags/")
    page.get_by_role("button", name="Combine tags").click()
    page.locator("#cloud").get_by_role("button", name=re.compile("^RLHF")).click()
    page.locator("#cloud").get_by_role("button", name=re.compile("^DPO")).click()
    place = page.locator("[data-combine] [role=status]")
    expect(place).to_have_text(re.compile(r"^\d+ papers? ha\w+ RLHF and DPO\.$"))
    shared = int(place.inner_text().split()[0])
    assert query(page) == "tag=rlhf,dpo"

    page.get_by_role("link", name="Show them").click()
    shown(page)
    assert count(page) == shared
