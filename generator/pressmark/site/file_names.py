"""The address of a page in; the names of the files beside it, and where those of the whole library
are, out. What is in them is made elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from pressmark.site.settings import Site

LINKSET: Final = "linkset.json"
# How files of citations end, in the order in which they are offered.
CITATIONS: Final = ("bib", "ris", "json")
# The files of a feed, and their media types.
FEEDS: Final = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
CARD: Final = "card.png"
# The picture of all pages while no cards are drawn.
_STATIC_CARD = "assets/images/card.png"

_BESIDE = {
    "papers": (
        "paper.json",
        "index.md",
        *(f"cite.{ending}" for ending in CITATIONS),
        LINKSET,
        "oembed.json",
        "embed/index.html",
    ),
    **dict.fromkeys(
        ("authors", "themes", "tags", "years", "venues"),
        tuple(f"papers.{ending}" for ending in CITATIONS),
    ),
}
_FOLLOWED = ("authors", "tags", "themes")


def names_beside(address: str, site: Site) -> Collection[str]:
    """The names of the files beside the page at an address. There are none beside a list's further
    parts, and none where the site's configuration leaves them out."""
    if not (site.paper_files or site.list_files):
        return ()
    section, _, rest = address.partition("/")
    name, slash, further = rest.partition("/")
    if section not in _BESIDE or not name or not slash or further or address == "years/undated/":
        return ()
    is_wanted = site.paper_files if section == "papers" else site.list_files
    return _names(section, site.cards, site.has_address) if is_wanted else ()


@cache
def _names(section: str, cards: bool, has_address: bool) -> Collection[str]:
    """The files beside pages of a section, where cards are drawn or not, and on a site that knows
    its address or not: feeds name addresses in full."""
    names = _BESIDE[section]
    if section in _FOLLOWED and has_address:
        names += tuple(FEEDS)
    if section == "papers" and cards:
        names += (CARD,)
    return names


def library_feeds(site: Site) -> Collection[str]:
    """The paths of the whole library's feeds, which name addresses in full."""
    return FEEDS if site.has_address else ()


def default_card(site: Site) -> str:
    """The path of the picture that stands for every page without one of its own."""
    return CARD if site.cards else _STATIC_CARD
