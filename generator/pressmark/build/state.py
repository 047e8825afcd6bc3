"""What a build knew of the site that it published: read by the next one, to do only what changed.

The file is disposable. One that is missing, cut off, damaged or of another site is no state at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressmark.base.hashing import FINGERPRINT_SIZE, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 6
# What a pressed page and a file of the whole library were made of: the papers, whose digests tell.
PRESSED = bytes(FINGERPRINT_SIZE)


@dataclass(slots=True)
class State:
    """A published site.

    `shell_key` tells what all pages depend on, `search` what its index was made of, `vocabulary`
    its themes, tags and venues; `files` what each file (by path) was made of, 16 bytes each, and
    `PRESSED` for each page that was pressed (by address) and each file of the whole library, and
    `papers` each paper's digest and what was noted of it.
    """

    shell_key: str
    search: str
    vocabulary: str
    files: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def write(self, path: Path, site: Path) -> None:
        """Keep the state of the site published in the folder `site`."""
        filled = [name for name, made_of in self.files.items() if made_of is PRESSED]
        others = {name: made_of for name, made_of in self.files.items() if made_of is not PRESSED}
        head = {
            "format": _FORMAT,
            "shell_key": self.shell_key,
            "search": self.search,
            "vocabulary": self.vocabulary,
            "site": _mark(site),
            "pressed": len(filled),
            "others": len(others),
            "papers": len(self.papers),
        }
        lines = [json.dumps(head), *filled, *others, *self.papers]
        lines += [note for _, note in self.papers.values()]
        text = "\n".join(lines).encode()
        fingerprints = [*others.values(), *(made_of for made_of, _ in self.papers.values())]
        body = b"".join([b"%020d" % len(text), text, *fingerprints])
        aside = path.with_suffix(".new")
        aside.write_bytes(fingerprint(body) + body)
        aside.replace(path)

    @classmethod
    def read(cls, path: Path, site: Path) -> State | None:
        """The state kept at `path` if it is whole and of the folder `site`, else None."""
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        body = raw[FINGERPRINT_SIZE:]
        if fingerprint(body) != raw[:FINGERPRINT_SIZE]:
            return None
        try:
            return cls._parsed(body, site)
        except (ValueError, LookupError, TypeError, AttributeError):
            return None  # whole, but written by another version

    @classmethod
    def _parsed(cls, body: bytes, site: Path) -> State | None:
        end = 20 + int(body[:20])
        first, *lines = body[20:end].decode().split("\n")
        head = json.loads(first)
        if head["format"] != _FORMAT or head["site"] != _mark(site):
            return None
        fingerprints = [
            body[at : at + FINGERPRINT_SIZE] for at in range(end, len(body), FINGERPRINT_SIZE)
        ]
        filled, others, papers = head["pressed"], head["others"], head["papers"]
        files = filled + others
        noted = zip(fingerprints[others:], lines[files + papers :], strict=True)
        return cls(
            head["shell_key"],
            head["search"],
            head["vocabulary"],
            dict.fromkeys(lines[:filled], PRESSED)
            | dict(zip(lines[filled:files], fingerprints[:others], strict=True)),
            dict(zip(lines[files : files + papers], noted, strict=True)),
        )


def _mark(site: Path) -> list[int]:
    """What tells a published folder from a copy of it, from one published later and from one that
    was emptied since."""
    try:
        found = site.stat()
    except FileNotFoundError:
        return []
    return [found.st_dev, found.st_ino, found.st_mtime_ns]
