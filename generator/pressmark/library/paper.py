"""One paper: the fields of a record in, validated and normalised values out.

The pydantic dataclass here is the record's only definition; its JSON Schema is made from it.
"""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from copy import copy
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar, cast
from urllib.parse import urlsplit

# A record is what is written here: extensions of pydantic that happen to be installed have no say,
# and looking for them takes time at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass

from pressmark.base.findings import nearest
from pressmark.base.names import ID, RESERVED

PAPER_TYPES = (
    "method",
    "benchmark",
    "dataset",
    "survey",
    "theory",
    "analysis",
    "system",
    "position",
)
STATUSES = ("withdrawn", "retracted", "superseded")
SUGGESTIBLE = ("theme", "tags")
SECTIONS = ("Problem", "Approach", "Finding")
REQUIRED = ("date", "type", "theme", "tags", "tldr")
SECTION_FIELDS = tuple(section.lower() for section in SECTIONS)

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
# An address that needs no second look: a host of ordinary letters, then what may stand in a path.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!#-;=?-\[\]_a-z~]*)?")
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def plain_text(text: str) -> str:
    """`text` in Unicode's composed form without control characters; lines are kept."""
    if text.isascii() and not text.encode().translate(None, _PRINTABLE):  # most, and quickly told
        return text
    if text.isprintable():
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\x85", "\n").replace("\t", " ")
    # What can't be seen goes first: between a letter and its accent it would keep them apart.
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _line(text: str) -> str:
    # Most lines are fine as they are; the others go the long way.
    if text.isascii() and text.isprintable() and "  " not in f" {text} ":
        return text
    line = " ".join(plain_text(text).split())
    if not line:
        raise ValueError("is empty; fill it in or remove the key")
    # Texts that are equal are held once by whoever read them; an equal copy would undo that.
    return text if line == text else line


def _prose(text: str) -> str:
    prose = plain_text(text).strip()
    if re.search(r"^## ", prose, re.MULTILINE):
        raise ValueError("holds a heading of the second level; use ### or plain text")
    return prose


# Dates, venues and tags repeat: a record's bulk is checked once for all papers that share it.
@lru_cache(maxsize=4096)
def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError("is not a date; write 2024, 2024-07 or 2024-07-04")
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"is not in the calendar ({error}); write a true date") from None
    return text


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    if len(_date(text)) != 10:
        raise ValueError("is not a day; write it in full, such as 2024-07-04")
    return text


def _pages(text: str) -> str:
    return re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", _line(text))


def _matching(pattern: re.Pattern[str], advice: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(advice)
        return text

    return AfterValidator(check)


def _address(text: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        fine = False
    if not fine or re.search(r"[\s\"<>\\^`{|}]", text):
        raise ValueError("is not an address; write one that starts with https:// (or http://)")
    return text


def _bare_doi(text: Any) -> Any:
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", text) if isinstance(text, str) else text


def _bare_arxiv(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return re.sub(r"^(https?://arxiv\.org/(abs|pdf)/|arxiv:)", "", text, flags=re.IGNORECASE)


@lru_cache(maxsize=4096)
def _slug(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError("is not an id; use a-z, 0-9 and single hyphens")
    if text in RESERVED:
        raise ValueError("is kept for the page of the folder; choose another id")
    return text


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise ValueError(f"lists {value!r} twice; remove one")
    return values


def one_of(known: tuple[str, ...]) -> AfterValidator:
    """Refuses all but the `known` values, naming the nearest."""

    def check(text: str) -> str:
        if text not in known:
            near = nearest(text, known)
            guess = f"; did you mean {near!r}" if near else ""
            raise ValueError(f"is not known; use one of {', '.join(known)}{guess}")
        return text

    return AfterValidator(check)


def enum(known: tuple[str, ...]) -> WithJsonSchema:
    """The `known` values as a JSON Schema has them."""
    return WithJsonSchema({"type": "string", "enum": list(known)})


# Lengths stand first: there pydantic checks them without a call of Python.
Line = Annotated[str, Field(max_length=4000), AfterValidator(_line)]
Prose = Annotated[str, AfterValidator(_prose)]
Slug = Annotated[str, Field(max_length=100), AfterValidator(_slug)]
Slugs = Annotated[tuple[Slug, ...], AfterValidator(_unique)]
Day = Annotated[str, AfterValidator(_day)]
PaperType = Annotated[str, one_of(PAPER_TYPES), enum(PAPER_TYPES)]
Status = Annotated[str, one_of(STATUSES), enum(STATUSES)]
Suggestible = Annotated[str, one_of(SUGGESTIBLE), enum(SUGGESTIBLE)]
Address = Annotated[str, Field(max_length=2000), AfterValidator(_line), AfterValidator(_address)]


STRICT = ConfigDict(extra="forbid")
AnyRecord = TypeVar("AnyRecord")


def validated(model: type[AnyRecord], values: Any) -> AnyRecord:
    """The record of type `model` that `values`, by field, make.

    Raises pydantic's `ValidationError` with every fault in them.
    """
    record: AnyRecord = _adapter(cast("Any", model)).validate_python(values)
    return record


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


@dataclass(frozen=True, slots=True, config=STRICT)
class Author:
    """A person as the paper names them, given name first."""

    name: Line
    orcid: Annotated[str, _matching(_ORCID, "is not an ORCID; write 0000-0002-1825-0097")] = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Figure:
    """A key figure as the paper reports it."""

    what: Line
    value: Line


def _author(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, config=STRICT)
class Paper:
    """A paper's record: facts from its front matter, a digest from its body.

    `id` is the file's stem, the BibTeX key and the last part of the page's address. Optional text
    is an empty string when absent. `date` is EDTF level 0, `added` the day on which the library
    took the paper in, and a range of `pages` has one hyphen. `suggested` names the fields that a
    program filled in and no curator has confirmed; only such a record may lack facts and digest.
    """

    id: Slug
    title: Line
    authors: tuple[
        Annotated[Author, BeforeValidator(_author, json_schema_input_type=str | Author)], ...
    ] = ()
    date: Annotated[str, AfterValidator(_date)] = ""
    type: PaperType = ""
    venue: Line = ""
    publisher: Line = ""
    volume: Line = ""
    issue: Line = ""
    pages: Annotated[str, Field(max_length=100), AfterValidator(_pages)] = ""
    arxiv: Annotated[
        str,
        BeforeValidator(_bare_arxiv),
        _matching(_ARXIV, "is not an arXiv id; write 2407.01234, without a version"),
    ] = ""
    doi: Annotated[
        str,
        BeforeValidator(_bare_doi),
        AfterValidator(_line),
        _matching(_DOI, "is not a DOI; write 10.1234/abcd"),
    ] = ""
    url: Address = ""
    links: dict[Slug, Address] = Field(default_factory=dict)
    theme: Slug = ""
    also: Slugs = ()
    tags: Slugs = ()
    tldr: Line = ""
    figures: tuple[Figure, ...] = ()
    later_title: Line = ""
    sources: tuple[Address, ...] = ()
    added: Day = ""
    status: Status = ""
    redirect_from: Slugs = ()
    suggested: tuple[Suggestible, ...] = ()
    problem: Prose = ""
    approach: Prose = ""
    finding: Prose = ""

    @property
    def year(self) -> str:
        """The year of the paper's date, four digits, or an empty string."""
        return self.date[:4]

    @property
    def is_draft(self) -> bool:
        """Whether a program made the record and no curator has confirmed it."""
        return bool(self.suggested)

    def renamed(self, new_id: str, added: str = "") -> Paper:
        """The same record under another id, `added` on a day unless it has one; both are sound."""
        other = copy(self)
        object.__setattr__(other, "id", new_id)
        object.__setattr__(other, "added", self.added or added)
        return other


def front_matter_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record's front matter, for editors that complete keys."""
    schema = _adapter(Paper).json_schema()
    for name in ("id", *SECTION_FIELDS):
        del schema["properties"][name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Front matter of a paper's record",
        "description": "The facts of one paper; its digest stands below them.",
        "required": ["title"],
        "anyOf": [{"required": ["suggested"]}, {"required": list(REQUIRED)}],
    }


def paper_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON Schema of a whole record as it is published, where absent facts are left out and
    every author is an object, and the definitions that it refers to."""
    schema = _adapter(Paper).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    for one in (schema, *definitions.values()):
        one["additionalProperties"] = False
        for value in one["properties"].values():
            value.pop("default", None)
    return {**schema, "required": ["id", "title"]}, definitions
