"""The benchmarks measure what they say: sound libraries, whole trees of processes, true ratios."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import floor, library, measure, report, run
from pressmark.library.loading.load import load
from tests.project import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS: list[dict[str, Any]] = [
    {
        "id": "oar2019lamps",
        "title": "Counting  Lamps",
        "author": [{"family": "Oar", "given": "Ben"}, {"family": "Quill", "given": ""}],
        "issued": {"date-parts": [[2019]]},
        "container-title": "harbour",
        "abstract": "Lamps are counted. Boats help.",
        "DOI": "10.1234/lamps",
        "URL": "https://example.org/lamps",
        "keyword": "night-watch,boats",
    },
    {
        "id": "Oar2019 lamps!",
        "title": "Counting lamps",
        "author": [],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Sea & Shore",
        "abstract": "",
        "DOI": "not a DOI",
        "URL": "ftp://example.org",
        "keyword": None,
    },
    {
        "id": "quill2021tides",
        "title": "Tides <b>and</b> $x^2$",
        "author": [{"family": "Quill", "given": "Ada"}],
        "issued": {"date-parts": [[2021, 3]]},
        "container-title": "harbour",
        "abstract": "Tides rise.",
        "keyword": "boats",
    },
]


def made(count: int) -> list[dict[str, Any]]:
    return list(library.records(ITEMS, count))


def test_a_generated_library_has_no_findings(tmp_path: Path) -> None:
    library.write_pressmark(made(7), tmp_path / "lines")
    library.write_pressmark(made(7), tmp_path / "files", as_files=True)

    lines, files = (load(tmp_path / name / "content") for name in ("lines", "files"))

    assert len(lines.papers) == 7
    assert lines.papers == files.papers
    assert lines.abstracts == files.abstracts
    assert lines.papers["oar2019lamps"].tldr == "Lamps are counted."


def test_the_same_corpus_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        library.write_pressmark(made(5), tmp_path / name)
        library.write_hugo(made(5), tmp_path / name / "hugo")

    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


def test_what_no_record_may_hold_is_left_out() -> None:
    record = made(2)[1]

    assert record == {
        "id": "oar2019-lamps",
        "title": "Counting lamps (2)",
        "date": "2020",
        "type": "method",
        "venue": "SEA-SHORE 2020",
        "theme": "sea-shore",
        "tldr": "Counting lamps",
        "suggested": ["theme"],
    }


def test_repeating_the_corpus_keeps_the_papers_of_an_author_as_they_are() -> None:
    def most(records: list[dict[str, Any]]) -> int:
        names = [name for record in records for name in record.get("authors", ())]
        return max(names.count(name) for name in names)

    many = made(9)

    assert len({record["id"] for record in many}) == 9
    assert most(many) == most(made(3)) == 1
    assert [record["title"] for record in many[3::3]] == [
        "Counting Lamps (copy 2)",
        "Counting Lamps (copy 3)",
    ]


def test_without_items_there_is_no_library() -> None:
    with pytest.raises(ValueError, match="no items"):
        list(library.records([], 1))


def test_sizes_are_numbers_or_thousands() -> None:
    assert library.sizes("209,1k,100K") == [209, 1_000, 100_000]


def test_hugo_is_given_a_page_for_every_page_of_pressmark(tmp_path: Path) -> None:
    library.write_hugo(made(3), tmp_path)

    data = {path.stem: json.loads(path.read_text("utf-8")) for path in tmp_path.glob("data/*")}

    assert set(data["author"]) == {"ben-oar", "quill", "ada-quill"}
    assert data["author"]["ben-oar"]["coauthors"] == [{"id": "quill", "name": "Quill"}]
    assert data["author"]["ben-oar"]["years"] == [["2019", ["oar2019lamps"]]]
    assert set(data["list"]) >= {"tags/boats", "themes/harbour", "venues/harbour", "years/2019"}
    assert set(data["index"]) == {
        "home",
        *("authors", "papers", "search", "subscribe", "tags", "themes", "venues", "years"),
    }


@pytest.fixture
def parent_of_a_hungry_child() -> Iterator[int]:
    """A process that does next to nothing but wait for a child, which holds 60 MB."""
    child = "held = bytearray(b'x' * 60_000_000); print('ready', flush=True); input()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        yield process.pid
        process.stdin.write(b"\n")


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells PSS")
def test_the_meter_sees_what_a_child_process_holds(parent_of_a_hungry_child: int) -> None:
    assert len(measure.tree(parent_of_a_hungry_child)) == 2
    assert 60_000_000 < measure.memory_of_tree(parent_of_a_hungry_child) < 150_000_000


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells PSS")
def test_a_metered_run_tells_its_peak_and_what_was_printed(tmp_path: Path) -> None:
    code = "held = bytearray(b'x' * 50_000_000); import time; time.sleep(0.5); print('done')"

    found = measure.metered([sys.executable, "-c", code], tmp_path)

    assert found.printed == "done\n"
    assert found.peak > 50_000_000
    assert found.largest > 50_000_000


def test_a_run_that_fails_says_which_and_why(tmp_path: Path) -> None:
    with pytest.raises(measure.RunError, match=r"ended with 3:\nout of lamps"):
        measure.timed([sys.executable, "-c", "print('out of lamps'); exit(3)"], tmp_path)


def test_ratios_are_taken_round_by_round() -> None:
    assert measure.ratios([2.0, 30.0, 4.0], [1.0, 10.0, 4.0]).as_list == [1.0, 2.0, 3.0]
    assert measure.ratios([6.0, 1.0], [2.0]).as_list == [3.0, 3.0, 3.0]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_floor_writes_the_same_files(tmp_path: Path, jobs: int) -> None:
    site = tmp_path / "site"
    for name in ("index.html", "papers/a/index.html", "papers/b/index.html", "tags/x.css"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")

    floor.write_all(floor.read_site(site), tmp_path / "floor", jobs)

    assert files_of(tmp_path / "floor") == files_of(site)
    assert measure.site_in(site) == measure.Site(3, 4, sum(map(len, files_of(site).values())))


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (measure.Site(98, 1, 1000), "pressmark made 100 pages, Hugo 98"),
        (measure.Site(100, 1, 1200), "pressmark made 1,000 bytes, Hugo 1,200"),
    ],
)
def test_different_sites_are_not_compared(other: measure.Site, found: str) -> None:
    with pytest.raises(run.DifferentSitesError, match=found):
        run.check_alike(measure.Site(100, 1, 1000), other, "Hugo")


def test_an_edit_changes_one_record(tmp_path: Path) -> None:
    for way, edit in (("lines", run.edit_bulk), ("files", run.edit_file)):
        folder = tmp_path / way
        library.write_pressmark(made(3), folder, as_files=way == "files")
        before = load(folder / "content").papers

        edit(folder, 7)

        after = load(folder / "content").papers
        changed = [paper for name, paper in after.items() if paper != before[name]]
        assert [paper.tldr for paper in changed] == ["Edited, 7."]
        shutil.rmtree(folder)


def test_the_page_of_results_shows_every_figure() -> None:
    figures = {
        "wall": [1.0, 2.0, 3.0],
        "cpu": [1.0, 1.5, 2.0],
        "pages": 1234,
        "files": 1300,
        "mb": 12.5,
        "ms_a_page": [0.1, 0.25, 0.3],
        "pages_a_second": [900.0, 1000.0, 1100.0],
    }
    size = {"title": "9 papers", "contenders": {"Hugo & co": figures}, "ratios": {"r": [1, 2, 3]}}
    machine = {"cores": 2, "memory_gb": 8, "python": "3", "hugo": "Hugo 1", "file_system": "disk"}
    results = {"machine": machine, "sizes": [size]}

    page = report.markdown(results)

    assert "| Hugo & co | 1.00 / 2.00 / 3.00 | 1.50 |" in page
    assert "| 1,234 | 1,300 | 12 | 0.250 | 1,000 |" in page
    assert "| r | 1.00 / 2.00 / 3.00 |" in page
    assert ">Hugo &amp; co</text>" in report.plot(results)
