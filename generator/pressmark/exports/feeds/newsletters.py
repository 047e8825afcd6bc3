"""The e-mail digests of a library in; an Atom feed of them (RFC 4287) out, one entry a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base import markdown
from pressmark.base.markup import escaped, text_element
from pressmark.base.scripts import isolated_html
from pressmark.exports.feeds.atom import document
from pressmark.exports.feeds.feed import MOST, Feed, moment
from pressmark.library.addresses import paper_address
from pressmark.library.newsletter import groups, title_of
from pressmark.site.kinds import KINDS, address

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.newsletter import Newsletter
    from pressmark.site.settings import Site


def feed(library: Library, site: Site) -> bytes:
    """The feed of the latest digests; there must be one."""
    latest = list(library.newsletters.values())[:MOST]
    about = Feed(
        site.url + KINDS["digests"].section,
        f"Digests \u00b7 {site.name}",
        "What was new in the library, as it was sent to subscribers.",
        (),
        latest[0].id,
    )
    return document(about, b"".join([_entry(each, library, site) for each in latest]), site)


def _entry(newsletter: Newsletter, library: Library, site: Site) -> bytes:
    page = escaped(site.url + address("digest", newsletter.id))
    content = escaped(_content(newsletter, library, site))
    day = moment(newsletter.id)
    return (
        f"<entry>\n<id>{page}</id>\n{text_element('title', title_of(newsletter))}"
        f'<link rel="alternate" type="text/html" href="{page}"/>\n'
        f"<published>{day}</published>\n<updated>{day}</updated>\n"
        f'<content type="html" xml:base="{page}">{content}</content>\n</entry>\n'
    ).encode("utf-8", "replace")


def _content(newsletter: Newsletter, library: Library, site: Site) -> str:
    """What the digest says, as HTML that is safe anywhere."""
    parts = (
        [str(markdown.html(newsletter.introduction, draws_math=False))]
        if newsletter.introduction
        else []
    )
    for theme, papers, further in groups(newsletter, library.papers, library.themes):
        parts.append(
            f"<h2>{isolated_html(theme.label if theme else 'Without a theme')}</h2>\n<ul>\n"
        )
        for paper in (*papers, *further):
            page = escaped(site.url + paper_address(paper.id))
            title = isolated_html(paper.plain_title, paper.language)
            link = f'<a href="{page}">{title}</a>'
            gist = f": {isolated_html(paper.plain_tldr)}" if paper.tldr and paper in papers else ""
            parts.append(f"<li>{link}{gist}</li>\n")
        parts.append("</ul>\n")
    return "".join(parts)
