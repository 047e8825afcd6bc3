"""The entries of a BibTeX file in; what each takes over from those that it refers to out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.readers.bibtex_fields import BOOKS, DATES, OWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.library.readers.bibtex_fields import Fields
    from pressmark.library.readers.bibtex_file import Block

REFERRING = ("xdata", "crossref")
# So many missing parents are named of an entry, those of its parents among them.
_MOST_MISSING = 10


class Inherited(NamedTuple):
    """An entry's fields with those that it takes over; its own go first. `missing` are keys of
    parents that no entry has, each behind the field that names it."""

    fields: Fields
    missing: tuple[tuple[str, str], ...]


class Parents:
    """Entries by their keys, whose fields others take over.

    What an entry has of its parents is found out once, however many refer to it, and however long
    the line of its ancestors is. One that is its own ancestor has nothing from that.
    """

    def __init__(self, by_key: Mapping[str, Block]) -> None:
        self._by_key = by_key
        self._inherited: dict[str, Inherited] = {}

    def inherited(self, block: Block) -> Inherited:
        """The fields of an entry with what it takes over from others."""
        begun = {block.key}
        waiting = [(block, self._parents(block))]
        while waiting:
            entry, parents = waiting[-1]
            for parent in parents:
                if parent.key not in begun and parent.key not in self._inherited:
                    begun.add(parent.key)
                    waiting.append((parent, self._parents(parent)))
                    break
            else:
                waiting.pop()
                if waiting:  # the first one may not be what others mean by its key
                    self._inherited[entry.key] = self._of(entry)
        return self._of(block)

    def _parents(self, block: Block) -> Iterator[Block]:
        keys = (key for field in REFERRING for key in _keys(block.fields, field))
        return filter(None, map(self._by_key.get, keys))

    def _of(self, block: Block) -> Inherited:
        fields = dict(block.fields)
        missing: dict[tuple[str, str], None] = {}
        for field in REFERRING:
            for key in _keys(fields, field):
                parent, inherited = self._by_key.get(key), self._inherited.get(key)
                if parent is None:
                    missing[field, key] = None
                elif inherited is not None and key != block.key:
                    missing |= dict.fromkeys(inherited.missing)
                    fields = _joined(block, field, parent, inherited.fields, fields)
        return Inherited(fields, tuple(missing)[:_MOST_MISSING])


def _keys(fields: Fields, field: str) -> Iterator[str]:
    """The keys of the parents that a field names."""
    return filter(None, map(str.strip, fields.get(field, "").split(",")))


def _joined(block: Block, field: str, parent: Block, inherited: Fields, fields: Fields) -> Fields:
    """Fields of an entry with those of a parent."""
    if field == "crossref":
        inherited = _of_volume(inherited, block.kind, parent.kind)
    if any(fields.get(name) for name in _dates_instead(field)):
        inherited = {name: text for name, text in inherited.items() if name not in DATES}
    return inherited | {name: text for name, text in fields.items() if text}


def _dates_instead(field: str) -> tuple[str, ...]:
    """The fields of an entry in whose place no date of a parent counts: data that several entries
    share may well be the month of a year."""
    return ("date",) if field == "xdata" else DATES


def _of_volume(fields: Fields, kind: str, parent: str) -> Fields:
    """What a volume says of each part of it."""
    shared = {name: text for name, text in fields.items() if name not in OWN}
    if fields.get("title") and not shared.get("booktitle"):
        shared["booktitle"] = fields["title"]
        shared |= {"booksubtitle": fields["subtitle"]} if fields.get("subtitle") else {}
    if kind in ("inbook", "bookinbook", "suppbook") and parent in BOOKS and fields.get("author"):
        shared["author"] = fields["author"]
    return shared
