"""`content/sources.jsonl` in; what each source said of each record when it was last imported, out.

It is what an import compares with, and nothing else reads it. One line a record and source, in the
order of the records' ids, so that git merges what two branches have imported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, InvalidLibraryError, shown, utf8_text
from pressmark.base.rules.imports import INVALID_STATEMENT
from pressmark.library.importing.record_text import plain_values
from pressmark.library.readers.source import LineSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pressmark.library.paper import Paper
    from pressmark.library.readers.entry import Entry

FILE = "sources.jsonl"
# What a curator says of a paper, or the library itself: no fact of a source.
WORDS = frozenset(
    "type theme also tags tldr problem approach finding figures queries suggested "
    "added redirect_from".split()
)
_LINK = "links."

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """What the source of that name said of the record `paper`.

    `facts` are values as record files have them, each link one of its own; `abstract` is the
    fingerprint of an abstract, or empty. `is_gone` says that the source has the paper no more.
    """

    paper: str
    source: str
    facts: Facts = field(default_factory=dict)
    abstract: str = ""
    is_gone: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What no other statement has: the record and the source."""
        return self.paper, self.source

    def line(self) -> str:
        """The statement as a line of the file."""
        values: dict[str, Any] = {"paper": self.paper, "source": self.source, "facts": self.facts}
        values |= {"abstract": self.abstract} if self.abstract else {}
        values |= {"gone": True} if self.is_gone else {}
        return json.dumps(values, ensure_ascii=False)


Statements = dict[tuple[str, str], Statement]


def read(content: Path, name: Path) -> Statements:
    """The statements of a library; none where there is no file, which findings call `name`.

    Raises `InvalidLibraryError` with every line that is none.
    """
    file = content / FILE
    if not file.is_file():
        return {}
    statements: Statements = {}
    findings: list[Finding] = []
    for number, line in enumerate(utf8_text(file.read_bytes(), name).split("\n"), 1):
        if not line.strip():
            continue
        statement = _statement(LineSource(name, number), line, findings)
        if statement and statement.key in statements:
            findings.append(Finding.of(INVALID_STATEMENT, name, number, paper=statement.paper))
        elif statement:
            statements[statement.key] = statement
    if findings:
        raise InvalidLibraryError(findings)
    return statements


def _statement(source: LineSource, line: str, findings: list[Finding]) -> Statement | None:
    values = source.parse_json(line)
    findings += source.findings
    if values is None or source.findings:
        return None
    paper, name, facts = values.get("paper"), values.get("source"), values.get("facts")
    abstract = values.get("abstract", "")
    is_sound = all(isinstance(text, str) for text in (paper, name, abstract))
    if is_sound and isinstance(facts, dict):
        return Statement(str(paper), str(name), facts, str(abstract), values.get("gone") is True)
    findings.append(
        Finding.of(INVALID_STATEMENT, source.name, source.line, value=shown(line), paper="")
    )
    return None


def text_of(statements: Iterable[Statement]) -> str:
    """The file that holds these statements."""
    return "".join(
        f"{statement.line()}\n" for statement in sorted(statements, key=lambda each: each.key)
    )


def facts_of_paper(paper: Paper) -> Facts:
    """The facts in a record, each link one of its own."""
    facts = {name: value for name, value in plain_values(paper).items() if name not in WORDS}
    links = facts.pop("links", {})
    return facts | {f"{_LINK}{name}": address for name, address in links.items()}


def facts_of_entry(entry: Entry, tag_names: Mapping[str, str]) -> Facts:
    """What an entry says of its paper: facts, and of its keywords those that are tags.

    `tag_names` are the tags that labels, aliases and ids mean, as slugs.
    """
    if entry.paper is None:
        return {"title": entry.title}
    facts = facts_of_paper(entry.paper)
    if entry.keywords is not None:
        tags = dict.fromkeys(tag_names[tag] for tag in entry.paper.tags if tag in tag_names)
        facts |= {"tags": [*tags]} if tags else {}
    return facts


def values_of(facts: Facts) -> Facts:
    """Facts as the values of a record: with all links under one key."""
    values = {name: value for name, value in facts.items() if not name.startswith(_LINK)}
    links = {n.removeprefix(_LINK): value for n, value in facts.items() if n.startswith(_LINK)}
    return values | ({"links": links} if links else {})


def field_of(fact: str) -> str:
    """The field of a record that a fact is in."""
    return "links" if fact.startswith(_LINK) else fact


def abstract_key(abstract: str) -> str:
    """What tells an abstract from any other: abstracts themselves are never committed."""
    return blake2b(abstract.encode(), digest_size=8).hexdigest() if abstract else ""
