"""Identifiers are found wherever and however people write them."""

from __future__ import annotations

import pytest

from pressmark.base.models import validated
from pressmark.library.addresses import doi_address
from pressmark.library.paper import Paper
from pressmark.library.readers.identifiers import (
    addresses_in,
    arxiv_id_in,
    short_doi_address,
    without_latex,
)

SICI = "10.1002/(SICI)1234-5678(199601)3:1<11::AID-X1>3.0.CO;2-6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv:2104.01234v2 [cs.LG]", "2104.01234"),
        ("arXiv preprint arXiv:2104.01234", "2104.01234"),
        ("https://arxiv.org/pdf/2104.01234v1.pdf", "2104.01234"),
        ("10.48550/ARXIV.2104.01234", "2104.01234"),
        ("CoRR abs/2104.01234", "2104.01234"),
        ("arXiv:math.CO/0104123", "math/0104123"),
        ("2104.01234", ""),
        ("bioRxiv 2021.04.01.123456", ""),
        ("", ""),
    ],
)
def test_an_arxiv_id_is_found_in_a_text_that_says_so(text: str, expected: str) -> None:
    assert arxiv_id_in(text) == expected


@pytest.mark.parametrize(
    "text", ["2104.01234", "2104.01234v3", "abs/2104.01234", "arXiv:2104.01234"]
)
def test_a_bare_arxiv_id_is_one_where_it_belongs(text: str) -> None:
    assert arxiv_id_in(text, is_bare=True) == "2104.01234"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.example.org/a", ["https://www.example.org/a"]),
        ("https://example.org/a b", ["https://example.org/a%20b"]),
        ("https://example.org/a, www.example.org/b",
         ["https://example.org/a", "https://www.example.org/b"]),
        (r"\url{https://example.org/a\_b}", ["https://example.org/a_b"]),
        (r"https://example.org/\~{}a", ["https://example.org/~a"]),
        ("the library", []),
        ("https://example.org/a and https://example.org/b",
         ["https://example.org/a", "https://example.org/b"]),
        ("https:/example.org/a", ["https://example.org/a"]),
    ],
)  # fmt: skip
def test_addresses_get_what_they_lack(text: str, expected: list[str]) -> None:
    assert addresses_in(without_latex(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["10.1234/ab", "doi:10.1234/ab", "DOI: 10.1234/ab", "doi 10.1234/ab", "doi.org/10.1234/ab",
     "http://dx.doi.org/10.1234/ab", "https://www.doi.org/10.1234/ab", "10.1234/ab."],
)  # fmt: skip
def test_a_doi_is_one_however_it_is_written(text: str) -> None:
    assert validated(Paper, {"id": "a", "title": "A", "doi": text}).doi == "10.1234/ab"


def test_a_doi_of_brackets_is_one_and_its_address_is_encoded() -> None:
    assert validated(Paper, {"id": "a", "title": "A", "doi": SICI}).doi == SICI
    assert doi_address(SICI).endswith("3:1%3C11::AID-X1%3E3.0.CO;2-6")
    assert doi_address("10.1234/a_(b)") == "https://doi.org/10.1234/a_(b)"


def test_a_shortened_doi_is_an_address() -> None:
    assert short_doi_address("doi:10/abc1") == "https://doi.org/10/abc1"
    assert short_doi_address("10.1234/abc") == ""
