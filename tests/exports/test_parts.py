"""Parts of files are kept while what they are made of is the same, and never when it may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.exports.parts import Parts
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"this program"


def never() -> bytes:
    pytest.fail("it is kept")


def parts(folder: Path, titles: bytes = b"titles", key: bytes = KEY) -> Parts:
    """The parts of a library whose papers have these titles."""
    facts = {Touched.TITLES: titles, Touched.COUNTS: b"counts"}
    return Parts(key, folder, facts.__getitem__)


def kept(folder: Path) -> Path:
    """A folder in which a build kept two parts."""
    made = parts(folder)
    made.of_facts("names", Touched.TITLES, lambda: b"first")
    made.of("rows", b"of 1", lambda: b"1")
    made.keep()
    return folder


def test_what_was_kept_is_not_made_again(tmp_path: Path) -> None:
    found = parts(kept(tmp_path))
    assert found.of_facts("names", Touched.TITLES, never) == b"first"
    assert found.of("rows", b"of 1", never) == b"1"


def test_a_part_of_other_facts_is_made_again_and_the_others_stay(tmp_path: Path) -> None:
    found = parts(kept(tmp_path), b"other titles")
    assert found.of_facts("names", Touched.TITLES, lambda: b"second") == b"second"
    found.keep()
    again = parts(tmp_path, b"other titles")
    assert again.of_facts("names", Touched.TITLES, never) == b"second"
    assert again.of("rows", b"of 1", never) == b"1"
    assert again.of("rows", b"of 2", lambda: b"2") == b"2"


def test_another_program_starts_anew(tmp_path: Path) -> None:
    found = parts(kept(tmp_path), key=b"another program")
    assert found.of("rows", b"of 1", lambda: b"3") == b"3"


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    (file,) = kept(tmp_path).iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert parts(tmp_path).of("rows", b"of 1", lambda: b"3") == b"3"


def test_nothing_is_kept_where_nobody_tells_papers_apart(tmp_path: Path) -> None:
    made = Parts(KEY, tmp_path)
    assert made.of_facts("names", Touched.TITLES, lambda: b"first") == b"first"
    assert made.of_facts("names", Touched.TITLES, lambda: b"second") == b"second"
    made.keep()
    assert list(tmp_path.iterdir()) == []
