"""Markdown becomes the allowed HTML only; plain paragraphs become it without a parser's help."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.base import markdown

# Signs of Markdown and HTML between plain words, so that most texts nearly are what they seem.
SIGNS = "ab1é中ß.,:;!?'\"()-+=#~|/%$^{}@"
WORDS = """& &amp; <b> </p> ` ** __ [x](y) --- === \\ http://a.example ![i](j) [r]:""".split()
SPACES = [
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n\n\n",
    "* ",
    "1. ",
    "\u00a0",
    "\u3000",
    "\u2028",
]
PIECES = st.sampled_from([*SIGNS, *WORDS, *SPACES, "\x85", "\ufdd0", "\U0001f600", "\u200f"])
TEXTS = st.lists(PIECES | st.sampled_from("abcdefg "), max_size=30).map("".join) | st.text()


@given(TEXTS)
@example('It\'s 5% of "them" - and more.\nA second line.\n\nAnother paragraph')
@example("A line\n---")
@example("Trailing\u3000\nspace")
@example("a\n\n\nb")
@example("a  \nb")
def test_a_plain_text_becomes_what_the_parser_would_make_of_it(text: str) -> None:
    assert str(markdown.html(text)) == markdown._drawing()(text)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("One sentence, with (signs): 5% more - or less?", True),
        ("Two\nlines\n\nand a paragraph", True),
        ("Überall «so» genau", True),
        ("Not *this*", False),
        ("- nor this", False),
        ("1. nor this", False),
        ("nor this ", False),
        ("R&D", False),
        ("", False),
    ],
)
def test_what_needs_no_parser(text: str, is_plain: bool) -> None:
    assert bool(markdown._PLAIN.fullmatch(text)) is is_plain


def test_markup_is_drawn_and_html_is_shown() -> None:
    drawn = markdown.html(
        "*So* `x` <script>alert(1)</script> [a](https://a.example) [b](javascript:b)"
    )
    assert drawn == (
        "<p><em>So</em> <code>x</code> &lt;script&gt;alert(1)&lt;/script&gt; "
        '<a href="https://a.example" rel="noopener noreferrer">a</a> [b](javascript:b)</p>\n'
    )
