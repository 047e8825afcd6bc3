"""When a work was published in; the date as each printed style writes it out.

Dates are those of EDTF level 1: ranges, seasons and doubts are printed as the styles have them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.values import plain_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.reference import Reference

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()
MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
SEASONS = ("Spring", "Summer", "Autumn", "Winter")

Day = tuple[int, ...]
# A part of a date: 0 for the year, 1 the month, 2 the day; what stands between it and what is
# before it; and its text.
Part = tuple[int, str, "Callable[[int], str]"]


class Dates(NamedTuple):
    """Year, month and day of the first and of the last of a range; `last` is empty where there is
    no range, and `first` where nothing is known."""

    first: Day
    last: Day
    season: str
    is_circa: bool

    @property
    def years(self) -> str:
        """`2021`, or `2004–2006`; empty where nothing is known."""
        first, last = self.first[:1], self.last[:1]
        return "–".join([f"{day[0]:04}" for day in (first, *[last] * (last != first)) if day])

    def of_years(self) -> Dates:
        """The years only, without doubts and seasons."""
        first, last = self.first[:1], self.last[:1]
        return Dates(first, last if last != first else (), "", self.is_circa)

    def of_months(self) -> Dates:
        """The same, without days."""
        first, last = self.first[:2], self.last[:2]
        return Dates(first, last if last != first else (), self.season, self.is_circa)


def dates_of(reference: Reference) -> Dates:
    """When it was published, as far as the record says it."""
    issued = reference.issued
    if not reference.edtf:
        return Dates(_day(issued), (), "", False)
    ends = [end for end in reference.edtf.split("/") if end not in ("", "..")]
    first, *rest = (_day(plain_date(end)) for end in ends)
    season = ends[0][5:7]
    return Dates(
        first,
        rest[0] if rest and rest[0] != first else (),
        SEASONS[int(season) - 21] if season in ("21", "22", "23", "24") else "",
        any(end[-1] in "?~%" for end in ends),
    )


def _day(date: str) -> Day:
    return tuple([int(part) for part in date.split("-")]) if date else ()


@lru_cache(maxsize=20_000)
def written(dates: Dates, order: tuple[Part, ...]) -> str:
    """The date with its parts in a style's order. What both ends of a range share is said once."""
    first, last = dates.first, dates.last
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    texts = ["", "", "", ""]  # what both begin with, either end, and what both end with
    for field, separator, text_of in order:
        place = 1 if not last or field >= shared else 3 if any(texts[1:]) else 0
        for at, day in enumerate((first, last), start=place):
            if day[field:]:
                opens = not texts[at] and (at == 2 or not any(texts[:at]))
                texts[at] += f"{'' if opens else separator}{text_of(day[field])}"
            elif field == 1 and dates.season and at == place:
                texts[at] += f"{'' if not any(texts) else separator}{dates.season}"
            if place != 1:
                break
    ends = "–".join([text for text in texts[1:3] if text])
    return f"{texts[0]}{ends}{texts[3]}"
