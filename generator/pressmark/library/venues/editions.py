"""The venue of a record in; the edition that it is out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.names import slug
from pressmark.library.terms import Edition, Series
from pressmark.library.venues.series_index import words_of
from pressmark.library.work_kinds import BOOK_KINDS, JOURNAL_KINDS

if TYPE_CHECKING:
    from pressmark.library.venues.finder import SeriesFinder

_PARENTHESES = re.compile(r"\([^()]*\)")
_WHOLE_TITLES = JOURNAL_KINDS | BOOK_KINDS


def edition_of(venue: str, kind: str, published: str, finder: SeriesFinder) -> Edition:
    """The edition that a venue names: `EMNLP 2024 (Findings)` is the series EMNLP, the year 2024
    and the track Findings.

    `kind` and `published` are the item type of a work and its year, and may be empty. The name of a
    journal or a book is read as a whole. A series that is not known has its own name.
    """
    if kind in _WHOLE_TITLES:
        series, year, track = _of_whole_title(venue, kind, published, finder)
    else:
        series, year, track = _of_meeting(venue, kind, finder)
    return Edition(series, year, track, finder.is_own(series))


def _of_meeting(venue: str, kind: str, finder: SeriesFinder) -> tuple[Series, str, str]:
    """Series, year and track of a conference, or of a work whose kind is not known."""
    name, year, track = _parts(venue)
    series = finder.called(name)
    if series is None:
        # What reads titles is loaded where some are not just a name and a year.
        from pressmark.library.venues.wording import YEAR, opens_like_volume

        if opens_like_volume(venue) or len(YEAR.findall(venue)) > 1:
            from pressmark.library.venues.container import read

            name, year, track = read(venue, kind, "", finder.called)
            series = finder.called(name)
    return series or Series(slug(name), name), year, track


def _of_whole_title(
    venue: str, kind: str, published: str, finder: SeriesFinder
) -> tuple[Series, str, str]:
    """Series, year and track of a journal or a book, whose year is that of publication, or of the
    conference whose proceedings the source calls so."""
    from pressmark.library.venues.container import may_be_meeting

    name = venue.removesuffix(f" {published}") if published else venue
    series = finder.called(name)
    is_namesake = bool(series and kind in BOOK_KINDS and _is_journal(series, finder))
    is_named = name == (series and series.label) or may_be_meeting(name)
    if series and not is_namesake and (series.kind != "conference" or is_named):
        return series, published, ""
    label, year, track = _parts(venue)
    series = finder.called(label)
    if series and series.kind == "conference" and label == series.label:
        return series, year, track
    if kind in BOOK_KINDS and name == venue and venue.endswith(f" {year}"):  # of proceedings
        name, published = venue.removesuffix(f" {year}"), year
    form = "journal" if kind in JOURNAL_KINDS else "conference"
    # "The Tides" and "Tides", "Tides & Lamps" and "Tides and Lamps" are one shelf.
    identity = slug(" ".join(words_of(name)) or name) + ("-book" if is_namesake else "")
    return Series(identity, name, kind=form), published, ""


def _is_journal(series: Series, finder: SeriesFinder) -> bool:
    """Whether a series is a well-known journal, whose name may be the title of a book too."""
    return series.kind == "journal" and not finder.is_own(series)


def _parts(venue: str) -> tuple[str, str, str]:
    """Name, year and track of a venue."""
    track = "; ".join([text[1:-1] for text in _PARENTHESES.findall(venue)])
    rest = _PARENTHESES.sub(" ", venue)
    year = re.search(r"\b(?:19|20)\d\d\b", rest)
    if year:
        rest = rest[: year.start()] + " " + rest[year.end() :]
    return " ".join(rest.split()) or venue, year.group() if year else "", track
