"""A paper in; its entry in lists out, drawn once and at hand for all who work on the same site.

Workers that share a folder leave there what they drew, and look there for what others did. What is
not there (yet) is drawn anew: it is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pressmark.paper import Paper

# All values are escaped, so that nothing else in an entry looks like this: where the way to the
# site's root stands.
ROOT: Final = b"<!root>"
# A sealed entry holds no null.
_BETWEEN = b"\0"
_MOST_KEPT = 11_000


class Entries:
    """The entries of a library's papers; `draw` draws one, with `ROOT` in it.

    So many papers (`count`) as are not all kept at once are not worth sharing.
    """

    def __init__(self, draw: Callable[[Paper], bytes], count: int) -> None:
        self._draw = draw
        self._kept: dict[str, list[bytes]] = {}
        self._new: list[bytes] = []
        self._found: set[str] = set()
        self._are_shared = count <= _MOST_KEPT

    def of(self, root: bytes, papers: Iterable[Paper]) -> bytes:
        """The entries of papers, one below the other; `root` leads to the site's root."""
        kept = self._kept
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        found = []
        for paper in papers:
            entry = kept.get(paper.id)
            if entry is None:
                entry = kept[paper.id] = self._draw(paper).split(ROOT)
            found.append(root.join(entry))
        return b"\n".join(found)

    def prepare(self, paper: Paper) -> None:
        """Draw a paper's entry while the paper is at hand, to share it."""
        if self._are_shared and paper.id not in self._kept:
            drawn = self._draw(paper)
            self._kept[paper.id] = drawn.split(ROOT)
            self._new += (paper.id.encode(), drawn)

    def share(self, folder: Path, name: str) -> None:
        """Leave in the folder, under a name that no other has, what was prepared."""
        if self._new:
            aside = folder / f".{name}"
            aside.write_bytes(_BETWEEN.join(self._new))
            aside.replace(folder / name)
            self._found.add(name)
            self._new.clear()

    def gather(self, folder: Path) -> None:
        """Take what others have left in the folder."""
        for path in folder.glob("[!.]*"):
            if path.name not in self._found:
                self._found.add(path.name)
                parts = path.read_bytes().split(_BETWEEN)
                for identity, drawn in zip(parts[::2], parts[1::2], strict=True):
                    self._kept[identity.decode()] = drawn.split(ROOT)
