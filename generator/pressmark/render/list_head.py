"""A page that is no paper's in; what its head tells programs of it, as finished HTML, out.

Every page has a card for those who share it, its place in the site as schema.org words it, and the
feeds that follow it. None of that asks for the library: who draws the theme does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.escaping import escape
from pressmark.base.licenses import license_of
from pressmark.render.json_ld import Thing, safe_json
from pressmark.site.file_names import FEEDS, default_card, library_feeds, page_file_names
from pressmark.site.kinds import INDEXES, KINDS, TWIN

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.site.settings import Site

# What a hand-written page is in schema.org's words.
_HAND_WRITTEN = "WebPage"


class ListHeads:
    """The heads of those pages of a site that are no paper's."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._url = escape(site.url)
        self._in_json = safe_json(site.url)[1:-1]
        self._license = license_of(site.license).address
        self._library_itself = {
            "@type": "Organization",
            "name": site.name,
            "url": site.url,
        }
        default = default_card(site)
        self._card = image(self._url + default, escape(site.name))
        self._card_address = site.url + default
        self._feeds = feed_links(self._url, escape(site.name), library_feeds(site))
        self._trails: dict[str, tuple[str, int]] = {}

    def of_list(self, kind: str, section: str, address: str, title: str, description: str) -> str:
        """The head of a page that is no paper's, by its kind, section and address."""
        name = self._site.name if kind == "home" else title
        shown = escape(name)
        if self._site.few_list_files and kind in KINDS and KINDS[kind].is_per_person:
            # A large library has tens of thousands of people, most of them with one paper.
            return _shared_title(shown)
        files = page_file_names(address, self._site)
        # Material's script, which runs on hand-written pages, takes each alternate for a language.
        feeds = "" if kind == "page" else self._feeds
        if "feed.xml" in files:
            feeds = feed_links(self._url + address, shown, files)
        elif feeds and section in INDEXES and (names := INDEXES[section].feeds):
            feeds = feed_links(self._url + section, INDEXES[section].label, names)
        twin = ""
        if TWIN in files and kind != "page":
            twin = alternate(self._url + address + TWIN, "text/markdown", shown)
        facts = self._facts(kind, section, address, name, description)
        shared = shared_facts(self._url + address, shown, "website")
        return f"{shared}{self._card}{twin}{feeds}{script(facts)}"

    def _facts(self, kind: str, section: str, address: str, title: str, description: str) -> str:
        """A page and where it stands. There may be tens of thousands: only what differs is made."""
        url, name = f'"{self._in_json}{address}"', safe_json(title)
        trail, place = self._trail("" if address == section else section)
        schema_type = KINDS[kind].schema_type if kind in KINDS else _HAND_WRITTEN
        return (
            f'{{"@context":"https://schema.org","@type":"{schema_type}",'
            f'"@id":{url},"url":{url},"name":{name},"description":{safe_json(description)},'
            f'"isPartOf":{{"@id":"{self._in_json}#website"}},"breadcrumb":{{"@type":'
            f'"BreadcrumbList","itemListElement":[{trail},{{"@type":"ListItem","position":{place},'
            f'"name":{name},"item":{url}}}]}}}}'
        )

    def _trail(self, section: str) -> tuple[str, int]:
        """What stands before a page in its breadcrumbs, and the page's own place."""
        trail = self._trails.get(section)
        if trail is None:
            crumbs = self._crumbs(*([(section, INDEXES[section].label)] if section else ()))
            trail = self._trails[section] = safe_json(crumbs)[1:-1], len(crumbs) + 1
        return trail

    def _crumbs(self, *places: tuple[str, str]) -> list[Thing]:
        """Breadcrumbs from the home page on, of addresses and labels."""
        return [
            self._crumb(position, address, label)
            for position, (address, label) in enumerate((("", INDEXES[""].label), *places), 1)
        ]

    def _crumb(self, position: int, address: str, label: str) -> Thing:
        url = self._site.url + address
        return {"@type": "ListItem", "position": position, "name": label, "item": url}


def shared_facts(url: str, title: str, kind: str) -> str:
    """What is shown of a page where it is shared (https://ogp.me), of escaped texts; its frame adds
    the description."""
    return (
        f'<meta property="og:type" content="{kind}">\n{_shared_title(title)}\n'
        f'<meta property="og:url" content="{url}">\n'
    )


def _shared_title(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


def image(address: str, alt: str) -> str:
    return (
        f'<meta property="og:image" content="{address}">\n'
        f'<meta name="twitter:image:alt" property="og:image:alt" content="{alt}">\n'
        '<meta property="og:image:width" content="1200">\n'
        '<meta property="og:image:height" content="630">\n'
    )


def alternate(url: str, media_type: str, title: str) -> str:
    """A link to the same in another format, of escaped texts."""
    return f'<link rel="alternate" href="{url}" type="{media_type}" title="{title}">\n'


def feed_links(base: str, title: str, names: Collection[str]) -> str:
    return "".join(
        [
            f'<link rel="alternate" type="{media_type}" title="{title}" href="{base}{name}">\n'
            for name, media_type in FEEDS.items()
            if name in names
        ]
    )


def script(json_text: str) -> str:
    return f'<script type="application/ld+json">{json_text}</script>'
