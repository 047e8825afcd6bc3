"""What many tests share: a tiny library on disk, made of a few invented papers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from pressmark.base.palette import read_palette
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.build.workers import cores
from pressmark.library.loading.load import load
from tests import drawings
from tests.effort import IS_LONG, examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: what only a long run tries (tests/effort.py)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many take part where a run is for all cores: two more than these, as whoever looks with a
    browser, or at what processes do, waits for about a third of the time."""
    return cores() + 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [] if IS_LONG else [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


# How long an example takes to make and to try is the machine's matter, not a test's. The usual
# examples are the same ones each time; a long run looks for new ones.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not IS_LONG,
    max_examples=examples(50, 2_000),
    print_blob=True,
)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parent.parent
PALETTE = read_palette([PACKAGE_TEMPLATES])
# A small library that stays as it is, whatever becomes of the one in the repository's content/.
SAMPLE = REPOSITORY / "tests" / "sample"
COLLECTION = REPOSITORY.parent / "shared" / "collection"

THEMES = """\
lamps:
  label: Lamps
  description: Light sources along a coast and how they are told apart.
  aliases: [lamp, lighthouse]
tides:
  label: Tides
  description: The rise and fall of water.
  aliases: [tide, flood]
"""

TAGS = """\
counting:
  label: Counting
  description: How many there are of something.
  aliases: [counting, tally]
harbour:
  label: Harbour
  description: Places where ships lie.
  aliases: [harbour, port]
night:
  label: Night
  description: What happens in the dark.
  aliases: [night, darkness]
"""

LAMPS = """\
---
title: Counting Lamps in the Harbour
authors:
- Ada Quill
- name: Ben Oar
  orcid: 0000-0002-1825-0097
date: 2021-03-04
type: method
arxiv: 2103.00001
theme: lamps
tags:
- harbour
- counting
- night
tldr: Lamps are counted from a boat, and the tally agrees with the harbour book.
---

## Problem

Nobody knows how many lamps burn.

## Approach

A boat goes round with a *tally* sheet.

## Finding

There are forty, as the book says.
"""

TIDES = """\
---
title: 'A Flood of Tables: Reading Tides'
authors:
- Cleo Mast
date: 2022-07
type: dataset
arxiv: 2207.00002
theme: tides
tags:
- harbour
- counting
- night
tldr: Old tide tables are typed in and checked.
later_title: Reading Tides
---

## Problem

The tables fade.

## Approach

Two people type each line.

## Finding

Few lines differ.
"""


@dataclass(frozen=True)
class TinyLibrary:
    """A library's folder with an mkdocs.yml and a content folder that tests may change."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def config_file(self) -> Path:
        return self.root / "mkdocs.yml"

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the content folder."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def load(self) -> Library:
        return load(self.content)

    def snapshot(self) -> dict[str, bytes]:
        """Every file below the root with its bytes, but for what only later builds need."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".build" not in path.parts
        }


@pytest.fixture
def empty_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyLibrary:
    """A vocabulary, a published page and no records; the tests run in its folder."""
    library = TinyLibrary(tmp_path / "library")
    library.write("themes.yml", THEMES)
    library.write("tags.yml", TAGS)
    library.config_file.write_text("site_name: Harbour papers\n", encoding="utf-8")
    (library.root / "site").mkdir()
    (library.root / "site" / "index.html").write_text("<p>as published\n", encoding="utf-8")
    monkeypatch.chdir(library.root)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return library


@pytest.fixture
def tiny_library(empty_library: TinyLibrary) -> TinyLibrary:
    """The empty library with two records."""
    empty_library.write("papers/quill2021counting.md", LAMPS)
    empty_library.write("papers/mast2022flood.md", TIDES)
    return empty_library


@pytest.fixture(scope="module", autouse=True)
def lent_drawings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Has what the theme draws be drawn once a run where it is the same. Modules that test when or
    what is drawn have a fixture of this name that does not."""
    with drawings.lending(tmp_path_factory):
        yield


def collection_file(name: str) -> Path:
    """A file of the real collection, which only its holders have beside the repository."""
    path = COLLECTION / name
    if not path.is_file():
        pytest.skip(f"the real {name} is not beside this repository (../shared/collection)")
    return path
