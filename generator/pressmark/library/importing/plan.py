"""Entries of a source and a library in; a plan of files to write out, and one place that writes it.

Curators' records are never touched: an import adds records and abstracts, and a newer abstract
takes the place of an older one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.names import normal_title, paper_id
from pressmark.base.rules.imports import RECORD_WITH_TWO_ABSTRACTS
from pressmark.library.importing.record_text import record_text
from pressmark.library.importing.suggest import MOST_TAGS, Suggester
from pressmark.library.loading.checks import Records, collisions, unknown_terms
from pressmark.library.paper import SUGGESTIBLE, Paper
from pressmark.library.readers.source import LineSource, Source
from pressmark.library.values import validated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.readers.entry import Entry
    from pressmark.library.terms import Term

# Inside a folder that git ignores, and on the disk where the files are to be.
_STAGE = "abstracts/.import"


@dataclass(slots=True)
class ImportPlan:
    """What an import changes, as ids in the source's order.

    `added` are whole records, `drafted` are records with a suggested theme and tags, `attached`
    and `replaced` are abstracts, `kept` are records that say something else than the source does.
    `files` maps each path below the content folder to its text.
    """

    entries: int
    added: list[str] = field(default_factory=list)
    drafted: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, int | list[str]]:
        """The plan for a program, without the files' text."""
        return {
            "entries": self.entries,
            "added": self.added,
            "drafted": self.drafted,
            "attached": self.attached,
            "replaced": self.replaced,
            "kept": self.kept,
            "files": list(self.files),
        }


def plan(entries: Sequence[Entry], library: Library, name: Path, added: str = "") -> ImportPlan:
    """What to write so that `library` holds every entry and its abstract.

    New records are `added` on that day (2024-07-04), unless the source has another.

    An entry belongs to the record with its title, else to the record that bears it as
    `later_title`, however the two spell it. `name` is the source as findings call it.

    Raises `InvalidLibraryError` when entries contradict each other, or when the library would have
    findings once they were in it.
    """
    planned = ImportPlan(len(entries))
    # A file's tags are the vocabulary's; those made of keywords only stand beside them.
    tags = {name: term for name, term in library.tags.items() if name not in library.keywords}
    suggester = Suggester(library.themes, tags)
    by_title = _by_title(library.papers.values())
    taken = {*library.papers, *(old for p in library.papers.values() for old in p.redirect_from)}
    new: list[Paper] = []
    lines: list[int] = []
    claims: dict[str, Entry] = {}
    findings: list[Finding] = []
    for entry in entries:
        paper = by_title.get(normal_title(entry.title))
        if paper is None:
            paper = _paper(entry, suggester, tags)
            authors = tuple(author.name for author in paper.authors)
            unused = paper_id(paper.title, authors, paper.date, taken)
            paper = paper.renamed(unused, added)
            taken.add(paper.id)
            new.append(paper)
            lines.append(entry.line)
            (planned.drafted if paper.is_draft else planned.added).append(paper.id)
            planned.files[f"papers/{paper.id}.md"] = record_text(paper)
        elif entry.keywords is None and entry.paper and _differs(entry.paper, paper):
            planned.kept.append(paper.id)
        if not entry.abstract:
            continue
        first = claims.setdefault(paper.id, entry)
        if first.abstract != entry.abstract:
            place = (RECORD_WITH_TWO_ABSTRACTS, name, entry.line, "title")
            findings.append(Finding.of(*place, line=first.line, paper=paper.id))
        held = library.abstracts.get(paper.id, "")
        if first is entry and held != entry.abstract:
            (planned.replaced if held else planned.attached).append(paper.id)
            planned.files[f"abstracts/{paper.id}.txt"] = f"{entry.abstract}\n"
    papers = [*library.papers.values(), *new]
    count = len(library.papers)

    def source(place: int) -> Source:
        held = _ExistingRecord(papers[place].id)
        return held if place < count else LineSource(name, lines[place - count])

    records = Records(papers, range(count, len(papers)), source)
    findings += unknown_terms(records, library.themes, tags)
    findings += collisions(records)
    if findings:
        raise InvalidLibraryError(findings)
    return planned


def carry_out(planned: ImportPlan, content: Path) -> None:
    """Write a plan's files below the content folder.

    All are staged before the first is moved into its place, and each move is whole or not at all:
    whatever stops this, no file is left half-written, and importing again does the rest.

    Raises `FileExistsError` before anything is moved when a planned record has come to exist, and
    `OSError` when the disk refuses.
    """
    if not planned.files:
        return
    stage = content / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, text in planned.files.items():
            staged = stage / path
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(text, encoding="utf-8", newline="\n")
        for path in planned.files:
            if path.startswith("papers/") and (content / path).exists():
                raise FileExistsError(f"{content / path} was made while the import ran")
            (content / path).parent.mkdir(parents=True, exist_ok=True)
        for path in planned.files:
            (stage / path).replace(content / path)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


class _ExistingRecord(Source):
    """Where a record of the library is."""

    def __init__(self, paper: str) -> None:
        super().__init__(Path(paper))

    def __str__(self) -> str:
        return f"the record {self.name}"


def _differs(offered: Paper, held: Paper) -> bool:
    """Whether a record says something else than the one that is held, under whatever id."""
    return offered.renamed(held.id, held.added) != held


def _by_title(papers: Iterable[Paper]) -> dict[str, Paper]:
    """Records by every title they bear; a title itself goes before a later one."""
    papers = list(papers)
    later = {normal_title(p.later_title): p for p in reversed(papers) if p.later_title}
    return later | {normal_title(paper.title): paper for paper in papers}


def _paper(entry: Entry, suggester: Suggester, vocabulary: Mapping[str, Term]) -> Paper:
    """The new record of an entry: whole as its source has it, else a draft."""
    if entry.paper and entry.keywords is None:
        return entry.paper
    theme, tags = suggester.suggest(entry.title, entry.abstract)
    values: dict[str, object] = {"id": "draft", "title": entry.title}
    if entry.paper:
        values = {
            field.name: value
            for field in fields(Paper)
            if (value := getattr(entry.paper, field.name))
        }
        # Keywords are tags only as far as the vocabulary knows them.
        own = [name for name in entry.paper.tags if name in vocabulary]
        tags = tuple(dict.fromkeys([*own, *tags]))[: max(MOST_TAGS, len(own))]
    values |= {"tags": tags, "suggested": SUGGESTIBLE}
    return validated(Paper, values | {"theme": theme} if theme else values)
