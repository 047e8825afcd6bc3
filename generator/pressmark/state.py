"""What a build knew of the site that it published: read by the next one, to do only what changed.

The file is disposable. One that is missing, cut off, damaged or of another site is no state at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 1
_SIZE = 16


def digest(*parts: bytes) -> bytes:
    """Sixteen bytes that tell `parts` from any others."""
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


@dataclass(slots=True)
class State:
    """A published site: `house` tells what all pages depend on, `search` what its index was made
    of, and `files` what each page (by address) or file (by path) was made of, 16 bytes each."""

    house: str
    search: str
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, path: Path, site: Path) -> None:
        """Keep the state of the site published in the folder `site`."""
        head = {"format": _FORMAT, "house": self.house, "search": self.search, "site": _mark(site)}
        names = "\n".join(self.files).encode()
        body = b"\n".join([json.dumps(head).encode(), str(len(names)).encode(), names])
        body += b"".join(self.files.values())
        aside = path.with_suffix(".new")
        aside.write_bytes(digest(body) + body)
        aside.replace(path)

    @classmethod
    def read(cls, path: Path, site: Path) -> State | None:
        """The state kept at `path` if it is whole and of the folder `site`, else None."""
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        body = raw[_SIZE:]
        if digest(body) != raw[:_SIZE]:
            return None
        head_line, length, rest = body.split(b"\n", 2)
        head = json.loads(head_line)
        if head["format"] != _FORMAT or head["site"] != _mark(site):
            return None
        end = int(length)
        names = rest[:end].decode().split("\n")
        made_of = [rest[at : at + _SIZE] for at in range(end, len(rest), _SIZE)]
        return cls(head["house"], head["search"], dict(zip(names, made_of, strict=True)))


def _mark(site: Path) -> list[int]:
    """What tells a published folder from a copy of it and from one published later."""
    try:
        found = site.stat()
    except FileNotFoundError:
        return []
    return [found.st_dev, found.st_ino]
