"""The command about changes: it tells what changed about papers, and notes it once."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from pressmark.cli.main import main
from pressmark.exports.data.json_files import paper_json
from pressmark.library.changes import LoggedChange
from tests.conftest import LAMPS, TIDES

if TYPE_CHECKING:
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


def test_without_git_or_a_site_it_says_what_is_missing(tiny_library: TinyLibrary) -> None:
    assert run("--before", "nowhere").exit_code == 1
    assert run().exit_code == 1
    assert run("--day", "2026-11-09").exit_code == 2
