"""The navigation that a configuration names in; its entries, wherever they are in it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class NavEntry(NamedTuple):
    """An entry: its place in the configuration, its title, if it has one, and what it leads to."""

    place: tuple[str | int, ...]
    title: str
    target: str

    @property
    def leads_to_page(self) -> bool:
        """Whether it leads to a page of the library: it is no whole address, and no path from the
        host's root on."""
        return not (urlsplit(self.target).scheme or self.target.startswith("/"))


def nav_entries(items: Any, place: tuple[str | int, ...] = ("nav",)) -> Iterator[NavEntry]:
    """The entries of `nav`, those in sections too."""
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, str):
            yield NavEntry((*place, number), "", item)
        for title, target in item.items() if isinstance(item, Mapping) else ():
            if isinstance(target, str):
                yield NavEntry((*place, number, title), str(title), target)
            else:
                yield from nav_entries(target, (*place, number, title))
