"""The e-mail digests of a library: their files in `content/digests/` in, newsletters out.

A newsletter says what was new in a period. Its file names its papers, so that the archive stays as
it was sent whatever is added later, and a curator may edit it until then. (The digest of a single
paper is another thing: see `pressmark.base.markdown`.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.models import Model
from pressmark.library.values import Day, Line, Prose, Slugs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.paper import Paper
    from pressmark.library.terms import Term

FOLDER = "digests"


@dataclass(frozen=True, slots=True)
class Newsletter(Model):
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
        """How many papers it announces."""
        return len(self.papers) + len(self.further)


class Group(NamedTuple):
    """The papers of one theme in a newsletter: those shown in full, and those by their title only.

    Papers without a theme have a group without one.
    """

    theme: Term | None
    papers: tuple[Paper, ...]
    further: tuple[Paper, ...]


def groups(
    newsletter: Newsletter, papers: Mapping[str, Paper], themes: Mapping[str, Term]
) -> list[Group]:
    """A newsletter's papers, which are among `papers`, by theme, in the order of `themes`.

    Raises `KeyError` with the id of a paper that is not among them.
    """
    by_theme: dict[str, tuple[list[Paper], list[Paper]]] = {}
    for place, names in enumerate((newsletter.papers, newsletter.further)):
        for paper in map(papers.__getitem__, names):
            by_theme.setdefault(paper.theme, ([], []))[place].append(paper)
    return [
        Group(themes.get(theme), tuple(by_theme[theme][0]), tuple(by_theme[theme][1]))
        for theme in (*themes, "")
        if theme in by_theme
    ]


def title_of(newsletter: Newsletter) -> str:
    """The title that it has, or one that says whose digest it is."""
    from pressmark.base.words import date_in_words  # not needed to read one

    return newsletter.title or f"Digest of {date_in_words(newsletter.id)}"
