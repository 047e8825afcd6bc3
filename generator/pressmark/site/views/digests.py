"""A library in; the pages of the newsletters that it sent out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.site.kinds import KINDS
from pressmark.site.lists import papers_counted
from pressmark.site.page import Page, Shelf, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.newsletter import Group, Newsletter
    from pressmark.site.page import Content


def shelf(content: Content) -> Shelf:
    """A page for every newsletter."""
    library, kind = content.library, KINDS["digest"]
    newsletters = library.newsletters
    ids = list(newsletters)
    neighbours = dict(zip(ids, zip(["", *ids], [*ids[1:], ""], strict=False), strict=False))

    def page(name: str) -> Page:
        from pressmark.library.newsletter import groups, title_of  # many libraries have none

        newsletter = newsletters[name]
        newer, older = neighbours[name]
        return Page(
            kind.address(name),
            kind.name,
            kind.section,
            title_of(newsletter),
            f"{papers_counted(newsletter.count)} that were new in this library on {name}.",
            _view,
            (
                newsletter,
                title_of(newsletter),
                groups(newsletter, library.papers, library.themes),
                newer,
                older,
            ),
        )

    return Shelf(kind.name, ids, page, kind.address)


def _view(
    newsletter: Newsletter, heading: str, groups: Sequence[Group], newer: str, older: str
) -> View:
    return {
        "newsletter": newsletter,
        "heading": heading,
        "groups": groups,
        "newer": newer,
        "older": older,
    }
