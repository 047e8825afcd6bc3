"""Texts in; a row of CSV (RFC 4180) in UTF-8 out, in which no spreadsheet finds a formula.

A cell that might be taken for one starts with an apostrophe, and so does one that starts with an
apostrophe itself. The same is so behind a semicolon, a tab and the end of a line in a cell, where
spreadsheets of some countries begin another one.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A spreadsheet takes what starts with one of these for a formula; East Asian ones read full widths.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")
_MAY_PART = frozenset(";\t\r\n")
_BEGINS_WITHIN = re.compile("[;\t\r\n] *+(?=[=+@\uff1d\uff0b\uff0d\uff20'-])")


class _Echo:
    """A file for a writer that gives back what was written to it instead of keeping it."""

    @staticmethod
    def write(text: str) -> str:
        return text


_written = csv.writer(_Echo()).writerow


def csv_row(texts: Iterable[str]) -> bytes:
    """Texts as one row, with the end of its line."""
    return str(_written(map(_guarded, texts))).encode()


def _guarded(text: str) -> str:
    if not text:
        return text
    if not _MAY_PART.isdisjoint(text):
        text = _BEGINS_WITHIN.sub(r"\g<0>'", text)
    return f"'{text}" if text[0] in _FORMULA else text
