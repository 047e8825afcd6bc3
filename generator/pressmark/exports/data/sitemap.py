"""Addresses and days in; the site's map (sitemaps.org, protocol 0.9) and robots.txt (RFC 9309) out.

A map holds 50,000 addresses at most; of more, `sitemap.xml` is an index of several. Their other
limit, 50 MiB, would take addresses of a thousand bytes, which ids are too short for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markup import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.site.settings import Site

# An address below the site's, and the day on which what it shows changed last; empty if not known.
DatedAddress = tuple[str, str]

MOST = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def names(pages: int) -> list[str]:
    """The files of a map of so many pages: one, or an index and its parts."""
    parts = range(-(-pages // MOST)) if pages > MOST else ()
    return ["sitemap.xml", *(f"sitemap-{number + 1}.xml" for number in parts)]


def document(name: str, pages: Sequence[DatedAddress], site: Site) -> Iterator[bytes]:
    """The file of that name, in pieces. Pages are in an order of their own that is kept."""
    if name != "sitemap.xml":
        number = int(name.removeprefix("sitemap-").removesuffix(".xml"))
        yield from _map(pages[(number - 1) * MOST : number * MOST], site)
    elif len(pages) <= MOST:
        yield from _map(pages, site)
    else:
        yield f"{_HEAD}<sitemapindex {_NAMESPACE}>\n".encode()
        for number, part in enumerate(names(len(pages))[1:]):
            days = [day for _, day in pages[number * MOST : (number + 1) * MOST]]
            yield _row("sitemap", escaped(site.url) + part, max(days)).encode()
        yield b"</sitemapindex>\n"


def _map(pages: Sequence[DatedAddress], site: Site) -> Iterator[bytes]:
    url = escaped(site.url)
    yield f"{_HEAD}<urlset {_NAMESPACE}>\n".encode()
    yield "".join([_row("url", url + escaped(address), day) for address, day in pages]).encode()
    yield b"</urlset>\n"


def _row(element: str, address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{element}><loc>{address}</loc>{changed}</{element}>\n"


def robots(site: Site) -> bytes:
    """Everyone may read everything, and the map stands there. Crawlers look for this file at a
    host's root only: for a site below a path it does nothing, and no harm."""
    pointer = f"\nSitemap: {site.url}sitemap.xml\n" if site.has_address else ""
    return f"User-agent: *\nAllow: /\n{pointer}".encode()
