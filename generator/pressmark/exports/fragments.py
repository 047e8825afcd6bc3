"""What files say of single papers, kept from build to build in disposable files, and left by the
processes of one build to each other.

A file holds the fragments of one kind and of some papers. One that is missing, damaged or of other
papers and another program counts as empty. New fragments are written into a file of their own,
until there are many.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base import cache_file
from pressmark.base.disk import link_or_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Fragments of larger libraries are not kept, and forgotten from time to time: they would fill the
# memory.
_PAPERS_KEPT = 20_000
_MOST_AT_ONCE = 4_000
# So many files of a kind become one.
_MOST_FILES = 100


class _Stock(dict[str, bytes]):
    """Fragments by paper; `stored` are those that a file holds for later builds."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[str, bytes] = {}


class Fragments:
    """Fragments by kind and paper's id.

    `fingerprints` tell the papers from any others, `key` what else fragments depend on. Without a
    `folder` nothing is kept.
    """

    def __init__(
        self, fingerprints: Mapping[str, bytes], key: bytes = b"", folder: Path | None = None
    ) -> None:
        self._fingerprints = fingerprints
        self._key = key
        self._is_large = len(fingerprints) > _PAPERS_KEPT
        self._folder = None if self._is_large else folder
        self._gathered: dict[str, list[str]] = {}
        self._kinds: dict[str, _Stock] = {}

    def of(self, kind: str) -> dict[str, bytes]:
        """The fragments of that kind, to look into and to add to."""
        stock = self._kinds.get(kind)
        if stock is None:
            stock = self._kinds[kind] = _Stock()
            if self._folder:
                for path in _files(self._folder, kind):
                    if fragments := self._read(path):
                        stock.update(fragments)
                    else:
                        with suppress(OSError):
                            path.unlink()
                stock.stored.update(stock)
        elif self._is_large and len(stock) >= _MOST_AT_ONCE:
            stock.clear()
        return stock

    @property
    def are_shared(self) -> bool:
        """Whether processes of one build leave them to each other."""
        return not self._is_large

    def keep(self) -> None:
        """Write what no file holds yet, and have what was gathered where later builds look too; a
        disk that refuses is no fault."""
        if not self._folder:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._take_over(self._folder)
            for kind, stock in list(self._kinds.items()):
                now, stored = stock.copy(), stock.stored  # other threads may be adding to it
                new = {name: text for name, text in now.items() if stored.get(name) is not text}
                if new:
                    files = _files(self._folder, kind)
                    old = files if len(files) >= _MOST_FILES else []
                    last = files[-1].stem.removeprefix("~") if files else ""
                    number = int(last) + 1 if last.isdecimal() else 1
                    path = self._folder / f"~{number:06}.{kind}"
                    self._write(path, now if old else new)
                    for file in old:
                        file.unlink()
                    stored.update(now)

    def _take_over(self, folder: Path) -> None:
        """Have the files that were gathered in the place of all that were kept of their kinds."""
        kinds = set(map(_kind_of, self._gathered))
        for kind in kinds:
            self._kinds[kind].stored.clear()
            for file in _files(folder, kind):
                file.unlink()
        for path, names in self._gathered.items():
            link_or_copy(Path(path), folder / os.path.basename(path))  # noqa: PTH119 - a text
            stock = self._kinds[_kind_of(path)]
            stock.stored.update((name, stock[name]) for name in names)
        self._gathered.clear()

    def share(self, folder: Path, kinds: Iterable[str], papers: Sequence[str]) -> None:
        """Leave the fragments of these papers to others of the same build in a folder."""
        if not (papers and self.are_shared):
            return
        for kind in kinds:
            stock, path = self.of(kind), folder / f"{papers[0]}.{kind}"
            fragments = {name: stock[name] for name in papers if name in stock}
            self._write(path, fragments)
            self._gathered[str(path)] = list(fragments)

    def gather(self, folder: Path) -> None:
        """Take what others have left in the folder."""
        for entry in os.scandir(folder):  # often, and of many files
            path = entry.path
            if path not in self._gathered and not entry.name.startswith("."):
                fragments = self._read(Path(path))
                self._gathered[path] = list(fragments)
                self.of(_kind_of(path)).update(fragments)

    def _write(self, path: Path, fragments: Mapping[str, bytes]) -> None:
        prints = [self._fingerprints[name] for name in fragments]
        columns = [*fragments], prints, [*fragments.values()]
        cache_file.write_values(path, self._key, columns)

    def _read(self, path: Path) -> dict[str, bytes]:
        columns = cache_file.read_values(path, self._key)
        if columns is None:
            return {}
        names, prints, texts = columns
        fragments = dict(zip(names, texts, strict=True))
        now = list(map(self._fingerprints.get, names))
        if now != prints:
            for name, fingerprint, other in zip(names, prints, now, strict=True):
                if fingerprint != other:
                    del fragments[name]
        return fragments


def _kind_of(path: str) -> str:
    return path.rpartition(".")[2]


def _files(folder: Path, kind: str) -> list[Path]:
    """The files that hold fragments of a kind, the newest last."""
    names: list[str] = []
    with suppress(OSError):
        names = sorted(entry.name for entry in os.scandir(folder))
    return [folder / name for name in names if name.endswith(f".{kind}") and name[0] != "."]
