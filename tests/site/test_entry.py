"""A paper in a list shows when it first appeared, else when it was published."""

from __future__ import annotations

from typing import Any

import pytest

from pressmark.base.models import validated
from pressmark.library.paper import Paper
from pressmark.site.entry import entry_view


@pytest.mark.parametrize(
    ("facts", "date", "when"),
    [
        ({"date": "2021-03", "issued": "2022"}, "2021-03", "March 2021"),
        ({"issued": "1850~"}, "1850", "1850"),
        ({"issued": "2004-06/2006-08"}, "2004-06", "June 2004"),
        ({"issued": "2011-21"}, "2011", "2011"),
        ({}, "", ""),
    ],
)
def test_a_paper_in_a_list_is_dated(facts: dict[str, Any], date: str, when: str) -> None:
    view = entry_view(validated(Paper, {"id": "lamps", "title": "Lamps"} | facts))
    assert (view["date"], view["when"]) == (date, when)
