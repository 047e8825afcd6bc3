"""A library and one source of it in; what the source said of each record, and what it says no more,
out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.base.disk import real_path
from pressmark.base.models import InvalidValuesError, validated
from pressmark.base.names import normal_title
from pressmark.library.identity import may_be_corrected
from pressmark.library.importing import statements as store
from pressmark.library.importing.statements import FILE, Facts, Statement, values_of
from pressmark.library.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.matching import Work
    from pressmark.library.readers.entry import Reading


class Memory:
    """The statements of a library's sources, and which of them are of one source.

    A source is known by its path below the library's folder, or by its name where it is elsewhere.
    """

    def __init__(self, library: Library, content: Path, name: Path) -> None:
        self.source = _source_name(content, name)
        self._library = library
        self._content = content
        self._ids = {old: p.id for p in library.papers.values() for old in p.redirect_from}
        self._statements: store.Statements = {}
        # By key or title: what the source said of records that a curator has deleted since.
        self._deleted: dict[str, Statement] = {}
        for statement in store.read(content, content / FILE).values():
            paper = self._ids.get(statement.paper, statement.paper)
            present = replace(statement, paper=paper)
            self._statements[present.key] = present
            if present.source == self.source and paper not in library.papers:
                keys = present.facts.get("keys") or [_title_key(present.facts.get("title"))]
                self._deleted.update(dict.fromkeys(keys, present))

    def papers(self) -> Iterator[tuple[Paper, Paper]]:
        """What the source said of each record of the library, as a paper, and the record."""
        for (paper, source), statement in self._statements.items():
            held = self._library.papers.get(paper) if source == self.source else None
            if held and (earlier := _paper(statement)):
                yield earlier, held

    def of(self, paper: str) -> Statement | None:
        """What the source said of a record when it was last imported."""
        return self._statements.get((paper, self.source))

    def elsewhere(self) -> dict[str, list[Facts]]:
        """What other sources said, by record."""
        facts: dict[str, list[Facts]] = {}
        for (paper, source), statement in self._statements.items():
            if source != self.source and not statement.is_gone:
                facts.setdefault(paper, []).append(statement.facts)
        return facts

    def remember(self, paper: str, facts: Facts, abstract: str) -> None:
        """Note what the source says of a record, and the fingerprint of its abstract."""
        statement = Statement(paper, self.source, facts, abstract)
        self._statements[statement.key] = statement

    def deleted(self, work: Work) -> str:
        """The id of the record that the work had and that was deleted since, or an empty text."""
        for entry in work.entries:
            statement = self._deleted.get(entry.key or _title_key(entry.title))
            earlier = statement and _paper(statement)
            if (
                statement
                and earlier
                and (not entry.paper or may_be_corrected(earlier, entry.paper))
            ):
                return statement.paper
        return ""

    def vanished(self, present: Collection[str], reading: Reading) -> list[str]:
        """The records that the source described and describes no more, but for those of entries
        that could not be read; each is named once."""
        unread = {omission.key for omission in reading.omissions if omission.is_entry}
        if not reading.entries or "" in unread:
            return []
        ids = {*present}
        vanished = []
        for key, statement in self._statements.items():
            paper, source = key
            is_read = unread.isdisjoint(statement.facts.get("keys", ()))
            if source != self.source or statement.is_gone or paper in ids or not is_read:
                continue
            if paper in self._library.papers:
                self._statements[key] = replace(statement, is_gone=True)
                vanished.append(paper)
        return vanished

    def files(self) -> dict[str, str]:
        """The file of statements by its path, if it is to change."""
        text = store.text_of(self._statements.values())
        file = self._content / FILE
        before = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        return {} if text == before else {FILE: text}


def _paper(statement: Statement) -> Paper | None:
    """What a statement says, as a paper; None for one that was edited by hand and names none."""
    values = {name: v for name, v in values_of(statement.facts).items() if name != "tags"}
    try:
        return validated(Paper, {"id": statement.paper, **values})
    except InvalidValuesError:
        return None


def _source_name(content: Path, name: Path) -> str:
    root, file = real_path(content).parent, real_path(name)
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name


def _title_key(title: object) -> str:
    return f"title {normal_title(title)}" if isinstance(title, str) else ""
