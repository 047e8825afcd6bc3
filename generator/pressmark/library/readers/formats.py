"""The formats that papers are imported from, and how a text tells which it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.library.readers import bibtex, csl, json_lines, listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.readers.entry import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that lists papers.

    `looks_right` tells from a text whether it may be of this kind; `read` takes the text and the
    file's name for findings.
    """

    name: str
    looks_right: Callable[[str], bool]
    read: Callable[[str, Path], Reading]


# In the order in which a text is tried; any text may be a listing.
_ALL = (
    Format("csl-json", csl.looks_right, csl.read),
    Format("records", json_lines.looks_right, json_lines.read),
    Format("bibtex", bibtex.looks_right, bibtex.read),
    Format("listing", lambda _: True, listing.read),
)


FORMATS = {form.name: form for form in _ALL}


def recognised(text: str) -> Format:
    """The format that a text seems to be written in."""
    return next(form for form in _ALL if form.looks_right(text))
