"""The reading list in a real browser: papers are saved, filed and noted on; what leaves it comes in
again whole, and nothing that is damaged or hostile changes it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.visit import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

LIST = "reading-list/"
ROWS = "[data-reading-list] > li"
SCRIPTS = "/library/assets/javascripts/"
MANY = 50


@pytest.fixture(scope="module")
def ids(site: Path) -> list[str]:
    """Papers of the library."""
    return sorted(path.parent.name for path in site.glob("papers/*/cite.json"))[:MANY]


def fill(page: Page, ids: list[str]) -> None:
    """Store papers with all that a list may have of them, of which every second is in a set."""
    page.goto("about/")
    page.evaluate(
        """async ([scripts, ids]) => {
            const store = await import(`${scripts}reading-store.js`);
            const { set, texts } = store.newSet("Read “soon” & later");
            store.write(texts);
            store.write(store.additions(ids.map((id, at) => ({
                id, title: `Title of ${id}`, by: "Somebody", date: String(2000 + at),
                read: at % 3 === 0, set: at % 2 ? set.id : "", note: at % 5 ? "" : "One\\n*two* 二",
            }))));
        }""",
        [SCRIPTS, ids],
    )


def stored(page: Page) -> list[dict[str, Any]]:
    """The papers of the list in their order, with the names of their sets."""
    papers: list[dict[str, Any]] = page.evaluate(
        """async (scripts) => {
            const { papers, sets } = (await import(`${scripts}reading-store.js`)).read();
            const names = Object.fromEntries(sets.map(({ id, name }) => [id, name]));
            return papers.map(({ rank, set, ...paper }) => ({ ...paper, set: names[set] ?? "" }));
        }""",
        SCRIPTS,
    )
    return papers


def raw(page: Page) -> dict[str, str]:
    """All that the browser keeps of the list."""
    kept: dict[str, str] = page.evaluate("({ ...localStorage })")
    return {key: text for key, text in kept.items() if key.startswith("pressmark-list ")}


def said(page: Page) -> Locator:
    return page.locator(".pm-said")


def a_link(values: object) -> str:
    """A link to a list of any values, as the site makes them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(values).encode()) + packer.flush()
    return "#list=1." + base64.urlsafe_b64encode(packed).decode().rstrip("=")


# Saving


def test_a_paper_is_saved_from_a_list_and_from_its_page_and_removed_again(page: Page) -> None:
    page.goto("papers/")
    entry = page.locator(".pm-entry").first
    title = entry.locator("h2").inner_text()
    entry.get_by_role("button", name=f"Save {title}", exact=True).click()
    saved = entry.get_by_role("button", name=f"Saved {title}", exact=True)
    expect(saved).to_have_attribute("aria-pressed", "true")
    expect(said(page)).to_have_text(re.compile("^Saved in this browser"))
    entry.locator("h2 a").click()
    own = page.locator(".pm-actions [data-save]")
    expect(own).to_have_text("Saved")
    own.click()
    expect(own).to_have_text("Save")
    page.get_by_role("button", name="Undo").click()
    expect(own).to_have_text("Saved")

    page.goto(LIST)

    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(f"{ROWS} h2")).to_have_text(title)


def test_a_paper_saved_on_its_own_page_has_the_line_that_it_has_from_a_list(page: Page) -> None:
    page.goto("papers/")
    entry = page.locator(".pm-entry", has=page.locator(".pm-by")).first
    entry.get_by_role("button", name=re.compile("^Save ")).click()
    expect(entry.get_by_role("button", name=re.compile("^Saved "))).to_be_visible()
    [from_list] = stored(page)
    entry.get_by_role("button", name=re.compile("^Saved ")).click()
    expect(entry.get_by_role("button", name=re.compile("^Save "))).to_be_visible()
    entry.locator("h2 a").click()

    own = page.locator(".pm-actions [data-save]")
    own.click()
    expect(own).to_have_text("Saved")

    [from_page] = stored(page)
    assert from_page == from_list
    assert from_page["title"] != from_page["id"]


@pytest.mark.long
def test_what_the_search_finds_is_saved_too(page: Page) -> None:
    page.goto("search/?q=alignment")
    page.locator(".pm-find__paper .pm-save").first.click()
    expect(page.locator(".pm-find__paper .pm-save").first).to_have_text("Saved")
    [paper] = stored(page)
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", paper["date"])
    assert " · " in paper["by"]


def test_nothing_is_saved_where_the_browser_keeps_nothing_and_this_is_said(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )
    page.goto("papers/")
    page.locator(".pm-save").first.click()
    expect(said(page)).to_contain_text("keep no data of this site")
    expect(page.locator(".pm-save").first).to_have_text("Save")

    page.goto(LIST)

    expect(page.get_by_role("alert")).to_contain_text("keep no data of this site")


def test_nothing_is_lost_where_the_storage_is_full_and_this_is_said(
    page: Page, ids: list[str]
) -> None:
    fill(page, ids[:3])
    before = raw(page)
    page.goto(LIST)
    page.evaluate(
        """() => {
            Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
        }"""
    )

    page.get_by_role("button", name="Remove Title").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("storage for this site is full")
    page.get_by_role("textbox", name="New set").fill("Another")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(said(page)).to_contain_text("storage for this site is full")
    assert len(raw(page)) == len(before) - 1


# The page


def test_papers_are_ordered_filed_noted_on_and_read_and_all_of_it_is_undone(
    page: Page, ids: list[str]
) -> None:
    fill(page, ids[:4])
    page.goto(LIST)
    rows = page.locator(ROWS)
    titles = [f"Title of {name}" for name in ids[:4]]
    expect(rows.locator("h2")).to_have_text(titles)

    page.get_by_role("button", name=f"Move down: {titles[0]}").click()
    expect(said(page)).to_have_text("Now 2 of 4.")
    page.get_by_role("link", name=titles[3]).press("Alt+ArrowUp")
    expect(rows.locator("h2")).to_have_text([titles[1], titles[0], titles[3], titles[2]])
    expect(page.get_by_role("link", name=titles[3])).to_be_focused()
    first = ",".join(ids[place] for place in (1, 0, 3, 2))
    compare = page.get_by_role("link", name="Compare the first six")
    expect(compare).to_have_attribute("href", re.compile(f"/compare/\\?ids={first}$"))

    page.get_by_role("button", name="Date", exact=True).click()
    expect(rows.locator("h2")).to_have_text(titles[::-1])
    page.get_by_role("button", name="My own", exact=True).click()
    page.get_by_role("checkbox", name=f"Read: {titles[1]}").check()
    page.get_by_role("combobox", name=f"Set of {titles[0]}").select_option(index=1)
    rows.first.locator("summary").click()
    page.get_by_role("textbox", name=f"Note on {titles[1]}").fill("My *note*")
    page.get_by_role("textbox", name="New set").fill("Empty")
    page.get_by_role("button", name="Add", exact=True).click()
    page.reload()

    papers = {paper["title"]: paper for paper in stored(page)}
    assert papers[titles[1]]["note"] == "My *note*"
    assert papers[titles[0]]["set"] == papers[titles[3]]["set"] != ""
    assert papers[titles[1]]["read"]
    page.get_by_role("button", name="Read “soon” & later").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Delete the set").click()
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Read “soon” & later").click()
    page.get_by_role("textbox", name="Name of the set").fill("Soon")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("button", name="Soon 3")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Remove the papers above").click()
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(3)
    assert violations(page) == []


def test_two_tabs_lose_nothing_and_a_list_that_one_empties_can_be_put_back(
    page: Page, ids: list[str]
) -> None:
    fill(page, ids[:2])
    page.goto(LIST)
    other = page.context.new_page()
    other.goto(f"papers/{ids[5]}/")
    other.locator("[data-save]").first.click()
    page.get_by_role("button", name=f"Remove Title of {ids[0]}").click()
    expect(page.locator(ROWS)).to_have_count(2)
    assert [paper["id"] for paper in stored(other)] == [ids[1], ids[5]]
    before = raw(page)

    other.evaluate("localStorage.clear()")

    expect(page.locator(ROWS)).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(ROWS)).to_have_count(2)
    assert raw(page) == before


@pytest.mark.long
@pytest.mark.missing_page
def test_what_is_stored_by_others_is_looked_at_before_it_is_shown(
    page: Page, ids: list[str]
) -> None:
    fill(page, ids[:1])
    page.evaluate(
        """(list) => {
            localStorage[`${list}paper ../up`] = '{"v":1,"title":"Up"}';
            localStorage[`${list}paper a-paper`] = "{";
            localStorage[`${list}paper tomorrow`] = '{"v":2,"title":"Of tomorrow"}';
            localStorage[`${list}paper hostile`] =
                '{"v":1,"title":"<img src=x onerror=alert(1)>","rank":"x","set":{},"note":[1]}';
        }""",
        "pressmark-list /library/ ",
    )

    page.goto(LIST)

    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(ROWS).locator("img")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("1 entry of a newer version")
    page.evaluate(
        "(key) => localStorage.removeItem(key)", "pressmark-list /library/ paper tomorrow"
    )
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("2 entries of the list can't be read")
    page.get_by_role("button", name="Remove what is damaged").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(stored(page)) == 2


@pytest.mark.missing_page
def test_a_renamed_paper_is_followed_and_one_that_is_gone_is_named(
    page: Page, ids: list[str]
) -> None:
    page.route(
        "**/data/identifiers.json",
        lambda route: route.fulfill(json={"papers": [[ids[0], "earlier"]]}),
    )
    fill(page, ["earlier", "gone"])

    page.goto(LIST)

    expect(page.locator(".pm-reading-gone:visible")).to_have_text("No longer in the library.")
    assert [paper["id"] for paper in stored(page)] == [ids[0], "gone"]


@pytest.mark.long
def test_papers_like_those_of_the_list_are_found_with_reasons(page: Page, ids: list[str]) -> None:
    fill(page, ids[:5])
    page.goto(LIST)
    page.get_by_role("button", name="Find papers like these").click()
    likes = page.locator("[data-reading-likes] > li")
    expect(likes.first).to_contain_text("Related to “")
    large: list[dict[str, Any]] = page.evaluate(
        """async ([scripts, papers]) => {
            const { papersLike } = await import(`${scripts}reading-like.js`);
            return papersLike(papers, (id) => papers.some((paper) => paper.id === id), true);
        }""",
        [SCRIPTS, [{"id": name, "title": name} for name in ids[:5]]],
    )
    found = likes.locator("a").evaluate_all(
        "(links) => links.map((link) => link.pathname.split('/').at(-2))"
    )
    assert 0 < len(found) <= 10
    assert not {*found} & {*ids[:5]}
    # Large libraries have one file for all papers.
    assert [paper["id"] for paper in large] == found
    assert all(paper["title"] and paper["reason"] for paper in large)

    likes.locator(".pm-save").first.click()

    expect(page.locator(ROWS)).to_have_count(6)


def test_without_scripts_the_page_says_what_it_needs(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(LIST)
    expect(page.locator("noscript p").filter(has_text="needs JavaScript")).to_be_visible()
    expect(page.locator("[data-reading-body]")).to_be_hidden()


# What leaves the list and comes in


@pytest.mark.long
def test_fifty_papers_survive_every_format_and_a_link(page: Page, ids: list[str]) -> None:
    fill(page, ids)
    page.goto("about/")
    came: dict[str, Any] = page.evaluate(
        """async (scripts) => {
            const store = await import(`${scripts}reading-store.js`);
            const share = await import(`${scripts}reading-share.js`);
            const { backup, parse } = await import(`${scripts}reading-formats.js`);
            const { identifiers, normal } = await import(`${scripts}reading-files.js`);
            const { papers, sets } = store.read();
            const known = await identifiers();
            const texts = { markdown: share.markdown(papers, sets) };
            texts.backup = JSON.stringify(backup(papers, sets));
            for (const ending of ["bib", "ris", "json"]) {
                texts[ending] = (await share.citations(papers, ending)).text;
            }
            const lists = Object.entries(texts).map(([name, text]) => [name, parse(text)]);
            const link = await share.link(papers, sets, true);
            lists.push(["link", await share.fromLink(new URL(link).hash)]);
            const shown = ({ sets, papers }) => papers.map(({ names, own = {} }) => [
                names.map((name) => known.get(normal(name))).find(Boolean),
                sets[own.set] ?? "", own.read ?? false, own.note ?? "",
            ]);
            const came = Object.fromEntries(lists.map(([name, list]) => [name, shown(list)]));
            return { ...came, size: link.length };
        }""",
        SCRIPTS,
    )
    list_ = stored(page)
    whole = [[p["id"], p["set"], p["read"], p["note"]] for p in list_]
    assert [name for name, *_ in whole] == ids
    print(f"\na link to {len(ids)} papers has {came['size']} characters")
    assert came["size"] < 4_000
    assert came["link"] == came["backup"] == whole
    # Markdown names papers set by set.
    assert sorted(came["markdown"]) == sorted(whole)
    for name in ("bib", "ris", "json"):
        assert [paper for paper, *_ in came[name]] == ids, name


def test_a_link_brings_a_list_after_a_look_at_it_and_nothing_of_it_leaves_the_browser(
    page: Page, open_page: OpenPage, server: SiteServer, ids: list[str]
) -> None:
    fill(page, ids)
    page.goto(LIST)
    page.get_by_role("button", name="Copy a link").click()
    link = page.get_by_label("Link to the list")
    expect(link).to_have_value(re.compile("#list=1"))
    reader = open_page()
    fill(reader, ids[40:42])
    before = raw(reader)
    server.sent.clear()

    reader.goto(link.input_value())

    preview = reader.get_by_role("region", name="Papers to add")
    expect(preview).to_contain_text("50 papers, 48 new.")
    assert raw(reader) == before
    assert "#" not in reader.url
    preview.get_by_role("button", name="Add 48 papers").click()
    expect(said(reader)).to_contain_text("Added 48 papers.")
    papers = stored(reader)
    assert sorted(paper["id"] for paper in papers) == ids
    assert {paper["set"] for paper in papers} == {"", "Read “soon” & later"}
    assert not any(paper["title"].startswith("Title of") for paper in papers[2:])
    asked = {path for path, _ in server.sent}
    assert not [path for path in asked if "?" in path or "list=" in path]
    reader.get_by_role("button", name="Undo").click()
    expect(reader.locator(ROWS)).to_have_count(2)
    assert raw(reader) == before


def test_a_file_of_a_reference_manager_names_what_the_library_lacks(
    page: Page, ids: list[str], site: Path
) -> None:
    works = [json.loads((site / "papers" / name / "cite.json").read_bytes())[0] for name in ids]
    doi = next(work for work in works if "DOI" in work and not work["DOI"].startswith("10.48550"))
    text = f"""@article{{own-key:1, title = {{A {{B}}raced "title"}}, doi = {{https://doi.org/{doi["DOI"].upper()}}}}}
@misc{{elsewhere, title={{Not here, nor there}}, year=2020}}"""
    page.goto(LIST)

    page.get_by_role("textbox", name="Text or link").fill(text)
    page.get_by_role("button", name="Look at it").click()

    preview = page.get_by_role("region", name="Papers to add")
    expect(preview).to_contain_text("1 paper, 1 new. Not in this library: “Not here, nor there”.")
    preview.get_by_role("button", name="Cancel").click()
    assert stored(page) == []
    page.get_by_role("button", name="Look at it").click()
    preview.get_by_role("button", name="Add 1 paper").click()
    expect(page.locator(ROWS)).to_have_count(1)
    assert stored(page)[0]["id"] == doi["id"]


HOSTILE_LINKS = {
    "cut off": a_link({"version": 1, "papers": [{"id": "a"}]})[:-9],
    "no base 64": "#list=1.%%%",
    "of tomorrow": "#list=2.AAAA",
    "a newer list": a_link({"version": 2, "papers": []}),
    "no list": a_link("papers"),
    "nothing": a_link({"version": 1, "papers": []}),
    "no id": a_link({"version": 1, "papers": [{"id": "../../up"}]}),
    "a set that is none": a_link({"version": 1, "papers": [{"id": "a", "set": "length"}]}),
    "too many": a_link({"version": 1, "papers": [{"id": f"a{n}"} for n in range(3_000)]}),
    "a little that makes a lot": a_link({"version": 1, "papers": [{"id": "a" * 20_000_000}]}),
    "too long": "#list=1." + "A" * 300_000,
}
HOSTILE_TEXTS = {
    "nothing": " ",
    "half of it": '[{"id": "a"}',
    "numbers": "[1, 2, 3]",
    "an open brace": "@article{a, title = {" + "{" * 200_000,
    "many entries": "@a{b" * 200_000,
    "white space": "@" + " \n" * 500_000,
    "brackets": "[" * 400_000 + " x",
    "links": "see " + "10.1000/" * 100_000,
    "records": "TY  - " * 100_000 + "\nER  -",
    "longer than a list": "x" * 5_000_001,
}


def test_a_damaged_or_hostile_link_or_text_gives_a_message_and_no_change(
    page: Page, ids: list[str]
) -> None:
    fill(page, ids[:2])
    page.goto("about/")
    before = raw(page)
    reasons: dict[str, str] = page.evaluate(
        """async ([scripts, links, texts]) => {
            const { fromLink } = await import(`${scripts}reading-share.js`);
            const { parse } = await import(`${scripts}reading-formats.js`);
            const reasons = {};
            const why = async (name, read) => {
                const start = performance.now();
                const reason = await Promise.resolve().then(read).then(
                    (list) => `read: ${list.papers.length}`, ({ message }) => message);
                reasons[name] = performance.now() - start > 5000 ? "slow" : reason;
            };
            for (const [name, link] of Object.entries(links)) {
                await why(`link: ${name}`, () => fromLink(link));
            }
            for (const [name, text] of Object.entries(texts)) await why(name, () => parse(text));
            return reasons;
        }""",
        [SCRIPTS, HOSTILE_LINKS, HOSTILE_TEXTS],
    )
    assert {name: reason for name, reason in reasons.items() if not reason.startswith("it ")} == {
        "an open brace": "read: 1",
        "links": "read: 1",
    }

    page.goto(LIST + HOSTILE_LINKS["cut off"])

    expect(said(page)).to_contain_text("it is damaged, or was cut off")
    expect(page.locator(ROWS)).to_have_count(2)
    assert raw(page) == before
