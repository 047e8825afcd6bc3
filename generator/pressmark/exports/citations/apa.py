"""A work in; its citation in APA's style (seventh edition) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import MONTHS, written
from pressmark.exports.citations.name_lists import apa_names, in_order
from pressmark.exports.citations.numbers import (
    edition_of,
    is_number,
    numbered,
    page_numbers,
    page_range,
    span,
)
from pressmark.exports.citations.wording import (
    curly,
    in_brackets,
    italic,
    joined_sentences,
    listed,
    spaced,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

# What works that are not read are said to be.
_FORMS = {"dataset": "Dataset", "software": "Computer software"}
_EDITED = ("book", "chapter", "conference", "journal")
_DATED = ("webpage", "other", "conference", "magazine", "newspaper")
# How dates are written: their parts, and what is before each.
_MONTH = (1, "", lambda month: MONTHS[month - 1])
DAY = (_MONTH, (2, " ", str), (0, ", ", "{:04}".format))
_ORDER = ((0, "", "{:04}".format), (1, ", ", lambda month: MONTHS[month - 1]), (2, " ", str))


def apa(work: CitedWork) -> str:
    """`Quill, A., & Oar, B. B. (2021). Counting lamps at sea. Journal of Tides, 3(4), 12–25.`"""
    kind, reference = work.kind, work.reference
    is_part = work.is_serial or kind in ("conference", "chapter")
    title = work.title if is_part else italic(work.title)
    title = spaced(title, in_brackets(_facts(work)))
    about = in_brackets(_about(work), "[]")
    by_editors = work.editors if kind in _EDITED and not work.names else ()
    authors = apa_names(work.names, work.has_more)
    if by_editors:
        authors = f"{apa_names(by_editors)} ({_role(work)})"
    publisher = "" if work.is_serial or kind == "thesis" else work.publisher
    if kind == "webpage":
        publisher = work.cased(reference.container) or publisher
    if kind == "software" and not authors:
        authors, publisher = publisher, ""
    if authors:
        opening = [authors, _date(work), spaced(title, about)]
    else:
        opening = [title, _date(work), about]
    if kind == "conference" and not work.editors:
        publisher = ""
    return joined_sentences(*opening, _host(work), publisher, where_read(work), closed=False)


def where_read(work: CitedWork) -> str:
    """Its address, with the day on which it was looked up where it has no date."""
    day = None if work.dates.first or work.doi else work.looked_up
    return f"Retrieved {written(day, DAY)}, from {work.link}" if day else work.link


def _role(work: CitedWork) -> str:
    return "Eds." if len(work.editors) > 1 else "Ed."


def _edited(work: CitedWork) -> str:
    """`E. van der Berg & J. Reed`"""
    return in_order(work.editors, "&", initials=True)


def _date(work: CitedWork) -> str:
    """`(2021)`, or with month and day for what has no pages."""
    dates = work.dates
    if not dates.first:
        return "(n.d.)"
    in_pages = work.reference.pages or work.reference.volume or work.editors
    if work.kind not in _DATED or (work.kind == "conference" and in_pages):
        dates = dates.of_years()
    year = written(dates, _ORDER)
    return f"({'ca. ' if dates.is_circa else ''}{year})"


def _host(work: CitedWork) -> str:
    """What a part of a work is in."""
    kind, reference = work.kind, work.reference
    if kind == "chapter" or (kind == "conference" and work.editors):
        edited = f"{_edited(work)} ({_role(work)}), " if work.editors and work.names else ""
        about = in_brackets(listed(_imprint(work), page_numbers(reference.pages)))
        return spaced(f"In {edited}{italic(work.container)}", about)
    if not work.is_serial and kind != "conference":
        return ""
    issue = in_brackets(span(reference.issue))
    series = work.cased(reference.series) if kind == "conference" else ""
    container = italic(listed(work.headed_container, series))
    article = work.article_number
    pages = f"Article {article}" if article else page_range(reference.pages)
    return listed(container, f"{italic(span(reference.volume))}{issue}", pages)


def _imprint(work: CitedWork) -> str:
    reference = work.reference
    edition = "" if work.kind == "conference" else edition_of(reference.edition)
    issue = numbered(reference.issue, "Issue", "Issues") if work.kind == "conference" else ""
    return listed(edition, numbered(reference.volume, "Vol.", "Vols."), issue)


def _facts(work: CitedWork) -> str:
    """What stands in parentheses behind a title."""
    kind, reference = work.kind, work.reference
    if kind == "preprint":
        return f"arXiv:{reference.arxiv}"
    if kind == "patent":
        return f"Patent No. {work.number}" if work.number else ""
    if kind == "book":
        edited = f"{_edited(work)}, {_role(work)}" if work.editors and work.names else ""
        return listed(edited, _imprint(work), separator="; ")
    if kind in _FORMS:
        return f"Version {work.number}" if work.number else ""
    if kind == "report":
        number = work.number
        if is_number(number):
            number = numbered(number, "No.", "Nos.")
        genre = work.cased(reference.genre) if number else ""
        return listed(spaced(genre, number), curly(reference.series), separator="; ")
    return ""


def _about(work: CitedWork) -> str:
    """What stands in brackets behind a title: what the work is."""
    kind = work.kind
    if kind == "thesis":
        return listed(work.genre, work.publisher)
    if kind == "report":
        return "" if work.number else work.genre
    return work.genre or _FORMS.get(kind, "")
