"""The venue of a record is the edition of a series, whatever file says so."""

from __future__ import annotations

import pytest

from pressmark.library.terms import Series
from pressmark.library.venues.editions import edition_of
from pressmark.library.venues.finder import SeriesFinder
from tests.library.venues.test_container import BOOKS, FINDER, JOURNALS, MEETINGS

DAYS = Series("days", "Harbour Days", "International Conference on Harbours", aliases=("HD",))
OWN = SeriesFinder((DAYS,))


def parts(venue: str, kind: str = "", published: str = "") -> tuple[str, str, str]:
    edition = edition_of(venue, kind, published, OWN)
    return edition.series.id, edition.year, edition.track


@pytest.mark.parametrize(
    "venue",
    [
        "HD 2021",
        "harbour days 2021",
        "International Conference on Harbours 2021",
        "Proceedings of the 4th International Conference on Harbours 2021",
        "2021 Harbour-Days",
        "Int. Conf. Harbours 2021",
    ],
)
def test_a_series_goes_by_all_of_its_names(venue: str) -> None:
    assert parts(venue) == ("days", "2021", "")


def test_a_well_known_series_needs_no_line_in_the_librarys_file() -> None:
    edition = edition_of("EMNLP 2021 (Findings)", "", "", OWN)
    assert edition.series.name == "Conference on Empirical Methods in Natural Language Processing"
    assert (edition.year, edition.track) == ("2021", "Findings")
    assert edition_of("TACL 2021", "", "", OWN).series.kind == "journal"


@pytest.mark.parametrize(
    ("venue", "kind", "published", "expected"),
    [
        ("2D Lamps 1999 2021", "article-journal", "2021", ("2d-lamps-1999", "2021", "")),
        ("Lamps (Particles) 2021", "article-journal", "2021", ("lamps-particles", "2021", "")),
        ("Lamps (Particles) 2021", "paper-conference", "2021", ("lamps", "2021", "Particles")),
        ("ICML 2020", "article-journal", "2021", ("icml", "2020", "")),
        ("ICML 2020 2021", "paper-conference", "2021", ("icml", "2020", "")),
        ("Third World Lamps 2021", "", "", ("third-world-lamps", "2021", "")),
        ("Science", "article-journal", "2021", ("science", "2021", "")),
        ("Biochemistry 2021", "article-journal", "2021", ("biochemistry", "2021", "")),
        ("Biochemistry 2021", "chapter", "2021", ("biochemistry-book", "2021", "")),
    ],
)
def test_the_kind_of_a_work_tells_how_its_venue_is_read(
    venue: str, kind: str, published: str, expected: tuple[str, str, str]
) -> None:
    assert parts(venue, kind, published) == expected


def test_spellings_of_a_journal_are_one_shelf() -> None:
    venues = ("The Journal of Lamps & Tides 2021", "Journal of Lamps and Tides 2021")
    assert len({parts(venue, "article-journal", "2021") for venue in venues}) == 1


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        *(("paper-conference", title) for title, _ in MEETINGS),
        *(("article-journal", title) for title, _ in JOURNALS),
        *(("chapter", title) for title, _ in BOOKS),
    ],
)
def test_what_an_import_writes_is_read_back(kind: str, title: str) -> None:
    written = FINDER.venue(title, kind, "2021")
    edition = edition_of(str(written), kind, "2021", FINDER)
    assert (edition.series.label, edition.year, edition.track) == written
