"""A curator's year: papers come, change their ids, are merged and retracted, terms too, a digest is
made, and another library takes the place of all. What CI runs on a pull request is green each time.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.cli import addresses
from pressmark.cli.main import main
from pressmark.library.loading.load import load
from tests.conftest import REPOSITORY
from tests.effort import drawn
from tests.project import copy_of_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = "2026-11-30"
RECORD = """\
---
title: Lanterns in Fog
authors: [Ada Nonesuch, M. Bansal]
date: 2026-11-01
type: benchmark
theme: evaluation-and-judges
tags: [benchmark, llm-judge, human-evaluation]
tldr: Models describe fog as well as retired keepers do, but are far too sure of it.
---

## Problem

Nobody had compared them.

## Approach

Keepers and models describe the same fog.

## Finding

They agree on most of it.
"""
TWIN = RECORD.replace("Lanterns in Fog", "Lanterns in the Fog").replace("Ada", "Adah")
TWIN = TWIN.replace("type:", "doi: 10.1234/fog\ntype:")
OTHER = """\
@article{Quill2021, title = {Counting Lamps}, author = {Quill, Ada}, year = {2021}}
@inproceedings{Mast2022, title = {Reading Tides}, author = {Mast, Cleo}, year = {2022},
  booktitle = {Harbour Days}}
"""


class Curator:
    """Whoever works on a library in a folder, and asks for what CI would say."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.content = library / "content"

    def run(self, command: str, *more: str) -> str:
        """What a command of pressmark prints that must not fail."""
        config_file = str(self.library / "mkdocs.yml")
        result = CliRunner().invoke(main, [*command.split(), *more, "-f", config_file])
        assert result.exit_code == 0, f"{command}: {result.output}"
        return result.output

    def write(self, name: str, text: str) -> None:
        (self.content / name).write_text(text, encoding="utf-8")

    def edit(self, name: str, before: str, after: str) -> None:
        text = (self.content / name).read_text(encoding="utf-8")
        assert before in text
        self.write(name, text.replace(before, after, 1))

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Curator", "-c", "user.email=curator@papers.example")
        done = subprocess.run(
            ["git", *identity, *arguments],  # noqa: S607
            cwd=self.library,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def add(curator: Curator) -> None:
    curator.write("papers/nonesuch2026lanterns.md", RECORD)
    assert "is new and does not say when it was added" in curator.run("check")
    curator.run("addresses --update")
    assert load(curator.content).papers["nonesuch2026lanterns"].added == TODAY


def rename(curator: Curator) -> None:
    curator.run("rename nonesuch2026lanterns nonesuch2026fog")


def merge(curator: Curator) -> None:
    curator.write("papers/nonesuch2026twin.md", TWIN)
    curator.run("addresses --update")
    curator.git("add", "--all")
    curator.git("commit", "--quiet", "--message", "Add a twin by mistake")
    assert "left out" in curator.run("merge nonesuch2026twin nonesuch2026fog")
    assert load(curator.content).papers["nonesuch2026fog"].doi == "10.1234/fog"


def retract(curator: Curator) -> None:
    curator.edit("papers/nonesuch2026fog.md", "theme:", "status: retracted\ntheme:")


def edit_a_theme(curator: Curator) -> None:
    curator.edit("themes.yml", "  label: ", "  label: On ")
    curator.run("rename theme evaluation-and-judges judges --label", "Judges")


def merge_tags(curator: Curator) -> None:
    curator.run("merge tag llm-judge human-evaluation")


def merge_people(curator: Curator) -> None:
    printed = curator.run("merge person m-bansal mohit-bansal")
    assert "authors/m-bansal/ redirects to authors/mohit-bansal/" in printed
    curator.run("rename person ada-nonesuch adah-nonesuch --label", "Adah Nonesuch")


def digest(curator: Curator) -> None:
    curator.edit("papers/nonesuch2026fog.md", "status: retracted\n", "")
    curator.run(f"digest new --since 2026-11-25 --until {TODAY}")
    curator.run("addresses --update")
    assert (curator.content / "digests" / f"{TODAY}.yml").is_file()


def replace_all(curator: Curator) -> None:
    shutil.rmtree(curator.content)
    for name in ("papers", "pages"):
        (curator.content / name).mkdir(parents=True)
    for name in ("themes", "tags"):
        term = "fog:\n  label: Fog\n  description: All about fog.\n"
        curator.write(f"{name}.yml", term)
    curator.write("pages/index.md", "---\ntitle: Harbour\ndescription: All of it.\n---\nHello.\n")
    source = curator.library / "refs.bib"
    source.write_text(OTHER, encoding="utf-8")
    curator.run("import", str(source))
    source.unlink()


STEPS = (
    *(add, rename, merge, retract, edit_a_theme, merge_tags, merge_people, digest),
    replace_all,
)


def check(curator: Curator, before: str, is_built: bool) -> None:
    """What the workflow runs on a pull request to a library whose list of addresses was that."""
    if is_built:
        curator.run("build --strict")
        curator.run("check --built")
    else:
        curator.run("check")
    earlier = curator.library.parent / "addresses.txt"
    earlier.write_text(before, encoding="utf-8")
    curator.run("addresses --before", str(earlier))


def test_every_step_of_a_curator_is_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "today", lambda: TODAY)
    curator = Curator(copy_of_project(tmp_path / "library"))
    shutil.rmtree(curator.library / "templates")
    curator.git("init", "--quiet")
    curator.git("add", "--all")
    curator.git("commit", "--quiet", "--message", "A library")
    built: list[Callable[[Curator], None]] = drawn(STEPS, 2)
    for step in STEPS:
        before = curator.git("show", "HEAD:content/addresses.txt")
        step(curator)
        check(curator, before, step in built)
        curator.git("add", "--all")
        curator.git("commit", "--quiet", "--message", step.__name__)


@pytest.mark.parametrize(
    "workflow",
    [
        REPOSITORY / ".github" / "workflows" / "check.yml",
        REPOSITORY / "generator" / "pressmark" / "starter" / "library" / "workflows" / "check.yml",
    ],
    ids=["ours", "of new libraries"],
)
def test_the_workflow_runs_what_is_tried_here(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    for command in ("pressmark check --built", "pressmark addresses --before"):
        assert command in text
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "make site" in text or "pressmark check --built" in text
    assert "pressmark build --strict" in makefile
