"""A work of an unusual kind in; its citation in MLA's style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.dates import MLA_MONTHS, written
from pressmark.exports.citations.mla import accessed
from pressmark.exports.citations.name_lists import mla_editors, mla_names
from pressmark.exports.citations.numbers import (
    edition_of,
    is_number,
    numbered,
    page_numbers,
    two_digits,
)
from pressmark.exports.citations.unusual.legal import LEGAL
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

_PLAIN = ("bill", "collection", "legislation", "regulation", "treaty")
_QUOTED = ("article", "interview", "personal_communication", "post", "speech")
_BOOKS = ("classic", "collection")
_REVIEWS = ("review", "review-book")
# Those for which it says neither who brought them out nor where.
_UNPUBLISHED = (*_REVIEWS, "interview", "periodical")
# How a date is written: its parts, and what is before each.
_ORDER = ((2, "", str), (1, " ", lambda month: MLA_MONTHS[month - 1]), (0, " ", "{:04}".format))


def mla(work: CitedWork) -> str:
    """`Quill, Ada. “Counting Lamps.” Night talk. Harbour Days, Sea Press, https://x.org`"""
    kind, reference = work.reference.type, work.reference
    authors = mla_names(work.names, work.has_more)
    edited = ""
    if work.editors and authors:
        edited = f"edited by {mla_editors(work.editors)}"
    elif work.editors:
        role = "editors" if len(work.editors) > 1 else "editor"
        authors = f"{mla_names(work.editors)}, {role}"
    number = _number(work)
    genre = "" if number and kind not in LEGAL else opened(work.genre)
    container = italic(work.cased(reference.container))
    if kind == "periodical":
        container = in_brackets(curly(reference.place), "[]")
    publisher = "" if kind in _UNPUBLISHED else work.publisher or curly(reference.place)
    edition, volume = edition_of(reference.edition), numbered(reference.volume, "vol.", "vols.")
    if kind in _BOOKS and work.names and not (edition or work.editors):
        volume = ""
    issue = numbered(reference.issue, "no.", "nos.")
    facts = listed(container, edited, edition, volume, issue, number,
                   publisher, _date(work), page_numbers(reference.pages, two_digits),
                   work.link)  # fmt: skip
    return joined_sentences(authors, _title(work), genre, opened(facts), accessed(work))


def _title(work: CitedWork) -> str:
    kind = work.reference.type
    if kind in _REVIEWS:
        return f"Review of {italic(work.headline)}"
    if kind in _PLAIN:
        return work.headline
    if kind == "legal_case":
        return italic(work.title)
    if kind in _QUOTED or (work.reference.container and kind != "hearing"):
        return in_quotes(work.title if kind == "post" else work.headline, ".")
    return italic(work.headline)


def _number(work: CitedWork) -> str:
    """`no. 7`, `episode 7` or `Night thing 7`; nothing where it has no number."""
    kind, number = work.reference.type, work.reference.number
    if not number:
        return ""
    if kind == "broadcast":
        return spaced(work.genre or ("episode" if is_number(number) else ""), number)
    if kind == "standard":
        return spaced(work.genre, number)
    number = numbered(number, "no.", "nos.") if is_number(number) else number
    return spaced(work.genre if kind == "article" else "", number)


def _date(work: CitedWork) -> str:
    """`4 Mar. 2021`; of a film its year, and of a talk nothing, as this style has it."""
    kind, dates = work.reference.type, work.dates
    if kind == "speech":
        return ""
    date = written(dates.of_years() if kind == "motion_picture" else dates, _ORDER)
    if not dates.is_circa:
        return date
    return f"[{date}?]" if kind == "motion_picture" else f"Circa {date}"
