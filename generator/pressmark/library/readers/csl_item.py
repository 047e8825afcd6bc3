"""One CSL-JSON item in; the paper that it is of out, its abstract and its keywords.

Readers of other formats make items of their entries: what an item's values mean is known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.names import ID, RESERVED, name_parts, slug
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.base.rules.imports import LONG_KEYWORD
from pressmark.library.paper import plain_keys
from pressmark.library.readers.identifiers import doi_in_address
from pressmark.library.readers.markup import unmarked
from pressmark.library.values import plain_text
from pressmark.library.venues.container import read as read_container

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.readers.shared import Shared
    from pressmark.library.readers.source import LineSource
    from pressmark.library.terms import Series

_PLAIN_KEYS = plain_keys("csl")
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T/].*)?", re.ASCII)
_ARXIV = re.compile(
    r"(?i:arxiv)(?:\.org/(?:abs|pdf|html)/|[\s:.]+)"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?!\d)"
)
# Scripts whose names put the family first: Han, kana, Hangul.
_EAST_ASIAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_LONGEST_KEYWORD = 200
# What programs write where there is nothing to write.
NOTHING = frozenset({"na", "n/a", "#n/a", "nan", "none", "null", "nil", "-", "--"})


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
    url = text_of(item, "URL", source).strip()
    doi = text_of(item, "DOI", source).strip()
    if facts is not None:
        at_resolver = doi_in_address(url)
        doi = at_resolver if not doi or doi.lower() in NOTHING else doi
        if at_resolver and doi.lower().endswith(at_resolver.lower()):
            url = ""
    arxiv = _arxiv(item, url, doi)
    publisher = text_of(item, "publisher", source)
    kind = (facts or {}).get("kind") or scalar(item.get("type")) or ""
    venue = _venue(text_of(item, "container-title", source), kind, date[:4])
    if item.get("type") == "thesis" and not venue:
        degree = text_of(item, "genre", source) or "Thesis"
        venue = " ".join([degree, *[f"({publisher})"] * bool(publisher), date[:4]]).strip()
        publisher = publisher if facts is not None else ""
    values: dict[str, Any] = {
        "id": _id(item.get("id")),
        "title": text_of(item, "title", source),
        "authors": people_of(item, "author", source),
        "editors": people_of(item, "editor", source),
        "date": date,
        "venue": venue,
        "publisher": "" if arxiv and publisher.lower() == "arxiv" else publisher,
        "volume": text_of(item, "volume", source),
        "issue": text_of(item, "issue", source),
        "pages": text_of(item, "page", source),
        "arxiv": arxiv,
        "doi": doi,
        "url": "" if arxiv and "arxiv.org/" in url else url,
        "tags": list(keywords),
        **{name: text_of(item, key, source) for name, key in _PLAIN_KEYS.items() if key in item},
        **(facts or {}),
    }
    given = {key: value for key, value in values.items() if value}
    given["suggested"] = ["tags"]
    paper = source.paper(shared.values(given) if shared else given)
    if shared and not source.findings:
        shared.keep(paper)
    abstract = plain_text(text_of(item, "abstract", source)).strip()
    return paper, abstract, tuple(keywords.values())


def _report_type(source: LineSource, key: str, value: object, expected: str) -> None:
    source.report(source.line, key, WRONG_TYPE, value=shown(value), expected=expected)


def _id(value: object) -> str:
    text = scalar(value) or ""
    fits = ID.fullmatch(text) and text not in RESERVED and len(text) <= 100
    return text if fits or not text else slug(text)


def scalar(value: object) -> str | None:
    """A text or a number as text; None for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def text_of(item: dict[str, Any], key: str, source: LineSource) -> str:
    """A field's text without CSL's markup. Crossref writes a list of one for some of them."""
    value = item.get(key)
    if isinstance(value, str):
        return unmarked(value)
    if value is None or value == []:
        return ""
    text = scalar(value[0] if isinstance(value, list) else value)
    if text is not None:
        return unmarked(text)
    _report_type(source, key, value, "text")
    source.faulty.add(key)
    return ""


def people_of(item: dict[str, Any], key: str, source: LineSource) -> list[str | dict[str, str]]:
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
            numbers.append(int(scalar(part) or ""))
        except ValueError:
            _report_type(source, "issued", part, "numbers, such as [[2024, 7, 4]]")
            return ""
    if not numbers:
        return ""
    if len(numbers) > 1 and numbers[1] > 12:  # a season, as citeproc-js wrote them once
        del numbers[1:]
    year, *rest = numbers
    return "-".join([f"{year:04}", *(f"{number:02}" for number in rest)])


@lru_cache(maxsize=4096)
def _venue(title: str, kind: str, published: str) -> str:
    """The venue that a container's title and a year name. Which series are known is not known here:
    imports and builds find out."""
    return str(read_container(title, kind, published, _unknown))


def _unknown(name: str) -> Series | None:
    return None


def _arxiv(item: dict[str, Any], url: str, doi: str) -> str:
    """The arXiv id that the item mentions, without its version."""
    archive, place, number = (
        scalar(item.get(key)) or "" for key in ("archive", "archive_location", "number")
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
