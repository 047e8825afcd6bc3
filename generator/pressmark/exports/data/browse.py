"""A library in; the files that its papers are browsed by out, in `data/browse/`.

Papers have numbers, the oldest 0, so that a new one changes few files. `index.json` has the facets:
which papers have each value, as a first number and gaps. What lists show of papers is in
`rows-….json`, who wrote them in `people-….json`, and orders but by date in `orders.json`. The
index names a key for each of these files, which is in the file too: whoever finds another one has
an index of a site that was published anew.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from pressmark.base.hashing import fingerprint
from pressmark.base.languages import foreign_language
from pressmark.base.markup import json_line
from pressmark.base.names import title_sort_key
from pressmark.exports.context import FragmentKind, PartFile
from pressmark.site.facets import facets
from pressmark.site.file_names import file_names, library_feeds
from pressmark.site.kinds import KINDS
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from pressmark.exports.context import ExportContext
    from pressmark.library.library import Person
    from pressmark.library.paper import Paper
    from pressmark.site.facets import Facet

FOLDER: Final = "data/browse/"
# So many papers are in one file of rows, and for so many there is one file of people.
_ROWS = 256
_PAPERS_OF_PEOPLE = 1_250
# So many of those who wrote most are in the index.
_MOST_PEOPLE = 40
# So many authors of a paper are in its row.
_NAMED = 6
_COLUMNS = ("id", "title", "authors", "others", "date", "venue", "status", "language", "summary")


def names(papers: int) -> list[str]:
    """The paths of the files for so many papers."""
    rows = [f"rows-{number}" for number in range(-(-papers // _ROWS))]
    people = [f"people-{number}" for number in range(-(-papers // _PAPERS_OF_PEOPLE))]
    return [f"{FOLDER}{name}.json" for name in ("index", "orders", *rows, *people)]


def files(context: ExportContext) -> dict[str, Callable[[ExportContext], Iterable[bytes]]]:
    """What makes each of the files, by path."""
    data = _Data(context)
    made: dict[str, Callable[[ExportContext], Iterable[bytes]]] = {}
    for path in names(len(context.library.papers)):
        name = path.removeprefix(FOLDER).removesuffix(".json")
        made[path] = partial(data.file, name)
        if name.startswith("rows-"):
            made[path] = PartFile(made[path], partial(data.in_rows, int(name.partition("-")[2])))
    return made


def _row(context: ExportContext, paper: Paper) -> bytes:
    """What a list shows of a paper, as an array of the columns."""
    authors = [author.name for author in paper.authors]
    return json_line(
        [
            *(paper.id, paper.plain_title, authors[:_NAMED], max(len(authors) - _NAMED, 0)),
            *(paper.first_date, paper.venue, paper.status, foreign_language(paper.language)),
            *(() if context.site.few_data_files else (paper.plain_tldr,)),
        ]
    )


ROW: Final = FragmentKind("browse", _row)


class _Data:
    """The files of one library, each made when it is asked for."""

    def __init__(self, context: ExportContext) -> None:
        self._context = context

    def file(self, name: str, _: ExportContext) -> Iterator[bytes]:
        """The file of a name, in pieces."""
        kind, number = name.partition("-")[0], name.rpartition("-")[2]
        match kind:
            case "index":
                yield self._index()
            case "rows":
                yield from _keyed(self._rows(int(number)))
            case "people":
                yield from _keyed(self._people[int(number)])
            case _:
                yield from _keyed(self._orders)

    @cached_property
    def _papers(self) -> Sequence[Paper]:
        return self._context.library.newest[::-1]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {paper.id: number for number, paper in enumerate(self._papers)}

    def _gaps(self, papers: Collection[str]) -> list[int]:
        """The numbers of papers: the first, and how much more each further one is."""
        if len(papers) == 1:  # most people have one
            return [self._numbers[paper] for paper in papers]
        numbers = sorted(map(self._numbers.__getitem__, papers))
        return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]

    def in_rows(self, number: int, _: ExportContext) -> Iterator[str]:
        """The papers that the file of rows of a number has."""
        return (paper.id for paper in self._part(number))

    def _part(self, number: int) -> Sequence[Paper]:
        return self._papers[number * _ROWS : (number + 1) * _ROWS]

    def _rows(self, number: int) -> bytes:
        rows = self._context.fragments(ROW, self._part(number))
        return b'"rows":[\n' + b",\n".join(rows) + b"\n]"

    def _key_of_rows(self, number: int) -> str:
        fingerprints = self._context.library.fingerprints
        made_of = fingerprint(*[fingerprints.get(paper.id, b"") for paper in self._part(number)])
        return self._context.parts.of(
            f"{FOLDER}rows-{number}", made_of, lambda: _key(self._rows(number)).encode()
        ).decode()

    @cached_property
    def _parts_of_people(self) -> list[list[Person]]:
        """Everyone, in the order of their ids, in as many parts as there are files."""
        people = sorted(self._context.library.people.values(), key=lambda person: person.id)
        parts = -(-len(self._papers) // _PAPERS_OF_PEOPLE)
        size = -(-len(people) // parts) if parts else 0
        return [people[number * size : (number + 1) * size] for number in range(parts)]

    @cached_property
    def _people(self) -> list[bytes]:
        return [json_line(self._columns(part))[1:-1] for part in self._parts_of_people]

    def _columns(self, people: Sequence[Person]) -> dict[str, Any]:
        return {
            "ids": [person.id for person in people],
            "labels": [person.name for person in people],
            "papers": [self._gaps(person.papers) for person in people],
        }

    @cached_property
    def _orders(self) -> bytes:
        """Numbers of papers by title, by when they came, the newest first, and by how many figures
        they have, without those that have none."""
        keys = [title_sort_key(paper.plain_title) for paper in self._papers]
        places = range(len(keys))
        added = [paper.added for paper in self._papers]
        figures = [len(paper.figures) for paper in self._papers]
        orders = {
            "title": sorted(places, key=keys.__getitem__),
            "added": sorted(places, key=lambda place: (added[place], place), reverse=True),
            "figures": sorted(
                (place for place in places if figures[place]),
                key=lambda place: (figures[place], place),
                reverse=True,
            ),
        }
        return json_line(orders)[1:-1]

    def _index(self) -> bytes:
        context, papers = self._context, self._papers
        site = context.site
        has_figures = any(paper.figures for paper in papers)
        sorts = ["newest", "oldest", "title", *(["added"] if any(p.added for p in papers) else ())]
        files = {
            "all": "papers/papers.bib" if site.data_files else "",
            "one": "cite.bib" if "cite.bib" in file_names("paper", site) else "",
            "feed": "feed.xml" if library_feeds(site) else "",
        }
        part = context.parts.of_facts
        ordered = Touched.COUNTS | Touched.TITLES | Touched.DAYS | Touched.FIGURES
        head = {
            "papers": len(papers),
            "columns": _COLUMNS[:-1] if site.few_data_files else _COLUMNS,
            "size": _ROWS,
            "rows": [self._key_of_rows(number) for number in range(-(-len(papers) // _ROWS))],
            "orders": part("orders", ordered, lambda: _key(self._orders).encode()).decode(),
            "sorts": [*sorts, "figures"] if has_figures else sorts,
            "files": files,
        }
        facets = part("facets", Touched.COUNTS | Touched.REFERENCES | Touched.FIGURES, self._facets)
        people = part("people", Touched.COUNTS, self._most_people)
        return b'%s,"facets":%s,"people":%s}\n' % (json_line(head)[:-1], facets, people)

    def _facets(self) -> bytes:
        library, relations = self._context.library, self._context.relations
        return json_line(list(map(self._facet, facets(library, relations))))

    def _facet(self, facet: Facet) -> dict[str, Any]:
        values = facet.values
        shown = {
            "id": facet.id,
            "title": facet.title,
            **self._pages(facet.kind),
            "ids": [value.id for value in values],
            "labels": [value.label for value in values],
            "papers": [self._gaps(value.papers) for value in values],
        }
        if any(value.parent for value in values):
            shown["parents"] = [value.parent for value in values]
        if facet.kind and not all(value.has_page for value in values):
            shown["pageless"] = [value.id for value in values if not value.has_page]
        return shown

    def _pages(self, kind: str) -> dict[str, str]:
        """Where the pages of a kind are, and what the feed beside each is called."""
        if not kind:
            return {}
        feed = "feed.xml" if "feed.xml" in file_names(kind, self._context.site) else ""
        return {"section": KINDS[kind].section, "feed": feed}

    def _most_people(self) -> bytes:
        """The facet of authors, with those who wrote most and what files have all of them."""
        people = self._context.library.people
        if not people:
            return b"null"
        most = sorted(people.values(), key=lambda person: (-len(person.papers), person.id))
        values = {
            "id": "author",
            "title": "Author",
            **self._pages("author"),
            "count": len(people),
            "firsts": [part[0].id if part else "" for part in self._parts_of_people],
            "keys": list(map(_key, self._people)),
            **self._columns(most[:_MOST_PEOPLE]),
        }
        return json_line(values)


def _key(content: bytes) -> str:
    return fingerprint(content).hex()[:8]


def _keyed(content: bytes) -> Iterator[bytes]:
    """A file of members of a JSON object, with its key before them."""
    yield b'{"key":"%s",' % _key(content).encode()
    yield content
    yield b"}\n"
