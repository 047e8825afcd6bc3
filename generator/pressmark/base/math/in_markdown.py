"""A parser of Markdown in; the same, which knows formulas besides, out.

What it finds is left out of its HTML: a mark with a number stands there, so that a cleaner of HTML
sees no formula. Code is code, whatever signs are in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.math.delimiters import formula_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from pressmark.base.math.delimiters import Formula

# Noncharacters, which no text holds once it is handed over.
_OPENING, _CLOSING = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPENING}(\\d+){_CLOSING}")
_NO_MARKS = str.maketrans("", "", _OPENING + _CLOSING)
FORMULA = "formula"


def know_formulas(markdown: MarkdownIt) -> None:
    """Have a parser find formulas."""
    markdown.inline.ruler.before("escape", FORMULA, _rule)
    markdown.add_render_rule(FORMULA, _mark)


def with_formulas(
    text: str,
    render: Callable[[str, dict[str, list[Formula]]], str],
    show: Callable[[Formula], str],
) -> str:
    """The HTML that `render` makes of a text, with each formula as `show` shows it. `render` uses
    a parser that knows formulas, and hands it the dictionary that it gets."""
    formulas: list[Formula] = []
    html = render(text.translate(_NO_MARKS), {FORMULA: formulas})
    return _MARK.sub(lambda match: show(formulas[int(match[1])]), html)


def parsed(markdown: MarkdownIt, text: str) -> tuple[list[Token], list[Formula]]:
    """What a parser that knows formulas makes of a text: tokens, and the formulas that those of the
    type `FORMULA` tell by their number."""
    formulas: list[Formula] = []
    return markdown.parse(text, {FORMULA: formulas}), formulas


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    formula, end = formula_at(state.src, state.pos, state.posMax)
    if formula is None or (
        formula.source[0] == "\\" and formula.is_display and not _is_apart(state, end)
    ):
        return False
    if not silent:
        token = state.push(FORMULA, "", 0)
        token.content = str(len(state.env[FORMULA]))
        state.env[FORMULA].append(formula)
    state.pos = end
    return True


def _is_apart(state: StateInline, end: int) -> bool:
    """Whether nothing else is on the lines up to a place: else a `\\[1\\]` is a 1 in brackets."""
    before, after = state.src[: state.pos].rstrip(" "), state.src[end:].lstrip(" ")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _mark(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    return f"{_OPENING}{tokens[place].content}{_CLOSING}"
