"""A paper in; its entry in lists out, drawn once and at hand for all who work on the same site.

Workers that share a folder leave there what they drew, and look there for what others did. What is
not there (yet) is drawn anew: it is the same. So is what earlier builds kept.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from pressmark.base import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping
    from pathlib import Path

    from pressmark.library.paper import Paper

# All values are escaped, so that nothing else in an entry looks like this: where the way to the
# site's root stands.
ROOT: Final = b"<!root>"
# A sealed entry holds no null.
_BETWEEN = b"\0"
_MOST_KEPT = 20_000
# Every file of entries stays open: more than this were too many on systems that allow few.
_MOST_FILES = 200


class Entries:
    """The entries of a library's papers; `draw` draws one, with `ROOT` in it. `find_stock` finds
    those that were kept, by the paper's id, to look into and to add to."""

    def __init__(
        self,
        draw: Callable[[Paper], bytes],
        find_stock: Callable[[], MutableMapping[str, bytes]] | None = None,
    ) -> None:
        self._draw = draw
        self._find_stock = find_stock
        self._kept: dict[str, list[bytes]] = {}
        self._new: list[bytes] = []
        self._files: dict[str, _File] = {}
        self._places: dict[str, tuple[_File, int, int]] = {}

    def of(self, root: bytes, papers: Iterable[Paper]) -> bytes:
        """The entries of papers, one below the other; `root` leads to the site's root."""
        kept = self._kept
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        shown = []
        for paper in papers:
            entry = kept.get(paper.id)
            if entry is None:
                place = self._places.get(paper.id)
                drawn = place[0].read(place[1], place[2]) if place else self._drawn(paper)
                entry = kept[paper.id] = drawn.split(ROOT)
            shown.append(root.join(entry))
        return b"\n".join(shown)

    def _drawn(self, paper: Paper) -> bytes:
        if not self._find_stock:
            return self._draw(paper)
        stock = self._find_stock()
        entry = stock.get(paper.id)
        if entry is None:
            entry = stock[paper.id] = self._draw(paper)
        return entry

    def prepare(self, paper: Paper) -> None:
        """Draw a paper's entry while the paper is at hand, to share it."""
        drawn = self._draw(paper)
        self._new.extend((paper.id.encode(), drawn))

    def share(self, folder: Path, name: str) -> None:
        """Leave in the folder, under a name that no other has, what was prepared."""
        new, self._new = self._new, []  # at once: threads may share at the same time
        if new:
            disk.replace(folder / name, [_BETWEEN.join(new)])

    def gather(self, folder: Path) -> None:
        """Find what workers have left in the folder."""
        if not hasattr(os, "pread"):  # on Windows
            return
        for path in folder.glob("[!.]*"):
            if path.name in self._files or len(self._files) >= _MOST_FILES:
                continue
            file = self._files[path.name] = _File(path)
            parts = path.read_bytes().split(_BETWEEN)
            at = 0
            for identity, drawn in zip(parts[::2], parts[1::2], strict=True):
                at += len(identity) + 1
                self._places[identity.decode()] = file, at, len(drawn)
                at += len(drawn) + 1


class _File:
    """A file of entries, open as long as someone may read from it."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)

    def read(self, start: int, length: int) -> bytes:
        """So many bytes from a place on."""
        return os.pread(self._descriptor, length, start)

    def __del__(self) -> None:
        os.close(self._descriptor)
