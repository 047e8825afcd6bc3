"""Every library has its pages, whatever it lacks."""

from __future__ import annotations

from pressmark.library.relations import relate
from pressmark.site.plan import plan
from tests.hostile import library, paper


def test_a_library_without_a_dated_paper_has_its_pages() -> None:
    for papers in ([], [paper(1, date="", suggested=["theme"])]):
        content = library(papers)
        addresses = {page.address for page in plan(content, relate(content), "")}
        assert {"", "papers/", *(f"papers/{one.id}/" for one in papers)} <= addresses


def test_a_kind_ends_behind_the_last_of_its_pages() -> None:
    content = library([paper(number) for number in range(3)])
    made = plan(content, relate(content), "")
    kinds = [page.kind for page in made]
    for kind in ("paper", "author", "tag"):
        assert made.end_of(kind) == len(kinds) - kinds[::-1].index(kind)
    assert made.end_of("digest") == 0
