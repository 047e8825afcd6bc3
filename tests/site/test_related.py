"""A paper's page says in words what a related paper shares with it."""

from __future__ import annotations

import pytest

from pressmark.library.relations import Related
from pressmark.site.related import shared_in_words
from tests.space.papers import library_of, paper

ONE = paper("one", theme="lamps", also=["fog"])
PAPERS = [
    ONE,
    paper("same-theme", theme="lamps"),
    paper("touching", theme="tides", also=["fog"]),
    paper("apart", theme="boats", tags=["night", "oars", "charts"]),
]
LIBRARY = library_of(PAPERS)


@pytest.mark.parametrize(
    ("related", "expected"),
    [
        (Related("apart", ("night",), (), ()), "Both about Night"),
        (Related("apart", ("night", "oars", "charts"), (), ()), "Both about Night and Oars"),
        (Related("apart", ("night",), ("Ada",), ()), "Both about Night, by Ada too"),
        (Related("apart", (), (), ("quadrant", "McNeill")), "Both about quadrant and McNeill"),
        (
            Related("apart", (), ("Ada", "Ben"), ("quadrant",)),
            "Both about quadrant, by Ada and Ben too",
        ),
        (Related("apart", (), ("Ada",), ()), "By Ada too"),
        (Related("same-theme", (), (), ()), "Both in Lamps"),
        (Related("touching", (), (), ()), "Both in Fog"),
        (Related("apart", (), (), ()), "Close in meaning"),
    ],
)
def test_what_two_papers_share_is_said_in_words(related: Related, expected: str) -> None:
    assert shared_in_words(ONE, related, LIBRARY) == expected
