"""Files as they are written in; how large a site is, by kinds of files, out.

A file counts in full wherever it is, as whoever uploads the site counts it: also where it shares
its bytes with another on this disk.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from pressmark.site.file_names import CARD
from pressmark.site.kinds import KINDS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# GitHub Pages publishes sites of up to 1 GB; from here on a build warns.
HOST_LIMIT = 1_000_000_000
NEAR_LIMIT = 800_000_000
_FEW = 3
_SECTIONS = frozenset(section.rstrip("/") for section in SECTIONS)
_PAPER = KINDS["paper"]
_LIST_FILES = {name for kind in KINDS.values() if kind is not _PAPER for name in kind.all_files}


class KindSize(NamedTuple):
    """The files of one kind: a pattern of their paths, how many they are, and their bytes."""

    kind: str
    files: int
    bytes: int


class Sizes:
    """How many files a site has of each kind, and their bytes; `kinds` as another had them."""

    def __init__(self, kinds: Mapping[str, tuple[int, int]] | None = None) -> None:
        self.kinds = dict(kinds or {})

    def add(self, path: str, size: int, files: int = 1) -> None:
        """Count in a file of so many bytes, or `files` of them at a path of that kind."""
        self.add_kind(_kind_of(path), size, files)

    def add_kind(self, kind: str, size: int, files: int = 1) -> None:
        """Count in a file of that kind, or several."""
        count, total = self.kinds.get(kind, (0, 0))
        self.kinds[kind] = count + files, total + size

    def replace(self, path: str, size: int, live: Path) -> None:
        """Count in a file that takes the place of the one at `live`, if there is one."""
        try:
            before = live.stat().st_size
        except OSError:
            self.add(path, size)
        else:
            self.add(path, size - before, files=0)

    def remove(self, paths: Iterable[str], live: Path) -> None:
        """Count out the files at these paths below `live`."""
        for path in paths:
            try:
                size = os.stat(f"{live}/{path}").st_size  # noqa: PTH116 - for each of many files
            except OSError:
                continue
            self.add(path, -size, files=-1)

    def merge(self, kinds: Mapping[str, tuple[int, int]]) -> None:
        """Count in what was counted elsewhere."""
        for kind, (files, size) in kinds.items():
            count, total = self.kinds.get(kind, (0, 0))
            self.kinds[kind] = count + files, total + size

    @property
    def files(self) -> int:
        """How many files there are."""
        return sum(files for files, _ in self.kinds.values())

    @property
    def bytes(self) -> int:
        """How many bytes they have together."""
        return sum(size for _, size in self.kinds.values())

    def largest(self) -> list[KindSize]:
        """Every kind that there are files of, the one with the most bytes first."""
        kinds = [KindSize(kind, *counts) for kind, counts in self.kinds.items() if counts[0]]
        return sorted(kinds, key=lambda size: (-size.bytes, size.kind))


def _kind_of(path: str) -> str:
    """A pattern that a file's path has in common with those of its kind."""
    folder, _, name = path.rpartition("/")
    before = before_name(folder)
    return before if before.endswith("*") else before + name


def before_name(folder: str) -> str:
    """What the kinds of the files in a folder have before their names; what ends with `*` is all of
    them."""
    first, slash, within = folder.partition("/")
    if not first:
        return ""
    if first not in _SECTIONS:
        return f"{first}/*"
    if not slash:
        return f"{first}/"
    return f"{first}/*/embed/" if within.endswith("/embed") else f"{first}/*/"


def described(sizes: Sequence[KindSize]) -> str:
    """A site's size in words, with its largest kinds of files; `sizes` as `Sizes.largest` gives
    them."""
    largest = ", ".join(f"{size.kind} {_mb(size.bytes)}" for size in sizes[:_FEW])
    return f"{_mb(sum(size.bytes for size in sizes))} to upload: {largest}"


def warning(sizes: Sequence[KindSize]) -> str:
    """What to do about a site that hosts may soon refuse, or nothing; `sizes` as above."""
    total = sum(size.bytes for size in sizes)
    if total < NEAR_LIMIT:
        return ""
    relation = "more than" if total > HOST_LIMIT else "near"
    savings = [f"{setting} saves {_mb(saved)}" for setting, saved in _savings(sizes) if saved]
    settings = f" Below extra in mkdocs.yml, {', '.join(savings)}." if savings else ""
    return (
        f"the site has {_mb(total)}, {relation} the {_mb(HOST_LIMIT)} that GitHub Pages publishes."
        f"{settings}"
    )


def _savings(sizes: Iterable[KindSize]) -> Iterator[tuple[str, int]]:
    """Settings of a library, and how many bytes of a site each would leave out."""
    of_kind = {size.kind: size.bytes for size in sizes}

    def total(*wanted: str) -> int:
        return sum(of_kind.get(kind, 0) for kind in wanted)

    yield "cards: false", total(f"{_PAPER.section}*/{CARD}")
    yield (
        "list_files: false",
        sum(
            size
            for kind, size in of_kind.items()
            if kind.rpartition("/*/")[2] in _LIST_FILES
            and "/*/" in kind
            and not kind.startswith(_PAPER.section)
        ),
    )
    yield "paper_files: false", total(*(f"{_PAPER.section}*/{name}" for name in _PAPER.files))
    yield "data_files: false", total("data/*", "oai/*")


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size < 1e8 else f"{size / 1e6:,.0f} MB"
