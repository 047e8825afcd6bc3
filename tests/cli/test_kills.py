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
from tests.writers import WRITERS, prepare

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

PAGE = "See [lamps](papers/quill2021counting.md).\n"


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """A library with what the commands work on."""
    return prepare(tiny_library, PAGE)


def content_of(library: TinyLibrary) -> dict[str, bytes]:
    return {name: held for name, held in library.snapshot().items() if name.startswith("content/")}


def restore(library: TinyLibrary, content: dict[str, bytes]) -> None:
    shutil.rmtree(library.content)
    for name, held in content.items():
        library.write(name.removeprefix("content/"), held)


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_killed_command_is_done_or_was_never_begun(library: TinyLibrary, words: str) -> None:
    do = partial(main, words.split())
    before = content_of(library)
    changes = changes_of(do)
    after = content_of(library)
    assert after != before
    outcomes = []
    for number in drawn(range(1, changes + 1), 8):
        restore(library, before)
        kill(do, number)
        CliRunner().invoke(main, ["check"])
        outcomes.append(content_of(library) == after)
        assert content_of(library) == (after if outcomes[-1] else before)
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}
