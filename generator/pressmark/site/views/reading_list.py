"""A library in; the page of the list that each reader keeps in their own browser out. What is on
it, the library does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.site.kinds import KINDS
from pressmark.site.page import Page

if TYPE_CHECKING:
    from pressmark.site.page import Content


def reading_list(_: Content) -> Page:
    """The page that shows what a reader has saved."""
    section = KINDS["reading-list"].section
    description = (
        "Papers that you save, in your own order, with notes, kept in this browser only and "
        "exported as BibTeX, RIS, CSL-JSON or Markdown."
    )
    return Page(section, "reading-list", section, "Reading list", description)
