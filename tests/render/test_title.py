"""A title's formulas are drawn, whether the record has them as LaTeX or its source had them."""

from __future__ import annotations

import re

import pytest

from pressmark.base.math.texts import html
from pressmark.render.title import with_latex


@pytest.mark.parametrize(
    ("title", "formulas", "shown"),
    [
        ("Lamps & <Tides>", ("$x$",), "Lamps & <Tides>"),
        (r"The $\ell_2$ norm & $5", (), "The [ℓ₂] norm &amp; $5"),
        ("The ℓ₂ norm & $5", (r"$\ell_2$",), "The [ℓ₂] norm &amp; $5"),
        (r"k-means <for> \$5x or 6\$ k", ("$k$", "$x$"), "[k]-means &lt;for&gt; $5[x] or 6$ k"),
        ("From $5 to z<5", ("$z<5$",), "From $5 to [z &lt; 5]"),
        ("Lamps at z<5", ("$y$",), "Lamps at z<5"),
        ("On α", (r"$\alpha \input{x}$",), "On α"),
        ("On x", (r"$\hbox{x}$",), "On x"),
    ],
)
def test_a_title_is_shown_with_its_formulas(
    title: str, formulas: tuple[str, ...], shown: str
) -> None:
    drawn = str(html(with_latex(title, formulas)))

    assert re.sub('<math alttext="([^"]*)">.*?</math>', r"[\1]", drawn) == shown
