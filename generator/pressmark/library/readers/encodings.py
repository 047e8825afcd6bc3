"""The bytes of a file to import in; its text out, in whichever encoding it was written."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from pressmark.base.findings import InvalidLibraryError, utf8_text

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def decoded(raw: bytes, name: Path) -> tuple[str, str]:
    """The text of a file, every line end a newline, and the name of its encoding.

    It is UTF-8, or UTF-16 where the file says so by its first bytes. What is neither is taken for
    Windows-1252, of which Latin-1 is a part, but for those lines of it that are UTF-8: files are
    put together from others. `name` is the file as findings call it.
    """
    encoding = next((_MARKS[mark] for mark in _MARKS if raw.startswith(mark)), "UTF-8")
    try:
        if encoding == "UTF-8":
            return utf8_text(raw, name), encoding
        text = raw.decode(encoding)
    except (InvalidLibraryError, UnicodeDecodeError):
        encoding = "Windows-1252"
        text = "\n".join(map(_line, raw.split(b"\n")))
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _line(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
