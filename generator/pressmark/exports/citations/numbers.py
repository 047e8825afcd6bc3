"""Pages, volumes, issues, numbers and editions as records write them in; in print out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Callable

# One end of a range: a prefix, such as the S of a supplement, and digits. Longer ones are texts.
_END = compiled_later(r"([0-9]*[A-Za-z]+(?>0*(?=[0-9])))?([0-9]+[a-z]*)")
_LONGEST_END = 24
_ROMAN = compiled_later("[ivxlcdm]+", re.IGNORECASE)
_NUMERAL = compiled_later("[0-9]+|[ivxlcm]+", re.IGNORECASE)
_SEPARATED = compiled_later(r"([^,;&\s]+)")
_HYPHEN = compiled_later("[-\u2013]")
_NUMERIC = re.compile(r"[A-Za-z]?[0-9]+[A-Za-z]*(?:\s*[-\u2013&,]\s*[A-Za-z]?[0-9]+[A-Za-z]*)*")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def whole(first: str, last: str) -> str:
    """The last page of a range in full."""
    return last


def as_written(first: str, last: str) -> str:
    """The last page of a range as the record has it."""
    return last


def least_digits(first: str, last: str, least: int = 1) -> str:
    """The digits of the last page from the first one that differs."""
    if len(first) != len(last):
        return last
    same = next((at for at in range(len(last)) if first[at] != last[at]), 0)
    return last[min(same, max(len(last) - least, 0)) :]


def two_digits(first: str, last: str) -> str:
    """The digits of the last page that differ, two at least."""
    return least_digits(first, last, 2)


def chicago_digits(first: str, last: str) -> str:
    """The digits of the last page by the Chicago manual's rule for ranges."""
    start, end = _number(first), _number(last)
    if start > 100 and start % 100:
        for digits in range(2, len(str(end))):
            divisor = 10**digits
            if start // divisor == end // divisor:
                return str(end % divisor)
    return last


def _number(digits: str) -> int:
    """The number that a text begins with: 12 of `12a`"""
    return int(re.match("[0-9]+", digits)[0])  # type: ignore[index]


@lru_cache(maxsize=20_000)
def page_range(pages: str, shorten: Callable[[str, str], str] = whole) -> str:
    """Pages as they are printed; `shorten` says how much of a last page is, from first and last."""
    if "-" not in pages and "\u2013" not in pages:
        return pages
    return _SEPARATED.sub(lambda match: _page_range(match[0], shorten), pages)


def _page_range(text: str, shorten: Callable[[str, str], str]) -> str:
    ends = _HYPHEN.split(text)
    if len(ends) == 2 and _are_plain(*ends):
        return f"{ends[0]}\u2013{shorten(*ends)}"
    if len(ends) != 2 or max(map(len, ends)) > _LONGEST_END:
        return text
    first, last = (_END.fullmatch(end) for end in ends)
    if not first or not last:
        return "\u2013".join(ends) if all(map(_ROMAN.fullmatch, ends)) else text
    if last[1] and first[1] != last[1]:
        return "\u2013".join(ends)
    start, end = first[2], last[2]
    if shorten is as_written:
        return "\u2013".join(ends)
    if len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    if _number(start) >= _number(end):
        return "\u2013".join(ends)
    prefix = (first[1] or "") if shorten is whole else ""
    return f"{ends[0]}\u2013{prefix}{shorten(start, end)}"


def _are_plain(first: str, last: str) -> bool:
    """Whether these are two numbers of as many digits, as most ranges have them, in their order."""
    are_numbers = first.isdecimal() and last.isdecimal() and (first + last).isascii()
    return are_numbers and len(first) == len(last) < 10 and first < last


@lru_cache(maxsize=20_000)
def is_several(text: str) -> bool:
    """Whether these are several pages, volumes or issues."""
    if "," in text or "&" in text:
        return True
    ends = _HYPHEN.split(text)
    return len(ends) == 2 and (all(map(_ROMAN.fullmatch, ends)) or all(map(_is_end, ends)))


def _is_end(text: str) -> bool:
    return len(text) <= _LONGEST_END and bool(_END.fullmatch(text))


@lru_cache(maxsize=20_000)
def is_number(text: str) -> bool:
    """Whether it is one number or several, such as `12`, `3a` or `1-2`, and no words."""
    return len(text) <= _LONGEST_END and bool(_NUMERIC.fullmatch(text))


@lru_cache(maxsize=20_000)
def span(text: str) -> str:
    """A volume or an issue, a range with a dash in it: `1–2`"""
    ends = text.split("-")
    return "\u2013".join(ends) if len(ends) == 2 and all(map(_NUMERAL.fullmatch, ends)) else text


def numbered(text: str, singular: str, plural: str) -> str:
    """A number behind its label: `Vol. 3`, `Vols. 1–2`; nothing where there is none."""
    return f"{plural if is_several(text) else singular} {span(text)}" if text else ""


def page_numbers(pages: str, shorten: Callable[[str, str], str] = whole) -> str:
    """`p. 5` or `pp. 12–25`; nothing where there are none."""
    return f"{'pp' if is_several(pages) else 'p'}. {page_range(pages, shorten)}" if pages else ""


def ordinal(number: int) -> str:
    """`2nd` of 2"""
    ending = "th" if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, "th")
    return f"{number}{ending}"


def edition_of(text: str) -> str:
    """An edition in print: `2nd ed.` of `2`"""
    if not text or re.search(r"\bed(?:ition|\.|$)", text, re.IGNORECASE):
        return text
    return f"{ordinal(int(text)) if text.isdecimal() and len(text) < 5 else text} ed."
