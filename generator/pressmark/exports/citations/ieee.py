"""A work in; its citation in IEEE's style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import SHORT_MONTHS, written
from pressmark.exports.citations.name_lists import ieee_names
from pressmark.exports.citations.numbers import as_written, edition_of, page_numbers, span
from pressmark.exports.citations.wording import (
    curly,
    followed_by,
    in_brackets,
    in_quotes,
    italic,
    joined_sentences,
    listed,
    spaced,
    with_end,
)

if TYPE_CHECKING:
    from pressmark.exports.citations.work import CitedWork

_EDITED = ("book", "chapter", "conference", "journal")
_BY_YEAR = ("book", "chapter", "thesis")
_BY_MONTH = ("conference", "journal", "report")
# How a date is written: its parts, and what is before each.
_MONTH = (1, "", lambda month: SHORT_MONTHS[month - 1])
_WITH_DAY = (_MONTH, (2, " ", "{:02}".format), (0, ", ", "{:04}".format))
_WITHOUT_DAY = (_MONTH, (0, " ", "{:04}".format))


def ieee(work: CitedWork) -> str:
    """`A. Quill and B. B. Oar, “Counting lamps,” Journal of Tides, vol. 3, pp. 12–25, 2021`"""
    kind = work.kind
    is_edited = bool(work.editors) and kind in _EDITED
    authors = ieee_names(work.names, work.has_more) or (_edited(work) if is_edited else "")
    opening = followed_by(authors, ", ")
    if work.is_serial:
        facts = listed(_journal(work), _date(work))
        if kind != "journal":
            title = f"{opening}{spaced(in_quotes(work.title, ','), facts)}"
            return joined_sentences(title, _link(work), closed=False)
        title = in_quotes(work.title, ",")
        return f"{opening}{spaced(title, followed_by(facts, ','), _link(work))}"
    if kind in ("book", "software"):
        return joined_sentences(f"{opening}{_monograph(work)}", _imprint(work), _link(work),
                                closed=False)  # fmt: skip
    if kind in ("dataset", "other"):
        facts = listed(work.publisher, _date(work))
        return joined_sentences(f"{opening}{in_quotes(work.title, '.')}", facts, _link(work),
                                closed=False)  # fmt: skip
    facts = _facts(work)
    title = in_quotes(work.title, "," if facts else ".")
    return joined_sentences(f"{opening}{spaced(title, facts)}", _link(work), closed=False)


def _edited(work: CitedWork) -> str:
    return f"{ieee_names(work.editors)}, {'Eds.' if len(work.editors) > 1 else 'Ed.'}"


def _link(work: CitedWork) -> str:
    if work.doi and work.kind != "webpage":
        return f"doi: {work.doi}."
    return online(work)


def online(work: CitedWork, medium: str = "Online") -> str:
    """`Accessed: Aug. 01, 2022. [Online]. Available: https://x.org`"""
    text, day = f"[{medium}]. Available: {work.url}", work.looked_up
    if not day:
        return text
    return f"Accessed: {written(day, _WITH_DAY if day.first[2:] else _WITHOUT_DAY)}. {text}"


def _date(work: CitedWork) -> str:
    """`Mar. 04, 2021`, or as much of it as works of the kind show."""
    dates = work.dates
    if work.kind in _BY_YEAR:
        dates = dates.of_years()
    elif work.kind in _BY_MONTH:
        dates = dates.of_months()
    return written(dates, _WITH_DAY if dates.first[2:] else _WITHOUT_DAY)


def _publisher(work: CitedWork) -> str:
    """`Whitby: Sea Press`"""
    return listed(curly(work.reference.place), work.publisher, separator=": ")


def _volume(work: CitedWork) -> str:
    return f"vol. {span(work.reference.volume)}" if work.reference.volume else ""


def _series(work: CitedWork) -> str:
    """`in Studies of the Night, vol. 3`; nothing where it is in no series."""
    series = curly(work.reference.series)
    number = f"no. {work.place_in_series}" if work.place_in_series else ""
    return listed(f"in {series}", number, _volume(work)) if series else ""


def _journal(work: CitedWork) -> str:
    issue, article = span(work.reference.issue), work.article_number
    pages = f"Art. no. {article}" if article else page_numbers(work.reference.pages, as_written)
    return listed(italic(work.container), _volume(work), f"no. {issue}" if issue else "", pages)


def _monograph(work: CitedWork) -> str:
    if work.kind == "software":
        return italic(work.title)
    facts = listed(edition_of(work.reference.edition), _volume(work))
    title = italic(work.title)
    return f"{with_end(title, ',')} {facts}" if facts else title


def _imprint(work: CitedWork) -> str:
    """The sentences on who brought out a book or a program, and when."""
    if work.kind == "software":
        return listed(in_brackets(_date(work)), work.publisher, separator=". ")
    return listed(_series(work), listed(_publisher(work), _date(work)), separator=". ")


def _facts(work: CitedWork) -> str:
    """What follows a title in quotation marks."""
    kind, reference, date = work.kind, work.reference, _date(work)
    if kind == "preprint":
        return listed(date, f"{italic('arXiv')}: arXiv:{reference.arxiv}")
    if kind == "report":
        number = spaced(work.genre, work.number)
        return listed(work.publisher, curly(reference.place), number, date)
    if kind == "manuscript":
        return listed(work.publisher, curly(reference.place), date)
    if kind == "patent":
        return listed(work.number, date)
    if kind == "thesis":
        return listed(work.genre, work.publisher, curly(reference.place), date)
    if kind == "webpage":
        return curly(reference.container)
    container = f"in {italic(work.container)}"
    edited = _edited(work) if work.editors and work.names else ""
    pages = page_numbers(reference.pages, as_written)
    if kind == "chapter":
        return listed(container, edition_of(reference.edition), _volume(work), edited,
                      _series(work), _publisher(work), date, pages)  # fmt: skip
    imprint = listed(_publisher(work), date, pages)
    return listed(container, edited, listed(_series(work), imprint, separator=". "))
