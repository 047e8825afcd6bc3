"""Search in a real browser, on the real library: what is found through the box in the header, and
what the search page does with filters, the address bar and the keyboard."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from pressmark.library.loading.load import load
from pressmark.search import words
from tests.browser.visit import end_timers, hold_timers, rest
from tests.conftest import SAMPLE
from tests.effort import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Locator, Page, Route

    from pressmark.library.paper import Paper
    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

FIELD = "#pm-search-field"
OPTION = "#pm-search-list [role=option]"
PAPER = ".pm-find__paper"
FIRST_QUERY = 150_000
EVERY_PAPER = "?sort=date"
BOXES = 4
PAUSE = 120  # milliseconds without a key before the box searches


@pytest.fixture
def page(tab: Page) -> Page:
    """The page of all tests here but those that need an empty cache or a clock of their own."""
    return tab


@pytest.fixture
def cold(tab: Page, open_page: OpenPage) -> Page:
    """A page that needs to ask for all of its files, while the other one asks for none."""
    tab.goto("about:blank")
    return open_page()


@pytest.fixture(scope="session")
def papers() -> list[Paper]:
    return list(load(SAMPLE / "content").papers.values())


@pytest.fixture(scope="session")
def hundred(papers: list[Paper]) -> list[Paper]:
    """Papers drawn at random, the same ones every time; in a long run a hundred."""
    return drawn(random.Random(209).sample(papers, min(100, len(papers))), 40)  # noqa: S311


def open_box(page: Page) -> Locator:
    page.goto("papers/")
    page.keyboard.press("/")
    return page.locator(FIELD)


def wait_for_answer(page: Page, query: str) -> None:
    page.wait_for_function(
        "query => document.getElementById('pm-search-list').dataset.query === query", arg=query
    )


def ask(page: Page, query: str) -> list[str]:
    """Addresses that the open box answers a query with, relative to the site's root."""
    page.fill(FIELD, query)
    wait_for_answer(page, query)
    return answers(page)


def answers(page: Page) -> list[str]:
    found: list[str] = page.locator(OPTION).evaluate_all(
        "options => options.map(option => option.pathname.replace('/library/', ''))"
    )
    return found


Question = tuple["Paper", str]


def misses(page: Page, questions: Sequence[Question]) -> list[str]:
    """The questions that do not find their paper first, of the module that box and search page
    ask."""
    page.goto("papers/")
    found: list[str] = page.evaluate(
        """async (queries) => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const found = [];
            for (const query of queries) {
                const [first] = await (await search(query.trim())).next(1);
                found.push(first ? new URL(first.address).pathname : "");
            }
            return found;
        }""",
        [query for _, query in questions],
    )
    return missed(questions, [address.replace("/library/", "") for address in found])


def misses_in_box(page: Page, questions: Sequence[Question]) -> list[str]:
    """The questions that do not find their paper first when typed into the box. Several boxes are
    asked at a time, since most of an answer's time is the pause in which somebody might type on."""
    boxes = [page, *(page.context.new_page() for _ in range(BOXES - 1))]
    for box in boxes:
        open_box(box)
    found = []
    for start in range(0, len(questions), BOXES):
        asked = list(zip(boxes, questions[start : start + BOXES], strict=False))
        for box, (_, query) in asked:
            box.fill(FIELD, query)
        for box, (_, query) in asked:
            wait_for_answer(box, query.strip())
            found.append("".join(answers(box)[:1]))
    for box in boxes[1:]:
        box.close()
    return missed(questions, found)


def missed(questions: Sequence[Question], found: Sequence[str]) -> list[str]:
    return [
        f"{query!r} found {first}, not {paper.id}"
        for (paper, query), first in zip(questions, found, strict=True)
        if first != f"papers/{paper.id}/"
    ]


def report(what: str, questions: Sequence[object], misses: list[str]) -> float:
    """How many of the questions, from 0 to 1, have the right paper first."""
    found = len(questions) - len(misses)
    print(f"\n{what}: {found} of {len(questions)} first", *misses, sep="\n  ")
    return found / len(questions)


def longest_words(paper: Paper, number: int) -> list[str]:
    once = dict.fromkeys(re.findall(r"[^\W_]+", paper.title))
    return sorted(once, key=len, reverse=True)[:number]


def swapped(word: str, dice: random.Random) -> str:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return word
    at = dice.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def missing(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    return word[:at] + word[at + 1 :]


def added(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word) + 1)
    return word[:at] + dice.choice("abcdefghijklmnopqrstuvwxyz") + word[at:]


def with_error(paper: Paper, error: Callable[[str, random.Random], str]) -> str:
    dice = random.Random(paper.id)  # noqa: S311
    words = longest_words(paper, 3)
    at = dice.randrange(len(words))
    words[at] = error(words[at], dice)
    return " ".join(words)


# What is found


def test_every_title_typed_in_full_finds_its_paper_first(page: Page, papers: list[Paper]) -> None:
    questions = [(paper, paper.title) for paper in drawn(papers, 60)]
    assert report("title in full", questions, misses(page, questions)) == 1


def test_a_title_typed_into_the_box_finds_its_paper_first(page: Page, papers: list[Paper]) -> None:
    questions = [(paper, paper.title) for paper in drawn(papers, BOXES)]
    assert report("title in the box", questions, misses_in_box(page, questions)) == 1


@pytest.mark.long
def test_a_mistyped_title_in_the_box_is_answered_as_elsewhere(
    page: Page, hundred: list[Paper]
) -> None:
    questions = [(paper, with_error(paper, swapped)) for paper in drawn(hundred, 4)]
    assert misses_in_box(page, questions) == misses(page, questions)


def test_every_arxiv_id_finds_its_paper_first(page: Page, papers: list[Paper]) -> None:
    questions = [(paper, paper.arxiv) for paper in papers if paper.arxiv]
    assert questions
    assert report("arXiv id", questions, misses(page, questions)) == 1


def test_three_words_of_a_title_find_its_paper_first(page: Page, hundred: list[Paper]) -> None:
    questions = [(paper, " ".join(longest_words(paper, 3))) for paper in hundred]
    assert report("three longest words", questions, misses(page, questions)) >= 0.98


@pytest.mark.parametrize("error", drawn([swapped, missing, added], 1))
def test_a_typing_error_is_forgiven(
    error: Callable[[str, random.Random], str], page: Page, hundred: list[Paper]
) -> None:
    questions = [(paper, with_error(paper, error)) for paper in hundred]
    assert report(f"a letter {error.__name__}", questions, misses(page, questions)) >= 0.9


def test_an_author_and_a_word_find_the_paper_first(page: Page, papers: list[Paper]) -> None:
    known = [paper for paper in papers if paper.authors]
    some = drawn(random.Random(207).sample(known, min(100, len(known))), 40)  # noqa: S311
    questions = [
        (paper, f"{paper.authors[0].name.split()[-1]} {longest_words(paper, 1)[0]}")
        for paper in some
    ]
    assert report("author and a word", questions, misses(page, questions)) >= 0.94


@pytest.mark.parametrize(
    "label",
    drawn(
        [
            *("{}", "arXiv:{}", "arxiv: {}", "arxiv:{}v3", "10.48550/arXiv.{}"),
            *("https://arxiv.org/abs/{}v2", "arxiv.org/pdf/{}"),
            *("https://www.arxiv.org/pdf/{}v1.pdf", "https://doi.org/10.48550/arXiv.{}"),
            "https://ar5iv.labs.arxiv.org/html/{}",
        ],
        4,
    ),
)
def test_an_arxiv_id_is_found_as_people_write_it(
    label: str, page: Page, papers: list[Paper]
) -> None:
    paper = next(paper for paper in papers if paper.arxiv)
    if page.locator(FIELD).is_hidden():  # as it is for the first of many questions
        open_box(page)
    assert ask(page, label.format(paper.arxiv))[0] == f"papers/{paper.id}/"


@pytest.mark.parametrize(
    "label",
    [
        *("{}", "doi:{}", "DOI: {}", "https://doi.org/{}", "http://dx.doi.org/{}", "doi.org/{}"),
        *("https://publisher.example/doi/full/{}", "https://doi.org/{}."),
    ],
)
def test_a_doi_is_found_as_people_write_it(label: str, page: Page, papers: list[Paper]) -> None:
    paper = next(paper for paper in papers if paper.doi)
    if page.locator(FIELD).is_hidden():  # as it is for the first of many questions
        open_box(page)
    assert ask(page, label.format(paper.doi))[0] == f"papers/{paper.id}/"


def test_browser_and_generator_split_words_alike(page: Page, papers: list[Paper]) -> None:
    page.goto("")
    texts = [paper.title for paper in papers]
    texts += [author.name for paper in papers for author in paper.authors]
    texts += ["Łukasz’s naïve ﬁne–grained GPT-4V", "Straße ŒUVRE Ængström İstanbul", "ʼtis x²"]
    split, keys = page.evaluate(
        """async (texts) => {
            const { words, key } = await import("/library/assets/javascripts/search-words.js");
            const split = texts.map(words);
            return [split, split.map(key)];
        }""",
        texts,
    )
    assert split == [words.words(text) for text in texts]
    assert keys == [words.key(text) for text in texts]


# What it costs


@pytest.mark.parametrize("kind", drawn(["error", "title", "theme"], 1))
def test_the_first_query_is_light(
    kind: str, cold: Page, papers: list[Paper], server: SiteServer
) -> None:
    longest = max(papers, key=lambda paper: len(set(paper.title.lower().split())))
    query = {
        "theme": "preference optimization",
        "title": longest.title,
        "error": "alginment of language models",
    }[kind]
    cold.goto("papers/")
    rest(cold)
    server.sent.clear()
    cold.keyboard.press("/")
    assert ask(cold, query)
    rest(cold)
    size = sum(sent for _, sent in server.sent)
    print(f"\nfirst query ({query}): {size:,} bytes in {len(server.sent)} answers")
    assert size <= FIRST_QUERY
    loaded_list = any(path.endswith("words.json") for path, _ in server.sent)
    assert loaded_list == (kind == "error")


def test_a_page_loads_nothing_of_the_search_before_it_is_wanted(
    cold: Page, server: SiteServer
) -> None:
    server.sent.clear()
    cold.goto("papers/")
    rest(cold)
    loaded = {path.rsplit("/", 1)[1] for path, _ in server.sent if "search" in path}
    assert loaded == {"search.css", "search-box.js"}
    assert not [path for path, _ in server.sent if "/pagefind/" in path]


# The box


def test_results_come_as_one_types(page: Page, papers: list[Paper]) -> None:
    open_box(page).press_sequentially(papers[0].title.lower(), delay=5)
    wait_for_answer(page, papers[0].title.lower())
    assert answers(page)[0] == f"papers/{papers[0].id}/"


def test_an_unfinished_word_finds_what_it_begins(page: Page) -> None:
    open_box(page)
    whole = ask(page, "preference alignment")
    for end in range(-1, -5, -1):
        assert set(ask(page, "preference alignment"[:end])[:4]) & set(whole), end
    expect(page.locator(".pm-search__status")).not_to_contain_text("Did you mean")


def test_arrows_choose_and_enter_opens(page: Page) -> None:
    open_box(page)
    found = ask(page, "knowledge")
    field = page.locator(FIELD)
    expect(field).to_have_attribute("aria-activedescendant", "pm-search-paper-0")
    for key, at in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", len(found) - 1)):
        page.keyboard.press(key)
        expect(field).to_have_attribute("aria-activedescendant", f"pm-search-paper-{at}")
        expect(page.locator("[aria-selected=true]")).to_have_id(f"pm-search-paper-{at}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{found[0]}")


def test_escape_closes_and_the_focus_returns(page: Page) -> None:
    page.goto("papers/")
    opener = page.locator("a[data-search-open]").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pm-search")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_box(key: str, page: Page) -> None:
    page.goto("papers/")
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator(FIELD)).to_have_value("a/b")


def test_the_box_says_what_it_is(page: Page) -> None:
    open_box(page)
    expect(page.get_by_role("dialog", name="Search papers")).to_be_visible()
    field = page.get_by_role("combobox", name="Search papers")
    expect(field).to_have_attribute("aria-expanded", "false")
    ask(page, "knowledge")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("listbox").get_by_role("option").count() > 1
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(re.compile(r"\d+ papers"))


def test_all_results_lead_to_the_search_page(page: Page) -> None:
    open_box(page)
    ask(page, "expert routing & more")
    page.get_by_role("link", name="All results with filters").click()
    page.wait_for_url("**/search/?q=expert+routing+%26+more")
    expect(page.locator("#pm-find-field")).to_have_value("expert routing & more")
    expect(page.locator(PAPER).first).to_be_visible()


def test_a_typing_error_is_told(page: Page) -> None:
    open_box(page)
    ask(page, "alginment")
    expect(page.locator(".pm-search__status")).to_contain_text("Did you mean “alignment”?")


def test_nothing_found_helps_on(page: Page) -> None:
    open_box(page)
    assert ask(page, "qwxzqwxz") == []
    box = page.get_by_role("dialog")
    expect(box.get_by_role("status")).to_contain_text("No paper has “qwxzqwxz”.")
    expect(box.get_by_role("link", name="themes")).to_be_visible()
    page.locator(FIELD).press("Control+a")
    ask(page, "knowledge")
    expect(box.get_by_role("link", name="themes")).to_be_hidden()


def test_words_that_no_paper_has_together_are_told(page: Page) -> None:
    open_box(page)
    assert ask(page, "misogyny radiology")
    status = page.locator(".pm-search__status")
    expect(status).to_have_text(
        re.compile(r"No paper has all of this\. ?\d+ papers have some of it")
    )
    without = [option.inner_text() for option in page.locator(OPTION).all()]
    assert any("Without “misogyny”" in text for text in without)
    assert any("Without “radiology”" in text for text in without)


@pytest.mark.long
def test_a_paper_is_found_though_it_lacks_one_of_the_words(
    page: Page, hundred: list[Paper]
) -> None:
    dice = random.Random(16)  # noqa: S311
    others = [dice.choice([one for one in hundred if one is not paper]) for paper in hundred]
    queries = [
        " ".join([*longest_words(paper, 3), *longest_words(other, 1)])
        for paper, other in zip(hundred, others, strict=True)
    ]
    page.goto("papers/")
    places: list[int] = page.evaluate(
        """async ([queries, ids]) => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const places = [];
            for (const [at, query] of queries.entries()) {
                const found = await search(query);
                const papers = await found.next(found.total);
                places.push(papers.findIndex((paper) => paper.id === ids[at]));
            }
            return places;
        }""",
        [queries, [paper.id for paper in hundred]],
    )
    absent = [query for query, place in zip(queries, places, strict=True) if place < 0]
    first = sum(0 <= place < 3 for place in places)
    print(f"\na word too many: {first} of {len(queries)} among the first three")
    assert not absent
    assert first >= 0.9 * len(queries)


def test_every_id_in_any_case_finds_its_paper_first(page: Page, papers: list[Paper]) -> None:
    questions = [(paper, paper.id.upper()) for paper in papers]
    assert report("id", questions, misses(page, questions)) == 1


def test_markup_in_a_query_stays_text(page: Page) -> None:
    open_box(page)
    ask(page, '<img src=x onerror="alert(1)"> "language')
    assert page.locator("#pm-search img").count() == 0


def test_text_of_records_becomes_no_markup(page: Page) -> None:
    page.goto("")
    shown = page.evaluate(
        """async () => {
            const { element } = await import("/library/assets/javascripts/elements.js");
            const { marked } = await import("/library/assets/javascripts/search-view.js");
            const text = "<b onclick=alert(1)>lamp</b> & <script>lamp</script>";
            const terms = [{ typed: "lamp", words: ["lamp"] }];
            const made = element("p", {}, ...marked(text, terms));
            return [made.textContent === text, [...made.children].map((child) => child.outerHTML)];
        }"""
    )
    assert shown == [True, ["<mark>lamp</mark>", "<mark>lamp</mark>"]]


def test_a_late_answer_does_not_replace_a_newer_one(cold: Page, papers: list[Paper]) -> None:
    held: list[Route] = []
    holding = True
    hold_timers(cold, PAUSE)
    open_box(cold).fill("knowledge")
    end_timers(cold)
    wait_for_answer(cold, "knowledge")
    cold.evaluate(
        """() => {
            const list = document.getElementById("pm-search-list");
            window.seen = [];
            new MutationObserver(() => window.seen.push(list.dataset.query)).observe(list, {
                attributes: true, attributeFilter: ["data-query"],
            });
        }"""
    )
    cold.route("**/fragment/*", lambda r: held.append(r) if holding else r.continue_())
    cold.fill(FIELD, "misogyny")
    with cold.expect_request("**/fragment/*"):
        end_timers(cold)
    cold.fill(FIELD, papers[0].title)
    end_timers(cold)
    assert held
    holding = False
    for route in held:
        route.continue_()
    wait_for_answer(cold, papers[0].title)
    rest(cold)
    assert cold.evaluate("window.seen") == [papers[0].title]
    assert answers(cold)[0] == f"papers/{papers[0].id}/"


# The search page


def visit(page: Page, query: str) -> None:
    page.goto(f"search/{query}")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the search page shows what its address asks for."""
    page.wait_for_function(
        "() => document.querySelector('[data-search-page]').dataset.searchPage === location.search"
        " && document.querySelector('.pm-find__status').textContent"
    )


def total(page: Page) -> int:
    said = page.locator(".pm-find__status").inner_text()
    found = re.search(r"([\d,]+) papers?\.", said)
    return int(found[1].replace(",", "")) if found else 0


def box(page: Page, facet: str, value: str) -> Locator:
    return page.get_by_role("group", name=facet, exact=True).get_by_label(
        re.compile(rf"^{re.escape(value)} \d+$")
    )


def number(page: Page, facet: str, value: str) -> int:
    label = box(page, facet, value).locator("xpath=..")
    return int(label.locator(".pm-facet__count").inner_text())


def test_without_a_query_every_paper_is_listed_newest_first(
    page: Page, papers: list[Paper]
) -> None:
    visit(page, EVERY_PAPER)
    assert total(page) == len(papers)
    newest = max(paper.date for paper in papers)
    first = page.locator(f"{PAPER} a").first.get_attribute("href") or ""
    assert {paper.date for paper in papers if first.endswith(f"/{paper.id}/")} == {newest}
    expect(page.locator("[data-search-sort]")).to_be_disabled()


def test_before_a_search_the_page_offers_where_to_begin(cold: Page, server: SiteServer) -> None:
    server.sent.clear()
    cold.goto("search/")
    rest(cold)
    assert not [path for path, _ in server.sent if path.endswith((".pagefind", "_meta"))]
    chip = cold.locator("[data-search-start]").get_by_role("link", name="Multimodal")
    count = int((chip.inner_text()).split()[-1])
    chip.click()
    cold.wait_for_url("**/search/?theme=multimodal")
    settle(cold)
    assert total(cold) == count > 0
    expect(cold.locator("[data-search-start]")).to_be_hidden()


def test_facets_count_the_papers_of_the_library(page: Page, papers: list[Paper]) -> None:
    visit(page, EVERY_PAPER)
    years = Counter(paper.date[:4] for paper in papers)
    for year, papers_of_year in list(years.items())[:4]:
        assert number(page, "Year", year) == papers_of_year
    kinds = Counter(paper.type for paper in papers)
    for kind, papers_of_kind in kinds.items():
        assert number(page, "Type", kind.capitalize()) == papers_of_kind


def test_values_of_one_facet_widen_and_facets_narrow(page: Page, papers: list[Paper]) -> None:
    visit(page, EVERY_PAPER)
    box(page, "Year", "2023").check()
    settle(page)
    assert total(page) == sum(paper.date[:4] == "2023" for paper in papers)
    box(page, "Year", "2024").check()
    settle(page)
    both = [paper for paper in papers if paper.date[:4] in ("2023", "2024")]
    assert total(page) == len(both)
    expected = sum(paper.type == "benchmark" for paper in both)
    assert number(page, "Type", "Benchmark") == expected
    box(page, "Type", "Benchmark").check()
    settle(page)
    assert total(page) == expected
    # What a further value would add is still told.
    assert number(page, "Type", "Survey") == sum(paper.type == "survey" for paper in both)


@pytest.mark.long
def test_every_facet_filters(page: Page, papers: list[Paper]) -> None:
    paper = next(paper for paper in papers if paper.authors and paper.theme and paper.tags)
    chosen = {
        "theme": (paper.theme, [one for one in papers if paper.theme in (one.theme, *one.also)]),
        "tag": (paper.tags[0], [one for one in papers if paper.tags[0] in one.tags]),
        "author": (
            paper.authors[0].name,
            [one for one in papers if paper.authors[0].name in [a.name for a in one.authors]],
        ),
    }
    for facet, (value, expected) in chosen.items():
        visit(page, f"?{facet}={value}")
        assert total(page) == len(expected), facet


def test_the_address_holds_the_search_and_back_leaves_a_filter(page: Page) -> None:
    visit(page, "?q=alignment")
    before = total(page)
    box(page, "Year", "2023").check()
    settle(page)
    page.locator("[data-search-sort]").select_option("date")
    settle(page)
    after = total(page)
    assert 0 < after < before
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"q": ["alignment"], "year": ["2023"], "sort": ["date"]}
    page.reload()
    settle(page)
    assert total(page) == after
    expect(box(page, "Year", "2023")).to_be_checked()
    page.go_back()
    page.go_back()
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["alignment"]}
    assert total(page) == before
    expect(box(page, "Year", "2023")).not_to_be_checked()


def test_typing_on_replaces_the_address_instead_of_filling_the_history(page: Page) -> None:
    page.goto("papers/")
    page.goto("search/")
    for query in ("know", "knowledge", "knowledge graph"):
        page.fill("#pm-find-field", query)
        page.wait_for_url(f"**/search/?q={query.replace(' ', '+')}")
    settle(page)
    page.go_back()
    page.wait_for_url("**/papers/")


def test_dates_sort_what_a_query_finds(page: Page, papers: list[Paper]) -> None:
    dates = {paper.id: paper.date for paper in papers}
    visit(page, "?q=knowledge&sort=date")
    found = page.locator(f"{PAPER} h2 a").evaluate_all("links => links.map(link => link.href)")
    shown = [dates[address.rstrip("/").rsplit("/", 1)[1]] for address in found]
    assert len(shown) == 20
    assert shown == sorted(shown, reverse=True)


def test_more_papers_are_shown_on_request(page: Page) -> None:
    visit(page, EVERY_PAPER)
    assert page.locator(PAPER).count() == 20
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(PAPER)).to_have_count(40)
    links = page.locator(f"{PAPER} h2 a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(links)) == 40


def test_long_facets_open_and_can_be_searched(page: Page) -> None:
    visit(page, EVERY_PAPER)
    tags = page.get_by_role("group", name="Tag", exact=True)
    assert tags.get_by_role("checkbox").count() == 8
    tags.get_by_role("button", name="Show all").click()
    assert tags.get_by_role("checkbox").count() > 20
    tags.get_by_role("searchbox", name="Find a tag").fill("medic")
    expect(tags.get_by_role("checkbox")).to_have_count(1)


def test_filters_in_use_can_be_removed(page: Page, papers: list[Paper]) -> None:
    visit(page, "?year=2023&year=2024&type=survey")
    page.get_by_role("button", name="Remove year 2024").click()
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"type": ["survey"], "year": ["2023"]}
    page.get_by_role("button", name="Clear filters").click()
    settle(page)
    assert total(page) == len(papers)
    assert parse_qs(urlsplit(page.url).query) == {"sort": ["date"]}


@pytest.mark.long
def test_below_many_papers_those_with_some_of_the_words_come_on_request(page: Page) -> None:
    visit(page, "?q=language+models")
    status, more = page.locator(".pm-find__status"), page.locator("[data-search-more]")
    full = total(page)
    assert full >= 20
    expect(status).not_to_contain_text("some of the words")
    while page.locator(PAPER).count() < full:
        expect(more).to_have_text("Show more")
        before = page.locator(PAPER).count()
        more.click()
        expect(page.locator(PAPER)).to_have_count(min(before + 20, full))
    expect(more).to_have_text("Show papers with some of the words")
    more.click()
    expect(status).to_contain_text("more have some of the words.")
    assert page.locator(PAPER).count() > full
    assert "Without “" not in page.locator(PAPER).nth(full - 1).inner_text()
    expect(page.locator(PAPER).nth(full)).to_contain_text("Without “")


@pytest.mark.long
def test_facets_count_what_is_shown_of_papers_with_some_of_the_words(page: Page) -> None:
    visit(page, "?q=misogyny+radiology")
    shown = page.locator(".pm-find__status").inner_text()
    papers = int(re.findall(r"(\d+) papers have some of it", shown)[0])
    kinds = page.get_by_role("group", name="Type", exact=True).locator(".pm-facet__count")
    assert sum(int(count) for count in kinds.all_inner_texts() if count != "0") == papers
    year = page.get_by_role("group", name="Year", exact=True).get_by_role("checkbox").first
    number = int(year.locator("xpath=..").locator(".pm-facet__count").inner_text())
    year.check()
    settle(page)
    expect(page.locator(PAPER)).to_have_count(min(number, 20))


def test_signs_alone_are_answered_kindly(page: Page) -> None:
    visit(page, "?q=???")
    expect(page.locator(".pm-find__status")).to_contain_text("“???” has no word to search for.")
    expect(page.locator(PAPER)).to_have_count(0)
    expect(page.locator("[data-search-help]")).to_be_hidden()


def test_the_search_page_forgives_and_helps(page: Page) -> None:
    visit(page, "?q=alginment")
    expect(page.locator(".pm-find__status")).to_contain_text("Did you mean “alignment”?")
    visit(page, "?q=qwxzqwxz")
    expect(page.locator(".pm-find__status")).to_contain_text("No paper found.")
    main = page.locator("[data-search-page]")
    expect(main.get_by_role("link", name="all papers")).to_be_visible()


def test_filters_that_leave_nothing_are_kept_in_sight(page: Page) -> None:
    visit(page, "?q=radiology&year=1999")
    assert total(page) == 0
    expect(page.get_by_role("button", name="Remove year 1999")).to_be_visible()


def test_a_strange_address_does_no_harm(page: Page, papers: list[Paper]) -> None:
    visit(page, "?q=&tag=constructor&tag=__proto__&theme=%3Cb%3E&other=1&sort=up")
    assert total(page) == 0
    assert page.locator(".pm-find__chosen b").count() == 0
    page.get_by_role("button", name="Clear filters").click()
    settle(page)
    assert total(page) == len(papers)


def test_on_a_phone_the_filters_fold_away(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    visit(page, EVERY_PAPER)
    facets = page.locator("#pm-find-facets")
    expect(facets).to_be_hidden()
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(facets).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_the_search_page_the_keys_reach_its_field(page: Page) -> None:
    page.goto("search/")
    page.keyboard.press("/")
    expect(page.locator("#pm-find-field")).to_be_focused()
    expect(page.locator("#pm-search")).to_be_hidden()


def test_without_a_script_the_search_page_leads_to_the_lists(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("search/")
    main = page.locator("[data-search-page]")
    for name, address in (("by date", "papers"), ("by theme", "themes"), ("by tag", "tags")):
        link = main.get_by_role("link", name=name)
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", f"../{address}/")
    expect(main.locator("form")).to_be_hidden()


def test_a_withdrawn_paper_is_marked_wherever_it_is_listed(page: Page, papers: list[Paper]) -> None:
    paper = next(paper for paper in papers if paper.status == "withdrawn")
    page.goto(f"themes/{paper.theme}/")
    entry = page.locator(".pm-entry", has=page.locator(f"a[href$='/papers/{paper.id}/']"))
    expect(entry.locator("h3")).to_have_text(re.compile(r"^Withdrawn "))
    visit(page, f"?q={paper.arxiv}")
    expect(page.locator(PAPER).first.get_by_role("heading")).to_contain_text("Withdrawn")
    field = open_box(page)
    field.fill(paper.arxiv)
    wait_for_answer(page, paper.arxiv)
    expect(page.locator(OPTION).first).to_contain_text("Withdrawn")
