"""A command that is killed leaves the content folder old or new, once any other command has run."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.cli.main import main
from tests.effort import drawn
from tests.kills import changes_of, kill

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

LISTING = "Reading Tides\nWe type.\nNight Boats\nWe row in darkness.\nCrab Pots\nWe pull.\n"
PAGE = "See [lamps](papers/quill2021counting.md).\n"
COMMANDS = {
    "import": "import listing.txt --added 2026-01-02",
    "rename": "rename quill2021counting quill2021lamps",
    "merge": "merge quill2021counting mast2022flood",
    "tags": "merge tag night counting",
    "redirect": "addresses --redirect old/lamps/ papers/quill2021counting/",
    "list": "addresses --update",
    "digest": "digest new --since 2025-01-01 --until 2026-01-01",
}


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """A library with what the commands work on."""
    tiny_library.write("pages/index.md", PAGE)
    tiny_library.write("abstracts/quill2021counting.txt", "Lamps burn.\n")
    for name in ("quill2021counting", "mast2022flood"):
        path = tiny_library.content / "papers" / f"{name}.md"
        path.write_text(path.read_text().replace("---\n", "---\nadded: 2025-06-01\n", 1))
    (tiny_library.root / "listing.txt").write_text(LISTING, encoding="utf-8")
    return tiny_library


def content_of(library: TinyLibrary) -> dict[str, bytes]:
    return {name: held for name, held in library.snapshot().items() if name.startswith("content/")}


def restore(library: TinyLibrary, content: dict[str, bytes]) -> None:
    shutil.rmtree(library.content)
    for name, held in content.items():
        library.write(name.removeprefix("content/"), held)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_killed_command_is_done_or_was_never_begun(library: TinyLibrary, words: str) -> None:
    do = partial(main, words.split())
    before = content_of(library)
    changes = changes_of(do)
    after = content_of(library)
    assert after != before
    outcomes = []
    for number in drawn(range(1, changes + 1), 12):
        restore(library, before)
        kill(do, number)
        CliRunner().invoke(main, ["check"])
        outcomes.append(content_of(library) == after)
        assert content_of(library) == (after if outcomes[-1] else before)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}
