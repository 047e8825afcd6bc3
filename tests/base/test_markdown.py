"""Markdown becomes the allowed HTML only; plain paragraphs become it without a parser's help."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pressmark.base import markdown
from pressmark.base.math.delimiters import holds_math
from pressmark.base.math.texts import html as math_html

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
    assume(not holds_math(text))
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
        ("$5", False),
        ("", False),
    ],
)
def test_what_needs_no_parser(text: str, is_plain: bool) -> None:
    assert bool(markdown.PLAIN.fullmatch(text)) is is_plain


def test_markup_is_drawn_and_html_is_shown() -> None:
    drawn = markdown.html(
        "*So* `x` <script>alert(1)</script> [a](https://a.example) [b](javascript:b)"
    )
    assert drawn == (
        "<p><em>So</em> <code>x</code> &lt;script&gt;alert(1)&lt;/script&gt; "
        '<a href="https://a.example" rel="noopener noreferrer">a</a> [b](javascript:b)</p>\n'
    )


@pytest.mark.parametrize(
    ("text", "shown", "as_text"),
    [
        ("*so* $k$", "<p><em>so</em> K</p>\n", "<p><em>so</em> k</p>\n"),
        ("from $5 to $10", "<p>from $5 to $10</p>\n", "<p>from $5 to $10</p>\n"),
        (r"\$k$", "<p>$k$</p>\n", "<p>$k$</p>\n"),
        ("`$k$` \\(k\\)", "<p><code>$k$</code> K</p>\n", "<p><code>$k$</code> k</p>\n"),
        ("    $k$", "<pre><code>$k$\n</code></pre>\n", "<pre><code>$k$\n</code></pre>\n"),
        (r"$\no_{*a*}$", "<p>$\\no_{*a*}$</p>\n", "<p>$\\no_{*a*}$</p>\n"),
        (r"\[k\] and \[1\] $k$", "<p>[k] and [1] K</p>\n", "<p>[k] and [1] k</p>\n"),
        ("<b>$x<y$</b>", "<p>&lt;b&gt;L&lt;/b&gt;</p>\n", "<p>&lt;b&gt;x &lt; y&lt;/b&gt;</p>\n"),
        ("\ufdd00\ufdd1 $k$", "<p>0 K</p>\n", "<p>0 k</p>\n"),
        ("- $k$\n- `b`", "<ul>\n<li>K</li>\n<li><code>b</code></li>\n</ul>\n", None),
        ("a\n\n$$k$$\n\nb", "<p>a</p>\n<p>D</p>\n<p>b</p>\n", "<p>a</p>\n<p>k</p>\n<p>b</p>\n"),
        ("\\[\nk\n\\]", "<p>D</p>\n", "<p>k</p>\n"),
    ],
)
def test_formulas_are_drawn_or_text_and_code_is_code(
    text: str, shown: str, as_text: str | None
) -> None:
    drawn = str(markdown.html(text))
    for sign, source in (("K", "$k$"), ("L", "$x<y$"), ("D", "$$k$$")):
        drawn = drawn.replace(str(math_html(source)), sign)
    assert drawn == shown
    if as_text is not None:
        assert markdown.html(text, draws_math=False) == as_text


def test_paragraphs_lists_and_words_of_other_scripts_say_what_they_are() -> None:
    text = "שלום *עולם*\n\nThe word [שלום](https://x.example) <b>\n\n"
    text += "- אחד\n  1. שתיים\n\n> 深度学习综述"

    assert markdown.html(text) == (
        '<p lang="he" dir="rtl">שלום <em>עולם</em></p>\n'
        '<p>The word <a href="https://x.example" rel="noopener noreferrer">'
        '<bdi lang="he" dir="rtl">שלום</bdi></a> &lt;b&gt;</p>\n'
        '<ul lang="he" dir="rtl">\n<li lang="he" dir="rtl">אחד\n'
        '<ol lang="he" dir="rtl">\n<li lang="he" dir="rtl">שתיים</li>\n</ol>\n</li>\n</ul>\n'
        '<blockquote>\n<p lang="zh">深度学习综述</p>\n</blockquote>\n'
    )


def test_words_of_another_script_beside_a_formula_are_set_apart() -> None:
    assert '<span lang="ru">ещё</span>' in markdown.html("A $x$ and ещё *b*")
    assert '<p lang="he" dir="rtl">' in markdown.html("שלום עולם $x$")
