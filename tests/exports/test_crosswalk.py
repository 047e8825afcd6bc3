"""Every field of a record goes where its row in the crosswalk says, and none is forgotten."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.exports.data import json_files, table
from pressmark.library.paper import CROSSWALK, NO, Author, Figure, Paper, Row
from pressmark.library.paper_schema import front_matter_schema
from tests.conftest import REPOSITORY
from tests.hostile import SITE
from tests.published import faults_of_json
from tests.written import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Two values of every field.
VALUES: dict[str, tuple[Any, Any]] = {
    "id": ("quill2021lamps", "mast2022tides"),
    "title": ("Counting Lamps", "Reading Tides"),
    "authors": ([{"name": "Ada Quill", "orcid": "0000-0002-1825-0097"}], ["Ben Oar"]),
    "date": ("2021-03-04", "2022-07"),
    "type": ("method", "survey"),
    "venue": ("Days 2021 (Night)", "Letters 2022"),
    "publisher": ("Harbour Press", "Coast Books"),
    "volume": ("17", "18"),
    "issue": ("3", "4"),
    "pages": ("101-109", "201-202"),
    "arxiv": ("2103.00001", "2207.00002"),
    "doi": ("10.1234/lamps", "10.1234/tides"),
    "url": ("https://example.org/lamps", "https://example.org/tides"),
    "links": ({"pdf": "https://example.org/a.pdf"}, {"pdf": "https://example.org/b.pdf"}),
    "theme": ("lamps", "tides"),
    "also": (["tides"], []),
    "tags": (["lamps"], ["tides", "lamps"]),
    "tldr": ("Lamps are counted.", "Tides are read."),
    "problem": ("Nobody counts.", "Nobody reads."),
    "approach": ("A boat.", "A table."),
    "finding": ("Forty.", "Twelve."),
    "figures": (
        [{"what": "lamps", "value": "40", "where": "Table 2", "source": "https://example.org/s"}],
        [{"what": "tides", "value": "12"}],
    ),
    "later_title": ("Lamps, Counted", "Tides, Read"),
    "status": ("withdrawn", "retracted"),
    "added": ("2026-11-02", "2026-11-03"),
    "sources": (["https://example.org/s"], ["https://example.org/t"]),
    "redirect_from": (["old"], ["older", "old"]),
    "suggested": (["theme"], []),
    "kind": ("chapter", "report"),
    "container": ("The Book of Lamps", "The Book of Tides"),
    "number": ("12", "13"),
    "edition": ("2", "3"),
    "series": ("Studies of the Night", "Studies of the Sea"),
    "place": ("Tynemouth", "Whitby"),
    "isbn": ("978-3-16-148410-0", "978-0-306-40615-7"),
    "issn": ("2049-3630", "0317-8471"),
    "language": ("cy", "kw"),
    "note": ("With a map", "With two maps"),
    "genre": ("Night report", "Day report"),
    "issued": ("2021-05", "2022~"),
    "keys": (["quill:lamps"], ["quill21"]),
    "editors": (
        [
            {"family": "Mast", "given": "Eve", "particle": "van", "suffix": "Jr."},
            {"literal": "Harbour Office"},
        ],
        ["Jo Reed"],
    ),
    "more_authors": (True, False),
    "selected": (True, False),
    "formulas": ([r"$\mathrm{Lamps}$"], []),
    "version": ("2.1", "2.2"),
    "accessed": ("2022-08-01", "2022-09"),
    "queries": (["Where do lamps stand?"], ["When does water rise?", "Who reads tides?"]),
}
FULL = {name: first for name, (first, _) in VALUES.items()}
# A format may look at a field only where others are absent, or in a paper of some kind.
LESS = ((), ("url", "container", "issued"), ("url", "doi"), ("url", "doi", "arxiv"))
VENUES = ("Days 2021 (Night)", "Letters 2021", "PhD thesis 2021", "")


@cache
def of_record(record: str) -> dict[str, str]:
    """What formats write of the paper of a record, which is JSON."""
    return written(validated(Paper, json.loads(record)))


# Kinds that records say they are of; FULL's is a chapter.
KINDS = ("chapter", "report", "thesis")


def pairs(field: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """What formats write of papers that differ in nothing but one field."""
    for venue, kind in [*((venue, "") for venue in VENUES), *(("", kind) for kind in KINDS)]:
        for absent in LESS:
            if field not in absent:
                kept = {name: FULL[name] for name in FULL if name not in absent}
                kept |= {"venue": venue, "kind": kind}
                values = [{**kept, field: value} for value in VALUES[field]]
                one, other = (of_record(json.dumps(_given(record))) for record in values)
                yield one, other


def _given(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value}


@pytest.mark.parametrize("field", [field.name for field in fields(Paper)])
def test_a_format_writes_a_field_if_its_row_says_so(field: str) -> None:
    written_by = {
        name for one, other in pairs(field) for name, text in one.items() if text != other[name]
    }
    row = CROSSWALK[field]
    assert written_by == {name for name in Row._fields if getattr(row, name) != NO}


# What the schema promises


def schema() -> Any:
    return json.loads(json_files.papers_schema())


def test_the_data_hold_every_field_that_the_schema_promises() -> None:
    promised = schema()["$defs"]
    paper = validated(Paper, FULL)
    values = json.loads(json_files.paper_json(paper))
    assert values.keys() == promised["Paper"]["properties"].keys()
    for model, records in (
        (Author, values["authors"] + values["editors"]),
        (Figure, values["figures"]),
    ):
        keys = {key for record in records for key in record}
        assert keys == promised[model.__name__]["properties"].keys()
        assert keys == {field.name for field in fields(model)}
    assert {field.name for field in fields(Paper)} == values.keys()


def test_the_table_has_a_column_for_every_field_that_the_schema_promises() -> None:
    promised = schema()["$defs"]["Paper"]["properties"].keys()
    assert set(table.COLUMNS) == promised | {"page", "orcids"}
    text = table.csv_head() + table.csv_of_paper(validated(Paper, FULL), SITE)
    (row,) = csv.DictReader(io.StringIO(text.decode(), newline=""))
    assert [column for column, cell in row.items() if not cell] == []


def test_an_absent_fact_is_left_out_and_the_schema_says_nothing_else() -> None:
    bare = json.loads(json_files.paper_json(validated(Paper, {"id": "bare", "title": "Bare"})))
    of_paper = {**schema(), **schema()["$defs"]["Paper"]}
    assert faults_of_json(json.dumps(of_paper).encode(), bare) == []
    assert [*bare] == of_paper["required"]
    assert "absent facts are left out" in of_paper["description"]
    assert "default" not in json.dumps([schema(), front_matter_schema()])


def test_the_curators_handbook_has_every_key_of_a_record() -> None:
    handbook = (REPOSITORY / "docs" / "curators.md").read_text(encoding="utf-8")
    keys = front_matter_schema()["properties"]
    assert [key for key in keys if not re.search(rf"[`*]{key}[`*:]|^{key}:", handbook, re.M)] == []


# A field more


LINE = '    dialect: Line = ""\n'
ROW = (
    '    "dialect": Row("Dialect", "Dialect", "langid", "C1", "dialect", "citation_dialect", '
    '"accent", "coverage"),\n'
)
SHOWN = """
import json, sys
from pathlib import Path
from pressmark.exports.data import json_files, table
from pressmark.library.importing.record_text import record_text
from pressmark.library.loading.load import load
from pressmark.library.paper_schema import front_matter_schema
from pressmark.library.readers import bibtex, csl
from tests.hostile import SITE
from tests.written import written

content = Path(sys.argv[1])
papers = [load(content, cache=content / "kept").papers["quill2021lamps"] for _ in range(2)]
texts = written(papers[1])
print(json.dumps({
    "loaded": [paper.dialect for paper in papers],
    "json": json.loads(json_files.paper_json(papers[0]))["dialect"],
    "schema": json.loads(json_files.papers_schema())["$defs"]["Paper"]["properties"]["dialect"],
    "front matter": "dialect" in front_matter_schema()["properties"],
    "csv": [table.COLUMNS[-1], table.cells(papers[0], SITE)[-1]],
    "record": record_text(papers[0]),
    "from bibtex": bibtex.read(texts["bibtex"], Path("a.bib")).entries[0].paper.dialect,
    "from csl": csl.read("[" + texts["csl"] + "]", Path("a.json")).entries[0].paper.dialect,
    **texts,
}))
"""


def run_with(folder: Path, line: str, row: str) -> subprocess.CompletedProcess[str]:
    """What a copy of the program says whose model has a `line` and whose crosswalk a `row` more."""
    package = folder / "pressmark"
    shutil.copytree(
        REPOSITORY / "generator" / "pressmark", package, ignore=shutil.ignore_patterns("*.pyc")
    )
    model = package / "library" / "paper.py"
    text = model.read_text(encoding="utf-8")
    for before, more in (('    finding: Prose = ""\n', line), ("}\n# fmt: on\n", row)):
        assert text.count(before) == 1
        text = text.replace(before, more + before if row is more else before + more)
    model.write_text(text, encoding="utf-8")
    content = folder / "content"
    (content / "papers").mkdir(parents=True)
    for name in ("themes", "tags"):
        terms = "lamps: {label: Lamps, description: All of lamps.}\n"
        (content / f"{name}.yml").write_text(terms, encoding="utf-8")
    record = (
        "---\ntitle: Counting Lamps\nauthors: [Ada Quill]\ndate: 2021-03-04\ntheme: lamps\n"
        "tags: [lamps]\nsuggested: [theme]\ndialect: Cornish\n---\n"
    )
    (content / "papers" / "quill2021lamps.md").write_text(record, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", SHOWN, str(content)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{REPOSITORY}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_field_is_a_line_in_the_model_and_its_row(tmp_path: Path) -> None:
    run = run_with(tmp_path, LINE, ROW)
    assert run.returncode == 0, run.stderr
    output = json.loads(run.stdout)
    assert output["loaded"] == ["Cornish", "Cornish"], "read, and kept"
    assert output["json"] == "Cornish"
    assert output["schema"]["type"] == "string"
    assert output["front matter"]
    assert output["csv"] == ["dialect", "Cornish"]
    assert "\ndialect: Cornish\n" in output["record"]
    assert "- Dialect: Cornish\n" in output["markdown"]
    assert "<span>Dialect: Cornish</span>" in output["page"]
    assert "  langid = {Cornish}" in output["bibtex"]
    assert "C1  - Cornish\r\n" in output["ris"]
    assert json.loads(output["csl"])["dialect"] == "Cornish"
    assert ["citation_dialect", "Cornish"] in json.loads(output["highwire"])
    assert json.loads(output["json_ld"])["@graph"][0]["accent"] == "Cornish"
    assert "<dc:coverage>Cornish</dc:coverage>" in output["dublin_core"]
    assert output["from bibtex"] == output["from csl"] == "Cornish"


@pytest.mark.parametrize(
    ("line", "row"),
    [(LINE, ""), ("", ROW), ("    dialect: int = 0\n", ROW)],
    ids=["no row", "no field", "no known shape"],
)
def test_a_field_without_its_row_or_of_no_known_shape_stops_the_program(
    line: str, row: str, tmp_path: Path
) -> None:
    run = run_with(tmp_path, line, row)
    assert run.returncode != 0
    assert "TypeError: " in run.stderr
    assert "dialect" in run.stderr.splitlines()[-1]
