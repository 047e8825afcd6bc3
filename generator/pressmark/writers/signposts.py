"""A paper's page in; its signposts out: typed links that programs follow to the paper, its PDF,
its authors and its citations, in the page's head (https://signposting.org) or as a linkset."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pressmark.writers.notation import json_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.reference import Reference

LINKSET = "linkset.json"
LINKSET_TYPE = "application/linkset+json"
# The files beside a paper's page that describe the paper, and their media types.
DESCRIBING = {
    "cite.bib": "application/x-bibtex",
    "cite.ris": "application/x-research-info-systems",
    "cite.json": "application/vnd.citationstyles.csl+json",
}
_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)", re.IGNORECASE)


class Signpost(NamedTuple):
    """A link from a page: its relation, where it leads, and the media type there if it has one."""

    rel: str
    href: str
    type: str


def signposts(
    reference: Reference, page: str, beside: Collection[str], terms: str
) -> list[Signpost]:
    """The links of the paper's page, whose address is `page`.

    `beside` are the names of the files there, `terms` the address of the digest's licence or empty.
    """
    kind = "Thesis" if reference.kind == "thesis" else "ScholarlyArticle"
    links = [
        Signpost("cite-as", page, ""),
        Signpost("type", f"https://schema.org/{kind}", ""),
        Signpost("type", "https://schema.org/AboutPage", ""),
    ]
    orcids = [name.orcid for name in reference.names if name.orcid]
    links += [Signpost("author", f"https://orcid.org/{orcid}", "") for orcid in orcids]
    links += [
        Signpost("describedby", page + name, media_type)
        for name, media_type in DESCRIBING.items()
        if name in beside
    ]
    if reference.pdf:
        links.append(Signpost("item", reference.pdf, "application/pdf"))
    if terms:
        links.append(Signpost("license", terms, ""))
    return links


def linkset(reference: Reference, page: str, beside: Collection[str], terms: str) -> bytes:
    """The signposts as a linkset in JSON (RFC 9264), with links back from what describes."""
    address = json_text(page)
    targets: dict[str, list[str]] = {}
    contexts = []
    for rel, href, media_type in signposts(reference, page, beside, terms):
        target = json_text(href)
        of_type = f', "type": "{media_type}"' if media_type else ""
        targets.setdefault(rel, []).append(f'{{"href": {target}{of_type}}}')
        if rel == "describedby":
            back = f'{{"href": {address}, "type": "text/html"}}'
            contexts.append(f', {{"anchor": {target}, "describes": [{back}]}}')
    links = "".join([f', "{rel}": [{", ".join(found)}]' for rel, found in targets.items()])
    return f'{{"linkset": [{{"anchor": {address}{links}}}{"".join(contexts)}]}}\n'.encode()


@lru_cache(maxsize=8)
def license_address(name: str) -> str:
    """Where a Creative Commons licence can be read, by its usual short name (`CC BY 4.0`).

    An address stays as it is; for anything else it is empty.
    """
    if name.startswith("https://"):
        return name
    if name.upper().startswith("CC0"):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(name)
    if not found:
        return ""
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
