"""CSL-JSON in, as reference managers export it: an array of items, one item a line, one item, or
what Crossref and Zotero put around them; papers out.

The keys are those of the CSL-JSON schema 1.0.2 (csl-data.json); others say nothing, as its
processors have it. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html tells what
they hold.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, shown
from pressmark.base.names import ID, RESERVED, name_parts, slug
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.base.rules.imports import DUPLICATE_ENTRY, LONG_KEYWORD
from pressmark.library.paper import KINDS, plain_keys
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.json_array import array_items
from pressmark.library.readers.markup import unmarked
from pressmark.library.readers.source import LineSource, dotted
from pressmark.library.terms import Term
from pressmark.library.values import plain_text

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

_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T/].*)?", re.ASCII)
_CODE = re.compile(r"[a-z]{2,8}")
_SHORT_NAME = re.compile(r"[^()]+ \((\w[\w/&-]*[A-Z][\w/&-]*)\)(?:, ([^()]+))?")
_ARXIV = re.compile(
    r"(?i:arxiv)(?:\.org/(?:abs|pdf|html)/|[\s:.]+)"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?!\d)"
)
# Scripts whose names put the family first: Han, kana, Hangul.
_EAST_ASIAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_LONGEST_KEYWORD = 200


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
    reading = Reading()
    lines: dict[str, int] = {}
    for source, item in _items(text, name, reading):
        # Crossref's items have no id, and the import gives one anyway.
        item = {"id": "unnamed"} | item
        paper, abstract, keywords = paper_of(item, source, facts=_facts(item, source))
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


def _facts(item: dict[str, Any], source: LineSource) -> dict[str, Any]:
    """Fields of an item's record that a library's own lines do not fill."""
    type_name = item.get("type")
    kind = type_name if isinstance(type_name, str) else ""
    key = _scalar(item.get("citation-key") or item["id"]) or ""
    number = _text(item, "number", source)
    container = " ".join(_text(item, "container-title", source).split())
    return {
        "kind": kind if kind in KINDS else _KINDS_OF_OTHERS.get(kind, ""),
        "container": "" if container.lower() in ("arxiv", "corr") else container,
        "genre": _text(item, "genre", source),
        "number": "" if "arxiv" in number.lower() else number,
        "keys": [" ".join(key.split())] if key and key != "unnamed" else [],
    }


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


def _items(text: str, name: Path, reading: Reading) -> Iterator[tuple[ItemSource, dict[str, Any]]]:
    """Every object of an array, or of the lines, with the line on which it starts."""
    items = _unwrapped(text)
    for item in items or ():
        if isinstance(item, dict):
            yield ItemSource(name, 1), item
        else:
            expected = "one object per item"
            reading.leave_out(Finding.of(WRONG_TYPE, name, value=shown(item), expected=expected))
    if items is not None:
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


def paper_of(
    item: dict[str, Any],
    source: LineSource,
    shared: Shared | None = None,
    facts: dict[str, Any] | None = None,
) -> tuple[Paper, str, tuple[str, ...]]:
    """The paper of an item, its abstract, and its keywords, which are tags.

    `facts` are further fields of its record. The paper lacks its faulty parts, which are the
    source's findings.
    """
    date = _date(item.get("issued"), source)
    keywords = _keywords(item.get("keyword"), source)
    url = _text(item, "URL", source).strip()
    doi = _text(item, "DOI", source).strip()
    arxiv = _arxiv(item, url, doi)
    publisher = _text(item, "publisher", source)
    venue = _venue(_text(item, "container-title", source), date)
    if item.get("type") == "thesis" and not venue:
        degree = _text(item, "genre", source) or "Thesis"
        venue = " ".join([degree, *[f"({publisher})"] * bool(publisher), date[:4]]).strip()
        publisher = ""
    values: dict[str, Any] = {
        "id": _id(item.get("id")),
        "title": _text(item, "title", source),
        "authors": _people(item, "author", source),
        "editors": _people(item, "editor", source),
        "date": date,
        "venue": venue,
        "publisher": "" if arxiv and publisher.lower() == "arxiv" else publisher,
        "volume": _text(item, "volume", source),
        "issue": _text(item, "issue", source),
        "pages": _text(item, "page", source),
        "arxiv": arxiv,
        "doi": doi,
        "url": "" if arxiv and "arxiv.org/" in url else url,
        "tags": list(keywords),
        **{name: _text(item, key, source) for name, key in _PLAIN_KEYS.items()},
        **(facts or {}),
    }
    given = {key: value for key, value in values.items() if value}
    given["suggested"] = ["tags"]
    paper = source.paper(shared.values(given) if shared else given)
    if shared and not source.findings:
        shared.keep(paper)
    abstract = plain_text(_text(item, "abstract", source)).strip()
    return paper, abstract, tuple(keywords.values())


def _report_type(source: LineSource, key: str, value: object, expected: str) -> None:
    source.report(source.line, key, WRONG_TYPE, value=shown(value), expected=expected)


def _id(value: object) -> str:
    text = _scalar(value) or ""
    fits = ID.fullmatch(text) and text not in RESERVED and len(text) <= 100
    return text if fits or not text else slug(text)


def _scalar(value: object) -> str | None:
    """A text or a number as text; None for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(item: dict[str, Any], key: str, source: LineSource) -> str:
    """A field's text without CSL's markup. Crossref writes a list of one for some of them."""
    value = item.get(key)
    if isinstance(value, str):
        return unmarked(value)
    if value is None or value == []:
        return ""
    text = _scalar(value[0] if isinstance(value, list) else value)
    if text is not None:
        return unmarked(text)
    _report_type(source, key, value, "text")
    source.faulty.add(key)
    return ""


def _people(item: dict[str, Any], key: str, source: LineSource) -> list[str | dict[str, str]]:
    """The people that an item names under a key, with the parts of their names where they have
    any."""
    value = item.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        _report_type(source, key, value, "a list")
        return []
    people: list[str | dict[str, str]] = []
    for number, name in enumerate(value, 1):
        if isinstance(name, dict):
            if person := _person(name):
                people.append(person)
        else:
            _report_type(source, f"{key}[{number}]", name, '{"family": ..., "given": ...}')
    return people


def _person(name: dict[str, Any]) -> str | dict[str, str]:
    """A person's name as text where that reads as the same parts, else in parts."""
    if name.keys() == {"given", "family"}:  # most names: the same without the detours
        given, family = name["given"], name["family"]
        are_texts = isinstance(given, str) and isinstance(family, str)
        if (
            are_texts
            and given
            and family
            and f"{given}{family}".isascii()
            and f"{given}{family}".isalpha()
        ):
            return f"{given} {family}"
    texts = {key: " ".join(unmarked(value).split()) for key, value in name.items()
             if isinstance(value, str)}  # fmt: skip
    given, family, suffix = (texts.get(key, "") for key in ("given", "family", "suffix"))
    keys = ("dropping-particle", "non-dropping-particle")
    particle = " ".join([texts[key] for key in keys if texts.get(key)])
    whole = " ".join(filter(None, [given, particle, family, suffix]))
    literal = "" if whole else texts.get("literal") or texts.get("name", "")
    orcid = _ORCID.search(texts.get("ORCID", ""))
    if literal:
        person = {"literal": literal} if len(literal.split()) > 1 else {"name": literal}
    elif family and given and _EAST_ASIAN.fullmatch(family + given):
        person = {"name": family + given, "family": family, "given": given}
    elif (given, particle, family, suffix) == name_parts(whole):
        person = {"name": whole}
    else:
        parts = {"family": family, "given": given, "particle": particle, "suffix": suffix}
        person = {key: value for key, value in parts.items() if value}
        if not (family or given):
            person = {"name": whole} if whole else {}
    if orcid and person:
        person["orcid"] = orcid[0]
    return person["name"] if person.keys() == {"name"} else person or ""


def _date(value: object, source: LineSource) -> str:
    """A date of EDTF level 0; empty where the item tells none that a calendar has."""
    if isinstance(value, list) and value:
        value = value[0]
    if not value:
        return ""
    if isinstance(value, str):
        return _date_in(value)
    parts = value.get("date-parts") if isinstance(value, dict) else value
    if isinstance(parts, list) and parts:
        return _date_of(parts[0] if isinstance(parts[0], list) else parts, source)
    if isinstance(value, dict):
        texts = (value.get(key) for key in ("edtf", "raw", "literal"))
        return next(
            (date for text in texts if isinstance(text, str) and (date := _date_in(text))), ""
        )
    _report_type(source, "issued", value, '{"date-parts": [[2024, 7, 4]]}')
    return ""


def _date_in(text: str) -> str:
    match = _DATE.fullmatch(text.strip())
    return "-".join(f"{part:0>2}" for part in match.groups() if part) if match else ""


def _date_of(parts: list[Any], source: LineSource) -> str:
    numbers: list[int] = []
    for part in parts[:3]:
        if part is None or part == "":
            break
        try:
            numbers.append(int(_scalar(part) or ""))
        except ValueError:
            _report_type(source, "issued", part, "numbers, such as [[2024, 7, 4]]")
            return ""
    if not numbers:
        return ""
    if len(numbers) > 1 and numbers[1] > 12:  # a season, as citeproc-js wrote them once
        del numbers[1:]
    year, *rest = numbers
    return "-".join([f"{year:04}", *(f"{number:02}" for number in rest)])


def _venue(title: str, date: str) -> str:
    """The edition that a container's title and a date name.

    A single word of two to eight lower-case letters is a code and becomes upper case: `neurips` of
    2021 is NEURIPS 2021. A short name that the title gives itself is used for all of it, and what
    follows is a track: `Harbour Days (HD), Night` of 2021 is HD 2021 (Night).
    """
    title = " ".join(title.split())
    if _CODE.fullmatch(title):
        title = title.upper()
    elif match := _SHORT_NAME.fullmatch(title):
        year = f" {date[:4]}" if date else ""
        return f"{match[1]}{year} ({match[2]})" if match[2] else f"{match[1]}{year}"
    return f"{title} {date[:4]}" if title and date and date[:4] not in title else title


def _arxiv(item: dict[str, Any], url: str, doi: str) -> str:
    """The arXiv id that the item mentions, without its version."""
    archive, place, number = (
        _scalar(item.get(key)) or "" for key in ("archive", "archive_location", "number")
    )
    for text in (number, f"{archive} {place}", f"{archive} {number}", url, doi):
        if "arxiv" in text.lower() and (match := _ARXIV.search(text)):
            return match[1]
    return ""


def _keywords(value: object, source: LineSource) -> dict[str, str]:
    """Keywords as they are written, by slug."""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        value = ",".join(value)
    if not isinstance(value, str):
        if value is not None:
            _report_type(source, "keyword", value, "text")
        return {}
    keywords: dict[str, str] = {}
    for keyword in re.split(r"[,;\n]", unmarked(value)):
        name, word = _named(keyword)
        if len(word) > _LONGEST_KEYWORD:
            source.report(source.line, "keyword", LONG_KEYWORD, keyword=shown(word))
        elif word:
            keywords.setdefault(name, word)
    return keywords


@lru_cache(maxsize=4096)
def _named(keyword: str) -> tuple[str, str]:
    """The slug of a keyword, and the keyword on one line."""
    word = " ".join(plain_text(keyword).split())
    return slug(word), word
