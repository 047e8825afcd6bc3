"""What a page tells of itself in; schema.org's words for it, as JSON for a script element, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_of
from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    from pressmark.library.reference import Name, Reference

Thing = dict[str, Any]
# What schema.org calls a work, by the kind that it is cited as.
TYPES: dict[str, str | list[str]] = {
    "thesis": ["ScholarlyArticle", "Thesis"],
    "chapter": "Chapter",
    "book": "Book",
    "report": "Report",
    "dataset": "Dataset",
    "software": "SoftwareApplication",
    "webpage": "WebPage",
}
_ODD = compiled_later("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def safe_json(value: Any) -> str:
    """JSON that may stand in a script: nothing in it ends that, opens a comment, ends a line or is
    no character of a page."""
    text = json_of(value)
    if "<" in text or "&" in text or ">" in text:
        text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    if not (text.isascii() or text.isprintable()):
        text = _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def person(name: Name) -> Thing:
    given, particle, family, suffix, orcid = name
    if given and not (particle or suffix or orcid):  # most people, without the detours
        whole = f"{given} {family}"
        return {"@type": "Person", "name": whole, "givenName": given, "familyName": family}
    person = {"@type": "Person", "name": name.whole}
    if given:
        person["givenName"] = given
        person["familyName"] = name.surname
    if orcid:
        person["sameAs"] = f"https://orcid.org/{orcid}"
    return person


def organization(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def container(reference: Reference) -> Thing | None:
    """What the paper stands in: proceedings, a book, or a journal with its volume and issue."""
    kind, names = reference.kind, {"name": reference.container}
    if reference.short_name:
        names["alternateName"] = reference.short_name
    if kind == "conference" and reference.container:
        return {"@type": "PublicationVolume", **names}
    if kind == "chapter" and reference.container:
        return {"@type": "Book", **names}
    if kind != "journal":
        return None
    part: Thing = {"@type": "Periodical", **names}
    if reference.volume:
        part = {"@type": "PublicationVolume", "volumeNumber": reference.volume, "isPartOf": part}
    if reference.issue:
        part = {"@type": "PublicationIssue", "issueNumber": reference.issue, "isPartOf": part}
    return part
