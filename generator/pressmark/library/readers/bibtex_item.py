"""The fields of a BibTeX entry in; the CSL-JSON item that says the same out, and facts beside it.

What LaTeX makes of the text is what the paper says; what is between braces is one name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.math.delimiters import with_plain_dollars
from pressmark.base.rules import imports as rules
from pressmark.base.words import enumerated
from pressmark.library.paper import KINDS as CSL_KINDS
from pressmark.library.readers.bibtex_fields import (
    DEGREES,
    FIELDS,
    KINDS,
    NOTES,
    SUBTITLES,
    WITH_ISSUES,
    WORDINGS,
)
from pressmark.library.readers.bibtex_links import add_links
from pressmark.library.readers.bibtex_names import names
from pressmark.library.readers.identifiers import addresses_in, arxiv_id_in, without_latex
from pressmark.library.readers.journal_macros import JOURNALS
from pressmark.library.readers.latex import formulas_of, printed
from pressmark.library.readers.written_dates import (
    is_no_date,
    state_of,
    written_date,
    written_year,
)

if TYPE_CHECKING:
    from pressmark.library.readers.bibtex_fields import Fields
    from pressmark.library.readers.source import LineSource

    Item = dict[str, Any]

_NAMES_ARXIV = re.compile(r"arxiv|corr", re.IGNORECASE)
_ARXIV = re.compile(r"\barXiv|^CoRR$", re.IGNORECASE)
# A year of which not all is known, as biblatex writes it.
_DECADE = re.compile(r"\d{2,3}[Xux]{1,2}", re.ASCII)
# The ends of paragraphs as JSON writes them, which programs leave in an abstract.
_PARAGRAPH = re.compile(r"(?<!\\n)(?:\\n){2,}+(?=[A-Z])")
_MACRO = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
# Of articles, as biblatex calls them.
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_BOOKISH = frozenset({"book", "pamphlet", "periodical"})
_ORCID = re.compile(r"(?<!\d)(\d{1,4})\s*=\s*\"?(?:https?://orcid\.org/)?([\dX-]{19})")


def item_of(kind: str, fields: Fields, source: LineSource) -> tuple[Item, dict[str, Any]]:
    """The CSL-JSON item of an entry of a kind, and facts of the record that it makes beside it."""
    item: Item = {}
    facts: dict[str, Any] = {"kind": _kind(kind, fields)}
    for key, candidates in FIELDS.items():
        name = next((name for name in candidates if fields.get(name)), "")
        item[key] = _with_subtitle(name, fields) if name else ""
    for key in ("title", "abstract"):  # what is math in BibTeX is text by now
        item[key] = with_plain_dollars(item[key])
    _settle_container(kind, item, facts, fields)
    facts["selected"] = fields.get("selected", "").strip().lower() in ("true", "yes", "1")
    facts["formulas"] = formulas_of(fields.get("title", ""))
    people, facts["more_authors"] = _authors(fields, source)
    if people and people[0].get("literal") == item["publisher"]:
        item["publisher"] = ""
    item["author"] = people
    item["editor"], _ = _people(fields, "editor", source)
    notes: list[str] = []
    item["issued"] = {"raw": _date(fields, facts, notes, source)}
    facts["accessed"] = _looked_up(fields, source)
    _settle_genre(kind, item, facts, fields)
    if facts["kind"] in ("report", "standard") and item["publisher"] == item["container-title"]:
        item["publisher"] = ""  # BibTeX asks for an institution where there is none
    if item["issue"] and facts["kind"] not in WITH_ISSUES:
        facts["number"], item["issue"] = item["issue"], ""
    if part := fields.get("part"):
        item["volume"] = ".".join(filter(None, [item["volume"], _printed(part)]))
    arxiv = _arxiv(fields)
    if arxiv:
        item["number"] = f"arXiv:{arxiv}"
        if _ARXIV.search(item["container-title"]):
            item |= {"container-title": "", "volume": "", "page": ""}
            facts["kind"] = "article"
        for key in ("page", "issue"):
            is_bare = bool(_ARXIV.search(item["publisher"]))
            if _ARXIV.search(item[key]) or arxiv_id_in(item[key], is_bare=is_bare):
                item[key] = ""
        if arxiv_id_in(facts.get("number", ""), is_bare=is_bare):
            del facts["number"]
    notes += add_links(item, facts, fields, source)
    if arxiv and facts["kind"] == "article-journal" and not item["container-title"]:
        facts["kind"] = "article-journal" if _is_published(item) else "article"
    facts["container"] = " ".join(item["container-title"].split())
    if "howpublished" in fields and _says_nothing_new(fields["howpublished"], item, facts):
        fields = {**fields, "howpublished": ""}
    _add_note(item, fields, notes, arxiv, source)
    return item, facts


def _says_nothing_new(text: str, item: Item, facts: dict[str, Any]) -> bool:
    """Whether a text is made of what other fields say, as exports write it for styles to print."""
    of_kind = [facts.get("genre"), facts["container"], item["publisher"], facts.get("number")]
    numbers = (("volume", "volume"), ("number", "issue"), ("pages", "page"))
    of_part = [f"{word} {item[key]}" for word, key in numbers if item[key]]
    container = facts["container"]
    composed = (", ".join(filter(None, of_kind)), ", ".join([container, *of_part]), container)
    return _printed(text) in [words.replace("--", "–") for words in composed]


def _kind(kind: str, fields: Fields) -> str:
    """CSL's item type of an entry; one of no kind in particular may name it."""
    subtype = fields.get("entrysubtype", "")
    subtype = _SUBTYPES.get(subtype, subtype)
    return subtype if subtype in CSL_KINDS else KINDS.get(kind, "")


def _is_published(item: Item) -> bool:
    """Whether an item has a DOI that is not arXiv's."""
    return bool(item["DOI"]) and "arxiv" not in item["DOI"].lower()


def _with_subtitle(name: str, fields: Fields) -> str:
    text = _printed(fields[name])
    subtitle = fields.get(SUBTITLES.get(name, ""), "")
    return f"{text.rstrip(':')}: {_printed(subtitle)}" if subtitle and text else text


def _settle_container(kind: str, item: Item, facts: dict[str, Any], fields: Fields) -> None:
    """Let articles be in their journal, and books be what they are called."""
    journal = next((name for name in ("journaltitle", "journal") if fields.get(name)), "")
    if journal and fields.get("booktitle"):
        if kind == "article":
            item["container-title"] = _with_subtitle(journal, fields)
        else:  # as INSPIRE lists proceedings that a journal published
            item["collection-title"] = item["collection-title"] or _printed(fields[journal])
    if facts["kind"] in _BOOKISH and item["container-title"]:
        title = item["title"] or item["container-title"]
        if title.casefold() == item["container-title"].casefold():
            item |= {"title": title, "container-title": ""}


def _settle_genre(kind: str, item: Item, facts: dict[str, Any], fields: Fields) -> None:
    """Give an item the sort of thesis or report that it is."""
    if kind == "thesis" or kind in DEGREES:
        item["type"] = "thesis"
        degree = DEGREES.get(fields.get("type", "")) or _printed(fields.get("type", ""))
        item["genre"] = facts["genre"] = degree or DEGREES.get(kind) or "Thesis"
    elif kind in ("techreport", "report"):
        facts["genre"] = _printed(fields.get("type", "")) or "Technical report"
        if facts["kind"] == "standard" and facts["genre"] == "Standard":
            facts["genre"] = ""
    elif facts["kind"] and KINDS.get(kind, "") != facts["kind"]:
        facts["genre"] = _printed(fields.get("type", ""))


def _printed(latex: str) -> str:
    """What LaTeX prints for a field; a journal's macro is its name."""
    if "\\" not in latex:
        return printed(latex)
    if (match := _MACRO.fullmatch(latex.strip())) and match[1].lower() in JOURNALS:
        return JOURNALS[match[1].lower()]
    return printed(_PARAGRAPH.sub("\n\n", latex))


def _authors(fields: Fields, source: LineSource) -> tuple[list[dict[str, str]], bool]:
    """The names of an entry's authors, and whether others follow."""
    if not fields.get("author"):
        body = _printed(fields.get("organization", "")) if not fields.get("booktitle") else ""
        return ([{"literal": body}] if body and not fields.get("editor") else []), False
    people, has_more = _people(fields, "author", source)
    for number, orcid in _ORCID.findall(fields.get("author+an:orcid", "")):
        if 0 < int(number) <= len(people):
            people[int(number) - 1]["ORCID"] = orcid
    return people, has_more


def _people(fields: Fields, field: str, source: LineSource) -> tuple[list[dict[str, str]], bool]:
    """The names of a field, and whether others follow."""
    if not (text := fields.get(field, "")):
        return [], False
    try:
        people, taken, has_more = names(text)
    except ValueError as error:
        source.report(source.line, field, rules.FOREIGN_NAME_LIST, value=shown(str(error)))
        return [], False
    if taken:
        source.report(source.line, field, rules.NO_NAME_PART, value=", ".join(taken))
    return people, has_more


def _date(fields: Fields, facts: dict[str, Any], notes: list[str], source: LineSource) -> str:
    """The date of an entry as EDTF of level 0; what more it says goes to the facts and notes."""
    if text := fields.get("date"):
        name, date = "date", written_date(text.replace("{", "").replace("}", ""))
    else:
        name, text = "year", _printed(fields.get("year", ""))
        month = _printed(fields.get("month", "")).strip("{} ")
        date = written_year(text, month, fields.get("day", ""))
        if date.is_partial and date.date:
            name, text = "month", month
    if _DECADE.fullmatch(text.strip()):
        notes.append(text.strip())
        return ""
    if date.is_partial and not is_no_date(text):
        source.report(source.line, name, rules.UNREADABLE_DATE, value=shown(text))
    if date.issued:
        facts["issued"] = date.issued
    if state := date.state or state_of(fields.get("pubstate", "")):
        notes.append(state)
    if not date.date and fields.get("eventdate"):
        notes.append(f"event: {fields['eventdate']}")
    return date.date


def _looked_up(fields: Fields, source: LineSource) -> str:
    """The day on which a work was looked up, as far as it is said."""
    text = fields.get("urldate", "").strip("{} ")
    date = written_date(text) if text else None
    if date and (date.is_partial or not date.date):
        source.report(source.line, "urldate", rules.UNREADABLE_DATE, value=shown(text))
    return date.date if date else ""


def _arxiv(fields: Fields) -> str:
    """The arXiv id that an entry gives as its e-print, or wherever people put it."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix") or "arXiv"
    candidates = [fields.get(name, "") for name in ("arxiv", "arxivid")]
    if archive.lower() == "arxiv":
        candidates.insert(0, fields.get("eprint", ""))
    for text in candidates:
        if text and (arxiv := arxiv_id_in(without_latex(text), is_bare=True)):
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
    body = fields.get("publisher") or fields.get("institution") or ""
    places.append(f"{body} {fields.get('number', '')}")
    marked = [text for text in places if _NAMES_ARXIV.search(text)]
    return next(filter(None, (arxiv_id_in(without_latex(text)) for text in marked)), "")


def _add_note(item: Item, fields: Fields, notes: list[str], arxiv: str, source: LineSource) -> None:
    """Give an item the note of all that an entry says in words."""
    texts = []
    for name in NOTES:
        if not fields.get(name):
            continue
        text = " ".join(_printed(fields[name]).split())
        is_address_only = bool(addresses_in(without_latex(fields[name])))
        if item["DOI"] and text.lower().endswith(item["DOI"].lower()) and len(text.split()) < 3:
            continue
        if text and not is_address_only and not (arxiv and arxiv_id_in(text)):
            if name == "collaboration" and text.lower() in fields.get("author", "").lower():
                continue
            is_plain = name == "collaboration" and "collaboration" in text.lower()
            texts.append(text if is_plain else WORDINGS.get(name, "{}").format(text))
    translators, _ = _people(fields, "translator", source)
    if translators:
        keys = ("given", "non-dropping-particle", "family", "suffix", "literal")
        people = [" ".join(filter(None, map(person.get, keys))) for person in translators]
        texts.append(f"Translated by {enumerated(people)}")
    item["note"] = "; ".join(dict.fromkeys([*(text.rstrip(".") for text in texts), *notes]))
