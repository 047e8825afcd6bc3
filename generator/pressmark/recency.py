"""The pages of the site in; when what each shows changed last out, as far as records tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.dates import last_added
from pressmark.plan import PART

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pressmark.library import Library
    from pressmark.paper import Paper
    from pressmark.plan import Plan, Shelf
    from pressmark.relate import Relations


def dated_pages(
    library: Library, relations: Relations, plan: Plan, hand_written: Iterable[str]
) -> list[tuple[str, str]]:
    """The address of every page, of those too whose Markdown files `hand_written` names, and the
    day on which the newest of the papers that it shows was added; empty where that is not known."""
    papers = library.papers
    shown: dict[str, Callable[[str], Iterable[Paper]]] = {
        "author": lambda name: [papers[one] for one in library.people[name].papers],
        "theme": lambda name: (
            *relations.by_theme.get(name, ()),
            *relations.also_by_theme.get(name, ())[:PART],
        ),
        "tag": relations.by_tag.__getitem__,
        "venue": relations.by_series.__getitem__,
        "year": lambda name: relations.by_year.get(name, ()),
    }
    found: list[tuple[str, str]] = []
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        if shelf.kind == "paper":
            days: Iterable[str] = [papers[name].added for name in shelf.keys]
        elif shelf.kind == "list":  # every index counts all papers
            days = [last_added(papers.values())] * len(addresses)
        elif shelf.kind == "digest":
            days = shelf.keys
        elif shelf.kind in shown:
            days = _days(shelf, shown[shelf.kind])
        else:
            days = [""] * len(addresses)
        found += zip(addresses, days, strict=True)
    found += [(f"{name.removesuffix('.md')}/", "") for name in sorted(hand_written)]
    return found


def _days(shelf: Shelf, shown: Callable[[str], Iterable[Paper]]) -> Iterator[str]:
    parted = {name for name, number in shelf.keys if number}
    for key in shelf.keys:
        is_whole = key[0] not in parted and key[0] != "undated"
        yield last_added(shown(key[0]) if is_whole else shelf.page(key).papers)
