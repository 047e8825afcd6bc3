"""The printed styles of works of unusual kinds, by the styles' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.unusual.apa import apa
from pressmark.exports.citations.unusual.chicago import chicago
from pressmark.exports.citations.unusual.ieee import ieee
from pressmark.exports.citations.unusual.mla import mla
from pressmark.exports.citations.unusual.vancouver import vancouver

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.exports.citations.work import CitedWork

UNUSUAL_STYLES: dict[str, Callable[[CitedWork], str]] = {
    "APA": apa,
    "MLA": mla,
    "Chicago": chicago,
    "IEEE": ieee,
    "Vancouver": vancouver,
}
