"""A paper in; its page as Markdown (CommonMark, with a table) out, for programs that read text.

Texts show themselves and nothing in them acts, whatever program draws the page. What a curator
wrote as Markdown is handed on as it is, or anew where other programs would read it otherwise.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base.markdown_text import cell, heading, inline, link_text, paragraph
from pressmark.base.math import texts
from pressmark.base.portable_markdown import portable
from pressmark.base.words import date_in_words
from pressmark.library.addresses import paper_address
from pressmark.library.imprint import imprint
from pressmark.library.paper import SECTIONS, labelled
from pressmark.library.values import is_file
from pressmark.site.kinds import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Figure, Paper
    from pressmark.library.reference import Reference
    from pressmark.library.terms import Term
    from pressmark.site.settings import Site

_labelled = labelled("markdown")


def page(paper: Paper, cited: Reference, library: Library, site: Site) -> bytes:
    """The page of a paper, which `cited` refers to. Links are absolute."""
    blocks = [f"# {heading(paper.plain_title)}"]
    if paper.status:
        blocks.append(f"**This paper was {paper.status}.**")
    if paper.later_title:
        blocks.append(f"Published later as {inline(texts.plain(paper.later_title))}")
    names = paragraph(", ".join([author.name for author in paper.authors]))
    if paper.more_authors:
        names += " and others"
    blocks.append(names or "Authors not known")
    if paper.tldr:
        blocks.append(f"> {paragraph(paper.plain_tldr)}")
    blocks.append("\n".join([f"- {row}" for row in _facts(paper, cited, library, site)]))
    blocks += [
        f"## {section}\n\n{portable(text)}"
        for section in SECTIONS
        if (text := getattr(paper, section.lower()))
    ]
    if paper.figures:
        blocks.append(f"## Key figures\n\n{_figures(paper.figures)}")
    return ("\n\n".join(blocks) + "\n").encode()


def _figures(figures: Sequence[Figure]) -> str:
    head, rows = ["What was measured", "Reported"], [[one.what, one.value] for one in figures]
    table = [[cell(text) for text in row] for row in rows]
    if any(one.origin for one in figures):
        head.append("Where")
        table = [[*row, origin(one)] for row, one in zip(table, figures, strict=True)]
    return "\n".join([markdown_row(row) for row in (head, ["---"] * len(head), *table)])


def origin(figure: Figure) -> str:
    """Where a figure is from, in a cell of a table."""
    if not figure.source:
        return cell(figure.where, is_part=True)
    return f"[{cell_link(figure.origin)}](<{figure.source}>)"


def cell_link(text: str) -> str:
    """A text between the brackets of a link in a cell."""
    return link_text(text).replace("|", "&#124;")


def markdown_row(cells: Iterable[str]) -> str:
    """The line of a table that has these cells, which are Markdown."""
    return f"| {' | '.join(cells)} |"


def _facts(paper: Paper, cited: Reference, library: Library, site: Site) -> Iterable[str]:
    yield f"Page: <{site.url}{paper_address(paper.id)}>"
    if paper.date:
        yield f"Date: {date_in_words(paper.date)}"
    if paper.venue:
        yield f"Venue: {inline(paper.venue)}"
    if paper.type:
        yield f"Type: {paper.type}"
    if cited.url:
        yield f"Read: <{cited.url}>"
    if cited.pdf:
        yield f"PDF: <{cited.pdf}>"
    if paper.doi:
        yield f"DOI: {inline(paper.doi)}"
    if paper.arxiv:
        yield f"arXiv: {paper.arxiv}"
    for label, text in imprint(paper) + _labelled(paper):
        yield f"{label}: {inline(text)}"
    for kind, target in paper.links.items():
        if is_file(target):
            if target not in library.link_files:
                continue
            target = site.url + target
        yield f"{kind.replace('-', ' ').capitalize()}: <{target}>"
    themes = [library.themes[name] for name in (paper.theme, *paper.also) if name]
    if themes:
        yield f"Themes: {_terms(themes, 'theme', site)}"
    if paper.tags:
        yield f"Tags: {_terms([library.tags[name] for name in paper.tags], 'tag', site)}"
    yield f"Record: {paper.id}"


def _terms(terms: Iterable[Term], kind: str, site: Site) -> str:
    links = [f"[{_label(term.label)}]({site.url}{address(kind, term.id)})" for term in terms]
    return ", ".join(links)


_label = lru_cache(maxsize=5_000)(link_text)  # the same few, again and again
