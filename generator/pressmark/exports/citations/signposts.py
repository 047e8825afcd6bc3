"""A paper's page in; its signposts out: typed links that programs follow to the paper, its PDF,
its authors and its citations, in the page's head (https://signposting.org) or as a linkset."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.escaping import escape
from pressmark.base.markup import json_text
from pressmark.site.file_names import LINKSET

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.library.reference import Reference

LINKSET_TYPE = "application/linkset+json"
# The files beside a paper's page that describe the paper, and their media types.
DESCRIBING = {
    "cite.bib": "application/x-bibtex",
    "cite.ris": "application/x-research-info-systems",
    "cite.json": "application/vnd.citationstyles.csl+json",
}
# What stands for the address of a page and of a PDF until they are known: HTML and JSON leave it as
# it is, and no address holds it.
_PAGE, _PDF = "{page}", "{pdf}"


class Signpost(NamedTuple):
    """A link from a page: its relation, where it leads, and the media type there if it has one."""

    rel: str
    href: str
    type: str


class _Kind(NamedTuple):
    """All that tells a paper's signposts from another's, but for where it is read and its PDF.

    `files` are the names of the files beside its page, `terms` the address of the digest's licence
    or empty.
    """

    is_thesis: bool
    has_pdf: bool
    orcids: tuple[str, ...]
    files: tuple[str, ...]
    terms: str

    def signposts(self, page: str, pdf: str) -> list[Signpost]:
        """Its links, from the page's address and to the PDF's."""
        kind = "Thesis" if self.is_thesis else "ScholarlyArticle"
        links = [
            Signpost("cite-as", page, ""),
            Signpost("type", f"https://schema.org/{kind}", ""),
            Signpost("type", "https://schema.org/AboutPage", ""),
        ]
        links += [Signpost("author", f"https://orcid.org/{orcid}", "") for orcid in self.orcids]
        links += [
            Signpost("describedby", page + name, media_type)
            for name, media_type in DESCRIBING.items()
            if name in self.files
        ]
        if self.has_pdf:
            links.append(Signpost("item", pdf, "application/pdf"))
        if self.terms:
            links.append(Signpost("license", self.terms, ""))
        return links


def _kind(reference: Reference, files: Collection[str], terms: str) -> _Kind:
    orcids = tuple([name.orcid for name in reference.names if name.orcid])
    is_thesis = reference.kind == "thesis"
    return _Kind(is_thesis, bool(reference.pdf), orcids, tuple(files), terms)


def signposts(
    reference: Reference, page: str, files: Collection[str], terms: str
) -> list[Signpost]:
    """The links of the paper's page, whose address is `page`; `files` are the names of the files
    there, `terms` the address of the digest's licence or empty."""
    return _kind(reference, files, terms).signposts(page, reference.pdf)


def _filled(pattern: str, page: str, pdf: str) -> str:
    """An outline with the addresses of one paper; what they hold is not looked into."""
    return pdf.join([part.replace(_PAGE, page) for part in pattern.split(_PDF)])


def in_head(reference: Reference, page: str, files: Collection[str], terms: str) -> str:
    """The same as HTML, and a link to the linkset if there is one beside the page, whose address
    `page` is escaped."""
    pattern = _head_pattern(_kind(reference, files, terms))
    return _filled(pattern, page, escape(reference.pdf))


def linkset(reference: Reference, page: str, files: Collection[str], terms: str) -> bytes:
    """The same as a linkset in JSON (RFC 9264), with links back from what describes."""
    pattern = _linkset_pattern(_kind(reference, files, terms))
    return _filled(pattern, json_text(page)[1:-1], json_text(reference.pdf)[1:-1]).encode()


# Most papers have one of a few outlines; those whose authors have ORCID iDs have their own.
@lru_cache(maxsize=64)
def _head_pattern(kind: _Kind) -> str:
    links = [
        f'<link rel="{link.rel}" href="{escape(link.href)}"'
        + (f' type="{link.type}">\n' if link.type else ">\n")
        for link in kind.signposts(_PAGE, _PDF)
    ]
    if LINKSET in kind.files:
        links.append(f'<link rel="linkset" href="{_PAGE}{LINKSET}" type="{LINKSET_TYPE}">\n')
    return "".join(links)


@lru_cache(maxsize=64)
def _linkset_pattern(kind: _Kind) -> str:
    address = json_text(_PAGE)
    targets: dict[str, list[str]] = {}
    contexts = []
    for rel, href, media_type in kind.signposts(_PAGE, _PDF):
        target = json_text(href)
        of_type = f', "type": "{media_type}"' if media_type else ""
        targets.setdefault(rel, []).append(f'{{"href": {target}{of_type}}}')
        if rel == "describedby":
            back = f'{{"href": {address}, "type": "text/html"}}'
            contexts.append(f', {{"anchor": {target}, "describes": [{back}]}}')
    links = "".join(
        [f', "{rel}": [{", ".join(links_of_kind)}]' for rel, links_of_kind in targets.items()]
    )
    return f'{{"linkset": [{{"anchor": {address}{links}}}{"".join(contexts)}]}}\n'
