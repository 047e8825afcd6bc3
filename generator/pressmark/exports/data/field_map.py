"""A library and its map in; the map as JSON out, for programs and for the page of a large one.

`data/map.json` has the regions, and in a small library all papers. In a large one it names pieces
beside it: where papers are, what they can be chosen by, and their titles, those of one part of the
map in a file. Papers have the same order in all of them.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from pressmark.base.markup import json_line
from pressmark.exports.context import PartFile
from pressmark.site import limits
from pressmark.site.field_map import FieldMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pressmark.exports.context import ExportContext
    from pressmark.library.paper import Paper

PATH: Final = "data/map.json"
FOLDER = "map/"
# So many papers are in a piece with titles at most.
_PIECE = 256
# So much of a summary is told.
_SUMMARY = 200


def map_files(papers: int) -> Mapping[str, Callable[[ExportContext], Iterable[bytes]]]:
    """What makes the files of the map of a library of so many papers, by path."""
    shared = _Shared()
    files: dict[str, Callable[[ExportContext], Iterable[bytes]]] = {PATH: shared.head}
    if papers > limits.POINTS_AT_ONCE:
        folder = f"data/{FOLDER}"
        files[f"{folder}points.json"] = shared.points
        files[f"{folder}tags.json"] = shared.tags
        files[f"{folder}hashes.json"] = shared.hashes
        for piece in range(_pieces(papers)):
            files[f"{folder}names-{piece}.json"] = PartFile(
                partial(shared.names, piece), partial(shared.in_names, piece)
            )
    return files


class _Shared:
    """One map, made for whichever of its files is the first to be asked for."""

    def __init__(self) -> None:
        self._parts: _Parts | None = None

    def _of(self, context: ExportContext) -> _Parts:
        if self._parts is None:
            self._parts = _Parts(context)
        return self._parts

    def head(self, context: ExportContext) -> Iterator[bytes]:
        """The regions, and the papers or what has them."""
        yield json_line(self._of(context).head()) + b"\n"

    def points(self, context: ExportContext) -> Iterator[bytes]:
        """Where papers are, their themes and years."""
        yield json_line(self._of(context).points()) + b"\n"

    def tags(self, context: ExportContext) -> Iterator[bytes]:
        """The numbers of the tags of each paper."""
        tags = [tags for _, _, tags in self._of(context).facts]
        yield json_line({"tags": tags}) + b"\n"

    def hashes(self, context: ExportContext) -> Iterator[bytes]:
        """The lower half of the CRC-32 of each paper's id."""
        papers = self._of(context).papers
        yield json_line({"hashes": [crc32(paper.id.encode()) & 0xFFFF for paper in papers]}) + b"\n"

    def names(self, piece: int, context: ExportContext) -> Iterator[bytes]:
        """The ids, titles and summaries of the papers of one part of the map."""
        rows = [
            [paper.id, paper.plain_title, *([paper.tldr[:_SUMMARY]] if paper.tldr else [])]
            for paper in self._of(context).pieces[piece]
        ]
        yield json_line({"papers": rows}) + b"\n"

    def in_names(self, piece: int, context: ExportContext) -> Iterator[str]:
        """The papers of one part of the map."""
        return (paper.id for paper in self._of(context).pieces[piece])


class _Parts:
    """The map of a library, and its papers in the order of the pieces."""

    def __init__(self, context: ExportContext) -> None:
        self._site = context.site
        self._count = _pieces(len(context.library.papers))
        self.map = FieldMap(context.library, context.relations)

    @cached_property
    def pieces(self) -> list[list[Paper]]:
        """The papers of each part of the map."""
        papers = {paper.id: paper for paper in self.map.papers}
        parts = self._parted([*papers], self._count, 0)
        return [[papers[name] for name in part] for part in parts]

    @cached_property
    def papers(self) -> list[Paper]:
        """All papers, a part after the other."""
        return [paper for piece in self.pieces for paper in piece]

    @cached_property
    def facts(self) -> list[tuple[int, str, list[int]]]:
        """What each of them can be chosen by."""
        return list(map(self.map.facts, self.papers))

    @cached_property
    def _places(self) -> list[dict[str, int]]:
        """The places of papers from left to right, and from the top down."""
        points = self.map.chart.points
        return [
            {
                name: place
                for place, name in enumerate(
                    sorted(points, key=lambda name: (at(points[name]), name))
                )
            }
            for at in (itemgetter(0), itemgetter(1))
        ]

    def _parted(self, papers: Sequence[str], count: int, axis: int) -> Iterator[list[str]]:
        """Papers halved, to the sides and then up and down, into so many parts."""
        ordered = sorted(papers, key=self._places[axis].__getitem__)
        if count == 1:
            yield ordered
            return
        middle = len(ordered) // 2
        for half in (ordered[:middle], ordered[middle:]):
            yield from self._parted(half, count // 2, 1 - axis)

    def points(self) -> dict[str, list[Any]]:
        """The columns of all papers."""
        chart = self.map.chart
        return {
            "x": [chart.points[paper.id][0] for paper in self.papers],
            "y": [chart.points[paper.id][1] for paper in self.papers],
            "theme": [theme for theme, _, _ in self.facts],
            "year": [int(year or 0) for _, year, _ in self.facts],
        }

    def head(self) -> dict[str, Any]:
        """What the map is of, and its regions."""
        shown, chart = self.map, self.map.chart
        values: dict[str, Any] = {
            "name": self._site.name,
            "url": self._site.url,
            "width": chart.width,
            "height": chart.height,
            "regions": [
                {
                    "names": list(region.names),
                    **({"tags": list(region.tags)} if region.tags else {}),
                    "x": region.summit[0],
                    "y": region.summit[1],
                    "papers": len(region.papers),
                }
                for region in shown.regions
            ],
        }
        if shown.is_large:
            labels = [""] * (max((sign.number for sign in shown.themes), default=-1) + 1)
            for sign in shown.themes:
                labels[sign.number] = sign.theme.label
            return {**values, "labels": labels, "pieces": self._names_of_pieces()}
        numbers = {
            paper.id: number
            for number, region in enumerate(shown.regions)
            for paper in region.papers
        }
        return {**values, "papers": [self._row(paper, numbers[paper.id]) for paper in shown.papers]}

    def _row(self, paper: Paper, region: int) -> dict[str, Any]:
        x, y = self.map.chart.points[paper.id]
        return {"id": paper.id, "x": x, "y": y, "region": region}

    def _names_of_pieces(self) -> dict[str, Any]:
        starts = accumulate((len(piece) for piece in self.pieces), initial=0)
        return {
            **{name: f"{FOLDER}{name}.json" for name in ("points", "tags", "hashes")},
            "names": [
                {"file": f"{FOLDER}names-{number}.json", "start": start, "count": len(piece)}
                for number, (piece, start) in enumerate(zip(self.pieces, starts, strict=False))
            ],
        }


def _pieces(papers: int) -> int:
    """How many pieces with titles so many papers have: a power of two."""
    return 1 << max((papers - 1) // _PIECE, 0).bit_length()
