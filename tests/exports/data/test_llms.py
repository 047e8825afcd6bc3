"""llms.txt has the form that its readers expect, and leads to files that are there."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from pressmark.exports.data import llms
from pressmark.exports.site_files import SITE_FILES
from pressmark.library.loading.load import load
from tests.conftest import SAMPLE
from tests.hostile import SITE, hostile_papers, library, paper
from tests.markdown_readers import READERS, bare, outline
from tests.published import published

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.site.settings import Site

# Data files that it does not name, by how their paths begin, and why.
LEFT_OUT = {
    "data/papers.schema.json": "named by papers.json",
    "data/papers.jsonl.gz": "the same as papers.json, packed",
    "data/papers.parquet": "the same as papers.csv, for programs that are told of it",
    "data/browse/rows-": "named by the index of facets",
    "data/browse/people-": "named by the index of facets",
    "data/browse/orders.json": "named by the index of facets",
    "data/identifiers.json": "for scripts of pages; papers.json has the same",
    "data/descriptions.json": "for scripts of pages; papers.json has the same",
    "data/recent.json": "for scripts of pages; changes.json has the same",
}
# A line of a list as the format's own reader takes it apart.
LINK = re.compile(r"-\s*\[(?P<title>[^\]]+)\]\((?P<url>[^)]+)\)(?::\s*(?P<said>.*))?")


def said(text: str) -> str:
    """What a piece of Markdown says."""
    return unescape(re.sub(r"<[^>]*>", "", MarkdownIt("commonmark").renderInline(text)))


def parts(
    papers: Library, site: Site = SITE
) -> tuple[str, str, dict[str, list[tuple[str, str, str]]]]:
    """Heading, summary, and the links of every section: text, address and remark."""
    text = published(papers, site)["llms.txt"].decode()
    top, *sections = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    found = re.fullmatch(r"# (.+)\n\n> (.+)\n\n(?:(?!#).+\n)+\n", top)
    assert found
    links: dict[str, list[tuple[str, str, str]]] = {}
    for name, body in zip(sections[::2], sections[1::2], strict=True):
        matches = [LINK.fullmatch(line) for line in body.strip().splitlines()]
        assert all(matches)
        assert name not in links
        links[name] = [(said(m["title"]), m["url"], said(m["said"] or "")) for m in matches if m]
    return said(found[1]), said(found[2]), links


def test_every_paper_stands_in_its_theme_and_leads_to_its_markdown() -> None:
    content = load(SAMPLE / "content")
    name, summary, sections = parts(content)
    assert (name, summary) == (SITE.name, " ".join(SITE.description.split()))
    files = published(content)
    for theme in content.themes.values():
        listed = sections[theme.label]
        mine = [one for one in content.newest if one.theme == theme.id]
        assert [(title, said) for title, _, said in listed] == [(p.title, p.tldr) for p in mine]
        for _, address, _ in listed:
            assert address.removeprefix(SITE.url) in files
    assert list(sections)[-3:] == ["Data", "Themes", "Optional"]
    assert all(url.removeprefix(SITE.url) in files for _, url, _ in sections["Data"])


def test_every_data_file_is_named_or_left_out_for_a_reason() -> None:
    named = {path for path, _, _ in llms._DATA}
    unnamed = sorted(
        path
        for path in SITE_FILES
        if path.startswith("data/") and path not in named and not path.startswith((*LEFT_OUT,))
    )
    assert unnamed == []
    assert named <= SITE_FILES
    assert all(any(path.startswith(each) for path in SITE_FILES - named) for each in LEFT_OUT)


@pytest.mark.parametrize("program", READERS)
def test_hostile_texts_leave_the_form_alone(program: str) -> None:
    papers = library(hostile_papers())
    text = published(papers)["llms.txt"].decode()
    _, _, sections = parts(papers)
    shown = outline(READERS[program](text))
    assert shown.elements <= {"h1", "h2", "p", "blockquote", "ul", "li", "a"}
    assert shown.links == [url for links in sections.values() for _, url, _ in links]
    texts = [SITE.name, SITE.description]
    for one in papers.papers.values():
        texts += [one.title, f": {one.tldr}" if one.tldr else ""]
    for term in papers.themes.values():
        texts += [term.label, f": {term.description}"]
    assert [each for each in texts if bare(each) not in shown.text] == []


def test_of_many_papers_only_the_newest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llms, "LISTED", 3)
    monkeypatch.setattr(llms, "_NEWEST", 2)
    papers = [paper(n, date=f"202{n}", title=f"Paper {n}") for n in range(5)]
    _, _, sections = parts(library(papers))
    assert [title for title, _, _ in sections["Newest papers"]] == ["Paper 4", "Paper 3"]


def test_without_files_beside_papers_it_leads_to_their_pages() -> None:
    papers = library([paper(1, title="Lamps")])
    _, _, sections = parts(papers, replace(SITE, paper_files=False))
    addresses = [url for links in sections.values() for title, url, _ in links if title == "Lamps"]
    assert addresses == ["https://lamps.example/below/papers/paper1/"]
