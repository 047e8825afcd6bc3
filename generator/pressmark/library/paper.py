"""One paper: the fields of a record in, validated and normalised values out.

The dataclass here is the record's only definition; its JSON Schema (`paper_schema.py`) is
made from it. The crosswalk below it says how each field goes into every format, by a row a field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from pressmark.base.math.texts import plain
from pressmark.base.models import Before, Longest, Model
from pressmark.base.names import family_name
from pressmark.library.values import (
    Address,
    Arxiv,
    Date,
    Day,
    Doi,
    Issued,
    Line,
    Lines,
    Link,
    Orcid,
    PageRange,
    Prose,
    Slug,
    Slugs,
    copied,
    enum,
    one_of,
    plain_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAPER_TYPES = (
    "method",
    "benchmark",
    "dataset",
    "survey",
    "theory",
    "analysis",
    "system",
    "position",
)
# What a work was published as: the item types of CSL 1.0.2 (csl-types.rnc of its schema).
KINDS = tuple(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty
    webpage""".split()
)
STATUSES = ("withdrawn", "retracted", "superseded")
SUGGESTIBLE = ("theme", "tags")
SECTIONS = ("Problem", "Approach", "Finding")
# Each tag has a page with files that name all tags of its papers.
MOST_TAGS = 500
# Each makes the page longer; ten say most of what there is to say.
MOST_QUERIES = 20
REQUIRED = ("date", "type", "theme", "tags", "tldr")
SECTION_FIELDS = tuple(section.lower() for section in SECTIONS)


PaperType = Annotated[str, one_of(PAPER_TYPES), enum(PAPER_TYPES)]
Kind = Annotated[str, one_of(KINDS), enum(KINDS)]
Status = Annotated[str, one_of(STATUSES), enum(STATUSES)]
Suggestible = Annotated[str, one_of(SUGGESTIBLE), enum(SUGGESTIBLE)]


@dataclass(frozen=True, slots=True)
class Author(Model):
    """A person as the paper names them, given name first, or an institution.

    Names in parts are never parsed: `family` is without its `particle` (van der), `suffix` is Jr.
    and the like, and `literal` is a name that has no parts. `name` is what they make, or as it is
    written where there are none.
    """

    name: Line
    orcid: Orcid = ""
    family: Line = ""
    given: Line = ""
    particle: Line = ""
    suffix: Line = ""
    literal: Line = ""

    @property
    def is_parted(self) -> bool:
        """Whether the name is in parts, or known to have none."""
        return bool(self.family or self.given or self.literal)

    @property
    def surname(self) -> str:
        """The family name with its particle, or a name that has no parts whole; of a name that is
        not in parts, what reads as its family name."""
        if self.family and self.particle:
            return f"{self.particle} {self.family}"
        return self.literal or self.family or self.given or family_name(self.name)


@dataclass(frozen=True, slots=True)
class Figure(Model):
    """A key figure as the paper reports it: `where` in the paper, such as "Table 2", and the
    `source`, an address, that it is taken from."""

    what: Line
    value: Line
    where: Line = ""
    source: Address = ""

    @property
    def origin(self) -> str:
        """Where it is from in few words: the place in the paper, or the host of the source."""
        return self.where or "".join(self.source.split("/")[2:3])

    @property
    def in_words(self) -> str:
        """What was measured, the value, and where it is from, on one line."""
        origin = ", ".join(filter(None, (self.where, self.source)))
        return f"{self.what}: {self.value} ({origin})" if origin else f"{self.what}: {self.value}"


def name_of_parts(parts: Mapping[str, Any]) -> str:
    """The name that the parts of an author make, given name first; empty where there are none."""
    if isinstance(literal := parts.get("literal"), str):
        return literal
    words = [parts.get(part) for part in ("given", "particle", "family", "suffix")]
    return " ".join([word for word in words if word and isinstance(word, str)])


def _author(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict) and "name" not in value and (name := name_of_parts(value)):
        return {**value, "name": name}
    return value


People = tuple[Annotated[Author, Before(_author, str | Author)], ...]


@dataclass(frozen=True, slots=True)
class Paper(Model):
    """A paper's record: facts from its front matter, a digest from its body.

    `id` is the file's stem, the BibTeX key and the last part of the page's address. Optional text
    is an empty string when absent. `date` is EDTF level 0, `added` the day on which the library
    took the paper in, and a range of `pages` has one hyphen. `suggested` names the fields that a
    program filled in and no curator has confirmed; only such a record may lack facts and digest.

    `kind` is what the work was published as, `container` the full title of the journal, proceedings
    or book that it is in, `issued` when it was published (EDTF level 0, or level 1's uncertain and
    approximate dates, seasons and ranges, as given), `genre` what sort of thesis or report it is,
    and `keys` are the citation keys that its sources use. `more_authors` says that the list of
    authors goes on ("and others"). `formulas` are those of the title, in its order, as LaTeX has
    them: `$z<5$`. `selected` papers come first on the home page. `version` is that of a program, a
    data set or a document, and `accessed` the day on which a work on the web was looked up.
    `queries` are what is typed by those who look for it and do not know its words.
    """

    id: Slug
    title: Line
    authors: People = ()
    date: Date = ""
    type: PaperType = ""
    venue: Line = ""
    publisher: Line = ""
    volume: Line = ""
    issue: Line = ""
    pages: PageRange = ""
    arxiv: Arxiv = ""
    doi: Doi = ""
    url: Address = ""
    links: dict[Slug, Link] = field(default_factory=dict)
    theme: Slug = ""
    also: Annotated[Slugs, Longest(2)] = ()
    tags: Annotated[Slugs, Longest(MOST_TAGS)] = ()
    tldr: Line = ""
    figures: tuple[Figure, ...] = ()
    later_title: Line = ""
    sources: tuple[Address, ...] = ()
    added: Day = ""
    status: Status = ""
    redirect_from: Slugs = ()
    suggested: tuple[Suggestible, ...] = ()
    problem: Prose = ""
    approach: Prose = ""
    finding: Prose = ""
    kind: Kind = ""
    container: Line = ""
    number: Line = ""
    edition: Line = ""
    series: Line = ""
    place: Line = ""
    isbn: Line = ""
    issn: Line = ""
    language: Line = ""
    note: Line = ""
    genre: Line = ""
    issued: Issued = ""
    keys: Lines = ()
    editors: People = ()
    more_authors: bool = False
    formulas: tuple[Line, ...] = ()
    selected: bool = False
    version: Line = ""
    accessed: Date = ""
    queries: Annotated[Lines, Longest(MOST_QUERIES)] = ()

    @property
    def plain_title(self) -> str:
        """The title with its formulas as plain text, for wherever none are drawn."""
        return plain(self.title)

    @property
    def plain_tldr(self) -> str:
        """The summary with its formulas as plain text."""
        return plain(self.tldr)

    @property
    def first_date(self) -> str:
        """The paper's date, else when it was published; EDTF level 0, or an empty string."""
        return self.date or (plain_date(self.issued) if self.issued else "")

    @property
    def year(self) -> str:
        """The year of the paper's first date, four digits, or an empty string."""
        return (self.date or self.first_date)[:4]  # of most, without the detour

    @property
    def is_draft(self) -> bool:
        """Whether a program made the record and no curator has confirmed it."""
        return bool(self.suggested)

    def at(self, venue: str) -> Paper:
        """The same record at another venue, which is one line."""
        other = copied(self)
        object.__setattr__(other, "venue", venue)
        return other

    def renamed(self, new_id: str, added: str = "") -> Paper:
        """The same record under another id, `added` on a day unless it has one; both are sound."""
        other = copied(self)
        object.__setattr__(other, "id", new_id)
        object.__setattr__(other, "added", self.added or added)
        return other


class Row(NamedTuple):
    """How a field is written in each format: as plain text under a key or a label, which is here;
    or OWN, by code that knows the field; or NO, not at all.

    The data files (JSON, JSON Lines, CSV, Parquet) and their schema hold every field by its name,
    the printed styles and COinS what their code knows.
    """

    markdown: str
    page: str
    bibtex: str
    ris: str
    csl: str
    highwire: str
    json_ld: str
    dublin_core: str


OWN, NO = "own", ""
# In the order of the columns of CSV and Parquet, which readers count on: a new one goes last.
# fmt: off
CROSSWALK = {
    #                   Markdown page BibTeX RIS  CSL  Highwire JSON-LD Dublin Core
    "id":            Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "title":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "authors":       Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "date":          Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "type":          Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     OWN),
    "venue":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "publisher":     Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "volume":        Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "issue":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "pages":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "arxiv":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "doi":           Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "url":           Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "links":         Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "theme":         Row(OWN,    OWN, NO,    NO,  NO,  NO,      OWN,    OWN),
    "also":          Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     OWN),
    "tags":          Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "tldr":          Row(OWN,    OWN, NO,    NO,  NO,  NO,      OWN,    OWN),
    "problem":       Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "approach":      Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "finding":       Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "figures":       Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "later_title":   Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "status":        Row(OWN,    OWN, OWN,   OWN, OWN, NO,      OWN,    NO),
    "added":         Row(NO,     NO,  NO,    NO,  NO,  NO,      NO,     OWN),
    "sources":       Row(NO,     OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "redirect_from": Row(NO,     NO,  NO,    NO,  NO,  NO,      NO,     OWN),
    "suggested":     Row(NO,     OWN, NO,    NO,  NO,  NO,      NO,     NO),
    "kind":          Row(NO,     OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "container":     Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    OWN),
    "number":        Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     NO,     NO),
    "edition":       Row("Edition", OWN, "edition", "ET", "edition", NO, "bookEdition", NO),
    "series":        Row("Series", OWN, "series", "T3", "collection-title", NO, NO, NO),
    "place":         Row("Place", OWN, "address", "CY", "publisher-place", NO, NO, NO),
    "isbn":          Row("ISBN", "ISBN", "isbn", "SN", "ISBN", "citation_isbn", "isbn", NO),
    "issn":          Row("ISSN", "ISSN", "issn", "SN", "ISSN", "citation_issn", "issn", NO),
    "language":      Row("Language", "Language", "language", "LA", "language",
                         "citation_language", "inLanguage", "language"),
    "note":          Row("Note", "Note", "note", "N1", "note", NO, NO, NO),
    "genre":         Row(OWN,    OWN, OWN,   OWN, OWN, NO,      OWN,    NO),
    "issued":        Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "keys":          Row(NO,     NO,  OWN,   NO,  NO,  NO,      NO,     NO),
    "editors":       Row(OWN,    OWN, OWN,   OWN, OWN, OWN,     OWN,    NO),
    "more_authors":  Row(OWN,    OWN, OWN,   OWN, OWN, NO,      NO,     NO),
    "formulas":      Row(NO,     OWN, OWN,   NO,  NO,  NO,      NO,     NO),
    "selected":      Row(NO,     NO,  OWN,   NO,  NO,  NO,      NO,     NO),
    "version":       Row("Version", "Version", "version", "ET", "version", NO, "version", NO),
    "accessed":      Row("Looked up", "Looked up", "urldate", OWN, OWN, NO, NO, NO),
    "queries":       Row(OWN,    OWN, NO,    NO,  NO,  NO,      NO,     NO),
}
# fmt: on


def plain_keys(format_name: str) -> dict[str, str]:
    """The keys of a format's plain texts by field; `format_name` is a column of the crosswalk."""
    rows = {name: getattr(row, format_name) for name, row in CROSSWALK.items()}
    return {name: key for name, key in rows.items() if key not in (OWN, NO)}


def labelled(format_name: str) -> Callable[[Paper], list[tuple[str, str]]]:
    """What gives a paper's plain texts in a format, each behind its key there."""
    keys = plain_keys(format_name)
    labels, texts = list(keys.values()), attrgetter(*keys)

    def of(paper: Paper) -> list[tuple[str, str]]:
        pairs = zip(labels, texts(paper), strict=True)
        return [(label, text) for label, text in pairs if text]

    return of


def _item_of(annotation: Any) -> Any:
    """What lists of a type hold; None where it is no list's."""
    if get_origin(annotation) is not tuple:
        return None
    return get_args(annotation)[0]


_HINTS = get_type_hints(Paper)
_TYPES = {each.name: _HINTS[each.name] for each in fields(Paper)}
# Every field by its shape, in the model's order: by it the data files, record files and the cache
# of records write a field and read it. Records are lists of a dataclass of ours, which is named.
TEXTS = tuple([name for name, annotation in _TYPES.items() if annotation is str])
LISTS = tuple([name for name, annotation in _TYPES.items() if _item_of(annotation) is str])
FLAGS = tuple([name for name, annotation in _TYPES.items() if annotation is bool])
MAPPINGS = tuple([name for name, annotation in _TYPES.items() if get_origin(annotation) is dict])
RECORDS: dict[str, type[Any]] = {
    name: item
    for name, annotation in _TYPES.items()
    if (item := _item_of(annotation)) not in (None, str)
}
if odd := {*_TYPES}.symmetric_difference(CROSSWALK) or {*_TYPES}.difference(
    TEXTS, LISTS, FLAGS, MAPPINGS, RECORDS
):
    raise TypeError(f"give each field a row in the crosswalk and a shape that is known: {odd}")
