"""A paper in; its page as Markdown (CommonMark, with a table) out, for programs that read text, and
the line that lists have of it.

Texts show themselves and nothing in them acts, whatever program draws the page. What a curator
wrote as Markdown is handed on as it is, or anew where other programs would read it otherwise.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base.markdown_text import cell, heading, inline, link_text, paragraph
from pressmark.base.math import texts
from pressmark.base.portable_markdown import portable
from pressmark.base.words import counted, date_in_words, enumerated
from pressmark.library.addresses import paper_address
from pressmark.library.imprint import imprint
from pressmark.library.paper import SECTIONS, labelled
from pressmark.library.values import is_file
from pressmark.site.entry import entry_view
from pressmark.site.file_names import twin_of
from pressmark.site.related import most_related, shared_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Figure, Paper
    from pressmark.library.reference import Reference
    from pressmark.library.relations import Relations
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
    if paper.queries:
        rows = "\n".join([f"- {paragraph(query)}" for query in paper.queries])
        blocks.append(f"## In other words\n\n{rows}")
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
    return f"[{link_text(figure.origin)}](<{figure.source}>)".replace("|", "&#124;")


def markdown_row(cells: Iterable[str]) -> str:
    """The line of a table that has these cells, which are Markdown."""
    return f"| {' | '.join(cells)} |"


def related(paper: Paper, library: Library, relations: Relations, site: Site) -> bytes:
    """What follows the Markdown of a paper's page: the papers related to it, the most related
    first, each with what they share; empty where there are none."""
    rows = [
        f"- {_link(library.papers[each.id], site)}: "
        f"{inline(shared_in_words(paper, each, library))}\n"
        for each in relations.related.get(paper.id, ())[: most_related(site, library)]
    ]
    return f"\n## Related papers\n\n{''.join(rows)}".encode() if rows else b""


def line(paper: Paper, site: Site) -> bytes:
    """A paper as a line of a list: a link to the Markdown of its page, authors, date and venue, and
    its summary."""
    view = entry_view(paper)
    names = [inline(name) for name, _ in view["authors"]]
    if view["others"]:
        names.append(counted(view["others"], "other"))
    facts = [enumerated(names), view["when"], inline(paper.venue)]
    note = "; ".join(filter(None, facts))
    status = f"**{paper.status.capitalize()}:** " if paper.status else ""
    summary = f": {inline(paper.plain_tldr)}" if paper.tldr else ""
    return f"- {status}{_link(paper, site)}{f' ({note})' if note else ''}{summary}\n".encode()


def _link(paper: Paper, site: Site) -> str:
    return f"[{link_text(paper.plain_title)}]({site.url}{twin_of('paper', paper.id, site)})"


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
    links = [f"[{_label(term.label)}]({site.url}{twin_of(kind, term.id, site)})" for term in terms]
    return ", ".join(links)


_label = lru_cache(maxsize=5_000)(link_text)  # the same few, again and again
