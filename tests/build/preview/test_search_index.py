"""The preview's search index: made aside, shown whole, and given up when nobody needs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from pressmark.build.preview.search_index import SearchIndex
from tests.invented import invented_project
from tests.processes import is_gone, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ONE, OTHER, THIRD = (bytes([number]) * 16 for number in (1, 2, 3))
PATIENCE = 60.0  # seconds that an index may take on a machine that is busy with other things
ENTRY = "pagefind-entry.json"


class Made:
    """An index of a project, and how often it was told that there is another one."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.told = threading.Semaphore(0)
        self.index = SearchIndex(
            project / "mkdocs.yml",
            project / "work" / "search",
            records=project / "work" / "records",
            changed=self.told.release,
        )

    def until_told(self) -> None:
        assert self.told.acquire(timeout=PATIENCE)

    def has(self, word: str) -> bool:
        return word in " ".join(json.loads(self.index.file("words.json"))).split()

    def retitle(self, title: str) -> None:
        record = self.project / "content" / "papers" / "paper3.md"
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("title: ", f"title: {title} ", 1), encoding="utf-8")

    @property
    def fragments(self) -> list[str]:
        """The papers' files in the folders that are shown, by their paths."""
        folders = [path for path in (self.project / "work" / "search").iterdir() if not path.suffix]
        return [
            path.relative_to(folder).as_posix()
            for folder in folders
            for path in folder.glob("fragment/*")
        ]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    made = Made(invented_project(tmp_path / "project"))
    yield made
    made.index.end()


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Has Pagefind never answer; returns what waits for it to run and gives its process id."""
    program, noted = tmp_path / "pagefind", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {noted}\nexec sleep 600\n")
    program.chmod(0o755)
    package = tmp_path / "instead" / "pagefind_bin.py"
    package.parent.mkdir()
    package.write_text(f"def get_executable():\n    return {str(program)!r}\n")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))

    def running() -> int:
        until(lambda: noted.is_file() and noted.read_text().endswith("\n"))
        pid = int(noted.read_text())
        noted.unlink()
        return pid

    return running


def test_an_index_is_shown_once_it_is_made(made: Made) -> None:
    assert made.index.file(ENTRY) == b""

    made.index.renew(ONE)
    made.until_told()

    assert json.loads(made.index.file(ENTRY))["languages"]["en"]["page_count"] == 12


def test_the_index_of_a_changed_library_takes_the_place_of_the_one_before(made: Made) -> None:
    made.index.renew(ONE)
    made.until_told()
    made.retitle("Zebrafish")

    made.index.renew(OTHER)
    made.until_told()

    assert made.has("zebrafish")


def test_who_searches_in_the_index_before_finds_its_files_still(made: Made) -> None:
    made.index.renew(ONE)
    made.until_told()
    before = made.fragments
    made.retitle("Zebrafish")

    made.index.renew(OTHER)
    made.until_told()

    assert len(set(made.fragments)) == len(set(before)) + 1
    assert all(made.index.file(path) for path in made.fragments)


def test_no_more_than_two_indexes_are_kept(made: Made) -> None:
    for key in (ONE, OTHER, THIRD):
        made.index.renew(key)
        made.until_told()

    assert len(made.fragments) == 2 * 12


def test_an_edit_that_is_undone_has_its_index_at_once(made: Made, endless: object) -> None:
    search = made.project / "work" / "search"
    for key, name in ((ONE, b"one"), (OTHER, b"other")):
        (search / key.hex()).mkdir(parents=True)
        (search / key.hex() / ENTRY).write_bytes(name)
    index = SearchIndex(
        made.project / "mkdocs.yml",
        search,
        records=made.project / "records",
        changed=made.told.release,
    )

    for key, name in ((OTHER, b"other"), (ONE, b"one"), (OTHER, b"other")):
        index.renew(key)
        assert made.told.acquire(blocking=False)
        assert index.file(ENTRY) == name


def test_a_later_preview_begins_with_the_index_that_was_made_last(made: Made) -> None:
    made.index.renew(ONE)
    made.until_told()

    assert Made(made.project).index.file(ENTRY) == made.index.file(ENTRY)


def test_the_index_that_is_shown_is_not_shown_again(made: Made) -> None:
    made.index.renew(ONE)
    made.until_told()

    made.index.renew(ONE)

    assert not made.told.acquire(blocking=False)


def test_an_index_under_way_is_not_begun_again(made: Made, endless: Callable[[], int]) -> None:
    made.index.renew(ONE)
    pid = endless()

    made.index.renew(ONE)

    assert not is_gone(pid)


def test_no_other_file_is_given_away(made: Made) -> None:
    made.index.renew(ONE)
    made.until_told()

    for name in ("../../content/tags.yml", "/etc/passwd", "..", "", "index/"):
        assert made.index.file(name) == b"", name


def test_an_index_that_cannot_be_made_is_told_in_the_log_and_tried_again(
    made: Made, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        package = tmp_path / "instead" / "pagefind_bin.py"
        package.parent.mkdir()
        package.write_text("def get_executable():\n    return '/bin/false'\n")
        broken.setenv("PYTHONPATH", str(package.parent))
        made.index.renew(ONE)
        until(lambda: "could not be made: Pagefind stopped" in caplog.text)

    made.index.renew(ONE)
    made.until_told()


def test_an_index_is_made_at_the_lowest_priority(made: Made, endless: Callable[[], int]) -> None:
    made.index.renew(ONE)

    assert os.getpriority(os.PRIO_PROCESS, endless()) == 19


def test_an_index_that_an_edit_made_stale_is_not_finished(
    made: Made, endless: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made.index.renew(ONE)
    pid = endless()
    monkeypatch.delenv("PYTHONPATH")

    made.index.renew(OTHER)

    until(lambda: is_gone(pid))
    made.until_told()
    assert made.index.file(ENTRY)
    assert not made.told.acquire(blocking=False)


def test_at_the_end_no_process_is_left_and_none_begins(
    made: Made, endless: Callable[[], int]
) -> None:
    made.index.renew(ONE)
    pid = endless()

    made.index.end()
    made.index.renew(OTHER)

    until(lambda: is_gone(pid))
    assert not made.index._process


def test_no_process_outlives_a_preview_that_is_killed(
    made: Made, endless: Callable[[], int]
) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from pressmark.build.preview.search_index import SearchIndex\n"
        "project = Path(sys.argv[1])\n"
        "index = SearchIndex(\n"
        "    project / 'mkdocs.yml', project / 'work' / 'search',\n"
        "    records=project / 'r', changed=lambda: None,\n"
        ")\n"
        "index.renew(bytes(16)); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(made.project)]) as preview:
        pid = endless()
        preview.send_signal(signal.SIGKILL)

    until(lambda: is_gone(pid))
