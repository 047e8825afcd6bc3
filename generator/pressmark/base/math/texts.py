"""A text that may hold formulas in; what shows it out, as HTML or as plain text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.base import scripts
from pressmark.base.math.signs import may_hold_math

if TYPE_CHECKING:
    from markupsafe import Markup

    from pressmark.base.math.delimiters import Formula

# A longer formula may be wider than a phone, and can be scrolled.
_WIDE = 20


def plain(text: str) -> str:
    """The text with its formulas as plain text: `the ℓ₂ norm`."""
    return _plain(text) if may_hold_math(text) else text


# Of one paper, a text is asked for by several in a row.
@lru_cache(maxsize=1_000)
def _plain(text: str) -> str:
    from pressmark.base.math.delimiters import pieces

    return "".join(
        [piece if isinstance(piece, str) else formula_in_text(piece) for piece in pieces(text)]
    )


def html(text: str) -> str | Markup:
    """The text as HTML with its formulas drawn and its words of other scripts set apart, or itself,
    not yet escaped, if it has neither."""
    if not may_hold_math(text):
        return scripts.marked(text)
    from markupsafe import Markup

    from pressmark.base.math.delimiters import pieces

    around = scripts.speech(text)
    shown = [
        scripts.html(piece, around) if isinstance(piece, str) else formula_html(piece)
        for piece in pieces(text)
    ]
    # Texts are escaped, and formulas hold elements of an allow-list only.
    return Markup("".join(shown))  # noqa: S704


def undrawn(text: str) -> list[str]:
    """The formulas of a text that can't be read, as they are written."""
    if not may_hold_math(text):
        return []
    from pressmark.base.math.delimiters import pieces
    from pressmark.base.math.drawing import drawn

    formulas = [piece for piece in pieces(text) if not isinstance(piece, str)]
    return [each.source for each in formulas if not drawn(each.latex, each.is_display)]


def formula_in_text(formula: Formula) -> str:
    """A formula as plain text, or as it is written where it can't be read."""
    from pressmark.base.math.drawing import drawn

    drawing = drawn(formula.latex, formula.is_display)
    return drawing.text if drawing else formula.source


def formula_text(formula: Formula) -> str:
    """The same as HTML."""
    from pressmark.base.escaping import escape

    return escape(formula_in_text(formula))


def formula_html(formula: Formula) -> str:
    """A formula as HTML, or as it is written where it can't be drawn."""
    from pressmark.base.escaping import escape
    from pressmark.base.math.drawing import drawn

    drawing = drawn(formula.latex, formula.is_display)
    if drawing is None:
        return escape(formula.source)
    if not formula.is_display and len(drawing.text) <= _WIDE:
        return drawing.mathml
    return (
        '<span class="pm-math" role="group" aria-label="Formula" tabindex="0">'
        f"{drawing.mathml}</span>"
    )
