"""LaTeX of titles, names and abstracts becomes the Unicode that a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.library.readers.latex import printed, with_groups


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (
            r"The \texttt{tide} and \textsf{moon} of \mbox{New Port}",
            "The tide and moon of New Port",
        ),
        (r"Written in \LaTeX{} and \BibTeX", "Written in LaTeX and BibTeX"),
        (r"SO$_2$, CO\textsubscript{2} and 10\textsuperscript{9}", "SO₂, CO₂ and 10⁹"),
        (r"{\ensuremath{^{14}}C} dates", "¹⁴C dates"),
        (r"$x_{\alpha}$", "x_α"),
        (r"See \href{https://example.org/~a}{our page}", "See our page"),
        (r"At \url{https://example.org/~a_b}", "At https://example.org/~a_b"),
        (r"Nets\footnote{Of rope.} and\thanks{Paid by the port.} ropes", "Nets and ropes"),
        (r"As in \cite[p.~3]{knot99}, \ref{sec}", "As in , "),
        ("A `small' and ``large'' net", "A ‘small’ and “large” net"),
        (r"{\noop{a}}Nets", "Nets"),
        ("A net for $9", "A net for $9"),
        ("All of it: 100% rope", "All of it: 100% rope"),
        (r"a\slash b", "a/b"),
        (r"x\^{}2 and \~{}y", "x^2 and ~y"),
        (r"\frac", "%s/%s"),
        (r"\href", ""),
    ],
)
def test_a_text_is_what_latex_prints(latex: str, expected: str) -> None:
    assert printed(latex) == expected


def test_braces_that_hold_a_name_stay_and_those_of_an_accent_go() -> None:
    assert with_groups(r"{\O}st and {Sea \& Sons}") == "Øst and {Sea & Sons}"


@given(st.text(alphabet="\\{}$^_~%&#ab `'\"\n", max_size=60))
def test_whatever_a_text_holds_is_printed_somehow(text: str) -> None:
    assert isinstance(printed(text), str)
