"""A record's values are checked and brought into one form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from pressmark.base.models import InvalidValuesError, validated
from pressmark.library.paper import Paper
from pressmark.library.paper_schema import front_matter_schema


def paper(**fields: Any) -> Paper:
    return validated(Paper, {"id": "quill2021lamps", "title": "Lamps"} | fields)


@pytest.mark.parametrize(
    ("field", "written", "held"),
    [
        ("title", "  Lamps \n of\tthe\u2028port ", "Lamps of the port"),
        ("title", "Cafe\u0301\x07", "Café"),
        ("arxiv", "https://arxiv.org/abs/2407.01234", "2407.01234"),
        ("arxiv", "arXiv:2407.01234", "2407.01234"),
        ("arxiv", "math.GT/0309136", "math.GT/0309136"),
        ("doi", "https://doi.org/10.1234/ab(c)", "10.1234/ab(c)"),
        ("doi", "doi:10.1234/abc", "10.1234/abc"),
        ("doi", "10.1234/a\x00b\ud800c", "10.1234/abc"),
        ("date", "2024-02-29", "2024-02-29"),
        ("problem", "\r\nOne.\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
    ],
)
def test_a_value_is_brought_into_its_plain_form(field: str, written: str, held: str) -> None:
    assert getattr(paper(**{field: written}), field) == held


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("id", "Quill 2021"),
        ("id", "index"),
        ("title", " \x00 "),
        ("date", "2023-02-29"),
        ("date", "2024-7-4"),
        ("date", "July 2024"),
        ("arxiv", "2407.01234v2"),
        ("arxiv", "2407.01234\n"),
        ("doi", "10.1234"),
        ("doi", "10.1234/a b"),
        ("date", "\u0662\u0660\u0662\u0664"),
        ("arxiv", "\u0662407.01234"),
        ("url", "javascript:alert(1)"),
        ("url", "data:text/html,hello"),
        ("url", "https://"),
        ("url", "https://example.org/a b"),
        ("url", 'https://example.org/"onclick="'),
        ("url", "https://example.org:port/"),
        ("links", {"code": "ftp://example.org/"}),
        ("links", {"The Code": "https://example.org/"}),
        ("type", "novel"),
        ("status", "lost"),
        ("tags", ["night", "night"]),
        ("authors", [{"name": "Ada Quill", "orcid": "1825"}]),
        ("suggested", ["title"]),
        ("problem", "One.\n\n## Approach\n\nTwo."),
        ("printer", "Harbour Press"),
        ("added", "2026-03"),
        ("kind", "article-jurnal"),
        ("issued", "spring 2021"),
        ("issued", "2021-02-30"),
        ("issued", "2021-25"),
        ("issued", "/"),
        ("issued", "../"),
        ("issued", "2021/2022/2023"),
        ("keys", ["quill:lamps", "quill:lamps"]),
    ],
)
def test_a_value_that_is_not_what_it_should_be_is_refused(field: str, written: object) -> None:
    with pytest.raises(InvalidValuesError):
        paper(**{field: written})


@pytest.mark.parametrize(
    "issued",
    ["2021", "2021-05-04", "2021?", "2021-05~", "2021%", "2021-21", "2021-24?",
     "2019/2021", "2019-21/2021-05-04", "2019~/..", "/2021"],
)  # fmt: skip
def test_when_a_work_was_published_is_kept_as_it_is_given(issued: str) -> None:
    assert paper(issued=issued).issued == issued


def test_an_author_may_be_a_bare_name_or_a_mapping() -> None:
    bare, mapping = paper(authors=["Ada Quill", {"name": "Ada Quill"}]).authors
    assert bare == mapping


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ({"family": "Oar Reed", "given": "Ben"}, "Ben Oar Reed"),
        (
            {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
            "Jan van der Berg Jr.",
        ),
        ({"literal": "European Commission"}, "European Commission"),
        ({"given": "Aakanksha"}, "Aakanksha"),
        ({"name": "Mast Eve", "family": "Mast", "given": "Eve"}, "Mast Eve"),
    ],
)
@pytest.mark.parametrize("field", ["authors", "editors"])
def test_a_name_in_parts_is_kept_in_parts(written: dict[str, str], name: str, field: str) -> None:
    (person,) = getattr(paper(**{field: [written]}), field)
    assert person.name == name
    assert {key: value for key, value in asdict(person).items() if value} == {
        **written,
        "name": name,
    }


@pytest.mark.parametrize("written", [{}, {"orcid": "0000-0002-1825-009X"}, {"family": ""}])
def test_an_author_without_a_name_is_refused(written: dict[str, str]) -> None:
    with pytest.raises(InvalidValuesError):
        paper(authors=[written])


def test_a_record_that_a_program_filled_in_is_a_draft() -> None:
    assert paper(suggested=["tags"]).is_draft
    assert not paper().is_draft


def test_the_year_is_the_first_part_of_the_date() -> None:
    assert paper(date="2024-07").year == "2024"


def test_the_schema_describes_front_matter_and_leaves_out_id_and_digest() -> None:
    known = set(front_matter_schema()["properties"])
    assert {"title", "authors", "tags", "suggested"} <= known
    assert not known & {"id", "problem", "approach", "finding"}


def test_the_schema_lets_an_author_be_a_bare_name() -> None:
    items = front_matter_schema()["properties"]["authors"]["items"]
    assert {"type": "string"} in items["anyOf"]


def test_the_schema_asks_for_facts_unless_they_are_suggested() -> None:
    suggested, curated = front_matter_schema()["anyOf"]
    assert suggested == {"required": ["suggested"]}
    assert "tldr" in curated["required"]
