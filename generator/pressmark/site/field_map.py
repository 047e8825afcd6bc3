"""A library, its relations and where its papers are on a map in; what the map shows out: regions
with their names and papers, and what each paper can be chosen by."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pressmark.site import limits
from pressmark.site.hues import HUES, hues
from pressmark.site.map_labels import Label, placed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressmark.library.chart import Hill, Point
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations
    from pressmark.library.terms import Term

# Themes that share a hue, or are neighbours in the vocabulary, have other shapes.
SHAPES = 4


class Region(NamedTuple):
    """A part of the map: its number, its names, the tags of which it has these, its summit, where
    its name is written if there is room, and its papers, the newest first."""

    number: int
    names: Sequence[str]
    tags: Sequence[str]
    summit: Point
    place: Point | None
    papers: Sequence[Paper]

    @property
    def anchor(self) -> str:
        """Where it is on the page, if possible for as long as the tag tells it."""
        return f"region-{self.tags[0] if self.tags else self.number}"

    @property
    def title(self) -> str:
        """What it is called in a list."""
        first, *others = self.names
        return ", ".join([first, *map(_in_sentence, others)])


def _in_sentence(name: str) -> str:
    """A name in the middle of a sentence."""
    return name.lower() if name[1:].islower() else name


def _is_within(name: str, other: str) -> bool:
    """Whether a name says nothing that the other does not."""
    return {*name.casefold().split()} <= {*other.casefold().split()}


class ThemeSign(NamedTuple):
    """What stands for a theme on the map: its number, its hue and its shape; and how many papers it
    has there."""

    theme: Term
    number: int
    hue: int
    shape: int
    papers: int


class FieldMap:
    """The map of a library."""

    def __init__(self, library: Library, relations: Relations) -> None:
        self._library = library
        self._relations = relations
        self.chart = relations.chart()

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers on it, the newest first."""
        return [paper for paper in self._library.newest if paper.id in self.chart.points]

    @property
    def is_large(self) -> bool:
        """Whether its points are too many for one page."""
        return len(self.papers) > limits.POINTS_AT_ONCE

    @cached_property
    def regions(self) -> list[Region]:
        """Its regions, the largest first."""
        members: list[list[Paper]] = [[] for _ in self.chart.hills]
        for paper in self.papers:
            members[self.chart.hill_of[paper.id]].append(paper)
        order = sorted(range(len(members)), key=lambda hill: (-len(members[hill]), hill))
        tags = {hill: self._tags(self.chart.hills[hill]) for hill in order}
        names = {
            hill: [self._library.tags[tag].label for tag in tags[hill]]
            or self._names(self.chart.hills[hill], members[hill])
            for hill in order
        }
        labels = (Label(tuple(names[hill]), self.chart.hills[hill].summit) for hill in order)
        points = tuple(self.chart.points.values())
        places = placed(tuple(labels), points, self.chart.width, self.chart.height)
        return [
            Region(
                *(number, names[hill], tags[hill], self.chart.hills[hill].summit),
                *(place, members[hill]),
            )
            for number, (hill, place) in enumerate(zip(order, places, strict=True), 1)
        ]

    def _tags(self, hill: Hill) -> list[str]:
        """The tags that a hill is called by, without those that say nothing more."""
        labels = [self._library.tags[tag].label for tag in hill.tags]
        return [
            tag
            for tag, label in zip(hill.tags, labels, strict=True)
            if label == labels[0] or not _is_within(label, labels[0])
        ]

    def _names(self, hill: Hill, papers: Sequence[Paper]) -> list[str]:
        """What a hill without tags is called: by words, else by the theme of most of its papers."""
        if hill.words:
            return [word[:1].upper() + word[1:] for word in hill.words]
        themes = Counter(paper.theme for paper in papers if paper.theme)
        if themes:
            return [self._library.themes[min(themes, key=lambda name: (-themes[name], name))].label]
        return ["Other papers"]

    @cached_property
    def themes(self) -> list[ThemeSign]:
        """What stands for its themes, in the order of the vocabulary."""
        counts = Counter(paper.theme for paper in self.papers)
        hue_of = hues(self._library)
        return [
            ThemeSign(theme, number, hue_of[name], _shape(number), counts[name])
            for number, (name, theme) in enumerate(self._library.themes.items())
            if counts[name]
        ]

    @cached_property
    def signs(self) -> Mapping[str, ThemeSign]:
        """What stands for each theme, by its id."""
        return {sign.theme.id: sign for sign in self.themes}

    @cached_property
    def tags(self) -> list[tuple[Term, int]]:
        """The tags that its papers can be chosen by, with their numbers of papers: the most
        frequent, in the order of their labels."""
        counts = Counter(tag for paper in self.papers for tag in paper.tags)
        most = sorted(counts, key=lambda tag: (-counts[tag], tag))[: limits.TAGS_AT_ONCE]
        terms = [self._library.tags[tag] for tag in most]
        terms.sort(key=lambda term: (term.label.casefold(), term.id))
        return [(term, counts[term.id]) for term in terms]

    @cached_property
    def tag_numbers(self) -> Mapping[str, int]:
        """The place of each of these tags."""
        return {term.id: number for number, (term, _) in enumerate(self.tags)}

    @cached_property
    def years(self) -> list[str]:
        """The years of its papers, the earliest first."""
        return sorted({paper.year for paper in self.papers if paper.year})

    def facts(self, paper: Paper) -> tuple[int, str, list[int]]:
        """What a paper can be chosen by: the number of its theme, or -1, its year, and the places
        of its tags."""
        sign = self.signs.get(paper.theme)
        numbers = self.tag_numbers
        tags = sorted(numbers[tag] for tag in paper.tags if tag in numbers)
        return (sign.number if sign else -1), paper.year, tags


def _shape(number: int) -> int:
    """The shape of a theme: neighbours have others, and so do those that share a hue."""
    return (number + number // HUES) % SHAPES
