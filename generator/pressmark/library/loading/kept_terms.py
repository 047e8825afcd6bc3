"""The bytes of a vocabulary's file in; its terms as an earlier load read them, if it read the same.

Terms with which nothing is wrong depend on these bytes alone.
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint, program_key
from pressmark.library.terms import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from pressmark.base.models import AnyRecord


class KeptTerms:
    """Terms that are kept in the file at `path`, by what was read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before: Mapping[bytes, Any] = cache_file.read_values(path, _key()) or {}
        self._now: dict[bytes, Any] = {}

    def find(self, raw: bytes, model: type[AnyRecord]) -> dict[str, AnyRecord] | None:
        """The terms of type `model` that were read from these bytes."""
        mark = _mark(raw, model)
        rows = self._before.get(mark)
        if rows is None:
            return None
        self._now[mark] = rows
        names = _names(model)
        at = names.index("path") if "path" in names else None
        terms: dict[str, AnyRecord] = {}
        for row in rows:
            values = [*row]
            if at is not None:
                values[at] = tuple([Step(*step) for step in row[at]])
            terms[row[0]] = model(*values)
        return terms

    def put(self, raw: bytes, model: type[AnyRecord], terms: Iterable[AnyRecord]) -> None:
        """Keep the terms of type `model` that these bytes were read as."""
        values_of = attrgetter(*_names(model))
        self._now[_mark(raw, model)] = [tuple(map(_plain, values_of(term))) for term in terms]

    def write(self, keep: Callable[[Callable[[], None]], None]) -> None:
        """Have `keep` write what was asked for or put here, if that is not what is kept."""
        if self._now.keys() != self._before.keys():
            keep(partial(cache_file.write_values, self._path, _key(), self._now))


def _plain(value: Any) -> Any:
    """A value of a term as those that are kept."""
    if isinstance(value, tuple):
        return tuple([(step.paper, step.why) if type(step) is Step else step for step in value])
    return value


def _names(model: type[Any]) -> list[str]:
    return [field.name for field in fields(cast("Any", model))]


def _mark(raw: bytes, model: type[Any]) -> bytes:
    return fingerprint(model.__name__.encode(), raw)


def _key() -> bytes:
    return fingerprint(b"terms", program_key())
