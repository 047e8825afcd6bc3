"""Fragments are kept while their papers are the same, and never trusted when they are damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.exports import fragments
from pressmark.exports.fragments import Fragments

if TYPE_CHECKING:
    from pathlib import Path

FINGERPRINTS = {"eel": b"1" * 16, "fog": b"2" * 16}
KEY = b"this program"


def kept(folder: Path) -> Path:
    """A folder in which a build kept the fragments of two papers."""
    made = Fragments(FINGERPRINTS, KEY, folder)
    made.of("bib").update(eel=b"@misc{eel}", fog=b"@misc{fog}")
    made.keep()
    return folder


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    found = Fragments(FINGERPRINTS, KEY, kept(tmp_path))
    assert found.of("bib") == {"eel": b"@misc{eel}", "fog": b"@misc{fog}"}
    assert found.of("ris") == {}


def test_a_changed_paper_is_forgotten_and_what_takes_its_place_is_kept(tmp_path: Path) -> None:
    fingerprints = {**FINGERPRINTS, "fog": b"3" * 16}
    found = Fragments(fingerprints, KEY, kept(tmp_path))
    assert found.of("bib") == {"eel": b"@misc{eel}"}
    found.of("bib")["fog"] = b"@misc{fog, year = 2024}"
    found.keep()
    assert Fragments(fingerprints, KEY, tmp_path).of("bib")["fog"] == b"@misc{fog, year = 2024}"


def test_another_program_starts_anew(tmp_path: Path) -> None:
    assert Fragments(FINGERPRINTS, b"another program", kept(tmp_path)).of("bib") == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [0, 5, 20, -1])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, length: int) -> None:
    (file,) = kept(tmp_path).iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert Fragments(FINGERPRINTS, KEY, tmp_path).of("bib") == {}


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept(tmp_path / "file" / "folder")
    assert Fragments(FINGERPRINTS, KEY, tmp_path / "file" / "folder").of("bib") == {}


def test_large_libraries_keep_no_fragments_and_hold_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "_PAPERS_KEPT", 1)
    monkeypatch.setattr(fragments, "_MOST_AT_ONCE", 2)
    made = Fragments(FINGERPRINTS, KEY, tmp_path)
    made.of("bib")["eel"] = b"@misc{eel}"
    made.of("bib")["fog"] = b"@misc{fog}"
    assert made.of("bib") == {}
    made.of("bib")["eel"] = b"@misc{eel}"
    assert made.of("bib") == {"eel": b"@misc{eel}"}
    made.keep()
    made.share(tmp_path, ("bib",), ["eel"])
    assert list(tmp_path.iterdir()) == []


def test_what_is_new_is_written_into_a_file_of_its_own_until_there_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "_MOST_FILES", 3)
    fingerprints = {f"eel{number}": bytes([number]) * 16 for number in range(6)}
    files = []
    for number, name in enumerate(fingerprints):
        made = Fragments(fingerprints, KEY, tmp_path)
        assert list(made.of("bib")) == list(fingerprints)[:number]
        made.of("bib")[name] = name.encode()
        made.keep()
        size = sorted(path.stat().st_size for path in tmp_path.iterdir())
        made.keep()  # nothing new
        assert sorted(path.stat().st_size for path in tmp_path.iterdir()) == size
        files.append(len(size))
    assert files == [1, 2, 3, 1, 2, 3]
    wanted = {name: name.encode() for name in fingerprints}
    assert Fragments(fingerprints, KEY, tmp_path).of("bib") == wanted


def test_what_was_made_anew_replaces_what_was_kept(tmp_path: Path) -> None:
    found = Fragments(FINGERPRINTS, KEY, kept(tmp_path))
    found.of("bib")["eel"] = b"@book{eel}"
    found.keep()
    again = Fragments(FINGERPRINTS, KEY, tmp_path)
    assert again.of("bib") == {"eel": b"@book{eel}", "fog": b"@misc{fog}"}


def test_what_others_left_is_kept_too(tmp_path: Path) -> None:
    shared, folder = tmp_path / "shared", kept(tmp_path / "kept")
    shared.mkdir()
    one, other = Fragments(FINGERPRINTS, KEY), Fragments(FINGERPRINTS, KEY, folder)
    one.of("bib")["eel"] = b"@book{eel}"
    one.share(shared, ("bib",), ["eel"])
    other.gather(shared)
    other.of("ris")["fog"] = b"TY  - GEN"
    other.keep()
    assert [path.name for path in shared.iterdir()] == ["eel.bib"]
    again = Fragments(FINGERPRINTS, KEY, folder)
    assert again.of("bib") == {"eel": b"@book{eel}", "fog": b"@misc{fog}"}
    assert again.of("ris") == {"fog": b"TY  - GEN"}
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["eel.bib", "~000001.bib", "~000001.ris"]


def test_what_a_process_left_others_itself_is_not_written_again(tmp_path: Path) -> None:
    shared, folder = tmp_path / "shared", tmp_path / "kept"
    shared.mkdir()
    made = Fragments(FINGERPRINTS, KEY, folder)
    made.of("bib")["eel"] = b"@misc{eel}"
    made.share(shared, ("bib",), ["eel"])
    made.gather(shared)
    made.keep()
    assert [path.name for path in folder.iterdir()] == ["eel.bib"]
    assert Fragments(FINGERPRINTS, KEY, folder).of("bib") == {"eel": b"@misc{eel}"}


def test_processes_of_a_build_leave_each_other_what_they_made(tmp_path: Path) -> None:
    one, other = (Fragments(FINGERPRINTS, KEY) for _ in range(2))
    one.of("bib").update(eel=b"@misc{eel}", fog=b"@misc{fog}")
    one.of("ris")["eel"] = b"TY  - GEN"
    one.of("csv")["eel"] = b"eel"
    other.of("bib")
    one.share(tmp_path, ("bib", "ris"), ["eel"])
    other.gather(tmp_path)
    assert other.of("bib") == {"eel": b"@misc{eel}"}
    assert other.of("ris") == {"eel": b"TY  - GEN"}
    assert other.of("csv") == {}
    one.share(tmp_path, ("bib", "ris"), ["fog"])
    other.gather(tmp_path)
    assert other.of("bib") == one.of("bib")


def test_what_is_shared_is_looked_at_once(tmp_path: Path) -> None:
    one, other = (Fragments(FINGERPRINTS, KEY) for _ in range(2))
    one.of("bib")["eel"] = b"@misc{eel}"
    one.share(tmp_path, ("bib",), ["eel"])
    for known in (one, other):
        known.gather(tmp_path)
        known.of("bib").clear()
        known.gather(tmp_path)
    assert one.of("bib") == other.of("bib") == {}


@pytest.mark.parametrize("damage", [b"", b"1" * 40])
def test_what_is_shared_and_damaged_counts_for_nothing(tmp_path: Path, damage: bytes) -> None:
    one, other = (Fragments(FINGERPRINTS, KEY) for _ in range(2))
    one.of("bib")["eel"] = b"@misc{eel}"
    one.share(tmp_path, ("bib",), ["eel"])
    (found,) = tmp_path.iterdir()
    found.write_bytes(damage)
    other.gather(tmp_path)
    assert other.of("bib") == {}
