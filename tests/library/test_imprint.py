"""What a paper's page says of its publication."""

from __future__ import annotations

import pytest

from pressmark.base.models import validated
from pressmark.library.imprint import Imprint, imprint, imprint_line
from pressmark.library.paper import Paper


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


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {"kind": "article-journal", "container": "Tides", "volume": "3", "issue": "1-2",
             "pages": "12-25"},
            Imprint("", "Tides", ("volume 3", "issue 1–2", "pages 12–25")),
        ),
        (
            {"kind": "chapter", "container": "Lamps", "editors": ["Eve Mast", "Jo Reed"],
             "pages": "5", "publisher": "Sea Press", "place": "Whitby"},
            Imprint("In", "Lamps", ("edited by Eve Mast and Jo Reed", "page 5", "Sea Press",
                                    "Whitby")),
        ),
        (
            {"kind": "book", "edition": "2", "series": "Night Studies", "number": "7"},
            Imprint("", "", ("edition 2", "Night Studies 7")),
        ),
        ({"kind": "book", "edition": "Second"}, Imprint("", "", ("Second edition",))),
        (
            {"kind": "report", "genre": "Night report", "number": "12", "publisher": "Office"},
            Imprint("", "", ("Night report 12", "Office")),
        ),
        ({"kind": "software", "number": "2.1"}, Imprint("", "", ("version 2.1",))),
        ({"kind": "patent", "number": "US 1"}, Imprint("", "", ("number US 1",))),
        ({"kind": "article-journal", "pages": "045001"}, Imprint("", "", ("article 045001",))),
        ({"kind": "book", "issued": "1850~"}, Imprint("", "", ("published 1850~",))),
        ({"venue": "HD 2021", "volume": "3"}, None),
    ],
)  # fmt: skip
def test_the_line_below_the_names_reads_like_a_reference(
    facts: dict[str, object], line: Imprint | None
) -> None:
    assert imprint_line(validated(Paper, {"id": "lamps", "title": "Lamps", **facts})) == line
