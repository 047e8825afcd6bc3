"""A list of papers in; what every feed of it says out, in whatever format.

An entry is about one paper and the same in all feeds: its id is the first address that the paper
ever had, and its days are the record's, so that neither changes when other papers come and go or
when this one gets another address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.base import markdown, scripts
from pressmark.base.escaping import escape
from pressmark.library.addresses import paper_address
from pressmark.library.crowds import left_out, named
from pressmark.library.dates import UNKNOWN, day_of, latest
from pressmark.library.paper import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.paper import Figure, Paper
    from pressmark.site.settings import Site

# How many papers a feed holds, and one of many in a large library.
MOST = 50
FEW = 12


class Feed(NamedTuple):
    """A feed of the papers that a page lists: the page's absolute address, the feed's title and
    description, its papers, the newest first, and the day of that one."""

    page: str
    title: str
    description: str
    papers: Sequence[Paper]
    updated: str


def feed_of(
    page: str, title: str, description: str, papers: Sequence[Paper], most: int = MOST
) -> Feed:
    """The feed of a page's papers, which stand newest first by their own dates; it holds as many of
    them at `most`."""
    newest = latest(papers, most)
    updated = day_of(newest[0]) if newest else ""
    return Feed(page, title, description, newest, updated or UNKNOWN)


def entry_id(paper: Paper, site: Site) -> str:
    """The first absolute address that the paper ever had."""
    first = paper.redirect_from[0] if paper.redirect_from else paper.id
    return site.url + paper_address(first)


def moment(day: str) -> str:
    """The beginning of a day as RFC 3339 writes it."""
    return f"{day}T00:00:00Z"


def content(paper: Paper) -> str:
    """What the page says of the paper, as HTML that is safe anywhere; never empty."""
    parts = []
    if paper.status:
        parts.append(f"<p><strong>This paper was {paper.status}.</strong></p>\n")
    if paper.tldr:
        gist = paper.plain_tldr
        parts.append(f"<p{scripts.attributes(gist)}>{scripts.html(gist)}</p>\n")
    parts += [
        f"<h2>{section}</h2>\n{markdown.html(text, draws_math=False)}"
        for section in SECTIONS
        if (text := getattr(paper, section.lower()))
    ]
    if paper.figures:
        rows = [
            f"<li>{scripts.isolated_html(figure.what)}: {scripts.isolated_html(figure.value)}"
            f"{_origin(figure)}</li>"
            for figure in paper.figures
        ]
        parts.append(f"<h2>Key figures</h2>\n<ul>{''.join(rows)}</ul>\n")
    if count := left_out(len(paper.authors)):
        names = ", ".join([scripts.isolated_html(author.name) for author in named(paper)])
        parts.append(f"<p>By {names} and {count:,} others.</p>\n")
    if parts:
        return "".join(parts)
    title = paper.plain_title
    return f"<p{scripts.attributes(title, paper.language)}>{scripts.html(title)}</p>\n"


def _origin(figure: Figure) -> str:
    """Where a figure is from, behind its value."""
    if not figure.origin:
        return ""
    origin = scripts.isolated_html(figure.origin)
    return f' (<a href="{escape(figure.source)}">{origin}</a>)' if figure.source else f" ({origin})"
