"""A path and what is there in; what a static host answers out: content types, parts of files, and
where an address without its slash leads."""

from __future__ import annotations

import mimetypes
import re
from http import HTTPStatus
from pathlib import PurePosixPath

# Those that a system's own list may not have, or another of.
_TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
HTML = _TYPES[".html"]
_BYTES = "application/octet-stream"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def content_type(name: str) -> str:
    """The media type of a file by its name, with its encoding where it is text."""
    ending = PurePosixPath(name).suffix.lower()
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or _BYTES


def part_of(content: bytes, wanted: str) -> tuple[HTTPStatus, bytes, dict[str, str]]:
    """What a header `Range` asks for of a file: status, bytes and further headers (RFC 9110, 14).

    Several ranges, or another unit than bytes, are not looked into: the file is given whole.
    """
    match = _RANGE.fullmatch(wanted.strip())
    size = len(content)
    if not match or match.group(1) == match.group(2) == "":
        return HTTPStatus.OK, content, {}
    first, last = match.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < start:
        return HTTPStatus.OK, content, {}
    if start >= size or (not first and not int(last)):
        return HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", {"Content-Range": f"bytes */{size}"}
    held = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return HTTPStatus.PARTIAL_CONTENT, content[start : end + 1], held
