"""Runs pressmark where every folder is listed from Z to A, as on another file system it may be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pressmark.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

_listed, _scanned = os.listdir, os.scandir


class _Backwards:
    """What `os.scandir` gives, the other way round."""

    def __init__(self, *folder: Any) -> None:
        with _scanned(*folder) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self

    def __next__(self) -> os.DirEntry[Any]:
        return next(self._entries)

    def __enter__(self) -> _Backwards:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


if __name__ == "__main__":
    os.listdir = lambda *folder: sorted(_listed(*folder), reverse=True)  # type: ignore[assignment]
    os.scandir = _Backwards  # type: ignore[assignment]
    main()
