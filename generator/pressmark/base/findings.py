"""What is wrong with the input, said so that a curator can mend it.

Loading yields findings; printing them and choosing an exit status happen at the edges.
"""

from __future__ import annotations

import difflib
import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 90
_short.maxlist = _short.maxdict = _short.maxtuple = 3
_short.maxlevel = 2

_ESCAPED = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend: where it stands, what was found and what to do about it.

    `line` counts from 1; `field` is the record's key (`tags[2]`) or empty.
    """

    file: Path
    line: int
    field: str
    found: str
    advice: str

    def __str__(self) -> str:
        file = str(self.file)
        field = f"{self.field}: " if self.field else ""
        return f"{file if file.isprintable() else shown(file)}:{self.line}: {field}{self.said}"

    @property
    def said(self) -> str:
        """What was found and what to do, as one sentence pair."""
        return f"{self.found}. {self.advice}." if self.advice else f"{self.found}."

    @property
    def annotation(self) -> str:
        """The finding as a workflow command that GitHub shows beside the line."""
        text = f"{self.field}: {self.said}" if self.field else self.said
        file = str(self.file).translate(_ESCAPED | {ord(":"): "%3A", ord(","): "%2C"})
        return f"::error file={file},line={self.line}::{text.translate(_ESCAPED)}"

    def as_dict(self) -> dict[str, str | int]:
        """The finding for a program: `file`, `line`, `field`, `found`, `advice`."""
        return {
            "file": str(self.file),
            "line": self.line,
            "field": self.field,
            "found": self.found,
            "advice": self.advice,
        }


class InvalidLibraryError(Exception):
    """Raised with every finding at once when the input can't become a library."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__("\n".join(map(str, self.findings)))


def shown(value: object) -> str:
    """A value as it may appear in a finding: quoted, on one line, cut when long."""
    return _short.repr(value)


def utf8_text(raw: bytes, file: Path) -> str:
    """The text of a file's bytes without a byte-order mark, every line end a newline.

    Raises `InvalidLibraryError` with the line of the first byte that is not UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        finding = Finding(file, line, "", found, "Save the file as UTF-8")
        raise InvalidLibraryError([finding]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or an empty string when none is alike."""
    match = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return match[0] if match else ""
