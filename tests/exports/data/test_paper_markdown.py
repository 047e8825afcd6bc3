"""A page's Markdown shows what the record says, to any reader of Markdown, and never runs it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from pressmark.library.loading.load import load
from tests.conftest import SAMPLE
from tests.hostile import DIGESTS, SITE, hostile_papers, library, paper
from tests.markdown_readers import READERS, bare, outline
from tests.published import published

if TYPE_CHECKING:
    from markdown_it.token import Token

READER = MarkdownIt("commonmark", {"html": True}).enable("table")
READER.validateLink = lambda _: True  # type: ignore[assignment,method-assign]


def shown(token: Token) -> str:
    """The text that a token shows."""
    children = token.children or []
    return "".join(child.content if child.type != "softbreak" else "\n" for child in children)


def headings(text: str) -> list[tuple[str, str]]:
    tokens = READER.parse(text)
    return [
        (token.tag, shown(inside))
        for token, inside in itertools.pairwise(tokens)
        if token.type == "heading_open"
    ]


def test_every_page_reads_back() -> None:
    content = load(SAMPLE / "content")
    files = published(content)
    for one in content.papers.values():
        text = files[f"papers/{one.id}/index.md"].decode()
        expected = [("h1", one.title)]
        expected += [("h2", part) for part in ("Problem", "Approach", "Finding")]
        expected += [("h2", "Key figures")] if one.figures else []
        assert headings(text) == expected
        for said in (one.problem, one.approach, one.finding):
            assert f"\n\n{said}\n" in text
        inline = [token for token in READER.parse(text) if token.type == "inline"]
        shown_texts = [shown(token) for token in inline]
        assert one.tldr in shown_texts
        assert ", ".join(author.name for author in one.authors) in shown_texts or not one.authors
        for figure in one.figures:
            assert {figure.what, figure.value} <= set(shown_texts)
        links = {
            str(child.attrGet("href"))
            for token in inline
            for child in token.children or ()
            if child.type == "link_open"
        }
        terms = [f"themes/{name}/index.md" for name in (one.theme, *one.also)]
        terms += [f"tags/{name}/index.md" for name in one.tags]
        assert {SITE.url + place for place in (f"papers/{one.id}/", *terms)} <= links
        assert not one.arxiv or {f"https://arxiv.org/pdf/{one.arxiv}"} <= links


# All that a page as Markdown may hold, with the attributes of each but those of every link.
ELEMENTS = {*"h1 h2 p em strong a ul ol li blockquote code pre hr br".split()}
ELEMENTS |= {*"table thead tbody tr th td".split()}


@pytest.mark.parametrize("program", READERS)
def test_hostile_records_show_themselves_and_do_nothing(program: str) -> None:
    papers = hostile_papers()
    files = published(library(papers))
    for one in papers:
        shown = outline(READERS[program](files[f"papers/{one.id}/index.md"].decode()))
        assert shown.elements <= ELEMENTS
        assert {link.partition(":")[0] for link in shown.links} <= {"http", "https", "mailto"}
        texts = [one.title, one.tldr, one.later_title, *(author.name for author in one.authors)]
        texts += one.queries
        for figure in one.figures:
            texts += [figure.what, figure.value, figure.where]
            assert not figure.source or figure.source in shown.links
        assert [text for text in texts if bare(text) not in shown.text] == []
        for theme in ("lamps", "tides") if one.theme else ():
            assert f"{SITE.url}themes/{theme}/index.md" in shown.links


def test_hostile_records_keep_their_sections() -> None:
    papers = hostile_papers()
    files = published(library(papers))
    for one in papers:
        found = headings(files[f"papers/{one.id}/index.md"].decode())
        parts = ["Problem", "Approach", "Finding"] if one.problem else []
        parts += ["Key figures"] if one.figures else []
        parts += ["In other words"] if one.queries else []
        assert found == [("h1", one.title), *(("h2", part) for part in parts)]


@pytest.mark.parametrize("text", DIGESTS[:2])
def test_safe_markdown_is_handed_on_as_it_is(text: str) -> None:
    made = published(library([paper(1, problem=text)]))["papers/paper1/index.md"].decode()
    assert f"## Problem\n\n{text}\n\n## Approach" in made


def test_a_link_is_not_made_from_parts_in_two_sections() -> None:
    one = paper(1, problem="[x]: javascript:alert(1)", approach="Look at [x].")
    tokens = READER.parse(published(library([one]))["papers/paper1/index.md"].decode())
    links = [child for token in tokens for child in token.children or () if child.attrs]
    assert [link for link in links if "javascript" in str(link.attrs)] == []
