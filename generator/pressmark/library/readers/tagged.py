"""RIS, PubMed's nbib and EndNote's enw in, a tag and a value a line; papers out.

rispy reads the lines of each of them; here its records become the CSL-JSON items that say the same.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.library.readers.csl import paper_of
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.identifiers import addresses_in
from pressmark.library.readers.source import LineSource
from pressmark.library.readers.written_dates import written_date

if TYPE_CHECKING:
    from pathlib import Path

Record = dict[str, list[str]]


class _Tags(NamedTuple):
    """How a format writes a record: the line that starts one, a line of a value, and by the key of
    a CSL item the tags that may have it, the first that does."""

    start: re.Pattern[str]
    line: re.Pattern[str]
    keys: dict[str, str]
    kind: str


_RIS = _Tags(
    re.compile(r"^TY  ?- ?", re.MULTILINE),
    re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$"),
    {"title": "TI T1 CT", "container-title": "JF T2 JO BT JA J2", "author": "AU A1",
     "editor": "ED A2", "issued": "PY Y1 DA", "volume": "VL", "issue": "IS", "page": "SP",
     "last page": "EP", "DOI": "DO", "URL": "UR L2", "abstract": "AB N2", "keyword": "KW",
     "publisher": "PB", "publisher-place": "CY", "number": "SN", "language": "LA", "note": "N1",
     "edition": "ET", "collection-title": "T3", "genre": "M3", "id": "ID", "type": "TY",
     "pdf": "L1"},
    "RIS",
)  # fmt: skip
_NBIB = _Tags(
    re.compile(r"^PMID ?- ?", re.MULTILINE),
    re.compile(r"([A-Z]{2,4}) *- (.*)$"),
    {"title": "TI BTI", "container-title": "JT TA", "author": "FAU AU", "editor": "FED ED",
     "issued": "DP DEP", "volume": "VI", "issue": "IP", "page": "PG", "DOI": "LID AID",
     "abstract": "AB", "keyword": "OT MH", "publisher": "PB", "publisher-place": "PL",
     "number": "IS", "language": "LA", "id": "PMID", "type": "PT", "literal": "CN"},
    "nbib",
)  # fmt: skip
_ENW = _Tags(
    re.compile(r"^%0 ", re.MULTILINE),
    re.compile(r"%(\S) (.*)$"),
    {"title": "T", "container-title": "J B", "author": "A", "editor": "E", "issued": "D 8",
     "volume": "V", "issue": "N", "page": "P", "DOI": "R", "URL": "U", "abstract": "X",
     "keyword": "K", "publisher": "I", "publisher-place": "C", "number": "@", "language": "G",
     "note": "Z", "edition": "7", "collection-title": "S", "genre": "9", "id": "F", "type": "0"},
    "enw",
)  # fmt: skip
_KINDS = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "RPRT": "report", "THES": "thesis", "DATA": "dataset", "COMP": "software", "ELEC": "webpage",
    "BLOG": "post-weblog", "PAT": "patent", "STAND": "standard", "UNPB": "manuscript",
    "MANSCPT": "manuscript", "MAP": "map", "VIDEO": "motion_picture", "BILL": "bill",
    "CASE": "legal_case", "STAT": "legislation", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "SLIDE": "speech",
    "journal article": "article-journal", "conference proceedings": "paper-conference",
    "conference paper": "paper-conference", "book section": "chapter", "book": "book",
    "edited book": "book", "report": "report", "thesis": "thesis", "web page": "webpage",
    "computer program": "software", "patent": "patent", "dataset": "dataset",
    "magazine article": "article-magazine", "newspaper article": "article-newspaper",
    "standard": "standard", "manuscript": "manuscript", "electronic article": "article-journal",
}  # fmt: skip
_BOOKISH = frozenset({"book", "chapter"})


def looks_like_ris(text: str) -> bool:
    """Whether the text starts with a reference in RIS."""
    return bool(_RIS.start.match(text.lstrip()))


def looks_like_nbib(text: str) -> bool:
    """Whether the text starts with a PubMed record."""
    return bool(_NBIB.start.match(text.lstrip()))


def looks_like_enw(text: str) -> bool:
    """Whether the text starts with an EndNote reference."""
    return bool(_ENW.start.match(text.lstrip()))


def read_ris(text: str, name: Path) -> Reading:
    """The papers of a RIS file in its order, without their faulty values."""
    return _read(text, name, _RIS)


def read_nbib(text: str, name: Path) -> Reading:
    """The papers of a PubMed file in its order, without their faulty values."""
    return _read(text, name, _NBIB)


def read_enw(text: str, name: Path) -> Reading:
    """The papers of an EndNote file in its order, without their faulty values."""
    return _read(text, name, _ENW)


def _read(text: str, name: Path, tags: _Tags) -> Reading:
    reading = Reading()
    starts = [match.start() for match in tags.start.finditer(text)]
    line, before = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", before, start)
        before = start
        source = LineSource(name, line)
        source.is_curated = False
        item, facts = _item(_record(text[start:end], tags), tags)
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        key = facts["keys"][0] if facts["keys"] else ""
        reading.add(Entry(line, paper.title, abstract, paper, keywords, key), source)
    return reading.nonempty(name, "references")


def _record(text: str, tags: _Tags) -> Record:
    """The values of one reference by their tags."""
    from rispy import RisParser  # few commands read these formats

    class Parser(RisParser):  # type: ignore[misc]  # rispy has no types
        def parse_line(self, line: str) -> tuple[str | None, str]:
            if line.startswith(("TY  - ", "ER  - ")):
                return line[:2], line[6:].strip()
            match = tags.line.match(line)
            return (match[1], (match[2] or "").strip()) if match else (None, line.strip())

    names = {name for key in tags.keys.values() for name in key.split()}
    first, _, rest = text.partition("\n")
    parser = Parser(mapping={tag: tag for tag in {*names, "TY", "UK"}}, list_tags=[],
                    delimiter_tags_mapping={}, skip_unknown_tags=True,
                    enforce_list_tags=False)  # fmt: skip
    # Each record is given by itself: its first line starts it, and a line of ours ends it. What
    # goes on over several lines is one for rispy, which can't lengthen a tag's second value.
    lines: list[str] = []
    for line in rest.split("\n"):
        if tags.line.match(line) or not lines:
            lines.append(line)
        elif line.strip():
            lines[-1] += f" {line.strip()}"
    lines = [line for line in lines if line[:5] not in ("ER  -", "ER -")]
    records = parser.parse("\n".join([f"TY  - {first}", *lines, "ER  - "]))
    values = records[0] if records else {}
    record = {tag: value if isinstance(value, list) else [value] for tag, value in values.items()}
    if match := tags.line.match(first):
        record[match[1]] = [match[2].strip()] if match[2] else []
    return record


def _item(record: Record, tags: _Tags) -> tuple[dict[str, Any], dict[str, Any]]:
    """The CSL-JSON item of a reference, and facts of the record that it makes beside it."""
    found = {
        key: next((values for tag in names.split() if (values := record.get(tag))), [])
        for key, names in tags.keys.items()
    }
    first = {key: next(filter(None, values), "") for key, values in found.items()}
    kind = _KINDS.get(first["type"], "") or _KINDS.get(first["type"].lower(), "")
    if tags.kind == "nbib":
        kind = "article-journal"
        first["title"] = first["title"].rstrip(".")
        dois = [value for value in found["DOI"] if value.endswith("[doi]")]
        first["DOI"] = dois[0].removesuffix("[doi]").strip() if dois else ""
    date = written_date(re.sub(r"/+$", "", first["issued"]).replace("/", "-"))
    item: dict[str, Any] = {
        key: first.get(key, "")
        for key in ("title", "container-title", "volume", "issue", "DOI", "abstract", "publisher",
                    "publisher-place", "language", "note", "edition", "collection-title")
    }  # fmt: skip
    pages = [first["page"], first.get("last page", "")]
    item["page"] = "-".join(dict.fromkeys(filter(None, pages)))
    item["author"] = [_name(name) for name in found["author"] if name]
    item["author"] += [{"literal": name} for name in found.get("literal", ()) if name]
    item["editor"] = [_name(name) for name in found["editor"] if name]
    item["issued"] = {"raw": date.date}
    item["keyword"] = "; ".join(found["keyword"]).replace("\n", ";")
    addresses = [address for text in found.get("URL", ()) for address in addresses_in(text)]
    item["URL"] = addresses[0] if addresses else ""
    item["ISBN" if kind in _BOOKISH else "ISSN"] = first["number"].split(" (")[0]
    if kind == "thesis":
        item |= {"type": "thesis", "genre": first.get("genre", "")}
    facts = {
        "kind": kind,
        "container": item["container-title"],
        "genre": first.get("genre", "") if kind in ("thesis", "report") else "",
        "issued": date.issued,
        "keys": [first["id"]] if first["id"] else [],
        "links": {f"link-{n}": address for n, address in enumerate(addresses[1:], 2)},
    }
    return item, facts


def _name(name: str) -> dict[str, str]:
    """A name that is written family first, if it has a comma."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1:
        return {"literal": name} if " " in name else {"family": name}
    parts = [part for part in parts if part]
    return dict(zip(("family", "given", "suffix"), parts, strict=False))
