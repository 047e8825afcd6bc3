"""The data of the map has every paper once; that of a large map is in pieces of one order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

import pytest

from pressmark.exports.data import field_map
from pressmark.library.relations import relate
from pressmark.site import limits
from pressmark.space.related import RelatedPapers
from tests.exports.test_files import SITE
from tests.space.papers import invented, library_of

if TYPE_CHECKING:
    from pressmark.exports.context import ExportContext
    from pressmark.library.chart import Chart

LIBRARY = library_of(invented(40))


class Context:
    """As much of an export's context as the map looks at."""

    site = SITE
    library = LIBRARY

    def __init__(self, chart: Chart) -> None:
        self.relations = replace(relate(LIBRARY), chart=lambda: chart)


@pytest.fixture(scope="module")
def chart() -> Chart:
    return RelatedPapers(LIBRARY).chart()


def files(chart: Chart) -> dict[str, Any]:
    """The files of the map by path, read."""
    context = cast("ExportContext", Context(chart))
    made = field_map.map_files(len(LIBRARY.papers))
    return {path: json.loads(b"".join(make(context))) for path, make in made.items()}


def test_a_small_map_is_one_file(chart: Chart) -> None:
    ((path, head),) = files(chart).items()

    assert path == "data/map.json"
    assert {row["id"]: (row["x"], row["y"]) for row in head["papers"]} == chart.points
    for number, region in enumerate(head["regions"]):
        assert region["papers"] == sum(row["region"] == number for row in head["papers"])


def test_pieces_of_a_large_map_agree(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POINTS_AT_ONCE", 10)
    monkeypatch.setattr(field_map, "_PIECE", 12)
    made = files(chart)
    pieces = made["data/map.json"]["pieces"]
    points, tags = made["data/map/points.json"], made["data/map/tags.json"]["tags"]
    hashes = made["data/map/hashes.json"]["hashes"]
    labels = made["data/map.json"]["labels"]
    seen = {}
    for piece in pieces["names"]:
        rows = made[f"data/{piece['file']}"]["papers"]
        assert len(rows) == piece["count"] <= 12
        for place, (name, title, *_) in enumerate(rows, piece["start"]):
            paper = LIBRARY.papers[name]
            seen[name] = (points["x"][place], points["y"][place])
            assert title == paper.plain_title
            assert labels[points["theme"][place]] == LIBRARY.themes[paper.theme].label
            assert len(tags[place]) == len(paper.tags)
            assert hashes[place] == crc32(name.encode()) & 0xFFFF

    assert seen == chart.points
    assert {*made} == {
        *("data/map.json", *(f"data/{pieces[name]}" for name in ("points", "tags", "hashes"))),
        *(f"data/{piece['file']}" for piece in pieces["names"]),
    }
