"""Two papers in; whether they are one work out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.names import family_name, normal_title, slug

if TYPE_CHECKING:
    from pressmark.library.paper import Paper


def is_one_work(paper: Paper, other: Paper) -> bool:
    """Whether two papers of one title are one work, as a preprint and its publication are.

    First authors of different families tell them apart, and so do two venues in different years:
    one author writes many an editorial. Where the authors of either are unknown, a different year
    or venue is enough.
    """
    if paper.authors and other.authors:
        published_twice = bool(paper.venue and other.venue) and _differ(paper.year, other.year)
        return _first_family(paper) == _first_family(other) and not published_twice
    return not (_differ(paper.year, other.year) or _differ(paper.venue, other.venue))


def may_be_one_work(paper: Paper, other: Paper) -> bool:
    """Whether two papers of one title should be merged or told apart by a curator: where they are
    one work, and where both records are whole and not of two venues."""
    if paper.is_draft or other.is_draft:
        return is_one_work(paper, other)
    return is_one_work(paper, other) or not _differ(paper.venue, other.venue)


def have_one_doi(paper: Paper, other: Paper) -> bool:
    """Whether two papers have one DOI and are one work; chapters may name the DOI of their book,
    but then have other titles and authors."""
    if not paper.doi or paper.doi.lower() != other.doi.lower():
        return False
    if not (paper.authors and other.authors) or _first_family(paper) == _first_family(other):
        return True
    return normal_title(paper.title) == normal_title(other.title)


def have_one_arxiv_id(paper: Paper, other: Paper) -> bool:
    """Whether two papers have one arXiv id and do not contradict each other about the authors."""
    if not paper.arxiv or paper.arxiv != other.arxiv:
        return False
    unknown = not (paper.authors and other.authors)
    return unknown or _first_family(paper) == _first_family(other)


def _first_family(paper: Paper) -> str:
    return slug(family_name(paper.authors[0].name))


def _differ(value: str, other: str) -> bool:
    """Whether both are known, and not the same."""
    return bool(value and other) and value != other
