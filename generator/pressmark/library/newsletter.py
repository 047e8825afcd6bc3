"""The e-mail digests of a library: their files in `content/digests/` in, newsletters out, and the
other way round.

A newsletter says what was new in a period. Its file names its papers, so that the archive stays as
it was sent whatever is added later, and a curator may edit it until then. (The digest of a single
paper is another thing: see `pressmark.base.markdown`.)
"""

from __future__ import annotations

from dataclasses import fields
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

import yaml
from pydantic.dataclasses import dataclass

from pressmark.library.paper import STRICT, Day, Line, Prose, Slugs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.terms import Term

FOLDER = "digests"
# So many papers are shown in full by default; of the others only the titles.
IN_FULL = 30
_WHOLE_DAY = len("2024-07-04")
_NOT_ANNOUNCED = frozenset({"withdrawn", "retracted"})


@dataclass(frozen=True, slots=True, config=STRICT)
class Newsletter:
    """What was new from the day `since` to the day `until`, both included.

    `id` is the day that it is of, its file's stem and the last part of its address. `papers` are
    shown in full and `further` ones by their title only; both are ids, in the order that they are
    shown in within their themes. The `introduction` is Markdown.
    """

    id: Day
    since: Day
    until: Day
    title: Line = ""
    introduction: Prose = ""
    papers: Slugs = ()
    further: Slugs = ()

    @property
    def count(self) -> int:
        """How many papers it tells of."""
        return len(self.papers) + len(self.further)


class Group(NamedTuple):
    """The papers of one theme in a newsletter: those shown in full, and those by their title only.

    Papers without a theme have a group without one.
    """

    theme: Term | None
    papers: tuple[Paper, ...]
    further: tuple[Paper, ...]


class Made(NamedTuple):
    """A newsletter of what is new, or None where nothing is, and the ids of papers left out: those
    of which nothing says when they came, and those that were withdrawn or retracted."""

    newsletter: Newsletter | None
    undated: tuple[str, ...]
    withdrawn: tuple[str, ...]


def groups(newsletter: Newsletter, library: Library) -> list[Group]:
    """A newsletter's papers by theme, in the order of the library's themes."""
    found: dict[str, tuple[list[Paper], list[Paper]]] = {}
    for place, names in enumerate((newsletter.papers, newsletter.further)):
        for paper in map(library.papers.__getitem__, names):
            found.setdefault(paper.theme, ([], []))[place].append(paper)
    return [
        Group(library.themes.get(theme), tuple(found[theme][0]), tuple(found[theme][1]))
        for theme in (*library.themes, "")
        if theme in found
    ]


def title_of(newsletter: Newsletter) -> str:
    """The title that it has, or one that says whose digest it is."""
    from pressmark.base.words import date_in_words  # not needed to read one

    return newsletter.title or f"Digest of {date_in_words(newsletter.id)}"


def make(library: Library, since: str, until: str, in_full: int = IN_FULL) -> Made:
    """A newsletter of the papers that were added from the day `since` to the day `until`.

    A record that does not say when it was added counts by its date, if that is a whole day. What an
    earlier newsletter told of is not told again, and no paper that was withdrawn or retracted is.
    Of many papers, `in_full` are shown in full: the newest of each theme in turn.
    """
    told = {
        name
        for earlier in library.newsletters.values()
        for name in (*earlier.papers, *earlier.further)
    }
    new: list[Paper] = []
    undated: list[str] = []
    withdrawn: list[str] = []
    for paper in library.newest:
        day = paper.added or paper.date
        if paper.id in told:
            continue
        if len(day) < _WHOLE_DAY:
            undated.append(paper.id)
        elif since <= day <= until:
            if paper.status in _NOT_ANNOUNCED:
                withdrawn.append(paper.id)
            else:
                new.append(paper)
    newsletter = None
    if new:
        chosen = set(_in_turn(new, library)[:in_full])
        order = {theme: place for place, theme in enumerate((*library.themes, ""))}
        new.sort(key=lambda paper: order[paper.theme])
        newsletter = Newsletter(
            id=until,
            since=since,
            until=until,
            papers=tuple(paper.id for paper in new if paper.id in chosen),
            further=tuple(paper.id for paper in new if paper.id not in chosen),
        )
    return Made(newsletter, tuple(undated), tuple(withdrawn))


def _in_turn(papers: Iterable[Paper], library: Library) -> list[str]:
    """The first paper of each theme, then the second of each, and so on; drafts come last."""
    found = []
    for are_drafts in (False, True):
        by_theme: dict[str, list[str]] = {theme: [] for theme in (*library.themes, "")}
        for paper in papers:
            if paper.is_draft == are_drafts:
                by_theme[paper.theme].append(paper.id)
        rounds = zip_longest(*by_theme.values())
        found += [name for name in chain.from_iterable(rounds) if name]
    return found


def text_of(newsletter: Newsletter) -> str:
    """The file of a newsletter, ending with a newline; `read` reads it back as the same."""
    values = {
        field.name: list(value) if isinstance(value, tuple) else value
        for field in fields(newsletter)
        if field.name != "id" and (value := getattr(newsletter, field.name))
    }
    return yaml.dump(
        values, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**20
    )
