"""The data files hold every record whole, in each format, and read back as they were written."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.exports.data import json_files, table
from pressmark.exports.data.csv_row import csv_row
from pressmark.exports.fragments import Fragments
from pressmark.library.loading.load import load
from pressmark.library.paper import Paper
from tests.conftest import SAMPLE
from tests.hostile import SITE, hostile_papers, library, paper
from tests.published import faults_of_json, published

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.paper import Figure
    from tests.conftest import TinyLibrary

Rows = list[dict[str, str]]
# What a spreadsheet takes a cell for a formula by.
FORMULA = r"=+\-@\uff1d\uff0b\uff0d\uff20"


@pytest.fixture(scope="module", params=["real", "hostile"])
def papers(request: pytest.FixtureRequest) -> Library:
    return load(SAMPLE / "content") if request.param == "real" else library(hostile_papers())


@pytest.fixture(scope="module")
def files(papers: Library) -> dict[str, bytes]:
    return published(papers)


def test_the_whole_library_is_valid_by_the_schema_beside_it(files: dict[str, bytes]) -> None:
    whole = json.loads(files["data/papers.json"])
    assert whole["$schema"] == "papers.schema.json"
    assert faults_of_json(files["data/papers.schema.json"], whole) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", 1), ("nonsense", "x"), ("authors", ["Ada"]), ("tags", "night"), ("type", "novel")],
)
def test_the_schema_refuses_what_is_no_record(key: str, value: object) -> None:
    files = published(library([paper(1)]))
    whole = json.loads(files["data/papers.json"])
    whole["papers"][0][key] = value
    assert len(faults_of_json(files["data/papers.schema.json"], whole)) == 1


def test_every_record_reads_back_as_the_paper_that_it_is(
    papers: Library, files: dict[str, bytes]
) -> None:
    whole = json.loads(files["data/papers.json"])
    assert [validated(Paper, one) for one in whole["papers"]] == list(papers.papers.values())
    assert whole["tags"].keys() == papers.tags.keys()


def test_lines_papers_and_the_whole_say_the_same(files: dict[str, bytes]) -> None:
    whole = json.loads(files["data/papers.json"])["papers"]
    lines = gzip.decompress(files["data/papers.jsonl.gz"]).decode()
    assert [json.loads(line) for line in lines.splitlines()] == whole
    assert [json.loads(files[f"papers/{one['id']}/paper.json"]) for one in whole] == whole


def test_the_packed_lines_are_one_gzip_member_without_a_time(files: dict[str, bytes]) -> None:
    packed = files["data/papers.jsonl.gz"]
    assert packed[4:8] == bytes(4)
    reader = zlib.decompressobj(wbits=31)
    assert reader.decompress(packed)
    assert reader.eof
    assert reader.unused_data == b""


def test_the_lines_are_a_library_of_their_own(tiny_library: TinyLibrary) -> None:
    before = tiny_library.load()
    lines = gzip.decompress(published(before)["data/papers.jsonl.gz"])
    for name in before.papers:
        (tiny_library.content / "papers" / f"{name}.md").unlink()
    tiny_library.write("papers.jsonl", lines)
    assert tiny_library.load() == before


def test_another_paper_leaves_most_groups_as_they_are() -> None:
    ids = [f"paper{number}" for number in range(5000)]
    before = [tuple(group) for group in json_files.grouped(ids)]
    after = [
        tuple(group) for group in json_files.grouped(["new", *ids[:2500], "newer", *ids[2501:]])
    ]
    assert [name for group in before for name in group] == ids
    assert len(set(after) - set(before)) <= 2
    assert 40 < len(before) < 160


def test_a_kept_group_is_packed_anew_when_any_paper_in_it_changes(tmp_path: Path) -> None:
    papers = [paper(number) for number in range(9)]
    group = max(json_files.grouped(one.id for one in papers), key=len)
    assert len(group) > 1
    digests = {one.id: bytes(16) for one in papers}
    kept = Fragments(digests, b"", tmp_path)
    published(library(papers), fragments=kept)
    kept.keep()
    changed = [
        paper(n, title="Changed") if one.id == group[1] else one for n, one in enumerate(papers)
    ]
    found = Fragments({**digests, group[1]: b"1" * 16}, b"", tmp_path)
    path = "data/papers.jsonl.gz"
    assert published(library(changed), fragments=found)[path] == published(library(changed))[path]


def rows_of(csv_text: bytes) -> Rows:
    """The rows of the table with what protects their cells taken off."""
    rows = list(csv.DictReader(io.StringIO(csv_text.decode(), newline=""), strict=True))
    return [{key: unguarded(cell) for key, cell in row.items()} for row in rows]


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded, as the page on data says."""
    cell = cell.removeprefix("'")
    return re.sub(rf"([;\t\r\n] *)'(?=[{FORMULA}'])", r"\1", cell)


def _ends(figure: Figure) -> str:
    return ", ".join([text for text in (figure.where, figure.source) if text])


def expected(one: Paper) -> dict[str, str]:
    values: dict[str, Any] = {name: getattr(one, name, "") for name in table.COLUMNS}
    values["page"] = f"{SITE.url}papers/{one.id}/"
    values["authors"] = [author.name for author in one.authors]
    values["editors"] = [editor.name for editor in one.editors]
    values["more_authors"] = "true" if one.more_authors else ""
    values["selected"] = "true" if one.selected else ""
    orcids = [author.orcid for author in one.authors]
    values["orcids"] = orcids if any(orcids) else []
    values["links"] = [": ".join(link) for link in one.links.items()]
    values["figures"] = [
        f"{each.what}: {each.value}{f' ({ends})' if (ends := _ends(each)) else ''}"
        for each in one.figures
    ]
    return {
        name: value if isinstance(value, str) else "; ".join(value)
        for name, value in values.items()
    }


def test_the_table_has_a_row_a_paper(papers: Library, files: dict[str, bytes]) -> None:
    assert rows_of(files["data/papers.csv"]) == list(map(expected, papers.papers.values()))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_a_spreadsheet_parts_cells_by(
    files: dict[str, bytes], separator: str
) -> None:
    odd = csv_row(["a;=1", "b; +1", "c", "=1; @1", "x\n- y", "z\t=1", "w;\t;-1"])
    for text in (files["data/papers.csv"], odd):
        rows = csv.reader(io.StringIO(text.decode(), newline=""), delimiter=separator)
        parts = [part.strip(" ") for row in rows for cell in row for part in cell.splitlines()]
        assert parts
        assert [part for part in parts if re.match(f"[{FORMULA}]", part)] == []


def test_a_cell_that_might_be_a_formula_is_told_from_one_that_is_quoted() -> None:
    titles = ["=1+1", "'=1+1", "+1", "\uff1d1", "plain"]
    made = [paper(number, title=title) for number, title in enumerate(titles)]
    text = published(library(made))["data/papers.csv"]
    assert [row["title"] for row in rows_of(text)] == titles
    assert b",'=1+1," in text
    assert b",''=1+1," in text


def test_parquet_says_what_the_table_says(papers: Library, files: dict[str, bytes]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = table.parquet(papers.papers.values(), SITE)
    found = parquet.read_table(io.BytesIO(made)).to_pylist()
    told = [
        {k: cell if isinstance(cell, str) else "; ".join(cell) for k, cell in row.items()}
        for row in found
    ]
    assert told == rows_of(files["data/papers.csv"])
    assert table.parquet(papers.papers.values(), SITE) == made


def test_parquet_of_no_papers_has_all_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(io.BytesIO(table.parquet([], SITE))).column_names == [*table.COLUMNS]
