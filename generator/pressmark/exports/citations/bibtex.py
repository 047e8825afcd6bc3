"""A reference in; its BibTeX entry out, for BibTeX 0.99d as well as for biber.

Letters of the Latin script are written as LaTeX commands, because BibTeX takes bytes for letters
and would tear others apart when it abbreviates a name; other scripts stay as they are, and a name
in one of them is kept in one piece. Types and fields are those that both programs know: "BibTeXing"
(Oren Patashnik, 1988) and the data model of biblatex.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base.patterns import compiled_later
from pressmark.exports.citations.latex import (
    PLAIN,
    formulas,
    formulas_of_source,
    latex_sign,
    latex_text,
)
from pressmark.library.paper import plain_keys
from pressmark.library.readers.bibtex_fields import KINDS, LINKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.reference import Name, Reference

    Fields = list[tuple[str, str]]

# What the name of a degree below a doctor's has in it.
_LOWER_DEGREES = ("master", "msc", "m.sc", "bachelor", "bsc", "b.sc", "diplom")
_PLAIN_KEYS = plain_keys("bibtex")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PUBLISHERS = frozenset({"publisher", "school", "institution"})
# What the fields for links are called that a record's label does not name.
_LINK_FIELDS = {label: field for field, label in reversed(LINKS.items()) if field == label}
# A citation key that programs take.
_KEY = compiled_later(r"[A-Za-z0-9_:.+/-]+")
_PLAIN_NAME = re.compile(r"[A-Za-z'-]+, [A-Za-z .'-]+")
_EARLY_COMMAND = compiled_later(r"[^{\\]{0,2}\{?\\")
_BRACING = compiled_later(r"[{}\\]")
_WORD = re.compile(r"[^\W_]+")
_LONG_WORD = re.compile(r"\b[^\W\d_][^\W_]{3,}")
# Words with capitals that no title's case gives them, in ASCII.
_CAPITALS = re.compile(r"\b(?:[A-Za-z0-9][a-z0-9]*[A-Z][A-Za-z0-9]*|[B-Z]\b)")
_AND = re.compile(r"\band\b", re.IGNORECASE)


def bibtex(reference: Reference, page: str) -> str:
    """The entry of a paper, whose page here is at the address `page`, ending with a newline.

    The key is the paper's id; biblatex finds it by the keys of its sources too. Abstracts and what
    this library says of a paper are left out.
    """
    kind, fields = _entry(reference)
    fields += [
        ("eprint", reference.arxiv),
        ("eprinttype", "arxiv" if reference.arxiv else ""),
        ("doi", _verbatim(reference.doi)),
        ("url", _verbatim(reference.url or page)),
        ("keywords", _keywords(reference.keywords)),
        ("ids", ", ".join([key for key in reference.keys if _is_alias(key, reference)])),
        ("selected", "true" if reference.is_selected else ""),
        *_further(kind, reference, fields),
        *[(key, latex_text(text)) for key, text in reference.under(_PLAIN_KEYS)],
    ]
    body = ",\n".join([f"  {name} = {{{value}}}" for name, value in fields if value])
    is_sourced = _is_sourced(reference)
    issued = reference.publication_date if is_sourced else reference.issued
    if month := issued[5:7]:
        year = f"  year = {{{reference.year}}}"
        date = f"{year},\n  month = {_MONTHS[int(month) - 1]}"
        if is_sourced and (day := issued[8:]):
            date += f",\n  day = {int(day)}"
        body = body.replace(year, date, 1)
    return f"@{kind}{{{reference.id},\n{body}\n}}\n"


def _is_alias(key: str, reference: Reference) -> bool:
    """Whether a key of a source can be written, and is not the entry's own."""
    return key != reference.id and bool(_KEY.fullmatch(key))


def _is_sourced(reference: Reference) -> bool:
    """Whether the record has all that a source said of the work, and not a curator's facts only."""
    return reference.is_kind_given or bool(reference.keys)


def _further(kind: str, reference: Reference, written: Fields) -> Fields:
    """What no style of BibTeX prints in an entry, for programs that read it: the kind of work that
    the entry's type does not tell, dates that are more than a day, what else the source said, and
    links. Nothing of a record that no source made."""
    if not _is_sourced(reference):
        return []
    names = {name for name, value in written if value}
    in_journal = reference.kind == "journal" or kind == "article"
    number = reference.issue or reference.number
    facts = {
        "entrysubtype": "" if KINDS.get(kind, "") == reference.type else reference.type,
        "date": reference.edtf if reference.edtf != reference.issued else "",
        "journal" if in_journal else "booktitle": _title(
            reference.volume_title, reference.is_english
        ),
        "editor": " and ".join([_name(name) for name in reference.editors]),
        "volume": latex_text(reference.volume),
        "issue": "" if "number" in names else latex_text(number),
        "pages": latex_text(reference.pages).replace("-", "--"),
        "publisher": "" if names & _PUBLISHERS else _one(reference.publisher),
        "type": latex_text(reference.genre) if kind == "misc" else "",
    }
    if not reference.is_kind_given:
        facts["entrysubtype"] = ""
    if reference.kind == "thesis":
        facts["booktitle"] = ""
    fields = [(name, value) for name, value in facts.items() if name not in names]
    for label, address in reference.links:
        field = _LINK_FIELDS.get(label, f"link-{label.removeprefix('link-')}")
        fields.append((field, _verbatim(address)))
    return fields


@lru_cache(maxsize=5_000)
def _keywords(keywords: tuple[str, ...]) -> str:
    return ", ".join([latex_text(word.replace(",", "")) for word in keywords])


def _entry(reference: Reference) -> tuple[str, Fields]:
    """The entry's type, and those fields that depend on it."""
    authors = [_name(name) for name in reference.names]
    if reference.has_more_names:
        authors.append("others")
    title = reference.title
    fields = [
        ("title", _title(title, reference.is_english, reference.formulas, reference.latex_title)),
        ("author", " and ".join(authors)),
        ("key", "" if reference.names else latex_text(reference.title.split(":")[0])),
    ]
    editors = ("editor", " and ".join([_name(name) for name in reference.editors]))
    year = ("year", reference.year)
    pages = ("pages", latex_text(reference.pages).replace("-", "--"))
    container = _title(reference.volume_title, reference.is_english)
    volume, publisher = ("volume", latex_text(reference.volume)), _one(reference.publisher)
    # BibTeX and biber ask for these: what lacks one of them is of no type in particular, unless
    # the record says what it is.
    is_whole = reference.is_kind_given or bool(reference.names and reference.year)
    match reference.kind if is_whole else "":
        case "conference":
            part = [("booktitle", container), editors, year, volume, pages]
            return "inproceedings", [*fields, *part, ("publisher", publisher)]
        case "journal":
            number = ("number", latex_text(reference.issue or reference.number))
            return "article", [
                *fields,
                ("journal", container),
                editors,
                year,
                volume,
                number,
                pages,
            ]
        case "chapter":
            part = [("booktitle", container), editors, year, volume, pages]
            return "incollection", [*fields, *part, ("publisher", publisher)]
        case "book":
            return "book", [*fields, editors, year, volume, ("publisher", publisher), pages]
        case "report":
            number = ("number", latex_text(reference.number or reference.issue))
            genre = "Standard" if reference.type == "standard" else ""
            kind_of_report = ("type", latex_text(reference.genre) or genre)
            institution = ("institution", publisher or container)
            return "techreport", [
                *fields,
                kind_of_report,
                editors,
                year,
                number,
                institution,
                pages,
            ]
        case "thesis" if reference.school or reference.is_kind_given:
            kind, degree = _thesis(reference)
            return kind, [*fields, *degree, year]
    published = ("howpublished", _way_of_publishing(reference, container, publisher, pages[1]))
    return "misc", [*fields, published, editors, year]


def _way_of_publishing(reference: Reference, container: str, publisher: str, pages: str) -> str:
    """How a work of no type that BibTeX has was published, in words."""
    parts = [container, latex_text(reference.school)]
    if reference.kind in ("conference", "journal"):
        parts += [
            f"volume {latex_text(reference.volume)}" if reference.volume else "",
            f"number {latex_text(reference.issue)}" if reference.issue else "",
            f"pages {pages}" if reference.pages else "",
        ]
    elif reference.is_kind_given:
        parts = [latex_text(reference.genre), container, publisher, latex_text(reference.number)]
    elif not _is_sourced(reference):
        parts.append(publisher)
    return ", ".join([part for part in parts if part])


def _thesis(reference: Reference) -> tuple[str, Fields]:
    """A thesis by its degree, which the entry's type tells unless it is an unusual one."""
    degree = f"{reference.genre} {reference.container} {reference.short_container}".lower()
    is_doctoral = not any(word in degree for word in _LOWER_DEGREES)
    usual = ("", "PhD thesis" if is_doctoral else "Master's thesis")
    is_usual = not reference.is_kind_given or reference.genre in usual
    genre = "" if is_usual else latex_text(reference.genre)
    kind = "phdthesis" if is_doctoral else "mastersthesis"
    return kind, [("type", genre), ("school", _one(reference.school))]


def _one(text: str) -> str:
    """The text of a field that may list several, which `and` would part."""
    return f"{{{latex_text(text)}}}" if _AND.search(text) else latex_text(text)


@lru_cache(maxsize=100_000)
def _name(name: Name) -> str:
    """A name as BibTeX parts it; in one piece where it has one part or can't be abbreviated."""
    given, particle, family, suffix, _ = name
    if not particle and not suffix:  # most names: the same without the detours
        inverted = f"{family}, {given}"
        if _PLAIN_NAME.fullmatch(inverted) and "and" not in inverted.lower():
            return inverted
    whole = name.whole
    if not given or "," in whole or _AND.search(whole):
        return _in_one_piece(latex_text(whole))
    last = latex_text(family)
    if " " in family and not all(map(str.istitle, family.split())):
        last = f"{{{last}}}"  # else its first words were taken for a particle
    if particle:
        last = f"{latex_text(particle)} {last}"
    # BibTeX takes what a command starts for one letter, and cuts none of it off.
    first = latex_text(given) if _is_latin(given) else f"{{\\relax {latex_text(given)}}}"
    return ", ".join([part for part in (last, latex_text(suffix), first) if part])


def _in_one_piece(latex: str) -> str:
    """A name that BibTeX parts nowhere. The style `alpha` cuts it off behind three signs, which
    must not tear a command apart."""
    return f"{{\\relax {latex}}}" if _EARLY_COMMAND.match(latex) else f"{{{latex}}}"


@lru_cache(maxsize=20_000)
def _is_latin(given: str) -> bool:
    """Whether the first letter of every word can be cut off without tearing it apart."""
    if given.isascii():
        return True
    return all(
        first.isascii() or latex_sign(first).startswith("{\\")
        for word in re.split(r"[\s.-]+", given)
        for first in word[:1]
    )


@lru_cache(maxsize=5_000)
def _title(
    title: str, is_english: bool = True, sources: tuple[str, ...] = (), latex_title: str = ""
) -> str:
    """A title with braces around what must keep its capitals, and formulas as math; `sources` are
    those that it is known to have, or `latex_title` the same with its formulas as LaTeX."""
    long = _LONG_WORD.findall(title, 1)
    # In a title like a sentence a capital is a name's; else nearly every word has one. Titles in
    # other languages are like sentences.
    is_sentence = not is_english or (
        len(long) > 1 and 2 * sum([word[0].isupper() for word in long]) <= len(long)
    )
    if (
        not is_sentence and not sources and not latex_title and PLAIN.fullmatch(title)
    ):  # most titles: the same in one go
        return _CAPITALS.sub(r"{\g<0>}", title)
    place, pieces = 0, []
    places = formulas_of_source(latex_title) if latex_title else formulas(title, sources)
    for start, end, latex in places:
        pieces += [*_words(title, place, start, is_sentence), latex]
        place = end
    return "".join([*pieces, *_words(title, place, len(title), is_sentence)])


def _words(title: str, place: int, end: int, is_sentence: bool) -> Iterator[str]:
    """The words of a title between two places, and what is between them."""
    for match in _WORD.finditer(title, place, end):
        yield latex_text(title[place : match.start()])
        word, place = match[0], match.end()
        is_name = is_sentence and word[0].isupper() and not _opens(title, match.start())
        text = latex_text(word)
        yield f"{{{text}}}" if is_name or _has_capitals(word) else text
    yield latex_text(title[place:end])


def _has_capitals(word: str) -> bool:
    """Whether a word has capitals that no title's case gives it."""
    if word.islower():
        return False
    return word[1:].lower() != word[1:] or (len(word) == 1 and word != "A" and word.isupper())


def _opens(title: str, place: int) -> bool:
    """Whether a word at this place begins the title or a sentence of it."""
    before = title[:place].rstrip(" \"'“‘(")
    return not before or before[-1] in ":.?!"


def _verbatim(address: str) -> str:
    """An address as BibTeX programs take it, without the signs that would end its braces."""
    return _BRACING.sub(lambda match: f"%{ord(match[0]):02X}", address)
