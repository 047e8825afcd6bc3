"""A work of an unusual kind in; its citation in APA's style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.apa import where_read
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
from pressmark.exports.citations.unusual.legal import LEGAL, legal
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

# What works are said to be that do not say it themselves.
_FORMS = {
    "broadcast": "Broadcast",
    "collection": "Archival collection",
    "figure": "Figure",
    "graphic": "Graphic",
    "interview": "Interview",
    "map": "Map",
    "motion_picture": "Video recording",
    "personal_communication": "Letter",
    "post": "Online post",
    "song": "Audio recording",
}
_ENTRIES = ("entry", "entry-dictionary", "entry-encyclopedia")
_REVIEWS = {"review": "Review of", "review-book": "Review of the book"}
_BOOKS = (*_ENTRIES, "classic", "collection")
_PERFORMED = ("event", "performance", "speech")
_BY_YEAR = (*_ENTRIES, *_REVIEWS, "article", "classic", "figure", "graphic", "map",
            "musical_score", "periodical", "standard")  # fmt: skip
# How a date is written: its parts, and what is before each.
_ORDER = ((0, "", "{:04}".format), (1, ", ", lambda month: MONTHS[month - 1]), (2, " ", str))


def apa(work: CitedWork) -> str:
    """`Quill, A. (2021, March 4). Counting lamps [Night talk]. Harbour Days. https://x.org`"""
    kind, reference = work.reference.type, work.reference
    if kind in LEGAL:
        text = legal(work, _witnesses(work), "ca. {}".format)
        return joined_sentences(text, where_read(work), closed=False)
    authors, publisher = apa_names(work.names, work.has_more), work.publisher
    is_edited = not authors and work.editors and not (kind in _ENTRIES and reference.container)
    if is_edited:
        authors = f"{apa_names(work.editors)} ({_role(work)})"
    elif not authors and kind in _ENTRIES[1:]:
        authors, publisher = publisher, ""
    title, about = _title(work, is_edited=bool(is_edited)), _about(work)
    in_host = kind in _PERFORMED and reference.container
    host = spaced(_host(work), about if in_host else "")
    about = "" if in_host else about
    if authors:
        opening = [authors, _date(work), spaced(title, about)]
    else:
        opening = [title, _date(work), about]
    if kind in _REVIEWS or kind == "periodical":
        publisher = ""
    return joined_sentences(*opening, host, publisher, where_read(work), closed=False)


def _witnesses(work: CitedWork) -> str:
    if len(work.names) > 20:
        first = ", ".join([name.whole for name in work.names[:19]])
        return f"{first}, … {work.names[-1].whole}"
    return in_order(work.names, "&")


def _role(work: CitedWork) -> str:
    return "Eds." if len(work.editors) > 1 else "Ed."


def _edited(work: CitedWork) -> str:
    """`E. van der Berg & J. Reed`"""
    return in_order(work.editors, "&", initials=True)


def _date(work: CitedWork) -> str:
    dates = work.dates
    if not dates.first:
        return "(n.d.)"
    if work.reference.type in _BY_YEAR:
        dates = dates.of_years()
    return f"({'ca. ' if dates.is_circa else ''}{written(dates, _ORDER)})"


def _title(work: CitedWork, *, is_edited: bool) -> str:
    """The title with what stands in parentheses behind it."""
    kind, reference = work.reference.type, work.reference
    if kind in _REVIEWS:
        return f"[{_REVIEWS[kind]} {italic(work.title)}]"
    is_part = reference.container and kind != "post"
    title = work.title if is_part else italic(work.title)
    facts = _number(work)
    if kind in _BOOKS and not is_part:
        edited = f"{_edited(work)}, {_role(work)}" if work.editors and not is_edited else ""
        facts = listed(edited, _places(work), separator="; ")
    return spaced(title, in_brackets(facts))


def _places(work: CitedWork) -> str:
    """`2nd ed., Vol. 3, pp. 12–25`"""
    reference = work.reference
    volume = numbered(reference.volume, "Vol.", "Vols.")
    return listed(edition_of(reference.edition), volume, page_numbers(reference.pages))


def _number(work: CitedWork) -> str:
    """`Night Talk No. 7`; nothing where it has no number."""
    number = work.reference.number
    if not number:
        return ""
    if work.reference.type != "standard" and is_number(number):
        number = numbered(number, "No.", "Nos.")
    return spaced(work.cased(work.reference.genre), number)


def _about(work: CitedWork) -> str:
    """What stands in brackets behind a title: what the work is."""
    if work.reference.number and work.genre:
        return ""
    return in_brackets(work.genre or _FORMS.get(work.reference.type, ""), "[]")


def _host(work: CitedWork) -> str:
    """What it is in."""
    kind, reference = work.reference.type, work.reference
    if kind in _REVIEWS or kind == "periodical":
        volume, issue = italic(span(reference.volume)), in_brackets(span(reference.issue))
        container = italic(work.cased(reference.container))
        return listed(container, f"{volume}{issue}", page_range(reference.pages))
    if not reference.container:
        return ""
    if kind in _ENTRIES:
        edited = f"{_edited(work)} ({_role(work)}), " if work.editors else ""
        container = f"In {edited}{italic(curly(reference.container))}"
        return spaced(container, in_brackets(_places(work)))
    if kind == "post":
        return work.cased(reference.container)
    if kind in ("interview", "post-weblog"):
        return italic(work.cased(reference.container))
    return f"{'On' if kind == 'song' else 'In'} {italic(curly(reference.container))}"
