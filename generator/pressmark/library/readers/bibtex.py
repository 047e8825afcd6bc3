"""BibTeX in, as people keep it or programs export it, biblatex's fields among them; papers out.

An entry becomes the CSL-JSON item that says the same, and is read as one. What LaTeX makes of its
text is what the paper says; what is between braces is one name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from pressmark.base.findings import Finding
from pressmark.base.rules import imports as rules
from pressmark.library.paper import plain_keys
from pressmark.library.readers.csl import paper_of
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.source import LineSource, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bibtexparser.library import Library
    from bibtexparser.model import Entry as Block

    from pressmark.base.rules.rule import Rule
    from pressmark.library.readers.source import Path_

    Fields = Mapping[str, str]

_START = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_PLAIN = re.compile(r"(?:[^\\{}$~%`'\"-]|-(?!-)|'(?!')|\"(?!\"))*")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_ARXIV = re.compile(r"arXiv|^CoRR$", re.IGNORECASE)
_NEW_ARXIV = re.compile(r"(?:abs/)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)")
_MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # fmt: skip
_COMMA_BELOW = re.compile(r"\\textcommabelow\s*\{(\w)\}")
# Commands that the decoder does not know.
_SIGNS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textdegree": "°",
    "S": "§",
    "pounds": "£",
    "copyright": "©",
}
_PART = re.compile(r'"([^"]*)"|\{([^{}]*)\}|([^\s#"{}]*)')
_YEAR = re.compile(r"\b\d{4}\b")
# Entries that are no papers, but may say something of those that refer to them.
_NO_PAPERS = frozenset({"proceedings", "mvproceedings", "collection", "set", "xdata"})
_DEGREES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
_PLAIN_KEYS = plain_keys("bibtex")
# By the key of an item: where it may be in an entry, the first that is.
_FIELDS = {
    "title": ("title",),
    "container-title": ("booktitle", "journaltitle", "journal"),
    "publisher": ("publisher", "school", "institution"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid"),
    "keyword": ("keywords", "keyword"),
    "abstract": ("abstract",),
    **{key: (_PLAIN_KEYS[name],) for name, key in plain_keys("csl").items() if name in _PLAIN_KEYS},
}
# What an entry does not take over from the one that it refers to.
_OWN = frozenset({"title", "shorttitle", "author", "doi", "url", "eprint", "pages", "abstract"})


class EntrySource(LineSource):
    """An entry, by the line on which it starts; its faults are named by its own fields."""

    is_curated = False

    def report(self, line: int, field: str, rule: Rule, /, **values: object) -> None:
        """Add a finding to an item's key as one to the field that it was taken from."""
        fields = {"author": "author", "issued": "year", "DOI": "doi", "URL": "url"}
        name = fields.get(field) or _FIELDS.get(field, (field,))[0]
        super().report(line, name, rule, **values)

    def field_of(self, path: Path_) -> str:
        of_paper = {"authors": "author", "date": "year", "tags": "keywords", "venue": "booktitle"}
        of_paper |= {"issue": "number", "arxiv": "eprint", **_PLAIN_KEYS}
        return dotted((of_paper.get(str(path[0]), path[0]), *path[1:2]))


def looks_right(text: str) -> bool:
    """Whether a line of the text starts an entry."""
    return not text.lstrip().startswith(("{", "[")) and bool(_START.search(text))


def read(text: str, name: Path) -> Reading:
    """The papers of a BibTeX file in its order, without their faulty values.

    `name` is the file as findings call it.
    """
    from bibtexparser.entrypoint import parse_string  # few commands read BibTeX

    reading = Reading()
    library = parse_string(text)
    for finding in _unread(library, name):
        reading.leave_out(finding)
    strings = {key.lower(): block.value for key, block in library.strings_dict.items()}
    by_key = {block.key: _fields(block, strings) for block in library.entries}
    for block in library.entries:
        if block.entry_type.lower() in _NO_PAPERS:
            continue
        source = EntrySource(name, (block.start_line or 0) + 1)
        item = _item(block.entry_type.lower(), _inherited(block.key, by_key))
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source)
        entry = Entry(source.line, paper.title, abstract, paper, keywords, block.key)
        reading.add(entry, source)
    return reading.nonempty(name, "entries")


def _unread(library: Library, name: Path) -> Iterator[Finding]:
    """What the parser could not take for an entry."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock):
            first = (block.previous_block.start_line or 0) + 1
            yield Finding.of(rules.DUPLICATE_ENTRY, name, line, line=first, name="key")
        elif isinstance(block, DuplicateFieldKeyBlock):
            fields = ", ".join(sorted(block.duplicate_keys))
            yield Finding.of(rules.DUPLICATE_FIELD, name, line, fields=fields)
        else:
            yield Finding.of(rules.INVALID_ENTRY, name, line)


def _fields(block: Block, strings: Mapping[str, str]) -> dict[str, str]:
    """An entry's fields by their names in lower case; `strings` are the file's own."""
    fields = {}
    for field in block.fields:
        value = str(field.value)
        if "#" in value and field.enclosing == "no-enclosing":
            parts = _PART.finditer(value)
            value = "".join(
                part[1] or part[2] or strings.get(part[3].lower(), part[3]) for part in parts
            )
        fields[field.key.lower()] = value.strip()
    return fields


def _inherited(key: str, by_key: Mapping[str, Fields]) -> dict[str, str]:
    """The fields of an entry with those that it takes over from others."""
    fields, seen = dict(by_key[key]), {key}
    parent = fields.get("crossref") or fields.get("xdata") or ""
    while parent in by_key and parent not in seen:
        seen.add(parent)
        inherited = by_key[parent]
        booktitle = inherited.get("booktitle") or inherited.get("title", "")
        fields.setdefault("booktitle", booktitle)
        for name, value in inherited.items():
            if name not in _OWN:
                fields.setdefault(name, value)
        parent = inherited.get("crossref", "")
    return fields


def _item(kind: str, fields: Fields) -> dict[str, Any]:
    """The CSL-JSON item of an entry."""
    item: dict[str, Any] = {}
    for key, names in _FIELDS.items():
        value = next((fields[name] for name in names if fields.get(name)), "")
        item[key] = printed(value)
    item["author"] = [{"literal": name} for name in _names(fields.get("author", ""))]
    item["issued"] = {"raw": _date(fields)}
    item["DOI"] = _verbatim(fields.get("doi", ""))
    item["URL"] = _verbatim(fields.get("url", ""))
    if kind == "thesis" or kind in _DEGREES:
        item["type"] = "thesis"
        item["genre"] = _DEGREES.get(kind) or _DEGREES.get(fields.get("type", ""), "Thesis")
    if arxiv := _arxiv(fields):
        item["number"] = f"arXiv:{arxiv}"
        if _ARXIV.search(item["container-title"]):
            item |= {"container-title": "", "volume": "", "page": ""}
    return item


def _arxiv(fields: Fields) -> str:
    """The arXiv id that an entry gives as its e-print, or in place of a journal and a volume."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix") or "arXiv"
    places = [fields.get("eprint", "") if archive.lower() == "arxiv" else ""]
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    if _ARXIV.search(journal):
        places += [fields.get("volume", ""), journal.split(":")[-1].split()[-1]]
    for place in places:
        if match := _NEW_ARXIV.search(_verbatim(place)):
            return match[1]
    return ""


def _date(fields: Fields) -> str:
    """The date of an entry as EDTF, as far as it tells one."""
    if date := fields.get("date"):
        return date.split("/")[0]
    year = _YEAR.search(fields.get("year", ""))
    if not year:
        return ""
    month = fields.get("month", "").strip("{} ").lower()
    number = int(month) if month.isdecimal() else _MONTHS.get(month[:3], 0)
    if not 1 <= number <= 12:
        return year[0]
    day = fields.get("day", "")
    return f"{year[0]}-{number:02}-{int(day):02}" if day.isdecimal() else f"{year[0]}-{number:02}"


def _names(authors: str) -> list[str]:
    """The names of an entry's authors, given name first; `and others` says nothing."""
    if not authors:
        return []
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    names = []
    for name in split_multiple_persons_names(" ".join(authors.split())):
        if name.lower() in ("", "others"):
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        words = (*parts.first, *parts.von, *parts.last, *parts.jr)
        names.append(" ".join(printed(" ".join(words)).split()))
    return names


def _verbatim(address: str) -> str:
    """An address without what protects its signs from LaTeX."""
    address = re.sub(r"^\\url\{(.*)\}$", r"\1", address.strip())
    return re.sub(r"\\([%&#_~$])", r"\1", address).replace("{", "").replace("}", "")


def printed(latex: str) -> str:
    """What LaTeX prints for a text."""
    if _PLAIN.fullmatch(latex):
        return latex
    latex = _COMMA_BELOW.sub("\\1\u0326", _BARE_PERCENT.sub(r"\\%", latex))
    return cast("str", _decoder().latex_to_text(latex))


@lru_cache(maxsize=1)
def _decoder() -> Any:
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, sign) for name, sign in _SIGNS.items()]
    context.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(context, math_mode="text")
