"""A library and a period in; the newsletter of its new papers, and that newsletter's file, out."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

import yaml

from pressmark.library.dates import news_day
from pressmark.library.newsletter import Newsletter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper

# So many papers are shown in full by default; of the others only the titles.
IN_FULL = 30
_NOT_ANNOUNCED = frozenset({"withdrawn", "retracted"})


class NewsletterSelection(NamedTuple):
    """A newsletter of new papers, or None where none is new, and the ids of papers left out: those
    that don't say when they were added, and those that were withdrawn or retracted."""

    newsletter: Newsletter | None
    undated: tuple[str, ...]
    withdrawn: tuple[str, ...]


def select(library: Library, since: str, until: str, in_full: int = IN_FULL) -> NewsletterSelection:
    """A newsletter of the papers that were added from the day `since` to the day `until`.

    A record that does not say when it was added counts by its date, if that is a whole day. Papers
    of an earlier newsletter, and those that were withdrawn or retracted, are left out. Of many
    papers, `in_full` are shown in full: the newest of each theme in turn.
    """
    announced = {
        name
        for earlier in library.newsletters.values()
        for name in (*earlier.papers, *earlier.further)
    }
    new: list[Paper] = []
    undated: list[str] = []
    withdrawn: list[str] = []
    for paper in library.newest:
        if paper.id in announced:
            continue
        if not (day := news_day(paper)):
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
    return NewsletterSelection(newsletter, tuple(undated), tuple(withdrawn))


def _in_turn(papers: Iterable[Paper], library: Library) -> list[str]:
    """The first paper of each theme, then the second of each, and so on; drafts come last."""
    ids: list[str] = []
    for are_drafts in (False, True):
        by_theme: dict[str, list[str]] = {theme: [] for theme in (*library.themes, "")}
        for paper in papers:
            if paper.is_draft == are_drafts:
                by_theme[paper.theme].append(paper.id)
        rounds = zip_longest(*by_theme.values())
        ids += [name for name in chain.from_iterable(rounds) if name]
    return ids


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
