"""A file of a built site that is no page in; why programs can't read it out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable


def _read_lines(raw: bytes) -> None:
    for line in raw.splitlines():
        json.loads(line)


def _read_bibtex(raw: bytes) -> None:
    from pressmark.library.readers.bibtex_file import blocks

    for block in blocks(raw.decode("utf-8")):
        if block.fault:
            raise ValueError(f"line {block.line}: {block.fault}")


def _read_ris(raw: bytes) -> None:
    import rispy

    rispy.loads(raw.decode("utf-8"))


# By the ending of a file's name: the format in words, and what reads it.
FORMATS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".xml": ("XML", ET.fromstring),
    ".json": ("JSON", json.loads),
    ".jsonl": ("JSON Lines", _read_lines),
    ".bib": ("BibTeX", _read_bibtex),
    ".ris": ("RIS", _read_ris),
}


def fault_of(ending: str, raw: bytes) -> str:
    """Why a file with one of the endings of `FORMATS` can't be read, or nothing."""
    try:
        FORMATS[ending][1](raw)
    except Exception as error:
        return str(error).partition("\n")[0] or type(error).__name__
    return ""
