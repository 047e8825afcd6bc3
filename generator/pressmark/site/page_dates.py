"""The pages of the site in; when what each shows changed last out, as far as records tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.dates import last_added
from pressmark.site import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations
    from pressmark.site.page import Plan, Shelf


def dated_pages(
    library: Library, relations: Relations, plan: Plan, hand_written: Iterable[str]
) -> list[tuple[str, str]]:
    """The address of every page, of those too whose Markdown files `hand_written` names, and the
    day on which the newest of the papers that it shows was added; empty where that is not known."""
    papers = library.papers
    added = {name: paper.added for name, paper in papers.items()}
    days_of: dict[str, Callable[[str], list[str]]] = {
        "author": lambda name: [added[one] for one in library.people[name].papers],
        "theme": lambda name: [
            *_added(relations.by_theme.get(name, ())),
            *_added(relations.also_by_theme.get(name, ())[: limits.PART]),
        ],
        "tag": lambda name: _added(relations.by_tag[name]),
        "venue": lambda name: _added(relations.by_series[name]),
        "year": lambda name: _added(relations.by_year.get(name, ())),
    }
    found: list[tuple[str, str]] = []
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        if shelf.kind == "paper":
            days: Iterable[str] = [added[name] for name in shelf.keys]
        elif shelf.kind == "list":  # every index counts all papers
            days = [last_added(papers.values())] * len(addresses)
        elif shelf.kind == "digest":
            days = shelf.keys
        elif shelf.kind in days_of:
            days = _days(shelf, days_of[shelf.kind])
        else:
            days = [""] * len(addresses)
        found += zip(addresses, days, strict=True)
    found += [(f"{name.removesuffix('.md')}/", "") for name in sorted(hand_written)]
    return found


def _added(papers: Iterable[Paper]) -> list[str]:
    return [paper.added for paper in papers]


def _days(shelf: Shelf, days_of: Callable[[str], list[str]]) -> Iterator[str]:
    parted = {name for name, number in shelf.keys if number}
    for name, number in shelf.keys:
        if name in parted or name == "undated":
            yield last_added(shelf.page((name, number)).papers)
        else:
            yield max(days_of(name), default="")
