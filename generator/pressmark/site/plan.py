"""The library and its relations in; every page of the site out: address, template and view.

Pages are made when asked for, a stretch at a time, so that a large site is never held at once and
stretches can be made side by side. Nothing here knows how a template is drawn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pressmark.site.kinds import KINDS
from pressmark.site.page import Content, Page, Plan, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.library import Library
    from pressmark.library.relations import Relations
    from pressmark.site.kinds import Kind


def plan(library: Library, relations: Relations, introduction: str) -> Plan:
    """Every generated page. `introduction` is the home page's Markdown."""
    content = Content(library, relations, introduction)
    return Plan([_shelf(kind, content) for kind in KINDS.values()])


def _shelf(kind: Kind, content: Content) -> Shelf:
    pages = _pages(kind)(content)
    if isinstance(pages, Shelf):
        return pages
    indexes = [pages] if pages else []
    return Shelf(kind.name, indexes, lambda page: page, lambda page: page.address)


def _pages(kind: Kind) -> Callable[[Content], Shelf | Page | None]:
    """What the row of a kind names."""
    module, _, function = kind.pages.partition(":")
    pages: Callable[[Content], Shelf | Page | None] = getattr(
        import_module(f"pressmark.site.views.{module}"), function
    )
    return pages
