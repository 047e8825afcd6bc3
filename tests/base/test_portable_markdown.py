"""Markdown that is written anew shows in any program what pages show of it, and nothing more."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pressmark.base import markdown
from pressmark.base.math.signs import may_hold_math
from pressmark.base.portable_markdown import portable
from pressmark.library.values import plain_text
from tests.base.test_markdown_text import SIGNS
from tests.effort import examples
from tests.hostile import DIGESTS
from tests.markdown_readers import READERS, Outline, outline

LAYOUT = ["\n", "\n\n", "\n    ", "\n  ", "\n- ", "\n1. ", "\n   - ", "\n> ", "\n>     ", "  \n"]
LAYOUT += ["\n```\n", "\n~~~ x\n", "\n# ", "\n---\n", "\n===\n", "\n\n[x]: ", "[x]", "\n10. "]
LINKS = [
    "[a](https://a.example/?b=c&copy;=d)",
    "[a *b*](<https://a.example/(x>)",
    "<mailto:a@b.example>",
]
LINKS += [
    "[a](../b/)",
    "[a](//a.example)",
    "[a](JavaScript:x)",
    "![x](https://a.example/x.png)",
    "![x]",
]
LINKS += [
    "[a](https://a.example/'x' \"t\")",
    "[a][x]",
    "[a]()",
    "[](https://a.example)",
    "[a\\]](#b)",
]
SPANS = [
    "*a*",
    "**b**",
    "`c`",
    "`<b>`",
    "`` ` ``",
    "*a **b** c*",
    "***d***",
    "_e_",
    "$a<b$",
    "\\[x\\]",
]
PIECES = st.sampled_from([*SIGNS, *LAYOUT, *LAYOUT, *LINKS, *SPANS, *"abc", " ", " "])
TEXTS = st.lists(PIECES, max_size=14).map(lambda parts: plain_text("".join(parts)).strip())
ELEMENTS = {*"p a em strong code pre ul ol li blockquote hr br".split()}


def as_on_pages(text: str) -> Outline:
    """What a page shows of a text."""
    return outline(str(markdown.html(text, draws_math=False)))


def shows_picture(text: str) -> bool:
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    return any(part.type == "image" for token in tokens for part in token.children or ())


@given(TEXTS)
@settings(max_examples=examples(40, 2_000))
@example("- a\n  - b\n\n    c\n- d")
@example("`a\n<script>alert(1)</script>`")
@example("-     <script>alert(1)</script>")
@example("- a\n\n      <script>alert(1)</script>")
def test_what_pages_show_is_shown_by_all(text: str) -> None:
    assume("$" not in text and "\\(" not in text and "\\[" not in text)
    assume(not shows_picture(text))  # no page does
    expected = as_on_pages(text)
    for program, draw in READERS.items():
        shown = outline(draw(portable(text)))
        assert shown.text == expected.text, program
        assert shown.links == [link for link in expected.links if link], program
        assert shown.elements <= ELEMENTS, program


@given(TEXTS)
@settings(max_examples=examples(40, 2_000))
@example("$<script>alert(1)</script>$")
@example("$[a](javascript:alert(1))$")
@example("$x*a*{onclick=alert(1)}$")
@example("$a _b_{onclick=alert(1)} c$")
def test_formulas_do_nothing_where_none_are_read(text: str) -> None:
    for program, draw in READERS.items():
        shown = outline(draw(portable(text)))
        assert set(shown.links) <= {*as_on_pages(text).links}, program
        assert {element for element in shown.elements if "on" in element} <= {"strong"}, program
        assert not {"script", "img", "b"} & {each.partition(" ")[0] for each in shown.elements}


@pytest.mark.parametrize("text", [*DIGESTS[:2], "A text: of *two* kinds.\n\n- one\n- two\n\n$x_i$"])
def test_what_all_read_alike_is_left_as_it_is(text: str) -> None:
    assert portable(text) == text


def test_code_is_code_where_fences_are_not_known() -> None:
    assert portable("```html\n<script>\n```") == "    <script>"
    assert portable("- a\n\n```\n<b>\n```") == "- a\n\n`<b>`"


def test_a_picture_that_no_page_shows_is_not_fetched() -> None:
    assert portable("![A lamp](https://evil.example/x.png)") == "A lamp"


def test_a_formula_stays_the_formula_that_it_is() -> None:
    text = "The bound $\\sum_{i=1}^n x_i<y$ holds."
    assert may_hold_math(text)
    assert portable(text) == "The bound $\\sum_{i=1}^n x_i< y$ holds."
