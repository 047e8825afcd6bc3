"""Files that are written together are all old or all new, whatever stops their writing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base import journal
from pressmark.base.errors import PressmarkError
from pressmark.base.journal import ChangedMeanwhileError, complete, write_together
from pressmark.base.work_folder import WorkFolder
from tests.kills import changes_of, kill
from tests.project import files_of

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = {"content/a.md": b"1", "content/b.md": b"2", "content/c/d.md": b"3"}
NEW = {"content/a.md": b"4", "content/b.md": None, "content/e/f.md": b"\xff\r\n"}
AFTER = {"content/a.md": b"4", "content/c/d.md": b"3", "content/e/f.md": b"\xff\r\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with old files."""
    write(tmp_path, OLD)
    return tmp_path


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def change(root: Path) -> None:
    write_together(root, {root / name: content for name, content in NEW.items()}, {})


def content_of(root: Path) -> dict[str, bytes]:
    return {name: held for name, held in files_of(root).items() if name.startswith("content/")}


def test_files_are_written_and_removed(root: Path) -> None:
    change(root)

    assert content_of(root) == AFTER
    assert complete(root) == []


def test_what_was_killed_is_done_or_was_never_begun(tmp_path: Path) -> None:
    write(tmp_path / "0", OLD)
    outcomes = []
    for number in range(1, changes_of(lambda: change(tmp_path / "0")) + 1):
        root = tmp_path / str(number)
        write(root, OLD)
        kill(lambda root=root: change(root), number)  # type: ignore[misc]
        notes = complete(root)
        outcomes.append(content_of(root) == AFTER)
        assert outcomes[-1] if notes else content_of(root) in (OLD, AFTER)
        assert complete(root) == []

    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def test_completing_can_be_killed_too(tmp_path: Path) -> None:
    first = half_done(tmp_path / "0")
    for number in range(1, changes_of(lambda: complete(first)) + 1):
        root = half_done(tmp_path / str(number))
        kill(lambda root=root: complete(root), number)  # type: ignore[misc]
        complete(root)
        assert content_of(root) == AFTER


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda text: text[:-1],
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b"a.md", b"b.md"),
        lambda _: b"\0" * 4_096,
        lambda _: bytes(range(256)) * 20,
        lambda _: b"[]",
    ],
    ids=["empty", "a byte less", "half", "changed", "zeros", "bytes", "no checksum"],
)
def test_a_damaged_journal_is_said_with_what_to_do_and_kept(
    root: Path, damage: Callable[[bytes], bytes]
) -> None:
    half_done(root)
    work = WorkFolder.of(root)
    damaged = damage(work.journal.read_bytes())
    work.journal.write_bytes(damaged)
    before = content_of(root)

    (note,) = complete(root)

    kept = work.interrupted / "journal"
    assert f"{work.journal} is damaged" in note
    assert "run that command again" in note
    assert str(kept) in note
    assert kept.read_bytes() == damaged
    assert content_of(root) == before
    assert complete(root) == []


def half_done(root: Path) -> Path:
    """A project in which a command was killed in the middle."""
    write(root, OLD)
    kill(lambda: change(root), 6)
    assert WorkFolder.of(root).journal.exists()
    return root


def test_what_a_person_wrote_after_the_kill_stays(root: Path) -> None:
    kill(lambda: change(root), 6)
    write(root, {"content/a.md": b"mine", "content/b.md": b"mine too"})

    completed, changed, removed = complete(root)

    aside = WorkFolder.of(root).interrupted / "content" / "a.md"
    assert content_of(root) == {
        **AFTER,
        "content/a.md": b"mine",
        "content/b.md": b"mine too",
    }
    assert aside.read_bytes() == b"4"
    assert str(root / "content" / "a.md") in changed
    assert str(aside) in changed
    assert str(root / "content" / "b.md") in removed
    assert "1 file" in completed


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ({"content/a.md": b"0"}, "a.md was changed"),
        ({"content/e/f.md": b"0"}, "f.md was changed"),
        ({"content/a.md": None}, "a.md was made"),
        ({"content/c/d.md": b"0"}, "d.md was changed"),
    ],
)
def test_nothing_is_written_when_files_are_not_what_they_should_be(
    root: Path, before: dict[str, bytes | None], what: str
) -> None:
    with pytest.raises(ChangedMeanwhileError, match=what):
        write_together(
            root,
            {root / name: content for name, content in NEW.items()},
            {root / name: content for name, content in before.items()},
        )

    assert content_of(root) == OLD


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is brought to the disk, renamed and removed from now on, in this order."""
    steps: list[str] = []
    names: dict[int, str] = {}
    system = {name: getattr(os, name) for name in ("open", "fsync", "replace", "unlink")}

    def opened(path: str, *arguments: Any, **named: Any) -> int:
        file: int = system["open"](path, *arguments, **named)
        names[file] = Path(path).name
        return file

    def synced(file: int) -> None:
        steps.append(f"sync {names[file]}")
        system["fsync"](file)

    def renamed(source: str, target: str) -> None:
        steps.append(f"rename {Path(target).name}")
        system["replace"](source, target)

    def removed(path: str, *arguments: Any, **named: Any) -> None:
        system["unlink"](path, *arguments, **named)
        steps.append(f"remove {Path(path).name}")

    for name, noted in {
        "open": opened,
        "fsync": synced,
        "replace": renamed,
        "unlink": removed,
        "sync": lambda: steps.append("sync all"),
    }.items():
        monkeypatch.setattr(os, name, noted)
    return steps


def check_order(steps: list[str], *groups: set[str]) -> None:
    """Fails unless, from the beginning on, all steps of a group are taken after all of the group
    before."""
    start = 0
    for group in groups:
        assert group <= {*steps[start:]}, steps
        start = max(steps.index(step, start) for step in group) + 1


CARRIED_OUT: tuple[set[str], ...] = (
    {"sync .a.md.new", "sync .f.md.new"},
    {"rename a.md", "rename f.md", "remove b.md"},
    {"sync content", "sync e"},
    {"remove journal"},
)


def test_the_disk_has_the_journal_before_any_file_changes_and_all_files_before_it_goes(
    root: Path, steps: list[str]
) -> None:
    change(root)

    check_order(steps, {"rename journal"}, {"sync journal", "sync .build"}, *CARRIED_OUT)


def test_the_disk_has_what_is_completed_before_the_journal_goes(
    tmp_path: Path, steps: list[str]
) -> None:
    root = half_done(tmp_path)
    steps.clear()
    complete(root)

    check_order(steps, *CARRIED_OUT)


def test_many_files_are_brought_to_the_disk_at_once(root: Path, steps: list[str]) -> None:
    names = [f"many{number}.md" for number in range(30)]
    write_together(root, {root / "content" / name: b"1" for name in names}, {})

    renames = {f"rename {name}" for name in names}
    check_order(steps, {"sync journal"}, {"sync all"}, renames, {"sync all"}, {"remove journal"})
    assert not any(step.startswith("sync .many") for step in steps)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_disk_that_loses_what_is_written_stops_it_and_one_that_can_not_tell_does_not(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    if number == errno.EIO:
        with pytest.raises(OSError, match=os.strerror(number)):
            change(root)
    else:
        change(root)

    assert content_of(root) == (OLD if number == errno.EIO else AFTER)
    assert complete(root) == []


def test_what_the_disk_refuses_is_undone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if "f.md" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match=r"f\.md"):
        change(root)

    assert content_of(root) == OLD
    assert complete(root) == []


def test_a_link_to_a_record_stays_a_link(root: Path) -> None:
    (root / "content" / "link.md").symlink_to("c/d.md")
    write_together(root, {root / "content" / "link.md": b"5"}, {})

    assert (root / "content" / "link.md").is_symlink()
    assert (root / "content" / "c" / "d.md").read_bytes() == b"5"


def test_two_do_not_write_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_PATIENCE", 0.0)
    work = WorkFolder.of(root)
    with (
        journal.writing(work),
        pytest.raises(PressmarkError, match=f"process {os.getpid()}"),
    ):
        change(root)

    assert content_of(root) == OLD


def test_two_do_not_change_records_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_PATIENCE", 0.0)
    said = pytest.raises(PressmarkError, match=rf"changing the records \(process {os.getpid()}\)")
    with journal.turn(root), said, journal.turn(root):
        pass
