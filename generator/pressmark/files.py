"""The library in; every file of the site that is no page out, made from the same records.

Some stand beside a page, in its folder, and tell programs what the page tells people. The others
are of the whole library. What a file says of one paper is a fragment: made once, shared by all
files of its format, and kept from build to build while the paper is the same.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from pressmark import redirects
from pressmark.reference import reference
from pressmark.writers import embed
from pressmark.writers.bibtex import bibtex
from pressmark.writers.csl import csl_line
from pressmark.writers.ris import ris
from pressmark.writers.signposts import LINKSET, license_address, linkset

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from pressmark.cards import Cards
    from pressmark.fragments import Fragments
    from pressmark.library import Library
    from pressmark.paper import Paper
    from pressmark.plan import Page
    from pressmark.redirects import Moved
    from pressmark.reference import Reference
    from pressmark.relate import Papers, Relations
    from pressmark.render import Site

__all__ = ["DEFAULT_CARD", "Files", "names_beside", "names_of_the_whole"]

_CARD = "card.png"
# The picture of all pages that have none of their own, where cards are drawn and where not.
DEFAULT_CARD = {True: _CARD, False: "assets/images/card.png"}


class Beside(NamedTuple):
    """A page with files beside it: its absolute address, its id and title, and the papers that it
    lists, all parts of a long list together."""

    url: str
    id: str
    title: str
    papers: Papers


class Files:
    """All files besides the pages of one site.

    `fragments` is where what is said of single papers may be kept; `moved` are addresses that
    lead on to other pages; `cards` draws papers' pictures, where the site is to have them.
    """

    def __init__(
        self,
        library: Library,
        relations: Relations,
        site: Site,
        fragments: Fragments,
        moved: Sequence[Moved] = (),
        cards: Cards | None = None,
    ) -> None:
        self.library = library
        self.relations = relations
        self.site = site
        self.cards = cards
        self._fragments = fragments
        self._moved = moved
        self._references: dict[str, Reference] = {}

    def beside(self, page: Page) -> list[tuple[str, bytes]]:
        """The files beside a page: name in the page's folder, and content."""
        makers = _beside(page.address, self.site)
        if not makers:
            return []
        name = page.stem
        papers = self._listed[page.kind](name)
        shown = Beside(self.site.url + page.address, name, page.title, papers)
        return [(file, make(self, shown)) for file, make in makers.items()]

    def whole(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of the whole library: path from the site's root, and content in pieces."""
        for path in names_of_the_whole(self.site):
            yield path, _WHOLE[path](self)
        for one in self._moved:
            yield from ((one.old + name, [content]) for name, content in self._in_place(one))

    def _in_place(self, one: Moved) -> Iterator[tuple[str, bytes]]:
        """The files at an address that leads on: the page that does, and those of where it leads
        for those that stood beside it."""
        yield "index.html", redirects.page(one, self.site)
        if one.page:
            yield from self.beside(one.page)

    def at(self, page: Page | None, path: str) -> bytes:
        """A file by its path, beside that page or of the whole library; empty if there is none."""
        for one in self._moved:
            if path.startswith(one.old):
                return dict(self._in_place(one)).get(path.removeprefix(one.old), b"")
        if page:
            return dict(self.beside(page)).get(path.removeprefix(page.address), b"")
        return b"".join(_WHOLE[path](self)) if path in names_of_the_whole(self.site) else b""

    def every(self, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        """Every file of the site that is no page, as path and content."""
        for page in pages:
            for name, content in self.beside(page):
                yield page.address + name, content
        for path, pieces in self.whole():
            yield path, b"".join(pieces)

    def fragment(self, kind: str, paper: Paper) -> bytes:
        """What files of one kind say of a paper, as `_FRAGMENTS` makes it."""
        kept = self._fragments.of(kind)
        found = kept.get(paper.id)
        if found is None:
            found = kept[paper.id] = _FRAGMENTS[kind](self, paper)
        return found

    def reference(self, paper: Paper) -> Reference:
        """The paper as bibliographies have it."""
        found = self._references.get(paper.id)
        if found is None:
            found = self._references[paper.id] = reference(paper, self.library)
        return found

    def page_of(self, paper: Paper) -> str:
        """The absolute address of a paper's page."""
        return f"{self.site.url}papers/{paper.id}/"

    def keep(self) -> None:
        """Keep what was made of single papers for the next build."""
        self._fragments.keep()

    @property
    def _listed(self) -> dict[str, Callable[[str], Papers]]:
        library, relations = self.library, self.relations
        papers = library.papers
        return {
            "paper": lambda name: (papers[name],),
            "author": lambda name: tuple([papers[one] for one in library.people[name].papers]),
            "theme": lambda name: relations.by_theme.get(name, ()),
            "tag": lambda name: relations.by_tag[name],
            "year": lambda name: relations.by_year.get(name, ()),
            "venue": lambda name: relations.by_series[name],
        }


def names_beside(address: str, site: Site) -> Collection[str]:
    """The names of the files beside the page at an address."""
    return _beside(address, site)


def names_of_the_whole(site: Site) -> Collection[str]:
    """The paths of the files of the whole library."""
    return [path for path in _WHOLE if site.cards or path != _CARD]


_SECTION = re.compile(r"(paper|author|theme|tag|year|venue)s/[^/]+/")


def _beside(address: str, site: Site) -> Mapping[str, Callable[[Files, Beside], bytes]]:
    """What makes the files beside the page at an address. None stand beside a list's further
    parts, and none where the site's configuration leaves them out."""
    section = _SECTION.fullmatch(address)
    if not section or address == "years/undated/":
        return {}
    kind = section[1]
    is_wanted = site.paper_files if kind == "paper" else site.list_files
    if not is_wanted:
        return {}
    return _BESIDE_WITHOUT_CARD if kind == "paper" and not site.cards else _BESIDE.get(kind, {})


def _paper_json(files: Files, shown: Beside) -> bytes:
    return files.fragment("json", shown.papers[0])


def _json(files: Files, paper: Paper) -> bytes:
    return json.dumps(asdict(paper), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _citation(write: Callable[[Reference, str], str]) -> Callable[[Files, Paper], bytes]:
    """What makes the fragment of a paper that `write` writes."""

    def make(files: Files, paper: Paper) -> bytes:
        text = write(files.reference(paper), files.page_of(paper))
        return text.encode("utf-8", "replace")

    return make


class _Format(NamedTuple):
    """A format of citations: its kind of fragment, how its files end, and what they hold before,
    between and behind the fragments."""

    kind: str
    ending: str
    opening: bytes
    between: bytes
    closing: bytes

    def pieces(self, files: Files, papers: Papers) -> Iterator[bytes]:
        """The file of these papers."""
        before = self.opening
        for paper in papers:
            yield before + files.fragment(self.kind, paper)
            before = self.between
        yield self.closing if papers else self.opening + self.closing

    def whole(self, files: Files) -> Iterator[bytes]:
        """The file of the whole library."""
        return self.pieces(files, files.library.newest)

    def beside(self, files: Files, shown: Beside) -> bytes:
        """The file of the papers that a page lists."""
        return b"".join(self.pieces(files, shown.papers))


_CITATIONS = (
    _Format("bibtex", "bib", b"", b"\n", b""),
    _Format("ris", "ris", b"", b"\r\n", b""),
    _Format("csl", "json", b"[\n", b",\n", b"\n]\n"),
)
_LISTS = ("author", "theme", "tag", "year", "venue")


def _linkset(files: Files, shown: Beside) -> bytes:
    (paper,) = shown.papers
    names = _BESIDE["paper"]
    terms = license_address(files.site.license)
    return linkset(files.reference(paper), shown.url, names, terms)


def _oembed(files: Files, shown: Beside) -> bytes:
    site = files.site
    image = shown.url + _CARD if site.cards else site.url + DEFAULT_CARD[False]
    told = files.reference(shown.papers[0])
    return embed.oembed(told, shown.url, site.name, site.url, image)


def _embed(files: Files, shown: Beside) -> bytes:
    return embed.embed_page(files.reference(shown.papers[0]), shown.url, files.site.name)


def _card(files: Files, shown: Beside) -> bytes:
    assert files.cards  # noqa: S101 - who wants no cards is not asked for any
    return files.cards.of(files.reference(shown.papers[0]))


def _library_card(files: Files) -> Iterator[bytes]:
    assert files.cards  # noqa: S101 - as above
    yield files.cards.of_library()


def _robots(files: Files) -> Iterator[bytes]:
    yield f"User-agent: *\nAllow: /\nSitemap: {files.site.url}sitemap.xml\n".encode()


_FRAGMENTS: dict[str, Callable[[Files, Paper], bytes]] = {
    "json": _json,
    "bibtex": _citation(bibtex),
    "ris": _citation(ris),
    "csl": _citation(csl_line),
}
_BESIDE: dict[str, dict[str, Callable[[Files, Beside], bytes]]] = {
    "paper": {
        "paper.json": _paper_json,
        **{f"cite.{one.ending}": one.beside for one in _CITATIONS},
        LINKSET: _linkset,
        "oembed.json": _oembed,
        "embed/index.html": _embed,
        _CARD: _card,
    },
    **{kind: {f"papers.{one.ending}": one.beside for one in _CITATIONS} for kind in _LISTS},
}
_BESIDE_WITHOUT_CARD = {name: make for name, make in _BESIDE["paper"].items() if name != _CARD}
_WHOLE: dict[str, Callable[[Files], Iterable[bytes]]] = {
    "robots.txt": _robots,
    _CARD: _library_card,
    **{f"papers/papers.{one.ending}": one.whole for one in _CITATIONS},
}
