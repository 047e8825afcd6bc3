"""A value as it is written in; the same in its plain form, or what is wrong with it, out.

These are the types that the fields of records are made of, whatever the record is of.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, cast
from urllib.parse import unquote, urlsplit

from pressmark.base.markdown_limits import fault_of
from pressmark.base.models import HALVES, After, Before, Longest, Schema
from pressmark.base.names import ID, RESERVED
from pressmark.base.patterns import compiled_later
from pressmark.base.rules import records as rules
from pressmark.base.rules.files import EMPTY_VALUE, WRONG_TYPE
from pressmark.base.rules.rule import BrokenRuleError, Rule
from pressmark.base.spellings import nearest
from pressmark.base.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.base.models import AnyRecord

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# A year, month or day as EDTF has it, a season instead of the month, and what makes it doubtful.
_DOUBTFUL_DATE = compiled_later(r"(\d{4}(?:-\d\d){0,2})[?~%]?", re.ASCII)
_SEASON = compiled_later(r"(\d{4})-2[1-4]", re.ASCII)
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]{1,30}(?:\.[A-Z]{2})?/\d{7}", re.ASCII)
# A SICI has angle brackets: 10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"]{1,2000}")
_DOI_PREFIX = re.compile(
    r"^(?:info:doi/|urn:doi:|doi(?:\s*[:=]\s*|\s+))?(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/)?",
    re.IGNORECASE,
)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
# An address that needs no second look: a host of ordinary letters, then what a path may hold.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!#-;=?-\[\]_a-z~]*)?")
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))
# What is expected in the place of a text with one.
WHOLE_TEXT = "text without halves of characters"


def plain_text(text: str) -> str:
    """`text` in Unicode's composed form without control characters; lines are kept."""
    if text.isascii() and not text.encode().translate(None, _PRINTABLE):  # most, and quick to see
        return text
    if text.isprintable():
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\x85", "\n").replace("\t", " ")
    # What can't be seen goes first: between a letter and its accent it would keep them apart.
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))


def _line(text: str) -> str:
    # Most lines are fine as they are; the others go the long way.
    if text.isascii() and text.isprintable() and "  " not in f" {text} ":
        return text
    line = " ".join(plain_text(text).split())
    if not line:
        raise BrokenRuleError(EMPTY_VALUE)
    # Texts that are equal are held once by whoever read them; an equal copy would undo that.
    return text if line == text else line


def _whole(text: str) -> str:
    """A text without halves of characters, as pydantic has those whose length it checks."""
    if not text.isascii() and HALVES.search(text):
        raise BrokenRuleError(WRONG_TYPE, expected=WHOLE_TEXT)
    return text


def _markdown(text: str) -> str:
    text = plain_text(_whole(text))
    if fault := fault_of(text):
        raise BrokenRuleError(fault.rule, **fault.values)
    return text


def _prose(text: str) -> str:
    prose = _markdown(text).strip()
    if re.search(r"^## ", prose, re.MULTILINE):
        raise BrokenRuleError(rules.HEADING_IN_SECTION)
    return prose


# Dates, venues and tags repeat: a record's bulk is checked once for all papers that share it.
@lru_cache(maxsize=4096)
def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        raise BrokenRuleError(rules.INVALID_DATE)
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise BrokenRuleError(rules.NO_SUCH_DATE, problem=error) from None
    return text


@lru_cache(maxsize=4096)
def _issued(text: str) -> str:
    ends = text.split("/")
    if len(ends) > 2 or not any(ends) or (len(ends) == 2 and not {*ends}.difference(("", ".."))):
        raise BrokenRuleError(rules.INVALID_ISSUE_DATE)
    for end in ends:
        if len(ends) == 2 and end in ("", ".."):  # unknown or open
            continue
        match = _DOUBTFUL_DATE.fullmatch(end)
        if not match:
            raise BrokenRuleError(rules.INVALID_ISSUE_DATE)
        if not _SEASON.fullmatch(match[1]):
            _date(match[1])
    return text


@lru_cache(maxsize=4096)
def plain_date(edtf: str) -> str:
    """A date of EDTF level 1 as far as level 0 has it: the first of a range, a season's year, and
    nothing of doubts."""
    first = next((end for end in edtf.split("/") if end not in ("", "..")), "").rstrip("?~%")
    return first[:4] if first[5:6] == "2" else first


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    if len(_date(text)) != 10:
        raise BrokenRuleError(rules.INCOMPLETE_DATE)
    return text


def _pages(text: str) -> str:
    return re.sub(r"(?:(?<!\s)\s++)?+[-\u2010-\u2015]++\s*", "-", _line(text))


def _matching(match: Callable[[str], object], rule: Rule) -> After:
    def check(text: str) -> str:
        if not match(text):
            raise BrokenRuleError(rule)
        return text

    return After(check)


def _address(text: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
        is_on_the_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_on_the_web = False
    if not is_on_the_web or re.search(r"[\s\"<>\\^`{|}]", text):
        raise BrokenRuleError(rules.INVALID_URL)
    return text


# A file of the library's own: no hidden one, and none above the folder. An address without a scheme
# ends otherwise.
_FILE = re.compile(
    r"(?:\w[\w.-]*/)*\w[\w.-]*\.(?:pdf|pptx?|key|od[pst]|docx?|xlsx?|epub|ps|zip|gz|png|jpe?g|svg|gif"
    r"|mp[34]|webm|mov|txt|csv|json|bib|ipynb|html?)",
    re.ASCII | re.IGNORECASE,
)


def is_file(text: str) -> bool:
    """Whether a link leads to a file of the library's own, such as `talks/slides.pdf`."""
    return "://" not in text and bool(_FILE.fullmatch(text))


def _link(text: str) -> str:
    return text if is_file(text) else _address(text)


def is_address(text: str) -> bool:
    """Whether a page may link to a text as it is."""
    try:
        return _address(text) == text and len(text) <= 2000
    except BrokenRuleError:
        return False


def _bare_doi(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    bare = _DOI_PREFIX.sub("", text.strip()).rstrip(".,;")
    return unquote(bare) if bare != text and "%" in bare and "://" in text else bare


def _bare_arxiv(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return re.sub(r"^(https?://arxiv\.org/(abs|pdf)/|arxiv:)", "", text, flags=re.IGNORECASE)


@lru_cache(maxsize=4096)
def _slug(text: str) -> str:
    if not ID.fullmatch(text):
        raise BrokenRuleError(rules.INVALID_ID)
    if text in RESERVED:
        raise BrokenRuleError(rules.RESERVED_ID)
    return text


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(seen := {*values}) < len(values):
        for value in values:
            if value not in seen:
                raise BrokenRuleError(rules.REPEATED_ITEM, item=value)
            seen.discard(value)
    return values


def one_of(choices: tuple[str, ...]) -> After:
    """Refuses all but the `choices`, naming the nearest."""

    def check(text: str) -> str:
        if text not in choices:
            values = {"near": nearest(text, choices), "choices": ", ".join(choices)}
            raise BrokenRuleError(rules.UNKNOWN_CHOICE, **values)
        return text

    return After(check)


def enum(choices: tuple[str, ...]) -> Schema:
    """The `choices` as a JSON Schema has them."""
    return Schema({"type": "string", "enum": list(choices)})


# Lengths come first: there pydantic checks them without a call of Python.
Line = Annotated[str, Longest(4000), After(_line)]
# A line that may be empty, and text of several lines, without characters that can't be seen.
PossibleLine = Annotated[str, Longest(4000), After(lambda text: _line(text) if text else text)]
Markdown = Annotated[str, After(_markdown)]
Prose = Annotated[str, After(_prose)]
Slug = Annotated[str, Longest(100), After(_slug)]
UNIQUE = After(_unique)
Slugs = Annotated[tuple[Slug, ...], UNIQUE]
Lines = Annotated[tuple[Line, ...], UNIQUE]
Date = Annotated[str, After(_date)]
Issued = Annotated[str, After(_issued)]
Day = Annotated[str, After(_day)]
Address = Annotated[str, Longest(2000), After(_line), After(_address)]
Link = Annotated[str, Longest(2000), After(_line), After(_link)]
PageRange = Annotated[str, Longest(100), After(_pages)]
Arxiv = Annotated[
    str,
    Before(_bare_arxiv),
    _matching(_ARXIV.fullmatch, rules.INVALID_ARXIV_ID),
]
Doi = Annotated[
    str,
    Before(_bare_doi),
    After(_line),
    _matching(_DOI.fullmatch, rules.INVALID_DOI),
]
Orcid = Annotated[str, _matching(_ORCID.fullmatch, rules.INVALID_ORCID)]


def copied(record: AnyRecord) -> AnyRecord:
    """A frozen record once more, without the validation that it has passed: a fraction of the time
    that `copy` takes."""
    values_of, setters = _slots_of(cast("Any", type(record)))
    other = object.__new__(type(record))
    for place, value in zip(setters, values_of(record), strict=True):
        place(other, value)
    return other


@cache
def _slots_of(model: Any) -> tuple[Callable[[Any], tuple[Any, ...]], list[Callable[..., None]]]:
    """What gives the values of a record in its slots, and what sets each of them."""
    names = [field.name for field in fields(model)]
    return attrgetter(*names), [getattr(model, name).__set__ for name in names]


def with_values(record: AnyRecord, **values: object) -> AnyRecord:
    """A copy of a sound record with other values, which are sound too; they are not checked."""
    result = copied(record)
    for name, value in values.items():
        object.__setattr__(result, name, value)
    return result
