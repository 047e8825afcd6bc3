"""The BibTeX of papers as pdflatex prints it: formulas, signs and letters, without any error."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.readers.bibtex import read
from pressmark.library.readers.latex import formulas_of, printed
from tests.effort import drawn
from tests.references import invented, made, page_of, real
from tests.works import works

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference

BIBTEX_DOCUMENT = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\begin{document}
\nocite{*}
\bibliographystyle{STYLE}
\bibliography{library}
\end{document}
"""
BIBLATEX_DOCUMENT = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage[backend=biber]{biblatex}
\addbibresource{library.bib}
\begin{document}
\nocite{*}
\printbibliography
\end{document}
"""
# Titles with signs and formulas, and how BibTeX has them.
TITLES = {
    "Lamps from z=5 to z<1: α-decay": "Lamps from {$z=5$} to {$z<1$}: {$\\alpha$}-decay",
    "H₂O and 10⁶ of CO₂": "{H{$_{2}$}O} and 10{$^{6}$} of {CO{$_{2}$}}",
    "on p < 0.05 and O(n²) ≤ 3": "on {$p < 0.05$} and {$O(n^{2})\\ \\leq\\ 3$}",
    "E=mc², or (k=3), 0.5<z<1.0": "{$E=mc^{2}$}, or {$(k=3)$}, {$0.5<z<1.0$}",
    "lamps = light, x→y": "lamps = light, x{$\\rightarrow$}y",
    "a TLS<1.3 <b>": "a {TLS}{\\textless}1.3 {\\textless}b{\\textgreater}",
    "α=β+1": "{$\\alpha=\\beta+1$}",
}
# Formulas of titles as their sources have them.
SOURCES = (
    r"Lamps from $z=5$ to $z<1$: {$\alpha$}-decay",
    r"Search for $B^0 \to K^{*0}\mu^+\mu^-$ at $\sqrt{s}=13$ TeV",
    r"On \(k\)-means, $\mathcal{O}(n \log n)$ and $\frac{1}{2}$",
    r"$^{13}$C and H$_2$O at 10$^{-3}$\,m",
    r"Measuring $\Delta m^2_{32}$, $t\bar{t}$ and $\Lambda_b^0$",
)


def entry(**facts: Any) -> str:
    return bibtex(made("lamps", **facts), "https://x.org/papers/lamps/")


def title_of(text: str) -> str:
    match = re.search(r"^  title = \{(.*)\},$", text, re.MULTILINE)
    assert match
    return match[1]


def compiled(folder: Path, references: Iterable[Reference], document: str) -> list[str]:
    """The errors of pdflatex and of its bibliography program on a document that cites all."""
    text = "\n".join([bibtex(reference, page_of(reference)) for reference in references])
    (folder / "library.bib").write_text(text, encoding="utf-8")
    (folder / "t.tex").write_text(document, encoding="utf-8")
    program = "biber" if "biblatex" in document else "bibtex"
    errors = []
    for name in ("pdflatex", program, "pdflatex"):
        if not shutil.which(name):
            pytest.fail(f"{name} is needed: run 'make test', which installs it")
        options = ["-interaction=nonstopmode", "-file-line-error"] if name == "pdflatex" else []
        run = subprocess.run([name, *options, "t"], cwd=folder, capture_output=True, check=False)
        output = run.stdout.decode(errors="replace")
        errors += re.findall(r"^(?:!|\S+:\d+:|ERROR|.*error message).*$", output, re.MULTILINE)
    assert (folder / "t.pdf").is_file()
    return errors


def latin(references: Iterable[Reference]) -> list[Reference]:
    """Those that pdflatex has the letters of."""
    return [each for each in references if not re.search("[\u0400-\u05ff\u3000-\uffff]", str(each))]


def everything() -> list[Reference]:
    kinds = works().values()
    facts: list[dict[str, Any]] = [
        *({"title": title} for title in TITLES),
        *({"title": printed(text), "formulas": formulas_of(text)} for text in SOURCES),
    ]
    titles = [made(f"formula{number}", **each) for number, each in enumerate(facts)]
    return latin(
        [
            *drawn(real(), 10),
            *invented(),
            *(each for kind in kinds for each in drawn(kind, 1)),
            *titles,
        ]
    )


@pytest.mark.parametrize("style", ["plain", "ieeetr"])
def test_pdflatex_and_bibtex_print_everything_without_an_error(tmp_path: Path, style: str) -> None:
    assert compiled(tmp_path, everything(), BIBTEX_DOCUMENT.replace("STYLE", style)) == []


def test_pdflatex_and_biber_print_everything_without_an_error(tmp_path: Path) -> None:
    assert compiled(tmp_path, everything(), BIBLATEX_DOCUMENT) == []


@pytest.mark.parametrize(("title", "latex"), TITLES.items())
def test_what_looks_like_a_formula_is_math(title: str, latex: str) -> None:
    assert title_of(entry(title=title)) == latex
    assert printed(latex) == title


@pytest.mark.parametrize("source", SOURCES)
def test_a_formula_comes_back_as_its_source_has_it(source: str) -> None:
    first = paper_of(
        f"@article{{lamps, title = {{{source}}}, author = {{Quill, Ada}}, year = 2021}}"
    )
    assert "$" not in first.title
    again = entry(title=first.title, formulas=list(first.formulas))
    assert list(first.formulas) == formulas_of(source) == formulas_of(title_of(again))
    second = paper_of(again)
    assert (second.title, second.formulas) == (first.title, first.formulas)


def paper_of(text: str) -> Paper:
    [each] = read(text, Path("library.bib")).entries
    assert each.paper
    return each.paper


@pytest.mark.parametrize(
    "formula",
    [r"$\input{/etc/passwd}$", "$a$}$", "$x", r"$\def\a{b}$", "$a}{$", "$%$", r"$\csname a$", "$$"],
)
def test_a_formula_that_would_do_more_than_print_is_none(formula: str) -> None:
    text = entry(title="Lamps and a x b", formulas=[formula])
    assert title_of(text) == "Lamps and a x b"


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        (r"Top-$k$ of $O(n\log n)$", r"Top-{$k$} of {$O(n\log n)$}"),
        (r"The \(\ell_2\) GAN at z<5", r"The {$\ell_2$} {GAN} at {$z<5$}"),
        (r"$5 to $10 for $k$ \& more", r"\$5 to \$10 for {$k$} {\textbackslash}\& more"),
        (r"$\boldsymbol{\alpha}$ and $x#y$", r"{$\alpha$} and \$x\#y\$"),
        (
            r"$\input{/etc/passwd}$",
            r"\${\textbackslash}input{\textbraceleft}/etc/passwd{\textbraceright}\$",
        ),
        (r"\$5 and 6$", r"\$5 and 6\$"),
    ],
)
def test_math_in_a_title_is_math_in_bibtex_where_any_latex_takes_it(title: str, latex: str) -> None:
    assert title_of(entry(title=title)) == latex


def test_dollars_of_a_source_stay_dollars() -> None:
    first = paper_of(r"@article{lamps, title = {At \$5$x$ or 6\$ $k$}, year = 2021}")
    assert (first.title, first.plain_title) == (r"At \$5x or 6\$ k", "At $5x or 6$ k")
    assert title_of(entry(title=first.title, formulas=list(first.formulas))) == (
        r"At \$5{$x$} or 6\$ {$k$}"
    )


def test_a_formula_that_the_title_no_longer_shows_is_left_out() -> None:
    assert title_of(entry(title="Lamps at z>2", formulas=["$z=5$"])) == "Lamps at {$z>2$}"


def test_a_letter_within_a_word_is_no_formula() -> None:
    assert title_of(entry(title="Work on k-means", formulas=["$k$"])) == "Work on {$k$}-means"


@pytest.mark.parametrize("language", ["german", "de", "fr"])
def test_a_title_in_another_language_keeps_its_capitals(language: str) -> None:
    title = "Die Beleuchtung der Häuser in der Großstadt"
    written = title_of(entry(title=title, language=language))
    assert written == r"Die {Beleuchtung} der {H{\"a}user} in der {Gro{\ss}stadt}"


@given(st.text(alphabet="abzE059=<>≤αΩ²₂⁻→±√∞ℓ().,- :", max_size=40).filter(str.strip))
def test_signs_and_formulas_are_read_back_as_they_were(title: str) -> None:
    title = " ".join(title.replace("--", "-").replace("--", "-").split()).strip("-")
    if title:
        assert printed(title_of(entry(title=title))) == title


@pytest.mark.parametrize("is_selected", [True, False])
def test_a_selected_paper_is_selected_when_it_is_read_back(is_selected: bool) -> None:
    text = entry(selected=is_selected)
    assert ("  selected = {true}" in text) == is_selected
    assert paper_of(text).selected == is_selected
