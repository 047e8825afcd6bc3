"""What a load found in files otherwise than an earlier one, a small file out, and the same back.

The file of all records takes far longer to write than an edit of a few to read. So these are kept
beside it, with the order of records in every file that is another, until they are too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base import cache_file
from pressmark.base.hashing import FINGERPRINT_SIZE, fingerprint, parted, program_key
from pressmark.library.loading import record_cache
from pressmark.library.loading.record_cache import ChangedFile, Changes, File, Kept

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.loading.record_cache import Record


def read(path: Path) -> Kept:
    """The records kept in the file at `path`, with what was kept beside it of changes since, unless
    anything is wrong with that."""
    kept = record_cache.read(path)
    values = cache_file.read_values(_beside(path), _key(kept)) if kept.files else None
    if values is not None:
        packed, files = values
        new = record_cache.unpacked(packed)
        records = {record.fingerprint: record for record in new.files[""].records}
        changed = {
            name: ChangedFile(stamp, parted(marks, FINGERPRINT_SIZE), lines)
            for name, stamp, marks, lines in files
        }
        kept.changes = Changes(new.started, records, changed)
    return kept


def write(path: Path, before: Kept, now: Kept) -> None:
    """Keep beside the file at `path`, which holds those before, how files of records differ now."""
    known, files = before.own_records, []
    new: dict[bytes, Record] = {}
    for name, file in now.files.items():
        if file is before.files.get(name) or name in now.sources:
            continue
        marks = [record.fingerprint for record in file.records]
        lines = [record.line for record in file.records]
        new |= {r.fingerprint: r for r in file.records if r.fingerprint not in known}
        files.append((name, file.stamp, b"".join(marks), lines))
    packed = record_cache.packed(Kept(now.started, {"": File(None, [*new.values()])}))
    cache_file.write_values(_beside(path), _key(before), (packed, files))


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-changes")


def _key(kept: Kept) -> bytes:
    """A load is told from others by when it started."""
    return fingerprint(b"changed records", program_key(), str(kept.started).encode())
