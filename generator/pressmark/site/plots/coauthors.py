"""The people of a library in; those who wrote together most, in an order that puts groups side by
side, and the arcs between them, out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.relations import coauthors
from pressmark.site.hues import hues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.library import Library, Person
    from pressmark.library.relations import Relations
    from pressmark.library.terms import Term

# So many of those with most papers are looked at, so many of them shown, with so many arcs.
_LOOKED_AT = 200
_MOST_PEOPLE = 30
_MOST_OF_GROUP = 6
_MOST_TIES = 120
_FEWEST_PEOPLE = 3
# The height of a person's row, and the width of the plot of arcs, in units.
ROW, WIDTH = 24, 240
_PULL = 64

Ties = dict[tuple[int, int], int]


class Node(NamedTuple):
    """A person: how many papers they have, and whom of their group they wrote with, with the number
    of papers in common, the most first."""

    id: str
    name: str
    papers: int
    others: Sequence[tuple[str, str, int]]


class Arc(NamedTuple):
    """What joins two people: its outline, its weight from 1 to 4, both names, the id of the first,
    and the number of papers in common."""

    path: str
    weight: int
    names: tuple[str, str]
    id: str
    papers: int


class CoauthorGroup(NamedTuple):
    """People who wrote together, in the order of their rows, and the arcs between them; `height` is
    that of the plot. The theme of most of their papers, if they have one, and its hue."""

    people: Sequence[Node]
    arcs: Sequence[Arc]
    height: int
    theme: Term | None
    hue: int


def coauthor_groups(library: Library, relations: Relations) -> list[CoauthorGroup]:
    """The people who wrote most papers together, by group; none where nobody wrote with the same
    twice, or too few did."""
    people = sorted(library.people.values(), key=lambda person: -len(person.papers))[:_LOOKED_AT]
    ties = _ties([person for person in people if len(person.papers) > 1], relations)
    if len({place for pair in ties for place in pair}) < _FEWEST_PEOPLE:
        return []
    return [_group(places, ties, library, relations) for places in _groups(ties)]


def _group(
    places: Sequence[int], ties: Ties, library: Library, relations: Relations
) -> CoauthorGroup:
    people = [relations.people[place] for place in places]
    row = {place: number for number, place in enumerate(places)}
    most = max(ties.values())
    arcs = []
    for (a, b), count in sorted(ties.items(), key=lambda tie: (tie[1], tie[0])):
        if a in row:
            top, foot = sorted((row[a], row[b]))
            names = people[top].name, people[foot].name
            path = _path(top, foot, len(people) - 1)
            arcs.append(Arc(path, max(4 * count // most, 1), names, people[top].id, count))
    nodes = [
        Node(person.id, person.name, len(person.papers), _others(place, ties, relations))
        for place, person in zip(places, people, strict=True)
    ]
    papers = sorted({paper for person in people for paper in person.papers})
    themes = Counter(theme for paper in papers if (theme := library.papers[paper].theme))
    theme = max(themes, key=lambda name: (themes[name], name), default="")
    hue = hues(library)[theme] if theme else -1
    return CoauthorGroup(nodes, arcs, len(nodes) * ROW, library.themes.get(theme), hue)


def _ties(people: Sequence[Person], relations: Relations) -> Ties:
    """How many papers pairs of people have in common, two at least: the strongest ties of those
    with most of them, by places in the index of people."""
    ties: Ties = {}
    among = {relations.place[person.id] for person in people}
    for person in people:
        place = relations.place[person.id]
        for other, count in coauthors(person, relations):
            near = relations.place[other.id]
            if count > 1 and place < near and near in among:
                ties[place, near] = count
    chosen = {*_most_connected(ties)}
    between = sorted(
        ((pair, count) for pair, count in ties.items() if chosen.issuperset(pair)),
        key=lambda tie: (-tie[1], tie[0]),
    )
    return dict(between[:_MOST_TIES])


def _most_connected(ties: Ties) -> list[int]:
    """The people with the strongest ties: of each group the first few, so that a large group leaves
    room for others, and then further ones."""
    strength: Counter[int] = Counter()
    for pair, count in ties.items():
        strength.update(dict.fromkeys(pair, count))
    groups = _groups(ties)
    for group in groups:
        group.sort(key=lambda place: (-strength[place], place))
    groups.sort(key=lambda group: (-strength[group[0]], group[0]))
    first = [place for group in groups for place in group[:_MOST_OF_GROUP]]
    further = [place for group in groups for place in group[_MOST_OF_GROUP:]]
    return [*first, *further][:_MOST_PEOPLE]


def _groups(ties: Ties) -> list[list[int]]:
    """People by group, the largest first, each next to those whom they wrote with most: the order
    begins with the one with most ties, and goes on with whoever has most to those before."""
    near: dict[int, dict[int, int]] = {}
    for (a, b), count in ties.items():
        near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = count
    left = {place: sum(near[place].values()) for place in near}
    groups = []
    while left:
        group = [max(left, key=lambda place: (left[place], -place))]
        pull = Counter({one: _PULL * n for one, n in near[group[0]].items()})
        del left[group[0]]
        while pull:
            place = max(pull, key=lambda one: (pull[one], -one))
            del pull[place], left[place]
            group.append(place)
            # Who was placed last counts most, so that those who are close stand close.
            pull = Counter({one: weight // 2 for one, weight in pull.items()})
            pull.update({one: _PULL * n for one, n in near[place].items() if one in left})
        groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _path(top: int, foot: int, furthest: int) -> str:
    """The arc from one row to another, which is wider the further they are apart."""
    wide = 50 + 270 * (foot - top) // furthest  # where the curve is drawn to: it gets 3/4 as far
    start, end = (row * ROW + ROW // 2 for row in (top, foot))
    return f"M0 {start}C{wide} {start} {wide} {end} 0 {end}"


def _others(place: int, ties: Ties, relations: Relations) -> list[tuple[str, str, int]]:
    """Whom a person wrote with most: id, name and number of papers in common."""
    counts = {a if b == place else b: count for (a, b), count in ties.items() if place in (a, b)}
    return [
        (relations.people[other].id, relations.people[other].name, counts[other])
        for other in sorted(counts, key=lambda other: (-counts[other], other))
    ]
