"""Formulas are drawn as MathML of an allow-list and read as text, or stay as they are written."""

from __future__ import annotations

import random
import threading
import time
from html import unescape
from xml.etree import ElementTree

import pytest

from pressmark.base.math import elements
from pressmark.base.math.drawing import drawn
from pressmark.base.math.elements import RefusedElementError, parsed, written
from pressmark.base.math.texts import html, plain
from pressmark.base.palette import STYLE_SHEET as PATH
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from tests.effort import examples

STYLE_SHEET = (PACKAGE_TEMPLATES / PATH).read_text(encoding="utf-8")

ELEMENTS = set(
    """math mi mn mo ms mtext mspace mrow mstyle mpadded mphantom mfrac msqrt mroot msub msup
    msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd
    b i em u code""".split()
)
ATTRIBUTES = set(
    """alttext display accent accentunder displaystyle stretchy lspace rspace minsize maxsize width
    height depth voffset form linethickness mathvariant scriptlevel class""".split()
)


# Formulas, and what they read as.
READ_AS = [
    ("E=mc^2", "E = mc²"),
    (r"\ell_2", "ℓ₂"),
    (r"O(n\log n)", "O(n log n)"),
    (r"\tilde{O}(\sqrt{T})", "Õ(√T)"),
    (r"\widetilde{\mathcal{O}}(T^{2/3})", "Õ(T^(2/3))"),
    (r"\frac{a+b}{c}", "(a+b)/c"),
    (r"\dfrac12", "1/2"),
    (r"\sqrt[3]{x+y}", "³√(x + y)"),
    (r"\mathbb{R}^{n\times m}", "ℝ^(n×m)"),
    (r"\mathcal{L}_{\mathrm{KL}}", "L_(KL)"),
    (r"x_{\max} - -1", "xₘₐₓ − −1"),
    (r"A^\top B^* f'(x) 90^\circ", "AᵀB*f′(x)90°"),
    (r"\sum_{i=1}^n x_i \leq \infty", "∑ᵢ₌₁ⁿxᵢ ≤ ∞"),
    (r"\binom{n}{k}", "(n choose k)"),
    (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
    (r"\begin{align}a&=b\\c&=d\end{align}", "a = b; c = d"),
    (r"\begin{cases}1 & x>0\\0 & \text{else}\end{cases}", "{1 x > 0; 0 else"),
    (r"\overline{AB} \hat{y} \vec{x}", "ABŷx⃗"),
    (r"\text{if } x > 0 \text{ and } \texttt{a}", "if x > 0 and a"),
    (r"\prescript{14}{2}{\mathbf{C}}", "₂¹⁴C"),
    (r"\operatorname*{arg\,min}_\theta f(\theta)", "arg min_θ f(θ)"),
    (r"{a+b}^2 \phantom{xx} \underbrace{c}", "(a + b)²c"),
    ("#", "#"),
    (r"5% \pm 1\%", "5% ± 1%"),
]


def assert_safe(mathml: str) -> None:
    """That a text is one `math` element and holds only what pages may hold."""
    tree = ElementTree.fromstring(mathml)  # noqa: S314 - it is our own
    assert tree.tag == "math"
    for element in tree.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert all(":" not in value for name, value in element.attrib.items() if name[:3] == "hre")
        names = element.get("class", "").split()
        assert all(f".{name} {{" in STYLE_SHEET for name in names)


@pytest.mark.parametrize(("latex", "text"), READ_AS)
def test_a_formula_reads_as_text_on_one_line(latex: str, text: str) -> None:
    formula = drawn(latex)

    assert formula is not None
    assert formula.text == text
    assert_safe(formula.mathml)
    assert f'alttext="{text.replace(">", "&gt;")}"' in formula.mathml


@pytest.mark.parametrize(
    "latex",
    [
        *(r"\eps", r"\frac{1}", "x^", "}", r"\left(", r"\begin{foo}\end{foo}", "x & y", "x#y", " "),
        *("\x1b", "x\u202ey", r"\unicode{x41}", r"\include{x}", r"\input x"),
        *(r"\href{javascript:alert(1)}{x}", r"\url{x}", r"\class{a}{x}", r"\style{a:b}{x}"),
        *(r"\label{x}\eqref{x}", r"\boxed{x}", r"\includegraphics{x}", r"\htmlId{a}{x}"),
        *(
            "{" * 17 + "x" + "}" * 17,
            r"\hat" * 101 + " x",
            "x" * 1001,
            r"\left(" * 17 + r"\right)" * 17,
        ),
        *(r"\begin{matrix}" * 17 + r"\end{matrix}" * 17, r"\def\a{\a\a}\a", r"\let\x\y"),
    ],
)
def test_what_is_no_plain_math_stays_as_it_is_written(latex: str) -> None:
    assert drawn(latex) is None
    assert latex in unescape(html(f"<$y+{latex}$>")) or latex == " "


@pytest.mark.parametrize(
    "latex",
    [
        r"\color{red}{x}",
        r"\textcolor{red}{x}",
        r"\hspace{-50em}x",
        r"\raisebox{90em}{$x$}y",
        r"\mathrm{<script>alert(1)</script>}",
        r'\text{<img src=x onerror="alert(1)">&amp;}',
        r"\operatorname{</math><script>}",
        r"\newcommand{\a}[1]{#1#1#1#1}\a{\a{\a{\a{xx}}}}",
    ],
)
def test_formulas_do_no_more_than_print(latex: str) -> None:
    formula = drawn(latex)

    assert formula is None or len(formula.mathml) < 20_000
    if formula:
        assert_safe(formula.mathml)
        assert "50em" not in formula.mathml
        assert "90em" not in formula.mathml
        assert "red" not in formula.mathml.replace("<mi>red</mi>", "")


@pytest.mark.parametrize(
    "mathml",
    [
        *("", "x", "<math>", "<math></mi>", "<math></math><math></math>", "<mi>x</mi>", "<math>&"),
        *(
            "<math><a href='x'></a></math>",
            '<math><a href="x">x</a></math>',
            "<math><math/></math>",
        ),
        *(
            "<math><script>x</script></math>",
            "<math><b>x</b></math>",
            "<math><mi><svg/></mi></math>",
        ),
        *("<math><mtext><mi>x</mi><b><mi>x</mi></b></mtext></math>", "<math><!-- x --></math>"),
        *("<math><maction>x</maction></math>", "<math><merror>x</merror></math>", "<math></math>x"),
    ],
)
def test_elements_that_are_not_on_the_list_are_refused(mathml: str) -> None:
    with pytest.raises(RefusedElementError):
        parsed(mathml)


def test_attributes_that_are_not_on_the_list_are_left_out() -> None:
    mathml = (
        '<math class="x" id="y"><mtd onclick="x" width="5em" height="2em">x'
        '</mtd><mo lspace="-9em" form="fix" style="position:fixed">+</mo></math>'
    )

    assert written(parsed(mathml)) == '<math><mtd height="2em">x</mtd><mo>+</mo></math>'


@pytest.mark.parametrize(
    ("style", "classes"),
    [
        ("text-align: left;justify-items: start;padding-left:1em;", "pm-m-left pm-m-l10"),
        ("padding-top: 0;border-right: 0.05em solid currentcolor", "pm-m-t0 pm-m-end"),
        ("margin-left:-0.16666667em;", "pm-m-n3"),
        ("margin-left:-0.3em;", "pm-m-n5"),
        ("text-align: left;position: fixed", ""),
        ("text-align: left;width: 50%", ""),
        ("margin-left: -9em", ""),
    ],
)
def test_a_style_is_a_class_of_the_style_sheet(style: str, classes: str) -> None:
    attribute = f' class="{classes}"' if classes else ""
    math = written(parsed(f'<math><mtd style="{style}">x</mtd></math>'))
    assert math == f"<math><mtd{attribute}>x</mtd></math>"
    assert_safe(math)


def test_every_class_of_a_formula_is_in_the_style_sheet() -> None:
    names = [*elements._CLASSES.values(), *(f"pm-m-n{step}" for step in elements._STEPS)]
    assert [name for name in names if name and f".{name} {{" not in STYLE_SHEET] == []


def test_what_has_a_level_of_its_own_is_in_an_element_that_says_so() -> None:
    mathml = '<math><mfrac displaystyle="true"><mn>1</mn><mn>2</mn></mfrac></math>'

    assert written(parsed(mathml)) == (
        '<math><mstyle displaystyle="true"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle></math>'
    )


def test_a_text_without_math_is_handed_on() -> None:
    for text in ("<b>", "5 > 4", "a\\b", "[x](y)"):
        assert plain(text) is text
        assert html(text) is text


def test_wide_formulas_can_be_scrolled_to_with_keys() -> None:
    assert "tabindex" not in html("$x$")
    for wide in ("$a+b+c+d+e+f+g+h+i+j$", "$$x$$"):
        assert str(html(wide)).startswith(
            '<span class="pm-math" role="group" aria-label="Formula" '
        )
    assert '<math display="block" ' in html("$$x$$")


SIGNS = [
    *r"{}{}{}[]()^_&#%~$@<>'`!\"=+-*/.,;: 01239abxyαé∞", "\n", "\t", "\x00", "\u202e", "\u0301",
    *(r"\frac \sqrt \left \right \begin{ \end{ \text{ \mathbb \hat \sum \log \over \\ \{ \} \, \!"
      r" \newcommand \def \color \hspace{ \kern \href \mathrm{ \not \binom \limits \tag \label"
      r" \operatorname \boldsymbol matrix} cases} align} array}{c}").split(),
]  # fmt: skip


def test_no_text_breaks_what_draws_it() -> None:
    choose = random.Random(5)  # noqa: S311 - the same ones every time
    for _ in range(examples(1500, 100_000)):
        latex = "".join(choose.choices(SIGNS, k=choose.randrange(1, 40)))
        formula = drawn(latex)
        if formula:
            assert_safe(formula.mathml)
            assert len(formula.mathml) < 400 * len(latex) + 400


@pytest.mark.parametrize(
    "latex",
    [
        r"\hat" * 99 + " x",
        r"\frac1" * 99 + "x",
        r"\sqrt{" * 16 + "x" + "}" * 16,
        r"\left(" * 16 + r"\right)" * 16,
        r"\begin{matrix}" * 16 + "x" + r"\end{matrix}" * 16,
        r"{\sqrt\sqrt\sqrt\sqrt" * 16 + "x" + "}" * 16,
        "x^{" * 16 + "'" * 300 + "}" * 16,
    ],
)
def test_the_deepest_formulas_take_little_of_a_small_stack_and_little_time(latex: str) -> None:
    before, old = time.process_time(), threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=drawn.__wrapped__, args=(latex,))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(old)

    assert time.process_time() - before < 1
