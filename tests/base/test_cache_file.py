"""A cache file comes back whole and for its own key, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pressmark.base import cache_file

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"Lamps of the harbour" * 3
VALUES = {"é": [1, ("eel", b"\0", None)], "": True}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was written, in a folder that was not there."""
    path = tmp_path / ".build" / "file"
    cache_file.write(path, b"key", CONTENT)
    return path


def test_what_was_written_is_read(file: Path) -> None:
    assert cache_file.read(file, b"key") == CONTENT


def test_plain_values_come_back_as_they_were(tmp_path: Path) -> None:
    cache_file.write_values(tmp_path / "values", b"key", VALUES)
    assert cache_file.read_values(tmp_path / "values", b"key") == VALUES


def test_a_file_for_another_key_counts_as_not_there(file: Path) -> None:
    assert cache_file.read(file, b"another key") is None
    assert cache_file.read_values(file, b"another key") is None


def test_a_file_that_was_cut_off_anywhere_counts_as_not_there(file: Path) -> None:
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert cache_file.read(file, b"key") is None


def test_a_file_with_any_byte_changed_counts_as_not_there(file: Path) -> None:
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache_file.read(file, b"key") is None


def test_a_file_with_more_behind_it_counts_as_not_there(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")
    assert cache_file.read(file, b"key") is None


def test_what_is_no_file_counts_as_not_there(tmp_path: Path) -> None:
    assert cache_file.read(tmp_path, b"key") is None
    assert cache_file.read(tmp_path / "missing", b"key") is None


def test_nothing_else_is_left_in_the_folder(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_refuses_is_no_fault(file: Path) -> None:
    cache_file.write(file / "below" / "a file", b"key", CONTENT)
    cache_file.write(file.parent, b"key", CONTENT)
    assert list(file.parent.iterdir()) == [file]
    assert [path.name for path in file.parent.parent.iterdir()] == [".build"]


def test_a_write_that_fails_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.replace", full)
    cache_file.write(file, b"key", b"other content")
    assert cache_file.read(file, b"key") == CONTENT
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
def test_who_reads_while_others_write_finds_one_of_the_files_whole(tmp_path: Path) -> None:
    path, contents = tmp_path / "file", [bytes([n]) * 100_000 for n in range(2)]
    cache_file.write(path, b"key", contents[0])
    writers = []
    for content in contents:
        if not (writer := os.fork()):
            for _ in range(50):
                cache_file.write(path, b"key", content)
            os._exit(0)
        writers.append(writer)
    seen = {cache_file.read(path, b"key") for _ in range(100)}
    assert [os.waitpid(writer, 0)[1] for writer in writers] == [0, 0]
    assert seen <= set(contents)
