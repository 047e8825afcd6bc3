"""A work in; its citation in MLA's style (ninth edition) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import MLA_MONTHS, written
from pressmark.exports.citations.name_lists import mla_editors, mla_names
from pressmark.exports.citations.numbers import (
    edition_of,
    is_number,
    numbered,
    page_numbers,
    two_digits,
)
from pressmark.exports.citations.wording import (
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

_BY_YEAR = ("book", "chapter", "conference", "thesis")
_EDITED = (*_BY_YEAR[:3], "journal")
_ITALIC = ("book", "patent", "report", "software", "thesis")
# How a date is written: its parts, and what is before each.
_ORDER = ((2, "", str), (1, " ", lambda month: MLA_MONTHS[month - 1]), (0, " ", "{:04}".format))


def mla(work: CitedWork) -> str:
    """`Quill, Ada, and Ben B. Oar. “Counting Lamps.” Journal of Tides, vol. 3, 2021, pp. 12–25.`"""
    kind, reference = work.kind, work.reference
    authors = mla_names(work.names, work.has_more)
    edited = bool(work.editors) and kind in _EDITED
    if edited and not authors:
        role = "editors" if len(work.editors) > 1 else "editor"
        authors = f"{mla_names(work.editors)}, {role}"
    in_journal = work.is_serial or (kind == "conference" and not edited)
    series = work.cased(reference.series)
    in_series = series if in_journal else ""
    by_editors = f"edited by {mla_editors(work.editors)}" if edited and work.names else ""
    container = italic(work.headed_container)
    publisher = work.publisher or reference.place
    if in_journal:
        container = spaced(container, in_brackets(reference.place, "[]"))
        publisher = ""
    if kind == "thesis":
        publisher = ""
    facts = listed(container, by_editors, *_numbers(work), publisher, _date(work),
                   page_numbers(reference.pages, two_digits), work.link)  # fmt: skip
    title = italic(work.headline) if kind in _ITALIC else in_quotes(work.headline, ".")
    genre = opened(work.genre) if kind != "thesis" and not work.number else ""
    end = listed(work.publisher, work.genre) if kind == "thesis" else work.numbered_series
    end = "" if in_series else end
    return joined_sentences(authors, title, genre, opened(facts), accessed(work), end)


def accessed(work: CitedWork) -> str:
    """`Accessed 1 Aug. 2022`, of a work without a date."""
    day = None if work.dates.first or work.doi else work.looked_up
    return f"Accessed {written(day, _ORDER)}" if day else ""


def _numbers(work: CitedWork) -> list[str]:
    """Edition, series, volume, issue and number, as far as the kind of work has them."""
    kind, reference = work.kind, work.reference
    edition = edition_of(reference.edition) if kind in ("book", "chapter") else ""
    volume = numbered(reference.volume, "vol.", "vols.")
    if kind == "book" and work.names and not (edition or work.editors):
        volume = ""
    series = work.cased(reference.series) if kind == "conference" and not work.editors else ""
    number = work.number
    if kind in ("dataset", "software"):
        number = f"version {number}" if number else ""
    elif kind == "preprint":
        number = f"arXiv:{reference.arxiv}"
    elif is_number(number):
        number = numbered(number, "no.", "nos.")
    genre = work.genre if number and kind == "report" else ""
    return [edition, series, volume, numbered(reference.issue, "no.", "nos."),
            spaced(genre, number)]  # fmt: skip


def _date(work: CitedWork) -> str:
    """`4 Mar. 2021`, without day in journals, the year only of books and their parts."""
    dates = work.dates
    if work.kind in _BY_YEAR:
        dates = dates.of_years()
    elif work.kind == "journal":
        dates = dates.of_months()
    date = written(dates, _ORDER)
    if not dates.is_circa:
        return date
    return f"[{date}?]" if work.kind in (*_BY_YEAR, "journal") else f"Circa {date}"
