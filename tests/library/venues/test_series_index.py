"""A series is found by its names in other spellings and abbreviated, and never by a guess."""

from __future__ import annotations

import pytest

from pressmark.library.terms import Series
from pressmark.library.venues.series_index import SeriesIndex

INDEX = SeriesIndex(
    [
        Series("days", "HD", "IEEE International Conference on Harbours and Piers"),
        Series("nights", "HN", "European Conference on Harbours and Piers"),
        Series("pol", "POL", "ACM Symposium on Principles of Lamp Making"),
        Series("jt", "JT", "Journal of Tide Tables", "journal"),
        Series("ll", "Lamp Letters", "", "journal"),
        Series("ls", "Lamp Lists", "", "journal"),
        Series("fh", "FH", "ACM Conference on Fog and Horns"),
        Series("hf", "HF", "IEEE Conference on Fog and Horns"),
    ]
)


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("hd", "days"),
        ("IEEE/ACM International Conference on Harbours & Piers", "days"),
        ("Harbours and Piers Conference", "days"),
        ("Int. Conf. Harb. Piers", "days"),
        ("Eur. Conf. on Harbours and Piers", "nights"),
        ("Principles of Lamp Making", "pol"),
        ("J. Tide Tabl.", "jt"),
        ("J Tide Tables", "jt"),
        ("Lamp Let", "ll"),
    ],
)
def test_a_name_is_found_in_other_words(name: str, series: str) -> None:
    found = INDEX.named(name) or INDEX.resembling(name)
    assert found is not None
    assert found.id == series


@pytest.mark.parametrize(
    "name",
    [
        "Harbours and Piers",  # two words of a topic are no conference yet
        "Workshop on Harbours and Piers",
        "Asian Conference on Harbours and Piers",
        "Conference on Principles of Lamps",
        "Lamp L.",  # of two journals
        "Conference on Fog and Horns",  # of two sponsors
        "Lamp",
        "J. Tides",
        "l-lists",
        "",
    ],
)
def test_another_name_is_not(name: str) -> None:
    assert INDEX.named(name) is None
    assert INDEX.resembling(name) is None
