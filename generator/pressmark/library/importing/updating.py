"""Works of a source that a library holds already in; the edits of their records out, each fact
weighed against what the source said last and what a curator has written since."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.library.importing.merging import CONFLICT, Change, Merger, Resolve
from pressmark.library.importing.record_text import as_yaml, plain_values
from pressmark.library.importing.statements import (
    Facts,
    abstract_key,
    facts_of_entry,
    facts_of_paper,
    values_of,
)
from pressmark.library.loading.checks import Records, collisions
from pressmark.library.paper import REQUIRED, Paper
from pressmark.library.readers.entry import Omission
from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.source import Source
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter
from pressmark.library.values import validated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressmark.library.importing.memory import Memory
    from pressmark.library.library import Library
    from pressmark.library.matching import Work

_NEEDED = ("title", *REQUIRED)


class ExistingRecord(Source):
    """Where a record of the library is."""

    def __init__(self, paper: str) -> None:
        super().__init__(Path(paper))

    def __str__(self) -> str:
        return f"the record {self.name}"


class Updater:
    """The records of a library under the facts of one source, the file that findings call `name`.

    `edits` are the texts of record files before and after, by path below the content folder;
    `omissions` are facts that would break the library, and so were left out.
    """

    def __init__(
        self,
        library: Library,
        content: Path,
        name: Path,
        memory: Memory,
        tag_names: Mapping[str, str],
        resolve: Resolve,
    ) -> None:
        self.edits: dict[str, tuple[str, str]] = {}
        self.omissions: list[Omission] = []
        self._resolve = resolve
        self._library = library
        self._content = content
        self._name = name
        self._memory = memory
        self._tag_names = tag_names
        self._elsewhere = memory.elsewhere()
        self._mergers: dict[str, Merger] = {}
        self._papers: dict[str, Paper] = {}

    def update(self, work: Work, held: Paper, is_partial: bool) -> None:
        """Bring the record that holds a work up to date with the source."""
        says = facts_of_entry(work.entry, self._tag_names)
        before = self._memory.of(held.id)
        if not (self._content / f"papers/{held.id}.md").is_file():
            return
        if before is None and work.entry.paper is None:  # a title, by which the record was found
            self._memory.remember(held.id, says, "")
            return
        facts = facts_of_paper(held)
        closed = frozenset({"tags"})
        if "tags" in held.suggested:
            closed = frozenset()
            facts |= {"tags": [*held.tags]} if held.tags else {}
        merger = Merger(
            held.id,
            work.entry.line,
            facts,
            before.facts if before else None,
            self._elsewhere.get(held.id, ()),
            is_partial,
            self._resolve,
            partial(_line_of, self._content / f"papers/{held.id}.md"),
        )
        merger.merge(says, closed)
        self._mergers[held.id] = merger
        if not held.is_draft and (lost := [n for n in _NEEDED if _is_lost(n, merger)]):
            merger.reopen(dict.fromkeys(lost))
        self._try(held, merger)

    def finish(self) -> list[Change]:
        """Settle what is to be written; returns what became of every fact that differed."""
        self._leave_out_contradictions()
        for paper_id, paper in self._papers.items():
            self._edit(paper_id, paper)
        for paper_id, merger in self._mergers.items():
            before = self._memory.of(paper_id)
            self._memory.remember(paper_id, merger.statement, before.abstract if before else "")
        return [change for merger in self._mergers.values() for change in merger.changes]

    def abstract(self, paper: str, abstract: str, line: int) -> tuple[str, Change | None]:
        """The abstract to attach to a record, or an empty text, and the conflict that there is.

        One that was corrected since it came from the source stays as long as that says the same.
        """
        held = self._library.abstracts.get(paper, "")
        statement = self._memory.of(paper)
        said, says = statement.abstract if statement else "", abstract_key(abstract)
        change = None
        taken = "" if held == abstract else abstract
        if held and taken and said == says:
            taken = ""
        elif held and taken and said and said != abstract_key(held):
            change = Change(paper, "abstract", line, None, abstract, held, CONFLICT)
            decided = self._resolve(change)
            taken = abstract if decided == "source" else ""
            change = None if decided else change
        if change is None and statement:
            self._memory.remember(paper, statement.facts, says)
        return taken, change

    def new(self, work: Work, paper: Paper) -> None:
        """Remember what the source says of a new record."""
        facts = facts_of_entry(work.entry, self._tag_names)
        self._memory.remember(paper.id, facts, abstract_key(work.entry.abstract))

    def _try(self, held: Paper, merger: Merger) -> None:
        if merger.result == merger.held:
            self._papers.pop(held.id, None)
            return
        words = {n: v for n, v in plain_values(held).items() if n not in values_of(merger.held)}
        values = {"id": held.id, **words, **values_of(merger.result)}
        self._papers[held.id] = validated(Paper, values)

    def _leave_out_contradictions(self) -> None:
        """Leave out what would make two records collide."""
        while self._papers:
            files = {path.stem for path in (self._content / "papers").iterdir()}
            held = [paper for name, paper in self._library.papers.items() if name not in files]
            bulk = len(held)
            held += [
                paper
                for name, paper in self._library.papers.items()
                if name in files and name not in self._papers
            ]
            papers = [*held, *self._papers.values()]  # what collides is found at the later one
            records = Records(papers, range(bulk, len(papers)), partial(_existing, papers))
            faults = [each for each in collisions(records) if str(each.file) in self._papers]
            if not faults:
                return
            for finding in faults:
                paper = str(finding.file)
                merger = self._mergers[paper]
                placed = replace(finding, file=self._name, line=merger.line)
                self.omissions.append(Omission(placed, is_entry=False, key=paper))
                if self._papers.pop(paper, None):
                    merger.reopen()

    def _edit(self, paper_id: str, paper: Paper) -> None:
        path = f"papers/{paper_id}.md"
        merger = self._mergers[paper_id]
        before, after = values_of(merger.held), values_of(merger.result)
        changed = [n for n in dict.fromkeys((*before, *after)) if before.get(n) != after.get(n)]
        try:
            text = file_text(self._content / path)
            edited = with_front_matter(text, {name: _yaml(name, after) for name in changed})
            source = Source(Path(path))
            if read_record(edited.replace("\r\n", "\n"), paper_id, source) != paper:
                raise UnplacedError
        except (UnplacedError, UnicodeDecodeError):
            merger.reopen()
        else:
            self.edits[path] = text, edited


def _existing(papers: Sequence[Paper], place: int) -> ExistingRecord:
    return ExistingRecord(papers[place].id)


def _line_of(file: Path, field: str) -> int:
    """The line of a field in a record's file; 1 where it has none."""
    source = Source(file)
    if (raw := source.read(file)) and (text := source.text(raw)):
        read_record(text, file.stem, source)
    return source.line_of((field,))


def _is_lost(name: str, merger: Merger) -> bool:
    return bool(merger.held.get(name)) and not merger.result.get(name)


def _yaml(name: str, values: Facts) -> str | None:
    """A value as YAML has it behind its key; None where there is none."""
    if name not in values:
        return None
    return as_yaml({name: values[name]}).rstrip("\n").removeprefix(f"{name}:").lstrip(" ")
