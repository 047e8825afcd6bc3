"""A folder under git in; the days on which files in it changed, and what they held then, out."""

from __future__ import annotations

import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.errors import PressmarkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class GitError(PressmarkError):
    """Raised when git can't answer; says what it said."""


class Revision(NamedTuple):
    """A commit, and the day on which whoever made it made it, as ISO 8601."""

    commit: str
    day: str


class Repository:
    """What git knows of a folder and what is below it. Raises `GitError` where there is no git, or
    where the folder is in no repository."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run("rev-parse", "--git-dir")

    @property
    def is_shallow(self) -> bool:
        """Whether its history was cut off when it was cloned."""
        return self._run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def revision(self, name: str) -> Revision:
        """The commit that a name stands for: a branch, a tag, a part of its hash."""
        text = self._run("log", "-1", "--format=%H %cs", "--end-of-options", name, "--").decode()
        return Revision(*text.split())

    def days(self, paths: Sequence[str]) -> list[Revision]:
        """The last commit of each day that changed anything at the paths, the oldest first. What
        was merged counts from its merge on."""
        command = ("log", "--first-parent", "--reverse", "--format=%H %cs", "HEAD", "--", *paths)
        last: dict[str, Revision] = {}
        day = ""
        for line in self._run(*command).decode().splitlines():
            commit, said = line.split()
            day = max(day, said)  # a clock may have been wrong
            last[day] = Revision(commit, day)
        return list(last.values())

    def files(self, commit: str, paths: Sequence[str]) -> dict[str, str]:
        """The regular files at the paths in a commit, each with what tells its content."""
        listed = self._run("ls-tree", "-r", "-z", commit, "--", *paths)
        files = {}
        for entry in listed.split(b"\0"):
            about, _, name = entry.partition(b"\t")
            if about.startswith(b"100"):
                path = name.decode("utf-8", "surrogateescape")
                if not {"..", ".git"}.intersection(PurePosixPath(path).parts):
                    files[path] = about.split()[2].decode()
        return files

    def contents(self, keys: Iterable[str]) -> Iterator[bytes]:
        """What files held, by what tells their content."""
        asked = "".join(f"{key}\n" for key in keys).encode()
        answer = self._run("cat-file", "--batch", given=asked)
        place = 0
        while place < len(answer):
            end = answer.index(b"\n", place)
            size = int(answer[place:end].split()[2])
            yield answer[end + 1 : end + 1 + size]
            place = end + size + 2

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(command, input=given, capture_output=True, check=False)
        except FileNotFoundError:
            raise GitError("git is not installed") from None
        if done.returncode:
            raise GitError(f"git: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout
