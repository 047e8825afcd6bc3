"""What a paper's page says of its publication."""

from __future__ import annotations

from pressmark.library.imprint import imprint
from pressmark.library.paper import Paper
from pressmark.library.values import validated


def test_a_chapter_is_placed_in_its_book() -> None:
    record = {
        "id": "lamps",
        "title": "Lamps",
        "kind": "chapter",
        "container": "The Book of Lamps",
        "editors": [{"family": "Berg", "given": "Eve", "particle": "van der"}, "Jo Reed"],
        "volume": "2",
        "pages": "12-25",
        "publisher": "Sea Press",
    }
    assert imprint(validated(Paper, record)) == [
        ("In", "The Book of Lamps"),
        ("Edited by", "Eve van der Berg, Jo Reed"),
        ("Volume", "2"),
        ("Pages", "12–25"),
        ("Publisher", "Sea Press"),
    ]


def test_a_record_of_a_venue_alone_says_nothing_more() -> None:
    record = {"id": "lamps", "title": "Lamps", "venue": "HD 2021", "pages": "1-2", "volume": "3"}
    assert imprint(validated(Paper, record)) == []
