"""Papers and where they stand in; what they claim of one another and of the vocabulary out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.findings import Finding, nearest
from pressmark.names import normal_title
from pressmark.source import dotted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pressmark.library import Term
    from pressmark.paper import Paper
    from pressmark.source import Path_, Source


def unknown_terms(
    records: Collection[tuple[Source, Paper]],
    themes: Mapping[str, Term],
    tags: Mapping[str, Term],
) -> Iterator[Finding]:
    """Every theme and tag of a record that the vocabulary does not hold."""
    for source, paper in records:
        for path, name in (
            *(((("theme",), paper.theme),) if paper.theme else ()),
            *((("also", n), name) for n, name in enumerate(paper.also)),
        ):
            if name not in themes:
                found = f"the theme {name!r} is unknown"
                yield _at(source, path, found, _did_you_mean(name, themes))
        for n, name in enumerate(paper.tags):
            if name not in tags:
                found = f"the tag {name!r} is unknown"
                yield _at(source, ("tags", n), found, _did_you_mean(name, tags))


def collisions(records: Collection[tuple[Source, Paper]]) -> Iterator[Finding]:
    """What two places claim: a theme named twice, one id, title or arXiv id twice, an id in use."""
    claimed: dict[tuple[str, str], Source] = {}
    ids = {paper.id for _, paper in records}
    for source, paper in records:
        if paper.theme and paper.theme in paper.also:
            path = ("also", paper.also.index(paper.theme))
            yield _at(source, path, f"{paper.theme!r} is the theme already", "Remove it here")
        for key, value, advice in (
            ("id", paper.id, "Give one of them another id"),
            ("arxiv", paper.arxiv, "Merge the records, or mend one"),
            ("title", normal_title(paper.title), "Merge the records, or mend one"),
        ):
            if not value or key in source.faulty:
                continue
            if other := claimed.get((key, value)):
                yield _at(source, (key,), f"{other} has the same {key}", advice)
            claimed.setdefault((key, value), source)
        for n, old in enumerate(paper.redirect_from):
            place = ("redirect_from", n)
            if old in ids:
                yield _at(source, place, f"{old!r} is a record", "Remove it, or rename that record")
            elif other := claimed.get(("redirect_from", old)):
                yield _at(source, place, f"{other} lists {old!r} too", "Keep one")
            claimed.setdefault(("redirect_from", old), source)


def _at(source: Source, path: Path_, found: str, advice: str) -> Finding:
    return Finding(source.name, source.line_of(path), dotted(path), found, advice)


def _did_you_mean(name: str, known: Mapping[str, Term]) -> str:
    by_label = {term.label.casefold(): key for key, term in known.items()}
    near = by_label.get(name.casefold()) or nearest(name, known)
    return f"Did you mean {near!r}" if near else "Add it to the vocabulary, or use a known one"
