"""The library and its relations in; every page of the site out: address, template and view.

Pages are made when asked for, a stretch at a time, so that a large site is never held at once and
stretches can be made side by side. Nothing here knows how a template is drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pressmark.base.names import slug, title_sort_key
from pressmark.base.words import date_in_words
from pressmark.library.relations import coauthors, tags_together

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from pressmark.library.library import Library, Person
    from pressmark.library.newsletter import Group, Newsletter
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Series, Term

_NAMED_IN_ENTRY = 4
_NEWEST_ON_HOME = 8
_TAGS_ON_HOME = 40
_TAG_SIZES = 6
# Lists longer than twice this are split: the newest papers first, older ones in parts of this size.
PART = 100
# The list of all papers is one page up to here.
PAPERS_AT_ONCE = 500
# Indexes longer than these begin with the most frequent and go on a letter a page.
PEOPLE_AT_ONCE = 2_000
TAGS_AT_ONCE = 600
_MOST_FREQUENT = 200
_LETTER_PART = 500

View = dict[str, Any]
Entry = tuple[str, str, int]
Named = TypeVar("Named")


class Apart(NamedTuple):
    """Parts a view: `take` gives a key of what decides how the page looks, and the texts and lists
    that are only shown, of what the view is made of; `put` gives the view with others in their
    places."""

    take: Callable[[Any], tuple[Any, tuple[Any, ...]]]
    put: Callable[[View, Sequence[Any]], View]


@dataclass(slots=True)
class Page:
    """One page of the site.

    `address` is relative to the site's root and ends with a slash (the home page's is empty);
    `kind` names the template; `section` is the address of the list that the page stands in. The
    view, which the template shows, is made by `make` of what the page `shows`. `papers` are those
    that a page of one list shows, if it is that. `apart` parts the view of pages that are many and
    alike.
    """

    address: str
    kind: str
    section: str
    title: str
    description: str
    make: Callable[..., View] = dict
    shows: tuple[Any, ...] = ()
    papers: Papers = ()
    apart: Apart | None = None

    @property
    def view(self) -> View:
        """What the template shows, by name."""
        return self.make(*self.shows)

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


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term in a cloud: how many papers bear it and its size, from 1 to 6."""

    term: Term
    count: int
    size: int


class Shelf(NamedTuple):
    """Pages that are made alike, each from its own key: an id, or an id and a part's number."""

    kind: str
    keys: Sequence[Any]
    page: Callable[[Any], Page]
    address: Callable[[Any], str]


class Plan:
    """Every generated page of a site, in an order that depends on the library alone."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
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
        return max((end for end, shelf in ends if shelf.kind == kind), default=0)

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
        """The addresses that are kept for good: all but the home page's, which can't be lost, and
        those of letters and of the numbered parts of long lists, which come and go with them."""
        for shelf, addresses in zip(self.shelves, self.addresses, strict=True):
            for key, address in zip(shelf.keys, addresses, strict=True):
                if (type(key) is not tuple or key[1] == 0) and address:
                    yield address

    def pages_at(self, addresses: Container[str]) -> dict[str, Page]:
        """Those pages that stand at one of the `addresses`, by address."""
        return {
            address: shelf.page(key)
            for shelf, found in zip(self.shelves, self.addresses, strict=True)
            for key, address in zip(shelf.keys, found, strict=True)
            if address in addresses
        }

    @cached_property
    def _by_address(self) -> dict[str, tuple[Shelf, Any]]:
        return {
            address: (shelf, key)
            for shelf, addresses in zip(self.shelves, self.addresses, strict=True)
            for key, address in zip(shelf.keys, addresses, strict=True)
        }


def plan(library: Library, relations: Relations, introduction: str) -> Plan:
    """Every generated page. `introduction` is the home page's Markdown."""
    lists = [
        _home(library, relations, introduction),
        _all_papers(library, relations),
        _all_themes(library, relations),
        _all_tags(library, relations),
        _all_authors(library),
        _all_years(relations),
        _all_venues(library, relations),
        Page(
            "search/",
            "search",
            "search/",
            "Search",
            f"Search {len(library.papers):,} papers by title, author, tag, theme, year and venue.",
            lambda: {"facets": _facets(library, relations)},
        ),
        *([_all_digests(library)] if library.newsletters else ()),
        _subscribe(library),
    ]
    return Plan(
        [
            Shelf("list", lists, lambda page: page, lambda page: page.address),
            _papers(library, relations),
            _themes(library, relations),
            _tags(library, relations),
            _years(library, relations),
            _venues(library, relations),
            _letters("authors/", "Authors", _people_by_letter(library), _person_entry),
            _letters("tags/", "Tags", _tags_by_letter(library, relations), _tag_entry),
            _authors(library, relations),
            *([_digests(library)] if library.newsletters else ()),
        ]
    )


# Long lists


class Part(NamedTuple):
    """Which part of a long list a page holds: 0 for the newest papers, else 1 for the oldest.

    `last` is the newest of the numbered parts: old ones keep their address when papers are added.
    """

    number: int
    last: int


def _parts(count: int) -> range:
    """The numbers of the parts that a list of `count` papers has."""
    return range(max(count // PART, 1))


def _part(papers: Papers, number: int) -> Papers:
    """The papers of one part of a list that is newest first."""
    if len(papers) < 2 * PART:
        return papers
    numbered = len(_parts(len(papers))) - 1
    if number == 0:
        return papers[: len(papers) - numbered * PART]
    start = len(papers) - number * PART
    return papers[start : start + PART]


def _part_keys(groups: Iterable[tuple[str, Sequence[Any]]]) -> list[tuple[str, int]]:
    """A key for every part of every group, which are papers by name."""
    keys = []
    for name, papers in groups:
        if len(papers) < 2 * PART:
            keys.append((name, 0))
        else:
            keys += [(name, number) for number in _parts(len(papers))]
    return keys


def _part_links(address: str, number: int, count: int) -> list[tuple[str, str, bool]]:
    """Links to the parts of a list, newest first: address, label and whether it is this part."""
    if count < 2 * PART:
        return []
    last = len(_parts(count)) - 1
    newest = [(address, "Newest", number == 0)]
    return newest + [(f"{address}{n}/", str(n), n == number) for n in range(last, 0, -1)]


def _list_shelf(
    kind: str, keys: Sequence[tuple[str, int]], page: Callable[[tuple[str, int]], Page]
) -> Shelf:
    section = f"{kind}s/"

    def address(key: tuple[str, int]) -> str:
        return f"{section}{key[0]}/{key[1]}/" if key[1] else f"{section}{key[0]}/"

    return Shelf(kind, keys, page, address)


def _list_page(
    key: tuple[str, int],
    address: str,
    kind: str,
    title: str,
    description: str,
    papers: Papers,
    make: Callable[..., View],
    shows: tuple[Any, ...],
    besides: Papers = (),
) -> Page:
    """One part of a list of papers; its view has `count`, `part` and `parts` besides what `make`
    makes. `besides` are papers that it shows apart from the list."""
    number, count = key[1], len(papers)
    section = f"{kind}s/"
    part = _part(papers, number)
    if number:
        title = f"{title}, part {number}"
    return Page(
        f"{address}{number}/" if number else address,
        kind,
        section,
        title,
        description,
        _list_view,
        (make, address, number, count, part, *shows),
        part + besides,
    )


def _list_view(
    make: Callable[..., View], address: str, number: int, count: int, papers: Papers, *shows: Any
) -> View:
    return {
        "count": count,
        "part": number,
        "parts": _part_links(address, number, count),
        **make(papers, *shows),
    }


def _by_year(papers: Papers) -> list[tuple[str, list[Paper]]]:
    if len(papers) == 1:
        return [(papers[0].year, list(papers))]
    return [(year, list(group)) for year, group in groupby(papers, key=_year)]


def _year(paper: Paper) -> str:
    return paper.date[:4]


def _papers_counted(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"


# A paper in a list


def entry_view(paper: Paper) -> View:
    """What an entry shows of a paper: four of its authors by name and id, and how many there are
    besides."""
    named = paper.authors[:_NAMED_IN_ENTRY]
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": [(author.name, slug(author.name)) for author in named],
        "others": len(paper.authors) - len(named),
        "date": paper.date,
        "when": date_in_words(paper.date),
        "venue": paper.venue,
        "tldr": paper.tldr,
    }


_ENTRY_TEXTS = ("id", "title", "date", "when", "venue", "tldr", "context_object")


def _take_entry_apart(view: View) -> tuple[Any, tuple[Any, ...]]:
    authors = view["authors"]
    texts = [view[name] for name in _ENTRY_TEXTS]
    return (len(authors), view["others"]), (*texts, *chain.from_iterable(authors))


def _put_entry_together(view: View, shown: Sequence[Any]) -> View:
    named = shown[len(_ENTRY_TEXTS) :]
    authors = list(zip(named[::2], named[1::2], strict=True))
    return {**view, **dict(zip(_ENTRY_TEXTS, shown, strict=False)), "authors": authors}


ENTRY_APART = Apart(_take_entry_apart, _put_entry_together)


# The indexes, one page each


def _facets(
    library: Library, relations: Relations
) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """What a search may begin with: a facet's name, its title, and value, label and count each."""
    types = Counter(paper.type for paper in library.newest if paper.type)
    return [
        (
            "theme",
            "Theme",
            [
                (theme.id, theme.label, count + len(relations.also_by_theme.get(theme.id, ())))
                for theme, count in _theme_cards(library, relations)
            ],
        ),
        ("type", "Type", [(name, name.capitalize(), n) for name, n in sorted(types.items())]),
        (
            "year",
            "Year",
            [(y, y, len(papers)) for y, papers in sorted(relations.by_year.items(), reverse=True)],
        ),
    ]


def _home(library: Library, relations: Relations, introduction: str) -> Page:
    cloud = _cloud(library, relations)
    most = {tag.term.id for tag in sorted(cloud, key=_by_count)[:_TAGS_ON_HOME]}
    view = {
        "introduction": introduction,
        "counts": {
            "papers": len(library.papers),
            "themes": len(relations.by_theme),
            "tags": len(relations.by_tag),
            "authors": len(library.people),
            "venues": len(relations.series),
        },
        "themes": _theme_cards(library, relations),
        "cloud": [tag for tag in cloud if tag.term.id in most],
        "newest": library.newest[:_NEWEST_ON_HOME],
    }
    return Page("", "home", "", "Home", "", lambda: view)


def _all_papers(library: Library, relations: Relations) -> Page:
    count = len(library.papers)
    is_long = count > PAPERS_AT_ONCE
    shown = library.newest[:PART] if is_long else library.newest
    view = {
        "count": count,
        "rows": [
            (paper, title_sort_key(paper.title), relations.editions.get(paper.id))
            for paper in shown
        ],
        "years": _year_bars(relations) if is_long else [],
        "undated": len(_undated(library)),
    }
    return Page(
        "papers/",
        "papers",
        "papers/",
        "All papers",
        f"All {count:,} papers of the library, sortable by date, title and venue.",
        lambda: view,
    )


def _undated(library: Library) -> Papers:
    """Papers without a date where only pages by year could list them."""
    is_long = len(library.papers) > PAPERS_AT_ONCE
    return tuple(paper for paper in library.newest if not paper.date) if is_long else ()


def _theme_cards(library: Library, relations: Relations) -> list[tuple[Term, int]]:
    return [
        (theme, len(relations.by_theme[name]))
        for name, theme in library.themes.items()
        if name in relations.by_theme
    ]


def _all_themes(library: Library, relations: Relations) -> Page:
    cards = _theme_cards(library, relations)
    return Page(
        "themes/",
        "themes",
        "themes/",
        "Themes",
        f"The library's {len(library.papers):,} papers in {len(cards)} themes.",
        lambda: {"themes": cards},
    )


def _cloud(library: Library, relations: Relations) -> list[Weighed]:
    counts = {name: len(papers) for name, papers in relations.by_tag.items()}
    most = max(counts.values(), default=1)
    used = sorted(
        (library.tags[name] for name in counts), key=lambda tag: (tag.label.casefold(), tag.id)
    )
    return [Weighed(tag, counts[tag.id], _size(counts[tag.id], most)) for tag in used]


def _size(count: int, most: int) -> int:
    """1 to 6 by the count's bit length, so that each size needs twice the papers of the last."""
    steps = max(most.bit_length() - 1, 1)
    return 1 + round((count.bit_length() - 1) / steps * (_TAG_SIZES - 1))


def _by_count(tag: Weighed) -> tuple[int, str]:
    return -tag.count, tag.term.id


def _all_tags(library: Library, relations: Relations) -> Page:
    cloud = _cloud(library, relations)
    count, letters = len(cloud), []
    if count > TAGS_AT_ONCE:
        most = {tag.term.id for tag in sorted(cloud, key=_by_count)[:_MOST_FREQUENT]}
        cloud = [tag for tag in cloud if tag.term.id in most]
        letters = list(_tags_by_letter(library, relations))
    return Page(
        "tags/",
        "tags",
        "tags/",
        "Tags",
        f"The {count:,} tags of the library as a cloud, each sized by its number of papers.",
        lambda: {"cloud": cloud, "count": count, "letters": letters},
    )


def _all_authors(library: Library) -> Page:
    people = library.people

    def view() -> View:
        most: list[Person] = []
        letters = [(letter, list(group)) for letter, group in groupby(people.values(), _letter_of)]
        if len(people) > PEOPLE_AT_ONCE:
            most = sorted(people.values(), key=lambda person: -len(person.papers))[:_MOST_FREQUENT]
            letters = [(letter, []) for letter, _ in letters]
        return {"letters": letters, "count": len(people), "most": most}

    return Page(
        "authors/",
        "authors",
        "authors/",
        "Authors",
        f"The {len(people):,} authors of the library's papers, A to Z.",
        view,
    )


def _year_bars(relations: Relations) -> list[tuple[str, int, int]]:
    """Years with their number of papers and its share of the largest, in percent."""
    most = max(map(len, relations.by_year.values()), default=1)
    years = sorted(relations.by_year.items(), reverse=True)
    return [(year, len(papers), round(100 * len(papers) / most)) for year, papers in years]


def _all_years(relations: Relations) -> Page:
    years = _year_bars(relations)
    return Page(
        "years/",
        "years",
        "years/",
        "Years",
        "The library's papers by the year in which they first appeared.",
        lambda: {"years": years},
    )


def _all_venues(library: Library, relations: Relations) -> Page:
    series = sorted(
        relations.series.values(),
        key=lambda one: (-len(relations.by_series[one.id]), one.label.casefold()),
    )
    return Page(
        "venues/",
        "venues",
        "venues/",
        "Venues",
        f"The {len(series)} conferences, journals and workshops where the papers appeared.",
        lambda: {
            "series": [(one, len(relations.by_series[one.id])) for one in series],
            "preprints": len(library.papers) - len(relations.editions),
        },
    )


def _all_digests(library: Library) -> Page:
    from pressmark.library.newsletter import title_of  # many libraries have none

    years = groupby(library.newsletters.values(), key=lambda newsletter: newsletter.id[:4])
    by_year = [(year, [(one, title_of(one)) for one in group]) for year, group in years]
    return Page(
        "digests/",
        "digests",
        "digests/",
        "Digests",
        "What was new in the library, as it was sent to subscribers.",
        lambda: {"years": by_year, "count": len(library.newsletters)},
    )


def _subscribe(library: Library) -> Page:
    return Page(
        "subscribe/",
        "subscribe",
        "subscribe/",
        "Subscribe",
        "Hear of new papers by feed or by e-mail.",
        lambda: {"latest": next(iter(library.newsletters), "")},
    )


# The repeated kinds


def _papers(library: Library, relations: Relations) -> Shelf:
    ids = library.person_ids
    chip = {name: (name, tag.label, 1) for name, tag in library.tags.items()}

    def page(name: str) -> Page:
        paper = library.papers[name]
        newer, older = relations.within_theme.get(name, (None, None))
        return Page(
            f"papers/{name}/",
            "paper",
            "papers/",
            paper.title,
            paper.tldr or f"{paper.title}: a paper in this library.",
            _paper_view,
            (
                paper,
                library.abstracts.get(name, ""),
                tuple([ids[author.name] for author in paper.authors]),
                relations.editions.get(name),
                library.themes.get(paper.theme),
                tuple([library.themes[name] for name in paper.also]),
                tuple([chip[name] for name in paper.tags]),
                (newer.id, newer.title) if newer else None,
                (older.id, older.title) if older else None,
            ),
        )

    return Shelf("paper", list(library.papers), page, lambda name: f"papers/{name}/")


def _paper_view(
    paper: Paper,
    abstract: str,
    people: tuple[str, ...],
    edition: Any,
    theme: Term | None,
    also: tuple[Term, ...],
    tags: tuple[tuple[str, str, int], ...],
    newer: tuple[str, str] | None,
    older: tuple[str, str] | None,
) -> View:
    return {
        "paper": paper,
        "abstract": abstract,
        "authors": list(zip(paper.authors, people, strict=True)),
        "edition": edition,
        "theme": theme,
        "also": also,
        "tags": tags,
        "newer": newer,
        "older": older,
    }


def _themes(library: Library, relations: Relations) -> Shelf:
    groups = {
        name: relations.by_theme.get(name, ())
        for name in library.themes
        if name in relations.by_theme or name in relations.also_by_theme
    }

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        theme, papers = library.themes[name], groups[name]
        also = () if number else relations.also_by_theme.get(name, ())
        counts = {} if number else tags_together((*papers, *also))
        return _list_page(
            key,
            f"themes/{name}/",
            "theme",
            theme.label,
            theme.description,
            papers,
            _theme_view,
            (theme, also[:PART], len(also), _most(counts, library)),
            also[:PART],
        )

    return _list_shelf("theme", _part_keys(groups.items()), page)


def _theme_view(
    papers: Papers, theme: Term, also: Papers, also_count: int, tags: tuple[Any, ...]
) -> View:
    return {
        "section": "Themes",
        "heading": theme.label,
        "theme": theme,
        "years": _by_year(papers),
        "also": also,
        "also_count": also_count,
        "tags": tags,
    }


def _most(counts: Mapping[str, int], library: Library) -> tuple[tuple[str, str, int], ...]:
    """The twelve most frequent tags: id, label and count."""
    most = sorted(counts, key=lambda name: (-counts[name], name))[:12]
    return tuple((name, library.tags[name].label, counts[name]) for name in most)


def _tags(library: Library, relations: Relations) -> Shelf:
    def page(key: tuple[str, int]) -> Page:
        name, number = key
        tag, papers = library.tags[name], relations.by_tag[name]
        together = {} if number else tags_together(papers, name)
        return _list_page(
            key,
            f"tags/{name}/",
            "tag",
            tag.label,
            tag.description,
            papers,
            _tag_view,
            (tag, _most(together, library)),
        )

    return _list_shelf("tag", _part_keys(relations.by_tag.items()), page)


def _tag_view(papers: Papers, tag: Term, together: tuple[Any, ...]) -> View:
    return {
        "section": "Tags",
        "heading": tag.label,
        "tag": tag,
        "years": _by_year(papers),
        "together": together,
    }


def _authors(library: Library, relations: Relations) -> Shelf:
    people, papers = library.people, library.papers

    @lru_cache(maxsize=20_000)
    def written_by(paper: str) -> tuple[list[tuple[str, str, int]], dict[str, int]]:
        """The people of a paper, and the place of each among them, by id."""
        people = [relations.people[place] for place in relations.pairing[paper]]
        places = {person.id: place for place, person in enumerate(people)}
        return [(person.id, person.name, 1) for person in people], places

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        person = people[name]
        others: Sequence[tuple[str, str, int]] = ()
        if len(person.papers) == 1:
            written, places = written_by(person.papers[0])
            if written:
                others = written[: places[name]] + written[places[name] + 1 :]
        elif not number:
            others = [(one.id, one.name, n) for one, n in coauthors(person, relations)]
        made = _list_page(
            key,
            f"authors/{name}/",
            "author",
            person.name,
            f"{_papers_counted(len(person.papers))} by {person.name} in this library.",
            tuple([papers[paper] for paper in person.papers]),
            _author_view,
            (person.name, others),
        )
        made.apart = _AUTHOR_APART
        return made

    # By newest paper: what the pages of a paper's authors show is drawn once and at hand.
    by_paper: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for name, person in people.items():
        by_paper.setdefault(person.papers[0], []).append((name, person.papers))
    keys = _part_keys(chain.from_iterable(by_paper.values()))
    return _list_shelf("author", keys, page)


def _author_view(papers: Papers, name: str, coauthors: tuple[Any, ...]) -> View:
    return {
        "section": "Authors",
        "heading": name,
        "years": _by_year(papers),
        "coauthors": coauthors,
    }


def _take_author_apart(shows: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    _, address, number, count, papers, name, others = shows
    parts = tuple(_part_links(address, number, count))
    return (count, number, parts, len(others)), (name, others, _by_year(papers))


def _put_author_together(view: View, shown: Sequence[Any]) -> View:
    heading, others, years = shown
    return {**view, "heading": heading, "coauthors": others, "years": years}


_AUTHOR_APART = Apart(_take_author_apart, _put_author_together)


def _years(library: Library, relations: Relations) -> Shelf:
    years = sorted(relations.by_year, reverse=True)
    around = zip(years, ["", *years], [*years[1:], ""], strict=False)
    neighbours = {year: (newer, older) for year, newer, older in around}
    groups = dict(relations.by_year)
    if undated := _undated(library):
        groups["undated"] = undated

    def page(key: tuple[str, int]) -> Page:
        year, _ = key
        papers = groups[year]
        of_year = f"of {year}" if year != "undated" else "without a date"
        return _list_page(
            key,
            f"years/{year}/",
            "year",
            f"Papers {of_year}",
            f"{_papers_counted(len(papers))} {of_year} in this library.",
            papers,
            _year_view,
            (f"Papers {of_year}", *neighbours.get(year, ("", ""))),
        )

    return _list_shelf("year", _part_keys(groups.items()), page)


def _year_view(papers: Papers, heading: str, newer: str, older: str) -> View:
    months = [(month, list(group)) for month, group in groupby(papers, lambda p: p.date[:7])]
    return {"heading": heading, "months": months, "newer": newer, "older": older}


def _venues(library: Library, relations: Relations) -> Shelf:
    def page(key: tuple[str, int]) -> Page:
        series = relations.series[key[0]]
        papers = newest[series.id]
        part = _part(papers, key[1])
        return _list_page(
            key,
            f"venues/{series.id}/",
            "venue",
            series.label,
            f"{_papers_counted(len(papers))} from {series.name or series.label} in this library.",
            papers,
            _venue_view,
            (series, tuple(relations.editions[paper.id].year for paper in part)),
        )

    newest = {
        name: tuple(sorted(papers, key=lambda p: relations.editions[p.id].year, reverse=True))
        for name, papers in relations.by_series.items()
    }
    return _list_shelf("venue", _part_keys(newest.items()), page)


def _venue_view(papers: Papers, series: Series, years: tuple[str, ...]) -> View:
    dated = zip(years, papers, strict=True)
    groups = groupby(dated, key=lambda pair: pair[0])
    return {
        "section": "Venues",
        "heading": series.label,
        "series": series,
        "years": [(year, [paper for _, paper in group]) for year, group in groups],
    }


def _digests(library: Library) -> Shelf:
    from pressmark.library.newsletter import groups, title_of

    newsletters = library.newsletters
    ids = list(newsletters)
    neighbours = dict(zip(ids, zip(["", *ids], [*ids[1:], ""], strict=False), strict=True))

    def page(name: str) -> Page:
        newsletter = newsletters[name]
        newer, older = neighbours[name]
        return Page(
            f"digests/{name}/",
            "digest",
            "digests/",
            title_of(newsletter),
            f"{_papers_counted(newsletter.count)} that were new in this library on {name}.",
            _digest_view,
            (newsletter, title_of(newsletter), groups(newsletter, library), newer, older),
        )

    return Shelf("digest", ids, page, lambda name: f"digests/{name}/")


def _digest_view(
    newsletter: Newsletter, heading: str, groups: Sequence[Group], newer: str, older: str
) -> View:
    return {
        "newsletter": newsletter,
        "heading": heading,
        "groups": groups,
        "newer": newer,
        "older": older,
    }


# Indexes by letter


_letter_of = attrgetter("letter")


def _people_by_letter(library: Library) -> dict[str, list[Person]]:
    """People under their letter; nothing where one page holds all."""
    people = library.people.values()
    if len(people) <= PEOPLE_AT_ONCE:
        return {}
    return {letter: list(group) for letter, group in groupby(people, _letter_of)}


def _person_entry(person: Person) -> Entry:
    return person.id, person.name, len(person.papers)


def _tags_by_letter(library: Library, relations: Relations) -> dict[str, list[Weighed]]:
    """Tags under their letter; nothing where the cloud holds all."""
    if len(relations.by_tag) <= TAGS_AT_ONCE:
        return {}
    letters: dict[str, list[Weighed]] = {}
    for tag in _cloud(library, relations):
        first = tag.term.id[0].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(tag)
    return letters


def _tag_entry(tag: Weighed) -> Entry:
    return tag.term.id, tag.term.label, tag.count


def _letters(
    section: str,
    title: str,
    letters: Mapping[str, Sequence[Named]],
    entry: Callable[[Named], Entry],
) -> Shelf:
    """A page for every letter, or several where many stand under it; `entry` is what one of those
    who do is shown as: id, label and number of papers."""

    def folder(letter: str) -> str:
        return f"{section}letter/{'other' if letter == '#' else letter.lower()}/"

    def address_of(key: tuple[str, int]) -> str:
        return folder(key[0]) if key[1] == 1 else f"{folder(key[0])}{key[1]}/"

    def page(key: tuple[str, int]) -> Page:
        letter, number = key
        named = letters[letter]
        address = folder(letter)
        start = (number - 1) * _LETTER_PART
        name = "other signs" if letter == "#" else letter
        starts = tuple(entry(one)[1] for one in named[::_LETTER_PART])
        return Page(
            address_of(key),
            "letter",
            section,
            f"{title}: {name}" if number == 1 else f"{title}: {name}, part {number}",
            f"{title} of the library's papers under {name}.",
            _letter_view,
            (
                (section, title, name, address, number),
                tuple(map(entry, named[start : start + _LETTER_PART])),
                starts,
            ),
        )

    keys = [
        (letter, number)
        for letter, named in letters.items()
        for number in range(1, 2 + (len(named) - 1) // _LETTER_PART)
    ]
    return Shelf("letter", keys, page, address_of)


def _letter_view(
    place: tuple[str, str, str, str, int], entries: tuple[Any, ...], starts: tuple[str, ...]
) -> View:
    section, title, name, address, number = place
    parts = [
        (address if at == 1 else f"{address}{at}/", start, at == number)
        for at, start in enumerate(starts, 1)
    ]
    return {
        "section": section,
        "heading": title,
        "letter": name,
        "entries": entries,
        "parts": parts if len(parts) > 1 else [],
    }
