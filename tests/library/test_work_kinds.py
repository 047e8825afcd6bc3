"""What kinds of works are called."""

from __future__ import annotations

import pytest

from pressmark.base.models import validated
from pressmark.library.paper import KINDS, Paper
from pressmark.library.work_kinds import kind_label, sort_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_label_of_words(kind: str) -> None:
    label = kind_label(kind)
    assert label[0].isupper()
    assert label.replace(" ", "").isalpha()


@pytest.mark.parametrize(
    ("facts", "sort"),
    [
        ({"type": "method", "kind": "book"}, ("method", "Method")),
        ({"kind": "article-journal"}, ("article-journal", "Journal article")),
        ({"kind": "book"}, ("book", "Book")),
        ({}, ("", "")),
    ],
)
def test_a_paper_is_what_it_contributes_else_what_it_was_published_as(
    facts: dict[str, str], sort: tuple[str, str]
) -> None:
    assert sort_of(validated(Paper, {"id": "lamps", "title": "Lamps", **facts})) == sort
