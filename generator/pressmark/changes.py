"""An earlier library, as far as it was noted, and this one in; the pages that may differ out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out to be the same all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.relate import coauthors

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from pressmark.pipeline import House
    from pressmark.plan import Page, Plan

Selection = dict[str, set[str]]

# Kinds of which every page is looked at: they are few, and show their neighbours.
_ALWAYS = ("list", "year", "letter")
# So many changed papers, and one in fifty more, are looked into; for more, all is made anew.
_FEW = 20


def touches(house: House) -> dict[str, tuple[bytes, str]]:
    """Every paper's digest and, between spaces, where else it shows: the lists that it stands in
    (`tag:dpo`) and its neighbours (`paper:quill2021lamps`)."""
    library, relations = house.library, house.relations
    noted = {}
    for name, paper in library.papers.items():
        shown = [f"author:{library.person_ids[author.name]}" for author in paper.authors]
        shown += [f"tag:{tag}" for tag in paper.tags]
        shown += [f"theme:{theme}" for theme in (paper.theme, *paper.also) if theme]
        shown += [f"paper:{one.id}" for one in relations.within_theme.get(name, ()) if one]
        if edition := relations.editions.get(name):
            shown.append(f"venue:{edition.series.id}")
        noted[name] = library.digests[name], " ".join(shown)
    return noted


def may_differ(
    house: House, before: Mapping[str, tuple[bytes, str]], now: Mapping[str, tuple[bytes, str]]
) -> Selection | None:
    """The pages to look at, as ids by kind, or None where too many papers changed to tell.

    `before` and `now` are what `touches` noted of the earlier library and of this one.
    """
    changed = {
        name
        for name in before.keys() | now.keys()
        if name not in before or name not in now or before[name][0] != now[name][0]
    }
    if len(changed) > _FEW + len(now) // 50:
        return None
    selection: Selection = {kind: set() for kind in ("author", "tag", "theme", "venue")}
    selection["paper"] = set(changed)
    for name in changed:
        for noted in (before.get(name), now.get(name)):
            for entry in noted[1].split() if noted else ():
                kind, _, identity = entry.partition(":")
                selection[kind].add(identity)
    # A changed paper may change how a person is spelt, which their co-authors' pages show.
    for identity in list(selection["author"]):
        if person := house.library.people.get(identity):
            others = coauthors(person, house.relations)
            selection["author"].update(other for other, _ in others)
    return selection


def to_make(
    plan: Plan, selection: Selection, known: Container[str]
) -> Iterator[tuple[str, Page | None]]:
    """Every address of the plan, with its page where that may differ from the one at the `known`
    addresses."""
    for shelf in plan.shelves:
        chosen = None if shelf.kind in _ALWAYS else selection[shelf.kind]
        for key in shelf.keys:
            address = shelf.address(key)
            if chosen is None or address not in known:
                yield address, shelf.page(key)
            else:
                identity = key if type(key) is str else key[0]
                yield address, shelf.page(key) if identity in chosen else None
