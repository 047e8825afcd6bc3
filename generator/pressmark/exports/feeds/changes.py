"""A library in; feeds of what is new in it, changes of papers too, out: Atom (RFC 4287) and JSON
Feed (version 1.1).

An entry is called by its paper's first address, its day and its kind, so that its id stays when the
paper gets another address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markup import escaped, json_line, text_element
from pressmark.base.scripts import isolated_html, speech
from pressmark.exports.feeds import atom, jsonfeed
from pressmark.exports.feeds.feed import MOST, Feed, entry_id, moment
from pressmark.library.addresses import paper_address
from pressmark.library.dates import UNKNOWN
from pressmark.site.kinds import KINDS
from pressmark.site.news import LABELS, in_words, title_of

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.news import News
    from pressmark.site.settings import Site


def atom_feed(library: Library, site: Site) -> bytes:
    """The latest news as Atom."""
    entries = [_entry(each, site) for each in library.news[:MOST]]
    return atom.document(_feed(library, site), b"".join(entries), site)


def json_feed(library: Library, site: Site) -> bytes:
    """The latest news as a JSON Feed."""
    items = [_item(each, site) for each in library.news[:MOST]]
    return jsonfeed.document(_feed(library, site), jsonfeed.BETWEEN.join(items), site)


def _feed(library: Library, site: Site) -> Feed:
    return Feed(
        site.url + KINDS["new"].section,
        f"What is new \u00b7 {site.name}",
        "Papers that were added, changed, retitled or withdrawn.",
        (),
        library.news[0].day if library.news else UNKNOWN,
    )


def _entry(news: News, site: Site) -> bytes:
    day = moment(news.day)
    return (
        f"<entry>\n<id>{escaped(_id(news, site))}</id>\n"
        f"{text_element('title', _headline(news), _language(news))}"
        f'<link rel="alternate" type="text/html" href="{escaped(_page(news, site))}"/>\n'
        f"<published>{day}</published>\n<updated>{day}</updated>\n"
        f'<category term="{news.kind}" label="{LABELS[news.kind]}"/>\n'
        f'<content type="html">{escaped(_content(news))}</content>\n</entry>\n'
    ).encode("utf-8", "replace")


def _item(news: News, site: Site) -> bytes:
    day = moment(news.day)
    values = {
        "id": _id(news, site),
        "url": _page(news, site),
        "title": _headline(news),
        "language": speech(_headline(news), _language(news)).language,
        "content_html": _content(news),
        "date_published": day,
        "date_modified": day,
        "tags": [LABELS[news.kind]],
    }
    return json_line({name: value for name, value in values.items() if value})


def _id(news: News, site: Site) -> str:
    first = entry_id(news.paper, site) if news.paper else site.url + paper_address(news.id)
    return f"{first}#{news.day}-{news.kind}"


def _page(news: News, site: Site) -> str:
    """The paper's page; of one that was removed, where that is told."""
    if news.paper:
        return site.url + paper_address(news.id)
    return f"{site.url}{KINDS['new'].section}#{news.key}"


def _headline(news: News) -> str:
    return f"{LABELS[news.kind]}: {title_of(news)}"


def _language(news: News) -> str:
    return news.paper.language if news.paper else ""


def _content(news: News) -> str:
    """What changed and what the paper found, as HTML that is safe anywhere; never empty."""
    parts = [f"<p>{isolated_html(in_words(news))}</p>\n"]
    if news.paper and news.paper.tldr:
        parts.append(f"<p>{isolated_html(news.paper.plain_tldr)}</p>\n")
    return "".join(parts)
