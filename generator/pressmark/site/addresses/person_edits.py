"""A person and another id, or another one who is the same, in; the lines of `people.yml` and of
pages that change for it out. Records keep the names that papers have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.base.names import slug
from pressmark.library.list_edit import (
    quoted,
    with_items,
    with_term,
    with_term_renamed,
    without_term,
)
from pressmark.library.people import KnownPerson
from pressmark.library.record_edit import UnplacedError, file_text, with_key
from pressmark.library.values import with_values
from pressmark.site.addresses.edits import (
    Edits,
    Place,
    RefusedError,
    check_free,
    check_id,
    free,
    link_pages,
    list_addresses,
)
from pressmark.site.addresses.rename import unknown
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.library.library import Library

_KIND = KINDS["author"]
_HEAD = (
    "# People whose name has several spellings, and namesakes: id, label, aliases, orcid, papers.\n"
)


def rename_person(place: Place, old: str, new: str, label: str = "") -> Edits | None:
    """What gives a person the id `new`, and another label where there is one, whose old one becomes
    an alias; None where that is done already.

    Raises `RefusedError` when that can't be, `OSError` when a file can't be read.
    """
    library = place.library
    if old not in library.people and _leads_to(library, old, new):
        return None
    person = _person(library, old)
    if new != old:
        check_id(new)
        if new in library.people or new in library.persons:
            raise RefusedError(
                f"{new} is a person already. If they are one: pressmark merge person {old} {new}"
            )
        check_free(place, _KIND.address(new), _KIND.address(old))
    elif not label or label == person.label:
        return None
    persons = dict(library.persons)
    persons.pop(old, None)
    spelt = _spelt_as_id(library, old) if new != old else []
    aliases = _further(person, [person.label, *spelt], label or person.label)
    redirect_from = [name for name in (*person.redirect_from, old) if name != new]
    persons[new] = with_values(
        person,
        id=new,
        label=label or person.label,
        aliases=(*person.aliases, *aliases),
        redirect_from=tuple(dict.fromkeys(redirect_from)),
    )
    edits = Edits()
    file = place.content / _KIND.vocabulary
    try:
        text = _with_entry(_text(file), library, person)
        if new != old:
            text = with_term_renamed(text, old, new)
            if new in person.redirect_from:
                text = with_key(text, new, "redirect_from", f"[{', '.join(redirect_from)}]")
            else:
                text = with_items(text, new, "redirect_from", [old])
        if label and label != person.label:
            text = with_key(text, new, "label", quoted(label))
        text = with_items(text, new, "aliases", aliases)
    except UnplacedError:
        raise _unplaced(file) from None
    edits.texts[file] = text
    _check(library, persons, {old: new})
    _lead_on(edits, place, persons, old, new)
    return edits


def merge_people(place: Place, old: str, new: str) -> Edits | None:
    """What has a person take the place of another one, whose spellings become their aliases; None
    where that is done already. Raises as `rename_person` does."""
    library = place.library
    if old not in library.people and old not in library.persons and _leads_to(library, old, new):
        return None
    person, target = _person(library, old), _person(library, new)
    if old == new:
        raise RefusedError(f"{old} can't be merged with itself.")
    if person.orcid and target.orcid and person.orcid != target.orcid:
        raise RefusedError(
            f"{old} and {new} have two ORCID iDs, {person.orcid} and {target.orcid}: two people."
        )
    aliases = _further(target, [person.label, *person.aliases])
    papers: list[str] = []
    if target.papers and old in library.people:
        papers = [each for each in library.people[old].papers if each not in target.papers]
    earlier = [name for name in (*person.redirect_from, old) if name not in target.redirect_from]
    persons = dict(library.persons)
    persons.pop(old, None)
    persons[new] = with_values(
        target,
        orcid=target.orcid or person.orcid,
        aliases=(*target.aliases, *aliases),
        papers=(*target.papers, *papers),
        redirect_from=(*target.redirect_from, *earlier),
    )
    edits = Edits()
    file = place.content / _KIND.vocabulary
    try:
        text = _with_entry(_text(file), library, target)
        if old in library.persons:
            text = without_term(text, old)
        if person.orcid and not target.orcid:
            text = with_key(text, new, "orcid", person.orcid)
        for key, items in (("aliases", aliases), ("papers", papers), ("redirect_from", earlier)):
            text = with_items(text, new, key, items)
    except UnplacedError:
        raise _unplaced(file) from None
    edits.texts[file] = text
    _check(library, persons, {old: new})
    _lead_on(edits, place, persons, old, new)
    return edits


def _person(library: Library, name: str) -> KnownPerson:
    """The entry of a person, or one for an author who has none."""
    if name in library.persons:
        return library.persons[name]
    if name in library.people:
        return KnownPerson(name, library.people[name].name)
    if (called := slug(name)) != name and called in library.people:
        raise RefusedError(f"{name} is a name: write the id, {called}.")
    raise RefusedError(unknown(name, library.people, "person"))


def _spelt_as_id(library: Library, person: str) -> list[str]:
    """The names in papers that are a person's because they make the id."""
    papers = library.people[person].papers if person in library.people else ()
    names = {author.name for paper in papers for author in library.papers[paper].authors}
    return sorted(name for name in names if slug(name) == person)


def _leads_to(library: Library, old: str, new: str) -> bool:
    """Whether an id is an earlier one of a person, or that of a further spelling."""
    person = library.persons.get(new)
    return person is not None and old in (*person.redirect_from, *map(slug, person.aliases))


def _text(file: Path) -> str:
    return file_text(file) if file.is_file() else _HEAD


def _with_entry(text: str, library: Library, person: KnownPerson) -> str:
    return (
        text
        if person.id in library.persons
        else with_term(text, person.id, {"label": person.label})
    )


def _further(person: KnownPerson, names: list[str], label: str = "") -> list[str]:
    """Those of the names that a person, who has that label from now on, has no spelling of yet."""
    spellings = {slug(name) for name in (label or person.label, *person.aliases)}
    further: list[str] = []
    for name in names:
        if slug(name) not in spellings:
            spellings.add(slug(name))
            further.append(name)
    return further


def _check(
    library: Library, persons: Mapping[str, KnownPerson], renamed: Mapping[str, str]
) -> None:
    """Raises `RefusedError` where papers of others would change hands, or nobody would know whose
    one is."""
    people = replace(library, persons=persons).people_finder
    for paper in library.papers.values():
        for author, person in zip(paper.authors, library.author_ids(paper), strict=True):
            among = people.among(paper.id, author)
            if among != [renamed.get(person, person)]:
                whose = " or ".join(among) or "nobody"
                raise RefusedError(
                    f"{author.name} of {paper.id} would be {whose}. Write the ORCID iD into the "
                    "record, or list papers in content/people.yml, before."
                )


def _lead_on(
    edits: Edits, place: Place, persons: Mapping[str, KnownPerson], old: str, new: str
) -> None:
    link_pages(edits, place, _KIND.section, old, new)
    free(edits, place, _KIND.address(new))
    library = replace(place.library, persons=persons)
    names = {new} if new in library.people else set()
    names.update(
        further
        for further, person, _ in library.people_finder.further_ids()
        if further not in library.people and person in library.people
    )
    if old != new and old in place.library.people:
        edits.redirects[_KIND.address(old)] = _KIND.address(new)
        names.add(old)
    list_addresses(edits, place, map(_KIND.address, names))


def _unplaced(file: Path) -> RefusedError:
    return RefusedError(f"{file} is written in a way that can't be changed here; edit it by hand.")
