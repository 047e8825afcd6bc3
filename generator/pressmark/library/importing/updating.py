"""Works of a source that a library holds already in; the edits of their records out, each fact
weighed against what the source said last and what a curator has written since."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.models import validated
from pressmark.library.abstract_files import path_of_abstract
from pressmark.library.importing.merging import CONFLICT, Change, Merger, Resolve
from pressmark.library.importing.record_text import plain_values
from pressmark.library.importing.record_texts import RecordTexts
from pressmark.library.importing.statements import (
    abstract_key,
    facts_of_entry,
    facts_of_paper,
    field_of,
    values_of,
)
from pressmark.library.loading.checks import Records, collisions
from pressmark.library.paper import REQUIRED, Paper
from pressmark.library.readers.entry import Omission
from pressmark.library.readers.source import Source
from pressmark.library.record_edit import UnplacedError

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
        self.omissions: list[Omission] = []
        self._resolve = resolve
        self._library = library
        self._content = content
        self._texts = RecordTexts(content)
        self._name = name
        self._memory = memory
        self._tag_names = tag_names
        self._elsewhere = memory.elsewhere()
        self._mergers: dict[str, Merger] = {}
        self._papers: dict[str, Paper] = {}

    @property
    def edits(self) -> dict[str, tuple[str, str]]:
        """The texts of record files before and after, by path below the content folder."""
        return self._texts.edits

    def update(self, work: Work, held: Paper, is_partial: bool) -> None:
        """Bring the record that holds a work up to date with the source."""
        says = facts_of_entry(work.entry, self._tag_names)
        before = self._memory.of(held.id)
        if not self._texts.file_of(held.id):
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
            partial(self._texts.place_of, held.id),
        )
        merger.merge(says, closed)
        self._mergers[held.id] = merger
        if not held.is_draft and (lost := [n for n in _NEEDED if _is_lost(n, merger)]):
            merger.reopen(dict.fromkeys(lost))
        self._try(held, merger)

    def finish(self) -> list[Change]:
        """Settle what is to be written; returns what became of every fact that differed."""
        self._leave_out_contradictions()
        for paper in self._papers.values():
            self._edit(paper)
        for paper_id, merger in self._mergers.items():
            before = self._memory.of(paper_id)
            self._memory.remember(paper_id, merger.statement, before.abstract if before else "")
        changes = [change for merger in self._mergers.values() for change in merger.changes]
        return [self._placed(change) if change.record_line else change for change in changes]

    def _placed(self, change: Change) -> Change:
        """A conflict with its place in the record as it is going to be."""
        record, line = self._texts.place_of(change.paper, field_of(change.fact))
        return replace(change, record=record, record_line=line)

    def abstract(self, paper: str, abstract: str, line: int) -> tuple[str, Change | None]:
        """The abstract to attach to a record, or an empty text, and the conflict that there is.

        One that was corrected since it came from the source stays as long as that says the same.
        """
        held = self._library.abstracts.get(paper, "")
        statement = self._memory.of(paper)
        earlier, says = statement.abstract if statement else "", abstract_key(abstract)
        change = None
        taken = "" if held == abstract else abstract
        if held and taken and earlier == says:
            taken = ""
        elif held and taken and earlier and earlier != abstract_key(held):
            path = path_of_abstract(self._content, paper, publish=False)
            place = path, 1
            change = Change(paper, "abstract", line, None, abstract, held, CONFLICT, *place)
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
            untouched = [p for name, p in self._library.papers.items() if name not in self._papers]
            # Those whose records no import changes may have titles in common.
            held = sorted(untouched, key=lambda paper: bool(self._texts.file_of(paper.id)))
            bulk = sum(not self._texts.file_of(paper.id) for paper in held)
            papers = [*held, *self._papers.values()]  # what collides is found at the later one
            records = Records(papers, range(bulk, len(papers)), partial(_existing, papers))
            faults = [each for each in collisions(records) if str(each.file) in self._papers]
            if not faults:
                return
            for finding in faults:
                paper = str(finding.file)
                merger = self._mergers[paper]
                placed = finding._replace(file=self._name, line=merger.line)
                self.omissions.append(Omission(placed, is_entry=False, key=paper))
                if self._papers.pop(paper, None):
                    merger.reopen()

    def _edit(self, paper: Paper) -> None:
        merger = self._mergers[paper.id]
        before, after = values_of(merger.held), values_of(merger.result)
        names = [n for n in dict.fromkeys((*before, *after)) if before.get(n) != after.get(n)]
        try:
            self._texts.change(paper, {name: after.get(name) for name in names})
        except UnplacedError:
            merger.reopen()


def _existing(papers: Sequence[Paper], place: int) -> ExistingRecord:
    return ExistingRecord(papers[place].id)


def _is_lost(name: str, merger: Merger) -> bool:
    return bool(merger.held.get(name)) and not merger.result.get(name)
