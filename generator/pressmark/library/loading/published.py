"""A published site in, as a folder, a file of its data or an address; its papers by id out."""

from __future__ import annotations

import gzip
import io
import urllib.error
import urllib.request
import zlib
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.errors import PressmarkError
from pressmark.library.readers import json_lines
from pressmark.library.readers.shared import Shared
from pressmark.library.readers.source import LineSource

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

# The file of a site that holds its records, one a line.
_DATA = "data/papers.jsonl.gz"
# So many bytes are read, packed and unpacked: a hundred thousand records have fewer.
_MOST_PACKED, _MOST = 200_000_000, 1_000_000_000
_PATIENCE = 60  # seconds


class UnpublishedError(PressmarkError):
    """Raised where there is no published site, or it has no data."""


def papers_at(place: str) -> tuple[dict[str, Paper], int]:
    """The papers of the site at a place: its address, its folder, or its file of records; and how
    many records could not be read. Raises `UnpublishedError`."""
    packed = _fetched(place) if place.startswith(("https://", "http://")) else _read(Path(place))
    try:
        raw = _unpacked(packed) if packed.startswith(b"\x1f\x8b") else packed
    except (OSError, EOFError, zlib.error) as error:
        raise UnpublishedError(f"{place}: the data of the site is damaged ({error})") from None
    if len(packed) > _MOST_PACKED or len(raw) > _MOST:
        raise UnpublishedError(f"{place}: the data of the site is too long, over 1 GB of records")
    papers: dict[str, Paper] = {}
    faulty, shared = 0, Shared()
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            source = LineSource(Path(place), number)
            text = source.text(line)
            parts = json_lines.record(text, source, shared) if text else None
            if parts and not source.findings:
                papers[parts[0].id] = parts[0]
            else:
                faulty += 1
    if faulty and not papers:
        raise UnpublishedError(
            f"{place}: no record can be read there. Name the site's address or folder, or its file "
            f"{_DATA}"
        )
    return papers, faulty


def _read(path: Path) -> bytes:
    file = path / _DATA if path.is_dir() else path
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnpublishedError(f"{file}: {error.strerror}") from None


def _fetched(address: str) -> bytes:
    name = address if address.endswith((".gz", ".jsonl")) else f"{address.rstrip('/')}/{_DATA}"
    try:
        with urllib.request.urlopen(name, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
            content: bytes = answer.read(_MOST_PACKED + 1)
            is_cut = bool(answer.length) and len(content) <= _MOST_PACKED
    except urllib.error.HTTPError as error:
        with error:
            raise UnpublishedError(f"{name}: {error.code} {error.reason}") from None
    except (OSError, ValueError, HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise UnpublishedError(f"{name}: {reason}") from None
    if is_cut:
        raise UnpublishedError(f"{name}: the answer was cut off")
    return content


def _unpacked(packed: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
        return file.read(_MOST + 1)
