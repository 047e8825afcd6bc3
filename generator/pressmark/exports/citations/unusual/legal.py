"""A law, a case, a hearing or a treaty in; its citation as APA and Chicago have it, after the
Bluebook, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import MONTHS, written
from pressmark.exports.citations.numbers import is_number, numbered, span
from pressmark.exports.citations.wording import (
    curly,
    in_brackets,
    italic,
    listed,
    opened,
    spaced,
    with_end,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.exports.citations.work import CitedWork

LEGAL = ("bill", "hearing", "legal_case", "legislation", "regulation", "treaty")
# How a date is written: its parts, and what is before each.
_MONTH = (1, "", lambda month: MONTHS[month - 1])
_WITH_DAY = (_MONTH, (2, " ", str), (0, ", ", "{:04}".format))
_WITHOUT_DAY = (_MONTH, (0, " ", "{:04}".format))


def legal(work: CitedWork, witnesses: str, in_doubt: Callable[[str], str]) -> str:
    """`Lamps Act, Pub. L. No. 7, 3 Harbour Reports 12 (2021)`

    `witnesses` are its people as the style lists them, and `in_doubt` makes a date one that is not
    certain.
    """
    kind, reference = work.reference.type, work.reference
    date = written(work.dates, _WITH_DAY if work.dates.first[2:] else _WITHOUT_DAY)
    years = work.dates.years
    if work.dates.is_circa:
        date, years = in_doubt(date), in_doubt(years)
    year = in_brackets(years)
    if kind == "hearing":
        colon = "" if work.title.endswith(("?", "!")) else ":"
        about = f"{colon} Hearing on {reference.number}" if reference.number else ""
        title = italic(f"{opened(work.title)}{about}")
        return spaced(title, year, f"(testimony of {witnesses})" if witnesses else "")
    where = spaced(span(reference.volume), curly(reference.container), _first_page(work))
    if kind == "treaty":
        parties = "-".join([curly(name.surname) for name in reference.names])
        number = "" if reference.pages else reference.number
        number = numbered(number, "No.", "Nos.") if is_number(number) else number
        return _named(work, listed(parties, date, spaced(where, number)))
    number = reference.number
    if kind == "legal_case":
        if reference.container:
            return _named(work, spaced(where, "" if reference.pages else "___", year))
        return _named(work, spaced(f"No. {number}" if number else "", in_brackets(date)))
    if kind == "legislation":
        number = f"Pub. L. No. {number}" if number else ""
    elif number and (kind == "regulation" or not reference.container):
        number = f"No. {number}"
    return _named(work, listed(number, where), year)


def _named(work: CitedWork, facts: str, year: str = "") -> str:
    """The facts behind the name of a law, a case or a treaty."""
    return spaced(with_end(work.headline, ",") if facts else work.headline, facts, year)


def _first_page(work: CitedWork) -> str:
    return re.split("[-\u2013,&]", work.reference.pages)[0].strip()
