"""Drafts are looked at again when the vocabulary has grown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.cli.main import main

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

DRAFT = """\
---
title: A Foghorn at Night
# From the almanac.
tags:
- harbour
suggested:
- theme
- tags
---
"""
FILE = "papers/quill2020foghorn.md"
FOG = "fog:\n  label: Fog\n  description: What is hard to see through.\n  aliases: [foghorn]\n"


def run(library: TinyLibrary, *arguments: str) -> Result:
    config = ["-f", str(library.config_file)]
    return CliRunner().invoke(main, ["suggest", *config, *arguments])


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    tiny_library.config_file.write_text("site_name: Lamps\n", encoding="utf-8")
    tiny_library.write(FILE, DRAFT)
    for name in ("themes.yml", "tags.yml"):
        text = (tiny_library.content / name).read_text(encoding="utf-8")
        tiny_library.write(name, text + FOG)
    return tiny_library


def text_of(library: TinyLibrary) -> str:
    return (library.content / FILE).read_text(encoding="utf-8")


def test_a_draft_gets_what_the_vocabulary_suggests_now_and_keeps_the_rest(
    library: TinyLibrary,
) -> None:
    done = run(library)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "quill2020foghorn: theme fog, tag night, tag fog\n1 of 1 draft changed\n"
    paper = library.load().papers["quill2020foghorn"]
    assert (paper.theme, paper.tags) == ("fog", ("harbour", "night", "fog"))
    assert "# From the almanac.\n" in text_of(library)
    assert run(library).stdout == "0 of 1 draft changed\n"


@pytest.mark.parametrize(
    ("suggested", "expected"), [("theme", ("fog", ("harbour",))), ("tags", ("", ("harbour",)))]
)
def test_what_a_curator_has_confirmed_stays(
    suggested: str, expected: tuple[str, tuple[str, ...]], library: TinyLibrary
) -> None:
    other = {"theme": "- tags\n", "tags": "- theme\n"}[suggested]
    library.write(FILE, DRAFT.replace(other, ""))
    run(library)
    paper = library.load().papers["quill2020foghorn"]
    assert (paper.theme, paper.tags[:1]) == expected
    assert (len(paper.tags) == 1) == (suggested == "theme")


def test_whole_records_are_not_looked_at(library: TinyLibrary) -> None:
    before = {path: path.read_bytes() for path in (library.content / "papers").iterdir()}
    run(library)
    assert {path.name for path, text in before.items() if path.read_bytes() != text} == {
        "quill2020foghorn.md"
    }


def test_a_dry_run_writes_nothing(library: TinyLibrary) -> None:
    assert run(library, "--dry-run").stdout.endswith("1 of 1 draft would change\n")
    assert text_of(library) == DRAFT


def test_a_program_is_told_in_json(library: TinyLibrary) -> None:
    assert json.loads(run(library, "--json").stdout) == {
        "drafts": 1,
        "themes": {"quill2020foghorn": "fog"},
        "tags": {"quill2020foghorn": ["night", "fog"]},
        "kept": [],
        "dry_run": False,
    }


def test_a_draft_that_can_not_be_edited_is_named(library: TinyLibrary) -> None:
    library.write(FILE, DRAFT.replace("tags:\n- harbour\n", "tags: [harbour]  # one\n"))
    done = run(library)
    assert done.exit_code == 3
    assert done.stderr.startswith("quill2020foghorn: not changed")
    assert "tags: [harbour]  # one\n" in text_of(library)
