"""Folders and files in; a sign whenever any of them was saved, once they are at rest, out."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.03  # seconds without another change before files count as at rest
_CHANGES = ("created", "modified", "moved", "deleted")


class Watcher:
    """Watches from `start` to `end`; folders and files may be added at any time."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._observer = Observer()
        self._folders: set[Path] = set()
        self._files: set[Path] = set()

    def add_folder(self, folder: Path) -> None:
        """Watch all that is in a folder, which need not be there yet."""
        self.add_file(folder)
        if folder not in self._folders and folder.is_dir():
            self._folders.add(folder)
            self._observer.schedule(_Any(self._changed), str(folder), recursive=True)

    def add_file(self, file: Path) -> None:
        """Watch a file, which need not be there yet; its folder must."""
        if file not in self._files and file.parent.is_dir():
            self._files.add(file)
            self._observer.schedule(_Only(file.name, self._changed), str(file.parent))

    def start(self) -> None:
        """Watch from now on."""
        self._observer.start()

    def end(self) -> None:
        """Watch no more."""
        self._observer.stop()
        self._observer.join()

    def changes(self) -> Iterator[None]:
        """A sign after each change, or several in a row."""
        while True:
            self._changed.wait()
            while self._changed.is_set():
                self._changed.clear()
                time.sleep(_PAUSE)
            for folder in self._files - self._folders:
                if folder.is_dir():  # it was not there before
                    self.add_folder(folder)
            yield


class _Any(FileSystemEventHandler):
    """Notices every change."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES:
            self._changed.set()


class _Only(_Any):
    """Notices changes of one file of a folder."""

    def __init__(self, name: str, changed: threading.Event) -> None:
        super().__init__(changed)
        self._name = name

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (str(event.src_path), str(getattr(event, "dest_path", "")))
        if any(path.endswith(f"/{self._name}") for path in paths):
            super().on_any_event(event)
