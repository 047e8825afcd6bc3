"""Two papers of one title are one work, or two, by what each says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from pressmark.base.models import validated
from pressmark.library.identity import is_one_work
from pressmark.library.paper import Paper

ARTICLE = {"kind": "article-journal", "container": "Tides", "date": "2010"}
BOOK = {"kind": "book", "publisher": "Harbour Press", "date": "1959"}
PREPRINT = {"arxiv": "2103.00001", "date": "2009"}


def paper(**facts: Any) -> Paper:
    values = {"id": "x", "title": "The Lamp Families Database", "authors": ["Ada Quill"]}
    return validated(Paper, values | facts)


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        pytest.param(ARTICLE, {"date": "2012"}, id="year"),
        pytest.param(ARTICLE | {"volume": "38"}, {"volume": "36"}, id="volume"),
        pytest.param(BOOK | {"volume": "Bd. 1"}, {"volume": "Bd. 2"}, id="volume of a book"),
        pytest.param(BOOK | {"volume": "II"}, {"volume": "III"}, id="Roman volume"),
        pytest.param(ARTICLE | {"issue": "Nr. 5"}, {"issue": "Nr. 3"}, id="issue"),
        pytest.param(ARTICLE | {"pages": "211-222"}, {"pages": "281-288"}, id="pages"),
        pytest.param(ARTICLE | {"doi": "10.1234/a"}, {"doi": "10.1234/b"}, id="DOI"),
        pytest.param(ARTICLE, {"kind": "paper-conference"}, id="kind"),
        pytest.param(PREPRINT, {"arxiv": "2104.00002"}, id="arXiv id"),
        pytest.param(ARTICLE, {"authors": ["Dan Keel"]}, id="first author"),
        pytest.param(ARTICLE | {"authors": []}, {"date": "2011"}, id="year, without authors"),
    ],
)
def test_works_of_one_title_are_told_apart_by(facts: Any, others: Any) -> None:
    assert is_one_work(paper(**facts), paper(**facts))
    assert not is_one_work(paper(**facts), paper(**facts | others))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(PREPRINT, id="a preprint at arXiv"),
        pytest.param({"kind": "manuscript", "date": "2009"}, id="a manuscript"),
        pytest.param(
            {"kind": "article-journal", "container": "bioRxiv", "doi": "10.1101/1", "date": "2009"},
            id="a preprint in a journal's place",
        ),
        pytest.param({"kind": "webpage", "doi": "10.48550/arXiv.1", "date": "2009"}, id="by DOI"),
        pytest.param(ARTICLE | {"volume": "vol. 3"}, id="a volume written otherwise"),
    ],
)
def test_an_earlier_version_and_its_publication_are_one_work(facts: Any) -> None:
    published = paper(**ARTICLE, doi="10.1234/a", volume="3")
    assert is_one_work(paper(**facts), published)
    assert is_one_work(published, paper(**facts))


LOPEZ = {"family": "García López", "given": "Ana"}
MEER = {"family": "Meer", "particle": "van der", "given": "Jan"}


@pytest.mark.parametrize(
    ("author", "namesake", "is_one"),
    [
        pytest.param("Ada Quill", "A. Quill", True, id="initials"),
        pytest.param(LOPEZ, "Ana García López", True, id="parts and a text"),
        pytest.param(LOPEZ, LOPEZ | {"given": "A."}, True, id="parts"),
        pytest.param(MEER, "Jan van der Meer", True, id="particle"),
        pytest.param(LOPEZ, {"family": "López", "given": "Ana"}, False, id="families in parts"),
        pytest.param(LOPEZ, "Ana López", False, id="half of a family name"),
    ],
)
def test_first_authors_are_compared_by_the_parts_of_their_names(
    author: Any, namesake: Any, is_one: bool
) -> None:
    papers = paper(authors=[author]), paper(authors=[namesake])
    assert is_one_work(*papers) == is_one_work(*reversed(papers)) == is_one
