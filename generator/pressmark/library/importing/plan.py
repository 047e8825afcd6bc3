"""Entries of a source and a library in; a plan of files to write out, and one place that writes it.

An import adds records and abstracts, and brings facts of records up to date with their source. What
a curator wrote is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.models import validated
from pressmark.base.names import TakenIds, slug
from pressmark.base.rules.files import TOO_LARGE
from pressmark.base.rules.imports import CONFLICTING_FACT, RECORD_WITH_TWO_ABSTRACTS
from pressmark.library.abstract_files import LOCAL, path_of_abstract
from pressmark.library.entry_ids import entry_id, key_id
from pressmark.library.importing.memory import Memory
from pressmark.library.importing.merging import CONFLICT, Change, Resolve, leave_open
from pressmark.library.importing.new_tags import TAGS, candidates, new_tags, vocabulary_with
from pressmark.library.importing.record_text import record_text
from pressmark.library.importing.staging import write_all
from pressmark.library.importing.statements import WORDS
from pressmark.library.importing.suggest import MOST_TAGS, Suggester
from pressmark.library.importing.updating import ExistingRecord, Updater
from pressmark.library.known_venues import at_known_venues
from pressmark.library.loading.checks import Records, collisions, unknown_terms
from pressmark.library.matching import Works
from pressmark.library.paper import SUGGESTIBLE, Paper
from pressmark.library.readers.entry import Omission
from pressmark.library.readers.source import SIZE_LIMIT, LineSource, Source
from pressmark.library.record_edit import file_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from pressmark.base.rules.rule import Rule
    from pressmark.library.library import Library
    from pressmark.library.matching import Work
    from pressmark.library.readers.entry import Entry, Reading
    from pressmark.library.terms import Term

_OF_LIBRARY = frozenset({"suggested", "added", "redirect_from"})


@dataclass(slots=True)
class ImportPlan:
    """What an import changes, as ids in the source's order.

    `entries` counts all that were read: each made a record, matched one, or is one of the
    `left_out`. `added` are whole records, `drafted` are records with a suggested theme and tags,
    `attached` and `replaced` are abstracts, `kept` are records whose words differ from those of
    the source. `matches` are the entries of a paper that the library or an earlier entry has, and
    `omissions` the entries and values that had to be left out. `changes` are the facts in which
    records and source differed, `vanished` the records that the source has no more, `deleted` those
    that a curator has deleted since, which are not made again, and `renamed` the new records whose
    key could not be their id. `candidates` are keywords that are no tag, each with the number of
    new records that bear it, `new_tags` those that become tags, and `unused` the fields of which
    records keep nothing, with the number of entries that have them. `files` maps each path below
    the content folder to its text, and `edits` holds the text that a file had before.
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
    changes: list[Change] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Change]:
        """The facts that source and record have both changed, and that nobody has decided."""
        return [change for change in self.changes if change.outcome == CONFLICT]

    def findings(self, name: Path) -> list[Finding]:
        """What was left out, and every conflict with the source that findings call `name`."""
        findings = [omission.finding for omission in self.omissions]
        for change in self.conflicts:
            field_name = f"{change.paper}.{change.fact}"
            findings.append(Finding.of(CONFLICTING_FACT, name, change.line, field_name))
        return findings

    @property
    def local_abstracts(self) -> int:
        """How many of the abstracts go where git ignores them."""
        return sum(path.startswith(f"{LOCAL}/") for path in self.files)

    @property
    def made(self) -> int:
        """How many entries made a record."""
        return len(self.added) + len(self.drafted)

    def note_deleted(self, work: Work, paper: str) -> None:
        """Note that the record of a work, if it had that one, was deleted."""
        if paper:
            self.deleted.append(paper)
            self.matches += [Match(entry.line, entry.key, paper, 0) for entry in work.entries]

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
            "changes": [change.as_dict() for change in self.changes],
            "vanished": self.vanished,
            "deleted": self.deleted,
            "renamed": self.renamed,
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


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import: the day on which new records count as `added` (2024-07-04), unless the source
    has another; whether their ids are the source's keys; who decides conflicts; and how many new
    papers must bear a keyword for it to become a tag (0: none does). Abstracts go where git keeps
    them if they are to be published."""

    added: str = ""
    by_key: bool = False
    resolve: Resolve = leave_open
    new_tags: int = 0
    publish_abstracts: bool = False


def plan(
    reading: Reading, library: Library, content: Path, name: Path, choices: Choices = Choices()
) -> ImportPlan:
    """What to write so that the `library` in the folder `content` holds every entry as its source,
    the file `name`, has it, but for what curators have written.

    An entry belongs to the record with its DOI, arXiv id or title and authors, else to the record
    that bears its title as `later_title`, however the two spell it, else to the one that the source
    described under its key; entries of one paper make one record. An entry that contradicts the
    library or an earlier one is left out.
    """
    planned = ImportPlan(
        len(reading.entries) + reading.left_out,
        omissions=list(reading.omissions),
        left_out=reading.left_out,
        unused=dict(reading.unused.most_common()),
    )
    memory = Memory(library, content, name)
    works = Works(library.papers.values(), memory.papers())
    for entry in at_known_venues(reading.entries, library.series_finder):
        works.match(entry)
    deleted = {work: gone for work in works.new if (gone := memory.deleted(work))}
    new = [work for work in works.new if work not in deleted]
    tags = library.vocabulary_tags()
    tags |= _take_new_tags(planned, new, _names(tags).keys(), content, choices.new_tags)
    updater = Updater(library, content, name, memory, _names(tags), choices.resolve)
    records = _records(planned, new, library, name, choices, tags)
    partial = {omission.finding.line for omission in reading.omissions if not omission.is_entry}
    for work in works.of_source:
        paper = work.held or records.get(work)
        if paper is None:
            planned.note_deleted(work, deleted.get(work, ""))
            continue
        if work.held is None:
            (planned.drafted if paper.is_draft else planned.added).append(paper.id)
            planned.files[f"papers/{paper.id}.md"] = record_text(paper)
            updater.new(work, paper)
        else:
            updater.update(work, paper, not partial.isdisjoint(e.line for e in work.entries))
            if any(_differs(entry, paper) for entry in work.entries):
                planned.kept.append(paper.id)
        first = 0 if work.held else work.entries[0].line
        for entry in work.entries[0 if work.held else 1 :]:
            planned.matches.append(Match(entry.line, entry.key, paper.id, first))
    planned.changes += updater.finish()
    planned.omissions += updater.omissions
    for path, (before, after) in updater.edits.items():
        planned.files[path], planned.edits[path] = after, before
    for work in works.of_source:
        paper = work.held or records.get(work)
        if paper and (abstract := _attachable(planned, work, paper, library, updater, name)):
            path = path_of_abstract(content, paper.id, publish=choices.publish_abstracts)
            planned.files[path] = f"{abstract}\n"
    present = [paper.id for work in works.of_source if (paper := work.held or records.get(work))]
    planned.vanished += memory.vanished(present, reading)
    planned.files |= memory.files()
    return planned


def _attachable(
    planned: ImportPlan, work: Work, paper: Paper, library: Library, updater: Updater, name: Path
) -> str:
    """The abstract of a work to attach, which is noted, if its source has another than the library;
    else an empty text."""
    if not (abstract := _abstract(planned, work, paper, name)):
        return ""
    taken, conflict = updater.abstract(paper.id, abstract, work.entry.line)
    if conflict:
        planned.changes.append(conflict)
    if taken:
        is_new = not library.abstracts.get(paper.id)
        (planned.attached if is_new else planned.replaced).append(paper.id)
    return taken


def _take_new_tags(
    planned: ImportPlan, works: Sequence[Work], names: Collection[str], content: Path, least: int
) -> dict[str, Term]:
    """Plan the tags that keywords of new works become, and note the keywords that are none."""
    unknown = candidates((work.entry.keywords or () for work in works), names)
    planned.new_tags = new_tags(unknown, least)
    planned.candidates = {
        word: count for key, (word, count) in unknown.items() if key not in planned.new_tags
    }
    if planned.new_tags:
        path = content / TAGS
        before = file_text(path) if path.is_file() else ""
        planned.files[TAGS] = vocabulary_with(before, planned.new_tags)
        if before:
            planned.edits[TAGS] = before
    return planned.new_tags


def _abstract(planned: ImportPlan, work: Work, paper: Paper, name: Path) -> str:
    """The abstract of a work; those of other entries for a record that is held are left out, and
    what is too large for a library to read."""
    entries = work.entries if work.held else [work.entry]
    claims = [entry for entry in entries if entry.abstract]

    def omit(rule: Rule, entry: Entry, **values: object) -> None:
        finding = Finding.of(rule, name, entry.line, "abstract", **values)
        planned.omissions.append(Omission(finding, is_entry=False, key=entry.key))

    for entry in claims[1:]:
        if entry.abstract != claims[0].abstract:
            omit(RECORD_WITH_TWO_ABSTRACTS, entry, line=claims[0].line, paper=paper.id)
    abstract = claims[0].abstract if claims else ""
    # As a file it ends with a newline.
    if (size := len(abstract.encode()) + 1) > SIZE_LIMIT:
        omit(TOO_LARGE, claims[0], unit="abstract", size=size)
        return ""
    return abstract


def _records(
    planned: ImportPlan,
    works: Sequence[Work],
    library: Library,
    name: Path,
    choices: Choices,
    tags: Mapping[str, Term],
) -> dict[Work, Paper]:
    """The records of new works that go well with the library's and with
    one another; the entries of others are left out. `tags` are those of the vocabulary."""
    suggester = Suggester(library.themes, tags)
    earlier = (old for paper in library.papers.values() for old in paper.redirect_from)
    taken = TakenIds(chain(library.papers, earlier))
    names = _names(tags)
    drafts: list[tuple[Work, Paper]] = []
    for work in works:
        paper = _paper(work.entry, suggester, names)
        new_id = entry_id(paper, work.entry.key if choices.by_key else "", taken)
        paper = paper.renamed(new_id, choices.added)
        taken.add(paper.id)
        if choices.by_key and new_id != key_id(work.entry.key):
            planned.renamed[work.entry.key] = new_id
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
            return ExistingRecord(papers[place].id)
        return LineSource(name, drafts[place - count][0].entry.line)

    records = Records(papers, range(count, len(papers)), source)
    by_line: dict[int, list[Finding]] = {}
    for finding in (*unknown_terms(records, library.themes, tags), *collisions(records)):
        if finding.file != name:
            raise InvalidLibraryError([finding])
        by_line.setdefault(finding.line, []).append(finding)
    return by_line


def carry_out(planned: ImportPlan, content: Path) -> None:
    """Write a plan's files below the content folder, as `staging.write_all` does."""
    write_all(content, planned.files, planned.edits)


def _differs(entry: Entry, held: Paper) -> bool:
    """Whether an entry has a whole record with other words than the one that is held."""
    offered = entry.paper if entry.keywords is None else None
    return offered is not None and any(
        getattr(offered, name) not in ("", (), getattr(held, name)) for name in WORDS - _OF_LIBRARY
    )


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
