"""BibTeX in, as people keep it or programs export it, biblatex's fields among them; papers out.

An entry becomes the CSL-JSON item that says the same, and is read as one. What LaTeX makes of its
text is what the paper says; what is between braces is one name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.rules import imports as rules
from pressmark.base.rules.records import INVALID_URL
from pressmark.library.paper import plain_keys
from pressmark.library.readers.bibtex_names import names
from pressmark.library.readers.csl import paper_of
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.identifiers import (
    addresses_in,
    arxiv_id_in,
    short_doi_address,
    without_latex,
)
from pressmark.library.readers.journal_macros import JOURNALS
from pressmark.library.readers.latex import printed
from pressmark.library.readers.source import LineSource, dotted
from pressmark.library.readers.written_dates import state_of, written_date, written_year
from pressmark.library.values import is_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.base.rules.rule import Rule
    from pressmark.library.readers.bibtex_file import Block
    from pressmark.library.readers.source import Path_

    Fields = dict[str, str]

_START = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_NAMES_ARXIV = re.compile(r"arxiv|corr", re.IGNORECASE)
_ARXIV = re.compile(r"\barXiv|^CoRR$", re.IGNORECASE)
# A year of which not all is known, as biblatex writes it.
_DECADE = re.compile(r"\d{2,3}[Xux]{1,2}", re.ASCII)
# The ends of paragraphs as JSON writes them, which programs leave in an abstract.
_PARAGRAPH = re.compile(r"(?:\\n){2,}(?=[A-Z])")
_MACRO = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
# Entries that are no papers, but may say something of those that refer to them.
_NO_PAPERS = frozenset({"set", "xdata"})
_VOLUMES = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection"})
_BOOKS = frozenset({"book", "mvbook"})
_DEGREES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis",
            "mathesis": "Master's thesis"}  # fmt: skip
# CSL's item type of each kind of entry; `@misc` and unknown kinds are none in particular.
_KINDS = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "periodical": "periodical",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "manual": "book",
    "reference": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "patent": "patent",
    "standard": "standard",
    "dataset": "dataset",
    "software": "software",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "review": "review",
}
_PLAIN_KEYS = plain_keys("bibtex")
# By the key of an item: where it may be in an entry, the first that is.
_FIELDS = {
    "title": ("title",),
    "container-title": ("booktitle", "journaltitle", "journal"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid", "articleno"),
    "keyword": ("keywords", "keyword"),
    "abstract": ("abstract",),
    **{key: (_PLAIN_KEYS[name],) for name, key in plain_keys("csl").items() if name in _PLAIN_KEYS},
}
_OTHER_NAMES = {"publisher-place": "location", "language": "langid"}
_SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle", "journaltitle": "journalsubtitle",
              "journal": "journalsubtitle"}  # fmt: skip
# What of an entry is shown as its note, in this order.
_NOTES = ("howpublished", "note", "addendum", "titleaddon", "award", "version")
# Links by the fields that people put them in.
_LINKS = {
    "pdf": "pdf",
    "code": "code",
    "github": "code",
    "software": "code",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "website": "website",
    "project": "project",
    "data": "data",
    "dataset": "data",
    "media": "media",
    "html": "html",
    "preprint": "preprint",
}
# What an entry does not take over from the one that it refers to.
_OWN = frozenset(
    """title subtitle titleaddon shorttitle author doi url eprint pages abstract xdata
    crossref""".split()
)
_DATES = ("date", "year", "month", "day")


class EntrySource(LineSource):
    """An entry, by the line on which it starts; its faults are named by its own fields."""

    is_curated = False

    def report(self, line: int, field: str, rule: Rule, /, **values: object) -> None:
        """Add a finding to an item's key as one to the field that it was taken from."""
        field_names = {"author": "author", "issued": "year", "DOI": "doi", "URL": "url"}
        name = field_names.get(field) or _FIELDS.get(field, (field,))[0]
        super().report(line, name, rule, **values)

    def field_of(self, path: Path_) -> str:
        of_paper = {"authors": "author", "date": "year", "tags": "keywords", "venue": "booktitle"}
        of_paper |= {"issue": "number", "arxiv": "eprint", "container": "booktitle"}
        of_paper |= {"genre": "type", "issued": "year", **_PLAIN_KEYS}
        return dotted((of_paper.get(str(path[0]), path[0]), *path[1:2]))


def looks_right(text: str) -> bool:
    """Whether a line of the text starts an entry."""
    return not text.lstrip().startswith(("{", "[", "<")) and bool(_START.search(text))


def read(text: str, name: Path) -> Reading:
    """The papers of a BibTeX file in its order, without their faulty values.

    `name` is the file as findings call it.
    """
    from pressmark.library.readers.bibtex_file import blocks  # few commands read BibTeX

    reading = Reading()
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
    parents = {block.fields.get("crossref", "") for block in entries}
    for block in entries:
        if block.kind in _NO_PAPERS or (block.kind in _VOLUMES and block.key in parents):
            continue
        source = EntrySource(name, block.line)
        _report_faults(block, by_key, source)
        fields = _inherited(block, by_key, source, frozenset())
        item, facts = _item(block.kind, fields, source)
        facts["keys"] = [block.key] if block.key else []
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        entry = Entry(source.line, paper.title, abstract, paper, keywords, block.key)
        reading.add(entry, source)
    return reading.nonempty(name, "entries")


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


def _inherited(
    block: Block, by_key: Mapping[str, Block], source: EntrySource, seen: frozenset[str]
) -> Fields:
    """The fields of an entry with those that it takes over from others; its own go first."""
    fields = dict(block.fields)
    seen = seen | {block.key}
    for field in ("xdata", "crossref"):
        for key in filter(None, map(str.strip, fields.get(field, "").split(","))):
            parent = by_key.get(key)
            if parent is None:
                source.report(source.line, field, rules.MISSING_PARENT, key=shown(key))
            elif key not in seen:
                others = _inherited(parent, by_key, source, seen)
                if field == "crossref":
                    others = _of_volume(others, block.kind, parent.kind)
                if any(fields.get(name) for name in _DATES):
                    others = {name: text for name, text in others.items() if name not in _DATES}
                fields = others | {name: text for name, text in fields.items() if text}
    return fields


def _of_volume(fields: Fields, kind: str, parent: str) -> Fields:
    """What a volume says of each part of it."""
    others = {name: text for name, text in fields.items() if name not in _OWN}
    if fields.get("title") and not others.get("booktitle"):
        others["booktitle"] = fields["title"]
        others |= {"booksubtitle": fields["subtitle"]} if fields.get("subtitle") else {}
    if kind == "inbook" and parent in _BOOKS and fields.get("author"):
        others["author"] = fields["author"]
    return others


def _item(kind: str, fields: Fields, source: EntrySource) -> tuple[dict[str, Any], dict[str, Any]]:
    """The CSL-JSON item of an entry, and facts of the record that it makes beside it."""
    item: dict[str, Any] = {}
    facts: dict[str, Any] = {"kind": _KINDS.get(kind, "")}
    for key, candidates in _FIELDS.items():
        candidates = (*candidates, _OTHER_NAMES.get(key, ""))
        name = next((name for name in candidates if fields.get(name)), "")
        item[key] = _printed(fields[name]) if name else ""
        subtitle = fields.get(_SUBTITLES.get(name, ""), "")
        if subtitle and item[key]:
            item[key] = f"{item[key].rstrip(':')}: {_printed(subtitle)}"
    people, facts["more_authors"] = _people(fields, source)
    if people and people[0].get("literal") == item["publisher"]:
        item["publisher"] = ""
    item["author"] = people
    item["editor"] = _editors(fields, source)
    notes: list[str] = []
    item["issued"] = {"raw": _date(fields, facts, notes, source)}
    item["DOI"] = without_latex(fields.get("doi", ""))
    if kind == "thesis" or kind in _DEGREES:
        item["type"] = "thesis"
        degree = _DEGREES.get(fields.get("type", "")) or _printed(fields.get("type", ""))
        item["genre"] = facts["genre"] = degree or _DEGREES.get(kind) or "Thesis"
    elif kind in ("techreport", "report"):
        facts["genre"] = _printed(fields.get("type", "")) or "Technical report"
    if facts["kind"] in ("report", "patent", "standard") and item["issue"]:
        facts["number"], item["issue"] = item["issue"], ""
    if arxiv := _arxiv(fields):
        item["number"] = f"arXiv:{arxiv}"
        if _ARXIV.search(item["container-title"]):
            item |= {"container-title": "", "volume": "", "page": ""}
            facts["kind"] = "article"
        if _ARXIV.search(item["page"]):
            item["page"] = ""
    facts["container"] = " ".join(item["container-title"].split())
    _add_addresses(item, facts, fields, source)
    _add_note(item, fields, notes, arxiv)
    return item, facts


def _printed(latex: str) -> str:
    """What LaTeX prints for a field; a journal's macro is its name."""
    if (match := _MACRO.fullmatch(latex.strip())) and match[1].lower() in JOURNALS:
        return JOURNALS[match[1].lower()]
    return printed(_PARAGRAPH.sub("\n\n", latex))


def _people(fields: Fields, source: EntrySource) -> tuple[list[dict[str, str]], bool]:
    """The names of an entry's authors, and whether others follow."""
    field = fields.get("author", "")
    if not field:
        body = _printed(fields.get("organization", "")) if not fields.get("booktitle") else ""
        return ([{"literal": body}] if body and not fields.get("editor") else []), False
    try:
        people, taken, others = names(field)
    except ValueError as error:
        source.report(source.line, "author", rules.FOREIGN_NAME_LIST, value=shown(str(error)))
        return [], False
    if taken:
        source.report(source.line, "author", rules.NO_NAME_PART, value=", ".join(taken))
    for number, orcid in re.findall(
        r"(\d+)\s*=\s*\"?(?:https?://orcid\.org/)?([\dX-]{19})", fields.get("author+an:orcid", "")
    ):
        if 0 < int(number) <= len(people):
            people[int(number) - 1]["ORCID"] = orcid
    return people, others


def _editors(fields: Fields, source: EntrySource) -> list[dict[str, str]]:
    try:
        people, taken, _ = names(fields.get("editor", ""))
    except ValueError as error:
        source.report(source.line, "editor", rules.FOREIGN_NAME_LIST, value=shown(str(error)))
        return []
    if taken:
        source.report(source.line, "editor", rules.NO_NAME_PART, value=", ".join(taken))
    return people


def _date(fields: Fields, facts: dict[str, Any], notes: list[str], source: EntrySource) -> str:
    """The date of an entry as EDTF of level 0; what more it says goes to the facts and notes."""
    if text := fields.get("date"):
        name, date = "date", written_date(text.replace("{", "").replace("}", ""))
        if _DECADE.fullmatch(text):
            notes.append(text)
            return ""
    else:
        name, text = "year", fields.get("year", "")
        month = _printed(fields.get("month", "")).strip("{} ")
        date = written_year(_printed(text), month, fields.get("day", ""))
        if date.is_partial and date.date:
            name, text = "month", month
    if date.is_partial:
        source.report(source.line, name, rules.UNREADABLE_DATE, value=shown(text))
    if date.issued:
        facts["issued"] = date.issued
    if state := date.state or state_of(fields.get("pubstate", "")):
        notes.append(state)
    if not date.date and fields.get("eventdate"):
        notes.append(f"event: {fields['eventdate']}")
    return date.date


def _arxiv(fields: Fields) -> str:
    """The arXiv id that an entry gives as its e-print, or wherever people put it."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix") or "arXiv"
    candidates = [fields.get(name, "") for name in ("arxiv", "arxivid")]
    if archive.lower() == "arxiv":
        candidates.insert(0, fields.get("eprint", ""))
    for text in candidates:
        if arxiv := arxiv_id_in(without_latex(text), is_bare=True):
            return arxiv
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    places = [
        journal,
        f"{journal} {fields.get('volume', '')}",
        f"{journal} {fields.get('pages', '')}",
    ]
    places += [
        fields.get(name, "") for name in ("eid", "pages", "doi", "url", "howpublished", "note")
    ]
    marked = [text for text in places if _NAMES_ARXIV.search(text)]
    return next(filter(None, (arxiv_id_in(without_latex(text)) for text in marked)), "")


def _add_addresses(
    item: dict[str, Any], facts: dict[str, Any], fields: Fields, source: EntrySource
) -> None:
    """Give an item its address and the links of a record, each of them one that a page may link."""
    links: dict[str, str] = {}
    url = without_latex(fields.get("url", ""))
    addresses = addresses_in(url) or ([url] if url else [])
    if not addresses:
        addresses = addresses_in(without_latex(fields.get("howpublished", "")))
    if short := short_doi_address(item["DOI"]):
        item["DOI"] = ""
        addresses.append(short)
    item["URL"] = addresses[0] if addresses else ""
    candidates = [(f"link-{n}", "url", address) for n, address in enumerate(addresses[1:], 2)]
    for field, label in _LINKS.items():
        if text := without_latex(fields.get(field, "")):
            candidates += [(label, field, address) for address in addresses_in(text)[:1] or [text]]
    for label, field, address in candidates:
        if not is_address(address):
            source.report(source.line, field, INVALID_URL, value=shown(address))
        else:
            links.setdefault(label, address)
    if links:
        facts["links"] = links


def _add_note(item: dict[str, Any], fields: Fields, notes: list[str], arxiv: str) -> None:
    """Give an item the note of all that an entry says in words."""
    texts = []
    for name in _NOTES:
        text = " ".join(_printed(fields.get(name, "")).split())
        is_address_only = bool(addresses_in(without_latex(fields.get(name, ""))))
        if text and not is_address_only and not (arxiv and arxiv_id_in(text)):
            texts.append(f"version {text}" if name == "version" else text)
    item["note"] = "; ".join(dict.fromkeys([*(text.rstrip(".") for text in texts), *notes]))
