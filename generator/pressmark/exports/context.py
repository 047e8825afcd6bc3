"""What whoever writes a file is handed: the library, its relations, the site, and what files say of
single papers.

What a file says of one paper is a fragment: made once, shared by all files of its format, and kept
from build to build while the paper is the same.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pressmark.exports.feeds.feed import Feed, feed_of
from pressmark.library.addresses import paper_address
from pressmark.library.crowds import is_crowded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pressmark.base.palette import Palette
    from pressmark.exports.cards import Cards
    from pressmark.exports.fragments import Fragments
    from pressmark.exports.parts import Parts
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations
    from pressmark.site.page import Plan
    from pressmark.site.settings import Site

# So many papers' fragments are made at once.
_PORTION = 1_000


class FragmentKind(NamedTuple):
    """What files of one format say of a paper: the name that it is kept under, and its maker."""

    name: str
    make: Callable[[ExportContext, Paper], bytes]


class PartFile:
    """A file of some of the library's papers: what makes it, and what gives their ids."""

    def __init__(
        self,
        make: Callable[[ExportContext], Iterable[bytes]],
        ids: Callable[[ExportContext], Iterable[str]],
    ) -> None:
        self.make = make
        self.ids = ids

    def __call__(self, context: ExportContext) -> Iterable[bytes]:
        return self.make(context)


class PaperList:
    """Papers that pages list, by their ids, all parts of a long list together, and what was made of
    them: joined fragments by kind, and the last feed. People often wrote one paper together, and no
    other; their pages follow each other."""

    def __init__(self, ids: Sequence[str], papers: Mapping[str, Paper]) -> None:
        self.ids = ids
        self.papers = [papers[name] for name in ids]
        self.joined: dict[str, bytes] = {}
        self._feed: Feed | None = None

    @cached_property
    def are_crowded(self) -> bool:
        """Whether any of them is a paper of very many people."""
        return any(map(is_crowded, self.papers))

    def feed(self, page: str, title: str, description: str, most: int) -> Feed:
        """The feed of a page that lists these papers, of as many of them at `most`."""
        if last := self._feed:
            return Feed(page, title, description, last.papers, last.updated)
        feed = self._feed = feed_of(page, title, description, self.papers, most)
        return feed


class ExportContext:
    """All that the files of one site are made of.

    `fragments` is where what is said of single papers may be kept, and `parts` where parts of files
    of all papers are. `dated_pages` gives the address of every page, and the day on which what it
    shows changed last, or an empty text, and `count` is how many pages these are; `read_palette`
    gives the theme's colours. `cards` draws papers' pictures, where the site is to have them.
    """

    def __init__(
        self,
        library: Library,
        relations: Relations,
        plan: Plan,
        site: Site,
        fragments: Fragments,
        parts: Parts,
        dated_pages: Callable[[], list[tuple[str, str]]],
        count: int,
        read_palette: Callable[[], Palette],
        cards: Cards | None = None,
    ) -> None:
        self.library = library
        self.relations = relations
        self.plan = plan
        self.site = site
        self.kept = fragments
        self.parts = parts
        self.cards = cards
        self._dated_pages = dated_pages
        self.page_count = count
        self._read_palette = read_palette

    @cached_property
    def pages(self) -> list[tuple[str, str]]:
        """The address of every page, and the day on which what it shows changed last, or an empty
        text."""
        return self._dated_pages()

    @cached_property
    def feed(self) -> Feed:
        """The feed of the whole library."""
        site = self.site
        return feed_of(site.url, site.name, site.description, self.library.newest)

    @cached_property
    def palette(self) -> Palette:
        """The theme's colours."""
        return self._read_palette()

    def page_of(self, paper: Paper) -> str:
        """The address of a paper's page, as citations give it."""
        return self.site.citable_address(paper_address(paper.id))

    def fragments(self, kind: FragmentKind, papers: Sequence[Paper]) -> list[bytes]:
        """What files of one kind say of each of the papers."""
        kept = self.kept.of(kind.name)
        try:
            return [kept[paper.id] for paper in papers]
        except KeyError:
            for paper in papers:
                if paper.id not in kept:
                    kept[paper.id] = kind.make(self, paper)
            return [kept[paper.id] for paper in papers]

    def all_fragments(self, kind: FragmentKind) -> Iterator[bytes]:
        """What files of one kind say of every paper, in the library's order."""
        for portion in portions(self.library.papers.values()):
            yield from self.fragments(kind, portion)


def portions(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Some papers at a time, so that not all fragments of a large library are held at once."""
    rest = iter(papers)
    while portion := list(islice(rest, _PORTION)):
        yield portion
