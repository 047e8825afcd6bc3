"""A work in; its citation in Vancouver style, as the National Library of Medicine has it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import SHORT_MONTHS, written
from pressmark.exports.citations.name_lists import vancouver_names
from pressmark.exports.citations.numbers import (
    edition_of,
    is_number,
    least_digits,
    numbered,
    page_range,
    span,
)
from pressmark.exports.citations.wording import (
    curly,
    in_brackets,
    joined_sentences,
    listed,
    spaced,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

_EDITED = ("book", "chapter", "conference", "journal")
_ONLINE = "[Internet]"
# How a date is written: its parts, and what is before each.
_ORDER = (
    (0, "", "{:04}".format),
    (1, " ", lambda month: SHORT_MONTHS[month - 1].rstrip(".")),
    (2, " ", str),
)


def vancouver(work: CitedWork) -> str:
    """`Quill A, Oar BB. Counting lamps. Journal of Tides. 2021 Mar 4;3(4):12–25.`"""
    kind, reference = work.kind, work.reference
    authors = vancouver_names(work.names, work.has_more)
    edited = _edited(work) if work.editors and kind in _EDITED else ""
    if not authors:
        authors, edited = edited, ""
    doi = f"doi:{work.doi}" if work.doi else ""
    link = f"Available from: {work.url}"
    if work.is_serial:
        is_bare = doi and kind == "journal"
        container = work.container if is_bare else spaced(work.container, _ONLINE)
        link = doi if is_bare else spaced(link, doi)
        journal = _journal(work, "" if is_bare else cited(work))
        return joined_sentences(authors, work.title, edited, container, journal, link,
                                closed=False)  # fmt: skip
    year = spaced(_date(work), cited(work))
    number = work.number if kind == "patent" else ""
    imprint = listed(_publisher(work), listed(number, year), separator="; ")
    place = work.place_in_series
    place = f"no. {place}" if is_number(place) else place
    series = in_brackets(listed(curly(reference.series), place, separator="; "))
    edition = edition_of(reference.edition)
    link = spaced(link, doi)
    if kind == "webpage" and reference.container:
        container = spaced(curly(reference.container), _ONLINE)
        return joined_sentences(authors, container, year, work.title, link, closed=False)
    if kind in ("chapter", "conference"):
        pages = page_range(reference.pages, least_digits)
        container = spaced(work.container, _ONLINE)
        host = f"In: {edited}. {container}" if edited else f"In: {container}"
        return joined_sentences(
            authors, work.title, host, edition if kind == "chapter" else "", imprint,
            f"p. {pages}" if pages else "", series, link, closed=False,
        )  # fmt: skip
    title = spaced(work.title, in_brackets(work.genre, "[]"), _ONLINE)
    facts = [edition, edited, numbered(reference.volume, "Vol.", "Vols.")] if kind == "book" else []
    number = _number(work) if kind == "report" else ""
    return joined_sentences(authors, title, *facts, imprint, series, number, link, closed=False)


def _edited(work: CitedWork) -> str:
    role = "editors" if len(work.editors) > 1 else "editor"
    return f"{vancouver_names(work.editors)}, {role}"


def _publisher(work: CitedWork) -> str:
    """`Whitby: Sea Press`; the place of a school in brackets."""
    place = curly(work.reference.place)
    if work.kind == "thesis":
        place = in_brackets(place, "[]")
    return listed(place, work.publisher, separator=": ")


def _date(work: CitedWork) -> str:
    """`2021 Mar 4`, without day for a report, the year of others that are no articles."""
    dates = work.dates
    if work.kind == "report":
        dates = dates.of_months()
    elif not work.is_serial:
        dates = dates.of_years()
    return written(dates, _ORDER)


def cited(work: CitedWork) -> str:
    """`[cited 2022 Aug 1]`"""
    day = work.looked_up
    return f"[cited {written(day, _ORDER)}]" if day else ""


def _journal(work: CitedWork, cited_on: str) -> str:
    """`2021 Mar 4;3(4):12–25`"""
    reference = work.reference
    number = f"{span(reference.volume)}{in_brackets(span(reference.issue))}"
    pages = work.article_number or page_range(reference.pages, least_digits)
    separator = ":" if work.kind == "newspaper" else ";"
    date = spaced(_date(work), cited_on)
    return listed(date, listed(number, pages, separator=":"), separator=separator)


def _number(work: CitedWork) -> str:
    """`Night report no.: 12`"""
    number = work.number
    if not number:
        return ""
    if is_number(number):
        number = f"no.: {number}"
    return spaced(
        work.genre or ("Standard" if work.reference.type == "standard" else "Report"), number
    )
