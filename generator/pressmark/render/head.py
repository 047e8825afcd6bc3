"""A page in; what its head tells programs of it out, as one finished piece of HTML.

Every page has a card for those who share it, its place in the site as schema.org words it, and the
feeds that follow it. A paper's page also tells what the paper is: to reference managers, to search
engines and to whoever follows typed links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.escaping import escape
from pressmark.base.licenses import license_of
from pressmark.exports.citations.highwire import citation_tags
from pressmark.exports.citations.signposts import in_head
from pressmark.exports.data.citation_cff import dataset
from pressmark.library.paper import plain_keys
from pressmark.render.json_ld import Thing, container, organization, person, safe_json
from pressmark.site.file_names import CARD, FEEDS, default_card, library_feeds, page_file_names
from pressmark.site.kinds import INDEXES, KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.library.library import Library
    from pressmark.library.reference import Reference
    from pressmark.library.terms import Term
    from pressmark.site.page import Page
    from pressmark.site.settings import Site

_PLAIN_KEYS = plain_keys("json_ld")
# What a hand-written page is in schema.org's words.
_HAND_WRITTEN = "WebPage"
# The files beside a paper's page that hold the same in another format.
_ALTERNATES = {"index.md": "text/markdown", "oembed.json": "application/json+oembed"}


class Heads:
    """The heads of one site's pages; `library` is where papers are told from."""

    def __init__(self, library: Library, site: Site) -> None:
        self._library = library
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
        self._card = _image(self._url + default, escape(site.name))
        self._card_address = site.url + default
        self._feeds = _feeds(self._url, escape(site.name), library_feeds(site))
        self._trails: dict[str, tuple[str, int]] = {}
        self._above: dict[str, list[Thing]] = {}

    def of(self, page: Page, title: str, description: str) -> str:
        """The head of a page with that title and description, each one line and not escaped."""
        if page.kind == "paper":
            return self._of_paper(page, title, description)
        return self.of_list(page.kind, page.section, page.address, title, description)

    def of_list(self, kind: str, section: str, address: str, title: str, description: str) -> str:
        """The head of a page that is no paper's, by its kind, section and address."""
        name = self._site.name if kind == "home" else title
        shown = escape(name)
        files = page_file_names(address, self._site)
        # Material's script, which runs on hand-written pages, takes each alternate for a language.
        feeds = "" if kind == "page" else self._feeds
        if "feed.xml" in files:
            feeds = _feeds(self._url + address, shown, files)
        elif feeds and section in INDEXES and (names := INDEXES[section].feeds):
            feeds = _feeds(self._url + section, INDEXES[section].label, names)
        if kind == "home":
            facts = self._home_itself()
        else:
            facts = self._list_itself(kind, section, address, name, description)
        shared = _shared(self._url + address, shown, escape(description), "website")
        return f"{shared}{self._card}{feeds}{_script(facts)}"

    def _home_itself(self) -> str:
        """The whole site, and the library as a data set where its data can be had."""
        things = [self._site_itself()]
        if self._site.data_files:
            things.append(dataset(self._library, self._site))
        return safe_json({"@context": "https://schema.org", "@graph": things})

    def _site_itself(self) -> Thing:
        site = self._site
        search = site.url + KINDS["search"].section
        return {
            "@type": "WebSite",
            "@id": f"{site.url}#website",
            "url": site.url,
            "name": site.name,
            "description": site.description,
            "publisher": self._library_itself,
            **({"license": self._license} if self._license else {}),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{search}?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }

    def _list_itself(
        self, kind: str, section: str, address: str, title: str, description: str
    ) -> str:
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
        found = self._trails.get(section)
        if found is None:
            crumbs = self._crumbs(*([(section, INDEXES[section].label)] if section else ()))
            found = self._trails[section] = safe_json(crumbs)[1:-1], len(crumbs) + 1
        return found

    def _crumbs(self, *places: tuple[str, str]) -> list[Thing]:
        """Breadcrumbs from the home page on, of addresses and labels."""
        return [
            self._crumb(position, address, label)
            for position, (address, label) in enumerate((("", INDEXES[""].label), *places), 1)
        ]

    def _crumb(self, position: int, address: str, label: str) -> Thing:
        url = self._site.url + address
        return {"@type": "ListItem", "position": position, "name": label, "item": url}

    def _of_paper(self, page: Page, title: str, description: str) -> str:
        told = self._library.reference(self._library.papers[page.stem])
        url = self._site.url + page.address
        files = page_file_names(page.address, self._site)
        shown = escape(title)
        escaped_url = self._url + page.address
        card = _image(f"{escaped_url}{CARD}", shown) if CARD in files else self._card
        tags = citation_tags(told, url)
        # All are of one line each: they are escaped together.
        contents = escape("\n".join([content for _, content in tags])).split("\n")
        metas = [
            f'<meta name="{name}" content="{content}">\n'
            for (name, _), content in zip(tags, contents, strict=True)
        ]
        links = [
            f'<link rel="alternate" href="{escaped_url}{name}" type="{media_type}" '
            f'title="{shown}">\n'
            for name, media_type in _ALTERNATES.items()
            if name in files
        ]
        signposts = in_head(told, escaped_url, files, self._license)
        said = safe_json(self.json_of_paper(page, told))
        return (
            f"{_shared(escaped_url, shown, escape(description), 'article')}{card}"
            f"{''.join(metas)}{signposts}{''.join(links)}{self._feeds}{_script(said)}"
        )

    def json_of_paper(self, page: Page, told: Reference) -> Thing:
        """What the page of a paper, `told` as a reference, says of it and of its place in the site,
        as JSON-LD."""
        paper = self._library.papers[page.stem]
        theme = self._library.themes.get(paper.theme)
        url = self._site.url + page.address
        image = url + CARD if self._has_card(page) else self._card_address
        return {
            "@context": "https://schema.org",
            "@graph": [
                self._paper_itself(told, url, image, paper.later_title, paper.status),
                self._place(page, told.title, theme),
            ],
        }

    def _has_card(self, page: Page) -> bool:
        return CARD in page_file_names(page.address, self._site)

    def _paper_itself(
        self, told: Reference, url: str, image: str, later_title: str, status: str
    ) -> Thing:
        """The paper as schema.org words it; absent facts are left out."""
        also, identifiers = [], []
        if told.doi:
            also.append(f"https://doi.org/{told.doi}")
            identifiers.append({"@type": "PropertyValue", "propertyID": "DOI", "value": told.doi})
        if told.arxiv:
            also.append(f"https://arxiv.org/abs/{told.arxiv}")
            identifiers.append(
                {"@type": "PropertyValue", "propertyID": "arXiv", "value": told.arxiv}
            )
        thing: Thing = {
            "@type": ["ScholarlyArticle", "Thesis"]
            if told.kind == "thesis"
            else "ScholarlyArticle",
            "@id": f"{url}#paper",
            "mainEntityOfPage": url,
            "name": told.title,
            "headline": told.title,
            "alternateName": later_title,
            "author": [person(name) for name in told.names],
            "datePublished": told.date if told.date.startswith(told.year) else told.year,
            "isPartOf": container(told),
            "pagination": told.pages,
            "publisher": organization(told.publisher),
            "sourceOrganization": organization(told.track if told.kind == "thesis" else ""),
            "identifier": identifiers,
            "sameAs": also,
            "url": told.url,
            "image": image,
            "keywords": told.keywords,
            "abstract": told.abstract,
            "creativeWorkStatus": status,
            **dict(told.under(_PLAIN_KEYS)),
        }
        if told.pdf:
            thing["encoding"] = {
                "@type": "MediaObject",
                "contentUrl": told.pdf,
                "encodingFormat": "application/pdf",
            }
        if told.summary:
            # The library's own words, and said to be so.
            thing["review"] = {
                "@type": "Review",
                "@id": f"{url}#digest",
                "name": "Digest",
                "reviewBody": told.summary,
                "author": self._library_itself,
                **({"license": self._license} if self._license else {}),
            }
        return {name: value for name, value in thing.items() if value}

    def _place(self, page: Page, title: str, theme: Term | None) -> Thing:
        name = theme.id if theme else ""
        above = self._above.get(name)
        if above is None:
            kind = KINDS["theme" if theme else "paper"]
            places = [(kind.section, INDEXES[kind.section].label)]
            if theme:
                places.append((kind.address(name), theme.label))
            above = self._above[name] = self._crumbs(*places)
        here = self._crumb(len(above) + 1, page.address, title)
        return {"@type": "BreadcrumbList", "itemListElement": [*above, here]}


def _shared(url: str, title: str, description: str, kind: str) -> str:
    """What is shown of a page where it is shared (https://ogp.me), of escaped texts."""
    return (
        f'<meta property="og:type" content="{kind}">\n'
        f'<meta property="og:title" content="{title}">\n'
        f'<meta property="og:description" content="{description}">\n'
        f'<meta property="og:url" content="{url}">\n'
    )


def _image(address: str, alt: str) -> str:
    return (
        f'<meta property="og:image" content="{address}">\n'
        f'<meta name="twitter:image:alt" property="og:image:alt" content="{alt}">\n'
    )


def _feeds(base: str, title: str, names: Collection[str]) -> str:
    return "".join(
        [
            f'<link rel="alternate" type="{media_type}" title="{title}" href="{base}{name}">\n'
            for name, media_type in FEEDS.items()
            if name in names
        ]
    )


def _script(json_text: str) -> str:
    return f'<script type="application/ld+json">{json_text}</script>'
