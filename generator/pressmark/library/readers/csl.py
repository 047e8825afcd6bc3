"""CSL-JSON in, as reference managers export it: an array of items, one item a line, one item, or
what Crossref and Zotero put around them; papers out.

The keys are those of the CSL-JSON schema 1.0.2 (csl-data.json); others say nothing, as its
processors have it. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html tells what
they hold.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, shown
from pressmark.base.names import slug
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.base.rules.imports import DUPLICATE_ENTRY, UNREADABLE_DATE
from pressmark.base.words import enumerated
from pressmark.library.paper import KINDS, name_of_parts, plain_keys
from pressmark.library.readers.bibtex_fields import ARCHIVES
from pressmark.library.readers.csl_item import paper_of, people_of, scalar, text_of
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.identifiers import addresses_in
from pressmark.library.readers.json_array import array_items, item_lines
from pressmark.library.readers.source import LineSource, dotted
from pressmark.library.readers.written_dates import is_no_date, written_date
from pressmark.library.terms import Term
from pressmark.library.values import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.library.paper import Paper
    from pressmark.library.readers.shared import Shared
    from pressmark.library.readers.source import Path_

# Keys of an item that no curated record has: by them a text is known.
_KEYS = frozenset(
    """author issued container-title DOI URL keyword publisher page volume issue editor ISSN ISBN
    citation-key accessed event-title""".split()
)
# Keys of an object that holds items.
_WRAPPERS = frozenset({"message", "items"})
# What Crossref and DataCite call CSL's types.
_KINDS_OF_OTHERS = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "preprint": "article",
    "proceedings-article": "paper-conference",
    "conference-paper": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "dissertation": "thesis",
    "report-component": "report",
}
_PLAIN_KEYS = plain_keys("csl")
# Keys of an item of which something is read.
_READ = frozenset(
    (
        *_PLAIN_KEYS.values(),
        *_KEYS,
        *"""id type title genre number archive archive_location abstract event translator version
        status subtitle published published-print published-online event-place
        container-title-short journalAbbreviation PMID PMCID collection-number""".split(),
    )
)
# By its name in small letters: what a line of a note may say.
_EXTRA = {
    key.lower(): key
    for key in (
        *_PLAIN_KEYS.values(),
        *"""type genre number version status volume issue page publisher DOI URL PMID PMCID
        container-title collection-number event-title citation-key""".split(),
    )
    if key not in ("note", "title")
}
# Where Crossref has a date that it does not repeat as that of publication.
_DATES = ("published-print", "published-online")
_CITATION_COUNT = re.compile(r"\s*\d+ citations? \(")
# So many lists that may be the one of the items are looked through for their lines.
_MOST_TRIED = 10
_ITEMS = re.compile(r'"items"\s*:\s*(?=\[)')
_ZOTERO_ITEM = re.compile(r"https?://(?:www\.)?zotero\.org/\S+/items/(\w+)")
# By the field of a paper: the key of the item that it was taken from.
_KEY_OF = {
    "authors": "author",
    "editors": "editor",
    "container": "container-title",
    "date": "issued",
    "doi": "DOI",
    "url": "URL",
    "tags": "keyword",
    "pages": "page",
    "venue": "container-title",
    **_PLAIN_KEYS,
}


class ItemSource(LineSource):
    """An item on a line; its faults are named by its own keys."""

    is_curated = False

    def field_of(self, path: Path_) -> str:
        if path[0] == "authors":
            path = path[:2]
        return dotted((_KEY_OF.get(str(path[0]), path[0]), *path[1:]))


def looks_right(text: str) -> bool:
    """Whether the text starts like an array of objects, or with one object that is an item."""
    text = text.lstrip()
    if text.startswith("["):
        return text[1:].lstrip().startswith("{")
    if not text.startswith("{"):
        return False
    try:
        item, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return not _KEYS.isdisjoint(item) or bool(_WRAPPERS & item.keys() and _unwrapped(text))


def read(text: str, name: Path) -> Reading:
    """The items of a CSL-JSON file in its order, without their faulty values.

    `name` is the file as findings call it.
    """
    reading = EntryList()
    lines: dict[str, int] = {}
    for source, item in _items(text, name, reading):
        # Crossref's items have no id, and the import gives one anyway.
        item = _with_extra({"id": "unnamed"} | item)
        reading.unused.update(item.keys() - _READ)
        facts = _facts(item, source)
        paper, abstract, keywords = paper_of(item, source, facts=facts)
        if item["id"] != "unnamed" and paper.id in lines:
            first = lines[paper.id]
            source.report(source.line, "id", DUPLICATE_ENTRY, line=first, name="id")
        elif item["id"] != "unnamed":
            lines[paper.id] = source.line
        key = next(iter(paper.keys), "")
        reading.add(Entry(source.line, paper.title, abstract, paper, keywords, key), source)
    return reading.nonempty(name, "items")


def record(
    text: str, source: LineSource, shared: Shared
) -> tuple[Paper, str, tuple[str, ...]] | None:
    """The paper of an item on a library's line, its abstract, and its keywords, which are tags.

    None where there is no item. The paper lacks its faulty parts, which are the source's findings.
    """
    item = source.parse_json(text)
    return None if item is None else paper_of(item, source, shared)


def term(keyword: str) -> Term:
    """The tag that a keyword is where the vocabulary does not know it."""
    words = keyword if " " in keyword else keyword.replace("-", " ").replace("_", " ")
    words = words.strip() or keyword
    label = words[0].upper() + words[1:] if words.islower() else words
    return Term(id=slug(keyword), label=label, description=f"Papers with the keyword “{words}”.")


def _with_extra(item: dict[str, Any]) -> dict[str, Any]:
    """An item with those of its facts that Zotero keeps as lines of its note, "volume: 3"."""
    if not isinstance(note := item.get("note"), str) or ":" not in note:
        return item
    item, lines = dict(item), []
    for line in note.split("\n"):
        name, _, text = map(str.strip, line.partition(":"))
        key = _EXTRA.get(name.lower().replace(" ", "-"), "")
        if key == "type" and text in KINDS:
            item["type"] = text
        elif key and key != "type" and text and item.get(key, text) in ("", text):
            item[key] = text
        elif name.lower() == "arxiv" and text:
            item |= {"archive": "arXiv", "archive_location": text}
        elif not _CITATION_COUNT.match(line):
            lines.append(line)
    return item | {"note": "\n".join(lines)}


def _facts(item: dict[str, Any], source: LineSource) -> dict[str, Any]:
    """Fields of an item's record that a library's own lines do not fill."""
    type_name = item.get("type")
    kind = type_name if isinstance(type_name, str) else ""
    kind = kind if kind in KINDS else _KINDS_OF_OTHERS.get(kind, "")
    key = scalar(item.get("citation-key") or item["id"]) or ""
    if match := _ZOTERO_ITEM.fullmatch(key):
        key = match[1]
    keys = ("number", "collection-number")
    number = next(filter(None, [text_of(item, name, source) for name in keys]), "")
    container = " ".join(text_of(item, "container-title", source).split())
    if not container and kind == "paper-conference":
        item["container-title"] = item.get("event-title") or item.get("event")
        container = " ".join(text_of(item, "container-title", source).split())
    _take_over(item)
    issued, state = _issued(item, source)
    has_more = _takes_others_off(item)
    return {
        "kind": kind,
        "container": "" if container.lower() in ("arxiv", "corr") else container,
        "genre": text_of(item, "genre", source),
        "number": "" if "arxiv" in number.lower() else number,
        "keys": [" ".join(key.split())] if key and key != "unnamed" else [],
        "issued": issued,
        "note": _note(item, state, source),
        "more_authors": has_more,
        "links": _links(item),
        "accessed": _accessed(item, source),
    }


def _take_over(item: dict[str, Any]) -> None:
    """Give an item what Crossref and Zotero have under other keys than CSL's."""
    dates = (item.get(key) for key in ("issued", "published", *_DATES))
    item["issued"] = next(filter(_is_date, dates), item.get("issued"))
    if not item.get("publisher-place") and item.get("type") in ("paper-conference", "speech"):
        item["publisher-place"] = item.get("event-place")
    title, subtitle = (
        next(iter(value), "") if isinstance(value := item.get(key), list) else value
        for key in ("title", "subtitle")
    )
    if isinstance(title, str) and isinstance(subtitle, str) and subtitle and subtitle not in title:
        item["title"] = f"{title.rstrip(':')}: {subtitle}"


def _is_date(value: object) -> bool:
    """Whether a key's value says when; Crossref has lists of nothing."""
    return bool(value) and value != {"date-parts": [[None]]}


def _links(item: dict[str, Any]) -> dict[str, str]:
    """The links of an item's record; several addresses in one key are parted, and get a scheme."""
    links = _at_archives(item)
    if isinstance(text := item.get("URL"), str) and (addresses := addresses_in(text)):
        item["URL"] = addresses[0]
        more = {f"link-{n}": address for n, address in enumerate(addresses[1:], 2)}
        links |= {label: address for label, address in more.items() if is_address(address)}
    return links


def _issued(item: dict[str, Any], source: LineSource) -> tuple[str, str]:
    """What an item's date says beside a plain one, as EDTF of level 1, and a state such as "in
    press". A date in words becomes a plain one."""
    value = item.get("issued")
    if not isinstance(value, dict):
        return "", ""
    ends = value.get("date-parts")
    if isinstance(ends, list) and ends and all(isinstance(end, list) and end for end in ends):
        days = ["-".join(f"{scalar(part) or '':0>2}" for part in end[:3]) for end in ends[:2]]
        season = scalar(value.get("season")) or ""
        if season in ("1", "2", "3", "4") and len(ends[0]) == 1:
            return f"{days[0]}-2{season}", ""
        doubt = "~" if value.get("circa") else ""
        is_plain = len(days) == 1 and not doubt
        return "" if is_plain else "/".join(day + doubt for day in days), ""
    texts = (value.get(key) for key in ("edtf", "raw", "literal"))
    text = next((text for text in texts if isinstance(text, str) and text), "")
    date = written_date(text)
    item["issued"] = {"raw": date.date}
    if date.is_partial and not is_no_date(text):
        source.report(source.line, "issued", UNREADABLE_DATE, value=shown(text))
    return date.issued, date.state


def _accessed(item: dict[str, Any], source: LineSource) -> str:
    """The day on which a work was looked up, as far as the item says it."""
    value = item.get("accessed")
    if not isinstance(value, dict):
        return ""
    ends = value.get("date-parts")
    text = next((t for key in ("raw", "literal") if isinstance(t := value.get(key), str)), "")
    if isinstance(ends, list) and ends and isinstance(ends[0], list) and ends[0]:
        text = "-".join([f"{scalar(part) or '':0>2}" for part in ends[0][:3]])
    date = written_date(text) if text else None
    if date and (date.is_partial or not date.date):
        source.report(source.line, "accessed", UNREADABLE_DATE, value=shown(text))
    return date.date if date else ""


def _takes_others_off(item: dict[str, Any]) -> bool:
    """Whether an item's authors go on; who says so is no author, and taken off them."""
    authors = item.get("author")
    last = authors[-1] if isinstance(authors, list) and authors else None
    if not isinstance(last, dict) or last.get("literal") not in ("others", "et al.", "et al"):
        return False
    item["author"] = authors[:-1] if isinstance(authors, list) else []
    return True


def _note(item: dict[str, Any], state: str, source: LineSource) -> str:
    """An item's note, and what else it says in words."""
    texts = [text_of(item, "note", source)]
    if translators := people_of(item, "translator", source):
        names = [name if isinstance(name, str) else name_of_parts(name) for name in translators]
        texts.append(f"Translated by {enumerated(names)}")
    texts += [text_of(item, "status", source), state]
    return "; ".join(filter(None, [" ".join(text.split()) for text in texts]))


def _at_archives(item: dict[str, Any]) -> dict[str, str]:
    links = {}
    for key in ("PMID", "PMCID"):
        if number := scalar(item.get(key)):
            label, address = ARCHIVES[key.lower()]
            links[label] = address.format(number.strip())
    return links


def _unwrapped(text: str) -> list[Any] | None:
    """The items of one JSON object: those that Crossref or Zotero put into it, or itself; None
    where the text is more than one object, or not one of items."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict):
        return None
    message = whole.get("message")
    inner = message if isinstance(message, dict) else whole
    items = inner.get("items")
    if isinstance(items, list):
        return items
    return [inner] if inner is message or not _KEYS.isdisjoint(inner) else None


def _lines(text: str, count: int) -> list[int]:
    """The lines on which so many items start that one JSON object holds."""
    for match in islice(_ITEMS.finditer(text), _MOST_TRIED):
        lines = item_lines(text, match.end())
        if len(lines) == count:
            return lines
    start = text.find("{", text.find('"message"') + 1)
    return [1 + text.count("\n", 0, start)] * count


def _items(
    text: str, name: Path, reading: EntryList
) -> Iterator[tuple[ItemSource, dict[str, Any]]]:
    """Every object of an array, or of the lines, with the line on which it starts."""
    items = _unwrapped(text)
    if items is not None:
        for number, item in zip(_lines(text, len(items)), items, strict=True):
            if isinstance(item, dict):
                yield ItemSource(name, number), item
            else:
                expected = "one object per item"
                reading.leave_out(
                    Finding.of(WRONG_TYPE, name, number, value=shown(item), expected=expected)
                )
        return
    if not text.lstrip().startswith("["):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                source = ItemSource(name, number)
                item = source.parse_json(line)
                if item is None:
                    reading.leave_out(*source.findings)
                else:
                    yield source, item
        return
    findings: list[Finding] = []
    for line_number, item in array_items(text, name, findings):
        yield ItemSource(name, line_number), item
    for finding in findings:
        reading.leave_out(finding)
