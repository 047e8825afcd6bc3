"""The library and its relations in; every page of the site out: address, template and view.

Pages are made when asked for, a stretch at a time, so that a large site is never held at once and
stretches can be made side by side. Nothing here knows how a template is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.site.indexes import (
    authors_index,
    digests_index,
    home_page,
    papers_index,
    search_facets,
    subscribe_page,
    tags_index,
    themes_index,
    venues_index,
    years_index,
)
from pressmark.site.letters import (
    letter_shelf,
    people_by_letter,
    person_entry,
    tag_entry,
    tags_by_letter,
)
from pressmark.site.page import Page, Plan, Shelf
from pressmark.site.repeated import (
    author_shelf,
    digest_shelf,
    paper_shelf,
    tag_shelf,
    theme_shelf,
    venue_shelf,
    year_shelf,
)

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.relations import Relations


def plan(library: Library, relations: Relations, introduction: str) -> Plan:
    """Every generated page. `introduction` is the home page's Markdown."""
    lists = [
        home_page(library, relations, introduction),
        papers_index(library, relations),
        themes_index(library, relations),
        tags_index(library, relations),
        authors_index(library),
        years_index(relations),
        venues_index(library, relations),
        Page(
            "search/",
            "search",
            "search/",
            "Search",
            f"Search {len(library.papers):,} papers by title, author, tag, theme, year and venue.",
            lambda: {"facets": search_facets(library, relations)},
        ),
        *([digests_index(library)] if library.newsletters else ()),
        subscribe_page(library),
    ]
    return Plan(
        [
            Shelf("list", lists, lambda page: page, lambda page: page.address),
            paper_shelf(library, relations),
            theme_shelf(library, relations),
            tag_shelf(library, relations),
            year_shelf(library, relations),
            venue_shelf(library, relations),
            letter_shelf("authors/", "Authors", people_by_letter(library), person_entry),
            letter_shelf("tags/", "Tags", tags_by_letter(library, relations), tag_entry),
            author_shelf(library, relations),
            *([digest_shelf(library)] if library.newsletters else ()),
        ]
    )
