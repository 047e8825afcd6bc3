"""Bytes or plain values in, a disposable file out, and the same back: whole, or nothing.

A kept file is worth nothing but time. One that is missing, cut off, damaged or made for another key
counts as not there, and a disk that refuses one is no fault.

What is trusted: the checksum tells that a file is as this program wrote it, not who did. Values are
read by `marshal`, which runs nothing but may fail badly on what it did not write itself, and some
files hold compiled templates, which are run: both only after the checksum fits. So `.build/` needs
the same care as the templates and hooks beside it, which run too: nobody else may write there.
"""

from __future__ import annotations

import contextlib
import marshal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pressmark.base import disk
from pressmark.base.hashing import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"pressmark\n"


def write(path: Path, key: bytes, content: bytes) -> None:
    """Keep `content` in the file at `path`; `key` tells what it is good for."""
    head = _MAGIC + fingerprint(key)
    with contextlib.suppress(OSError):
        disk.replace(path, [head, _checksum(head, content), content])


def read(path: Path, key: bytes) -> bytes | None:
    """What `write` kept at `path` with that key, if it is whole."""
    head = _MAGIC + fingerprint(key)
    try:
        with path.open("rb") as file:
            if file.read(len(head)) != head:
                return None
            checksum, content = file.read(32), file.read()
    except OSError:
        return None
    return content if _checksum(head, content) == checksum else None


def write_values(path: Path, key: bytes, values: Any) -> None:
    """Keep texts, bytes, numbers, and lists, tuples and dictionaries of them, as `write` does."""
    write(path, key, marshal.dumps(values))


def read_values(path: Path, key: bytes) -> Any:
    """What `write_values` kept, as `read` gives it."""
    content = read(path, key)
    # The checksum fits: these are this program's own values.
    return None if content is None else marshal.loads(content)  # noqa: S302


def packed(values: Any) -> bytes:
    """Such values as bytes, the same for equal ones: kept among others, they cost little until they
    are asked for."""
    return marshal.dumps(values, 2)  # later versions tell whether a part is held elsewhere, too


def unpacked(content: bytes) -> Any:
    """The values that `packed` gave this of, which was kept among others."""
    return marshal.loads(content)  # noqa: S302 - as above


def _checksum(head: bytes, content: bytes) -> bytes:
    """Of checksums of many bytes, the one that processors know best."""
    checksum = sha256(head)
    checksum.update(content)
    return checksum.digest()
