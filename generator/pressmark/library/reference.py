"""A paper and what it is filed under in; what a bibliography says of it out, whatever the format.

Every citation format and every scholar's tool reads the same facts from here, so that none of them
can say something else than another.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.math.signs import may_hold_math
from pressmark.base.math.texts import plain
from pressmark.base.names import name_parts
from pressmark.base.patterns import compiled_later
from pressmark.library.addresses import doi_address
from pressmark.library.crowds import NAMED, left_out
from pressmark.library.paper import Row, plain_keys
from pressmark.library.values import is_file, plain_date
from pressmark.library.venues.series_index import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.paper import Author, Paper
    from pressmark.library.terms import Edition, Series

# Fields that a format of citations writes as plain text.
_FURTHER = tuple(
    dict.fromkeys(
        name
        for format_name in Row._fields
        if format_name not in ("markdown", "page")
        for name in plain_keys(format_name)
    )
)
_further = attrgetter(*_FURTHER)
# How works of CSL's item types are cited; others are "other".
_KINDS = {
    **dict.fromkeys(
        """article-journal article-magazine article-newspaper review review-book""".split(),
        "journal",
    ),
    "paper-conference": "conference",
    **dict.fromkeys("chapter entry entry-dictionary entry-encyclopedia".split(), "chapter"),
    **dict.fromkeys("book classic collection periodical".split(), "book"),
    **dict.fromkeys("report standard".split(), "report"),
    "thesis": "thesis",
    "dataset": "dataset",
    "software": "software",
    **dict.fromkeys("webpage post post-weblog".split(), "webpage"),
}
# What a work is in CSL's words, where its record does not say so.
_TYPES = {
    "conference": "paper-conference",
    "journal": "article-journal",
    "thesis": "thesis",
    "preprint": "article",
    "other": "document",
}
# What BibTeX's users call English besides (babel's names).
_ENGLISH = frozenset("american australian british canadian newzealand ukenglish usenglish".split())
# Names in the scripts from here on have the family name first, as they are written.
_EAST_ASIAN = "\u3005"
# Authors that are no persons: their last word says so.
_GROUPS = tuple(
    """collaboration consortium contributors foundation group initiative team university""".split()
)
_GROUP = compiled_later(rf"(?i:\b(?:{'|'.join(_GROUPS)}))$")


class Name(NamedTuple):
    """A person's name in its parts, as CSL and BibTeX part it; absent ones are empty.

    `particle` is what comes before the family name (van der), `suffix` what follows it (Jr.).
    Someone of one name only has that as `family`, and so has a group.
    """

    given: str
    particle: str
    family: str
    suffix: str
    orcid: str

    @property
    def surname(self) -> str:
        """The family name with its particle: `van der Berg`"""
        return f"{self.particle} {self.family}" if self.particle else self.family

    @property
    def whole(self) -> str:
        """As it is written, given name first: `Jan van der Berg Jr.`, but `王 明`"""
        given, particle, family, suffix, _ = self
        if given and not particle and not suffix:  # most people, without the detours
            return f"{given} {family}" if family < _EAST_ASIAN else f"{family} {given}"
        text = f"{given} {self.surname}" if given else self.surname
        return f"{text} {suffix}" if suffix else text

    @property
    def inverted(self) -> str:
        """Family name first: `van der Berg, Jan, Jr.`"""
        given, particle, family, suffix, _ = self
        if given and not particle and not suffix:  # most people, without the detours
            return f"{family}, {given}"
        text = f"{self.surname}, {given}" if given else self.surname
        return f"{text}, {suffix}" if suffix else text


class Reference(NamedTuple):
    """A paper as it is cited.

    `keys` are the citation keys that its sources use; `type` is its item type in CSL. `kind` is
    how works of such types are cited: as "conference", "journal", "chapter", "book", "report",
    "thesis", "dataset", "software", "webpage", "preprint" (at arXiv only) or "other";
    `is_kind_given` where the record says it. `title` is the one that
    the work was published under, `listed_title` the one on this site. `container` is the full
    name of the proceedings, the journal or the book, `short_container` its usual short name
    (`EMNLP`), and `track` the part of a conference that the paper is in (`Findings`). `date` is
    EDTF level 0: when the paper first appeared; `edtf` is when it was published, as the record
    gives it, and may be empty; `year` is that of publication, by the venue's edition where it
    names one and the record does not give its own. `pdf` and `url` are where the paper is read
    (publisher, DOI or arXiv), and may be empty. `keywords` are the labels of its tags, `summary` is
    this library's own sentence on it and never the paper's abstract, `abstract` the paper's own,
    where the curator has it. `further` are texts that formats write under a plain key, by the field
    of the paper, and `links` the addresses of the record by their labels. `names_short` says
    whether the title of a volume has the short name beside it: a title that a source gives has it
    where the library itself names the series.
    Texts are plain; `latex_title` is the title as its record has it where there is math in it.
    `has_more_names` says that the names go on ("and others"), and `left_out` how many of them are
    known and not among `names`; `status` that the paper was "withdrawn" or "retracted".
    """

    id: str
    keys: tuple[str, ...]
    kind: str
    type: str
    is_kind_given: bool
    title: str
    listed_title: str
    names: tuple[Name, ...]
    has_more_names: bool
    status: str
    editors: tuple[Name, ...]
    date: str
    edtf: str
    year: str
    container: str
    short_container: str
    track: str
    publisher: str
    volume: str
    issue: str
    number: str
    pages: str
    genre: str
    edition: str
    series: str
    place: str
    language: str
    formulas: tuple[str, ...]
    doi: str
    arxiv: str
    url: str
    pdf: str
    keywords: tuple[str, ...]
    summary: str
    abstract: str
    further: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    left_out: int = 0
    names_short: bool = True
    is_selected: bool = False
    latex_title: str = ""

    @property
    def abridged(self) -> Reference:
        """The same as lists have it: a crowded paper with the first of its people only."""
        count = left_out(len(self.names))
        if not count:
            return self
        return self._replace(names=self.names[:NAMED], has_more_names=True, left_out=count)

    def under(self, keys: Mapping[str, str]) -> list[tuple[str, str]]:
        """The further texts that a format has keys for, each behind its key."""
        if not self.further:  # most papers, at once
            return []
        return [(keys[name], text) for name, text in self.further if name in keys]

    @property
    def looked_up(self) -> str:
        """The day on which a work on the web was looked up, EDTF level 0, or empty."""
        return dict(self.further).get("accessed", "") if self.further else ""

    @property
    def issued(self) -> str:
        """When it was published, EDTF level 0; empty where nothing is known.

        A paper that was a preprint before has its year only: the date is the preprint's.
        """
        if self.edtf:
            return plain_date(self.edtf)
        was_preprint = self.arxiv and self.kind != "preprint"
        return self.year if was_preprint or self.date[:4] != self.year else self.date

    @property
    def publication_date(self) -> str:
        """The date if it is of the year of publication, else when it was published, as far as that
        is known."""
        if self.edtf:
            return plain_date(self.edtf)
        return self.date if self.date.startswith(self.year) else self.year

    @property
    def is_english(self) -> bool:
        """Whether it is written in English, as a work is whose language its record does not say."""
        language = self.language.lower()
        return not language or language.startswith("en") or language in _ENGLISH

    @property
    def volume_title(self) -> str:
        """The title of the proceedings with short name and track, or of the journal."""
        title, short = self.container, self.short_container
        if self.kind != "conference":
            return title
        if self.names_short and short.casefold() not in title.casefold():
            title = f"{title} ({short})"
        return f"{title}, {self.track}" if self.track else title

    @property
    def short_name(self) -> str:
        """The short name that stands beside the full one of what a work is in; empty where its
        record does not say what it is, or has no other name."""
        short = self.short_container if self.is_kind_given else ""
        return "" if short == self.container else short

    @property
    def is_in_series(self) -> bool:
        """Whether its number is its place in a series."""
        return bool(self.series) and self.kind in ("book", "chapter", "conference")

    @property
    def first_and_last_page(self) -> tuple[str, str]:
        """The ends of its pages; of several ranges, all of them and nothing."""
        first, _, last = self.pages.partition("-")
        return (self.pages, "") if "-" in last or "," in self.pages else (first, last)

    @property
    def school(self) -> str:
        """Where a thesis was handed in; empty where that is not known."""
        return self.publisher or self.track if self.kind == "thesis" else ""


def reference(
    paper: Paper, edition: Edition | None, keywords: tuple[str, ...], abstract: str
) -> Reference:
    """A paper as it is cited. `edition` is where it appeared, where that is known, `keywords` are
    the labels of its tags, and `abstract` its own, or empty."""
    series = edition.series if edition else None
    kind, short = _kind(paper, series), series.label if series else ""
    year = (edition.year if edition else "") or paper.year
    # A venue's name may hold a year that is not the work's.
    if paper.kind or paper.issued or paper.keys:
        year = plain_date(paper.issued)[:4] or paper.year or year
    if paper.container and series and not series.name and " " in short and kind != "thesis":
        short = ""  # the shelf's whole name is no short one
    is_retitled = bool(paper.later_title and edition)
    further = _further_facts(paper, is_retitled=is_retitled)
    url, pdf = _places(paper)
    title = paper.later_title if is_retitled else paper.title
    return Reference(
        id=paper.id,
        keys=paper.keys,
        kind=kind,
        type=paper.kind or _TYPES[kind],
        is_kind_given=bool(paper.kind),
        title=plain(title),
        listed_title=paper.plain_title,
        names=tuple([_name(author) for author in paper.authors]),
        has_more_names=paper.more_authors,
        status=paper.status,
        editors=tuple([_name(editor) for editor in paper.editors]),
        date=paper.date,
        edtf=paper.issued,
        year=year,
        container=paper.container or ((series.name or series.label) if series else ""),
        short_container=short,
        track=_track(edition, paper.container) if edition else "",
        publisher=paper.publisher,
        volume=paper.volume,
        issue=paper.issue,
        number=paper.number,
        pages=paper.pages,
        genre=paper.genre or (short if kind == "thesis" else ""),
        edition=paper.edition,
        series=paper.series,
        place=paper.place,
        language=paper.language,
        is_selected=paper.selected,
        formulas=() if is_retitled else paper.formulas,
        doi=paper.doi,
        arxiv=paper.arxiv,
        url=url,
        pdf=pdf,
        keywords=keywords,
        summary=paper.plain_tldr,
        abstract=plain(abstract),
        further=tuple([(name, text) for name, text in further.items() if text]),
        links=tuple(paper.links.items()),
        names_short=not (paper.container and edition and not edition.is_own),
        latex_title=_with_math(title),
    )


def _kind(paper: Paper, series: Series | None) -> str:
    """The kind of work that a paper is, which appeared in that series or in none."""
    kind = series.kind if series else ""
    if paper.kind:
        kind = _KINDS.get(paper.kind, "other")
        if paper.kind == "article" and paper.arxiv:
            kind = "preprint"
    elif paper.keys and series and not series.name:
        kind = ""  # a source that names no kind says no more than where the work is
    return kind or ("preprint" if paper.arxiv else "other")


def _further_facts(paper: Paper, *, is_retitled: bool) -> dict[str, str]:
    """Facts that few papers have, and notes of an earlier title and of what became of a paper."""
    texts = _further(paper)
    further = dict(zip(_FURTHER, texts, strict=True)) if any(texts) else {}  # most have none
    if is_retitled:
        earlier = f"Earlier title: {paper.plain_title}"
        further["note"] = f"{paper.note}; {earlier}" if paper.note else earlier
    if paper.status:
        remark = f"This paper was {paper.status}"
        note = further.get("note")
        further["note"] = f"{remark}; {note}" if note else remark
    return further


def _with_math(title: str) -> str:
    """A title that has formulas; empty for most."""
    if not may_hold_math(title):
        return ""
    from pressmark.base.math.delimiters import holds_math

    return title if holds_math(title) else ""


def _track(edition: Edition, container: str) -> str:
    """The track of an edition, unless the full title of what the paper is in says it already."""
    track = edition.track
    is_said = container and set(words_of(track)).issubset(words_of(container))
    return "" if is_said and edition.series.kind != "thesis" else track


def _name(author: Author) -> Name:
    name, orcid = author.name, author.orcid
    if author.family or author.given or author.literal:
        return _parted(author)
    given, particle, family, suffix = name_parts(name)
    if given >= _EAST_ASIAN and not particle and not suffix:
        given, family = family, given
    if not family or (name.lower().endswith(_GROUPS) and _GROUP.search(name)):
        return Name("", "", name, "", orcid)
    return Name(given, particle, family, suffix, orcid)


def _parted(author: Author) -> Name:
    """A name by the parts that it is written in."""
    if author.literal:
        return Name("", "", author.literal, "", author.orcid)
    if not author.family:
        return Name("", author.particle, author.given, author.suffix, author.orcid)
    return Name(author.given, author.particle, author.family, author.suffix, author.orcid)


def _places(paper: Paper) -> tuple[str, str]:
    """Where the paper is read, and where its PDF is; either may be empty."""
    pdf = paper.links.get("pdf", "")
    if is_file(pdf):
        pdf = ""  # its address is known to the site alone
    if not pdf and paper.url.endswith(".pdf"):
        pdf = paper.url
    if not pdf and paper.arxiv:
        pdf = f"https://arxiv.org/pdf/{paper.arxiv}"
    if paper.url:
        return paper.url, pdf
    if paper.doi:
        return doi_address(paper.doi), pdf
    return f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else pdf, pdf
