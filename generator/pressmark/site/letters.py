"""People and tags in; indexes by letter, where one page would be too long, out."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pressmark.site import limits
from pressmark.site.lists import Weighed, tag_cloud
from pressmark.site.page import Page, Shelf, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pressmark.library.library import Library, Person
    from pressmark.library.relations import Relations

Entry = tuple[str, str, int]
Named = TypeVar("Named")
# Indexes by letter
_letter_of = attrgetter("letter")


def people_by_letter(library: Library) -> dict[str, list[Person]]:
    """People under their letter; nothing where one page holds all."""
    people = library.people.values()
    if len(people) <= limits.PEOPLE_AT_ONCE:
        return {}
    return {letter: list(group) for letter, group in groupby(people, _letter_of)}


def person_entry(person: Person) -> Entry:
    return person.id, person.name, len(person.papers)


def tags_by_letter(library: Library, relations: Relations) -> dict[str, list[Weighed]]:
    """Tags under their letter; nothing where the cloud holds all."""
    if len(relations.by_tag) <= limits.TAGS_AT_ONCE:
        return {}
    letters: dict[str, list[Weighed]] = {}
    for tag in tag_cloud(library, relations):
        first = tag.term.id[0].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(tag)
    return letters


def tag_entry(tag: Weighed) -> Entry:
    return tag.term.id, tag.term.label, tag.count


def letter_shelf(
    section: str,
    title: str,
    letters: Mapping[str, Sequence[Named]],
    entry: Callable[[Named], Entry],
) -> Shelf:
    """A page for every letter, or several where many stand under it; `entry` is what one of those
    who do is shown as: id, label and number of papers."""

    def folder(letter: str) -> str:
        return f"{section}letter/{'other' if letter == '#' else letter.lower()}/"

    def address_of(key: tuple[str, int]) -> str:
        return folder(key[0]) if key[1] == 1 else f"{folder(key[0])}{key[1]}/"

    def page(key: tuple[str, int]) -> Page:
        letter, number = key
        named = letters[letter]
        address = folder(letter)
        start = (number - 1) * limits.LETTER_PART
        name = "other signs" if letter == "#" else letter
        starts = tuple(entry(one)[1] for one in named[:: limits.LETTER_PART])
        return Page(
            address_of(key),
            "letter",
            section,
            f"{title}: {name}" if number == 1 else f"{title}: {name}, part {number}",
            f"{title} of the library's papers under {name}.",
            _letter_view,
            (
                (section, title, name, address, number),
                tuple(map(entry, named[start : start + limits.LETTER_PART])),
                starts,
            ),
        )

    keys = [
        (letter, number)
        for letter, named in letters.items()
        for number in range(1, 2 + (len(named) - 1) // limits.LETTER_PART)
    ]
    return Shelf("letter", keys, page, address_of)


def _letter_view(
    place: tuple[str, str, str, str, int], entries: tuple[Any, ...], starts: tuple[str, ...]
) -> View:
    section, title, name, address, number = place
    parts = [
        (address if at == 1 else f"{address}{at}/", start, at == number)
        for at, start in enumerate(starts, 1)
    ]
    return {
        "section": section,
        "heading": title,
        "letter": name,
        "entries": entries,
        "parts": parts if len(parts) > 1 else [],
    }
