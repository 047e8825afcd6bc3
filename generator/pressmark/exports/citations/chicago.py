"""A work in; its citation in the Chicago manual's style (eighteenth edition, author-date) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import MONTHS, Dates, written
from pressmark.exports.citations.name_lists import chicago_names, in_order
from pressmark.exports.citations.numbers import (
    chicago_digits,
    edition_of,
    is_number,
    numbered,
    page_range,
    span,
)
from pressmark.exports.citations.wording import (
    curly,
    in_brackets,
    in_quotes,
    italic,
    joined_sentences,
    listed,
    opened,
    spaced,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

_ITALIC = ("book", "report", "software")
_WITH_DAY = ("dataset", "software", "webpage", "preprint", "manuscript", "other")
_EDITED = ("book", "chapter", "conference", "journal")
# How a date is written: its parts, and what is before each.
_ORDER = ((1, "", lambda month: MONTHS[month - 1]), (2, " ", str))
_WITH_YEAR = (*_ORDER, (0, ", ", "{:04}".format))


def chicago(work: CitedWork) -> str:
    """`Quill, Ada, and Ben B. Oar. 2021. “Counting Lamps.” Journal of Tides 3 (4): 12–25.`"""
    kind = work.kind
    authors = chicago_names(work.names, work.has_more)
    host = work.publisher or curly(work.reference.place)
    if kind == "webpage":
        host = work.cased(work.reference.container) or host
    if not authors and kind in _EDITED and work.editors:
        role = "eds." if len(work.editors) > 1 else "ed."
        authors = f"{chicago_names(work.editors)}, {role}"
    elif not authors and kind in ("software", "webpage"):
        authors, host = host, ""
    elif not authors and kind in ("magazine", "newspaper"):
        authors = italic(work.headed_container)
    title = italic(work.headline) if kind in _ITALIC else in_quotes(work.headline, ".")
    if kind == "patent":
        title = opened(work.title)
    opening = [authors, _year(work), title] if authors else [title, _year(work)]
    if kind == "journal" or (kind == "conference" and not work.editors):
        return joined_sentences(*opening, _serial(work), accessed(work), work.link)
    if kind in ("magazine", "newspaper"):
        container = italic(work.headed_container) if work.names else ""
        return joined_sentences(
            *opening, listed(container, _day(work.dates)), accessed(work), work.link
        )
    if kind == "patent":
        return joined_sentences(*opening, _patent(work), accessed(work), work.link)
    if kind in _WITH_DAY:
        day = _day(work.dates)
        host = listed(host, f"released {day}" if day and kind == "software" else day)
    if kind == "preprint":
        host = listed("Preprint", host)
    elif kind == "thesis":
        host = listed(work.genre, host)
    return joined_sentences(*opening, *_facts(work), opened(host), accessed(work), work.link)


def accessed(work: CitedWork) -> str:
    """`Accessed August 1, 2022`, of a work without a date."""
    day = None if work.dates.first or work.doi else work.looked_up
    return f"Accessed {written(day, _WITH_YEAR)}" if day else ""


def _year(work: CitedWork) -> str:
    """`2021`, `[1850?]` or `n.d.`"""
    years = work.dates.years or "n.d."
    return f"[{years}?]" if work.dates.is_circa and work.dates.first else years


def _day(dates: Dates) -> str:
    """`March 4`, or `Spring`; nothing of a year in doubt."""
    if dates.is_circa:
        return ""
    return written(dates, _ORDER)


def _patent(work: CitedWork) -> str:
    """`Patent 12, issued March 4, 2021`"""
    issued = _year(work)
    if not work.dates.is_circa:
        issued = listed(_day(work.dates), issued, separator=", " if work.dates.first[2:] else " ")
    number = f"Patent {work.number}" if work.number else ""
    return opened(listed(number, f"issued {issued}" if work.dates.first else ""))


def _facts(work: CitedWork) -> list[str]:
    """The sentences between the title of a work and who brought it out."""
    kind, reference = work.kind, work.reference
    edition = edition_of(reference.edition) if kind != "conference" else ""
    volume = numbered(reference.volume, "vol.", "vols.")
    series = work.numbered_series
    edited = f"edited by {in_order(work.editors)}" if work.editors and work.names else ""
    if kind in ("chapter", "conference"):
        container = f"In {italic(work.headed_container)}"
        issue = numbered(reference.issue, "no.", "nos.") if kind == "conference" else ""
        if issue and series:
            place = work.place_in_series
            place = numbered(place, "vol.", "vols.") if is_number(place) else place
            series, issue = listed(work.cased(reference.series), place, issue), ""
        return [listed(container, edition, edited, volume), opened(issue), series]
    if kind == "book":
        return [edition, opened(edited), opened(volume), series]
    if kind == "report":
        number = work.number
        if is_number(number):
            number = numbered(number, "No.", "Nos.")
        genre = work.cased(reference.genre) if number else work.genre
        return [spaced(genre, number), series]
    if kind == "preprint":
        return [f"arXiv:{reference.arxiv}"]
    if kind in ("dataset", "software") and work.number:
        return [f"{'Version' if kind == 'dataset' else 'V.'} {work.number}"]
    return [opened(work.genre) if kind != "thesis" else ""]


def _serial(work: CitedWork) -> str:
    """`Journal of Tides 3 (4): 12–25`"""
    reference, dates = work.reference, work.dates
    place = series = ""
    if work.kind == "conference":
        place, series = in_brackets(curly(reference.place)), work.cased(reference.series)
    container = spaced(italic(work.headed_container), place)
    pages = work.article_number or page_range(reference.pages, chicago_digits)
    month = _day(dates.of_months())
    if reference.volume:
        number = (
            span(reference.volume) if not series else numbered(reference.volume, "vol.", "vols.")
        )
        between = in_brackets(span(reference.issue) or month)
    elif reference.issue:
        number, between = numbered(reference.issue, "no.", "nos."), in_brackets(month)
    else:
        return listed(container, series, _day(dates), pages)
    is_run_on = reference.volume and not series
    where = spaced(container, number) if is_run_on else listed(container, series, number)
    return listed(spaced(where, between), pages, separator=": ")
