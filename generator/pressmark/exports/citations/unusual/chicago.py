"""A work of an unusual kind in; its citation in the Chicago manual's style out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.chicago import accessed
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
from pressmark.exports.citations.unusual.legal import LEGAL, legal
from pressmark.exports.citations.wording import (
    curly,
    followed_by,
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

_REVIEWS = ("review", "review-book")
_DICTIONARIES = ("entry-dictionary", "entry-encyclopedia")
_NAMED_BY_HOST = (*_DICTIONARIES, "broadcast", "entry")
_QUOTED = ("article", "interview", "personal_communication", "post", "speech")
_PERFORMED = ("event", "performance", "speech")
_BESIDE_HOST = ("interview", "post", "post-weblog")
_BY_YEAR = ("classic", "figure", "motion_picture", "musical_score", "pamphlet")
# How a date is written: its parts, and what is before each.
_ORDER = ((1, "", lambda month: MONTHS[month - 1]), (2, " ", str))


def chicago(work: CitedWork) -> str:
    """`Quill, Ada. 2021. “Counting Lamps.” In Harbour Days, Night talk. Sea Press, March 4.`"""
    kind, reference = work.reference.type, work.reference
    if kind in LEGAL:
        return joined_sentences(
            legal(work, _witnesses(work), "[{}?]".format), accessed(work), work.link
        )
    authors = chicago_names(work.names, work.has_more)
    container = italic(work.cased(reference.container))
    by_editors = not authors and work.editors and kind in ("collection", "entry")
    if by_editors:
        role = "eds." if len(work.editors) > 1 else "ed."
        authors = f"{chicago_names(work.editors)}, {role}"
    title, by_container = _title(work), False
    if not authors and kind in (*_NAMED_BY_HOST, *_REVIEWS) and container:
        authors, by_container = container, True
    if kind == "broadcast" and reference.number and container:
        authors = authors or container
        episode = listed(_number(work), in_quotes(work.headline, "."))
        rest = [container, episode] if work.names else [episode]
        return joined_sentences(authors, _year(work), *rest, _host(work), accessed(work), work.link)
    opening = [authors, _year(work), title] if authors else [title, _year(work)]
    if kind in _REVIEWS or kind == "periodical":
        serial = _serial(work, "" if by_container else container)
        return joined_sentences(*opening, opened(serial), accessed(work), work.link)
    facts = _facts(work, "" if by_container else container, by_editors=bool(by_editors))
    return joined_sentences(*opening, *facts, accessed(work), work.link)


def _witnesses(work: CitedWork) -> str:
    if len(work.names) > 6:
        return f"{', '.join([name.whole for name in work.names[:3]])}, et al."
    return in_order(work.names, "&")


def _year(work: CitedWork) -> str:
    """`2021`, `[1850?]` or `n.d.`; nothing of a collection without a date"""
    years = work.dates.years or ("" if work.reference.type == "collection" else "n.d.")
    return f"[{years}?]" if work.dates.is_circa and work.dates.first else years


def _day(dates: Dates) -> str:
    """`March 4`, or `Spring`; nothing of a year in doubt."""
    return "" if dates.is_circa else written(dates, _ORDER)


def _title(work: CitedWork) -> str:
    kind, container = work.reference.type, work.reference.container
    if kind in _REVIEWS:
        unsigned = not work.names and container
        return f"{'Unsigned review' if unsigned else 'Review'} of {italic(work.headline)}"
    if kind == "collection":
        return work.headline
    if kind == "post" or (kind in _DICTIONARIES and container):
        is_cased = kind == "entry-encyclopedia" and work.names
        return in_quotes(work.headline if is_cased else work.title, ".")
    if kind in _QUOTED or container:
        return in_quotes(work.headline, ".")
    return italic(work.headline)


def _number(work: CitedWork) -> str:
    """`Night Talk No. 7`, `Night talk 7` or `Episode 7`; nothing where it has no number."""
    kind, number = work.reference.type, work.reference.number
    if not number:
        return ""
    if kind == "broadcast" and is_number(number):
        return spaced(opened(work.genre) or "Episode", number)
    if kind == "article" and is_number(number):
        number = numbered(number, "No.", "Nos.")
    return spaced(work.cased(work.reference.genre), number)


def _host(work: CitedWork, container: str = "") -> str:
    """Who brought it out or where, and when."""
    kind, place = work.reference.type, curly(work.reference.place)
    host = work.publisher or place
    if kind == "article" and not work.genre:
        host = listed("Preprint", host)
    day = "" if kind in _BY_YEAR else _day(work.dates)
    return listed(container, host, day)


def _facts(work: CitedWork, container: str, *, by_editors: bool) -> list[str]:
    """The sentences between the title of a work and where it is read."""
    kind, reference = work.reference.type, work.reference
    number = _number(work)
    genre = number or opened(work.genre)
    if kind in _BESIDE_HOST:
        container = work.cased(reference.container) if kind == "post" else container
        return [genre, opened(_host(work, container))]
    edition, volume = edition_of(reference.edition), numbered(reference.volume, "vol.", "vols.")
    edited = ""
    if work.editors and not by_editors:
        edited = f"edited by {in_order(work.editors)}"
    host = opened(_host(work))
    if not container and reference.container:
        return [genre, listed(edition, edited, volume), host]
    if not container:
        return [genre, edition, opened(edited), opened(volume), host]
    if kind in _PERFORMED:
        return [listed(f"In {container}", opened(work.genre)), host]
    is_in = kind != "broadcast" and not by_editors
    return [genre, listed(f"In {container}" if is_in else container, edition, edited, volume), host]


def _serial(work: CitedWork, container: str) -> str:
    """`Harbour Days 3 (4): 12–25`"""
    reference, dates = work.reference, work.dates
    if reference.type == "periodical":
        container = in_brackets(curly(reference.place))
    pages = page_range(reference.pages, chicago_digits)
    month = _day(dates.of_months())
    if reference.volume:
        volume = span(reference.volume)
        if not container and reference.container:
            volume = numbered(reference.volume, "vol.", "vols.")
        where = spaced(container, volume, in_brackets(span(reference.issue) or month))
    elif reference.issue:
        issue = numbered(reference.issue, "no.", "nos.")
        where = spaced(listed(container, issue), in_brackets(month))
    else:
        return listed(container, _day(dates), pages)
    return f"{where}{followed_by(':', ' ') if pages else ''}{pages}"
