"""Pages of papers in many languages, with long words and many authors, on small screens, on paper,
in forced colours, and for those who ask for less motion or more contrast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, PHONE, Visit, markup_faults, rest, violations
from tests.effort import IS_LONG, drawn
from tests.languages import LONG, TITLES, site_of_languages
from tests.project import shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import OpenPage

# A desktop of 1280 by 1024 dots, whose page is enlarged to 400 %.
ENLARGED = {"width": 320, "height": 256}
KINDS = {
    "home": "",
    "longest paper": "papers/longest/",
    "crowded paper": "papers/crowded/",
    "paper from right to left": "papers/hebrew/",
    "papers": "papers/",
    "themes": "themes/",
    "theme": "themes/tides/",
    "tags": "tags/",
    "tag": "tags/long/",
    "authors": "authors/",
    "author": "papers/longest/ .pm-authors a",
    "years": "years/",
    "year": "years/2023/",
    "venues": "venues/",
    "venue": "papers/longest/ .pm-facts a[href*=venues]",
    "kinds": "kinds/",
    "explore": "explore/",
    "map": "map/",
    "browse": "browse/?sort=title",
    "evidence": "evidence/",
    "theme's evidence": "evidence/tides/",
    "compare": "compare/?ids=longest,crowded,hebrew",
    "paths": "paths/",
    "path": "paths/ .pm-path-card a",
    "new": "new/",
    "reading list": "reading-list/",
    "search": "search/",
    "found": "search/?q=summary",
    "hand-written": "about/",
    "subscribe": "subscribe/",
    "digests": "digests/",
    "digest": "digests/2023-01-02/",
    "missing": "no/such/page/",
    "embed": "papers/longest/embed/",
}
ALIKE = {
    *("themes", "theme", "author", "authors", "year", "venues", "kinds", "evidence", "path"),
    *("paths", "reading list", "search", "subscribe", "digests", "digest", "missing"),
    *("papers", "tag", "years", "venue", "map", "browse", "new", "embed"),
}

# Of those whose templates share all that takes room, one is enough.
OF_RUN = list(KINDS) if IS_LONG else [kind for kind in KINDS if kind not in ALIKE]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "languages", site_of_languages)


@pytest.fixture(scope="module")
def base_url(site: Path) -> Iterator[str]:
    with SiteServer(site) as running:
        yield running.address


@dataclass(frozen=True)
class Opened:
    """A page of a kind, in a tab that shows one after the other."""

    kind: str
    page: Page


@pytest.fixture(scope="module")
def tab(browser: Browser, base_url: str) -> Iterator[Page]:
    with Visit(browser, base_url, may_miss=True) as visit:
        yield visit.open(reduced_motion="reduce")


@pytest.fixture(scope="module", params=OF_RUN)
def opened(request: pytest.FixtureRequest, tab: Page) -> Opened:
    """A page of each kind, which all tests of its kind look at."""
    address, _, link = KINDS[request.param].partition(" ")
    plain(tab)
    tab.goto(address)
    if link:
        tab.goto(tab.locator(link).first.evaluate("(link) => link.href"))
    rest(tab)
    return Opened(request.param, tab)


def plain(page: Page) -> None:
    """Show pages as most readers see them."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(
        media="screen", color_scheme="light", forced_colors="none", contrast="no-preference"
    )


# What stands in the page and ends right of it; what scrolls by itself, as papers side by side do,
# and who sees nothing of it are left out.
SIDEWAYS = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.right > innerWidth + 1 && box.width > 1
        && element.checkVisibility() && !element.closest("pre, .pm-math, .md-typeset__table")
        && !element.closest(".pm-compare__region > *, .pm-hidden, .pm-skip");
}).map((element) => element.outerHTML.slice(0, 80))"""


def test_long_words_and_addresses_make_no_page_wider_than_its_screen(opened: Opened) -> None:
    page = opened.page
    plain(page)
    found = {}
    for width in drawn((320, 390, 768, 1280), 2):
        page.set_viewport_size({"width": width, "height": 800})
        if wide := page.evaluate(SIDEWAYS):
            found[width] = wide
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.setdefault(width, []).append("it scrolls")

    assert found == {}


def test_a_library_s_name_and_pages_that_are_called_at_length_fit_their_screens(
    page: Page,
) -> None:
    page.goto("themes/")
    page.evaluate(
        """(name) => {
            document.querySelector(".pm-brand span").textContent = name;
            for (const link of document.querySelectorAll(":is(.pm-nav, .pm-menu) a")) {
                link.textContent = name.slice(0, 60);
            }
        }""",
        LONG,
    )
    for width in (320, 390, 768, 960, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == [], width
        for tool in page.locator(".pm-tools :is(a, button):visible").all():
            expect(tool).to_be_in_viewport(ratio=0.9)


def test_on_a_screen_of_a_few_lines_no_text_scrolls_in_two_directions(opened: Opened) -> None:
    page = opened.page
    plain(page)
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
            const style = getComputedStyle(element);
            return /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth
                && !element.closest("pre code, .md-typeset pre, .pm-math, .md-typeset__table")
                && !element.matches(".pm-compare__region");
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
            const { position } = getComputedStyle(element);
            return /fixed|sticky/.test(position) && element.checkVisibility()
                && element.getBoundingClientRect().height > innerHeight / 4
                && !element.closest(".pm-hidden, .pm-skip");
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )

    assert wide == []
    assert hidden == []


# The relative luminance of what is drawn in, as WCAG has it.
LUMINANCE = """(colour) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}"""


@pytest.mark.parametrize("chosen", drawn([None, "dark"], 1))
def test_a_dark_page_is_printed_black_on_white(opened: Opened, chosen: str | None) -> None:
    page = opened.page
    plain(page)
    page.emulate_media(media="print", color_scheme="dark")
    if chosen:
        page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    faults = page.evaluate(
        f"""() => {{
            const luminance = {LUMINANCE};
            const faults = [];
            for (const element of document.querySelectorAll("body, body *")) {{
                if (!element.checkVisibility() || element.closest(".pm-hidden")) continue;
                const {{ color, backgroundColor }} = getComputedStyle(element);
                const says = [...element.childNodes].some(
                    (node) => node.nodeType === 3 && node.textContent.trim());
                if (says && luminance(color) > 0.2) faults.push(["pale", color, element]);
                const isShown = !/, 0\\)$|transparent/.test(backgroundColor);
                const isBar = element.classList.contains("pm-share");
                if (isShown && !isBar && luminance(backgroundColor) < 0.8) {{
                    faults.push(["dark ground", backgroundColor, element]);
                }}
            }}
            delete document.documentElement.dataset.scheme;
            return faults.map(([...said]) => [...said.slice(0, 2), said[2].outerHTML.slice(0, 80)]);
        }}"""
    )

    assert faults == []


def test_what_is_folded_is_printed_and_what_only_screens_can_do_is_not(opened: Opened) -> None:
    page = opened.page
    plain(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
    page.emulate_media(media="print")
    # Chromium draws what was folded a frame later.
    page.wait_for_function(
        """() => [...document.querySelectorAll("details > :not(summary)")].every(
            (part) => part.checkVisibility({ contentVisibilityAuto: true })
                && part.getBoundingClientRect().height)"""
    )
    of_screens = page.evaluate(
        """() => [...document.querySelectorAll("nav, button, input, select, dialog")].filter(
            (part) => part.checkVisibility() && part.getBoundingClientRect().height > 1
        ).map((part) => part.outerHTML.slice(0, 80))"""
    )
    plain(page)

    assert of_screens == []


def test_nothing_breaks_for_those_who_ask_for_more_contrast(opened: Opened) -> None:
    page = opened.page
    plain(page)
    ink = page.locator("body").evaluate("(body) => getComputedStyle(body).color")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, contrast="more")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.evaluate(SIDEWAYS) == []
    if opened.kind != "embed":
        page.emulate_media(color_scheme="light", contrast="more")
        assert ink != page.locator("body").evaluate("(body) => getComputedStyle(body).color")


def test_nothing_moves_for_those_who_ask_for_less_motion(opened: Opened) -> None:
    page = opened.page
    plain(page)
    moving = page.evaluate(
        """() => document.getAnimations().length
            + [...document.querySelectorAll("body *")].filter((element) => {
                const { animationName, transitionDuration } = getComputedStyle(element);
                return animationName !== "none" || !/^[0s, ]*$/.test(transitionDuration);
            }).length"""
    )

    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_pages_of_many_languages_are_valid_and_accessible(site: Path, open_page: OpenPage) -> None:
    papers = ("hebrew", "persian", "german", "longest", "crowded", *TITLES)
    pages = [f"papers/{paper}/" for paper in papers]
    lists = ["", "papers/", "themes/lamps/", "tags/hebrew/", "authors/", "venues/"]
    assert markup_faults([site / page / "index.html" for page in (*pages, *lists)]) == []

    page = open_page()
    for address in drawn((*pages[:4], "themes/lamps/", "search/?theme=lamps"), 3):
        page.goto(address)
        rest(page)
        assert violations(page) == [], address


# The menu, the search box and citations at 400 %


def assert_reachable(page: Page, items: Locator) -> None:
    """Fail unless the keyboard or a finger gets to each of the items, and it is seen then."""
    assert items.count() > 3
    for item in items.all():
        item.scroll_into_view_if_needed()
        expect(item).to_be_in_viewport(ratio=0.9)
        box = item.bounding_box()
        assert box
        assert item.evaluate(
            """(item) => {
                const { left, top, width, height } = item.getBoundingClientRect();
                const shown = document.elementFromPoint(left + width / 2, top + height / 2);
                return item.contains(shown) || shown.contains(item);
            }"""
        ), "something else is in front of it"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_every_link_of_the_menu_is_reached_on_a_screen_of_a_few_lines(
    open_page: OpenPage,
) -> None:
    page = open_page(viewport=ENLARGED)
    page.goto("about/")
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="All sections")
    expect(menu).to_be_in_viewport()

    assert_reachable(page, menu.get_by_role("link"))
    assert menu.evaluate("(menu) => menu.scrollWidth <= menu.clientWidth")


def test_every_part_of_the_search_box_is_reached_on_a_screen_of_a_few_lines(
    open_page: OpenPage,
) -> None:
    page = open_page(viewport=ENLARGED)
    page.goto("papers/")
    page.keyboard.press("/")
    page.fill("#pm-search-field", "observation")
    expect(page.get_by_role("option").first).to_be_visible()
    box = page.get_by_role("dialog")

    assert_reachable(page, box.get_by_role("option"))
    assert_reachable(page, box.locator(":is(a, input, button):visible"))
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    for _ in range(page.get_by_role("option").count() - 1):
        page.keyboard.press("ArrowDown")
        expect(page.locator("[aria-selected=true]")).to_be_in_viewport(ratio=0.9)
        expect(page.locator("#pm-search-field")).to_be_in_viewport()


def test_every_way_to_cite_is_reached_on_a_screen_of_a_few_lines(open_page: OpenPage) -> None:
    page = open_page(viewport=ENLARGED)
    page.goto("papers/hebrew/#cite")
    page.locator(".pm-cite summary").last.click()

    assert_reachable(page, page.locator(".pm-cite summary, .pm-cite button, .pm-cite a"))


# Forced colours


@pytest.fixture(scope="module")
def forced(browser: Browser, base_url: str) -> Iterator[Page]:
    with Visit(browser, base_url) as visit:
        yield visit.open(forced_colors="active")


def looks(item: Locator) -> Any:
    """What tells an item from its neighbours where colours are forced."""
    return item.evaluate(
        """(item) => {
            const style = getComputedStyle(item);
            const ground = getComputedStyle(document.body).backgroundColor;
            const isClear = / 0\\)$/.test(style.backgroundColor);
            return [
                style.color,
                isClear ? ground : style.backgroundColor,
                parseFloat(style.borderBlockEndWidth) && style.borderBlockEndColor,
            ];
        }"""
    )


@pytest.mark.parametrize(
    ("address", "chosen", "other"),
    [
        ("papers/", ".pm-nav [aria-current]", ".pm-nav a:not([aria-current])"),
        ("papers/", ".pm-sorter [aria-pressed=true]", ".pm-sorter [aria-pressed=false]"),
        ("tags/", ".pm-sorter [aria-pressed=true]", ".pm-sorter [aria-pressed=false]"),
    ],
)
def test_what_is_chosen_shows_in_forced_colours(
    address: str, chosen: str, other: str, forced: Page
) -> None:
    forced.goto(address)

    assert looks(forced.locator(chosen).first) != looks(forced.locator(other).first)


def test_the_switch_for_dark_colours_shows_its_state_in_forced_colours(forced: Page) -> None:
    forced.goto("")
    button = forced.get_by_role("button", name="Dark colours")
    before = looks(button)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")

    assert looks(button) != before
    button.click()


def test_the_chosen_paper_of_the_search_box_shows_in_forced_colours(forced: Page) -> None:
    forced.goto("papers/")
    forced.keyboard.press("/")
    forced.fill("#pm-search-field", "night")
    expect(forced.get_by_role("option").nth(1)).to_be_visible()
    chosen = forced.locator("[role=option][aria-selected=true]")
    other = forced.locator("[role=option][aria-selected=false]").first

    assert looks(chosen) != looks(other)


def test_filters_in_use_show_in_forced_colours(forced: Page) -> None:
    forced.goto("search/?q=night&theme=lamps")
    rest(forced)
    chosen = forced.locator(".pm-find__chosen button")

    assert looks(chosen.first) != looks(chosen.last)
    expect(forced.locator(".pm-facet input:checked")).to_have_count(1)


def test_bars_sizes_and_the_focus_show_in_forced_colours(forced: Page) -> None:
    forced.goto("years/")
    bar = forced.locator(".pm-share").first
    ground = forced.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    expect(bar).not_to_have_css("background-color", ground)
    forced.keyboard.press("Tab")
    forced.keyboard.press("Tab")
    focus = forced.locator(":focus-visible")
    expect(focus).to_have_css("outline-style", "solid")
    assert focus.evaluate("(e) => getComputedStyle(e).outlineColor") != ground
    forced.goto("tags/")
    sizes = forced.locator(".pm-cloud a").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).fontSize)"
    )
    assert len({*sizes}) > 1
    for icon in forced.locator(".pm-tools .pm-icon:visible").all():
        expect(icon).not_to_have_css("background-color", ground)


# Many authors


def test_a_paper_of_thousands_of_authors_opens_small_and_gives_all_of_them(
    open_page: OpenPage,
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("papers/crowded/")
    rest(page)
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * DESKTOP["height"]
    expect(page.get_by_text("and 2,992 more authors")).to_be_visible()
    bibtex = page.locator(".pm-cite details").first
    expect(bibtex.locator("pre")).to_be_hidden()
    bibtex.locator("summary").click()
    expect(bibtex.locator("pre")).to_contain_text("and others")
    expect(bibtex).to_contain_text("first of its 3,000 authors")

    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_text("BibTeX copied", exact=True)).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count(" and ") == 2_999
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX", exact=True).click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert saved.count(" and ") == 2_999


def test_bibtex_of_a_few_authors_is_open_and_that_of_many_is_folded(page: Page) -> None:
    page.goto("papers/hebrew/")
    expect(page.locator(".pm-cite pre").first).to_be_visible()
    page.goto("papers/longest/")
    expect(page.locator(".pm-cite pre").first).to_be_hidden()


# Languages and directions


def said(item: Locator) -> tuple[str | None, str, str]:
    """The language of an item as it or what holds it says, its direction, and its alignment."""
    found = item.evaluate(
        """(item) => {
            const { direction, textAlign } = getComputedStyle(item);
            return [item.closest("[lang]").lang, direction, textAlign];
        }"""
    )
    return tuple(found)


def test_texts_from_right_to_left_have_their_direction_and_language(page: Page) -> None:
    page.goto("papers/hebrew/")
    main = page.get_by_role("main")
    hebrew = ("he", "rtl", "start")
    assert said(main.locator("h1")) == hebrew
    assert said(main.get_by_text("איש אינו יודע.")) == hebrew
    assert said(main.locator(".pm-digest ul")) == hebrew
    assert said(main.get_by_text("תקציר בעברית")) == hebrew
    assert said(main.get_by_text("מנורות שנספרו")) == hebrew
    assert said(main.locator(".pm-tldr"))[:2] == ("en", "ltr")
    assert said(main.locator(".pm-tldr bdi"))[:2] == ("he", "rtl")
    assert said(main.get_by_text("An English paragraph"))[:2] == ("en", "ltr")
    assert said(main.locator(".pm-authors bdi").last)[:2] == ("ar", "rtl")
    assert said(main.locator(".pm-fold dd bdi").first)[:2] == ("he", "rtl")
    # Names stand in the order of the record, and their commas between them.
    names = main.locator(".pm-authors a").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert names == sorted(names)


def test_a_summary_from_right_to_left_has_its_bar_on_the_right(page: Page) -> None:
    page.goto("papers/persian/")
    summary = page.locator(".pm-tldr")
    assert said(summary) == ("fa", "rtl", "start")
    expect(summary).to_have_css("border-right-width", "4px")
    expect(summary).to_have_css("border-left-width", "0px")
    assert said(summary.locator("strong"))[0] == "en"


def test_lists_search_and_embeds_say_the_languages_of_titles(page: Page) -> None:
    hebrew, german = "מבוא ללמידה", "Über das Zählen"
    for address in ("papers/", "themes/lamps/", "tags/night/", "years/2021/"):
        page.goto(address)
        assert said(page.get_by_role("main").get_by_role("link", name=hebrew))[:2] == ("he", "rtl")
    page.goto("papers/")
    assert said(page.get_by_role("main").get_by_role("link", name=german))[0] == "de"
    page.goto("papers/german/embed/")
    assert said(page.get_by_role("heading"))[0] == "de"
    page.goto("papers/hebrew/embed/")
    assert said(page.get_by_role("heading"))[:2] == ("he", "rtl")
    page.goto("search/?theme=lamps")
    assert said(page.get_by_role("link", name=hebrew))[:2] == ("he", "rtl")
    assert said(page.get_by_role("link", name=german))[:2] == ("de", "ltr")
    page.goto("papers/")
    page.keyboard.press("/")
    page.fill("#pm-search-field", "Über das Zählen")
    option = page.get_by_role("option", name=german)
    expect(option).to_be_visible()
    assert said(option.locator(".pm-search__title"))[0] == "de"


def test_hand_written_paragraphs_begin_where_their_language_does(page: Page) -> None:
    page.goto("about/")
    paragraph = page.get_by_text("זה דף בעברית")
    left, right = paragraph.evaluate(
        """(paragraph) => {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const [text, around] = [range, paragraph].map((one) => one.getBoundingClientRect());
            return [text.left - around.left, around.right - text.right];
        }"""
    )
    assert left > right
    assert said(page.get_by_text("Laternen werden"))[0] == "de"
