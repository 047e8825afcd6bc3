"""The import command says what became of records, and asks where only a person can tell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.cli import conflicts
from pressmark.cli.main import main
from pressmark.library.importing.merging import CONFLICT, Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import TinyLibrary

FOG = "@article{fog,\n title = {Fog Bells}, author = {Ada Quill}, year = 2021, pages = {1--9}}\n"
RECORD = "papers/quill2021fog.md"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def library(empty_library: TinyLibrary) -> TinyLibrary:
    """A library with one imported paper, whose pages a curator has corrected since."""
    (empty_library.root / "refs.bib").write_text(FOG, encoding="utf-8")
    assert run("import", "refs.bib").exit_code == 0
    record = empty_library.content / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("pages: 1-9", "pages: 1-8"), encoding="utf-8")
    return empty_library


def change_source(library: TinyLibrary) -> None:
    text = "\n" + FOG.replace("1--9", "1--10").replace("year = 2021", "year = 2021, doi={10.1/a}")
    (library.root / "refs.bib").write_text(text.replace("10.1/a", "10.1234/fog"), encoding="utf-8")


def test_a_conflict_is_shown_as_a_diff_and_left_alone(library: TinyLibrary) -> None:
    change_source(library)
    result = run("import", "refs.bib")
    assert result.exit_code == 3
    assert (
        "quill2021fog: pages: both have changed\n"
        '  - "1-9"    (refs.bib, at the last import)\n'
        '  + "1-10"    (refs.bib:2)\n'
        '  ! "1-8"    (content/papers/quill2021fog.md:6)\n'
    ) in result.stderr
    assert "1 conflict: the record and its source have both changed" in result.stderr
    assert "quill2021fog: joined from refs.bib: doi" in result.stderr
    assert result.stdout.endswith("; 1 record brought up to date\n")
    text = (library.content / RECORD).read_text(encoding="utf-8")
    assert "pages: 1-8\n" in text
    assert "doi: 10.1234/fog\n" in text


def test_a_conflict_is_told_to_a_program(library: TinyLibrary) -> None:
    change_source(library)
    result = run("import", "refs.bib", "--json")
    changes = {change["fact"]: change for change in json.loads(result.stdout)["changes"]}
    assert changes["pages"] == {
        "paper": "quill2021fog",
        "fact": "pages",
        "line": 2,
        "said": "1-9",
        "says": "1-10",
        "held": "1-8",
        "outcome": "conflict",
        "record": "papers/quill2021fog.md",
        "record_line": 6,
    }
    assert (changes["doi"]["outcome"], result.exit_code) == ("joined", 3)


def test_a_strict_import_refuses_a_conflict(library: TinyLibrary) -> None:
    change_source(library)
    before = library.snapshot()
    result = run("import", "refs.bib", "--strict")
    assert result.exit_code == 1
    assert "refs.bib:2: quill2021fog.pages: the record and its source have both" in result.stderr
    assert library.snapshot() == before


@pytest.mark.parametrize(("choice", "pages"), [("source", "1-10"), ("record", "1-8")])
def test_conflicts_may_be_decided_for_all(library: TinyLibrary, choice: str, pages: str) -> None:
    change_source(library)
    assert run("import", "refs.bib", "--conflicts", choice).exit_code == 0
    assert f"pages: {pages}\n" in (library.content / RECORD).read_text(encoding="utf-8")
    assert run("import", "refs.bib").exit_code == 0


def test_ids_are_keys_where_that_is_chosen(empty_library: TinyLibrary) -> None:
    (empty_library.root / "refs.bib").write_text(FOG.replace("{fog", "{Fog_Bells"), "utf-8")
    assert run("import", "refs.bib", "--ids", "keys").exit_code == 0
    assert [*empty_library.load().papers] == ["fog-bells"]


def conflict(fact: str = "pages") -> Change:
    return Change("quill2021fog", fact, 2, "1-9", "1-10", "1-8", CONFLICT)


def typed(*answers: str) -> Callable[[str], str]:
    """A terminal at which somebody answers in this order."""
    left = iter(answers)
    return lambda _: next(left)


def test_a_person_is_asked_about_each_conflict_until_one_answer_is_for_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    decide = conflicts.resolver("ask", Path("refs.bib"), typed("n", "what?", "y", "all"))
    asked = [decide(conflict(fact)) for fact in ("pages", "note", "doi", "volume")]
    assert asked == ["record", "source", "source", "source"]
    shown = capsys.readouterr().err
    assert "quill2021fog: doi: both have changed" in shown
    assert "volume" not in shown


@pytest.mark.parametrize(("in_ci", "answer"), [("true", ""), ("", "record")])
def test_nobody_is_asked_in_ci(monkeypatch: pytest.MonkeyPatch, in_ci: str, answer: str) -> None:
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "n")
    monkeypatch.setenv("CI", in_ci)
    assert conflicts.resolver("ask", Path("refs.bib"))(conflict()) == answer


def test_one_file_must_be_named(library: TinyLibrary) -> None:
    assert run("import").exit_code == 2
    assert run("import", "refs.bib", "--from", "refs.bib").exit_code == 2
    assert run("import", "--from", "refs.bib").exit_code == 0


def test_a_watched_file_is_imported_whenever_it_is_saved(library: TinyLibrary) -> None:
    record = library.content / RECORD
    with subprocess.Popen(
        [sys.executable, "-m", "pressmark", "import", "--from", "refs.bib", "--watch"],
        cwd=library.root,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has them, and what they start, deaf to Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            assert process.stderr
            assert process.stderr.readline() == "Watching refs.bib\n"
            broken = library.write("papers/broken.md", "title\n")
            change_source(library)
            assert "broken.md:1: " in process.stderr.readline()
            broken.unlink()
            change_source(library)
            while "doi: 10.1234/fog" not in record.read_text(encoding="utf-8"):
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            assert process.wait() == 0
        finally:
            process.kill()
    assert "pages: 1-8\n" in record.read_text(encoding="utf-8")
