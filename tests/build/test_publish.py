"""What is published replaces what was there in one step, and unchanged files are left alone."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from pressmark.base import disk
from pressmark.base.disk import are_alike, write_tree
from pressmark.base.work_folder import WorkFolder
from pressmark.build import publish
from pressmark.build.outputs import Output
from pressmark.build.publish import swap, update, write_new
from tests.project import files_of

if TYPE_CHECKING:
    from pathlib import Path


def tree(folder: Path, **files: str) -> Path:
    """A folder with these files."""
    write_tree(folder, ((name, text.encode()) for name, text in files.items()))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def work_of(root: Path, **folders: dict[str, str]) -> WorkFolder:
    """A work folder that holds these folders."""
    work = WorkFolder.of(root)
    for name, files in folders.items():
        tree(work.path / name, **files)
    return work


OLD, NEW = {"same": "1", "old": "2"}, {"same": "1", "new": "3"}


def test_a_tree_is_made_to_hold_exactly_its_files(tmp_path: Path) -> None:
    tree(tmp_path / "site", same="1", other="2")
    write_tree(tmp_path / "site", [("same", b"1"), ("a/b/c", b"3")])

    assert files_of(tmp_path / "site") == {"same": b"1", "a/b/c": b"3"}

    write_tree(tmp_path / "site", [("same", b"1")])

    assert [path.name for path in (tmp_path / "site").iterdir()] == ["same"]


def test_a_trees_files_are_written_only_where_their_bytes_differ(tmp_path: Path) -> None:
    tree(tmp_path / "site", same="1", other="2")
    os.utime(tmp_path / "site" / "same", ns=(1, 1))

    assert write_tree(tmp_path / "site", [("same", b"1"), ("other", b"3")]) == 1
    assert (tmp_path / "site" / "same").stat().st_mtime_ns == 1


@pytest.mark.parametrize("in_one_call", [True, False])
class TestASwap:
    @pytest.fixture(autouse=True)
    def system(self, in_one_call: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        """A system that exchanges folders in one call, where this one does, and one that can't."""
        if not in_one_call:
            monkeypatch.setattr(publish, "_exchanged", lambda new, live: False)

    def test_puts_the_new_folder_in_the_place_of_the_old(self, tmp_path: Path) -> None:
        swap(work_of(tmp_path, site=NEW), tree(tmp_path / "live", **OLD))

        assert files_of(tmp_path) == {"live/same": b"1", "live/new": b"3"}

    def test_makes_the_folder_where_there_is_none(self, tmp_path: Path) -> None:
        swap(work_of(tmp_path, site=NEW), tmp_path / "far" / "live")

        assert files_of(tmp_path) == {"far/live/same": b"1", "far/live/new": b"3"}

    def test_keeps_the_mark_of_a_folder_that_git_keeps(self, tmp_path: Path) -> None:
        live = tree(tmp_path / "live", **{".gitkeep": "", "old": "2"})
        swap(work_of(tmp_path, site={}), live)

        assert files_of(tmp_path) == {"live/.gitkeep": b""}

    def test_leaves_a_link_to_the_site_a_link(self, tmp_path: Path) -> None:
        tree(tmp_path / "far", **OLD)
        (tmp_path / "live").symlink_to("far")
        swap(work_of(tmp_path, site=NEW), tmp_path / "live")

        assert (tmp_path / "live").is_symlink()
        assert files_of(tmp_path / "far") == {"same": b"1", "new": b"3"}

    def test_puts_a_folder_in_the_place_of_a_file_and_a_file_in_that_of_a_folder(
        self, tmp_path: Path
    ) -> None:
        live = tree(tmp_path / "live", **{"a": "1", "b/c/d": "2"})
        swap(work_of(tmp_path, site={"a/e": "3", "b/c": "4"}), live)

        assert files_of(live) == {"a/e": b"3", "b/c": b"4"}


def test_a_site_on_another_disk_is_published_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refused(source: str | Path, target: str | Path) -> None:
        if ".build" in str(source) and ".build" not in str(target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        replace(source, target)

    monkeypatch.setattr(publish, "_exchanged", lambda new, live: False)
    monkeypatch.setattr(os, "replace", refused)
    live = tree(tmp_path / "live", **OLD)
    swap(work_of(tmp_path, site=NEW), live)

    assert files_of(tmp_path) == {"live/same": b"1", "live/new": b"3"}


def stamp(path: Path) -> tuple[int, int]:
    """Which file this is, and when it was last written."""
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_an_update_changes_adds_and_removes_just_what_it_is_told(tmp_path: Path) -> None:
    live = tree(tmp_path / "live", **{"a/b/gone": "1", "a/kept": "2", "changed": "3"})
    work = work_of(tmp_path, stage={"changed": "4", "new/new": "5"})
    before = stamp(live / "a" / "kept")

    update(work, live, ["a/b/gone", "never/there"])

    assert files_of(live) == {"a/kept": b"2", "changed": b"4", "new/new": b"5"}
    assert not (live / "a" / "b").exists()
    assert stamp(live / "a" / "kept") == before


EEL = Output("eel/index.html", [b"page"])


def test_new_files_are_written_at_their_paths(tmp_path: Path) -> None:
    files = {
        "index.html": [b"home"],
        "tags/night/index.html": [b"tag"],
        "tags/night/papers.bib": [b"bi", b"b"],
        "tags/night/a/b": [b""],
        "tags/night/card.png": [],
        "tags/night/2/index.html": [b"part"],
        "a/b/c/index.html": [b""],
    }
    outputs = [Output(path, pieces) for path, pieces in files.items()]

    sizes = write_new(tmp_path, outputs)
    assert (sizes.files, sizes.bytes) == (7, len(b"hometagbibpart"))
    assert sizes.kinds == {
        "index.html": (1, 4),
        "tags/*/index.html": (2, 7),
        "tags/*/papers.bib": (1, 3),
        "tags/*/b": (1, 0),
        "tags/*/card.png": (1, 0),
        "a/*": (1, 0),
    }
    assert files_of(tmp_path) == {path: b"".join(pieces) for path, pieces in files.items()}


TWINNED = [
    Output("eel/cite.bib", [b"@misc{eel}"]),
    Output("a/papers.bib", [b"@misc{eel}"], "eel/cite.bib"),
    Output("a/own.bib", [b"@misc{eel}"]),
    Output("b/papers.bib", [b"@misc{eel}"], "eel/cite.bib"),
    Output("c/papers.bib", [b"@misc{cod}"], "cod/cite.bib"),
]


def test_a_file_and_its_twin_are_one_until_either_is_updated(tmp_path: Path) -> None:
    live = tree(tmp_path / "live")
    assert write_new(live, TWINNED).bytes == 50
    names = ["eel/cite.bib", "a/papers.bib", "a/own.bib", "b/papers.bib", "c/papers.bib"]
    assert [(live / name).stat().st_nlink for name in names] == [3, 3, 1, 3, 1]
    update(work_of(tmp_path, stage={"a/papers.bib": "@book{eel}"}), live, [])
    found = [(live / name).read_bytes() for name in names]
    assert found == [b"@misc{eel}", b"@book{eel}", b"@misc{eel}", b"@misc{eel}", b"@misc{cod}"]
    update(work_of(tmp_path, stage={"eel/cite.bib": "@phdthesis{eel}"}), live, [])
    found[0] = b"@phdthesis{eel}"
    assert [(live / name).read_bytes() for name in names] == found


def test_where_a_file_can_have_one_name_only_each_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert write_new(tmp_path, TWINNED).bytes == 50
    written = [tmp_path / name / "papers.bib" for name in "ab"]
    assert [path.read_bytes() for path in written] == [b"@misc{eel}", b"@misc{eel}"]
    assert [path.stat().st_nlink for path in written] == [1, 1]


@pytest.mark.parametrize(
    ("other", "alike"),
    [(b"lamp", True), (b"lamb", False), (b"lams", False), (b"lamps", False), (None, False)],
)
def test_files_are_alike_whose_bytes_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: bytes | None, alike: bool
) -> None:
    monkeypatch.setattr(disk, "_AT_ONCE", 2)
    (tmp_path / "one").write_bytes(b"lamp")
    if other is not None:
        (tmp_path / "other").write_bytes(other)
    assert are_alike(tmp_path / "one", tmp_path / "other") == alike


def test_two_new_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_new(tmp_path, [EEL, EEL])


def test_a_full_disk_is_said_with_the_pages_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, html: write(file, html[:2]))

    with pytest.raises(OSError, match="eel") as caught:
        write_new(tmp_path, [EEL])

    assert caught.value.errno == errno.ENOSPC


def test_pages_leave_no_file_open_when_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    open_file = os.open

    def noted(*arguments: object, **options: object) -> int:
        opened.append(open_file(*arguments, **options))  # type: ignore[arg-type]
        return opened[-1]

    def refuse(file: int, html: bytes) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", noted)
        patch.setattr(os, "write", refuse)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            write_new(tmp_path, [EEL])

    assert len(opened) == 2
    for file in opened:
        with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
            os.fstat(file)


@pytest.mark.parametrize("damaged", [b"", b'["', b"[1, 2]", b"null", b"\xff" * 99, b'["site"]'])
def test_damaged_notes_on_publishing_are_said_and_the_next_build_makes_all(
    tmp_path: Path, damaged: bytes
) -> None:
    live, work = tree(tmp_path / "site", **OLD), work_of(tmp_path, stage=NEW)
    work.publication.write_bytes(damaged)
    work.state.write_bytes(b"as it was built last")

    note = publish.complete(work)

    assert note.startswith(f"{work.publication} is damaged")
    assert note.endswith("Build the site again")
    assert files_of(live) == {name: text.encode() for name, text in OLD.items()}
    assert not work.state.exists()
    assert publish.complete(work) == ""
