"""The command about changes: it tells what changed about papers, and notes it once."""

from __future__ import annotations

import gzip
import json
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.cli.main import main
from pressmark.exports.data.json_files import paper_json
from pressmark.library.changes import LoggedChange
from tests.conftest import LAMPS, TIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import TinyLibrary

RECORD = "papers/quill2021counting.md"
LOG = "changes.jsonl"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["changes", *arguments])


def commit(library: TinyLibrary, day: str) -> None:
    """Keep the library in git as of noon on a day."""
    moment = f"{day}T12:00:00+0000"
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (
        ("init", "--quiet"),
        ("add", "content"),
        (*who, "commit", "--quiet", "-m", "x"),
    ):
        subprocess.run(
            ["/usr/bin/env", "git", *command],
            cwd=library.root,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": moment, "HOME": "/nowhere"},
        )


def edit(library: TinyLibrary) -> None:
    text = LAMPS.replace("tldr: ", "tldr: Now ").replace(
        "theme: lamps", "status: withdrawn\ntheme: lamps"
    )
    library.write(RECORD, text)


def test_commits_are_compared_day_by_day_and_noted_once(tiny_library: TinyLibrary) -> None:
    commit(tiny_library, "2026-11-01")
    edit(tiny_library)
    commit(tiny_library, "2026-11-03")

    told = run()
    assert (told.exit_code, (tiny_library.content / LOG).exists()) == (0, False)
    noted, again = run("--update"), run("--update")

    assert "2 changes noted" in noted.stdout
    assert "nothing new to note" in again.stdout
    assert tiny_library.load().changes == (
        LoggedChange("2026-11-03", "quill2021counting", "changed", what=("summary",)),
        LoggedChange("2026-11-03", "quill2021counting", "withdrawn"),
    )


def test_a_paper_that_goes_and_one_that_gets_another_id_are_told_apart(
    tiny_library: TinyLibrary,
) -> None:
    commit(tiny_library, "2026-11-01")
    (tiny_library.content / RECORD).unlink()
    (tiny_library.content / "papers/mast2022flood.md").unlink()
    tiny_library.write(
        "papers/mast2022tides.md", TIDES.replace("arxiv:", "redirect_from: [mast2022flood]\narxiv:")
    )

    report = json.loads(run("--revision", "HEAD", "--day", "2026-11-09", "--json").stdout)

    changes = {(one["paper"], one["change"]): one.get("before") for one in report["changes"]}
    assert changes[("mast2022tides", "renamed")] == "mast2022flood"
    assert ("quill2021counting", "removed") in changes


def test_a_published_site_can_be_compared_with(tiny_library: TinyLibrary) -> None:
    papers = tiny_library.load().papers.values()
    (tiny_library.root / "old.jsonl").write_bytes(b"".join(map(paper_json, papers)))
    edit(tiny_library)

    report = json.loads(run("--before", "old.jsonl", "--day", "2026-11-09", "--json").stdout)

    assert [one["change"] for one in report["changes"]] == ["changed", "withdrawn"]


class _Site(BaseHTTPRequestHandler):
    """Answers every request with the bytes of its class, whose length it tells, or another one."""

    content = b""
    length = 0

    def do_GET(self) -> None:
        is_there = self.path == "/library/data/papers.jsonl.gz"
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Length", str(self.length or len(self.content)))
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        """Nothing is told."""


@contextmanager
def published(content: bytes, length: int = 0) -> Iterator[str]:
    """The address of a site whose data are these bytes."""
    handler = type("_OneSite", (_Site,), {"content": content, "length": length})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/library/"
        server.shutdown()
        thread.join()


def test_a_site_is_asked_for_its_data_at_its_address(tiny_library: TinyLibrary) -> None:
    papers = tiny_library.load().papers.values()
    data = gzip.compress(b"".join(map(paper_json, papers)))
    edit(tiny_library)

    with published(data) as address:
        report = json.loads(run("--before", address, "--day", "2026-11-09", "--json").stdout)
        missing = run("--before", f"{address}elsewhere/")

    assert [one["change"] for one in report["changes"]] == ["changed", "withdrawn"]
    assert missing.exit_code == 1
    assert "404 Not Found" in missing.stderr


PACKED = gzip.compress(b"{}" * 500)


@pytest.mark.parametrize(
    ("content", "length", "reason"),
    [
        (PACKED[:-9], 0, "damaged"),
        (PACKED[:10] + b"\xff" * 20, 0, "damaged"),
        (PACKED, len(PACKED) + 9, "cut off"),
        (b"<!DOCTYPE html>\n<title>Nothing here</title>\n", 0, "no record can be read"),
    ],
    ids=["a damaged end", "damaged data", "an answer that is cut off", "a page"],
)
@pytest.mark.usefixtures("tiny_library")
def test_what_a_site_answers_in_the_place_of_data_is_refused(
    content: bytes, length: int, reason: str
) -> None:
    with published(content, length) as address:
        result = run("--before", address)

    assert result.exit_code == 1
    assert address in result.stderr
    assert reason in result.stderr
    assert result.stdout == ""


def test_without_git_or_a_site_it_says_what_is_missing(tiny_library: TinyLibrary) -> None:
    assert run("--before", "nowhere").exit_code == 1
    assert run().exit_code == 1
    assert run("--day", "2026-11-09").exit_code == 2
