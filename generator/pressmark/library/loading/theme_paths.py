"""Themes and papers in; the themes with the papers of their reading paths under the ids that these
have now, or what is wrong with the paths, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.rules import vocabulary as rules
from pressmark.base.spellings import Spellings
from pressmark.library.paper_links import linked_papers, with_links
from pressmark.library.readers.source import Source
from pressmark.library.values import with_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Path_
    from pressmark.library.terms import Step, Theme


def resolved(
    themes: Mapping[str, Theme],
    papers: Iterable[Paper],
    file: Path,
    shown: Path,
    findings: list[Finding],
) -> dict[str, Theme]:
    """The themes of a file, which findings call `shown`. A paper that was renamed is found under
    its old id too. What is wrong goes to the `findings`."""
    if not any(theme.path or theme.state for theme in themes.values()):
        return dict(themes)
    ids: dict[str, str] = {}
    for paper in papers:
        ids |= dict.fromkeys((paper.id, *paper.redirect_from), paper.id)
    faults = [fault for name, theme in themes.items() for fault in _faults(name, theme, ids)]
    if faults:
        findings += _findings(faults, ids, file, shown)
        return dict(themes)
    return {name: _resolved(theme, ids) for name, theme in themes.items()}


def _faults(name: str, theme: Theme, ids: Mapping[str, str]) -> Iterator[tuple[Path_, str]]:
    """Where a path or a text names a paper that is not there or a step already."""
    steps: set[str] = set()
    for place, step in enumerate(theme.path):
        if step.paper not in ids or step.paper in steps:
            yield (name, "path", place), step.paper
        steps.add(step.paper)
    for paper in linked_papers(theme.state):
        if paper not in ids:
            yield (name, "state"), paper


def _findings(
    faults: Iterable[tuple[Path_, str]], ids: Mapping[str, str], file: Path, shown: Path
) -> list[Finding]:
    source = Source(shown)
    raw = source.read(file)
    if raw is not None and (text := source.text(raw)):
        source.parse(text, 1)
    spellings = Spellings(ids)
    for path, paper in faults:
        line, field = source.line_of(path), source.field_of(path)
        if paper in ids:
            source.report(line, field, rules.REPEATED_STEP, paper=paper)
        else:
            near = spellings.nearest(paper)
            source.report(line, field, rules.UNKNOWN_STEP, paper=paper, near=near)
    return source.findings


def _resolved(theme: Theme, ids: Mapping[str, str]) -> Theme:
    steps: dict[str, Step] = {}
    for step in theme.path:
        paper = ids[step.paper]
        steps.setdefault(paper, with_values(step, paper=paper))
    state = with_links(theme.state, lambda paper: f"papers/{ids[paper]}.md")
    return with_values(theme, path=tuple(steps.values()), state=state)
