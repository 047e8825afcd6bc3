"""A library whose vocabulary has grown in; its drafts with the theme and tags that it suggests for
them now out, and nothing that a curator has confirmed."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pressmark.library.importing.record_texts import RecordTexts
from pressmark.library.importing.suggest import MOST_TAGS, Suggester
from pressmark.library.record_edit import UnplacedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper


@dataclass(slots=True)
class Renewal:
    """What drafts are given: by id, the theme (where it is another one) and the tags that are
    added. `drafts` is how many were looked at.

    `texts` are the files before and after, by path below the content folder; `kept` are drafts
    that should change and can't, because of where or how they are written.
    """

    drafts: int = 0
    themes: dict[str, str] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


def renewal(library: Library, content: Path) -> Renewal:
    """What the vocabulary of a library suggests for its drafts that they do not have.

    A theme that nothing speaks for any more stays, and so do all tags: some are the source's own.
    """
    suggester = Suggester(library.themes, library.vocabulary_tags())
    texts = RecordTexts(content)
    result = Renewal()
    for paper in library.papers.values():
        if not paper.suggested:
            continue
        result.drafts += 1
        theme, tags = _suggested(paper, suggester, library.abstracts.get(paper.id, ""))
        if (theme, tags) == (paper.theme, paper.tags):
            continue
        values: dict[str, Any] = {}
        if theme != paper.theme:
            values["theme"] = theme
        if tags != paper.tags:
            values["tags"] = list(tags)
        renewed = copy(paper)
        object.__setattr__(renewed, "theme", theme)  # of a copy that nobody else has
        object.__setattr__(renewed, "tags", tags)
        if not texts.file_of(paper.id):
            result.kept.append(paper.id)
            continue
        try:
            texts.change(renewed, values)
        except UnplacedError:
            result.kept.append(paper.id)
            continue
        if theme != paper.theme:
            result.themes[paper.id] = theme
        if tags != paper.tags:
            result.tags[paper.id] = tags[len(paper.tags) :]
    result.texts = texts.edits
    return result


def _suggested(paper: Paper, suggester: Suggester, abstract: str) -> tuple[str, tuple[str, ...]]:
    """The theme and the tags of a draft; what is not `suggested` in it stays as it is."""
    theme, tags = suggester.suggest(paper.title, abstract)
    if "theme" not in paper.suggested or not theme or theme in paper.also:
        theme = paper.theme
    if "tags" not in paper.suggested:
        return theme, paper.tags
    new = [tag for tag in tags if tag not in paper.tags]
    return theme, (*paper.tags, *new[: max(MOST_TAGS - len(paper.tags), 0)])
