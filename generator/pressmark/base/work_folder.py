"""A project's folder in; the places of all that pressmark keeps or works on in its `.build/` out.

All of it is disposable, but while a command writes: whatever is missing is made again.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from pressmark.base import disk, locks
from pressmark.base.errors import PressmarkError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BusyError(PressmarkError):
    """Raised when another process holds the work folder."""


class WorkFolder:
    """What a folder such as `.build/` holds; nothing else is in it, and none of it must be there.

    The preview works in a folder of the same kind within it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Held by the process that works here.
        self.lock = path / "lock"
        # What a command writes in the content folder, and what a build moves into the published
        # site, until that is done; the locks of those who write records, while they do and from
        # when they read what they change, and what a command that was stopped would have written
        # where a person did meanwhile.
        self.journal = path / "journal"
        self.publication = path / "publication"
        self.writing = path / "writing"
        self.turn = path / "turn"
        self.interrupted = path / "interrupted"
        # Kept for later builds: parsed records (and, beside them, those that changed, the terms
        # and the people of these, and entries of sources as they were read), what the theme drew,
        # compiled templates, what files say of single papers, pictures of papers, where papers are
        # in a space and what is near each there, the search index and what it is of, and what the
        # published site was made of.
        self.records = path / "records"
        self.theme = path / "drawn"
        self.templates = path / "templates"
        self.fragments = path / "fragments"
        self.cards = path / "cards"
        self.space = path / "space"
        self.index = path / "pagefind"
        self.index_key = path / "pagefind.key"
        self.state = path / "state"
        # Of the build under way: what is drawn on the plain way, the new site, or what is new in
        # it, what its processes leave each other, and pages to compare with.
        self.docs = path / "docs"
        self.site = path / "site"
        self.stage = path / "stage"
        self.shared = path / "shared"
        self.verify = path / "verify"
        # Of a library that is being made where there is none yet.
        self.starter = path / "new"
        # The preview's own, and the indexes that it made.
        self.preview = path / "preview"
        self.indexes = path / "search"

    @classmethod
    def of(cls, root: Path) -> WorkFolder:
        """That of the project at `root`."""
        return cls(root / ".build")

    @classmethod
    def of_preview(cls, root: Path) -> WorkFolder:
        """That of the preview of the project at `root`."""
        return cls(cls.of(root).preview)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for one build at a time. Raises `BusyError` when another process holds it."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not locks.lock(file):
                holder = locks.holder(file)
                raise BusyError(
                    f"another build is at work in {self.path}{holder}; wait for it to end"
                )
            locks.note_holder(file)
            yield
        finally:
            os.close(file)

    def clear(self) -> None:
        """Remove all that can be made again, but for the preview's while that is held."""
        kept_locks = {self.lock, self.writing, self.turn}
        lasting = {*kept_locks, self.journal, self.publication, self.interrupted}
        for path in self.path.iterdir():
            if path in lasting:
                continue
            if path == self.preview:
                preview = WorkFolder(path)
                with contextlib.suppress(BusyError), preview.held():
                    preview.clear()
            elif path.is_dir() and not path.is_symlink():
                disk.remove_tree(path)
            else:
                path.unlink()
