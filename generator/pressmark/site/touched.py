"""What can change in a library, and what of that a page or a file may show.

A change of a paper is told by the fields that differ: each field belongs to one sort of change. A
page, or a file, names the sorts that it may show, and is not looked at when only others happened.
"""

from __future__ import annotations

from enum import Flag, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Touched(Flag):
    """Sorts of changes."""

    COUNTS = auto()  # by what papers are grouped, counted and put in order
    TITLES = auto()
    SUMMARIES = auto()
    FIGURES = auto()
    DAYS = auto()  # on which papers were added
    REFERENCES = auto()  # whatever else records say of papers
    SECTIONS = auto()  # of digests, and queries
    TEXTS = auto()  # abstracts, and which files links lead to
    LISTS = auto()  # papers came, went, or show in other lists or elsewhere there
    RELATED = auto()  # other papers are related
    MAP = auto()  # papers are elsewhere on the map
    BESIDES = auto()  # all that is no paper's: newsletters, the log, redirects and so on
    FONTS = auto()  # nobody knows whether these are others
    PAPERS = auto()  # any change of the papers that a page is of, or lists, and of no others

    NOTHING = 0
    CITED = COUNTS | TITLES | REFERENCES
    RECORDS = CITED | SUMMARIES | FIGURES | DAYS | SECTIONS
    FACTS = CITED | SUMMARIES | FIGURES | DAYS | LISTS | BESIDES
    ANY = FACTS | SECTIONS | TEXTS | RELATED | MAP


# What the files beside pages may show, by their names; others may show anything.
_OF_CITATIONS = Touched.CITED | Touched.TEXTS | Touched.LISTS
FILES: Final[Mapping[str, Touched]] = {
    **{
        f"{name}.{ending}": _OF_CITATIONS
        for name in ("cite", "papers")
        for ending in ("bib", "ris", "json")
    },
    "figures.csv": Touched.COUNTS | Touched.TITLES | Touched.FIGURES | Touched.LISTS,
}


def fields_by_change() -> Mapping[Touched, Sequence[str]]:
    """The fields by what their changes are; those that nothing is said of are told in
    references."""
    # Who draws the theme knows the kinds of pages, and no papers.
    from pressmark.library.paper import CROSSWALK, SECTION_FIELDS

    fields = {
        Touched.COUNTS: (
            *("authors", "date", "issued", "type", "venue", "theme", "also", "tags", "kind"),
            *("status", "selected", "more_authors"),
        ),
        Touched.TITLES: ("title", "language", "formulas"),
        Touched.SUMMARIES: ("tldr",),
        Touched.FIGURES: ("figures",),
        Touched.DAYS: ("added",),
        Touched.SECTIONS: (*SECTION_FIELDS, "queries"),
    }
    named = {name for names in fields.values() for name in names}
    return {**fields, Touched.REFERENCES: tuple(n for n in CROSSWALK if n not in named)}
