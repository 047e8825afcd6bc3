"""A library is begun in one command, with questions or without."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.cli import new as command
from pressmark.cli.main import main
from pressmark.library.loading.load import load
from pressmark.site import configuration
from tests.project import files_of

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """\
@article{lamps, author = {Quill, Ada}, title = {Counting Lamps}, journal = {Sea Letters},
  year = {2021}, keywords = {harbour, night}}
@book{fog, author = {Oar, Ben}, title = {A Book of Fog}, publisher = {Coast Press}, year = {2019}}
"""
FAULTY = f"{SOUND}@article{{tides, author = {{Mast, Cleo}}, year = {{2022}}}}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=answers)


def settings(folder: Path) -> configuration.Settings:
    return configuration.own_settings(folder / "mkdocs.yml")


def test_without_a_terminal_nothing_is_asked_and_the_folder_gives_the_name(here: Path) -> None:
    result = run("harbour-papers")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("Harbour papers is in harbour-papers: ")
    assert "Next: cd harbour-papers, then pressmark build" in result.stdout
    assert settings(here / "harbour-papers")["site_name"] == "Harbour papers"
    assert settings(here / "harbour-papers")["extra"]["license"] == "CC BY 4.0"


def test_its_examples_make_a_sound_site(here: Path) -> None:
    assert run("h", "--url", "https://papers.example/").exit_code == 0
    checked = CliRunner().invoke(main, ["check", "--built", "-f", "h/mkdocs.yml"])
    assert checked.exit_code == 0, checked.stderr


def test_flags_answer(here: Path) -> None:
    flags = ("--name", "Harbour", "--url", "https://papers.example/harbour", "--license", "MIT")
    assert run("h", *flags, "--yes").exit_code == 0

    site = configuration.site_of(here / "h" / "mkdocs.yml")
    assert (site.name, site.url, site.license) == (
        "Harbour",
        "https://papers.example/harbour/",
        "MIT",
    )


def test_a_person_is_asked_what_no_flag_says(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda *_: True)
    answers = "\nHarbour\nnowhere\nhttps://papers.example\n"

    result = run("h", "--license", "CC0", answers=answers)

    assert result.exit_code == 0
    assert "Name of the library [H]:" in result.stderr
    assert "'nowhere' is no address. Write it like https://example.org/papers/." in result.stderr
    assert "Licence" not in result.stderr
    site = configuration.site_of(here / "h" / "mkdocs.yml")
    assert (site.name, site.url, site.license) == ("H", "https://papers.example/", "CC0")


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--name", " "), "a library needs a name"),
        (("--name", "a\nb"), "is not one line of text"),
        (("--url", "papers.example"), "'papers.example' is no address"),
        (("--url", "https://["), "is no address"),
        (("--url", "https://papers.example/?a=b"), "is no address"),
        (("--license", "a\tb"), "is not one line of text"),
        (("--from", "gone.bib"), "'gone.bib' does not exist"),
    ],
)
def test_a_wrong_flag_is_a_wrong_call_and_makes_nothing(
    here: Path, flags: tuple[str, ...], words: str
) -> None:
    result = run("h", *flags)

    assert result.exit_code == 2
    assert words in result.stderr
    assert list(here.iterdir()) == []


def test_a_folder_with_files_is_refused_before_anything_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda *_: True)
    (here / "h").mkdir()
    (here / "h" / "notes.txt").write_text("mine", encoding="utf-8")

    result = run("h", answers="")

    assert result.exit_code == 2
    assert "h holds notes.txt: nothing is overwritten" in result.stderr
    assert files_of(here) == {"h/notes.txt": b"mine"}


def test_a_bibliography_is_imported_with_its_report(here: Path) -> None:
    (here / "refs.bib").write_text(SOUND, encoding="utf-8")

    result = run("h", "--from", "refs.bib")

    assert result.exit_code == 0
    assert "2 papers read as bibtex: 0 records and 2 drafts were added" in result.stdout
    assert "keywords without a tag: harbour (1), night (1)" in result.stderr
    library = load(here / "h" / "content")
    assert {paper.title for paper in library.papers.values()} == {"Counting Lamps", "A Book of Fog"}
    assert CliRunner().invoke(main, ["check", "--built", "-f", "h/mkdocs.yml"]).exit_code == 0


def test_keywords_that_many_papers_bear_become_tags(here: Path) -> None:
    (here / "refs.bib").write_text(SOUND, encoding="utf-8")

    assert run("h", "--from", "refs.bib", "--new-tags", "1").exit_code == 0

    library = load(here / "h" / "content")
    assert {"harbour", "night"} == set(library.tags)
    assert CliRunner().invoke(main, ["check", "-f", "h/mkdocs.yml"]).exit_code == 0


def test_importing_the_same_bibliography_again_changes_nothing(here: Path) -> None:
    (here / "refs.bib").write_text(SOUND, encoding="utf-8")
    run("h", "--from", "refs.bib")
    before = files_of(here)

    again = CliRunner().invoke(main, ["import", "refs.bib", "-f", "h/mkdocs.yml"])

    assert again.exit_code == 0
    assert files_of(here) == before


def test_what_was_left_out_is_said_and_is_another_status(here: Path) -> None:
    (here / "refs.bib").write_text(FAULTY, encoding="utf-8")

    result = run("h", "--from", "refs.bib")

    assert result.exit_code == 3
    assert "refs.bib:4: tides: entry left out" in result.stderr
    assert len(load(here / "h" / "content").papers) == 2


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@article{tides, author = {Mast, Cleo}}\n", "no paper in refs.bib can be read"),
        ('<rdf:RDF xmlns:rdf="x">', "refs.bib:1: this looks like Zotero RDF"),
        ("A title alone\n", "no paper in refs.bib can be read: nothing was made"),
    ],
)
def test_what_can_not_be_read_makes_nothing(
    here: Path, text: str, words: str, as_json: bool
) -> None:
    (here / "refs.bib").write_text(text, encoding="utf-8")
    before = files_of(here)

    result = run("h", "--from", "refs.bib", *(["--json"] if as_json else []))

    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert files_of(here) == before
    assert not (here / "h").exists()


def test_json_tells_a_program_all(here: Path) -> None:
    (here / "refs.bib").write_text(FAULTY, encoding="utf-8")

    result = run("h", "--from", "refs.bib", "--json")

    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert told["folder"] == "h"
    assert told["name"] == "H"
    assert sorted(files_of(here / "h")) == told["files"]
    assert (told["import"]["entries"], told["import"]["made"]) == (3, 2)
    assert json.loads(run("i", "--json").stdout)["import"] is None


def test_the_folder_that_one_is_in_will_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "harbour").mkdir()
    monkeypatch.chdir(here / "harbour")

    result = run(".")

    assert result.exit_code == 0
    assert "Next: pressmark build" in result.stdout
    assert settings(here / "harbour")["site_name"] == "Harbour"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(here: Path) -> None:
    (here / "closed").mkdir(mode=0o500)
    result = run("closed/h")
    assert result.exit_code == 1
    assert "closed" in result.stderr
    assert "Permission denied" in result.stderr
