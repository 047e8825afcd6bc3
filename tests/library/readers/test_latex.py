"""LaTeX of titles, names and abstracts becomes the Unicode that a reader sees."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.library.readers import latex as latex_reader
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
        (r"{\noopsort{1973c}}1981", "1981"),
        (r"\ConTeXt{} and \XeLaTeX: a tale of \unknown two", "ConTeXt and XeLaTeX: a tale of two"),
        (r"{\Large Big} {\IeC {\"o}}st", "Big öst"),
        (r"\enquote{Nets} and \glqq Taue\grqq{}", "“Nets” and „Taue“"),
        ('"`Seile"\' und Netze', "„Seile“ und Netze"),
        (r"Run \verb|a_b| or \lstinline{c}", "Run a_b or c"),
        (r"\foreignlanguage{german}{Netze} at 90$^\circ$, $K^*$", "Netze at 90°, K*"),
        (r"$t\overline{t}$", "tt\u0305"),
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


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"Nguy{\~{\^e}}n, {\v{S}}a{\c c}", "Nguyễn, Šaç"),
        (r"\emph{\'E}tude de {\o}{\ss}, \textbf{{\"o}}", "Étude de øß, ö"),
        (r"\v{\i}x, \'{\i} and {\'\i}", "ǐx, í and í"),
        (r"{\L}{\AA}{\=a}{\.z}{\u g}{\H o}{\k{a}}{\d{s}}{\b{d}}{\r u}", "ŁÅāżğőąṣḏů"),
    ],
)
def test_accents_in_braces_of_their_own_are_no_arguments(latex: str, expected: str) -> None:
    assert printed(latex) == expected


PIECES = (
    *(r"{\'e}", r"{\"o}", r"{\v{s}}", r"{\c c}", r"{\o}", r"{\ss}", r"\'e", r"\'{e}", r"\v{s}"),
    *(r"{\~{\^e}}", r"\emph{", r"\textbf{", "{", "}", r"\&", "$x^2$", "--", "``", "''", "~", " "),
    *(r"\o ", r"{\i}", r"\'{\i}", r"\LaTeX{}", r"\c{c}", "and", "A", r"{\em x}", r"\relax "),
)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8))
def test_letters_that_are_read_at_once_are_the_same_as_those_of_the_parser(
    pieces: list[str],
) -> None:
    text = "".join(pieces)
    expected = (printed(text), with_groups(text).replace("{", "").replace("}", ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(latex_reader, "_LETTER", re.compile("(?!)"))
        others = (printed(text), with_groups(text).replace("{", "").replace("}", ""))
    assert others == expected
