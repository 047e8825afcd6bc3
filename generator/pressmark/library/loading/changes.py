"""The log of changes in; its entries, and what is wrong with them, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.rules import newsletters as rules
from pressmark.base.spellings import Spellings
from pressmark.library.changes import FILE, TELLING_BEFORE, LoggedChange
from pressmark.library.loading.listed_papers import ListedPapers, ids_of
from pressmark.library.readers.source import LineSource, Source, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library.paper import Paper


def read(
    content: Path, shown: Path, papers: Iterable[Paper] | None, findings: list[Finding]
) -> tuple[LoggedChange, ...]:
    """The entries of the log in a content folder, in the order of its lines.

    Findings name the folder as `shown`. Ids are looked up among `papers`, unless these can't be
    told yet. What is wrong goes to `findings`.
    """
    file = Source(shown / FILE)
    raw = file.read(content / FILE) or b""
    entries: list[tuple[LineSource, LoggedChange]] = []
    faults = file.findings
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            source = LineSource(shown / FILE, number)
            change = _read(line, source)
            if change and not source.findings:
                entries.append((source, change))
            faults += source.findings
    if papers is not None and entries:
        faults += _unknown(entries, ids_of(papers), ListedPapers(content))
    findings += faults
    return tuple([change for _, change in entries])


def _read(line: bytes, source: LineSource) -> LoggedChange | None:
    text = source.text(line)
    values = None if text is None else source.parse_json(text)
    if values is None:
        return None
    change = source.validate(LoggedChange, {key: v for key, v in values.items() if not is_empty(v)})
    if change is None:
        return None
    for key, is_told, belongs in (
        ("what", change.what, change.change == "changed"),
        ("before", change.before, change.change in TELLING_BEFORE),
    ):
        if bool(is_told) != belongs:
            odd = "" if belongs else key
            source.report(
                source.line, key, rules.UNFIT_CHANGE, kind=change.change, key=key, odd=odd
            )
    return change


def _unknown(
    entries: list[tuple[LineSource, LoggedChange]], ids: dict[str, str], published: ListedPapers
) -> Iterable[Finding]:
    """What is wrong with entries of papers that there never were, as far as the library knows."""
    gone = {change.paper for _, change in entries if change.change == "removed"}
    spellings = Spellings(ids)
    for source, change in entries:
        name = change.paper
        if name not in ids and name not in gone and name not in published:
            near = spellings.nearest(name)
            source.report(source.line, "paper", rules.CHANGE_OF_NO_PAPER, paper=name, near=near)
            yield from source.findings
