"""What is math in a text is told from dollars, code and prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.math.delimiters import Formula, pieces
from pressmark.base.math.signs import may_hold_math


def formulas(text: str) -> list[str]:
    return [piece.source for piece in pieces(text) if isinstance(piece, Formula)]


@pytest.mark.parametrize(
    "formula",
    [
        *("$k$", "$E=mc^2$", r"\(\varepsilon\)", r"$\{x \mid x > 0\}$", "$$a+b$$", r"\[a+b\]"),
        *("$0-1$", "$2^k$", r"$3 \times 10^5$", "$5$", "$x, y$", "$∞$", r"$\text{if it is}~x$"),
        *(r"$ \Omega(n) $", "$ x_1 $", r"$\operatorname{arg min} x$", r"$\emph{two words}$"),
        *("$f\n(x)$", r"$\$5$", r"$\#$", "$>$"),
    ],
)
def test_a_formula_is_math_wherever_it_is_in_a_text(formula: str) -> None:
    for text in (formula, f"The {formula}-means, by \\$1.", f"Top-{formula}NN ({formula})."):
        assert formulas(text) == [formula] * text.count(formula)


@pytest.mark.parametrize(
    "text",
    [
        *("from $5 to $10", "$5M to $10M a year", "$5-$10", "US$5 and EU$ 7", "for $100.", "$$$"),
        *("$100 million of AU$", "$5, or EU$ more", "set $HOME and $PATH", "$HOME to USER$"),
        *("$100 million$", "$5 to$"),
        *(r"\$x\$", r"\$5 and $x", "$ 5 and 6 $", "a $ b", "$", "$$", r"\(", r"\(\)", "$ $", "a\\"),
        *("$x\n\ny$", "$x{$", "$}x{$", r"\[a{\]", "x\\\\", r"\begin{x}"),
        "$" + "x" * 1001 + "$",
    ],
)
def test_dollars_and_prose_are_no_math(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from $5 to $10 for $k$ papers", ["$k$"]),
        (r"1024$\times$512 and $>$100, or $\sim$$10", [r"$\times$", "$>$", r"$\sim$"]),
        ("$a$$b$", ["$a$", "$b$"]),
        ("$$a$$ and $b$", ["$$a$$", "$b$"]),
        ("$x{ and $y$", ["$y$"]),
        (r"\$5 and $x$", ["$x$"]),
    ],
)
def test_formulas_are_told_from_what_is_beside_them(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_a_formula_of_its_own_line_says_so_and_one_delimited_twice_is_delimited_once() -> None:
    found = list(pieces(r"$a$ \(b\) $$c$$ \[d\] $\(e\)$"))

    assert [(each.latex, each.is_display) for each in found if isinstance(each, Formula)] == [
        *(("a", False), ("b", False), ("c", True), ("d", True), ("e", False)),
    ]


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert "".join(map(str, pieces(r"\$5 and \$6"))) == "$5 and $6"


@given(st.text(st.sampled_from(r"$\()[]{}x 5_") | st.characters(codec="utf-8")))
def test_the_pieces_of_a_text_are_the_whole_text(text: str) -> None:
    parts = [piece.source if isinstance(piece, Formula) else piece for piece in pieces(text)]

    assert "".join(parts).replace("$", "") == text.replace(r"\$", "$").replace("$", "")
    assert may_hold_math(text) or parts == [text]
