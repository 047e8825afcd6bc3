"""A feed in; an Atom document (RFC 4287) out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base.licenses import license_of
from pressmark.base.markup import escaped, text_element
from pressmark.exports.feeds.feed import content, entry_id, moment
from pressmark.library.addresses import paper_address
from pressmark.library.crowds import named
from pressmark.library.dates import UNKNOWN, day_of
from pressmark.site.kinds import KINDS, address

if TYPE_CHECKING:
    from pressmark.exports.feeds.feed import Feed
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.site.settings import Site

TYPE = "application/atom+xml"


def entry(paper: Paper, cited: Reference, library: Library, site: Site) -> bytes:
    """The entry of a paper, which `cited` refers to."""
    url = escaped(site.url)
    page = url + paper_address(paper.id)
    days = moment(day_of(paper) or UNKNOWN)
    related = f'<link rel="related" href="{escaped(cited.url)}"/>\n' if cited.url else ""
    authors = [
        f"<author><name>{escaped(author.name)}</name>"
        f"<uri>{url}{address('author', person)}</uri></author>\n"
        for author, person in zip(named(paper), library.author_ids(paper), strict=False)
    ]
    terms = [
        *(("theme", library.themes[name]) for name in (paper.theme, *paper.also) if name),
        *(("tag", library.tags[name]) for name in paper.tags),
    ]
    categories = [_category(term.id, url + KINDS[kind].section, term.label) for kind, term in terms]
    summary = text_element("summary", paper.plain_tldr) if paper.tldr else ""
    return (
        f"<entry>\n<id>{escaped(entry_id(paper, site))}</id>\n"
        f"{text_element('title', paper.plain_title, paper.language)}"
        f'<link rel="alternate" type="text/html" href="{page}"/>\n{related}'
        f"<published>{days}</published>\n<updated>{days}</updated>\n"
        f"{''.join(authors)}{''.join(categories)}{summary}"
        f'<content type="html" xml:base="{page}">{escaped(content(paper))}</content>\n</entry>\n'
    ).encode()


@lru_cache(maxsize=5_000)
def _category(name: str, scheme: str, label: str) -> str:
    return f'<category term="{name}" scheme="{scheme}" label="{escaped(label)}"/>\n'


def document(feed: Feed, entries: bytes, site: Site) -> bytes:
    """The feed as a document; `entries` are those of its papers, one behind the other."""
    page = escaped(feed.page)
    subtitle = f"<subtitle>{escaped(feed.description)}</subtitle>\n" if feed.description else ""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{page}feed.xml</id>\n<title>{escaped(feed.title)}</title>\n{subtitle}"
        f'<link rel="self" type="{TYPE}" href="{page}feed.xml"/>\n'
        f'<link rel="alternate" type="text/html" href="{page}"/>\n'
        f"<updated>{moment(feed.updated)}</updated>\n"
        f"{_library(site.name, site.url, license_of(site.license).label)}"
    )
    return b"".join([head.encode(), entries, b"</feed>\n"])


@lru_cache(maxsize=1)
def _library(name: str, url: str, license_: str) -> str:
    """What every feed says of the library."""
    rights = f"<rights>Summaries: {escaped(license_)}</rights>\n" if license_ else ""
    author = f"<author><name>{escaped(name)}</name><uri>{escaped(url)}</uri></author>\n"
    return f"{author}{rights}<generator>pressmark</generator>\n"
