"""A record in; the days out that files date it by. Nothing here knows what day it is."""

from __future__ import annotations

from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper

# Written for an unknown day where a format must have one.
UNKNOWN = "1970-01-01"


_WHOLE_DAY = len("2024-07-04")


@lru_cache(maxsize=10_000)
def first_day(date: str) -> str:
    """The first day of a date of EDTF level 0, such as 2024-07-01 of 2024-07; that of none is
    empty."""
    return date + "-01" * (2 - date.count("-")) if date else ""


def day_of(paper: Paper) -> str:
    """The day on which the library took the paper in, else the first of the paper's first date;
    empty where neither is known."""
    return paper.added or first_day(paper.first_date)


def news_day(paper: Paper) -> str:
    """The day on which a paper counts as new: that on which the library took it in, else its date
    if that is a whole day; empty where neither is known."""
    day = paper.added or paper.first_date
    return day if len(day) == _WHOLE_DAY else ""


def latest(papers: Sequence[Paper], most: int) -> list[Paper]:
    """The papers that came last, at most so many: by the day, then by their first date, the newest
    first. Those of one day and date stay in the order in which they are given."""
    if len(papers) == 1:
        return [papers[0]]
    dated = [(day_of(paper), paper.first_date, paper) for paper in papers]
    return [paper for _, _, paper in nlargest(most, dated, key=itemgetter(0, 1))]


def last_added(papers: Iterable[Paper]) -> str:
    """The last day on which any of the papers was added; empty where that is not known of any."""
    return max([paper.added for paper in papers], default="")
