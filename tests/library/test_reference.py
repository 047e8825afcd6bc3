"""What every citation format takes from a paper: dates, volumes, schools and names."""

from __future__ import annotations

from typing import Any

import pytest

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.reference import Name
from tests.references import made


@pytest.mark.parametrize(
    ("facts", "issued"),
    [
        ({"venue": "HD 2021", "date": "2021-03-04"}, "2021-03-04"),
        ({"venue": "HD 2022", "date": "2021-03-04"}, "2022"),
        ({"venue": "HD 2021", "date": "2021-03-04", "arxiv": "2103.00001"}, "2021"),
        ({"arxiv": "2103.00001", "date": "2021-03-04"}, "2021-03-04"),
        ({"date": ""}, ""),
    ],
)
def test_a_paper_was_issued_when_it_was_published(facts: dict[str, Any], issued: str) -> None:
    assert made("lamps", **facts).issued == issued


@pytest.mark.parametrize(
    ("venue", "title"),
    [
        ("HD 2021", "Proceedings of the Harbour Days (HD)"),
        ("HD 2021 (Night)", "Proceedings of the Harbour Days (HD), Night"),
        ("Fog Days 2021", "Fog Days"),
        ("JT 2021", "Journal of Tides and data-driven Lamps"),
        ("", ""),
    ],
)
def test_a_volume_is_named_in_full_with_short_name_and_track(venue: str, title: str) -> None:
    assert made("lamps", venue=venue).volume_title == title


@pytest.mark.parametrize(
    ("venue", "publisher", "school"),
    [
        ("PhD thesis (PUCRS) 2021", "", "PUCRS"),
        ("PhD thesis 2021", "Sea School", "Sea School"),
        ("PhD thesis 2021", "", ""),
        ("HD 2021 (Night)", "Sea Press", ""),
    ],
)
def test_only_a_thesis_has_a_school(venue: str, publisher: str, school: str) -> None:
    assert made("lamps", venue=venue, publisher=publisher).school == school


@pytest.mark.parametrize(
    ("name", "family", "inverted"),
    [
        ("Gemini Team", "Gemini Team", "Gemini Team"),
        ("The pressmark contributors", "The pressmark contributors", "The pressmark contributors"),
        ("Aakanksha", "Aakanksha", "Aakanksha"),
        (",", ",", ","),
        ("Jan van der Berg Jr.", "Berg", "van der Berg, Jan, Jr."),
        ("Team Quill", "Quill", "Quill, Team"),
    ],
)
def test_a_group_and_a_single_name_stay_whole(name: str, family: str, inverted: str) -> None:
    (found,) = made("lamps", authors=(name,)).names
    assert (found.family, found.inverted, found.whole) == (family, inverted, name)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"family": "Oar Reed", "given": "Ben"}, Name("Ben", "", "Oar Reed", "", "")),
        (
            {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
            Name("Jan", "van der", "Berg", "Jr.", ""),
        ),
        ({"literal": "Harbour Office of Tyne"}, Name("", "", "Harbour Office of Tyne", "", "")),
        ({"given": "Aakanksha"}, Name("", "", "Aakanksha", "", "")),
        ({"family": "Team", "given": "Ada"}, Name("Ada", "", "Team", "", "")),
    ],
)
def test_a_name_in_parts_is_not_guessed_again(author: dict[str, str], name: Name) -> None:
    record = validated(Paper, {"id": "lamps", "title": "Lamps", "authors": [author]})
    assert Library({"lamps": record}, {}, {}).reference(record).names == (name,)
