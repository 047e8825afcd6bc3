"""A work of an unusual kind in; its citation in Vancouver style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import SHORT_MONTHS, written
from pressmark.exports.citations.name_lists import vancouver_names
from pressmark.exports.citations.numbers import (
    edition_of,
    least_digits,
    numbered,
    page_range,
    span,
)
from pressmark.exports.citations.vancouver import cited
from pressmark.exports.citations.wording import (
    curly,
    in_brackets,
    joined_sentences,
    listed,
    spaced,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

_SERIALS = ("periodical", "review", "review-book")
_WITH_DAY = (*_SERIALS, "bill", "legislation", "post-weblog", "speech")
_ONLINE = "[Internet]"
# How a date is written: its parts, and what is before each.
_ORDER = (
    (0, "", "{:04}".format),
    (1, " ", lambda month: SHORT_MONTHS[month - 1].rstrip(".")),
    (2, " ", str),
)


def vancouver(work: CitedWork) -> str:
    """`Quill A. Lamps [Film] [Internet]. Whitby: Sea Press; 2021. Available from: https://x.org`"""
    kind, reference = work.reference.type, work.reference
    authors, edited = vancouver_names(work.names, work.has_more), _edited(work)
    if not authors:
        authors, edited = edited, ""
    title = spaced(work.title, in_brackets(work.genre, "[]"))
    edition = edition_of(reference.edition)
    if reference.container:
        container = spaced(curly(reference.container), _ONLINE)
        if kind.startswith("entry-"):
            edited = f"In: {edited}" if edited else ""
            container = container if edited else f"In: {container}"
        facts = [title, edited, container, edition]
    else:
        volume = numbered(reference.volume, "Vol.", "Vols.")
        facts = [spaced(title, _ONLINE), edition, edited, volume]
    pages = page_range(reference.pages, least_digits)
    dates = work.dates if kind in _WITH_DAY else work.dates.of_years()
    imprint, date = "", written(dates, _ORDER)
    if kind not in ("bill", "legislation"):
        date = spaced(date, cited(work))
    if kind in _SERIALS:
        number = f"{span(reference.volume)}{in_brackets(span(reference.issue))}"
        imprint = listed(date, listed(number, pages, separator=":"), separator=";")
        pages = ""
    else:
        place = "" if kind == "speech" else curly(reference.place)
        imprint = listed(place, work.publisher, separator=": ")
        imprint = listed(imprint, date, separator="; ")
    link = spaced(f"Available from: {work.url}", f"doi:{work.doi}" if work.doi else "")
    return joined_sentences(authors, *facts, imprint, f"p. {pages}" if pages else "", link,
                            closed=False)  # fmt: skip


def _edited(work: CitedWork) -> str:
    if not work.editors:
        return ""
    role = "editors" if len(work.editors) > 1 else "editor"
    return f"{vancouver_names(work.editors)}, {role}"
