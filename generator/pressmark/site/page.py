"""A page of the site, and the plan that holds all of them, made when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.site.kinds import KINDS
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations

View = dict[str, Any]


class Content(NamedTuple):
    """What pages are made of; `introduction` is the home page's Markdown."""

    library: Library
    relations: Relations
    introduction: str


class Lens(NamedTuple):
    """Parts a view: `get` gives a key of what decides how the page looks, and the texts and lists
    that are only shown, of what the view is made of; `put` gives the view with others in their
    places."""

    get: Callable[[Any], tuple[Any, tuple[Any, ...]]]
    put: Callable[[View, Sequence[Any]], View]


@dataclass(slots=True)
class Page:
    """One page of the site.

    `address` is relative to the site's root and ends with a slash (the home page's is empty);
    `kind` names a row of the table of kinds; `section` is the address of the list that the page
    belongs to. The view, which the template shows, is made by `make` of what the page `shows`.
    `papers` are those that a page of one list shows, if it is that, and those that an index shows
    as lists do, if these are few. `lens` parts the view of pages that are many and alike.
    `untouched` are changes that others of its kind may show, and this one does not: it may be of a
    library that is too large for that.
    """

    address: str
    kind: str
    section: str
    title: str
    description: str
    make: Callable[..., View] = dict
    shows: tuple[Any, ...] = ()
    papers: Papers = ()
    lens: Lens | None = None
    untouched: Touched = Touched.NOTHING
    _view: View | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def view(self) -> View:
        """What the template shows, by name; the page's twin shows the same."""
        if self._view is None:
            self._view = self.make(*self.shows)
        return self._view

    @property
    def template(self) -> str:
        """The name of the template that shows it."""
        return KINDS[self.kind].template if self.kind in KINDS else self.kind

    @property
    def depth(self) -> int:
        """How many folders deep the page stands."""
        return self.address.count("/")

    @property
    def stem(self) -> str:
        """The address below the section's: a record's, a term's or a person's id, and a part."""
        return self.address[len(self.section) : -1]

    @property
    def is_repeated(self) -> bool:
        """Whether its kind has as many pages as the library has papers, terms or people."""
        return self.address != self.section

    @property
    def source(self) -> str:
        """The page's Markdown file, relative to the folder that the site is drawn from."""
        return (self.address[:-1] or "index") + ".md"


def _none(_: object) -> tuple[str, ...]:
    return ()


class Shelf(NamedTuple):
    """Pages of one kind, each made from its own key: an id, or an id and a part's number.

    `listed` gives the ids of the papers that the pages of an id list, all parts of a long list
    together, and `besides` those of papers that they show apart from the list. `names` gives the
    ids of the pages that list a paper, but for the paper's own.
    """

    kind: str
    keys: Sequence[Any]
    page: Callable[[Any], Page]
    address: Callable[[Any], str]
    listed: Callable[[str], Sequence[str]] = _none
    besides: Callable[[str], Sequence[str]] = _none
    names: Callable[[Paper], Iterable[str]] = _none


class Plan:
    """Every generated page of a site, in an order that depends on the library alone."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
        self.lists = [shelf for shelf in shelves if shelf.names is not _none]
        self._ends = list(accumulate(len(shelf.keys) for shelf in shelves))

    def __len__(self) -> int:
        return self._ends[-1]

    def __iter__(self) -> Iterator[Page]:
        return self.pages(0, len(self))

    def pages(self, start: int, stop: int) -> Iterator[Page]:
        """The pages from place `start` on, up to but without place `stop`."""
        at = bisect_right(self._ends, start)
        while start < stop:
            shelf = self.shelves[at]
            first = self._ends[at] - len(shelf.keys)
            for key in shelf.keys[start - first : stop - first]:
                yield shelf.page(key)
            start, at = self._ends[at], at + 1

    def end_of(self, kind: str) -> int:
        """The place behind the last page of a kind."""
        ends = zip(self._ends, self.shelves, strict=True)
        return next((end for end, shelf in ends if shelf.kind == kind and shelf.keys), 0)

    def page_at(self, address: str) -> Page | None:
        """The page at an address, or None where there is none."""
        shelf, key = self._by_address.get(address, (None, None))
        return shelf.page(key) if shelf else None

    @cached_property
    def addresses(self) -> list[list[str]]:
        """The addresses of every shelf's pages, in the order of its keys."""
        return [list(map(shelf.address, shelf.keys)) for shelf in self.shelves]

    @property
    def permanent(self) -> Iterator[str]:
        """The addresses that are kept for good: those of the kinds that say so, but for the
        numbered parts of long lists, which come and go."""
        for shelf, addresses in zip(self.shelves, self.addresses, strict=True):
            if KINDS[shelf.kind].is_permanent:
                for key, address in zip(shelf.keys, addresses, strict=True):
                    if type(key) is not tuple or key[1] == 0:
                        yield address

    def listed(self, page: Page) -> Sequence[str]:
        """The ids of the papers that a page lists, all parts of a long list together."""
        return self.by_kind[page.kind].listed(page.stem.partition("/")[0])

    @cached_property
    def by_kind(self) -> dict[str, Shelf]:
        """The shelf of every kind."""
        return {shelf.kind: shelf for shelf in self.shelves}

    def pages_at(self, addresses: Container[str]) -> dict[str, Page]:
        """Those pages that stand at one of the `addresses`, by address."""
        return {
            address: shelf.page(key)
            for shelf, addresses_of_shelf in zip(self.shelves, self.addresses, strict=True)
            for key, address in zip(shelf.keys, addresses_of_shelf, strict=True)
            if address in addresses
        }

    @cached_property
    def _by_address(self) -> dict[str, tuple[Shelf, Any]]:
        return {
            address: (shelf, key)
            for shelf, addresses in zip(self.shelves, self.addresses, strict=True)
            for key, address in zip(shelf.keys, addresses, strict=True)
        }
