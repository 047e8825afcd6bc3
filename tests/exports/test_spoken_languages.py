"""What is written besides pages says which language its texts are in, and their direction."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from pressmark.base.models import validated
from pressmark.exports.citations.styles import formatted
from pressmark.exports.data import oai
from pressmark.exports.embed import embed_page
from pressmark.exports.feeds import atom, jsonfeed
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from tests.hostile import SITE
from tests.languages import GERMAN, HEBREW, PERSIAN
from tests.written import written

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Titles, what a record calls their language, and what is said of it.
TITLED: list[tuple[dict[str, Any], str | None]] = [
    (HEBREW, "he"),
    (PERSIAN, "fa"),
    (GERMAN, "de"),
    ({**GERMAN, "language": "English", "title": "Counting Lamps"}, None),
    ({**GERMAN, "language": "", "title": "Counting Lamps"}, None),
]


def library_of(values: dict[str, Any]) -> tuple[Paper, Library]:
    given = {**values, "id": "one", "theme": "", "tags": (), "suggested": ("theme", "tags")}
    paper = validated(
        Paper,
        {name: list(v) if isinstance(v, tuple) else v for name, v in given.items() if v},
    )
    return paper, Library({"one": paper}, {}, {})


@pytest.mark.parametrize(("values", "language"), TITLED)
def test_feeds_and_harvested_records_say_the_language_of_a_title(
    values: dict[str, Any], language: str | None
) -> None:
    paper, library = library_of(values)
    cited = library.reference(paper)

    entry = etree.fromstring(atom.entry(paper, cited, library, SITE))
    title = entry.find("title")
    assert title is not None
    assert title.text == paper.title
    assert title.get(_LANG) == language
    item = json.loads(jsonfeed.item(paper, cited, library, SITE))
    assert item.get("language") == language
    record = oai.record(paper, cited, library, SITE).decode()
    spoken = f' xml:lang="{language}"' if language else ""
    assert f"<dc:title{spoken}>{paper.title}</dc:title>" in record
    [summary] = entry.findall("summary")
    assert summary.get(_LANG) == ("fa" if values is PERSIAN else None)


@pytest.mark.parametrize(("values", "language"), TITLED)
def test_an_embedded_page_says_the_language_and_direction_of_a_title(
    values: dict[str, Any], language: str | None
) -> None:
    paper, library = library_of(values)
    html = embed_page(library.reference(paper), "https://x.example/", "Lamps").decode()

    said = f' lang="{language}"' if language else ""
    direction = ' dir="rtl"' if language in ("he", "fa") else ""
    assert f"<h1{said}{direction}>" in html


@pytest.mark.parametrize(("values", "language"), TITLED)
def test_a_paper_s_facts_for_programs_have_its_language_as_a_tag(
    values: dict[str, Any], language: str | None
) -> None:
    paper, _ = library_of(values)
    [facts, _] = json.loads(written(paper)["json_ld"])["@graph"]

    assert facts.get("inLanguage") == (language or ("en" if paper.language else None))


def test_every_printed_style_sets_the_title_apart_that_is_in_another_language() -> None:
    for values, said in ((GERMAN, ' lang="de"'), (HEBREW, ' lang="he" dir="rtl"')):
        paper, library = library_of(values)
        for style, plain, html in formatted(library.reference(paper), "https://x.example/"):
            assert said in html, style
            assert "<" not in plain
    paper, library = library_of(HEBREW)
    [apa, *_] = formatted(library.reference(paper), "https://x.example/")
    assert f'<bdi lang="he" dir="rtl">{paper.title}</bdi>. <i><bdi lang="he"' in apa.html
    paper, library = library_of({**GERMAN, "title": "Die <Lampe>"})
    apa = formatted(library.reference(paper), "https://x.example/")[0]
    assert '<span lang="de">Die &lt;Lampe&gt;</span>' in apa.html


def test_the_content_of_a_feed_has_the_direction_of_each_of_its_texts() -> None:
    paper, library = library_of({**HEBREW, "tldr": "שלום לכולם"})
    content = json.loads(jsonfeed.item(paper, library.reference(paper), library, SITE))
    html = content["content_html"]

    assert '<p lang="he" dir="rtl">שלום לכולם</p>' in html
    assert '<p lang="he" dir="rtl">איש אינו יודע.</p>' in html
    assert '<ul lang="he" dir="rtl">' in html
    assert '<li><bdi lang="he" dir="rtl">מנורות שנספרו</bdi>: 40</li>' in html
