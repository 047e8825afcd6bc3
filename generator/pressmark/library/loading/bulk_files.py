"""The files that hold one record on each line, and how their lines are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.readers.source import LineSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.paper import Paper
    from pressmark.library.readers.shared import Shared


class Lines(NamedTuple):
    """How the lines of a file are read that holds one record on each."""

    source: type[LineSource]
    parse: Callable[[str, LineSource, Shared], tuple[Paper, str, tuple[str, ...]] | None]


def _own_lines() -> Lines:
    from pressmark.library.readers import json_lines

    return Lines(LineSource, json_lines.record)


def _csl_lines() -> Lines:
    from pressmark.library.readers import csl  # few libraries have such a file

    return Lines(csl.ItemSource, csl.record)


# In the order in which they claim ids and titles, after records in files of their own.
BULK = {"papers.jsonl": _own_lines, "papers.csl.jsonl": _csl_lines}
