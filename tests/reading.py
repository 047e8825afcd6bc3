"""Built pages in; what scholars' tools make of them out.

`zotero_item` follows what Zotero's "Embedded Metadata" translator (of June 2024) does with a page's
head, `coins_items` what Zotero does with COinS.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from pathlib import Path

Tag = dict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Tag]] = []
        self.scripts: list[str] = []
        self._script: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        self._script = values if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self._script and self._script.get("type") == "application/ld+json":
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = None


@dataclass
class Read:
    """The tags of a page by name, in their order, and its JSON-LD."""

    tags: list[tuple[str, Tag]]
    json_ld: list[Any]

    def all(self, name: str) -> list[Tag]:
        return [tag for one, tag in self.tags if one == name]

    def meta(self, name: str) -> list[str]:
        return [tag.get("content", "") for tag in self.all("meta") if tag.get("name") == name]

    def shared(self, name: str) -> str:
        """What a page says to those who share it, or nothing."""
        found = [tag["content"] for tag in self.all("meta") if tag.get("property") == f"og:{name}"]
        assert len(found) < 2, found
        return found[0] if found else ""

    def links(self, rel: str) -> list[Tag]:
        return [tag for tag in self.all("link") if rel in tag.get("rel", "").split()]


def read(html: str) -> Read:
    """A page as a parser meets it."""
    reader = _Reader()
    reader.feed(html)
    return Read(reader.tags, [json.loads(text) for text in reader.scripts])


@cache
def pages(site: Path) -> dict[str, Read]:
    """Every page of a site that nobody writes to any more, by its address below the root."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): read(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


_VENUES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
# Later rows win over earlier ones that fill the same field.
_FIELDS = (
    ("citation_title", "title"),
    ("citation_publication_date", "date"),
    ("citation_cover_date", "date"),
    ("citation_date", "date"),
    ("citation_journal_title", "publicationTitle"),
    ("citation_journal_abbrev", "journalAbbreviation"),
    ("citation_inbook_title", "publicationTitle"),
    ("citation_book_title", "bookTitle"),
    ("citation_volume", "volume"),
    ("citation_issue", "issue"),
    ("citation_series_title", "series"),
    ("citation_conference_title", "conferenceName"),
    ("citation_conference", "conferenceName"),
    ("citation_dissertation_institution", "university"),
    ("citation_technical_report_institution", "institution"),
    ("citation_technical_report_number", "number"),
    ("citation_publisher", "publisher"),
    ("citation_isbn", "ISBN"),
    ("citation_abstract", "abstractNote"),
    ("citation_doi", "DOI"),
    ("citation_public_url", "url"),
    ("citation_language", "language"),
)
# What Zotero takes from Open Graph, where a tag has no name that hides it.
_SHARED = {
    "title": "title",
    "site_name": "publicationTitle",
    "url": "url",
    "description": "abstractNote",
}


@dataclass
class Item:
    """What Zotero saves: its type, its fields, and creators as family and given names."""

    type: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pdf: str = ""


def zotero_item(page: Read) -> Item:
    """What Zotero saves from a page by its head."""
    item = Item()
    names = [
        (tag.get("name") or tag.get("property", ""), tag.get("content", ""))
        for tag in page.all("meta")
    ]
    said = [(name, content) for name, content in names if content]
    venues = [_VENUES[name] for name, _ in said if name in _VENUES]
    stated = [content for name, content in said if name == "z:itemType"]
    item.type = venues[-1] if venues else stated[0] if stated else "journalArticle"
    for name, content in said:
        prefix, _, rest = name.partition(":")
        if prefix == "og" and rest in _SHARED:
            item.fields.setdefault(_SHARED[rest], content)
    for name, zotero in _FIELDS:
        found = [content for one, content in said if one.endswith(name)]
        if found and found[0].strip():
            item.fields[zotero] = " ".join(found[0].split())
    authors = page.meta("citation_author")
    for author in authors:
        item.creators += _creators(author, alone=len(authors) == 1)
    for keywords in page.meta("citation_keywords"):
        item.tags += [part.strip() for part in keywords.split(";") if part.strip()]
    first, last = page.meta("citation_firstpage"), page.meta("citation_lastpage")
    if first:
        item.fields["pages"] = "-".join([first[0], *last[:1]])
    if "date" not in item.fields and (online := page.meta("citation_online_date")):
        item.fields["date"] = online[0]
    if "url" not in item.fields and (address := page.meta("citation_abstract_html_url")):
        item.fields["url"] = address[0]
    if "abstractNote" not in item.fields:
        item.fields["abstractNote"] = page.meta("description")[0]
    item.pdf = (page.meta("citation_pdf_url") or [""])[0]
    return item


def _creators(content: str, *, alone: bool) -> list[tuple[str, str]]:
    parts = re.split(r"\s*;\s*", content)
    if len(parts) == 1 and alone:
        by_comma = re.split(r"\s*,\s*", parts[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            parts = by_comma
    return [_cleaned(part) for part in parts if re.search(r"[^\s,-.;]", part)]


def _cleaned(author: str) -> tuple[str, str]:
    """Family and given name: what is before and after a comma, or the last word and the others."""
    author = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", author)
    if "," in author:
        family, given = re.split(r", ?", author)[:2]
        return family, given
    given, _, family = author.rpartition(" ")
    return family, given


_GENRES = {"proceeding": "conferencePaper", "bookitem": "bookSection"}


def coins_items(page: Read) -> list[dict[str, Any]]:
    """What Zotero offers of a page's COinS: each with its type and facts."""
    items = []
    for span in page.all("span"):
        if span.get("class") != "Z3988":
            continue
        pairs = parse_qsl(span["title"], strict_parsing=True)
        values = dict(reversed(pairs))
        form = values["rft_val_fmt"].rpartition(":")[2]
        kind = {"journal": "journalArticle", "dissertation": "thesis"}.get(form) or (
            values.get("rft.type") if form == "dc" else _GENRES[values["rft.genre"]]
        )
        ids = [value for key, value in pairs if key == "rft_id"]
        items.append(
            {
                "type": kind,
                "title": values.get("rft.atitle") or values["rft.title"],
                "container": values.get("rft.btitle") or values.get("rft.jtitle", ""),
                "creators": [v for k, v in pairs if k in ("rft.au", "rft.creator")],
                "date": values.get("rft.date", ""),
                "doi": next((i[9:] for i in ids if i.startswith("info:doi/")), ""),
                "url": next((i for i in ids if i.startswith("http")), ""),
            }
        )
    return items
