"""Markdown that curators write in; safe HTML out. Raw HTML in it is shown, never obeyed.

Formulas in it are drawn, where they are not wanted as plain text (see `base/math/`), and paragraphs
and words of other scripts than Latin say what they are (see `base/scripts.py`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pressmark.base import scripts
from pressmark.base.math.signs import may_hold_math

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

    from markdown_it.token import Token

# Paragraphs without a sign that means anything to Markdown or HTML, as most are: every line begins
# with a letter and ends with no space.
_SIGNS = r"\\$`*_\[\]<>&\xa0\x00-\x1f\x7f"
_LINE = rf"[^\W\d_](?:[^{_SIGNS}]*[^{_SIGNS}\s])?"
PLAIN = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")
_TAGS = set("a bdi blockquote br code em li ol p pre span strong sub sup ul".split())
_ATTRIBUTES = {"a": {"href", "title"}, "*": {"dir", "lang"}}
_SCHEMES = {"http", "https", "mailto"}


def html(text: str, *, draws_math: bool = True) -> Markup:
    """`text` as block HTML of an allow-list of elements; links lead to http, https and mailto.

    Formulas are drawn, or written as plain text for readers that draw none.
    """
    if PLAIN.fullmatch(text) and not scripts.is_foreign(text):
        return Markup("<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>\n")  # noqa: S704
    # The output of a cleaner with an allow-list is safe by construction.
    return Markup(_with_math(text, draws_math) if may_hold_math(text) else _drawing()(text))  # noqa: S704


def _with_math(text: str, draws_math: bool) -> str:
    from pressmark.base.math.in_markdown import with_formulas
    from pressmark.base.math.texts import formula_html, formula_text

    show = formula_html if draws_math else formula_text
    return with_formulas(text, _drawing(knows_formulas=True), lambda formula: str(show(formula)))


@cache
def _drawing(*, knows_formulas: bool = False) -> Callable[..., str]:
    """What draws any text; loaded when a text needs it."""
    import nh3
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False})
    if knows_formulas:
        from pressmark.base.math.in_markdown import know_formulas

        know_formulas(markdown)

    def drawn(text: str, env: MutableMapping[str, Any] | None = None) -> str:
        env = {} if env is None else env
        tokens = markdown.parse(text, env)
        if scripts.is_foreign(text):
            _tell_scripts(tokens)
        return nh3.clean(
            markdown.renderer.render(tokens, markdown.options, env),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
        )

    return drawn


def _tell_scripts(tokens: Sequence[Token]) -> None:
    """Have the blocks of a text say what language and direction they have, and set its words of
    other scripts apart."""
    for place, token in enumerate(tokens):
        if token.type != "inline" or not scripts.is_foreign(token.content):
            continue
        speech = scripts.speech(token.content)
        # A list has its marks on the side where its first item begins.
        for opening in (place - 1, place - 2, place - 3) if speech.is_rtl else (place - 1,):
            block = tokens[opening] if opening >= 0 else token
            if block.nesting != 1 or (opening < place - 1 and "list" not in block.type):
                break
            block.attrs |= speech.values
        for child in token.children or ():
            if child.type == "text" and scripts.is_foreign(child.content):
                child.type, child.content = "html_inline", scripts.html(child.content, speech)
