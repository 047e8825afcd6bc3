"""The library in; every file of the site that is no page out, made from the same records.

Some stand beside a page, in its folder, and tell programs what the page tells people. The others
are of the whole library. What a file says of one paper is a fragment: made once, shared by all
files of its format, and kept from build to build while the paper is the same.
"""

from __future__ import annotations

from functools import cache, cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.hashing import fingerprint
from pressmark.base.licenses import license_of
from pressmark.exports import embed, redirect_page
from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.csl import csl_line
from pressmark.exports.citations.ris import ris
from pressmark.exports.citations.signposts import LINKSET, linkset
from pressmark.exports.data import (
    citation_cff,
    json_files,
    llms,
    oai,
    paper_markdown,
    sitemap,
    table,
)
from pressmark.exports.feeds import atom, jsonfeed
from pressmark.exports.feeds.feed import Feed, feed_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.exports.cards import Cards
    from pressmark.exports.fragments import Fragments
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.library.relations import Papers, Relations
    from pressmark.site.addresses.redirects import Moved
    from pressmark.site.page import Page
    from pressmark.site.settings import Site

__all__ = ["DEFAULT_CARD", "Files", "feeds_of_the_whole", "names_beside"]

_CARD = "card.png"
# The picture of all pages that have none of their own, where cards are drawn and where not.
DEFAULT_CARD = {True: _CARD, False: "assets/images/card.png"}
# How many papers are made fragments of at once, and how many bytes are written at once.
_PORTION = 1_000
_LARGE = 2**18


class Group:
    """Papers that pages list, by their ids, all parts of a long list together, and what was made of
    them: by kind, and the last feed. People often wrote one paper together, and no other; their
    pages stand side by side."""

    def __init__(self, names: Sequence[str], papers: Mapping[str, Paper]) -> None:
        self.names = names
        self.papers = [papers[name] for name in names]
        self.made: dict[str, bytes] = {}
        self._feed: Feed | None = None

    def feed(self, page: str, title: str, description: str) -> Feed:
        """The feed of a page that lists these papers."""
        if last := self._feed:
            return Feed(page, title, description, last.papers, last.updated)
        made = self._feed = feed_of(page, title, description, self.papers)
        return made


class Beside(NamedTuple):
    """A page with files beside it: its absolute address, the papers that it lists, and what its
    feeds hold if it has any."""

    url: str
    group: Group
    feed: Feed | None


class Files:
    """All files besides the pages of one site.

    `fragments` is where what is said of single papers may be kept. `pages` gives the address of
    every page, and the day on which what it shows changed last, or an empty text. `moved` are
    addresses that lead on to other pages; `cards` draws papers' pictures, where the site is to
    have them.
    """

    def __init__(
        self,
        library: Library,
        relations: Relations,
        site: Site,
        fragments: Fragments,
        pages: Callable[[], list[tuple[str, str]]],
        moved: Sequence[Moved] = (),
        cards: Cards | None = None,
    ) -> None:
        self.library = library
        self.relations = relations
        self.site = site
        self.cards = cards
        self._fragments = fragments
        self._moved = moved
        self._pages = pages
        self._last = Group((), {})

    def beside(self, page: Page) -> list[tuple[str, bytes]]:
        """The files beside a page: name in the page's folder, and content."""
        return self.beside_with_twins(page)[0]

    def beside_with_twins(self, page: Page) -> tuple[list[tuple[str, bytes]], Mapping[str, str]]:
        """The files beside a page, and of those of a list of one paper such as stand beside the
        paper too: name in the page's folder, and the other's path from the site's root."""
        makers = _beside(page.address, self.site)
        if not makers:
            return [], {}
        site = self.site
        names = self._listed[page.kind](page.stem)
        group = self._last
        if group.names != names:
            group = self._last = Group(names, self.library.papers)
        url = site.url + page.address
        feed = None
        if "feed.xml" in makers:
            feed = group.feed(url, f"{page.title} \u00b7 {site.name}", page.description)
        shown = Beside(url, group, feed)
        made = [(file, make(self, shown)) for file, make in makers.items()]
        stands_alone = len(names) == 1 and page.kind != "paper" and site.paper_files
        return made, _twins(names[0]) if stands_alone else {}

    def whole(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of the whole library: path from the site's root, and content in pieces."""
        for path, make in _whole(self).items():
            yield path, _large(make(self))
        for one in self._moved:
            yield from ((one.old + name, [content]) for name, content in self._in_place(one))

    def _in_place(self, one: Moved) -> Iterator[tuple[str, bytes]]:
        """The files at an address that leads on: the page that does, and those of where it leads
        for those that stood beside it."""
        yield "index.html", redirect_page.page(one, self.site)
        if one.page:
            yield from self.beside(one.page)

    def at(self, page: Page | None, path: str) -> bytes:
        """A file by its path, beside that page or of the whole library; empty if there is none."""
        for one in self._moved:
            if path.startswith(one.old):
                return dict(self._in_place(one)).get(path.removeprefix(one.old), b"")
        if page:
            return dict(self.beside(page)).get(path.removeprefix(page.address), b"")
        make = _whole(self).get(path)
        return b"".join(make(self)) if make else b""

    def every(self, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        """Every file of the site that is no page, as path and content."""
        for page in pages:
            for name, content in self.beside(page):
                yield page.address + name, content
        for path, pieces in self.whole():
            yield path, b"".join(pieces)

    def fragments(self, kind: str, papers: Sequence[Paper]) -> list[bytes]:
        """What files of one kind say of each of the papers, as `_FRAGMENTS` makes it."""
        kept = self._fragments.of(kind)
        try:
            return [kept[paper.id] for paper in papers]
        except KeyError:
            make = _FRAGMENTS[kind]
            for paper in papers:
                if paper.id not in kept:
                    kept[paper.id] = make(self, paper)
            return [kept[paper.id] for paper in papers]

    def all_fragments(self, kind: str) -> Iterator[bytes]:
        """What files of one kind say of every paper, in the library's order."""
        for some in _portions(self.library.papers.values()):
            yield from self.fragments(kind, some)

    def page_of(self, paper: Paper) -> str:
        """The absolute address of a paper's page."""
        return f"{self.site.url}papers/{paper.id}/"

    def packed(self) -> Iterator[tuple[bytes, bytes]]:
        """The papers' JSON in groups of some lines, and each packed; a group's is kept with its
        first paper."""
        kept = self._fragments.of("packed")
        papers = self.library.papers
        for group in json_files.grouped(papers):
            text = b"".join(self.fragments("json", [papers[name] for name in group]))
            key, found = fingerprint(text), kept.get(group[0], b"")
            if not found.startswith(key):
                found = kept[group[0]] = key + json_files.packed(text)
            yield text, found[len(key) :]

    @cached_property
    def pages(self) -> list[tuple[str, str]]:
        """The address of every page, and the day on which what it shows changed last, or an empty
        text."""
        return self._pages()

    def keep(self) -> None:
        """Keep what was made of single papers for the next build."""
        self._fragments.keep()

    def share(self, folder: Path, papers: Sequence[str]) -> None:
        """Leave others in a folder what their files say of these papers too."""
        kinds = _shared(self.site)
        if kinds and self._fragments.are_shared:
            listed = [self.library.papers[name] for name in papers]
            for kind in kinds:
                self.fragments(kind, listed)
            self._fragments.share(folder, kinds, papers)

    def gather(self, folder: Path) -> None:
        """Take what others have left in a folder."""
        self._fragments.gather(folder)

    @cached_property
    def _listed(self) -> dict[str, Callable[[str], Sequence[str]]]:
        """What gives the ids of the papers that a page lists, by the page's kind."""
        people, relations = self.library.people, self.relations
        return {
            "paper": lambda name: (name,),
            "author": lambda name: people[name].papers,
            "theme": lambda name: _ids(relations.by_theme.get(name, ())),
            "tag": lambda name: _ids(relations.by_tag[name]),
            "year": lambda name: _ids(relations.by_year.get(name, ())),
            "venue": lambda name: _ids(relations.by_series[name]),
        }


def _ids(papers: Papers) -> tuple[str, ...]:
    return tuple([paper.id for paper in papers])


def names_beside(address: str, site: Site) -> Collection[str]:
    """The names of the files beside the page at an address."""
    return _beside(address, site)


def _twins(paper: str) -> Mapping[str, str]:
    return {f"papers.{one.ending}": f"papers/{paper}/cite.{one.ending}" for one in _CITATIONS}


def feeds_of_the_whole(site: Site) -> Collection[str]:
    """The paths of the whole library's feeds, which name addresses in full."""
    return _FEEDS_OF_THE_WHOLE if site.has_address else ()


def _beside(address: str, site: Site) -> Mapping[str, Callable[[Files, Beside], bytes]]:
    """What makes the files beside the page at an address. None stand beside a list's further
    parts, and none where the site's configuration leaves them out."""
    if not (site.paper_files or site.list_files):
        return {}
    section, _, rest = address.partition("/")
    name, slash, further = rest.partition("/")
    kind = _KINDS.get(section)
    if not kind or not name or not slash or further or address == "years/undated/":
        return {}
    is_wanted = site.paper_files if kind == "paper" else site.list_files
    if not is_wanted:
        return {}
    return _makers(kind, site.cards, site.has_address)


@cache
def _makers(
    kind: str, cards: bool, has_address: bool
) -> Mapping[str, Callable[[Files, Beside], bytes]]:
    """What makes the files beside pages of a kind, where cards are drawn or not, and on a site that
    knows its address or not: feeds name addresses in full."""
    makers = _BESIDE.get(kind, {})
    if kind in _FOLLOWED and has_address:
        makers = {**makers, **_FEEDS}
    if kind == "paper" and cards:
        makers = {**makers, _CARD: _card}
    return makers


def _whole(files: Files) -> Mapping[str, Callable[[Files], Iterable[bytes]]]:
    """What makes the files of the whole library, by path."""
    site, library = files.site, files.library
    made: dict[str, Callable[[Files], Iterable[bytes]]] = {"robots.txt": _robots}
    if site.data_files:
        made |= _WHOLE
    if site.cards:
        made[_CARD] = _library_card
    if site.data_files and citation_cff.has_parquet(site):
        made["data/papers.parquet"] = lambda _: [table.parquet(library.papers.values(), site)]
    # These name addresses in full.
    if site.has_address:
        made |= _FEEDS_OF_THE_WHOLE
        made |= {name: partial(_sitemap, name) for name in sitemap.names(len(files.pages))}
        if library.papers and site.data_files:
            made[oai.PATH] = _oai
        if library.newsletters:
            made["digests/feed.xml"] = _digests
    return made


# What is said of one paper


def _json(_: Files, paper: Paper) -> bytes:
    return json_files.paper_json(paper)


def _csv(files: Files, paper: Paper) -> bytes:
    return table.csv_row(paper, files.site)


def _csl_line(files: Files, paper: Paper) -> bytes:
    return csl_line(files.library.reference(paper), files.page_of(paper))


def _llms_line(files: Files, paper: Paper) -> bytes:
    return llms.line(paper, files.site)


def _cited(
    make: Callable[[Paper, Reference, Library, Site], bytes], files: Files, paper: Paper
) -> bytes:
    return make(paper, files.library.reference(paper), files.library, files.site)


# Files beside pages


def _alone(kind: str, files: Files, shown: Beside) -> bytes:
    return files.fragments(kind, shown.group.papers)[0]


class _FeedFormat(NamedTuple):
    """A format of feeds: its kind of fragment, what stands between them, and what makes the feed's
    document of them."""

    kind: str
    between: bytes
    document: Callable[[Feed, bytes, Site], bytes]

    def beside(self, files: Files, shown: Beside) -> bytes:
        """The feed of the papers that a page lists, if it has one."""
        return self.of(files, shown.feed, shown.group.made) if shown.feed else b""

    def whole(self, files: Files) -> Iterator[bytes]:
        """The feed of the whole library."""
        site = files.site
        feed = feed_of(site.url, site.name, site.description, files.library.newest)
        yield self.of(files, feed, {})

    def of(self, files: Files, feed: Feed, made: dict[str, bytes]) -> bytes:
        """A feed, of what was `made` of its papers before if it was."""
        found = made.get(self.kind)
        if found is None:
            found = made[self.kind] = self.between.join(files.fragments(self.kind, feed.papers))
        return self.document(feed, found, files.site)


# Files of the whole library


def _portions(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Some papers at a time, so that not all fragments of a large library are held at once."""
    left = iter(papers)
    while some := list(islice(left, _PORTION)):
        yield some


def _large(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in large pieces, which cost less to write than a paper's each."""
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _LARGE:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def _papers_json(files: Files) -> Iterator[bytes]:
    return json_files.papers_json(files.library, files.site, files.all_fragments("json"))


def _schema(_: Files) -> Iterator[bytes]:
    yield json_files.papers_schema()


def _jsonl_gz(files: Files) -> Iterator[bytes]:
    return json_files.gzipped(files.packed())


def _papers_csv(files: Files) -> Iterator[bytes]:
    yield table.csv_head()
    yield from files.all_fragments("csv")


def _llms(files: Files) -> Iterator[bytes]:
    lines_of = partial(files.fragments, "llms")
    return llms.document(files.library, files.relations, files.site, lines_of)


def _citation(files: Files) -> Iterator[bytes]:
    yield citation_cff.citation(files.library, files.site)


def _citing(write: Callable[[Reference, str], str]) -> Callable[[Files, Paper], bytes]:
    """What makes the fragment of a paper that `write` writes."""

    def make(files: Files, paper: Paper) -> bytes:
        text = write(files.library.reference(paper), files.page_of(paper))
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

    def beside(self, files: Files, shown: Beside) -> bytes:
        """The file of the papers that a page lists."""
        group = shown.group
        found = group.made.get(self.kind)
        if found is None:
            made = self.between.join(files.fragments(self.kind, group.papers))
            found = group.made[self.kind] = self.opening + made + self.closing
        return found

    def whole(self, files: Files) -> Iterator[bytes]:
        """The file of the whole library, in pieces."""
        before = self.opening
        for some in _portions(files.library.newest):
            yield before + self.between.join(files.fragments(self.kind, some))
            before = self.between
        yield self.closing if files.library.newest else self.opening + self.closing


_CITATIONS = (
    _Format("bibtex", "bib", b"", b"\n", b""),
    _Format("ris", "ris", b"", b"\r\n", b""),
    _Format("csl", "json", b"[\n", b",\n", b"\n]\n"),
)
_ATOM = _FeedFormat("atom", b"", atom.document)
_JSON_FEED = _FeedFormat("jsonfeed", jsonfeed.BETWEEN, jsonfeed.document)
_LISTS = ("author", "theme", "tag", "year", "venue")


def _shared(site: Site) -> list[str]:
    """What is said of a paper beside many pages, or beside its own and in the whole library."""
    kinds = []
    if site.paper_files and site.data_files:
        kinds.append("json")
    if site.list_files or (site.paper_files and site.data_files):
        kinds += [one.kind for one in _CITATIONS]
    if site.list_files and site.has_address:
        kinds += [_ATOM.kind, _JSON_FEED.kind]
    return kinds


def _linkset(files: Files, shown: Beside) -> bytes:
    (paper,) = shown.group.papers
    names = _makers("paper", files.site.cards, files.site.has_address)
    terms = license_of(files.site.license).address
    return linkset(files.library.reference(paper), shown.url, names, terms)


def _oembed(files: Files, shown: Beside) -> bytes:
    site = files.site
    image = shown.url + _CARD if site.cards else site.url + DEFAULT_CARD[False]
    told = files.library.reference(shown.group.papers[0])
    return embed.oembed(told, shown.url, site.name, site.url, image)


def _embed(files: Files, shown: Beside) -> bytes:
    return embed.embed_page(
        files.library.reference(shown.group.papers[0]), shown.url, files.site.name
    )


def _card(files: Files, shown: Beside) -> bytes:
    assert files.cards  # noqa: S101 - who wants no cards is not asked for any
    return files.cards.of(files.library.reference(shown.group.papers[0]))


def _library_card(files: Files) -> Iterator[bytes]:
    assert files.cards  # noqa: S101 - as above
    yield files.cards.of_library()


def _robots(files: Files) -> Iterator[bytes]:
    yield sitemap.robots(files.site)


def _sitemap(name: str, files: Files) -> Iterator[bytes]:
    return sitemap.document(name, files.pages, files.site)


def _oai(files: Files) -> Iterator[bytes]:
    return oai.document(files.library, files.site, files.all_fragments("oai"))


def _digests(files: Files) -> Iterator[bytes]:
    from pressmark.exports.feeds import newsletters  # many libraries have none

    yield newsletters.feed(files.library, files.site)


_FRAGMENTS: dict[str, Callable[[Files, Paper], bytes]] = {
    "json": _json,
    "markdown": partial(_cited, paper_markdown.page),
    "csv": _csv,
    "llms": _llms_line,
    "bibtex": _citing(bibtex),
    "ris": _citing(ris),
    "csl": _csl_line,
    "atom": partial(_cited, atom.entry),
    "jsonfeed": partial(_cited, jsonfeed.item),
    "oai": partial(_cited, oai.record),
}
_BESIDE: dict[str, dict[str, Callable[[Files, Beside], bytes]]] = {
    "paper": {
        "paper.json": partial(_alone, "json"),
        "index.md": partial(_alone, "markdown"),
        **{f"cite.{one.ending}": one.beside for one in _CITATIONS},
        LINKSET: _linkset,
        "oembed.json": _oembed,
        "embed/index.html": _embed,
    },
    **{kind: {f"papers.{one.ending}": one.beside for one in _CITATIONS} for kind in _LISTS},
}
_KINDS = {f"{kind}s": kind for kind in _BESIDE}
_FOLLOWED = ("author", "tag", "theme")
_FEEDS: dict[str, Callable[[Files, Beside], bytes]] = {
    "feed.xml": _ATOM.beside,
    "feed.json": _JSON_FEED.beside,
}
_FEEDS_OF_THE_WHOLE: dict[str, Callable[[Files], Iterable[bytes]]] = {
    "feed.xml": _ATOM.whole,
    "feed.json": _JSON_FEED.whole,
}
_WHOLE: dict[str, Callable[[Files], Iterable[bytes]]] = {
    "llms.txt": _llms,
    "CITATION.cff": _citation,
    "data/papers.json": _papers_json,
    f"data/{json_files.SCHEMA}": _schema,
    "data/papers.jsonl.gz": _jsonl_gz,
    "data/papers.csv": _papers_csv,
    **{f"papers/papers.{one.ending}": one.whole for one in _CITATIONS},
}
