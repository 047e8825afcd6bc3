"""Licences are known however people spell them."""

from __future__ import annotations

import json

import pytest

from pressmark.base.licenses import _OTHERS, license_of
from tests.conftest import REPOSITORY

CC = "https://creativecommons.org"
BY = ("CC-BY-4.0", f"{CC}/licenses/by/4.0/", "CC BY 4.0")
BY_NC_SA = ("CC-BY-NC-SA-4.0", f"{CC}/licenses/by-nc-sa/4.0/", "CC BY-NC-SA 4.0")
ZERO = ("CC0-1.0", f"{CC}/publicdomain/zero/1.0/", "CC0 1.0")
MARK = ("", f"{CC}/publicdomain/mark/1.0/", "Public Domain Mark 1.0")
SPELLINGS = {
    BY: (
        "CC BY 4.0",
        "CC-BY-4.0",
        "cc by 4.0",
        "CC_BY_4.0",
        "CC-BY",
        "CCBY 4.0",
        "Creative Commons Attribution 4.0 International License",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by/4.0/legalcode.de",
        "http://creativecommons.org/licenses/by/4.0",
        "https://creativecommons.org/licenses/by/",
    ),
    BY_NC_SA: (
        "cc by-nc-sa 4.0",
        "CC BY-SA-NC 4.0",
        "CC BY-SA-NC",
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
        "Creative Commons Attribution-Non-Commercial-Share-Alike 4.0",
        "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.en",
    ),
    ("CC-BY-ND-2.5", f"{CC}/licenses/by-nd/2.5/", "CC BY-ND 2.5"): (
        "CC BY-ND 2.5",
        "Creative Commons Attribution-NoDerivs 2.5",
    ),
    ("CC-BY-NC-ND-1.0", f"{CC}/licenses/by-nd-nc/1.0/", "CC BY-NC-ND 1.0"): (
        "CC BY-NC-ND 1.0",
        "https://creativecommons.org/licenses/by-nd-nc/1.0/",
    ),
    ZERO: (
        "CC0",
        "cc0 1.0",
        "CC0-1.0",
        "CC Zero",
        "Creative Commons Zero v1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    MARK: (
        "Public Domain Mark",
        "CC Public Domain Mark 1.0",
        "https://creativecommons.org/publicdomain/mark/1.0/",
    ),
}


@pytest.mark.parametrize(
    ("text", "license_"),
    [(text, license_) for license_, texts in SPELLINGS.items() for text in texts],
)
def test_a_creative_commons_licence_is_known_by_every_usual_spelling(
    text: str, license_: tuple[str, str, str]
) -> None:
    assert license_of(text) == license_


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("MIT", "MIT"),
        ("The MIT License", "MIT"),
        ("Apache-2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("bsd 3-clause", "BSD-3-Clause"),
        ("ODbL 1.0", "ODbL-1.0"),
    ],
)
def test_other_licences_keep_the_name_that_they_were_given(text: str, identifier: str) -> None:
    assert license_of(text) == (identifier, f"https://spdx.org/licenses/{identifier}.html", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "All rights reserved",
        "CC BY-SA-ND 4.0",
        "CC BY-NC-NC 4.0",
        "CC BY 5.0",
        "CC SA 4.0",
        "CC BY 4.0 and MIT",
        "Public domain",
        "Apache",
    ],
)
def test_what_names_no_licence_is_a_name_only(text: str) -> None:
    assert license_of(text) == ("", "", text)


@pytest.mark.parametrize(
    "text",
    ["https://lamps.example/terms", "https://creativecommons.org/licenses/by/3.0/us/"],
)
def test_an_address_of_other_terms_stays_as_it_is(text: str) -> None:
    assert license_of(text) == ("", text, text)


def test_every_identifier_is_one_of_the_citation_file_format() -> None:
    schema = json.loads((REPOSITORY / "tests/data/schemas/cff-1.2.0.schema.json").read_bytes())
    names = schema["definitions"]["license-enum"]["enum"]
    ours = {license_of(text).id for texts in SPELLINGS.values() for text in texts}
    assert {*ours, *_OTHERS} - {""} <= set(names)
