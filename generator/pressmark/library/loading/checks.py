"""Papers and where they stand in; what they claim of one another and of the vocabulary out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, nearest
from pressmark.base.names import normal_title, slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Path_, Source
    from pressmark.library.terms import Term


def are_fine(
    curated: Collection[Paper],
    items: Collection[Paper],
    themes: Mapping[str, Term],
    tags: Mapping[str, Term],
) -> bool:
    """Whether the checks below would find nothing, told in a fraction of the time.

    `items` are papers of sources that are not curated.
    """
    papers = [*curated, *items]
    ids = {paper.id for paper in papers}
    arxiv = [paper.arxiv for paper in papers if paper.arxiv]
    old = [name for paper in papers for name in paper.redirect_from]
    if len(ids) < len(papers) or len(set(arxiv)) < len(arxiv):
        return False
    if len(set(old)) < len(old) or not ids.isdisjoint(old):
        return False
    for paper in curated:
        if paper.theme and paper.theme not in themes:
            return False
        if paper.also and (paper.theme in paper.also or not themes.keys() >= set(paper.also)):
            return False
        if not all(name in tags for name in paper.tags):
            return False
    titles: dict[str, list[Paper]] = {}
    for paper in curated:
        titles.setdefault(normal_title(paper.title), []).append(paper)
    if len(titles) < len(curated):
        return False
    for paper in items:
        titles.setdefault(normal_title(paper.title), []).append(paper)
    return all(
        len({_work(paper) for paper in namesakes}) == len(namesakes)
        for namesakes in titles.values()
        if len(namesakes) > 1
    )


def _work(paper: Paper) -> tuple[str, str, str]:
    """What tells apart two papers of one title."""
    first = slug(paper.authors[0].name) if paper.authors else ""
    return normal_title(paper.title), first, paper.year


def unknown_terms(
    records: Collection[tuple[Source, Paper]],
    themes: Mapping[str, Term],
    tags: Mapping[str, Term],
) -> Iterator[Finding]:
    """Every theme and tag of a record that the vocabulary does not hold."""
    for source, paper in records:
        if not source.is_curated:
            continue
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
    """What two places claim: a theme named twice, one id, title or arXiv id twice, an id in use.

    A paper of a source that is not curated may have another's title, unless first author and year
    agree too.
    """
    claimed: dict[tuple[str, object], Source] = {}
    ids = {paper.id for _, paper in records}
    for source, paper in records:
        if paper.theme and paper.theme in paper.also:
            path = ("also", paper.also.index(paper.theme))
            yield _at(source, path, f"{paper.theme!r} is the theme already", "Remove it here")
        for key, value, advice in (
            ("id", paper.id, "Give one of them another id"),
            ("arxiv", paper.arxiv, "Merge the records, or mend one"),
        ):
            if not value or key in source.faulty:
                continue
            if other := claimed.get((key, value)):
                yield _at(source, (key,), f"{other} has the same {key}", advice)
            claimed.setdefault((key, value), source)
        if "title" not in source.faulty:
            work = _work(paper)
            advice = "Merge the records, or mend one"
            if source.is_curated and (other := claimed.get(("title", work[0]))):
                yield _at(source, ("title",), f"{other} has the same title", advice)
            elif other := claimed.get(("work", work)):
                found = f"{other} has the same title, first author and year"
                yield _at(source, ("title",), found, advice)
            if source.is_curated:
                claimed.setdefault(("title", work[0]), source)
            claimed.setdefault(("work", work), source)
        for n, old in enumerate(paper.redirect_from):
            place = ("redirect_from", n)
            if old in ids:
                yield _at(source, place, f"{old!r} is a record", "Remove it, or rename that record")
            elif other := claimed.get(("redirect_from", old)):
                yield _at(source, place, f"{other} lists {old!r} too", "Keep one")
            claimed.setdefault(("redirect_from", old), source)


def _at(source: Source, path: Path_, found: str, advice: str) -> Finding:
    return Finding(source.name, source.line_of(path), source.field_of(path), found, advice)


def _did_you_mean(name: str, known: Mapping[str, Term]) -> str:
    renamed = (key for key, term in known.items() if name in term.redirect_from)
    if now := next(renamed, ""):
        return f"It is {now!r} now"
    by_label = {term.label.casefold(): key for key, term in known.items()}
    near = by_label.get(name.casefold()) or nearest(name, known)
    return f"Did you mean {near!r}" if near else "Add it to the vocabulary, or use a known one"
