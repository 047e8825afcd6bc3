"""A page in; the files beside it out, which tell programs what the page tells people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.base.licenses import license_of
from pressmark.exports import embed
from pressmark.exports.citations.signposts import linkset
from pressmark.exports.data import figures, paper_markdown, related
from pressmark.exports.fragment_kinds import JSON, MARKDOWN
from pressmark.exports.list_formats import CITATIONS, FEEDS
from pressmark.exports.twins.kinds import twin
from pressmark.library.addresses import paper_address
from pressmark.site.file_names import (
    CARD,
    EMBED,
    LINKSET,
    RELATED,
    default_card,
    page_file_names,
)
from pressmark.site.kinds import TWIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pressmark.exports.context import ExportContext, FragmentKind, PaperList
    from pressmark.exports.feeds.feed import Feed
    from pressmark.exports.list_formats import CitationFormat, FeedFormat
    from pressmark.site.page import Page


class FiledPage(NamedTuple):
    """A page with files beside it, its address with the site's before it, the papers that
    it lists, and what its feeds hold if it has any. `is_abridged` says that its citations have
    crowded papers in short."""

    page: Page
    url: str
    papers: PaperList
    feed: Feed | None
    is_abridged: bool


def _fragment(kind: FragmentKind, context: ExportContext, page: FiledPage) -> bytes:
    return context.fragments(kind, page.papers.papers)[0]


def _citations(format_: CitationFormat, context: ExportContext, page: FiledPage) -> bytes:
    return format_.list_file(context, page.papers, is_abridged=page.is_abridged)


def _feed(format_: FeedFormat, context: ExportContext, page: FiledPage) -> bytes:
    return format_.list_file(context, page.papers, page.feed) if page.feed else b""


def _linkset(context: ExportContext, page: FiledPage) -> bytes:
    (paper,) = page.papers.papers
    names = page_file_names(page.page.address, context.site)
    terms = license_of(context.site.license).address
    return linkset(context.library.reference(paper), page.url, names, terms)


def _oembed(context: ExportContext, page: FiledPage) -> bytes:
    site = context.site
    image = page.url + CARD if site.cards else site.url + default_card(site)
    (paper,) = page.papers.papers
    return embed.oembed(context.library.reference(paper), page.url, site.name, site.url, image)


def _embed(context: ExportContext, page: FiledPage) -> bytes:
    (paper,) = page.papers.papers
    return embed.embed_page(context.library.reference(paper), page.url, context.site.name)


def _related(context: ExportContext, page: FiledPage) -> bytes:
    (paper,) = page.papers.papers
    return related.of_paper(paper, context.library, context.relations, context.site)


def _twin(context: ExportContext, page: FiledPage) -> bytes:
    if page.page.kind != "paper":
        return twin(page.page, context)
    (paper,) = page.papers.papers
    more = paper_markdown.related(paper, context.library, context.relations, context.site)
    return _fragment(MARKDOWN, context, page) + more


def _figures(context: ExportContext, page: FiledPage) -> bytes:
    groups = {page.page.stem: tuple(page.papers.papers)}
    return b"".join(figures.csv(groups, context.site))


def _card(context: ExportContext, page: FiledPage) -> bytes:
    assert context.cards  # noqa: S101 - who wants no cards is not asked for any
    (paper,) = page.papers.papers
    return context.cards.of(context.library.reference(paper))


# What makes each file, by its name.
PAGE_FILES: Final[Mapping[str, Callable[[ExportContext, FiledPage], bytes]]] = {
    "paper.json": partial(_fragment, JSON),
    TWIN: _twin,
    LINKSET: _linkset,
    "oembed.json": _oembed,
    EMBED: _embed,
    RELATED: _related,
    CARD: _card,
    "figures.csv": _figures,
    **{f"cite.{ending}": partial(_citations, format_) for ending, format_ in CITATIONS.items()},
    **{f"papers.{ending}": partial(_citations, format_) for ending, format_ in CITATIONS.items()},
    **{name: partial(_feed, format_) for name, format_ in FEEDS.items()},
}


def links_to(paper: str) -> Mapping[str, str]:
    """The files beside a list of this paper alone that stand beside the paper too: name beside the
    list, and the other's path from the site's root."""
    return {f"papers.{ending}": f"{paper_address(paper)}cite.{ending}" for ending in CITATIONS}
