"""The papers of a theme and those related to each in; an order to read some of them in, with a
sentence on each, and what they found, by date, out.

Surveys come first, then papers that many later ones are close to, then those that turn to what none
before is about, by date, the newest last. All follows from the records: dates, types, tags and
relations. Papers that were withdrawn, retracted or superseded are no steps.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from heapq import heapify, heappop, heapreplace, nsmallest
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.markdown import PLAIN
from pressmark.base.words import counted
from pressmark.library.terms import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Figure, Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Term

_MOST_STEPS = 15
_MOST_SURVEYS = 2
# Of findings by date a page shows so many, and of each paper so many figures.
_MOST_FINDINGS = 40
_MOST_FIGURES = 2
# So many later papers make an early one a foundation.
_LEAST_FOLLOWED = 2
_NOUNS = {
    "method": "A method",
    "benchmark": "A benchmark",
    "dataset": "A data set",
    "survey": "A survey",
    "theory": "Theory",
    "analysis": "An analysis",
    "system": "A system",
    "position": "A position",
}
# What is said of a step, by what is known of it: of several forms, the one used longest ago.
_FORMS = {
    "survey": ("A survey to begin with",),
    "survey on": ("Another survey, with more on {label}", "A survey that turns to {label}"),
    "further survey": ("Another survey", "One more survey"),
    "founder on": (
        "Early groundwork on {label}: {later} here are close to it",
        "{noun} on {label}, with {later} close to it",
        "Close to {later} here: {a_noun} on {label}",
    ),
    "founder": (
        "Early groundwork: {later} here are close to it",
        "{noun}, with {later} close to it",
        "Close to {later} here: {a_noun}",
    ),
    "newest on": ("The newest here, on {label}",),
    "newest": ("The newest here",),
    "first on": (
        "The first here on {label}",
        "{noun} that brings in {label}",
        "New here in {year}: {label}",
    ),
    "on": (
        "{noun}, with a turn to {label}",
        "{noun} that takes up {label}",
        "On {label}: {a_noun}",
    ),
    "near": ("{noun}, close to step {near}", "{noun} to read beside step {near}"),
    "other": ("{noun} of this theme", "One more here: {a_noun}"),
}
_SENTENCE_END = re.compile(r"(?<=[^A-Z][.!?])\s(?=[A-Z])")


class PathStep(NamedTuple):
    """A paper of a path, and why it is read there."""

    paper: Paper
    why: str


class Found(NamedTuple):
    """What a paper found: as Markdown, and in figures."""

    paper: Paper
    text: str
    figures: tuple[Figure, ...]


def has_path(theme: Term, papers: Papers) -> bool:
    """Whether a theme of these papers has a path: one that a curator wrote, or papers for one."""
    return bool(papers or written_steps(theme))


def written_steps(theme: Term) -> tuple[tuple[str, str], ...]:
    """The steps that a curator wrote: a paper's id and a sentence, or none, each."""
    return tuple([(step.paper, step.why) for step in theme.path]) if type(theme) is Theme else ()


def steps_of(theme: Term, library: Library, relations: Relations) -> list[PathStep]:
    """The path of a theme: as a curator wrote it, or derived."""
    field = _Field(relations.by_theme.get(theme.id, ()), relations, library)
    if written := written_steps(theme):
        return field.with_sentences(
            [(library.papers[paper], why) for paper, why in written if paper in library.papers]
        )
    return field.derived()


def first_steps(
    theme: Term, library: Library, relations: Relations, count: int
) -> tuple[list[PathStep], int]:
    """The first steps of a theme's path, up to so many, and how many steps it has."""
    field = _Field(relations.by_theme.get(theme.id, ()), relations, library)
    if written := written_steps(theme):
        steps = [(library.papers[paper], why) for paper, why in written if paper in library.papers]
        return field.with_sentences(steps[:count]), len(steps)
    first = field.openers
    papers = first if len(first) >= count else field.order()
    return field.with_sentences([(paper, "") for paper in papers[:count]]), field.bound


class _Field:
    """The papers of a theme, as they follow and resemble each other."""

    def __init__(self, papers: Papers, relations: Relations, library: Library) -> None:
        self._tags = library.tags
        self._papers = [paper for paper in papers if not paper.status]
        self._newest = self._papers[0].id if self._papers and self._papers[0].first_date else ""
        dated = [paper for paper in reversed(self._papers) if paper.first_date]
        undated = [paper for paper in self._papers if not paper.first_date]
        ordered = [*dated, *undated]
        self._place = {paper.id: place for place, paper in enumerate(ordered)}
        self._near = {name: relations.ids_related(name) for name in self._place}
        self._followers = _followers(self._near, {paper.id: paper.first_date for paper in ordered})
        self._weights = Counter(tag for paper in ordered for tag in paper.tags)
        self._first_with: dict[str, str] = {}
        for paper in dated:
            for tag in paper.tags:
                self._first_with.setdefault(tag, paper.id)
        self._ordered = ordered
        count = len(ordered)
        self.bound = min(count, _MOST_STEPS, 5 + count // 4)

    def derived(self) -> list[PathStep]:
        """The steps that follow from the records."""
        return self.with_sentences([(paper, "") for paper in self.order()])

    @cached_property
    def openers(self) -> list[Paper]:
        """Surveys, and papers that many later ones are close to; else the oldest paper."""
        of_surveys = [paper for paper in self._ordered if paper.type == "survey"]
        surveys = sorted(of_surveys, key=self._rank)[:_MOST_SURVEYS]
        followed = [
            paper
            for paper in self._ordered
            if paper.type != "survey" and self._followers[paper.id] >= _LEAST_FOLLOWED
        ]
        most = 1 + (self.bound > 5) + (self.bound > 9)
        first = sorted(followed, key=self._rank)[:most]
        if not (surveys or first):
            first = self._ordered[:1]
        return [*sorted(surveys, key=self._age), *sorted(first, key=self._age)][: self.bound]

    def order(self) -> list[Paper]:
        """The papers of the path."""
        first = self.openers
        rest = {paper.id: paper for paper in self._ordered}
        covered: set[str] = set()
        for paper in first:
            del rest[paper.id]
            covered.update(paper.tags)
        branches: list[Paper] = []
        most = self.bound - len(first)
        if most > 0 and (newest := rest.pop(self._newest, None)):
            branches.append(newest)
            covered.update(newest.tags)
        # What papers gain only gets less: one whose gain is what it was counted to be is the first.
        waiting = [(-self._gain(each, covered), *self._rank(each)) for each in rest.values()]
        heapify(waiting)
        while waiting and len(branches) < most:
            gain, followers, place = waiting[0]
            paper = self._ordered[place]
            now = -self._gain(paper, covered)
            if now == gain:
                heappop(waiting)
                branches.append(paper)
                covered.update(paper.tags)
            else:
                heapreplace(waiting, (now, followers, place))
        return [*first, *sorted(branches, key=self._age)]

    def _gain(self, paper: Paper, covered: set[str]) -> int:
        """How many papers of the theme have tags of a paper that are not covered."""
        return sum(self._weights[tag] - 1 for tag in paper.tags if tag not in covered)

    def _rank(self, paper: Paper) -> tuple[int, int]:
        return -self._followers[paper.id], self._place[paper.id]

    def _age(self, paper: Paper) -> int:
        return self._place[paper.id]

    def with_sentences(self, steps: Iterable[tuple[Paper, str]]) -> list[PathStep]:
        """Papers in their order, each with its sentence or, without one, with what records tell."""
        result: list[PathStep] = []
        last_used: dict[str, int] = {}
        for place, (paper, why) in enumerate(steps, 1):
            sentence = why
            if not why:
                situation, facts = self._facts(paper, result)
                form = min(_FORMS[situation], key=lambda each: last_used.get(each, 0))
                last_used[form] = place
                sentence = form.format_map(facts)
            result.append(PathStep(paper, sentence))
        return result

    def _facts(self, paper: Paper, before: Sequence[PathStep]) -> tuple[str, dict[str, object]]:
        """Which forms a step's sentence may have, and what they tell."""
        about = self._subject(paper, before)
        label = self._tags[about].label if about else ""
        near = self._nearest_step(paper, before)
        followers = self._followers[paper.id]
        noun = _NOUNS.get(paper.type, "A paper")
        if paper.type == "survey":
            is_first = all(step.paper.type != "survey" for step in before)
            situation = "survey" if is_first else "survey on" if label else "further survey"
        elif followers >= _LEAST_FOLLOWED and any(each.id == paper.id for each in self.openers):
            situation = "founder on" if label else "founder"
        elif paper.id == self._newest:
            situation = "newest on" if label else "newest"
        elif label:
            situation = "first on" if self._first_with.get(about) == paper.id else "on"
        else:
            situation = "near" if near else "other"
        return situation, {
            "noun": noun,
            "a_noun": noun[0].lower() + noun[1:],
            "label": label,
            "later": counted(followers, "later paper"),
            "near": near,
            "year": paper.first_date[:4],
        }

    def _subject(self, paper: Paper, before: Sequence[PathStep]) -> str:
        """The tag of a paper, of those that no step before has, that most papers here have; nothing
        where there is none. What names a type of papers is no subject."""
        covered = {tag for step in before for tag in step.paper.tags}
        new = [
            tag
            for tag in paper.tags
            if tag not in covered and tag not in _NOUNS and tag in self._tags
        ]
        return max(new, key=lambda tag: (self._weights[tag], -len(tag), tag), default="")

    def _nearest_step(self, paper: Paper, before: Sequence[PathStep]) -> int:
        """The number of the step before that a paper is closest to, or 0."""
        numbers = {step.paper.id: number for number, step in enumerate(before, 1)}
        near = self._near.get(paper.id, ())
        return next((numbers[name] for name in near if name in numbers), 0)


def _followers(near: Mapping[str, Iterable[str]], dates: Mapping[str, str]) -> Counter[str]:
    """How many later papers are close to each: `near` are those related to each of some papers, and
    `dates` the first dates of these. One is later as far as their dates tell."""
    followers: Counter[str] = Counter()
    for name, others in near.items():
        date = dates[name]
        for other in others:
            earlier = dates.get(other)
            if earlier is not None and earlier < date and not date.startswith(earlier):
                followers[other] += 1
    return followers


def findings(papers: Papers, relations: Relations) -> tuple[list[Found], int]:
    """What papers found, the oldest first and those without a date last, and how many of them say
    what. Of very many, those that most others are close to."""
    telling = [paper for paper in papers if paper.finding or paper.tldr or paper.figures]
    count = len(telling)
    if count > _MOST_FINDINGS:
        close = Counter(chain.from_iterable(relations.ids_related(each.id) for each in telling))
        telling = nsmallest(_MOST_FINDINGS, telling, key=lambda each: (-close[each.id], each.id))
    telling.sort(key=lambda each: each.id)
    telling.sort(key=lambda each: each.first_date or "~")
    results = [
        Found(each, first_sentence(each.finding) or each.tldr, each.figures[:_MOST_FIGURES])
        for each in telling
    ]
    return results, count


def first_sentence(text: str) -> str:
    """The first sentence of Markdown that is words only; all of any other."""
    if not PLAIN.fullmatch(text):
        return text
    return _SENTENCE_END.split(text.partition("\n\n")[0], maxsplit=1)[0]
