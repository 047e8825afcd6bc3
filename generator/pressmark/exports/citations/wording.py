"""Names, titles, dates and pages in; their words as printed references have them out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.library.addresses import doi_address
from pressmark.library.reference import Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.reference import Reference

# Where italics begin and end: no record holds these two.
ITALIC_ON, ITALIC_OFF = "\x02", "\x03"
_SMALL_WORDS = frozenset(
    """a about above across after against along among an and around as at before behind below
    beneath beside between beyond but by despite down during except for from in inside into like
    near nor of off on onto or over past per plus since so than the through throughout till to
    toward towards under underneath until up upon via vs with within without yet""".split()
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
IEEE_MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()
_RANGE = re.compile(r"([^-,\s]+)-([^-,\s]+)")
_DOUBLE_QUOTES = re.compile(r'"([^"]*)"')
_SINGLE_QUOTES = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
_WORDS = re.compile(r"[^\s/\u2013\u2014-]+")
_JOINED_INITIALS = re.compile(r"\.(?=\w)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


# Names


@lru_cache(maxsize=100_000)
def printed_name(name: Name) -> Name:
    """A name with typographic apostrophes, and a stop and a space after each initial."""
    given, particle, family, suffix, orcid = (curly(part) for part in name)
    words = _JOINED_INITIALS.sub(". ", given).split(" ")
    stopped = [f"{word}." if len(word) == 1 and word.isupper() else word for word in words]
    return Name(" ".join(stopped), particle, family, suffix, orcid)


def inverted(name: Name, given: str, separator: str) -> str:
    """Family name first. `separator` stands before what follows it."""
    return separator.join([part for part in (name.surname, given, name.suffix) if part])


def full_name(name: Name) -> str:
    """A name in its natural order, given names as initials."""
    parts = (initials_of(name.given), name.particle, name.family, name.suffix)
    return " ".join([part for part in parts if part])


@lru_cache(maxsize=100_000)
def initials_of(given: str) -> str:
    """`Jean-Luc B.` as `J.-L. B.`; a name in another script stays whole."""
    return " ".join([_initial(word) for word in given.split()])


def _initial(word: str) -> str:
    parts = [part for part in word.split("-") if part]
    if not parts or not all(_LATIN.match(part) for part in parts):
        return word
    return "-".join([f"{part[0]}." for part in parts if part[0].isupper()]) or word


@lru_cache(maxsize=100_000)
def bare_initials_of(given: str) -> str:
    """`Jean-Luc B.` as `JLB`."""
    initials = initials_of(given)
    return re.sub("[.\\s-]", "", initials) if _LATIN.match(initials) else initials


# Titles


@lru_cache(maxsize=20_000)
def curly(text: str) -> str:
    """`text` with typographic quotation marks, apostrophes and dashes."""
    text = text.replace(" -- ", " – ")
    if '"' not in text and "'" not in text:
        return text
    text = _DOUBLE_QUOTES.sub("“\\1”", text)
    return _SINGLE_QUOTES.sub("‘\\1’", text).replace("'", "’")


@lru_cache(maxsize=20_000)
def title_case(title: str) -> str:
    """A title with a capital for each of its words but the small ones within it."""
    end = len(title.rstrip(" .?!"))
    pieces, place = [], 0
    for match in _WORDS.finditer(title):
        word, start = match[0], match.start()
        pieces.append(title[place:start])
        place = match.end()
        before = title[:start].rstrip()
        opens = not before or before[-1] in ":?!.“‘"
        bare = word.strip("“”‘’.,:;?!()[]")
        is_small = bare in _SMALL_WORDS and not opens and match.end() < end
        if bare.islower() and not is_small and (opens or len(bare) > 1):
            at = word.index(bare[0])
            word = f"{word[:at]}{word[at].upper()}{word[at + 1 :]}"
        pieces.append(word)
    return "".join([*pieces, title[place:]])


def in_quotes(title: str, end: str) -> str:
    """A title between quotation marks, with the point that follows it inside of them."""
    inside = title.translate(_INNER) if "“" in title else title
    last = inside.rstrip("’")[-1:]
    is_closed = last in ".?!" if end == "." else last == end
    return f"“{inside}{'' if is_closed else end}”"


_INNER = str.maketrans("“”", "‘’")


def italic(text: str) -> str:
    """The text in italics; nothing where there is none."""
    return f"{ITALIC_ON}{text}{ITALIC_OFF}" if text else ""


# Dates and pages


def date_parts(date: str) -> list[int]:
    """Year, month and day as far as they are known."""
    return [int(part) for part in date.split("-")] if date else []


def apa_date(date: list[int]) -> str:
    """A date's parts as APA has them: `(2021, March 4)`"""
    day = f"{MONTHS[date[1] - 1]} {date[2] if len(date) > 2 else ''}".strip() if date[1:] else ""
    return f"({', '.join([f'{date[0]:04}', *[day] * bool(day)])})" if date else "(n.d.)"


def mla_date(date: list[int]) -> str:
    """A date's parts as MLA has them: `4 Mar. 2021`"""
    days, months = [str(day) for day in date[2:]], [_MLA_MONTHS[month - 1] for month in date[1:2]]
    return " ".join([*days, *months, *[f"{year:04}" for year in date[:1]]])


def ieee_date(date: list[int]) -> str:
    """A date's parts as IEEE has them: `Mar. 04, 2021`"""
    month = "".join([f"{IEEE_MONTHS[month - 1]} " for month in date[1:2]])
    day = "".join([f"{day:02}, " for day in date[2:]])
    return month + day + "".join([f"{year:04}" for year in date[:1]])


def edition_of(text: str) -> str:
    """An edition in print: `2nd ed.` of `2`"""
    if not text or re.search(r"\bed(?:ition|\.|$)", text, re.IGNORECASE):
        return text
    if not text.isdecimal():
        return f"{text} ed."
    number = int(text)
    ending = "th" if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, "th")
    return f"{number}{ending} ed."


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def page_range(pages: str, end: Callable[[str, str], str] = lambda _, last: last) -> str:
    """Pages as they are printed; `end` says how much of a last page is."""
    if "-" not in pages:
        return pages
    return _RANGE.sub(lambda match: f"{match[1]}–{_last(match, end)}", pages)


def _last(match: re.Match[str], end: Callable[[str, str], str]) -> str:
    first, last = match[1], match[2]
    are_numbers = first.isdigit() and last.isdigit() and len(first) == len(last)
    return end(first, last) if are_numbers else last


def least_digits(first: str, last: str, least: int = 1) -> str:
    """The digits of the last page from the first one that differs."""
    same = next((at for at in range(len(last)) if first[at] != last[at]), 0)
    return last[min(same, max(len(last) - least, 0)) :]


def two_digits(first: str, last: str) -> str:
    """The digits of the last page that differ, two at least."""
    return least_digits(first, last, 2)


def chicago_digits(first: str, last: str) -> str:
    """The digits of the last page by the Chicago manual's rule for ranges."""
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    return least_digits(first, last, 1 if number % 100 < 10 else 2)


def is_several(pages: str) -> bool:
    """Whether these are several pages."""
    return "-" in pages or "," in pages


# Sentences


def link_of(reference: Reference, page: str) -> str:
    """Where the paper is read: its DOI, else its own address, else its page here."""
    return doi_address(reference.doi) if reference.doi else reference.url or page


def listed(*parts: str) -> str:
    """The parts that are not empty, with commas between them."""
    return ", ".join([part for part in parts if part])


def followed_by(text: str, separator: str) -> str:
    """The text and a separator behind it; nothing where there is no text."""
    return f"{text}{separator}" if text else ""


def joined_sentences(*sentences: str, closed: bool = True) -> str:
    """Sentences with a stop after each that has none; the last gets one if it is to be `closed`."""
    texts = [sentence for sentence in sentences if sentence]
    last = texts.pop()
    stopped = [text if is_stopped(text) else f"{text}." for text in texts]
    return " ".join([*stopped, last if not closed or is_stopped(last) else f"{last}."])


def is_stopped(text: str) -> bool:
    """Whether a sentence ends with a stop of its own."""
    return text.rstrip(f"{ITALIC_OFF}”’")[-1:] in (".", "?", "!")
