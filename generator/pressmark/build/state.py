"""What a build knew of the site that it published: read by the next one, to do only what changed.

A state of another site, or written by another version of this program, is no state at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressmark.base import cache_file
from pressmark.base.hashing import FINGERPRINT_SIZE, fingerprint, program_key

if TYPE_CHECKING:
    from pathlib import Path

# What a pressed page and a file of the whole library were made of: the papers, by their
# fingerprints.
PRESSED = bytes(FINGERPRINT_SIZE)


@dataclass(slots=True)
class State:
    """A published site.

    `shell_key` tells what all pages depend on, `search` what its index was made of, `vocabulary`
    its themes, tags and venues; `files` what each file (by path) was made of, 16 bytes each, and
    `PRESSED` for each page that was pressed (by address) and each file of the whole library,
    `papers` each paper's fingerprint and what was noted of it, and `related` what tells the papers
    related to each. `kinds` are how many files there are of each kind, and their bytes. `besides`
    tells what indexes show besides papers, and where these are on the map.
    """

    shell_key: str
    search: str
    vocabulary: str
    files: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, tuple[bytes, str, bytes]] = field(default_factory=dict)
    related: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)
    besides: tuple[bytes, bytes] = (b"", b"")

    def write(self, path: Path, site: Path) -> None:
        """Keep the state of the site published in the folder `site`."""
        pressed = [name for name, made_of in self.files.items() if made_of is PRESSED]
        keys = {name: made_of for name, made_of in self.files.items() if made_of is not PRESSED}
        values = (
            *(self.shell_key, self.search, self.vocabulary, (pressed, keys)),
            *(self.papers, self.related, self.kinds, self.besides),
        )
        cache_file.write_values(path, _key(site), values)

    @classmethod
    def read(cls, path: Path, site: Path) -> State | None:
        """The state kept at `path` if it is whole and of the folder `site`, else None."""
        values = cache_file.read_values(path, _key(site))
        if values is None:
            return None
        shell_key, search, vocabulary, (pressed, keys), *rest = values
        files = dict.fromkeys(pressed, PRESSED) | keys
        return cls(shell_key, search, vocabulary, files, *rest)


def _key(site: Path) -> bytes:
    """What tells a published folder from a copy of it, from one published later and from one that
    was emptied since."""
    try:
        status = site.stat()
    except FileNotFoundError:
        return fingerprint(program_key())
    folder = status.st_dev, status.st_ino, status.st_mtime_ns
    return fingerprint(program_key(), repr(folder).encode())
