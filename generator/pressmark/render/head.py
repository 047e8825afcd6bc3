"""A page in; what its head tells programs of it out, as one finished piece of HTML.

A paper's page also tells what the paper is: to reference managers, to search engines and to whoever
follows typed links. The home page tells of the whole library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.escaping import escape, escape_long
from pressmark.base.languages import language_of
from pressmark.base.math.texts import plain
from pressmark.base.scripts import speech
from pressmark.exports.citations.highwire import citation_tags
from pressmark.exports.citations.signposts import in_head
from pressmark.exports.data.citation_cff import dataset
from pressmark.library.addresses import doi_address
from pressmark.library.paper import plain_keys
from pressmark.render.json_ld import TYPES, Thing, container, organization, person, safe_json
from pressmark.render.list_head import ListHeads, alternate, image, script, shared_facts
from pressmark.site.file_names import CARD, page_file_names
from pressmark.site.kinds import INDEXES, KINDS, TWIN

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.reference import Reference
    from pressmark.library.terms import Term
    from pressmark.site.page import Page
    from pressmark.site.settings import Site

_PLAIN_KEYS = plain_keys("json_ld")
# The files beside a paper's page that hold the same in another format.
_ALTERNATES = {TWIN: "text/markdown", "oembed.json": "application/json+oembed"}


class Heads(ListHeads):
    """The heads of all pages of one site; `library` is where papers are told from."""

    def __init__(self, library: Library, site: Site) -> None:
        super().__init__(site)
        self._library = library
        self._above: dict[str, list[Thing]] = {}

    def of(self, page: Page, title: str, description: str) -> str:
        """The head of a page with that title and description, each one line and not escaped."""
        if page.kind == "paper":
            return self._of_paper(page, title)
        return self.of_list(page.kind, page.section, page.address, title, description)

    def _facts(self, kind: str, section: str, address: str, title: str, description: str) -> str:
        if kind == "home":
            return self._home_itself()
        return super()._facts(kind, section, address, title, description)

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

    def _of_paper(self, page: Page, title: str) -> str:
        reference = self._library.reference(self._library.papers[page.stem])
        url = self._site.url + page.address
        files = page_file_names(page.address, self._site)
        shown = escape(title)
        escaped_url = self._url + page.address
        card = image(f"{escaped_url}{CARD}", shown) if CARD in files else self._card
        tags = citation_tags(reference, url)
        # All are of one line each: they are escaped together.
        contents = escape_long("\n".join([content for _, content in tags])).split("\n")
        metas = [
            f'<meta name="{name}" content="{content}">\n'
            for (name, _), content in zip(tags, contents, strict=True)
        ]
        links = [
            alternate(escaped_url + name, media_type, shown)
            for name, media_type in _ALTERNATES.items()
            if name in files
        ]
        signposts = in_head(reference, escaped_url, files, self._license)
        facts = safe_json(self.json_of_paper(page, reference))
        return (
            f"{shared_facts(escaped_url, shown, 'article')}{card}"
            f"{''.join(metas)}{signposts}{''.join(links)}{self._feeds}{script(facts)}"
        )

    def json_of_paper(self, page: Page, reference: Reference) -> Thing:
        """What the page of a paper, that reference, says of it and of its place in the site,
        as JSON-LD."""
        paper = self._library.papers[page.stem]
        theme = self._library.themes.get(paper.theme)
        url = self._site.url + page.address
        image = url + CARD if self._has_card(page) else self._card_address
        title = paper.plain_title
        other_title = title if reference.title != title else plain(paper.later_title)
        things = [self._paper_itself(reference, url, image, other_title, paper.status)]
        # In a large library the breadcrumbs of the page itself must do.
        if not self._site.few_paper_files:
            things.append(self._place(page, reference.listed_title, theme))
        return {"@context": "https://schema.org", "@graph": things}

    def _has_card(self, page: Page) -> bool:
        return CARD in page_file_names(page.address, self._site)

    def _paper_itself(
        self, reference: Reference, url: str, image: str, other_title: str, status: str
    ) -> Thing:
        """The paper as schema.org words it; absent facts are left out."""
        also, identifiers = [], []
        if reference.doi:
            also.append(doi_address(reference.doi))
            identifiers.append(
                {"@type": "PropertyValue", "propertyID": "DOI", "value": reference.doi}
            )
        if reference.arxiv:
            also.append(f"https://arxiv.org/abs/{reference.arxiv}")
            identifiers.append(
                {"@type": "PropertyValue", "propertyID": "arXiv", "value": reference.arxiv}
            )
        thing: Thing = {
            "@type": TYPES.get(reference.kind, "ScholarlyArticle"),
            "@id": f"{url}#paper",
            "mainEntityOfPage": url,
            "name": reference.title,
            "headline": reference.title,
            "alternateName": other_title,
            # Of thousands the first: meta tags and the page itself name all.
            "author": [person(name) for name in reference.abridged.names],
            "editor": reference.editors and [person(name) for name in reference.editors],
            "datePublished": reference.publication_date,
            "isPartOf": container(reference),
            "pagination": reference.pages,
            "genre": reference.genre if reference.is_kind_given else "",
            "publisher": reference.publisher and organization(reference.publisher),
            "sourceOrganization": reference.kind == "thesis" and organization(reference.track),
            "identifier": identifiers,
            "sameAs": also,
            "url": reference.url,
            "image": image,
            "keywords": reference.keywords,
            # A meta tag has it too, and the page itself.
            "abstract": "" if self._site.few_paper_files else reference.abstract,
            "creativeWorkStatus": status,
        }
        if reference.further:
            thing |= reference.under(_PLAIN_KEYS)
        if language := _language_of(reference):
            thing["inLanguage"] = language
        if reference.pdf:
            thing["encoding"] = {
                "@type": "MediaObject",
                "contentUrl": reference.pdf,
                "encodingFormat": "application/pdf",
            }
        if reference.summary:
            # The library's own words, and said to be so.
            thing["review"] = {
                "@type": "Review",
                "@id": f"{url}#digest",
                "name": "Digest",
                "reviewBody": reference.summary,
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


def _language_of(reference: Reference) -> str:
    """The language of a work as a tag, by its record or by the letters of its title; empty where
    neither tells, and where the record has a name for it that is not known."""
    if reference.language:
        language = language_of(reference.language)
        return language.tag if language else ""
    tag = speech(reference.title).language
    return "" if tag.startswith("und") else tag
