"""The kinds of pages that the generator makes, one table for all who treat them differently.

A new kind is a row here, the function that it names and a template.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.library.addresses import PAPERS
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Mapping


class Neighbours(Enum):
    """Which other pages of its kind a page shows something of."""

    NONE = auto()
    THEME = auto()  # a paper: the next newer and older of its theme
    FAMILY = auto()  # a theme: the one that it is part of, and its parts
    ORDER = auto()  # the one before and the one after
    RELATED = auto()  # of the papers that it lists, which others are related to them
    COAUTHORS = auto()  # a person: whom they wrote with


class Dated(Enum):
    """What tells the day on which the things that a page shows changed last."""

    NEVER = auto()  # nothing
    LIBRARY = auto()  # when a paper was added last
    PAPER = auto()  # when the paper was added
    LISTED = auto()  # when one of the papers that it lists was added last
    ID = auto()  # its id, which is a day


class Kind(NamedTuple):
    """A kind of pages.

    `section` is the address of the list that its pages belong to; an index is at that address
    itself. `pages` names, as `module:function` of `pressmark.site.views`, what gives its shelf, or
    the page of an index. `depths` is how many folders below the section its pages are, at least and
    at most; where that varies, long lists go on in numbered parts. `own_template` is the name of
    its template where that is another than its own name. `label` is what an index is called in
    breadcrumbs.

    `styles` and `scripts` are the style sheets and modules that only its pages load, and `imports`
    modules that those import, which are fetched side by side: by their names in the theme's
    assets, or by their paths from the site's root.

    `files` are the names of the files beside each of its pages, `feeds` those of feeds; long lists
    have them beside their first part, and pages of the ids `without_files` have none; but TWIN is
    beside all of these. `few_files` are those of both that remain in large libraries. With
    `has_card`, a picture may be there too. `vocabulary` is the file that describes what its pages
    are of, where curators keep one.

    Where it `is_per_person`, there is a page for each author of a paper, and papers of very many
    are cited there with the first of them only.

    An address is kept for good if it `is_permanent`. If not `is_replaceable`, no other page is
    offered in the place of one that is lost.
    """

    name: str
    section: str
    pages: str
    touched: Touched
    dated: Dated
    depths: tuple[int, int] = (0, 0)
    neighbours: Neighbours = Neighbours.NONE
    twin_touched: Touched = Touched.NOTHING
    of_papers: Touched = Touched.ANY
    own_template: str = ""
    label: str = ""
    schema_type: str = "CollectionPage"
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    few_files: tuple[str, ...] = ()
    has_card: bool = False
    without_files: tuple[str, ...] = ()
    vocabulary: str = ""
    is_per_person: bool = False
    is_permanent: bool = True
    is_replaceable: bool = True

    @property
    def template(self) -> str:
        """The name of its template."""
        return self.own_template or self.name

    @property
    def all_files(self) -> tuple[str, ...]:
        """The names of all files that may be beside its pages, but pictures."""
        return (*self.files, *self.feeds)

    @property
    def assets(self) -> dict[str, list[str]]:
        """The names of what only its pages load, by what it is, as far as there is any."""
        assets = {"styles": self.styles, "scripts": self.scripts, "imports": self.imports}
        return {name: [*files] for name, files in assets.items() if files}

    @property
    def is_index(self) -> bool:
        """Whether it is one page, at the section's address."""
        return self.depths == (0, 0)

    @property
    def has_parts(self) -> bool:
        """Whether what is too long for one page goes on in numbered parts."""
        return self.depths[0] != self.depths[1]

    def address(self, name: str, part: int = 0) -> str:
        """The address of the page of that id, or of a further part of it."""
        return f"{self.section}{name}/{part}/" if part else f"{self.section}{name}/"


# A page as Markdown, beside it.
TWIN: Final = "index.md"
_CITATION_FILES = ("cite.bib", "cite.ris", "cite.json")
_PAPER_FILES = (
    *("paper.json", TWIN, *_CITATION_FILES, "linkset.json"),
    *("oembed.json", "embed/index.html", "related.json"),
)
_LIST_FILES = ("papers.bib", "papers.ris", "papers.json", TWIN)
_FIGURE_FILES = ("figures.csv", TWIN)
_FEEDS = ("feed.xml", "feed.json")
_PLOTS = ("explore.css", "plots.css")
# The search page answers at once: what it will need is fetched side by side, not one by one.
_SEARCH_MODULES = (
    *("search-box.js", "search-page.js", "search-facets.js", "search-sets.js", "search-view.js"),
    *("search-words.js", "search-text.js", "search-state.js", "search-index.js", "search.js"),
    *("elements.js", "pagefind/pagefind.js"),
)
_MAP_MODULES = (
    *("elements.js", "map-card.js", "map-field.js", "map-filter.js", "map-near.js", "map-view.js"),
    "pauses.js",
)
_READING_MODULES = (
    *("reader.js", "search-box.js", "elements.js", "download.js", "reading-store.js"),
    *("reading-rows.js", "reading-sets.js", "reading-files.js", "reading-formats.js"),
    *("reading-share.js", "reading-transfers.js", "side-by-side.js", "fetched.js"),
)
_BROWSE_MODULES = (
    *("browse-data.js", "browse-state.js", "browse-filter.js", "browse-facets.js"),
    *("browse-export.js", "csv.js", "search-box.js", "search-state.js", "search-view.js"),
    *("search-text.js", "search-words.js", "elements.js", "download.js", "side-by-side.js"),
    "pauses.js",
)

_COMPARE_MODULES = (
    *("compare-papers.js", "compare-figures.js", "compare-choice.js", "elements.js"),
    *("search-view.js", "search-text.js", "search-words.js", "search-box.js"),
    *("reader.js", "reading-store.js", "fetched.js"),
)

_PATH_STYLES = ("explore.css", "paths.css")

# An index counts all papers, and may show some as lists do. A list of papers is a theme, a tag, a
# year, a venue or a person.
_COUNTED = Touched.COUNTS | Touched.LISTS | Touched.BESIDES
_index = partial(Kind, touched=_COUNTED, dated=Dated.LIBRARY)
_twinned = partial(_index, files=(TWIN,), few_files=(TWIN,))
_CITED = Touched.CITED | Touched.LISTS
_list = partial(
    Kind,
    touched=Touched.PAPERS,
    dated=Dated.LISTED,
    depths=(1, 2),
    of_papers=_CITED | Touched.SUMMARIES,
    files=_LIST_FILES,
)
_topic = partial(_list, feeds=_FEEDS, few_files=(_LIST_FILES[0], _FEEDS[0]))
_letter = partial(
    Kind,
    touched=Touched.LISTS,
    dated=Dated.NEVER,
    depths=(2, 3),
    files=(TWIN,),
    is_permanent=False,
)

# In the order in which the site's pages are planned.
_ROWS = (
    _index(
        "home",
        "",
        "indexes:home",
        label="Home",
        schema_type="WebSite",
        styles=_PLOTS,
        is_permanent=False,
    ),
    _twinned(
        "papers",
        PAPERS,
        "indexes:papers",
        touched=_COUNTED | Touched.CITED,
        twin_touched=Touched.SUMMARIES,
        label="Papers",
    ),
    _twinned("themes", "themes/", "indexes:themes", label="Themes"),
    _twinned(
        "tags",
        "tags/",
        "indexes:tags",
        label="Tags",
        styles=("tags.css",),
        scripts=("tags-page.js",),
    ),
    _twinned("authors", "authors/", "indexes:authors", label="Authors"),
    _twinned("years", "years/", "indexes:years", label="Years"),
    _twinned("venues", "venues/", "indexes:venues", label="Venues"),
    _twinned("kinds", "kinds/", "indexes:kinds", label="Kinds"),
    _twinned(
        "explore",
        "explore/",
        "explore:explore",
        touched=_COUNTED | Touched.FIGURES,
        label="Explore",
        styles=_PLOTS,
    ),
    _twinned(
        "map",
        "map/",
        "map:field",
        touched=_COUNTED | Touched.MAP | Touched.TITLES | Touched.SUMMARIES,
        label="Map",
        styles=("explore.css", "map.css"),
        scripts=("map.js",),
        imports=_MAP_MODULES,
    ),
    _twinned(
        "browse",
        "browse/",
        "browse:browse",
        label="Browse",
        styles=("browse.css",),
        scripts=("browse-page.js",),
        imports=_BROWSE_MODULES,
    ),
    _twinned(
        "evidence",
        "evidence/",
        "evidence:index",
        touched=_COUNTED | Touched.FIGURES,
        label="Evidence",
    ),
    _index(
        "compare",
        "compare/",
        "evidence:compare",
        touched=Touched.FIGURES,
        label="Compare",
        schema_type="WebPage",
        styles=("compare.css",),
        scripts=("compare.js",),
        imports=_COMPARE_MODULES,
    ),
    _index(
        "search",
        "search/",
        "indexes:search",
        label="Search",
        schema_type="SearchResultsPage",
        imports=_SEARCH_MODULES,
    ),
    _twinned(
        "paths",
        "paths/",
        "paths:index",
        touched=_COUNTED | Touched.TITLES | Touched.RELATED,
        label="Paths",
        styles=_PATH_STYLES,
    ),
    _twinned(
        "new",
        "new/",
        "news:news",
        touched=Touched.FACTS,
        label="New",
        feeds=_FEEDS,
        styles=("new.css",),
        scripts=("news.js",),
        imports=("visits.js", "visit-marks.js", "elements.js", "fetched.js"),
    ),
    _index(
        "reading-list",
        "reading-list/",
        "reading_list:reading_list",
        touched=Touched.NOTHING,
        label="Reading list",
        styles=("reading.css",),
        scripts=("reading-page.js",),
        imports=_READING_MODULES,
    ),
    _index("digests", "digests/", "indexes:digests", label="Digests", feeds=_FEEDS[:1]),
    _index("subscribe", "subscribe/", "indexes:subscribe", label="Subscribe"),
    Kind(
        "paper",
        PAPERS,
        "papers:shelf",
        Touched.PAPERS,
        Dated.PAPER,
        depths=(1, 1),
        neighbours=Neighbours.THEME,
        schema_type="ScholarlyArticle",
        scripts=("cite.js",),
        files=_PAPER_FILES,
        few_files=_CITATION_FILES,
        has_card=True,
    ),
    _topic(
        "theme",
        "themes/",
        "themes:shelf",
        neighbours=Neighbours.FAMILY,
        vocabulary="themes.yml",
    ),
    _topic("tag", "tags/", "tags:shelf", vocabulary="tags.yml"),
    _list(
        "year",
        "years/",
        "years:shelf",
        neighbours=Neighbours.ORDER,
        without_files=("undated",),
        is_replaceable=False,
    ),
    _list("work-kind", "kinds/", "work_kinds:shelf", is_replaceable=False),
    _list("venue", "venues/", "venues:shelf", vocabulary="venues.yml"),
    _list(
        "theme-evidence",
        "evidence/",
        "evidence:shelf",
        of_papers=_CITED | Touched.FIGURES,
        styles=("evidence.css",),
        scripts=("evidence.js",),
        imports=("csv.js", "elements.js"),
        files=_FIGURE_FILES,
        few_files=_FIGURE_FILES[:1],
        vocabulary="themes.yml",
    ),
    _letter("author-letter", "authors/", "letters:author_shelf", own_template="letter"),
    _letter("tag-letter", "tags/", "letters:tag_shelf", own_template="letter"),
    _list(
        "author",
        "authors/",
        "authors:shelf",
        neighbours=Neighbours.COAUTHORS,
        vocabulary="people.yml",
        feeds=_FEEDS,
        is_per_person=True,
    ),
    Kind(
        "path",
        "paths/",
        "paths:shelf",
        Touched.PAPERS,
        Dated.LISTED,
        depths=(1, 1),
        neighbours=Neighbours.RELATED,
        styles=_PATH_STYLES,
        files=(TWIN,),
        vocabulary="themes.yml",
    ),
    Kind("digest", "digests/", "digests:shelf", Touched.FACTS, Dated.ID, depths=(1, 1)),
)

KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _ROWS}
INDEXES: Final[Mapping[str, Kind]] = {kind.section: kind for kind in _ROWS if kind.is_index}
REPEATED: Final = tuple(kind for kind in _ROWS if not kind.is_index)
# Where pages are that there are many of.
SECTIONS: Final = tuple(sorted({kind.section for kind in REPEATED}))


def address(kind: str, name: str) -> str:
    """The address of the page of that kind and id, relative to the site's root."""
    return KINDS[kind].address(name)
