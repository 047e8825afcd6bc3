"""What papers are filed under: themes, tags, and the venues that they appeared at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pressmark.base.models import After, Before, Model
from pressmark.base.spellings import Spellings
from pressmark.library.values import (
    Line,
    Markdown,
    PossibleLine,
    Slug,
    Slugs,
    enum,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

SERIES_KINDS = ("conference", "journal", "thesis")


def _lower(aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(alias.casefold() for alias in aliases)


@dataclass(frozen=True, slots=True)
class Term(Model):
    """An entry of the controlled vocabulary: a theme or a tag.

    `aliases` are phrases that suggest the term when found in a title or an abstract;
    `redirect_from` are ids that it had, or those of terms that it took in.
    """

    id: Slug
    label: Line
    description: Line
    introduction: Markdown = ""
    aliases: Annotated[tuple[Line, ...], After(_lower)] = ()
    redirect_from: Slugs = ()


@dataclass(frozen=True, slots=True)
class Step(Model):
    """A paper of a reading path, by its id, and a sentence on why it is read there."""

    paper: Slug
    why: PossibleLine = ""


def _step(value: Any) -> Any:
    """A step as a curator writes it: an id, or an id and a sentence."""
    if isinstance(value, str):
        return {"paper": value}
    if isinstance(value, dict) and len(value) == 1 and "paper" not in value:
        ((paper, why),) = value.items()
        return {"paper": paper, "why": why}
    return value


@dataclass(frozen=True, slots=True)
class Theme(Term):
    """A theme, which may be part of another one: its `parent`. A curator may say how to read it:
    the steps of a `path` through its papers, and, as Markdown, the `state` of what they found."""

    parent: Slug = ""
    path: tuple[Annotated[Step, Before(_step)], ...] = ()
    state: Markdown = ""


def ancestors(theme: str, themes: Mapping[str, Theme]) -> list[str]:
    """The ids of the themes that a theme is part of, the nearest first."""
    above: list[str] = []
    while parent := themes[theme].parent:
        above.append(parent)
        theme = parent
    return above


def children(themes: Mapping[str, Theme]) -> dict[str, list[str]]:
    """The ids of the themes that are part of each theme that has any, in their order."""
    parts: dict[str, list[str]] = {}
    for theme in themes.values():
        if theme.parent:
            parts.setdefault(theme.parent, []).append(theme.id)
    return parts


@dataclass(frozen=True, slots=True)
class Series(Model):
    """A venue that recurs, of one of SERIES_KINDS; workshops are conferences too.

    `redirect_from` are ids that it had, or those of series that it took in.
    """

    id: Slug
    label: Line
    name: PossibleLine = ""
    kind: Annotated[str, one_of(SERIES_KINDS), enum(SERIES_KINDS)] = "conference"
    aliases: tuple[Line, ...] = ()
    redirect_from: Slugs = ()


class TermNames:
    """What the ids of terms may have been meant by names that are none; `terms` are by id."""

    def __init__(self, terms: Mapping[str, Term] | Mapping[str, Series]) -> None:
        self._terms = terms

    def labelled(self, label: str) -> str:
        """The id of the term with that label, capitals apart; empty where there is none."""
        return self._by_label.get(" ".join(label.split()).casefold(), "")

    def unknown(self, name: str) -> dict[str, str]:
        """The term that an unknown one was renamed to, or is most like, as the rules' advice has
        it."""
        renamed, labelled = self._by_earlier_id.get(name, ""), self.labelled(name)
        near = "" if renamed or labelled else self._spellings.nearest(name)
        return {"name": name, "renamed": renamed, "labelled": labelled, "near": near}

    @cached_property
    def _by_label(self) -> dict[str, str]:
        terms = reversed([*self._terms.items()])  # of two with one label the first counts
        return {term.label.casefold(): name for name, term in terms}

    @cached_property
    def _by_earlier_id(self) -> dict[str, str]:
        terms = reversed([*self._terms.items()])
        return {old: name for name, term in terms for old in term.redirect_from}

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self._terms)


class Edition(NamedTuple):
    """Where a paper appeared: a series, and the year and track where they are known.

    `is_own` says whether the library's own file names the series.
    """

    series: Series
    year: str
    track: str
    is_own: bool = True
