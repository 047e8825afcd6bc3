"""BibTeX in, as people keep it or programs export it, biblatex's fields among them; papers out.

An entry becomes the CSL-JSON item that says the same, and is read as one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.findings import shown
from pressmark.base.rules import imports as rules
from pressmark.library.readers.bibtex_fields import (
    FIELDS,
    NO_PAPERS,
    PLAIN_KEYS,
    READ,
    VOLUMES,
)
from pressmark.library.readers.bibtex_item import item_of
from pressmark.library.readers.bibtex_links import link_label
from pressmark.library.readers.bibtex_parents import Parents
from pressmark.library.readers.csl_item import paper_of
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.source import LineSource, dotted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from pressmark.base.rules.rule import Rule
    from pressmark.library.readers.bibtex_file import Block
    from pressmark.library.readers.source import Path_

_START = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_FIELD_OF_KEY = {"author": "author", "issued": "year", "DOI": "doi", "URL": "url"}
_FIELD_OF_FACT = {
    "authors": "author",
    "editors": "editor",
    "date": "year",
    "tags": "keywords",
    "venue": "booktitle",
    "issue": "number",
    "arxiv": "eprint",
    "container": "booktitle",
    "genre": "type",
    "issued": "year",
    **PLAIN_KEYS,
}


class EntrySource(LineSource):
    """An entry, by the line on which it starts; its faults are named by its own fields."""

    is_curated = False

    def report(self, line: int, field: str, rule: Rule, /, **values: object) -> None:
        """Add a finding to an item's key as one to the field that it was taken from."""
        name = _FIELD_OF_KEY.get(field) or FIELDS.get(field, (field,))[0]
        super().report(line, name, rule, **values)

    def field_of(self, path: Path_) -> str:
        return dotted((_FIELD_OF_FACT.get(str(path[0]), path[0]), *path[1:2]))


def looks_right(text: str) -> bool:
    """Whether a line of the text starts an entry."""
    return not text.lstrip().startswith(("{", "[", "<")) and bool(_START.search(text))


def read(text: str, name: Path) -> Reading:
    """The papers of a BibTeX file in its order, without their faulty values.

    `name` is the file as findings call it.
    """
    from pressmark.library.readers.bibtex_file import blocks  # few commands read BibTeX

    reading = EntryList()
    entries: list[Block] = []
    by_key: dict[str, Block] = {}
    for block in blocks(text):
        if block.fault:
            source = EntrySource(name, block.line)
            source.report(block.line, "", rules.INVALID_ENTRY, problem=block.fault)
            reading.leave_out(*source.findings, key=block.key)
            continue
        entries.append(block)
        by_key.setdefault(block.key, block)
    referred = {block.fields.get("crossref", "") for block in entries}
    parents = Parents(by_key)
    for block in entries:
        add(reading, block, by_key, parents, referred, name)
    return reading.nonempty(name, "entries")


def add(
    reading: EntryList,
    block: Block,
    by_key: Mapping[str, Block],
    parents: Parents,
    referred: Collection[str],
    name: Path,
) -> None:
    """Take in the paper of an entry of the file `name`, if it is one. `by_key` are all entries,
    which may be its `parents`, and `referred` the keys of those that others refer to."""
    if block.kind in NO_PAPERS or (block.kind in VOLUMES and block.key in referred):
        return
    source = EntrySource(name, block.line)
    _report_faults(block, by_key, source)
    fields = block.fields
    if "crossref" in fields or "xdata" in fields:
        fields, missing = parents.inherited(block)
        for field, key in missing:
            source.report(source.line, field, rules.MISSING_PARENT, key=shown(key))
    unread = fields.keys() - READ
    reading.unused.update([name for name in unread if not link_label(name)])
    item, facts = item_of(block.kind, fields, source)
    aliases = map(str.strip, fields.get("ids", "").split(","))
    facts["keys"] = list(dict.fromkeys(filter(None, [block.key, *aliases])))
    paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
    entry = Entry(source.line, paper.title, abstract, paper, keywords, block.key)
    reading.add(entry, source)


def _report_faults(block: Block, by_key: Mapping[str, Block], source: EntrySource) -> None:
    """Report what an entry's own fields lack, and leave their values out."""
    first = by_key[block.key]
    if block.key and first is not block:
        source.report(source.line, "", rules.DUPLICATE_ENTRY, line=first.line, name="key")
    if block.repeated:
        fields = ", ".join(block.repeated)
        source.report(source.line, block.repeated[0], rules.DUPLICATE_FIELD, fields=fields)
    for field, macro in block.undefined.items():
        if field == "month":
            block.fields[field] = macro
        else:
            block.fields.pop(field, None)
            source.report(source.line, field, rules.UNDEFINED_MACRO, macro=macro)
