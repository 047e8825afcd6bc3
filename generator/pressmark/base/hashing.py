"""Bytes, folders and this program itself in; what tells them from any others out."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

from pressmark.base.disk import bytes_of

FINGERPRINT_SIZE = 16
PACKAGE = Path(__file__).parent.parent


@cache
def program_key() -> bytes:
    """Sixteen bytes that change with this package's code, Python and every installed package."""
    packages = sorted(
        entry.name
        for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info"))
    )
    return fingerprint(sys.version.encode(), "\n".join(packages).encode(), tree_key(PACKAGE, ".py"))


def parted(content: bytes, size: int) -> list[bytes]:
    """Its parts of so many bytes each, of which it is made, one after another."""
    return [content[start : start + size] for start in range(0, len(content), size)]


def fingerprint(*parts: bytes) -> bytes:
    """Sixteen bytes that tell `parts` from any others."""
    hasher = blake2b(digest_size=FINGERPRINT_SIZE)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def tree_key(folder: Path, ending: str = "") -> bytes:
    """Sixteen bytes that change with any file below `folder` whose name has the `ending`."""
    hasher = sha256()  # of many bytes: processors know it best
    above = len(os.path.join(folder, ""))  # noqa: PTH118 - for each file of the program, as below
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(ending):
                path = os.path.join(place, name)  # noqa: PTH118
                for part in (path[above:].replace(os.sep, "/").encode(), bytes_of(path)):
                    hasher.update(len(part).to_bytes(8, "little"))
                    hasher.update(part)
    return hasher.digest()[:FINGERPRINT_SIZE]
