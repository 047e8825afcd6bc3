"""JSON Lines of curated records in, one object a line; whole papers out.

The keys are those of `pressmark.library.paper.Paper` and `abstract`; the digest's sections are keys
like the others. A library's own lines name their `id`; in a file to import the import gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.models import HALVES
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.base.rules.records import UNEXPECTED_ID
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.source import LineSource, is_empty
from pressmark.library.values import WHOLE_TEXT, plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.paper import Paper
    from pressmark.library.readers.shared import Shared


def looks_right(text: str) -> bool:
    """Whether the text starts like a JSON object."""
    return text.lstrip().startswith("{")


def read(text: str, name: Path) -> Reading:
    """The records of a JSON Lines file in its order, each whole or left out.

    `name` is the file as findings call it.
    """
    reading = EntryList()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source = LineSource(name, number)
        if entry := _entry(line, source):
            reading.entries.append(entry)
        else:
            reading.leave_out(*source.findings)
    return reading.nonempty(name, "records")


def record(
    text: str, source: LineSource, shared: Shared
) -> tuple[Paper, str, tuple[str, ...]] | None:
    """The paper of a library's line, which names its id, its abstract, and no keywords.

    None where there is no object. The paper lacks its faulty parts; the source has findings then.
    """
    values = source.parse_json(text)
    if values is None:
        return None
    abstract = _abstract(values, source)
    paper = source.paper(shared.values(_given(values)))
    if not source.findings:
        shared.keep(paper)
    return paper, abstract, ()


def _entry(text: str, source: LineSource) -> Entry | None:
    values = source.parse_json(text)
    if values is None:
        return None
    if "id" in values:
        source.report(source.line, "id", UNEXPECTED_ID)
    abstract = _abstract(values, source)
    paper = source.paper(_given(values) | {"id": "unnamed"})
    return None if source.findings else Entry(source.line, paper.title, abstract, paper)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value or not is_empty(value)}


def _abstract(values: dict[str, Any], source: LineSource) -> str:
    """The abstract, which is not a paper's field and leaves the values."""
    abstract = values.pop("abstract", None) or ""
    is_text = isinstance(abstract, str)
    if is_text and not HALVES.search(abstract):
        return plain_text(abstract).strip()
    expected = WHOLE_TEXT if is_text else "text"
    source.report(source.line, "abstract", WRONG_TYPE, value=shown(abstract), expected=expected)
    return ""
