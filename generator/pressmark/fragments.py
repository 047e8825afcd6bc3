"""What files say of single papers, kept from build to build in disposable files, one a format.

A file that is missing, damaged or of other papers and another program counts as empty.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from typing import TYPE_CHECKING

from pressmark.state import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
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
        self._folder = folder if len(digests) <= _PAPERS_KEPT else None
        self._kinds: dict[str, _Known] = {}

    def of(self, kind: str) -> dict[str, bytes]:
        """The fragments of that kind, to look into and to add to."""
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._read(kind)
        elif len(found) >= _MOST_AT_ONCE and len(self._digests) > _PAPERS_KEPT:
            found.clear()
        return found

    def keep(self) -> None:
        """Write what was added since it was read; a disk that refuses is no fault."""
        if not self._folder:
            return
        for kind, fragments in self._kinds.items():
            if len(fragments) == fragments.count:
                continue
            rows = [(name, self._digests[name], made) for name, made in fragments.items()]
            body = marshal.dumps(rows)
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                aside = self._folder / f"{kind}.new"
                aside.write_bytes(digest(self._key, body) + body)
                aside.replace(self._folder / kind)
            fragments.count = len(fragments)

    def _read(self, kind: str) -> _Known:
        known = _Known()
        if not self._folder:
            return known
        with suppress(OSError):
            raw = (self._folder / kind).read_bytes()
            body = raw[_SIZE:]
            if digest(self._key, body) == raw[:_SIZE]:
                digests = self._digests
                # The digest stands for who wrote it: marshal trusts what it reads.
                for name, made_of, made in marshal.loads(body):  # noqa: S302
                    if digests.get(name) == made_of:
                        known[name] = made
        known.count = len(known)
        return known
