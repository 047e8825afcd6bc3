"""Search in Chinese, Japanese, Korean and Thai, in a real browser: an invented library goes in;
what is found there and what is shown of it comes out."""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.search import words
from pressmark.search.index import index
from pressmark.search.records import SearchRecord
from tests.browser.visit import Visit
from tests.conftest import REPOSITORY
from tests.server import SiteServer
from tests.space.papers import library_of, paper
from tests.space.questions import anew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DATA = REPOSITORY / "tests" / "data" / "scripts"
SCRIPTS = "assets/javascripts"
BIRDS = ["oar1999puffins", "1999", "Ben Oar", "Counting puffins", "Many.", "Granite cliffs."]
RIGHT = 0.95  # of the queries find their paper among the first three
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Papers</title>
<link rel="icon" href="icon.svg"><h1>Papers</h1>
<script type="module" src="assets/javascripts/search-box.js"></script></html>"""
# Letters, marks and signs of the scripts that are split into pairs, and of some that are not.
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x600, 0x6FF)),
    *((0xE00, 0xE7F), (0xE80, 0xEFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF)),
    *((0x2000, 0x206F), (0x3000, 0x30FF), (0x3200, 0x33FF), (0x4E00, 0x4EFF), (0xA000, 0xA0FF)),
    *((0xAC00, 0xAD00), (0xF900, 0xF9FF), (0xFF00, 0xFFEF), (0x20000, 0x20100)),
)


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def record(identity: str, date: str, authors: str, title: str, *texts: str) -> SearchRecord:
    summary, body = texts
    return SearchRecord(
        address=f"papers/{identity}/",
        title=title,
        also_titled="",
        summary=summary,
        date=date,
        arxiv="",
        doi="",
        venue=None,
        type=("method", "Method"),
        themes=(),
        tags=(),
        authors=tuple(authors.split(";")),
        body=body,
        keys=(f"{identity[:4].capitalize()}:{date}_x",),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    site: Path = tmp_path_factory.mktemp("scripts")
    shutil.copytree(PACKAGE_TEMPLATES / "theme" / SCRIPTS, site / SCRIPTS)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "404.html").write_text(PAGE, encoding="utf-8")
    (site / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    records = [record(*row) for row in [*rows("papers.tsv"), BIRDS]]
    index(records, site / "pagefind")
    # What questions are answered from: a word that no text has.
    asked = paper(BIRDS[0], title="Counting puffins", queries=["muffins for a keeper"])
    for name, content in anew(library_of([asked])).files():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    with SiteServer(site) as running:
        yield running


@pytest.fixture
def page(browser: Browser, library: SiteServer) -> Iterator[Page]:
    with Visit(browser, library.address) as visit:
        opened = visit.open()
        opened.goto("")
        yield opened


def found(page: Page, queries: list[str], most: int = 3) -> list[list[str]]:
    """The ids of the first papers for each query."""
    ids: list[list[str]] = page.evaluate(
        """async ([queries, most]) => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const found = [];
            for (const query of queries) {
                const papers = await (await search(query)).next(most);
                found.push(papers.map((paper) => paper.id));
            }
            return found;
        }""",
        [queries, most],
    )
    return ids


def said(page: Page, query: str) -> str:
    """What the search says of a query."""
    sentences: list[str] = page.evaluate(
        """async (query) => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const { verdict } = await import("/library/assets/javascripts/search-view.js");
            return verdict(await search(query));
        }""",
        query,
    )
    return " ".join(sentences)


def test_a_word_of_a_question_that_is_known_elsewhere_is_not_taken_for_a_typing_error(
    page: Page,
) -> None:
    assert "Did you mean “puffins”?" in said(page, "pufgins counting granite cliffs")
    known = said(page, "muffins counting granite cliffs")
    assert "Did you mean" not in known
    assert "“muffins”" in known
    assert "Did you mean “puffins”?" in said(page, "granite muffins")


def test_a_query_in_a_script_without_spaces_finds_its_paper(page: Page) -> None:
    questions = rows("queries.tsv")
    answers = found(page, [query for query, _ in questions])
    missed = [
        f"{query} found {', '.join(ids) or 'nothing'}, not {paper}"
        for (query, paper), ids in zip(questions, answers, strict=True)
        if paper not in ids
    ]
    first = sum(ids[:1] == [paper] for (_, paper), ids in zip(questions, answers, strict=True))
    share = 1 - len(missed) / len(questions)
    print(
        f"\n{share:.3f} of {len(questions)} among the first three, {first} first",
        *missed,
        sep="\n  ",
    )
    assert len(questions) == 60
    assert share >= RIGHT


def test_browser_and_generator_split_any_text_alike(page: Page) -> None:
    dice = random.Random(16)  # noqa: S311
    texts = [
        "".join(chr(dice.randint(*dice.choice(BLOCKS))) for _ in range(60)) for _ in range(300)
    ]
    texts += [cell for row in rows("papers.tsv") for cell in row]
    split, keys = page.evaluate(
        """async (texts) => {
            await import("/library/assets/javascripts/search-pairs.js");
            const { words, key } = await import("/library/assets/javascripts/search-words.js");
            return [texts.map(words), texts.map((text) => key(words(text)))];
        }""",
        texts,
    )
    assert split == [words.words(text) for text in texts]
    assert keys == [words.key(text) for text in texts]


MARKS = {
    "灯塔": ("灯塔灯光的自动计数", "[灯塔]灯光的自动计数"),
    "鱼": ("水下鱼种，金鱼", "水下[鱼]种，金[鱼]"),
    "强化学习 港口": ("港口拥堵的强化学习调度", "[港口]拥堵的[强化学习]调度"),
    "佐藤海斗": ("佐藤 海斗", "[佐藤 海斗]"),
    "サーバー": ("サーバの比較", "[サーバ]の比較"),
    "ﾊﾟｰｾﾝﾄ": ("七パーセント", "七[パーセント]"),
    "심층 학습": ("심층학습을 이용한", "[심층학습]을 이용한"),
    "ประภาคาร": ("การนับแสงประภาคารจาก", "การนับแสง[ประภาคาร]จาก"),
    "การเรียนรู้": ("การเรียนรู้และการนับ", "[การเรียนรู้]และการนับ"),
    "bert模型": ("使用BERT 的模型", "使用[BERT] 的[模型]"),
    "lamp 灯塔": ("Lamps 灯塔", "[Lamps] [灯塔]"),
}


def test_what_answers_is_marked_and_nothing_else_changed(page: Page) -> None:
    shown: list[list[str]] = page.evaluate(
        """async (asked) => {
            await import("/library/assets/javascripts/search-pairs.js");
            const { read } = await import("/library/assets/javascripts/search-words.js");
            const { element } = await import("/library/assets/javascripts/elements.js");
            const { marked } = await import("/library/assets/javascripts/search-view.js");
            return asked.map(([query, text]) => {
                const made = element("p", {}, ...marked(text, read(query).terms));
                const unmarked = made.textContent;
                for (const mark of made.querySelectorAll("mark")) {
                    mark.textContent = `[${mark.textContent}]`;
                }
                return [unmarked, made.textContent];
            });
        }""",
        [[query, text] for query, (text, _) in MARKS.items()],
    )
    assert dict(zip(MARKS, map(tuple, shown), strict=True)) == MARKS


def test_the_part_of_a_text_that_is_shown_is_as_it_is_written(page: Page) -> None:
    body = next(row[5] for row in rows("papers.tsv") if row[0] == "wang2021dengta")
    gist: str = page.evaluate(
        """async () => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const { gist } = await import("/library/assets/javascripts/search-page.js");
            const found = await search("灯塔 三个港口");
            const [paper] = await found.next(1);
            return gist(paper, found.terms);
        }"""
    )
    part = gist.removeprefix("… ").removesuffix(" …")
    assert part in body
    assert "三个港口" in part
    assert len(part) < len(body)


def test_the_box_shows_what_was_found_and_says_what_was_typed(page: Page) -> None:
    page.keyboard.press("/")
    box = page.get_by_role("dialog")
    page.fill("#pm-search-field", "灯塔")
    expect(box.get_by_role("option").first).to_contain_text("灯塔灯光的自动计数方法")
    expect(box.get_by_role("option").first.locator("mark")).to_have_text("灯塔")
    page.fill("#pm-search-field", "量子计算 灯塔")
    expect(box.get_by_role("status")).to_contain_text("No paper also has “量子计算”.")


def test_what_no_paper_has_is_quoted_as_it_was_typed(page: Page) -> None:
    for query in ("量子计算", "ｸｫｰｸ", "양자컴퓨터", "ควอนตัม"):
        assert f"“{query}”" in said(page, query)


def test_each_letter_is_found_by_itself(page: Page) -> None:
    titles = {row[0]: row[3] for row in rows("papers.tsv")}
    letters = [(identity, title[0]) for identity, title in titles.items() if title[0] > "\u2fff"]
    letters += [(identity, title.rstrip("？")[-1]) for identity, title in titles.items()]
    asked = [(identity, letter) for identity, letter in letters if letter > "\u2fff"]
    answers = found(page, [letter for _, letter in asked], most=50)
    assert not [pair for pair, ids in zip(asked, answers, strict=True) if pair[0] not in ids]


def test_signs_alone_are_no_query(page: Page) -> None:
    for query in ("???", "—", "*", "。", "…", "「」", '""', "ー", "🙂"):
        assert found(page, [query]) == [[]]
        assert said(page, query).startswith(f"“{query}” has no word to search for.")


PHRASES = {
    '"lamps in the harbour"': ["quill2021lamps"],
    "“lamps in the harbour”": ["quill2021lamps"],
    "«Lamps in the Harbour»": ["quill2021lamps"],
    '"language models" logs': ["mast2024logs"],
    "「自动计数」": ["wang2021dengta"],
    '"한 시간"': ["kim2021deungdae"],
    "“เสียงพูด”": ["nida2023siang"],
}


def test_a_quoted_phrase_is_a_phrase(page: Page) -> None:
    full: dict[str, list[str]] = page.evaluate(
        """async (queries) => {
            const { search } = await import("/library/assets/javascripts/search.js");
            const found = {};
            for (const query of queries) {
                const { full, next } = await search(query);
                found[query] = (await next(full)).map((paper) => paper.id);
            }
            return found;
        }""",
        [*PHRASES, '"harbour in the lamps"', '"计数自动"'],
    )
    assert full == {**PHRASES, '"harbour in the lamps"': [], '"计数自动"': []}


QUOTED = {
    "in title": {"title": "Night Boats and the Counting Lamp of a Very Long Pier with Many Words"},
    "in summary": {"title": "Night Boats", "summary": "Who rows by a counting lamp sees more."},
    "stems in title": {"title": "Counted Lamps", "summary": "Counted lamps are lamps we count."},
    "apart": {"title": "Lamp Counting", "summary": "We are counting every lamp."},
}


def test_papers_that_have_a_quoted_phrase_word_for_word_come_before_those_with_its_stems(
    page: Page,
) -> None:
    empty = dict.fromkeys(("also", "summary", "type", "venue", "content", "id", "date"), "")
    empty |= dict.fromkeys(("arxiv", "doi", "keys"), "")
    papers = {
        name: {"authors": [], "themes": [], "tags": [], **empty, **fields}
        for name, fields in QUOTED.items()
    }
    scores: dict[str, float] = page.evaluate(
        """async (papers) => {
            const scripts = "/library/assets/javascripts/";
            const { fit } = await import(`${scripts}search-text.js`);
            const { read } = await import(`${scripts}search-words.js`);
            const query = read('"counting lamp"');
            const score = ([name, paper]) => [name, fit(query, paper).score];
            return Object.fromEntries(Object.entries(papers).map(score));
        }""",
        papers,
    )
    best = sorted(scores, key=scores.__getitem__, reverse=True)
    assert best[:2] == ["in title", "in summary"], scores


def test_a_phrase_that_no_paper_has_is_told_and_its_words_are_found(page: Page) -> None:
    assert said(page, '"harbour lamps"') == (
        "No paper has “harbour lamps” word for word. 1 paper has some of it."
    )
    assert found(page, ['"harbour lamps"']) == [["quill2021lamps"]]


def test_an_id_and_a_citation_key_find_their_paper_first_in_any_case(page: Page) -> None:
    identities = [row[0] for row in rows("papers.tsv")]
    keys = {record(*row).keys[0]: row[0] for row in rows("papers.tsv")}
    once = Counter(record(*row).keys[0] for row in rows("papers.tsv"))
    asked = {identity: identity for identity in identities}
    asked |= {identity.upper(): identity for identity in identities}
    asked |= {key: identity for key, identity in keys.items() if once[key] == 1}
    asked |= {key.lower(): identity for key, identity in keys.items() if once[key] == 1}
    answers = found(page, list(asked), most=1)
    assert dict(zip(asked, answers, strict=True)) == {key: [one] for key, one in asked.items()}
