"""A paper and what it is filed under in; what a bibliography says of it out, whatever the format.

Every citation format and every scholar's tool reads the same facts from here, so that none of them
can say something else than another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.names import name_parts
from pressmark.library.addresses import doi_address
from pressmark.library.paper import Row, plain_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.paper import Author, Paper
    from pressmark.library.terms import Edition

# Fields that a format of citations writes as plain text.
_FURTHER = tuple(
    dict.fromkeys(
        name
        for format_name in Row._fields
        if format_name not in ("markdown", "page")
        for name in plain_keys(format_name)
    )
)
# Authors that are no persons: their last word says so.
_GROUPS = tuple(
    """collaboration consortium contributors foundation group initiative team university""".split()
)
_GROUP = re.compile(rf"(?i:\b(?:{'|'.join(_GROUPS)}))$")


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
        """As it is written, given name first: `Jan van der Berg Jr.`"""
        given, particle, family, suffix, _ = self
        if given and not particle and not suffix:  # most people, without the detours
            return f"{given} {family}"
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

    `kind` is "conference", "journal", "thesis", "preprint" (at arXiv only) or "other". `container`
    is the full name of the proceedings or the journal, `short_container` its usual short name
    (`EMNLP`), and `track` the part of a conference that the paper is in (`Findings`). `date` is
    EDTF level 0: when the paper first appeared; `year` is that of publication, by the venue's
    edition where it names one. `pdf` and `url` are where the paper is read (publisher, DOI or
    arXiv), and may be empty. `keywords` are the labels of its tags, `summary` is this library's own
    sentence on it and never the paper's abstract, `abstract` the paper's own, where the curator
    has it. `further` are texts that formats write under a plain key, by the field of the paper.
    `has_more_names` says that the names go on ("and others").
    """

    id: str
    kind: str
    title: str
    names: tuple[Name, ...]
    has_more_names: bool
    date: str
    year: str
    container: str
    short_container: str
    track: str
    publisher: str
    volume: str
    issue: str
    pages: str
    doi: str
    arxiv: str
    url: str
    pdf: str
    keywords: tuple[str, ...]
    summary: str
    abstract: str
    further: tuple[tuple[str, str], ...]

    def under(self, keys: Mapping[str, str]) -> list[tuple[str, str]]:
        """The further texts that a format has keys for, each behind its key."""
        return [(keys[name], text) for name, text in self.further if name in keys]

    @property
    def issued(self) -> str:
        """When it was published, EDTF level 0; empty where nothing is known.

        A paper that was a preprint before has its year only: the date is the preprint's.
        """
        was_preprint = self.arxiv and self.kind != "preprint"
        return self.year if was_preprint or self.date[:4] != self.year else self.date

    @property
    def volume_title(self) -> str:
        """The title of the proceedings with short name and track, or of the journal."""
        title, short = self.container, self.short_container
        if self.kind == "conference" and short.casefold() not in title.casefold():
            title = f"{title} ({short})"
        return f"{title}, {self.track}" if self.track and self.kind == "conference" else title

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
    url, pdf = _places(paper)
    return Reference(
        id=paper.id,
        kind=series.kind if series else "preprint" if paper.arxiv else "other",
        title=paper.title,
        names=tuple([_name(author) for author in paper.authors]),
        has_more_names=paper.more_authors,
        date=paper.date,
        year=(edition.year if edition else "") or paper.year,
        container=(series.name or series.label) if series else "",
        short_container=series.label if series else "",
        track=edition.track if edition else "",
        publisher=paper.publisher,
        volume=paper.volume,
        issue=paper.issue,
        pages=paper.pages,
        doi=paper.doi,
        arxiv=paper.arxiv,
        url=url,
        pdf=pdf,
        keywords=keywords,
        summary=paper.tldr,
        abstract=abstract,
        further=tuple([(name, text) for name in _FURTHER if (text := getattr(paper, name))]),
    )


def _name(author: Author) -> Name:
    name, orcid = author.name, author.orcid
    if author.is_parted:
        return _parted(author)
    given, particle, family, suffix = name_parts(name)
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
    if not pdf and paper.url.endswith(".pdf"):
        pdf = paper.url
    if not pdf and paper.arxiv:
        pdf = f"https://arxiv.org/pdf/{paper.arxiv}"
    if paper.url:
        return paper.url, pdf
    if paper.doi:
        return doi_address(paper.doi), pdf
    return f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else pdf, pdf
