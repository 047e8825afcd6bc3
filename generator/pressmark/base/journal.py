"""Files to write and to remove in; all of it done, or nothing, out, whatever stops this.

What is to be done is written down in the work folder first. A process that is killed before that
leaves everything as it was; one that is killed later leaves a journal, which `complete` carries out
before anything else is done in the folder. The same is so of a power cut: the journal is on the
disk itself before any file changes, and what it says is, before the journal goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base import disk, locks
from pressmark.base.errors import PressmarkError
from pressmark.base.words import counted
from pressmark.base.work_folder import WorkFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# Whoever writes does so for milliseconds; seconds mean that something is wrong.
_PATIENCE = 5.0


class _DamagedError(Exception):
    """Raised for a journal that is not as it was written."""


class ChangedMeanwhileError(PressmarkError):
    """Raised before anything is written when a file is not what the new one was made from."""


class _Entry(NamedTuple):
    """A file below the root, what it held, as a hash, and what it is to hold; None: no file."""

    name: str
    before: str | None
    content: bytes | None


def write_together(
    root: Path, files: Mapping[Path, bytes | None], before: Mapping[Path, bytes | None]
) -> None:
    """Write files below the project at `root`, or, where None stands for the content, remove them.

    `before` is what those of them that matter must hold now, None where there must be no file.
    Raises `ChangedMeanwhileError` where that is not so, and `OSError` where the disk refuses; the
    files are then as they were.
    """
    if not files:
        return
    work = WorkFolder.of(root)
    with writing(work):
        contents = {path: _content(path) for path in files}
        for path, expected in before.items():
            if _content(path) != expected:
                what = "was made" if expected is None else "was changed"
                raise ChangedMeanwhileError(
                    f"{path} {what} while this command ran; nothing was written. Run it again"
                )
        entries = [
            _Entry(path.relative_to(root).as_posix(), _hash(contents[path]), content)
            for path, content in files.items()
        ]
        disk.replace(work.journal, [_text(entries)])
        try:
            disk.sync([work.journal], root)
            _carry_out(root, entries)
        except BaseException:
            for entry in entries:
                _aside((root / entry.name).resolve()).unlink(missing_ok=True)
            for path, content in contents.items():
                if _content(path) != content:
                    _put(path, content)
            work.journal.unlink()
            raise
        work.journal.unlink()


def complete(root: Path) -> list[str]:
    """Carry out what a command that was stopped had begun to write below `root`; returns a sentence
    about it, and one for each file that was edited since, which is left as it is.

    Raises `OSError` where the disk refuses, and then can be called again.
    """
    work = WorkFolder.of(root)
    if not work.journal.exists():
        return []
    with writing(work):
        try:
            entries = _entries(work.journal.read_bytes())
        except FileNotFoundError:  # whoever was at work has ended
            return []
        except _DamagedError:
            return [_set_aside(work)]
        notes, due, done = [], [], []
        for entry in entries:
            path = root / entry.name
            _aside(path.resolve()).unlink(missing_ok=True)
            now = _hash(_content(path))
            if now == _hash(entry.content):
                done.append(path.resolve())
            elif now == entry.before:
                due.append(entry)
            else:
                notes.append(_left(work, path, entry))
        _carry_out(root, due)
        disk.sync(done, root)
        work.journal.unlink()
    count = len(entries) - len(notes)
    return [f"completed what an earlier command was stopped in: {counted(count, 'file')}", *notes]


def _carry_out(root: Path, entries: Sequence[_Entry]) -> None:
    """Write and remove what a journal says that is on the disk. A disk that is full is so before
    anything has changed."""
    places = [(root / entry.name).resolve() for entry in entries]
    for entry in entries:
        _prepare(root / entry.name, entry.content)
    disk.sync(map(_aside, places), root)
    for entry in entries:
        _put(root / entry.name, entry.content)
    disk.sync(places, root)


def _set_aside(work: WorkFolder) -> str:
    """Keep a journal that can't be carried out; what to say of that."""
    kept = work.interrupted / work.journal.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    work.journal.replace(kept)
    return (
        f"{work.journal} is damaged, so what an earlier command was stopped in could not be "
        "completed: some files may be as it would have them and others as they were. Compare the "
        f"library with your last commit or copy, and run that command again. It is kept as {kept}"
    )


def _left(work: WorkFolder, path: Path, entry: _Entry) -> str:
    """Keep aside what a file that was edited since was to hold; what to say of that."""
    if entry.content is None:
        return f"{path} was edited after a command was stopped that would have removed it: kept"
    aside = work.interrupted / entry.name
    disk.replace(aside, [entry.content])
    return (
        f"{path} was edited after a command was stopped that would have changed it: kept as it is. "
        f"What it was to hold is in {aside}: compare them"
    )


def _prepare(path: Path, content: bytes | None) -> None:
    """Write what a file is to hold beside it."""
    if content is not None:
        path = path.resolve()  # a link to a record stays one
        disk.write_aside(path, [content], _aside(path))


def _put(path: Path, content: bytes | None) -> None:
    """Have a file hold what it is to hold, which may be beside it already, in one step."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    path = path.resolve()
    if not _aside(path).exists():
        _prepare(path, content)
    _aside(path).replace(path)


def _aside(path: Path) -> Path:
    """Where a file is written before it takes its place: a name that is known to `complete`."""
    return path.with_name(f".{path.name}.new")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _text(entries: list[_Entry]) -> bytes:
    """The journal: a checksum, and its entries, as JSON."""
    rows = [
        [name, before, None if content is None else b64encode(content).decode()]
        for name, before, content in entries
    ]
    body = json.dumps(rows).encode()
    return sha256(body).hexdigest().encode() + b"\n" + body


def _entries(text: bytes) -> list[_Entry]:
    """What a journal says. Raises `_DamagedError`."""
    checksum, _, body = text.partition(b"\n")
    if sha256(body).hexdigest().encode() != checksum:
        raise _DamagedError
    rows: list[list[Any]] = json.loads(body)
    return [
        _Entry(name, before, None if content is None else b64decode(content))
        for name, before, content in rows
    ]


@contextlib.contextmanager
def turn(root: Path) -> Iterator[None]:
    """Be the only command that changes the records of the project at `root`, from reading them on:
    what two of them make of the same text would undo one. Raises as `writing` does."""
    with _held(WorkFolder.of(root).turn, "changing the records"):
        yield


@contextlib.contextmanager
def writing(work: WorkFolder) -> Iterator[None]:
    """Be the only process that writes. Raises `PressmarkError` when another does so for long."""
    with _held(work.writing, "writing the records"):
        yield


@contextlib.contextmanager
def _held(path: Path, purpose: str) -> Iterator[None]:
    """Hold a file that is there only while somebody does."""
    end = time.monotonic() + _PATIENCE
    while (file := _locked(path)) is None:
        if time.monotonic() > end:
            holder = _holder(path)
            raise PressmarkError(f"another command is {purpose}{holder}; wait for it to end")
        time.sleep(0.01)
    try:
        locks.note_holder(file)
        yield
    finally:
        with contextlib.suppress(OSError):  # some systems keep what is open
            path.unlink()
        os.close(file)


def _locked(path: Path) -> int | None:
    """A file opened and locked, unless another process has it or removed it just now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    with contextlib.suppress(FileNotFoundError):
        if locks.lock(file) and os.path.samestat(os.fstat(file), path.stat()):
            return file
    os.close(file)
    return None


def _holder(path: Path) -> str:
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return ""
    try:
        return locks.holder(file)
    finally:
        os.close(file)
