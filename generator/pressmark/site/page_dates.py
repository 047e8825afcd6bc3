"""The pages of the site in; when what each shows changed last out, as far as records tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.dates import last_added
from pressmark.site.kinds import KINDS, Dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.library.library import Library
    from pressmark.site.page import Plan, Shelf


def dated_pages(library: Library, plan: Plan, hand_written: Iterable[str]) -> list[tuple[str, str]]:
    """The address of every page, of those too whose Markdown files `hand_written` names, and the
    day on which the newest of the papers that it shows was added; empty where that is not known."""
    added = {name: paper.added for name, paper in library.papers.items()}
    last = max(added.values(), default="")
    pages: list[tuple[str, str]] = []
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        pages += zip(addresses, _days(shelf, added, last), strict=True)
    pages += [(f"{name.removesuffix('.md')}/", "") for name in sorted(hand_written)]
    return pages


def _days(shelf: Shelf, added: Mapping[str, str], last: str) -> Iterable[str]:
    """The day of each page of a shelf; `last` is when a paper was `added` last."""
    match KINDS[shelf.kind].dated:
        case Dated.PAPER:
            return [added[name] for name in shelf.keys]
        case Dated.LISTED:
            return _days_of_lists(shelf, added) if last else [""] * len(shelf.keys)
        case Dated.LIBRARY:
            return [last] * len(shelf.keys)
        case Dated.ID:
            return shelf.keys
        case Dated.NEVER:
            return [""] * len(shelf.keys)


def _days_of_lists(shelf: Shelf, added: Mapping[str, str]) -> Iterator[str]:
    in_parts = {name for name, number in shelf.keys if number}
    for name, number in shelf.keys:
        if name in in_parts:
            yield last_added(shelf.page((name, number)).papers)
        else:
            papers = (*shelf.listed(name), *shelf.besides(name))
            yield max([added[paper] for paper in papers], default="")
