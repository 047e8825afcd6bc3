"""A site is built of a bibliography that people keep beside it, and follows it."""

from __future__ import annotations

import json
import re
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.build import build
from pressmark.build.preview.server import Preview
from pressmark.cli.main import main
from tests.effort import drawn
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, files_of, pressed, run

if TYPE_CHECKING:
    from pathlib import Path

REFS = """\
@article{Fog_1, title = {Fog Bells}, author = {Ada Quill}, year = 2021, journal = {Sea Letters},
  pages = {1--9}, keywords = {ropes, gulls}}
@misc{splices, title = {Splices}, author = {Ben Oar}, year = 2001}
"""


def with_source(project: Path, text: str = REFS) -> Path:
    """The invented library with a bibliography, and a record beside one of its entries."""
    invented_project(project)
    (project / "refs.bib").write_text(text, encoding="utf-8")
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    configuration = configuration.replace("\nextra:\n", "\nextra:\n  sources: [refs.bib]\n", 1)
    (project / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    record = "---\npages: 1-8\ntags: [bells]\n---\n\n## Finding\n\nThey ring.\n"
    (project / "content" / "papers" / "fog-1.md").write_text(record, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def as_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = with_source(tmp_path_factory.mktemp("sources") / "project")
    pressed(project)
    return project


def test_entries_have_pages_with_what_their_records_say(as_built: Path) -> None:
    site = files_of(as_built / "site")
    paper = json.loads(site["papers/fog-1/paper.json"])
    assert (paper["title"], paper["pages"], paper["finding"]) == ("Fog Bells", "1-8", "They ring.")
    assert b"ids = {Fog_1}" in site["papers/fog-1/cite.bib"]
    assert b"Splices" in site["papers/splices/index.html"]


def test_mkdocs_builds_the_same_site(as_built: Path, tmp_path: Path) -> None:
    plain = built(with_source(tmp_path / "project"), PLAIN)
    assert differing(plain, files_of(as_built / "site")) == []


@pytest.mark.long
def test_workers_that_share_no_memory_build_the_same_site(as_built: Path, tmp_path: Path) -> None:
    project = with_source(tmp_path / "project")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        build(project / "mkdocs.yml", executor=executor)
    assert differing(files_of(project / "site"), files_of(as_built / "site")) == []


def test_a_saved_entry_changes_its_page_and_is_as_built_anew(tmp_path: Path) -> None:
    project = with_source(tmp_path / "project")
    build(project / "mkdocs.yml", jobs=1)
    changed = REFS.replace("{Splices}", "{Short Splices}").replace("pages = {1--9}", "volume = 3")
    (project / "refs.bib").write_text(changed, encoding="utf-8")
    report = build(project / "mkdocs.yml", jobs=1)
    assert 0 < report.written < report.files / 2
    anew = pressed(with_source(tmp_path / "anew", changed))
    assert differing(files_of(project / "site"), anew) == []


@pytest.mark.parametrize("way", drawn([("-m", "pressmark", "build"), ("-m", "mkdocs", "build")], 1))
def test_what_is_left_out_is_said_and_stops_a_strict_build(
    tmp_path: Path, way: tuple[str, ...]
) -> None:
    project = with_source(tmp_path / "project", REFS + "@misc{bad, year = 2020}\n")
    strict = run(project, (*way, "--strict"))
    assert strict.returncode == 1
    assert "refs.bib:4: " in strict.stderr
    done = run(project, way)
    assert done.returncode == 0, done.stderr
    assert "refs.bib:4: bad: entry left out: title: missing key" in done.stderr
    assert (project / "site" / "papers" / "splices" / "index.html").is_file()


def test_the_preview_follows_a_source_and_says_what_is_left_out(tmp_path: Path) -> None:
    project = with_source(tmp_path / "project")
    preview = Preview(project / "mkdocs.yml")
    preview.read()
    stop = preview.watch()
    try:
        assert b"Splices" in preview.answer("papers/splices/")[2]
        changed = REFS.replace("{Splices}", "{Short Splices}") + "@misc{bad, year = 2020}\n"
        (project / "refs.bib").write_text(changed, encoding="utf-8")
        while b"Short Splices" not in preview.answer("papers/splices/")[2]:
            time.sleep(0.01)
        (finding,) = json.loads(preview.news())["findings"]
        assert finding["place"] == "refs.bib:4"
    finally:
        stop()
        preview.close()


def test_a_source_that_is_named_while_the_preview_runs_is_followed(tmp_path: Path) -> None:
    project = with_source(tmp_path / "project")
    preview = Preview(project / "mkdocs.yml")
    preview.read()
    stop = preview.watch()
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    ropes = "@misc{NAME, title = {Old Ropes}}\n"
    (folder / "more.bib").write_text(ropes.replace("NAME", "first"), encoding="utf-8")
    try:
        text = (project / "mkdocs.yml").read_text(encoding="utf-8")
        text = text.replace("[refs.bib]", "[refs.bib, ../elsewhere/more.bib]")
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        for name in ("first", "second"):
            (folder / "more.bib").write_text(ropes.replace("NAME", name), encoding="utf-8")
            while b"Old Ropes" not in preview.answer(f"papers/{name}/")[2]:
                time.sleep(0.01)
    finally:
        stop()
        preview.close()


def test_findings_of_a_source_stop_a_build_and_leave_the_site(
    as_built: Path, tmp_path: Path
) -> None:
    project = with_source(tmp_path / "project")
    (project / "refs.bib").unlink()
    with pytest.raises(InvalidLibraryError, match=r"mkdocs\.yml:\d+: extra\.sources\[1\]: .*refs"):
        build(project / "mkdocs.yml", jobs=1)


def test_check_names_what_is_faulty_in_a_source(tmp_path: Path) -> None:
    project = with_source(tmp_path / "project", REFS + "@misc{bad, year = 2020}\n")
    done = CliRunner().invoke(main, ["check", "-f", str(project / "mkdocs.yml")])
    assert done.exit_code == 1
    assert "refs.bib:4: title: missing key" in done.stderr


def test_a_source_in_a_circle_of_links_is_a_finding_at_its_line(tmp_path: Path) -> None:
    project = with_source(tmp_path / "project")
    (project / "refs.bib").unlink()
    (project / "refs.bib").symlink_to("refs.bib")
    said = r"mkdocs\.yml:\d+: .*refs\.bib can't be read"
    with pytest.raises(InvalidLibraryError, match=said):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
    plain = run(project, PLAIN)
    assert re.search(said, plain.stderr)
    assert "Traceback" not in plain.stderr
