"""A formula of LaTeX in; its MathML and its text out, both of what pages may hold only.

Formulas are input like any other: what is too long, too deep or asks for more than math is not
drawn. The commands are those of LaTeX, AMS and mathtools; nothing is looked up anywhere.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.escaping import escape
from pressmark.base.math.delimiters import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

# What commonly used packages have besides, and what browsers draw badly.
_MACROS = {
    "nicefrac": r"{#1}/{#2}",
    "widetilde": r"\tilde{#1}",
    "widehat": r"\hat{#1}",
    "Tilde": r"\tilde{#1}",
    "Hat": r"\hat{#1}",
    "mbox": r"\text{#1}",
    "textup": r"\text{#1}",
    "bm": r"\boldsymbol{#1}",
}
# Each command or level may take a place on the stack of the library that draws.
_MOST_COMMANDS, _DEEPEST = 100, 16
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_LEVEL = re.compile(r"\\(left|right|begin|end)(?![A-Za-z])|\\.|([{}])", re.DOTALL)
_STEPS = {"left": 1, "begin": 1, "{": 1, "right": -1, "end": -1, "}": -1}
# Of numbered environments only the lines are shown: there is nothing to refer to.
_NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather)\}")
# Neither control characters nor what turns the direction of writing.
_NO_FORMULA = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
)
# What LaTeX takes for signs of its own, and authors who write such a formula do not.
_BARE_SIGNS = ("#", "&")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_MOST_KEPT = 20_000


class Drawn(NamedTuple):
    """A formula as it is shown: as a `math` element, and as a line of plain text."""

    mathml: str
    text: str


@lru_cache(maxsize=_MOST_KEPT)
def drawn(latex: str, is_display: bool = False) -> Drawn | None:
    """The formula as it is shown; None where it can't be read, and so stays as it is written."""
    is_long = len(latex) > LONGEST or (
        latex.count("\\") > _MOST_COMMANDS and len(_COMMAND.findall(latex)) > _MOST_COMMANDS
    )
    if is_long or _NO_FORMULA.search(latex) or _is_deep(latex):
        return None
    if "%" in latex:
        latex = _BARE_PERCENT.sub(r"\\%", latex)
    if latex in _BARE_SIGNS:
        latex = f"\\{latex}"
    from pressmark.base.math.elements import RefusedElementError, parsed, written
    from pressmark.base.math.reading import read

    mathml = _converter()(_NUMBERED.sub(r"\\\1{\2*}", latex), is_display)
    try:
        element = parsed(mathml)
    except RefusedElementError:
        return None
    text = read(element)
    if not text:
        return None
    display = ' display="block"' if is_display else ""
    return Drawn(
        written(element).replace("<math>", f'<math{display} alttext="{escape(text)}">', 1), text
    )


def _is_deep(latex: str) -> bool:
    """Whether something in it is nested too deeply, or not closed."""
    depth = 0
    for match in _LEVEL.finditer(latex):
        depth += _STEPS.get(match[1] or match[2], 0)
        if not 0 <= depth <= _DEEPEST:
            return True
    return depth != 0


@cache
def _converter() -> Callable[[str, bool], str]:
    """What makes MathML of LaTeX, and an empty text of what is none; loaded when it is needed."""
    from math_core import LatexError, LatexToMathML

    converter = LatexToMathML(macros=_MACROS, fancy_error=False, max_expansions=_MOST_COMMANDS)

    def mathml(latex: str, is_display: bool) -> str:
        try:
            return converter.convert_with_local_state(latex, displaystyle=is_display)
        except LatexError:
            return ""

    return mathml
