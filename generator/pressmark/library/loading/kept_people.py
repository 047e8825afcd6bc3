"""A library in; its people as an earlier build found them out, if they are still the same.

They depend on how authors are written, and on the order of papers, which their dates make.
Fingerprints tell which papers changed; of these, what people depend on is compared.
"""

from __future__ import annotations

from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pressmark.base import cache_file
from pressmark.base.hashing import FINGERPRINT_SIZE, fingerprint, program_key
from pressmark.library.library import Person, PersonIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper

# Where more than one paper in so many changed since, all is written anew.
_ONE_IN = 100


class KeptPeople:
    """Finds people in the file at `path`, where they are kept; `keep` is handed what writes it, to
    call that at a better time. Nothing is kept of a library that says who people are."""

    def __init__(self, path: Path, keep: Callable[[Callable[[], None]], None]) -> None:
        self._path = path
        self._keep = keep

    def __call__(self, library: Library) -> PersonIndex:
        """The people of a library."""
        if library.persons:
            return library.found_people()
        kept = cache_file.read_values(self._path, _key())
        changed = None if kept is None else _changed(library, *kept[0])
        index = library.found_people() if changed is None else _unpacked(*kept[1])
        if changed is None or changed * _ONE_IN > len(library.papers):
            self._keep(partial(self._write, library, index))
        return index

    def _write(self, library: Library, index: PersonIndex) -> None:
        marks = b"".join(map(_mark, library.papers.values()))
        papers = [*library.papers], _prints(library), marks
        cache_file.write_values(self._path, _key(), (papers, _packed(index)))


def _changed(library: Library, ids: list[str], prints: bytes, marks: bytes) -> int | None:
    """How many papers are others than those that were kept; None where people may be, too."""
    if ids != [*library.papers]:
        return None
    places = _differing(prints, _prints(library))
    is_same = all(_mark(library.papers[ids[at]]) == _of(marks, at) for at in places)
    return len(places) if is_same else None


def _packed(index: PersonIndex) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    named = {person.name for person in index.people.values()}
    further = {name: person for name, person in index.ids.items() if name not in named}
    return [*map(tuple, index.people.values())], further


def _unpacked(rows: list[tuple[Any, ...]], further: dict[str, str]) -> PersonIndex:
    # As `Person._make` does, which counts the fields of thirty thousand people too.
    persons = map(tuple.__new__, repeat(Person), rows)
    people = dict(zip(map(itemgetter(0), rows), persons, strict=True))
    return PersonIndex(people, {person.name: name for name, person in people.items()} | further)


def _key() -> bytes:
    return fingerprint(b"people", program_key())


def _mark(paper: Paper) -> bytes:
    """What tells all that people depend on in a paper from anything else."""
    texts = [paper.first_date]
    for author in paper.authors:
        texts += (author.name, author.family, author.literal)
    return fingerprint("\0".join(texts).encode())


def _prints(library: Library) -> bytes:
    return b"".join([library.fingerprints[name] for name in library.papers])


def _of(prints: bytes, place: int) -> bytes:
    """The fingerprint at a place among others."""
    return prints[place * FINGERPRINT_SIZE : (place + 1) * FINGERPRINT_SIZE]


def _differing(before: bytes, now: bytes) -> list[int]:
    """The places of as many fingerprints that are others than before."""
    if before == now:
        return []
    count = len(now) // FINGERPRINT_SIZE
    return [place for place in range(count) if _of(before, place) != _of(now, place)]
