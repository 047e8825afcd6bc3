"""A library in; where its papers are, and which are related to each, out: made anew, or from those
of an earlier library, with the same result.

What a paper is called decides where the axes are, its text where on them it is, and that what is
near. So an edit of a text moves one paper; its neighbours are told anew. Where the sample, or what
one of its papers is called, is another one, the axes are too, and all is made anew.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pressmark.base.shares import Shares
from pressmark.space.basis import Basis, sampled
from pressmark.space.cells import Cells, cells_of
from pressmark.space.features import FeatureReader, Features
from pressmark.space.kinship import Kinship, traits_of
from pressmark.space.layout import Layout
from pressmark.space.nearest import Near, Nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pressmark.library.chart import Point
    from pressmark.library.library import Library
    from pressmark.library.relations import Related

# So many changed papers, and one in so many more, are told from the others; for more, all is made
# anew.
_FEW, _ONE_IN = 20, 50
_ALONE = Shares()
# Nearer than any two papers are.
_NEVER = 2**15


@dataclass(frozen=True)
class Space:
    """Where the papers of a library are, each thing by the paper's place in the order of ids.

    `prints` are the fingerprints of what papers were read from, `features` what they are about, but
    for words that tell no paper's place, `vectors` where they are, `cell_of` their cells, `near`
    what is near each, and `traits` what else tells kinship. `read` are all features, by id, of
    papers that were just read.
    """

    ids: Sequence[str]
    prints: Sequence[bytes]
    features: Sequence[Features]
    basis: Basis
    cells: Cells
    vectors: Sequence[bytes]
    cell_of: Sequence[int]
    near: Sequence[Near]
    layout: Layout
    points: Sequence[Point]
    traits: Sequence[bytes]
    read: Mapping[str, Features] = field(default_factory=dict)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The papers' places, by id."""
        return {name: place for place, name in enumerate(self.ids)}

    def has_map_of(self, other: Space) -> bool:
        """Whether the same papers are at the same points, and called the same, as those of the
        other space."""
        return (self.ids, self.points) == (other.ids, other.points) and all(
            mine is theirs or mine.called == theirs.called
            for mine, theirs in zip(self.features, other.features, strict=True)
        )

    def values(self) -> tuple[Any, ...]:
        """It as plain values, to be kept."""
        return (
            *(list(self.ids), list(self.prints), list(map(tuple, self.features))),
            (dict(self.basis.rarity), dict(self.basis.vectors), self.basis.papers, self.basis.axes),
            (list(self.cells.leaders), list(self.vectors), list(self.cell_of)),
            *(list(map(tuple, self.near)), self.layout.values(), list(self.points)),
            list(self.traits),
        )

    @classmethod
    def of_values(cls, values: Any) -> Space:
        """The space that `values` gave these of."""
        ids, prints, features, basis, (leaders, vectors, cell_of), near, *rest = values
        layout, points, traits = rest
        return cls(
            *(ids, prints, [Features(*each) for each in features], Basis(*basis), Cells(leaders)),
            *(vectors, cell_of, [Near(*each) for each in near], Layout(*layout), points),
            traits,
        )

    def related(self, library: Library, places: Iterable[int]) -> dict[str, tuple[Related, ...]]:
        """What is related to the papers at these places, by id; of the library that this is of."""
        papers = [library.papers[name] for name in self.ids]
        kinship = Kinship(library, papers, self.features, self.basis)
        return {
            self.ids[place]: kinship.related(place, self.near[place].candidates())
            for place in places
        }


def space_of(library: Library, shares: Shares = _ALONE) -> Space:
    """The space of a library; what is found of each paper is found by several processes."""
    ids = sorted(library.papers)
    count = len(ids)
    reader = FeatureReader(library)

    def read(places: range) -> list[tuple[bytes, ...]]:
        return [tuple(reader.read(library.papers[ids[place]])) for place in places]

    features = [Features(*each) for each in shares.done(read, count)]
    by_id = dict(zip(ids, features, strict=True))
    sample = {name: by_id[name] for name in sampled(ids)}
    basis = Basis.of(sample)
    names = {name: basis.of_name(called) for name, called in sample.items()}
    cells = Cells.of([*names.values()], cells_of(count))
    layout = _layout_of(library, names)

    def placed(places: range) -> list[tuple[Any, ...]]:
        kept = [features[place].within(basis.rarity) for place in places]
        vectors = [basis.of_paper(each) for each in kept]
        looked_into = [each.tobytes() for each in cells.looked_into_by(vectors)]
        points = layout.place_each([ids[place] for place in places], vectors)
        return [*zip(map(tuple, kept), vectors, looked_into, points, strict=True)]

    found = shares.done(placed, count)
    kept = [Features(*each) for each, _, _, _ in found]
    vectors, points = [vector for _, vector, _, _ in found], [point for *_, point in found]
    looked_into = [array("H", each) for _, _, each, _ in found]
    cell_of = [each[0] for each in looked_into]
    nearest = Nearest(vectors, cells, cell_of)

    def near_each(places: range) -> list[tuple[Any, ...]]:
        return [*map(tuple, nearest.near_each(places, looked_into))]

    near = [Near(*each) for each in shares.done(near_each, count)]
    prints = [library.fingerprints[name] for name in ids]
    traits = [traits_of(library, library.papers[name]) for name in ids]
    found_of = (kept, basis, cells, vectors, cell_of, near, layout, points, traits)
    return Space(ids, prints, *found_of, by_id)


def _layout_of(library: Library, names: Mapping[str, bytes]) -> Layout:
    """The layout of papers that are there by what they are called."""
    places = {theme: place for place, theme in enumerate(library.themes)}
    themes = {name: places.get(library.papers[name].theme, -1) for name in names}
    return Layout.of(names, themes, len(places))


def updated(before: Space, library: Library) -> tuple[Space, set[int]] | None:
    """The space of a library that was `before` the space of an earlier one of the same vocabulary,
    and the places of the papers to which others may be related than were; None where it has to be
    made anew."""
    ids = sorted(library.papers)
    prints = [library.fingerprints[name] for name in ids]
    earlier, count = before.places, len(ids)
    edited = [
        place
        for place, name in enumerate(ids)
        if name not in earlier or before.prints[earlier[name]] != prints[place]
    ]
    gone = [name for name in before.ids if name not in library.papers]
    if len(edited) + len(gone) > _FEW + count // _ONE_IN:
        return None
    reader = FeatureReader(library)
    read = {ids[place]: reader.read(library.papers[ids[place]]) for place in edited}
    if not _keeps_axes(before, ids, read):
        return None
    changed = [place for place in edited if _is_another(before, library, ids[place], read)]
    if not changed and ids == before.ids:
        return replace(before, prints=prints, read=read), set()
    # Papers that have gone have places behind all others, until nobody is near them any more.
    now = {name: place for place, name in enumerate([*ids, *gone])}
    places = [now[name] for name in before.ids]
    are_moved = ids != before.ids
    near: list[Near | None] = [None] * len(now)
    features, vectors = [Features(b"", b"", b"")] * len(now), [b""] * len(now)
    cell_of, points = [0] * len(now), [(0, 0)] * len(now)
    traits = [b""] * len(now)
    for old, place in enumerate(places):
        near[place] = before.near[old].moved(places) if are_moved else before.near[old]
        features[place], vectors[place] = before.features[old], before.vectors[old]
        cell_of[place], points[place] = before.cell_of[old], before.points[old]
        traits[place] = before.traits[old]
    for place in changed:
        features[place] = read[ids[place]].within(before.basis.rarity)
        vectors[place] = before.basis.of_paper(features[place])
        cell_of[place] = before.cells.cell(vectors[place])
        points[place] = before.layout.place(ids[place], vectors[place])
        traits[place] = traits_of(library, library.papers[ids[place]])
        near[place] = None
    for each in (features, vectors, cell_of, near, points, traits):
        del each[count:]
    nearest = Nearest(vectors, before.cells, cell_of)
    touched = _touched(near, nearest, changed, {*changed, *range(count, len(now))})
    lost = [place for place in touched if near[place] is None]
    for place, is_near in zip(lost, nearest.near_each(lost), strict=True):
        near[place] = is_near
    found = [each for each in near if each is not None]
    kept = (before.basis, before.cells)
    rest = (before.layout, points, traits, read)
    return Space(*(ids, prints, features, *kept, vectors, cell_of, found), *rest), touched


def _is_another(before: Space, library: Library, name: str, read: Mapping[str, Features]) -> bool:
    """Whether a paper that was `read` is elsewhere, or has other things in common with others."""
    place = before.places.get(name)
    if place is None or before.traits[place] != traits_of(library, library.papers[name]):
        return True
    return before.features[place] != read[name].within(before.basis.rarity)


def _keeps_axes(before: Space, ids: Sequence[str], read: Mapping[str, Features]) -> bool:
    """Whether papers of these ids, with those that were `read` anew, keep the axes and cells."""
    if cells_of(len(ids)) != cells_of(len(before.ids)):
        return False
    places = before.places
    called_otherwise = {
        name
        for name, features in read.items()
        if name not in places or before.features[places[name]].called != features.called
    }
    if ids == before.ids and not called_otherwise:
        return True
    sample = {*sampled(ids)}
    is_same = ids == before.ids or sample == {*sampled(before.ids)}
    return is_same and called_otherwise.isdisjoint(sample)


def _touched(
    near: list[Near | None], nearest: Nearest, changed: Sequence[int], others: AbstractSet[int]
) -> set[int]:
    """Bring up to date what is near papers after the `changed` ones came to where they are now;
    `others` are these and those that have gone. Returns the papers near which something may be that
    was not, and has None in the place of what can't be told."""
    arrivals: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    least = [(each.least if each else _NEVER) for each in near]
    for place in changed:
        for other, (dot, bound) in enumerate(zip(nearest.dots(place), least, strict=True)):
            if dot >= bound and nearest.finds(other, place):
                arrivals[other].append((-dot, place))
    touched = {*changed}
    for place, each in enumerate(near):
        if each and (place in arrivals or each.has_any(others)):
            near[place] = each.after(others, arrivals[place])
            touched.add(place)
    return touched
