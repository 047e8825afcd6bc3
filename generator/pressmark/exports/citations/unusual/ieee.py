"""A work of an unusual kind in; its citation in IEEE's style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import SHORT_MONTHS, written
from pressmark.exports.citations.ieee import online
from pressmark.exports.citations.name_lists import ieee_names
from pressmark.exports.citations.numbers import as_written, page_numbers, span
from pressmark.exports.citations.wording import (
    curly,
    followed_by,
    in_quotes,
    italic,
    joined_sentences,
    listed,
    spaced,
    with_end,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

_MONOGRAPHS = ("bill", "graphic", "legal_case", "legislation", "song")
_POSTS = ("post", "post-weblog")
_RUN_ON = ("broadcast", "interview", "map", "personal_communication", "speech")
# How a date is written: its parts, and what is before each.
_MONTH = (1, "", lambda month: SHORT_MONTHS[month - 1])
_WITH_DAY = (_MONTH, (2, " ", "{:02}".format), (0, ", ", "{:04}".format))
_WITHOUT_DAY = (_MONTH, (0, " ", "{:04}".format))


def ieee(work: CitedWork) -> str:
    """`A. Quill, “Counting lamps,” Harbour Talks, vol. 3. Sea Press, pp. 12–25, Mar. 04, 2021.`"""
    kind, reference = work.reference.type, work.reference
    authors = ieee_names(work.names, work.has_more)
    if not authors and work.editors:
        authors = f"{ieee_names(work.editors)}, {'Eds.' if len(work.editors) > 1 else 'Ed.'}"
    opening, container = followed_by(authors, ", "), italic(curly(reference.container))
    date, place = _date(work), curly(reference.place)
    if kind == "article":
        source = listed(italic(work.publisher), reference.number, separator=": ")
        return _run_on(work, opening, listed(date, source))
    if kind in _POSTS:
        return _run_on(work, opening, curly(reference.container))
    if kind in _RUN_ON:
        container = f"in {container}" if kind == "speech" and container else container
        return _run_on(work, opening, listed(container, work.publisher, place, date))
    if kind == "standard":
        number = spaced(work.genre, reference.number)
        facts = listed(number, place, date)
        title = f"{with_end(italic(work.title), ',')} {facts}" if facts else italic(work.title)
        return joined_sentences(f"{opening}{title}", _link(work), closed=False)
    if kind == "motion_picture":
        title = italic(work.title)
        title = f"{with_end(title, ',')} ({date})" if date else title
        return joined_sentences(f"{opening}{title}", _link(work, "Online Video"), closed=False)
    volume = f"vol. {span(reference.volume)}" if reference.volume else ""
    pages = page_numbers(reference.pages, as_written)
    if kind in _MONOGRAPHS:
        title = italic(work.title)
        title = f"{with_end(title, ',')} {volume}" if volume else title
        imprint = listed(place, work.publisher, separator=": ")
        return joined_sentences(f"{opening}{title}", listed(imprint, date, pages), _link(work),
                                closed=False)  # fmt: skip
    issue = f"no. {span(reference.issue)}" if reference.issue else ""
    facts = listed(container, volume, issue)
    title = f"{opening}{spaced(in_quotes(work.title, ',' if facts else '.'), facts)}"
    imprint = listed(work.publisher, place, pages, date)
    return joined_sentences(title, imprint, _link(work), closed=False)


def _run_on(work: CitedWork, opening: str, facts: str) -> str:
    title = spaced(in_quotes(work.title, "," if facts else "."), facts)
    return joined_sentences(f"{opening}{title}", _link(work), closed=False)


def _link(work: CitedWork, medium: str = "Online") -> str:
    if work.doi and work.reference.type not in _POSTS:
        return f"doi: {work.doi}."
    return online(work, medium)


def _date(work: CitedWork) -> str:
    dates = work.dates.of_years() if work.reference.type in _MONOGRAPHS else work.dates
    return written(dates, _WITH_DAY if dates.first[2:] else _WITHOUT_DAY)
