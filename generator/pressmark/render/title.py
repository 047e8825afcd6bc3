"""A title and the formulas that its source has as LaTeX in; the title with these in it out."""

from __future__ import annotations

from pressmark.base.math.delimiters import holds_math
from pressmark.base.math.drawing import drawn
from pressmark.base.math.texts import plain
from pressmark.exports.citations.latex import placed


def with_latex(title: str, formulas: tuple[str, ...]) -> str:
    """The title with formulas as LaTeX in the place of their text, as far as it shows them and they
    can be drawn."""
    if holds_math(title):
        return title
    text, place, pieces = plain(title), 0, []
    for start, end, latex in placed(text, formulas):
        formula = latex[1:-1]  # without the braces that keep BibTeX from changing its letters
        if drawn(formula[1:-1]):
            pieces += [_escaped(text[place:start]), formula]
            place = end
    return "".join([*pieces, _escaped(text[place:])]) if pieces else title


def _escaped(text: str) -> str:
    return text.replace("$", r"\$")
