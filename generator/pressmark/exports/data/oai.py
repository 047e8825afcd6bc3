"""The library in; an OAI-PMH static repository out, whose records are Dublin Core.

The format is that of "Specification for an OAI Static Repository and an OAI Static Repository
Gateway" (protocol version 2.0): a file that a gateway answers harvesters from.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pressmark.base.markup import escaped, text_element
from pressmark.library.addresses import doi_address, paper_address
from pressmark.library.dates import UNKNOWN, day_of
from pressmark.library.paper import plain_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.site.settings import Site

PATH = "oai/static-repository.xml"
_PLAIN_KEYS = plain_keys("dublin_core")
_OAI = "http://www.openarchives.org/OAI/2.0/"


def record(paper: Paper, cited: Reference, library: Library, site: Site) -> bytes:
    """A paper, which `cited` refers to, as a record. Its identifier is made of the first id that
    the paper ever had, its datestamp is the day on which the library took it in."""
    first = paper.redirect_from[0] if paper.redirect_from else paper.id
    themes = (library.themes[name] for name in (paper.theme, *paper.also) if name)
    terms = [*themes, *(library.tags[name] for name in paper.tags)]
    creators = [f"<dc:creator>{escaped(name.inverted)}</dc:creator>\n" for name in cited.names]
    facts = (
        ("description", paper.plain_tldr),
        ("publisher", paper.publisher),
        ("date", paper.first_date),
        ("type", "Text"),
        ("type", paper.type),
        ("identifier", site.url + paper_address(paper.id)),
        ("identifier", paper.doi and doi_address(paper.doi)),
        ("identifier", paper.arxiv and f"arXiv:{paper.arxiv}"),
        ("source", cited.container),
        ("relation", cited.url),
        *cited.under(_PLAIN_KEYS),
    )
    elements = [
        text_element("dc:title", paper.plain_title, paper.language),
        *creators,
        *[_subject(term.label) for term in terms],
        *[f"<dc:{name}>{escaped(text)}</dc:{name}>\n" for name, text in facts if text],
    ]
    return (
        f"<oai:record>\n<oai:header><oai:identifier>{_space(site.url)}{first}</oai:identifier>"
        f"<oai:datestamp>{day_of(paper) or UNKNOWN}</oai:datestamp></oai:header>\n"
        '<oai:metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_OAI}oai_dc/ {_OAI}oai_dc.xsd">\n'
        f"{''.join(elements)}</oai_dc:dc></oai:metadata>\n</oai:record>\n"
    ).encode()


@lru_cache(maxsize=5_000)
def _subject(label: str) -> str:
    return f"<dc:subject>{escaped(label)}</dc:subject>\n"


def document(library: Library, site: Site, records: Iterable[bytes]) -> Iterator[bytes]:
    """The repository in pieces; `records` are those of its papers, of which there is at least one.

    Its base address is the gateway's where the site names one, else the file's own. Who it belongs
    to is the site's contact, else the webmaster of its host (RFC 2142).
    """
    own = site.url + PATH
    base = f"{site.gateway}{own.partition('://')[2]}" if site.gateway else own
    earliest = min([day_of(paper) or UNKNOWN for paper in library.papers.values()])
    contact = site.contact or f"webmaster@{_host(site.url)}"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Repository xmlns="{_OAI}static-repository" xmlns:oai="{_OAI}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_OAI}static-repository {_OAI}static-repository.xsd">\n'
        f"<Identify>\n<oai:repositoryName>{escaped(site.name)}</oai:repositoryName>\n"
        f"<oai:baseURL>{escaped(base)}</oai:baseURL>\n"
        "<oai:protocolVersion>2.0</oai:protocolVersion>\n"
        f"<oai:adminEmail>{escaped(contact)}</oai:adminEmail>\n"
        f"<oai:earliestDatestamp>{earliest}</oai:earliestDatestamp>\n"
        "<oai:deletedRecord>no</oai:deletedRecord>\n"
        "<oai:granularity>YYYY-MM-DD</oai:granularity>\n</Identify>\n"
        "<ListMetadataFormats>\n<oai:metadataFormat>"
        "<oai:metadataPrefix>oai_dc</oai:metadataPrefix>"
        f"<oai:schema>{_OAI}oai_dc.xsd</oai:schema>"
        f"<oai:metadataNamespace>{_OAI}oai_dc/</oai:metadataNamespace>"
        "</oai:metadataFormat>\n</ListMetadataFormats>\n"
        '<ListRecords metadataPrefix="oai_dc">\n'
    ).encode()
    yield from records
    yield b"</ListRecords>\n</Repository>\n"


@lru_cache(maxsize=1)
def _space(url: str) -> str:
    """What all identifiers begin with."""
    return escaped(f"oai:{_host(url)}:{urlsplit(url).path.lstrip('/')}")


def _host(url: str) -> str:
    return urlsplit(url).hostname or "localhost"
