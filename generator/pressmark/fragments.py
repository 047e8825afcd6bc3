"""What files say of single papers, kept from build to build in disposable files, one a format, and
left by the processes of one build to each other.

A file that is missing, damaged or of other papers and another program counts as empty.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from typing import TYPE_CHECKING

from pressmark.state import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_SIZE = 16
# Fragments of larger libraries are not kept, and forgotten from time to time: they would fill the
# memory.
_PAPERS_KEPT = 20_000
_MOST_AT_ONCE = 4_000


class _Known(dict[str, bytes]):
    """Fragments by paper; `count` is how many were there when they were read."""

    count = 0


class Fragments:
    """Fragments by kind and paper's id.

    `digests` tell the papers from any others, `key` what else fragments depend on. Without a
    `folder` nothing is kept.
    """

    def __init__(
        self, digests: Mapping[str, bytes], key: bytes = b"", folder: Path | None = None
    ) -> None:
        self._digests = digests
        self._key = key
        self._is_large = len(digests) > _PAPERS_KEPT
        self._folder = None if self._is_large else folder
        self._found: set[str] = set()
        self._kinds: dict[str, _Known] = {}

    def of(self, kind: str) -> dict[str, bytes]:
        """The fragments of that kind, to look into and to add to."""
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = _Known()
            if self._folder:
                found.update(self._read(self._folder / kind))
                found.count = len(found)
        elif self._is_large and len(found) >= _MOST_AT_ONCE:
            found.clear()
        return found

    @property
    def are_shared(self) -> bool:
        """Whether processes of one build leave them to each other."""
        return not self._is_large

    def keep(self) -> None:
        """Write what was added since it was read; a disk that refuses is no fault."""
        if self._folder:
            for kind, fragments in self._kinds.items():
                if len(fragments) != fragments.count:
                    self._write(self._folder / kind, fragments)
                    fragments.count = len(fragments)

    def share(self, folder: Path, kinds: Iterable[str], papers: Sequence[str]) -> None:
        """Leave the fragments of these papers to others of the same build in a folder."""
        if not (papers and self.are_shared):
            return
        for kind in kinds:
            known, path = self.of(kind), folder / f"{papers[0]}.{kind}"
            self._write(path, {name: known[name] for name in papers if name in known})
            self._found.add(path.name)

    def gather(self, folder: Path) -> None:
        """Take what others have left in the folder."""
        for path in folder.glob("[!.]*"):
            if path.name not in self._found:
                self._found.add(path.name)
                self.of(path.suffix[1:]).update(self._read(path))

    def _write(self, path: Path, fragments: Mapping[str, bytes]) -> None:
        rows = [(name, self._digests[name], made) for name, made in fragments.items()]
        body = marshal.dumps(rows)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.parent / f".{path.name}"
            aside.write_bytes(digest(self._key, body) + body)
            aside.replace(path)

    def _read(self, path: Path) -> Iterator[tuple[str, bytes]]:
        with suppress(OSError):
            raw = path.read_bytes()
            body = raw[_SIZE:]
            if digest(self._key, body) == raw[:_SIZE]:
                digests = self._digests
                # The digest stands for who wrote it: marshal trusts what it reads.
                for name, made_of, made in marshal.loads(body):  # noqa: S302
                    if digests.get(name) == made_of:
                        yield name, made
