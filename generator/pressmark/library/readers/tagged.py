"""RIS, PubMed's nbib and EndNote's enw in, a tag and a value a line; papers out.

rispy reads the lines of each of them; here its records become the CSL-JSON items that say the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.library.readers.bibtex_fields import ARCHIVES
from pressmark.library.readers.csl_item import NOTHING, paper_of
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.identifiers import addresses_in
from pressmark.library.readers.name_lists import NameLists
from pressmark.library.readers.source import LineSource
from pressmark.library.readers.written_dates import WrittenDate, written_date
from pressmark.library.values import is_address

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
     "publisher": "PB", "publisher-place": "CY", "serial": "SN", "language": "LA", "note": "N1",
     "edition": "ET", "collection-title": "T3", "genre": "M3", "id": "ID", "type": "TY",
     "pdf": "L1", "number": "M1", "day": "DA", "arxiv": "AN"},
    "RIS",
)  # fmt: skip
_NBIB = _Tags(
    re.compile(r"^PMID ?- ?", re.MULTILINE),
    re.compile(r"([A-Z]{2,4}) *- (.*)$"),
    {"title": "TI BTI", "container-title": "JT TA", "author": "FAU AU", "editor": "FED ED",
     "issued": "DP DEP", "volume": "VI", "issue": "IP", "page": "PG", "DOI": "LID AID",
     "abstract": "AB", "keyword": "OT MH", "publisher": "PB", "publisher-place": "PL",
     "serial": "IS", "language": "LA", "id": "PMID", "type": "PT", "literal": "CN",
     "pmc": "PMC"},
    "nbib",
)  # fmt: skip
_ENW = _Tags(
    re.compile(r"^%0 ", re.MULTILINE),
    re.compile(r"%(\S) (.*)$"),
    {"title": "T", "container-title": "J B", "author": "A", "editor": "E", "issued": "D 8",
     "volume": "V", "issue": "N", "page": "P", "DOI": "R", "URL": "U", "abstract": "X",
     "keyword": "K", "publisher": "I", "publisher-place": "C", "serial": "@", "language": "G",
     "note": "Z", "edition": "7", "collection-title": "S", "genre": "9", "id": "F", "type": "0",
     "day": "8"},
    "enw",
)  # fmt: skip
# By format and kind of work: tags that hold something else there than elsewhere, and the tag by
# which that is read, or what it is where a record has no place for it.
_MOVED = {
    "RIS": {
        "article-journal": {"C7": "SP", "ET": "date online (ET)"},
        "paper-conference": {"C3": "JF", "C1": "CY", "C7": "SP", "SV": "M1"},
        "book": {"T2": "T3", "A3": "ED", "SV": "M1"},
        "report": {"T2": "T3"},
        "chapter": {"SV": "M1"},
    },
    "enw": {"article-journal": {"7": "date online (7)"}, "book": {"B": "S"}},
}
# Kinds of which the pages are their number where they are no range.
_PAGED = {"book": ("SP", "P"), "thesis": ("SP", "P")}
_KINDS = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "RPRT": "report", "THES": "thesis", "DATA": "dataset", "COMP": "software", "ELEC": "webpage",
    "BLOG": "post-weblog", "PAT": "patent", "STAND": "standard", "UNPB": "manuscript",
    "MANSCPT": "manuscript", "MAP": "map", "VIDEO": "motion_picture", "BILL": "bill",
    "CASE": "legal_case", "STAT": "legislation", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "SLIDE": "speech", "CLSWK": "book", "SER": "book",
    "PAMP": "pamphlet", "GOVDOC": "report", "INPR": "article-journal", "JFULL": "periodical",
    "WEB": "webpage", "DBASE": "dataset", "AGGR": "dataset", "MPCT": "motion_picture",
    "SOUND": "song", "MUSIC": "musical_score", "ART": "graphic", "FIGURE": "figure",
    "CHART": "figure", "HEAR": "hearing", "UNBILL": "bill", "LEGAL": "legal_case",
    "PCOMM": "personal_communication", "ICOMM": "personal_communication",
    "journal article": "article-journal", "conference proceedings": "paper-conference",
    "conference paper": "paper-conference", "book section": "chapter", "book": "book",
    "edited book": "book", "report": "report", "thesis": "thesis", "web page": "webpage",
    "computer program": "software", "patent": "patent", "dataset": "dataset",
    "magazine article": "article-magazine", "newspaper article": "article-newspaper",
    "standard": "standard", "manuscript": "manuscript", "electronic article": "article-journal",
    "electronic book": "book", "electronic book section": "chapter", "classical work": "book",
    "serial": "book", "government document": "report", "unpublished work": "manuscript",
    "encyclopedia": "entry-encyclopedia", "dictionary": "entry-dictionary", "blog": "post-weblog",
    "online database": "dataset", "map": "map", "artwork": "graphic", "figure": "figure",
    "film or broadcast": "motion_picture", "audiovisual material": "motion_picture",
    "music": "musical_score", "case": "legal_case", "statute": "legislation", "bill": "bill",
    "hearing": "hearing", "pamphlet": "pamphlet", "personal communication":
    "personal_communication", "online multimedia": "motion_picture", "preprint": "article",
}  # fmt: skip
# A line above the first reference, such as a heading, is no part of it.
_START = 2_000
_WITH_NUMBERS = frozenset({"report", "patent", "standard", "legislation", "bill"})
_ISBN = re.compile(r"(?:\D*\d){9}(?:(?:\D*\d){3})?\D*[\dXx]\D*")
_SERIAL = re.compile(r"[\dXx-]{8,17}")
_DOI = re.compile(r"(?:doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
# What databases say of themselves and not of the work.
_OF_DATABASE = re.compile(r"(?:Query|Export) date:|Cited By|\d+ cites", re.IGNORECASE)


def looks_like_ris(text: str) -> bool:
    """Whether a reference in RIS starts near the start of the text."""
    return bool(_RIS.start.search(text[:_START]))


def looks_like_nbib(text: str) -> bool:
    """Whether a PubMed record starts near the start of the text."""
    return bool(_NBIB.start.search(text[:_START]))


def looks_like_enw(text: str) -> bool:
    """Whether an EndNote reference starts near the start of the text."""
    return bool(_ENW.start.search(text[:_START]))


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
    reading, tags_read = EntryList(), _known(tags)
    starts = [match.start() for match in tags.start.finditer(text)]
    people = tags.keys["author"].split()
    values = (tags.line.match(line) for line in text.split("\n"))
    lists = NameLists(match[2] or "" for match in values if match and match[1] in people)
    line, before = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        record = _record(text[start:end], tags)
        line += text.count("\n", before, start)
        before = start
        source = LineSource(name, line)
        source.is_curated = False
        _move(record, tags)
        reading.unused.update(record.keys() - tags_read)
        item, facts = _item(record, tags, lists)
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        key = facts["keys"][0] if facts["keys"] else ""
        reading.add(Entry(line, paper.title, abstract, paper, keywords, key), source)
    return reading.nonempty(name, "references")


@lru_cache(maxsize=3)
def _names_of(kind: str) -> list[tuple[str, list[str]]]:
    """By the key of an item: the tags of a format that may have it."""
    tags = next(each for each in (_RIS, _NBIB, _ENW) if each.kind == kind)
    return [(key, names.split()) for key, names in tags.keys.items()]


def _known(tags: _Tags) -> set[str]:
    """The tags of which something is read, and those that end a record."""
    return {name for names in tags.keys.values() for name in names.split()} | {"ER", "AD"}


@lru_cache(maxsize=3)
def _parser_of(tagged_line: re.Pattern[str]) -> Any:
    """rispy's parser for a format whose lines look so."""
    from rispy import RisParser  # few commands read these formats

    class Parser(RisParser):  # type: ignore[misc]  # rispy has no types
        def parse_line(self, line: str) -> tuple[str | None, str]:
            if line.startswith(("TY  - ", "ER  - ")):
                return line[:2], line[6:].strip()
            match = tagged_line.match(line)
            return (match[1], (match[2] or "").strip()) if match else (None, line.strip())

    return Parser


def _record(text: str, tags: _Tags) -> Record:
    """The values of one reference by their tags."""
    first, _, rest = text.partition("\n")
    # Each record is given by itself: its first line starts it, and a line of ours ends it. What
    # goes on over several lines is one for rispy, which can't lengthen a tag's second value.
    parts: list[list[str]] = []
    named: set[str] = {"TY", "UK"}
    keywords = tags.keys["keyword"].split()
    tag = ""
    for line in rest.split("\n"):
        if match := tags.line.match(line):
            tag = match[1]
            named.add(tag)
            parts.append([line])
        elif line.strip() and not parts:
            parts.append([line])
        elif line.strip() and tag in keywords and tags.kind == "RIS":
            parts.append([f"{tag}  - {line.strip()}"])
        elif line.strip():
            parts[-1].append(line.strip())
    lines = [" ".join(each) for each in parts if each[0][:5] not in ("ER  -", "ER -")]
    parser = _parser_of(tags.line)(mapping={tag: tag for tag in named}, list_tags=[],
                                   delimiter_tags_mapping={}, skip_unknown_tags=True,
                                   enforce_list_tags=False)  # fmt: skip
    records = parser.parse("\n".join([f"TY  - {first}", *lines, "ER  - "]))
    values = records[0] if records else {}
    titles = tags.keys["title"].split()
    record = {
        tag: [text for text in texts if text.lower() not in NOTHING or tag in titles]
        for tag, value in values.items()
        if (texts := value if isinstance(value, list) else [value])
    }
    if match := tags.line.match(first):
        record.pop("TY", None)
        record[match[1]] = [match[2].strip()] if match[2] else []
    return record


def _kind(record: Record, tags: _Tags) -> str:
    """CSL's item type of a reference, or empty."""
    types = record.get(tags.keys["type"], [])
    if tags.kind == "nbib":
        return _kind_at_pubmed(types)
    name = next(filter(None, types), "")
    return _KINDS.get(name, "") or _KINDS.get(name.lower(), "")


def _move(record: Record, tags: _Tags) -> None:
    """Put a reference's values under the tags that say what they are in a work of its kind."""
    kind = _kind(record, tags)
    for tag, other in _MOVED.get(tags.kind, {}).get(kind, {}).items():
        if tag in record and not any(record.get(other, ())):
            record[other] = record.pop(tag)
    for tag in _PAGED.get(kind, ()):
        if "EP" not in record and "".join(record.get(tag, ())).isdecimal():
            record["number of pages"] = record.pop(tag)


def _item(record: Record, tags: _Tags, lists: NameLists) -> tuple[dict[str, Any], dict[str, Any]]:
    """The CSL-JSON item of a reference, and facts of the record that it makes beside it."""
    values_of = {
        key: next((record[tag] for tag in names if tag in record and any(record[tag])), [])
        for key, names in _names_of(tags.kind)
    }
    first = {key: next(filter(None, values), "") for key, values in values_of.items()}
    kind = _kind(record, tags)
    if tags.kind == "nbib":
        first["title"] = first["title"].rstrip(".")
        dois = [value for value in values_of["DOI"] if value.endswith("[doi]")]
        first["DOI"] = dois[0].removesuffix("[doi]").strip() if dois else ""
    date = _date(first["issued"], first.get("day", ""))
    item: dict[str, Any] = {
        key: first.get(key, "")
        for key in ("title", "container-title", "volume", "issue", "DOI", "abstract", "publisher",
                    "publisher-place", "language", "edition", "collection-title")
    }  # fmt: skip
    item["page"] = _pages(first["page"], first.get("last page", ""))
    authors, more = lists.people(";".join(values_of["author"]))
    item["author"] = [
        *authors,
        *({"literal": name} for name in values_of.get("literal", ()) if name),
    ]
    item["editor"], _ = lists.people(";".join(values_of["editor"]))
    item["issued"] = {"raw": date.date}
    item["keyword"] = "; ".join(values_of["keyword"]).replace("\n", ";")
    item |= _serials(first["serial"].split(" (")[0])
    if not item["DOI"] and _DOI.fullmatch(first.get("genre", "")):
        item["DOI"], first["genre"] = first["genre"], ""
    if kind == "thesis":
        item |= {"type": "thesis", "genre": first.get("genre", "")}
    number = first.get("number", "")
    item["number"] = first["arxiv"] if first.get("arxiv", "").startswith("arXiv:") else ""
    if kind in _WITH_NUMBERS and not number:
        number, item["issue"] = item["issue"], ""
    notes = [note for note in values_of.get("note", ()) if note and not _OF_DATABASE.match(note)]
    return item, {
        "kind": kind,
        "container": item["container-title"],
        "genre": first.get("genre", "") if kind in ("thesis", "report") else "",
        "number": "" if _OF_DATABASE.match(number) else number,
        "issued": date.issued,
        "keys": [first["id"]] if first["id"] else [],
        "links": _add_address(item, first, values_of),
        "note": "; ".join(filter(None, [*(note.rstrip(".") for note in notes), date.state])),
        "more_authors": more,
    }


def _serials(text: str) -> dict[str, str]:
    """The ISBN and the ISSN of a value that may list several of either."""
    isbns = [serial for serial in _SERIAL.findall(text) if _ISBN.fullmatch(serial)]
    issns = [serial for serial in _SERIAL.findall(text) if len(serial.replace("-", "")) == 8]
    if not isbns and not issns and text:
        return {"ISBN" if _ISBN.fullmatch(text) else "ISSN": text[:40]}
    return {"ISBN": ", ".join(isbns), "ISSN": ", ".join(issns)}


def _kind_at_pubmed(types: list[str]) -> str:
    """CSL's item type of a PubMed record by its types of publication."""
    if "Preprint" in types:
        return "article"
    return "book" if "Book" in types else "article-journal"


def _date(year: str, day: str) -> WrittenDate:
    """When a reference was published; a full date of the same year, or the day of it without the
    year, goes before a year alone."""
    if re.fullmatch(r"\d{4}/*", year) and re.fullmatch(r"[A-Za-z]{3,9}\.?(?: \d\d?)?", day):
        day = f"{day} {year[:4]}"
    dates = [written_date(text.strip().rstrip("/").replace("/", "-")) for text in (year, day)]
    is_fuller = dates[1].date.startswith(dates[0].date) and not dates[0].issued
    return dates[1] if dates[1].date and is_fuller else dates[0]


def _pages(first: str, last: str) -> str:
    """The pages of a reference, of which some programs write all as the first."""
    if not last or first == last or re.search(r"[-–—]", first):
        return first
    return f"{first}-{last}" if first else last


def _add_address(item: dict[str, Any], first: dict[str, str], values: Record) -> dict[str, str]:
    """Give an item its address; the other links of its record."""
    addresses = [address for text in values.get("URL", ()) for address in addresses_in(text)]
    addresses = list(dict.fromkeys(addresses))
    item["URL"] = addresses[0] if addresses else ""
    links = {f"link-{n}": address for n, address in enumerate(addresses[1:], 2)}
    for address in addresses_in(first.get("pdf", ""))[:1]:
        links["pdf"] = address
    for key, archive in (("id" if "pmc" in first else "", "pmid"), ("pmc", "pmcid")):
        if number := first.get(key, ""):
            label, address = ARCHIVES[archive]
            links[label] = address.format(number)
    return {label: address for label, address in links.items() if is_address(address)}
