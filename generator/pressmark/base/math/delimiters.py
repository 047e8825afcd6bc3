r"""A text in; its formulas and what is between them out.

Math is what stands between `$` and `$`, `\(` and `\)` (in a line), `$$` and `$$`, `\[` and `\]` (a
line of its own), without a blank line in it and with as many braces opened as closed. `\$` is a
dollar sign, and so is one of money: between two of them is no math where a sum has a word behind
it, or where two words are in a row outside of commands, or, unless there is a command or a script,
where a space begins or ends it or a digit follows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.math.signs import may_hold_math

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer one is no formula, so that no text takes long.
LONGEST = 1_000
_INSIDE = rf"{{1,{LONGEST}}}?"
_FORMULA = re.compile(
    rf"""
    (?P<dollar> \\\$)
  | \$\$ (?P<dollars> (?: [^$\\] | \\. ){_INSIDE} ) \$\$
  | \\\[ (?P<brackets> (?: [^\\] | \\[^\]] ){_INSIDE} ) \\\]
  | \\\( (?P<parentheses> (?: [^\\] | \\[^)] ){_INSIDE} ) \\\)
  | \$ (?P<line> (?: [^$\\] | \\. ){_INSIDE} ) \$ (?P<digit> (?= \d ) )?
    """,
    re.VERBOSE | re.DOTALL,
)
# What each of them starts with, and sooner found.
_SIGN = re.compile(r"[$\\]")
_KINDS = ("dollars", "brackets", "parentheses", "line")
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_NO_MATH = re.compile(r"\n\s*\n")
# What no text between two dollar signs of money has.
_SURE = re.compile(r"[\\^_]")
_SUM = re.compile(r"[\d.,]+[kKmMbB+]?\s+[A-Za-z]{2}")
_COMMAND = re.compile(
    r"\\(?:text[a-z]*|emph|mbox|math[a-z]+|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+"
)
_PROSE = re.compile(r"\b[A-Za-z]{2,}\s+[A-Za-z]{2,}\b")


class Formula(NamedTuple):
    """A formula in a text: its LaTeX, as it stands there with its delimiters, and whether it is a
    line of its own."""

    latex: str
    source: str
    is_display: bool


def formula_at(text: str, place: int, end: int) -> tuple[Formula | None, int]:
    """The formula that starts at a place, and where it ends; None and the place where none does."""
    match = _FORMULA.match(text, place, end)
    formula = _formula(match) if match and not match["dollar"] else None
    return (formula, match.end()) if match and formula else (None, place)


@lru_cache(maxsize=1_000)
def pieces(text: str) -> tuple[str | Formula, ...]:
    """The formulas of a text, and the texts around them, in its order."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[str | Formula]:
    place = start = 0
    while sign := _SIGN.search(text, start):
        match = _FORMULA.match(text, sign.start())
        formula: str | Formula | None = None
        if match:
            formula = "$" if match["dollar"] else _formula(match)
        if match is None or formula is None:
            start = sign.end()
            continue
        start = match.end()
        yield text[place : match.start()]
        yield formula
        place = start
    yield text[place:]


def holds_math(text: str) -> bool:
    """Whether there is a formula in a text."""
    return may_hold_math(text) and any(isinstance(piece, Formula) for piece in pieces(text))


def with_plain_dollars(text: str) -> str:
    """A text that has no formulas, written so that none is found in it."""
    return text.replace("$", r"\$") if "$" in text and holds_math(text) else text


def _formula(match: re.Match[str]) -> Formula | None:
    kind = next(name for name in _KINDS if match[name] is not None)
    latex = match[kind]
    if kind == "line" and _is_of_money(latex, match["digit"] is not None):
        return None
    if latex.startswith(r"\(") and latex.endswith(r"\)"):  # twice delimited
        latex = latex[2:-2]
    if not latex.strip() or _NO_MATH.search(latex) or not _is_balanced(latex):
        return None
    return Formula(latex, match[0], kind in ("dollars", "brackets"))


def _is_of_money(text: str, has_digit_behind: bool) -> bool:
    """Whether the dollar signs around a text are of money."""
    if not _SURE.search(text):
        is_bare = has_digit_behind and any(map(str.isalnum, text))
        if is_bare or text[0].isspace() or text[-1].isspace():
            return True
    return bool(_SUM.match(text) or _PROSE.search(_COMMAND.sub(";", text)))


def _is_balanced(latex: str) -> bool:
    depth = 0
    for match in _BRACE.finditer(latex):
        depth += (match[1] == "{") - (match[1] == "}")
        if depth < 0:
            return False
    return depth == 0
