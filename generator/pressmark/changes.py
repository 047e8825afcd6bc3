"""An earlier library, as far as it was noted, and this one in; the pages that may differ out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out the same all the same: its fingerprint tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.relate import coauthors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.pipeline import House
    from pressmark.plan import Page, Plan

Selection = dict[str, set[str]]

# Kinds of which every page is looked at: they are few, and show their neighbours.
_ALWAYS = ("list", "year", "letter")


def touches(house: House) -> dict[str, tuple[bytes, str]]:
    """Every paper's digest and, between spaces, the lists that it stands in (`tag:dpo`)."""
    library, relations = house.library, house.relations
    noted = {}
    for name, paper in library.papers.items():
        lists = [f"author:{library.person_ids[author.name]}" for author in paper.authors]
        lists += [f"tag:{tag}" for tag in paper.tags]
        lists += [f"theme:{theme}" for theme in (paper.theme, *paper.also) if theme]
        if edition := relations.editions.get(name):
            lists.append(f"venue:{edition.series.id}")
        noted[name] = library.digests[name], " ".join(lists)
    return noted


def may_differ(
    house: House, before: Mapping[str, tuple[bytes, str]], now: Mapping[str, tuple[bytes, str]]
) -> Selection | None:
    """The pages to look at, as ids by kind, or None where that would be most of them.

    `before` and `now` are what `touches` noted of the earlier library and of this one.
    """
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    if len(changed) * 20 > len(now):
        return None
    selection: Selection = {kind: set() for kind in ("paper", "author", "tag", "theme", "venue")}
    selection["paper"] |= changed
    for name in changed:
        for noted in (before.get(name), now.get(name)):
            for entry in noted[1].split() if noted else ():
                kind, _, identity = entry.partition(":")
                selection[kind].add(identity)
    relations, people = house.relations, house.library.people
    # The papers next to a changed one in its theme, now or before, link to it or did.
    for theme in selection["theme"]:
        selection["paper"].update(paper.id for paper in relations.by_theme.get(theme, ()))
    # A changed paper may change how a person is spelt, which their co-authors' pages show.
    for identity in list(selection["author"]):
        if person := people.get(identity):
            selection["author"].update(other for other, _ in coauthors(person, relations))
    return selection


def to_look_at(
    plan: Plan, selection: Selection | None, known: Mapping[str, bytes]
) -> Iterator[tuple[str, Page | None]]:
    """Every address of the plan, with its page where that may differ from the one that is `known`
    by its fingerprint."""
    for shelf in plan.shelves:
        chosen = None if selection is None or shelf.kind in _ALWAYS else selection[shelf.kind]
        for key in shelf.keys:
            address = shelf.address(key)
            identity = key if type(key) is str else key[0] if chosen is not None else ""
            is_same = chosen is not None and identity not in chosen and address in known
            yield address, None if is_same else shelf.page(key)
