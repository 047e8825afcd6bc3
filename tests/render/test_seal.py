"""A sealed page passes through Markdown byte for byte, or is refused."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]

from pressmark.render.seal import SealError, refuse_forbidden, seal, seal_part
from pressmark.site import configuration
from tests.effort import examples

HOSTILE = (
    "\t",
    "\t\t- item",
    " ",
    "   ",
    "      code",
    "\n",
    "\n\n",
    "\n   \n",
    "\n \t \n",
    "\r",
    "\r\n",
    "\n```\n",
    "\n   ````python\n",
    "\n~~~\n",
    "\n\t~~~ {.sh}\n",
    "\n\x07```\n",
    "\n\u200e```\n",
    "`",
    "``",
    "``code``",
    "\x00",
    "\x02wzxhzdk:0\x03",
    "\x02klzzwxh:0000\x03",
    "\x0b",
    "\x0c",
    "\x1b[0m",
    "\x1c",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u200e",
    "\u200f",
    "\u202e",
    "\u2067",
    "שלום",
    "🦉",
    "👩\u200d🔬",
    "e\u0301",
    "{{ 7 * 7 }}",
    "{{",
    "{% raw %}",
    "{#",
    "{: .red #here }",
    "\n{: .red }\n",
    "$1",
    r"\1",
    r"\g<0>",
    r"\*",
    "[^1]",
    "\n[^1]: note\n",
    "\n*[HTML]: x\n",
    "\n[a]: https://example.org/\n",
    "[toc]",
    "\n[TOC]\n",
    "\n!!! note\n    text\n",
    "\n# Title\n",
    "\nTitle\n=====\n",
    "\n- one\n- two\n",
    "\n> said\n",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "\n---\n",
    "*a* __b__ [c](d) ![e](f) <https://example.org/>",
    "&amp;",
    "&#9;",
    "<!-- note -->",
    "<!--",
    "-->",
    "<?php",
    "<![CDATA[",
    "<!DOCTYPE html>",
    "</div>",
    "<div>",
    "<h1>",
    "</pre>",
    "<textarea>",
    "<script>",
    "<custom-element>",
    "<p markdown=1>",
    "markdown=1",
    '"',
    "'",
)
SYNTAX = " \t\n\r`~*_[]{}()#+-.!:|<>&\"'\\/=$^0aA"

texts = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(SYNTAX, max_size=8),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    ),
    max_size=6,
).map(lambda parts: escape("".join(parts)))
gaps = st.sampled_from(["", "", "\n", "\n\n", "\n  ", "\n\t", "\n \n", "\n   \n    "])
blocks = st.sampled_from(
    [
        "<p>{}</p>",
        "<p>{}<br>\n{}</p>",
        "<pre>{}</pre>",
        "<pre><code>{}</code></pre>",
        "<ul>\n<li>{}</li>\n\n<li>{}\n<p>{}</p></li></ul>",
        "<blockquote>\n{}\n</blockquote>",
        "<table><tr><th>{}</th>\n<td>{}</td></tr></table>",
        '<a href="{}" title="{}">{}</a>',
        '<input type="search" value="{}">',
        "<details><summary>{}</summary>\n\n    {}</details>",
        "<div>{}</div>",
        "<div>\n\n<section>{}</section>\n\n{}</div>",
        "<h2 id='x'>{}</h2>",
        "{}",
        "<hr>",
        '<svg viewBox="0 0 1 1"><title>{}</title><path d="M0 0"/></svg>',
    ]
)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A page's body as templates make them: one `<div>`, an `<h1>`, and escaped text."""
    parts = [f"<h1>{draw(texts)}</h1>"]
    for _ in range(draw(st.integers(0, 5))):
        block = draw(blocks)
        parts.append(block.format(*[draw(texts) for _ in range(block.count("{}"))]))
    inner = draw(gaps).join(draw(st.permutations(parts)))
    name = draw(st.sampled_from(["", ' class="pm-page"', ' id="a"\n\tdata-b="{{ c }}"']))
    return f"{draw(gaps)}<div{name}>{draw(gaps)}{inner}{draw(gaps)}</div>{draw(gaps)}"


def extensions_of_the_site() -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The Markdown extensions that libraries have, and their options."""
    options = {}
    for entry in configuration.defaults()["markdown_extensions"]:
        options.update(entry if isinstance(entry, dict) else {entry: {}})
    return list(options), options


EXTENSIONS, OPTIONS = extensions_of_the_site()


def through_markdown(text: str) -> str:
    """`text` as the site's Markdown hands it on; MkDocs takes a converter anew for each page."""
    html: str = Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS).convert(text)
    return html


def shown(html: str) -> str:
    """What a browser reads of a page, control characters and spaces of blank lines apart."""
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.extend([tag, *(f"{name}={value}" for name, value in attrs)])

        def handle_data(self, data: str) -> None:
            seen.append(data)

    reader = Reader()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n").strip())
    reader.close()
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", "", "".join(seen))
    return re.sub(r"(?m)^ +$", "", text)


def test_the_extensions_are_those_that_change_most() -> None:
    assert {
        "admonition",
        "attr_list",
        "footnotes",
        "tables",
        "toc",
        "pymdownx.highlight",
        "pymdownx.superfences",
    } <= set(EXTENSIONS)
    assert OPTIONS["toc"]["permalink"] is True


@settings(max_examples=examples(100, 10_000))
@given(bodies())
@example("<div><h1>a</h1>\n" + "".join(map(escape, HOSTILE)) + "\n</div>")
@example("<div><h1>a</h1><pre>\n" + "\n".join(map(escape, HOSTILE)) + "\n</pre></div>")
def test_a_sealed_page_passes_through_markdown_unchanged(body: str) -> None:
    sealed = seal(body).decode()

    assert through_markdown(sealed) == sealed


@given(bodies())
def test_sealing_changes_nothing_that_a_reader_sees(body: str) -> None:
    assert shown(seal(body).decode()) == shown(body)


@given(bodies())
def test_a_part_sealed_by_itself_is_as_in_its_page(body: str) -> None:
    part = body.strip()
    before, after = "<div><h1>a</h1>\n", "\n</div>"

    assert seal(f"{before}{part}{after}") == before.encode() + seal_part(part) + after.encode()


@given(bodies())
def test_a_sealed_page_is_sealed_already(body: str) -> None:
    assert seal(seal(body).decode()) == seal(body)


@pytest.mark.parametrize(
    ("written", "sealed"),
    [
        ("a\tb", "a&#9;b"),
        ('<p\tid="a\tb"\n\ttitle="\t>">\ta</p>', '<p id="a&#9;b"\n title="&#9;>">&#9;a</p>'),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b", "ab"),
        ("a\x1bb", "ab"),
        ("a\x7fb", "ab"),
        ("a\x85b", "ab"),
        ("a\u2028b", "ab"),
        ("a\u2029b", "ab"),
        ("a\ufeffb", "ab"),
        ("a\n   \nb", "a\n\nb"),
        ("a\n   \x07\nb", "a\n\nb"),
        ("<pre>\n```\n</pre>", "<pre>\n&#96;``\n</pre>"),
        ("a\n  ~~~~\nb", "a\n  &#126;~~~\nb"),
        ("a ``` b", "a ``` b"),
    ],
)
def test_what_markdown_would_change_is_spelled_otherwise(written: str, sealed: str) -> None:
    assert seal(f"<div><h1>a</h1>{written}</div>").decode() == f"<div><h1>a</h1>{sealed}</div>"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text",
        "<p><h1>a</h1></p>",
        "before <div><h1>a</h1></div>",
        "<div><h1>a</h1></div> after",
        "<div><h1>a</h1>",
    ],
)
def test_a_page_that_is_not_one_div_is_refused(body: str) -> None:
    with pytest.raises(SealError, match="a page must be one <div> element"):
        seal(body)


def test_a_page_without_a_heading_is_refused() -> None:
    with pytest.raises(SealError, match="a page must hold an <h1> element"):
        seal("<div><h2>a</h2></div>")


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<textarea></textarea>", "<textarea"),
        ("<TEXTAREA>", "<textarea"),
        ("<paper-card>a</paper-card>", "<paper-"),
        ("a</paper-card>", "</paper-"),
        ('<section markdown="1">a</section>', "<section markdown"),
        ('<p id="a" class="b" markdown>a</p>', 'class="b" markdown'),
        ("<p\nMARKDOWN=span>a</p>", "MARKDOWN"),
    ],
)
def test_an_element_that_markdown_would_take_apart_is_refused(inside: str, named: str) -> None:
    with pytest.raises(SealError, match="a page may not hold") as refused:
        refuse_forbidden(f"<div><h1>a</h1>{inside}</div>")

    assert named.casefold() in str(refused.value).casefold().replace("\\n", "\n")


@pytest.mark.parametrize(
    "inside",
    ["&lt;textarea&gt; &lt;p markdown=1&gt;", '<a href="a" title="markdown of &lt;p-q&gt;">a</a>'],
)
def test_text_about_such_an_element_is_not_refused(inside: str) -> None:
    refuse_forbidden(f"<div><h1>a</h1>{inside}</div>")
