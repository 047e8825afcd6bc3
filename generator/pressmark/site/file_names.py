"""The address of a page in; the names of the files beside it, and where those of the whole library
are, out. What is in them is made elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pressmark.site.kinds import INDEXES, KINDS, TWIN

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.site.settings import Site

LINKSET: Final = "linkset.json"
EMBED: Final = "embed/index.html"
RELATED: Final = "related.json"
# The files of a feed, and their media types.
FEEDS: Final = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
CARD: Final = "card.png"
# The picture of all pages while no cards are drawn.
_STATIC_CARD = "assets/images/card.png"

# Those beside a page of a paper that tell of related ones.
OF_RELATED: Final = (RELATED, TWIN)

# A section has files beside the pages of one kind, and its index, and those of letters a twin.
_BY_SECTION = {
    kind.section[:-1]: kind
    for kind in KINDS.values()
    if kind.files and not kind.is_index and kind.depths[0] == 1
}


def page_file_names(address: str, site: Site) -> Collection[str]:
    """The names of the files beside the page at an address: of a list's further parts its twin at
    most, and none where the site's configuration leaves them out."""
    if not (site.paper_files or site.list_files):
        return ()
    if index := INDEXES.get(address):
        return file_names(index.name, site)
    section, _, rest = address.partition("/")
    name, slash, further = rest.partition("/")
    kind = _BY_SECTION.get(section)
    if not kind or not name or not slash:
        return ()
    names = file_names(kind.name, site)
    has_twin_only = further or name in kind.without_files
    return [each for each in names if each == TWIN] if has_twin_only else names


def file_names(kind: str, site: Site) -> Collection[str]:
    """The names of the files beside the pages of a kind."""
    is_paper = kind == "paper"
    if not (site.paper_files if is_paper else site.list_files):
        return ()
    are_few = site.few_paper_files if is_paper else site.few_list_files
    return _names(kind, are_few, site.cards, site.has_address)


@cache
def _names(name: str, are_few: bool, cards: bool, has_address: bool) -> Collection[str]:
    """The files beside pages of a kind, where there are few or all, where cards are drawn or not,
    and on a site that knows its address or not: feeds name addresses in full. Those of an index are
    files of the whole site."""
    kind = KINDS[name]
    names = kind.all_files if has_address and not kind.is_index else kind.files
    if are_few:
        names = tuple(name for name in names if name in kind.few_files)
    return (*names, CARD) if cards and kind.has_card else names


def twin_of(kind: str, name: str, site: Site) -> str:
    """The path of the Markdown of the page of a kind and id, or of the index of that kind; where it
    has none, of the page itself."""
    row = KINDS[kind]
    address = row.address(name) if name else row.section
    return address + TWIN if TWIN in file_names(kind, site) else address


def library_feeds(site: Site) -> Collection[str]:
    """The paths of the whole library's feeds, which name addresses in full."""
    return FEEDS if site.has_address else ()


def default_card(site: Site) -> str:
    """The path of the picture that stands for every page without one of its own."""
    return CARD if site.cards else _STATIC_CARD
