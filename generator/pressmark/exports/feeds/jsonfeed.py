"""A feed in; a JSON Feed (version 1.1) out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_line, json_text
from pressmark.base.scripts import speech
from pressmark.exports.feeds.feed import content, entry_id, moment
from pressmark.library.addresses import paper_address
from pressmark.library.crowds import named
from pressmark.library.dates import day_of
from pressmark.site.kinds import address

if TYPE_CHECKING:
    from pressmark.exports.feeds.feed import Feed
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.site.settings import Site

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
# What stands between two items.
BETWEEN = b",\n"


def item(paper: Paper, cited: Reference, library: Library, site: Site) -> bytes:
    """The item of a paper, which `cited` refers to, as a JSON object."""
    day = day_of(paper)
    labels = [library.themes[name].label for name in (paper.theme, *paper.also) if name]
    labels += [library.tags[name].label for name in paper.tags]
    values: dict[str, Any] = {
        "id": entry_id(paper, site),
        "url": site.url + paper_address(paper.id),
        "external_url": cited.url,
        "title": paper.plain_title,
        "language": speech(paper.plain_title, paper.language).language,
        "summary": paper.plain_tldr,
        "content_html": content(paper),
        "date_published": day and moment(day),
        "date_modified": day and moment(day),
        "authors": [
            {"name": author.name, "url": site.url + address("author", person)}
            for author, person in zip(named(paper), library.author_ids(paper), strict=False)
        ],
        "tags": list(dict.fromkeys(labels)),
    }
    return json_line({name: value for name, value in values.items() if value})


def document(feed: Feed, items: bytes, site: Site) -> bytes:
    """The feed as a document; `items` are those of its papers, with `BETWEEN` between them."""
    description = f'"description":{json_text(feed.description)},' if feed.description else ""
    head = (
        f'{{"version":"{VERSION}","title":{json_text(feed.title)},'
        f'"home_page_url":{json_text(feed.page)},"feed_url":{json_text(feed.page + "feed.json")},'
        f'{description}{_library(site.name, site.url)},"language":"en","items":[\n'
    )
    return b"".join([head.encode(), items, b"\n]}\n"])


@lru_cache(maxsize=1)
def _library(name: str, url: str) -> str:
    """What every feed says of the library."""
    return f'"authors":[{{"name":{json_text(name)},"url":{json_text(url)}}}]'
