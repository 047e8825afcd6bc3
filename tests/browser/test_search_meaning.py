"""Questions in any words are answered by papers that are close in meaning, below those that have
all of the words; and what becomes of them when their files can't be had."""

from __future__ import annotations

import json
import random
import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pressmark.library.loading.load import load
from pressmark.space.questions import FOLDER
from pressmark.space.terms import DULL, Terms, number, words
from tests.browser.own_server import base_url, server
from tests.browser.visit import rest, violations
from tests.conftest import SAMPLE
from tests.effort import drawn
from tests.space.questions import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

    from pressmark.library.paper import Paper
    from tests.server import SiteServer

_ = (base_url, server)

pytestmark = pytest.mark.failing_site

FIELD = "#pm-search-field"
OPTION = "#pm-search-list [role=option]"
IDS = "options => options.map(option => option.pathname.split('/').at(-2))"
MODULE = '"/library/assets/javascripts/search-meaning.js"'
SCRIPTS = (
    *("abcdefghij", "klmnopqrst", "éèïøßœæ", "абвгдеж", "αβγδςσ", "אבגדה", "ابتثج", "İıǅŉẞ"),
    *("机器学习知识", "けんきゅう", "カタカナー", "한국어모델", "ภาษาไทยน้ำ", "हिन्दीक", "ΣσςΆΐ"),
    *("0123456789", "aeiou's'’", "-_/.,:;", "Ⅷ²①½", "ﬁﬂⅣ"),
)
ENDINGS = ("", "", "s", "es", "ies", "sses", "ing", "ed", "e", "'s", "’s", "isation", "ising", "us")


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return list(load(SAMPLE / "content").papers.values())


@pytest.fixture(scope="module")
def reader(site: Path) -> Reader:
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in (site / FOLDER).rglob("*")
        if path.is_file()
    }
    return Reader(files)


def ask(page: Page, query: str) -> None:
    page.goto("papers/")
    page.keyboard.press("/")
    page.fill(FIELD, query)


def status(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("status")


def close(page: Page) -> Locator:
    return page.get_by_role("group", name="Close in meaning")


def questions(papers: list[Paper], count: int) -> list[str]:
    """Words of the summaries of so many papers, in an order that none has them in, with one that
    no paper has."""
    dice = random.Random(17)  # noqa: S311
    chosen = [re.findall(r"\w{4,}", paper.plain_tldr) for paper in dice.sample(papers, count)]
    return [" ".join([*dice.sample(words, min(len(words), 6)), "zebrafish"]) for words in chosen]


def invented_texts() -> list[str]:
    """Words that nobody has written, of many scripts."""
    dice = random.Random(5)  # noqa: S311
    texts = []
    for _ in range(400):
        letters = dice.choices(dice.choice(SCRIPTS), k=dice.randint(1, 9))
        others = dice.choices(dice.choice(SCRIPTS), k=dice.randint(0, 3))
        text = "".join(letters) + dice.choice(ENDINGS) + "".join(others)
        texts.append(dice.choice((text, text.upper(), text.title(), f"{text} {text[::-1]}")))
    return texts


def test_browser_and_generator_have_the_same_terms(page: Page, papers: list[Paper]) -> None:
    texts = [*invented_texts(), *(f"{paper.title} {paper.tldr}" for paper in papers)]
    page.goto("papers/")
    found = page.evaluate(
        f"""async ([texts, dull]) => {{
            const {{ termsOf }} = await import({MODULE});
            return texts.map((text) => termsOf(text, new Set(dull)));
        }}""",
        [texts, [*DULL]],
    )
    terms = Terms()
    expected = [[*chain.from_iterable(map(terms.__getitem__, words(text)))] for text in texts]
    assert [pair for pair in zip(texts, found, expected, strict=True) if pair[1] != pair[2]] == []
    assert sum(map(bool, expected)) > 400


def test_the_browser_finds_what_the_files_say(
    page: Page, papers: list[Paper], reader: Reader
) -> None:
    asked = questions(papers, 20)
    asked += [" ".join(f"{word}ness" for word in text.split()) for text in asked]
    page.goto("papers/")
    found = page.evaluate(
        f"""async (asked) => {{
            const {{ close }} = await import({MODULE});
            const found = [];
            for (const text of asked) {{
                found.push((await close(text, [], 5)).map((paper) => [paper.id, paper.title]));
            }}
            return found;
        }}""",
        asked,
    )
    expected = [[list(pair) for pair in reader.ask(text, most=5)] for text in asked]
    assert [pairs[: len(mine)] for pairs, mine in zip(expected, found, strict=True)] == found
    assert min(map(len, found)) >= 1


def test_a_question_is_answered_below_a_name_and_by_keys_alone(
    page: Page, papers: list[Paper]
) -> None:
    [question] = questions(papers, 1)
    ask(page, question)

    expect(status(page)).to_have_text(re.compile(r"\d papers? (is|are) close in meaning\."))
    options = close(page).get_by_role("option")
    assert options.count() >= 2
    first, last = page.locator(OPTION).first, page.locator(OPTION).last
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    target = first.get_attribute("href")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}" if target and target.startswith("/") else str(target))


def test_papers_with_all_of_the_words_come_first(page: Page, papers: list[Paper]) -> None:
    paper = max(papers, key=lambda each: len(each.title))
    mixed = [*dict.fromkeys(re.findall(r"[^\W_]{4,}", paper.title))][::-1]
    ask(page, " ".join(mixed))

    expect(close(page)).to_be_visible()
    assert page.locator(OPTION).evaluate_all(IDS)[0] == paper.id
    ids = page.locator(OPTION).evaluate_all(IDS)
    assert len({*ids}) == len(ids)


@pytest.mark.parametrize("kind", drawn(["title", "id", "author"], 1))
def test_who_names_a_paper_or_a_person_loads_nothing_of_meaning(
    kind: str, page: Page, papers: list[Paper], server: SiteServer
) -> None:
    paper = next(each for each in papers if each.authors)
    asked = {"title": paper.title, "id": paper.id, "author": paper.authors[0].name}[kind]
    ask(page, asked)
    page.wait_for_function(
        "q => document.getElementById('pm-search-list').dataset.query === q", arg=asked
    )
    rest(page)

    assert not [path for path, _ in server.sent if f"/{FOLDER}" in path]
    expect(close(page)).to_have_count(0)


def test_the_search_page_lists_what_is_close(page: Page, papers: list[Paper]) -> None:
    [question] = questions(papers, 1)
    page.goto(f"search/?q={question.replace(' ', '+')}")

    expect(page.locator(".pm-find__status")).to_contain_text("close in meaning.")
    entries = close(page).get_by_role("listitem")
    assert entries.count() >= 2
    links = page.locator(".pm-find__paper a").evaluate_all("links => links.map(one => one.href)")
    assert len({*links}) == len(links)
    assert violations(page) == []
    page.locator("#pm-find-sort").select_option("date")
    expect(close(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("file", "fault"),
    drawn(
        [
            ("meaning/meaning.json", "missing"),
            ("meaning/terms/*", "cut"),
            ("*/search-meaning.js", "error"),
        ],
        1,
    ),
)
def test_without_its_files_what_words_find_stays(
    file: str, fault: str, page: Page, papers: list[Paper], server: SiteServer
) -> None:
    [one, other] = questions(papers, 2)
    server.faults[file] = fault
    ask(page, one)

    expect(status(page)).to_contain_text("Papers close in meaning could not be loaded.")
    assert page.locator(OPTION).count() >= 2
    server.faults.clear()
    page.fill(FIELD, other)
    expect(close(page)).to_be_visible()


@pytest.mark.long
def test_what_is_slow_to_come_is_added_below(
    page: Page, papers: list[Paper], server: SiteServer
) -> None:
    [question] = questions(papers, 1)
    server.faults["meaning/meaning.json"] = "endless"
    ask(page, question)
    expect(page.locator(OPTION).first).to_be_visible()
    expect(close(page)).to_have_count(0)

    server.released.set()

    expect(close(page)).to_be_visible()


@pytest.mark.long
def test_files_of_an_earlier_site_are_loaded_anew(
    page: Page, papers: list[Paper], server: SiteServer, reader: Reader
) -> None:
    earlier = json.dumps({**reader.facts, "terms": 2 * reader.facts["terms"], "lists": 3}).encode()
    answers = [earlier]

    def answer(route: Route) -> None:
        if answers:
            route.fulfill(body=answers.pop(), content_type="application/json")
        else:
            route.continue_()

    page.route(f"**/{FOLDER}meaning.json", answer)
    ask(page, questions(papers, 1)[0])

    expect(close(page)).to_be_visible()
    assert answers == []
    assert number(close(page).get_by_role("option").evaluate_all(IDS)[0]) >= 0
