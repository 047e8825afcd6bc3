"""Entries of a source and a library in; a plan of files to write out, and one place that writes it.

Curators' records are never touched: an import adds records and abstracts, and a newer abstract
takes the place of an older one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.names import paper_id, slug
from pressmark.base.rules.imports import RECORD_WITH_TWO_ABSTRACTS
from pressmark.library.importing.matching import Works
from pressmark.library.importing.new_tags import TAGS, candidates, vocabulary_with
from pressmark.library.importing.new_tags import new_tags as fresh_tags
from pressmark.library.importing.record_text import record_text
from pressmark.library.importing.suggest import MOST_TAGS, Suggester
from pressmark.library.loading.checks import Records, collisions, unknown_terms
from pressmark.library.paper import SUGGESTIBLE, Paper
from pressmark.library.readers.entry import Omission
from pressmark.library.readers.source import LineSource, Source
from pressmark.library.values import validated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressmark.library.importing.matching import Work
    from pressmark.library.library import Library
    from pressmark.library.readers.entry import Entry, Reading
    from pressmark.library.terms import Term

# Inside a folder that git ignores, and on the disk where the files are to be.
_STAGE = "abstracts/.import"


@dataclass(slots=True)
class ImportPlan:
    """What an import changes, as ids in the source's order.

    `entries` counts all that were read: each made a record, matched one, or is one of the
    `left_out`. `added` are whole records, `drafted` are records with a suggested theme and tags,
    `attached` and `replaced` are abstracts, `kept` are records that say something else than the
    source does. `matches` are the entries of a paper that the library or an earlier entry has, and
    `omissions` the entries and values that had to be left out. `candidates` are keywords that are
    no tag, each with the number of new records that bear it, `new_tags` those that become tags, and
    `unused` the fields of which records keep nothing, with the number of entries that have them.
    `files` maps each path below the content folder to its text.
    """

    entries: int
    added: list[str] = field(default_factory=list)
    drafted: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    left_out: int = 0
    candidates: dict[str, int] = field(default_factory=dict)
    new_tags: dict[str, Term] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def made(self) -> int:
        """How many entries made a record."""
        return len(self.added) + len(self.drafted)

    def as_dict(self) -> dict[str, Any]:
        """The plan for a program, without the files' text."""
        return {
            "entries": self.entries,
            "made": self.made,
            "matched": len(self.matches),
            "left_out": self.left_out,
            "added": self.added,
            "drafted": self.drafted,
            "attached": self.attached,
            "replaced": self.replaced,
            "kept": self.kept,
            "matches": [match._asdict() for match in self.matches],
            "omissions": [omission.as_dict() for omission in self.omissions],
            "candidates": self.candidates,
            "new_tags": list(self.new_tags),
            "unused": self.unused,
            "files": list(self.files),
        }


class Match(NamedTuple):
    """An entry, by its line and key, that is of the same paper as the record with the id `paper`.

    `joined` is the line of the entry that made the record, whose facts it shares; 0 where the
    library held it.
    """

    line: int
    key: str
    paper: str
    joined: int


def plan(
    reading: Reading, library: Library, name: Path, added: str = "", new_tags: int = 0
) -> ImportPlan:
    """What to write so that `library` holds every entry and its abstract.

    New records are `added` on that day (2024-07-04), unless the source has another. Keywords that
    at least `new_tags` of them bear become tags, unless that is 0.

    An entry belongs to the record with its DOI, arXiv id or title and authors, else to the record
    that bears its title as `later_title`, however the two spell it; entries of one paper make one
    record. `name` is the source as findings call it. An entry that contradicts the library or an
    earlier one is left out.
    """
    planned = ImportPlan(
        len(reading.entries) + reading.left_out,
        omissions=list(reading.omissions),
        left_out=reading.left_out,
        unused=dict(reading.unused.most_common()),
    )
    works = Works(library.papers.values())
    for entry in reading.entries:
        works.match(entry)
    # A file's tags are the vocabulary's; those made of keywords only stand beside them.
    tags = {name: tag for name, tag in library.tags.items() if name not in library.keywords}
    unknown = candidates((work.entry.keywords or () for work in works.new), _names(tags).keys())
    planned.new_tags = tagged = fresh_tags(unknown, new_tags)
    planned.candidates = {word: n for key, (word, n) in unknown.items() if key not in tagged}
    records = _records(planned, works.new, library, name, added, tags | tagged)
    for work in works.of_source:
        paper = work.held or records.get(work)
        if paper is None:
            continue
        if work.held is None:
            (planned.drafted if paper.is_draft else planned.added).append(paper.id)
            planned.files[f"papers/{paper.id}.md"] = record_text(paper)
        elif any(_differs(entry, paper) for entry in work.entries):
            planned.kept.append(paper.id)
        first = 0 if work.held else work.entries[0].line
        for entry in work.entries[0 if work.held else 1 :]:
            planned.matches.append(Match(entry.line, entry.key, paper.id, first))
        if abstract := _abstract(planned, work, paper, name):
            held = library.abstracts.get(paper.id, "")
            if held != abstract:
                (planned.replaced if held else planned.attached).append(paper.id)
                planned.files[f"abstracts/{paper.id}.txt"] = f"{abstract}\n"
    return planned


def _abstract(planned: ImportPlan, work: Work, paper: Paper, name: Path) -> str:
    """The abstract of a work; those of other entries for a record that is held are left out."""
    if work.held is None:
        return work.entry.abstract
    claims = [entry for entry in work.entries if entry.abstract]
    for entry in claims[1:]:
        if entry.abstract != claims[0].abstract:
            place = (RECORD_WITH_TWO_ABSTRACTS, name, entry.line, "abstract")
            finding = Finding.of(*place, line=claims[0].line, paper=paper.id)
            planned.omissions.append(Omission(finding, is_entry=False, key=entry.key))
    return claims[0].abstract if claims else ""


def _records(
    planned: ImportPlan,
    works: Sequence[Work],
    library: Library,
    name: Path,
    added: str,
    tags: Mapping[str, Term],
) -> dict[Work, Paper]:
    """The records of new works that go well with the library's and with
    one another; the entries of others are left out."""
    suggester = Suggester(library.themes, tags)
    taken = {*library.papers, *(old for p in library.papers.values() for old in p.redirect_from)}
    names = _names(tags)
    drafts: list[tuple[Work, Paper]] = []
    for work in works:
        paper = _paper(work.entry, suggester, names)
        family = paper.authors[0].surname if paper.authors else ""
        paper = paper.renamed(paper_id(paper.title, family, paper.year, taken), added)
        taken.add(paper.id)
        drafts.append((work, paper))
    while contradictions := _contradictions(drafts, library, name, tags):
        sound = []
        for work, paper in drafts:
            if findings := contradictions.get(work.entry.line):
                planned.left_out += len(work.entries)
                key = work.entry.key
                planned.omissions += [Omission(finding, True, key) for finding in findings]
            else:
                sound.append((work, paper))
        drafts = sound
    return dict(drafts)


def _contradictions(
    drafts: Sequence[tuple[Work, Paper]], library: Library, name: Path, tags: Mapping[str, Term]
) -> dict[int, list[Finding]]:
    """What new records claim that the library or an earlier one contradicts, by the entry's line.

    Raises `InvalidLibraryError` where it is a record of the library that is at fault.
    """
    papers = [*library.papers.values(), *(paper for _, paper in drafts)]
    count = len(library.papers)

    def source(place: int) -> Source:
        if place < count:
            return _ExistingRecord(papers[place].id)
        return LineSource(name, drafts[place - count][0].entry.line)

    records = Records(papers, range(count, len(papers)), source)
    by_line: dict[int, list[Finding]] = {}
    for finding in (*unknown_terms(records, library.themes, tags), *collisions(records)):
        if finding.file != name:
            raise InvalidLibraryError([finding])
        by_line.setdefault(finding.line, []).append(finding)
    return by_line


def carry_out(planned: ImportPlan, content: Path) -> None:
    """Write a plan's files below the content folder.

    All are staged before the first is moved into its place, and each move is whole or not at all:
    whatever stops this, no file is left half-written, and importing again does the rest.

    Raises `FileExistsError` before anything is moved when a planned record has come to exist, and
    `OSError` when the disk refuses.
    """
    files = dict(planned.files)
    if planned.new_tags:
        tags = content / TAGS
        text = tags.read_text(encoding="utf-8") if tags.is_file() else ""
        files[TAGS] = vocabulary_with(text, planned.new_tags)
    if not files:
        return
    stage = content / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, text in files.items():
            staged = stage / path
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(text, encoding="utf-8", newline="\n")
        for path in files:
            if path.startswith("papers/") and (content / path).exists():
                raise FileExistsError(f"{content / path} was made while the import ran")
            (content / path).parent.mkdir(parents=True, exist_ok=True)
        for path in files:
            (stage / path).replace(content / path)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


class _ExistingRecord(Source):
    """Where a record of the library is."""

    def __init__(self, paper: str) -> None:
        super().__init__(Path(paper))

    def __str__(self) -> str:
        return f"the record {self.name}"


def _differs(entry: Entry, held: Paper) -> bool:
    """Whether an entry has a whole record that says something else than the one that is held,
    under whatever id."""
    offered = entry.paper if entry.keywords is None else None
    return offered is not None and offered.renamed(held.id, held.added) != held


def _names(vocabulary: Mapping[str, Term]) -> dict[str, str]:
    """The tag that each id, label and alias of a vocabulary means, as slugs."""
    names: dict[str, str] = {}
    for key, term in vocabulary.items():
        for name in (term.label, *term.aliases):
            names.setdefault(slug(name), key)
    return names | {key: key for key in vocabulary}


def _paper(entry: Entry, suggester: Suggester, tag_names: Mapping[str, str]) -> Paper:
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
        own = [tag_names[name] for name in entry.paper.tags if name in tag_names]
        tags = tuple(dict.fromkeys([*own, *tags]))[: max(MOST_TAGS, len({*own}))]
    values |= {"tags": tags, "suggested": SUGGESTIBLE}
    return validated(Paper, values | {"theme": theme} if theme else values)
