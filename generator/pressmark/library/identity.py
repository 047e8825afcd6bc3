"""Two papers in; whether they are one work out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.names import normal_title, slug

if TYPE_CHECKING:
    from pressmark.library.paper import Paper


# Kinds that a work may have before it is published, and where it may be until then.
_UNPUBLISHED = ("", "article", "manuscript")
_PREPRINT_SERVERS = re.compile(
    r"(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|psyarxiv|socarxiv|engrxiv|techrxiv|ssrn|"
    r"research square|preprints|osf preprints)\b",
    re.IGNORECASE,
)
_PREPRINT_DOI = re.compile(r"10\.(?:48550|1101|2139|21203|20944|26434|31234|31219)/")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|\b[ivxlcdm]+\b", re.IGNORECASE)


def is_one_work(paper: Paper, other: Paper) -> bool:
    """Whether two papers of one title are one work, as a preprint and its publication are.

    First authors of different families tell them apart, and so do two arXiv ids. So does what two
    published works differ in: DOI, kind, year, volume, issue or first page, as one author writes
    many an editorial. Where the authors of either are unknown, a different year or venue is enough.
    """
    if _differ(paper.arxiv, other.arxiv) or _are_published_apart(paper, other):
        return False
    if paper.authors and other.authors:
        return _have_one_first_author(paper, other)
    return not (_differ(paper.year, other.year) or _differ(paper.venue, other.venue))


def may_be_corrected(paper: Paper, other: Paper) -> bool:
    """Whether a source that gives two papers one citation key, the second one later, may have
    corrected what it says of one work: most words of the titles are the same, or author and year
    are."""
    words, other_words = ({*_WORD.findall(each.title.casefold())} for each in (paper, other))
    if 2 * len(words & other_words) >= max(len(words), len(other_words)):
        return True
    if _differ(paper.year, other.year) or _differ(paper.doi, other.doi):
        return False
    are_signed = bool(paper.authors and other.authors)
    return are_signed and _have_one_first_author(paper, other)


def have_one_doi(paper: Paper, other: Paper) -> bool:
    """Whether two papers have one DOI and are one work; chapters may name the DOI of their book,
    but then have other titles and authors."""
    if not paper.doi or paper.doi.lower() != other.doi.lower():
        return False
    if not (paper.authors and other.authors) or _have_one_first_author(paper, other):
        return True
    return normal_title(paper.title) == normal_title(other.title)


def have_one_arxiv_id(paper: Paper, other: Paper) -> bool:
    """Whether two papers have one arXiv id and do not contradict each other about the authors."""
    if not paper.arxiv or paper.arxiv != other.arxiv:
        return False
    unknown = not (paper.authors and other.authors)
    return unknown or _have_one_first_author(paper, other)


def _are_published_apart(paper: Paper, other: Paper) -> bool:
    """Whether two papers are published, and not as one and the same."""
    if precedes_publication(paper) or precedes_publication(other):
        return False
    return (
        _differ(paper.doi.lower(), other.doi.lower())
        or _differ(paper.kind, other.kind)
        or _differ(paper.year, other.year)
        or _differ(numbers_in(paper.volume), numbers_in(other.volume))
        or _differ(numbers_in(paper.issue), numbers_in(other.issue))
        or _differ(paper.pages.partition("-")[0].lower(), other.pages.partition("-")[0].lower())
    )


def precedes_publication(paper: Paper) -> bool:
    """Whether this may be an earlier version of a published work: a preprint or a manuscript."""
    container = paper.container or paper.venue
    if container:
        return bool(_PREPRINT_SERVERS.match(container))
    is_preprint = bool(paper.arxiv) or bool(_PREPRINT_DOI.match(paper.doi))
    return is_preprint or paper.kind in _UNPUBLISHED


def numbers_in(text: str) -> str:
    """The numbers of a volume or an issue, however it calls them: `Bd. 2` is `2`"""
    return " ".join(_NUMBER.findall(text)).lower()


def _have_one_first_author(paper: Paper, other: Paper) -> bool:
    """Whether the first authors have one family name, by its parts where a record has them."""
    author, namesake = paper.authors[0], other.authors[0]
    families = slug(author.surname), slug(namesake.surname)
    if families[0] == families[1] or author.is_parted == namesake.is_parted:
        return families[0] == families[1]
    # What reads as the family name of the one in no parts may be the end of it only.
    parted, plain = (author, namesake) if author.is_parted else (namesake, author)
    return f"-{slug(plain.name)}".endswith(f"-{slug(parted.surname)}")


def _differ(value: str, other: str) -> bool:
    """Whether both are known, and not the same."""
    return bool(value and other) and value != other
