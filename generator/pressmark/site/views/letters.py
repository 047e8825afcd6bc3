"""People and tags in; indexes by letter, where one page would be too long, out."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pressmark.site import limits
from pressmark.site.kinds import INDEXES, KINDS
from pressmark.site.lists import Weighed, linked_parts, tag_cloud
from pressmark.site.page import Page, Shelf, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pressmark.library.library import Library, Person
    from pressmark.library.relations import Relations
    from pressmark.site.page import Content

# Who has a letter: id, label and number of papers.
LetterEntry = tuple[str, str, int]
Named = TypeVar("Named")
letter_of = attrgetter("letter")


def author_shelf(content: Content) -> Shelf:
    """The pages of the letters that people have, where one page would be too long."""
    people: Mapping[str, Sequence[Person]] = {}
    if len(content.library.people) > limits.PEOPLE_AT_ONCE:
        groups = groupby(content.library.people.values(), letter_of)
        people = {letter: list(group) for letter, group in groups}
    return _shelf("author-letter", people, _person_entry)


def tag_shelf(content: Content) -> Shelf:
    """The pages of the letters that tags have, where the cloud would be too large."""
    return _shelf("tag-letter", tags_by_letter(content.library, content.relations), _tag_entry)


def _person_entry(person: Person) -> LetterEntry:
    return person.id, person.name, len(person.papers)


def _tag_entry(tag: Weighed) -> LetterEntry:
    return tag.term.id, tag.term.label, tag.count


def tags_by_letter(library: Library, relations: Relations) -> dict[str, list[Weighed]]:
    """Tags under their letter; nothing where the cloud holds all."""
    if len(relations.by_tag) <= limits.TAGS_AT_ONCE:
        return {}
    letters: dict[str, list[Weighed]] = {}
    for tag in tag_cloud(library, relations):
        first = tag.term.id[0].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(tag)
    return letters


def _shelf(
    name: str, letters: Mapping[str, Sequence[Named]], entry: Callable[[Named], LetterEntry]
) -> Shelf:
    """A page for every letter, or several where many have it; `entry` is what one of those is
    shown as."""
    kind = KINDS[name]
    title = INDEXES[kind.section].label

    def address_of(key: tuple[str, int]) -> str:
        letter, number = key
        folder = "other" if letter == "#" else letter.lower()
        return kind.address(f"letter/{folder}", number if number > 1 else 0)

    def page(key: tuple[str, int]) -> Page:
        letter, number = key
        named = letters[letter]
        start = (number - 1) * limits.LETTER_PART
        heading = "other signs" if letter == "#" else letter
        count = 1 + (len(named) - 1) // limits.LETTER_PART
        parts = tuple(
            (at + 1, entry(named[at * limits.LETTER_PART])[1])
            for at in linked_parts(count, number - 1)
        )
        return Page(
            address_of(key),
            name,
            kind.section,
            f"{title}: {heading}" if number == 1 else f"{title}: {heading}, part {number}",
            f"{title} of the library's papers under {heading}.",
            _view,
            (
                (kind.section, title, heading, address_of((letter, 1)), number),
                tuple(map(entry, named[start : start + limits.LETTER_PART])),
                parts,
            ),
        )

    keys = [
        (letter, number)
        for letter, named in letters.items()
        for number in range(1, 2 + (len(named) - 1) // limits.LETTER_PART)
    ]
    return Shelf(name, keys, page, address_of)


def _view(
    place: tuple[str, str, str, str, int],
    entries: tuple[Any, ...],
    starts: tuple[tuple[int, str], ...],
) -> View:
    section, title, name, address, number = place
    parts = [
        (address if at == 1 else f"{address}{at}/", start, at == number) for at, start in starts
    ]
    return {
        "section": section,
        "heading": title,
        "letter": name,
        "entries": entries,
        "parts": parts if len(parts) > 1 else [],
    }
