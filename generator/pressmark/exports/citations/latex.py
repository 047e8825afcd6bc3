"""Text in; LaTeX that prints the same out, for pdflatex without any packages.

Letters of the Latin script are written as LaTeX's commands; other scripts stay as they are. Signs
of mathematics, superscripts and formulas such as `z<5` are written as math.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterator

# Text that LaTeX prints as it is.
PLAIN = re.compile(r"[A-Za-z0-9 ,.:;!?'()/*+@\[\]\"-]*")
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
                   "0123456789+-=()abcdefghijklmnoprstuvwxyz", strict=True))  # fmt: skip
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
                    "0123456789+-=()aehijklmnoprstuvx", strict=True))  # fmt: skip
_SCRIPTS = f"[{''.join(_RAISED)}]+|[{''.join(_LOWERED)}]+"
# Greek words stay words; a single Greek letter is a sign.
_UNSAFE = compiled_later(
    rf"[\u0370-\u03ff\u1f00-\u1fff]{{2,}}|{_SCRIPTS}|[^A-Za-z0-9 ,.:;!?'()/*+=@\[\]\"-]"
)
_DOTLESS = compiled_later("ı(?=[\u0300-\u036f])")
_COMMANDS = {
    **{sign: f"\\{sign}" for sign in "%&#_$"},
    # A brace with a backslash still counts as a brace for BibTeX.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "`": "{`}",
    "\u00a0": "~",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "–": "--",
    "—": "---",
    "…": r"{\ldots}",
    "\u2011": "-",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "°": r"{\textdegree}",
    "§": r"{\S}",
    "£": r"{\pounds}",
    "©": r"{\copyright}",
    "ß": r"{\ss}",
    "ı": r"{\i}",
    "ȷ": r"{\j}",
    "Å": r"{\AA}",
    "å": r"{\aa}",
    **{
        sign: rf"{{\{name}}}"
        for sign, name in zip(
            "ÆæŒœØøŁłÐðÞþĐđ", "AE ae OE oe O o L l DH dh TH th DJ dj".split(), strict=True
        )
    },
}
# Signs of mathematics by the names that LaTeX has for them.
_MATH = {
    sign: f"\\{name}"
    for sign, name in zip(
        "αβγδεϵζηθϑικλμµνξπϖρϱσςτυφϕχψωΓΔΘΛΞΠΣΥΦΨΩ"
        "×÷±∓·∗⋆∘•∩∪⊕⊗⊙∧∨†‡≤≥≠≈≃≅≡∼∝≪≫⊂⊃⊆⊇∈∋≺≻⊥∥"
        "→←↔⇒⇐⇔↦↑↓⟨⟩∞∅∇∂∀∃¬√∑∏∫ℏℓℜℑℵ′⋯",
        (
            "alpha beta gamma delta varepsilon epsilon zeta eta theta vartheta iota kappa lambda mu"
            " mu nu xi pi varpi rho varrho sigma varsigma tau upsilon varphi phi chi psi omega"
            " Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
            " times div pm mp cdot ast star circ bullet cap cup oplus otimes odot wedge vee dagger"
            " ddagger leq geq neq approx simeq cong equiv sim propto ll gg subset supset subseteq"
            " supseteq in ni prec succ perp parallel"
            " rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto"
            " uparrow downarrow langle rangle infty emptyset nabla partial forall exists neg surd"
            " sum prod int hbar ell Re Im aleph prime cdots"
        ).split(),
        strict=True,
    )
} | {
    "\u2212": "-",
    "≲": r"\stackrel{<}{\sim}",
    "≳": r"\stackrel{>}{\sim}",
    **{letter: rf"\mathbf{{{plain}}}" for letter, plain in zip("ℂℍℕℙℚℝℤ", "CHNPQRZ", strict=True)},
}  # fmt: skip
# By combining character: what LaTeX calls the accent.
_ACCENTS = {
    **dict(zip("\u0300\u0301\u0302\u0303\u0304\u0307\u0308", "`'^~=.\"", strict=True)),
    "\u0306": "u",
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0326": "textcommabelow",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_LATIN = compiled_later("[A-Za-z]")
# A formula: values with relations between them, in which no words are. Its parts have a greatest
# length, so that no text takes long.
_VALUE = rf"[A-Za-z0-9.,()+/|\u2212\u0391-\u03c9±×√∞{''.join(_RAISED)}{''.join(_LOWERED)}-]{{1,16}}"
_RELATIONS = "=<>≤≥≠≈≃∼∝≪≫≲≳"
_FORMULA = compiled_later(
    rf"(?<![^\s(\[]){_VALUE}(?: ?[{_RELATIONS}] ?{_VALUE}){{1,4}}(?![^\s,.:;?!)\]])"
)
_LETTERS = compiled_later(r"[A-Za-z]{3,}|[\u0391-\u03c9]{3,}|[A-Za-z]-[A-Za-z]")
# What a formula of a source may hold: nothing that could end it or do more than print.
_LONGEST = 200
_HARMLESS = compiled_later(r"\$(?:[^\\$%#&~\x00-\x1f]|\\[A-Za-z]++|\\[,;:! |{}])++\$")
_MATH_NAMES = frozenset(
    name.strip("\\") for name in _MATH.values() if re.fullmatch(r"\\[A-Za-z]+", name)
) | frozenset(
    """Pr arccos arcsin arctan arg bar big bigcap bigcup bigl bigr bigoplus bigotimes bot breve
    cdots check colon cos cosh cot coth csc ddot ddots deg det dim dot dots exp frac ge gcd gets hat
    hbox hom hookrightarrow iff imath implies inf jmath ker land langle lbrace lceil ldots le left
    leftrightarrows lfloor lg lim liminf limsup ln lnot log longleftrightarrow longrightarrow lor
    lvert mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt max mbox mid min models
    ne not notin operatorname overline overrightarrow owns prime qquad quad rangle rbrace rceil
    rfloor right rm rvert sec setminus sim sin sinh smile sqrt sqsubset sqsubseteq sqcap sqcup star
    stackrel sup tan tanh text textit textrm textsc textsf textup tilde to top triangle underline
    uplus vdash vec vert widehat widetilde wr geqslant leqslant lesssim gtrsim varnothing
    mathring overbrace underbrace dag ddag lbrack rbrack bmod pmod coprod oint asymp doteq ominus
    oslash bigstar""".split()
)
_IN_MATH = compiled_later(f"{_SCRIPTS}|.", re.DOTALL)


class PlacedFormula(NamedTuple):
    """A formula in a text: where it starts and ends there, and its LaTeX in braces, which keep
    BibTeX from changing its letters."""

    start: int
    end: int
    latex: str


def latex_text(text: str) -> str:
    """Text as LaTeX prints it."""
    if not text or PLAIN.fullmatch(text):
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", _DOTLESS.sub("i", text))
    place, pieces = 0, []
    for start, end, latex in formulas(text):
        pieces += [_UNSAFE.sub(_replaced, text[place:start]), latex]
        place = end
    whole = "".join([*pieces, _UNSAFE.sub(_replaced, text[place:])])
    # Before a quote, these two would make a sign of Spanish with it.
    return whole.replace("?`", "?{}`").replace("!`", "!{}`")


def formulas(text: str, sources: tuple[str, ...] = ()) -> list[PlacedFormula]:
    """The formulas in a text, in its order. `sources` are those that it is known to have, as LaTeX
    between dollar signs: one that the text does not show is none of it."""
    place, placed_formulas = 0, []
    for formula in placed(text, sources):
        placed_formulas += [*_formulas(text, place, formula.start), formula]
        place = formula.end
    return [*placed_formulas, *_formulas(text, place, len(text))]


def placed(text: str, sources: tuple[str, ...]) -> Iterator[PlacedFormula]:
    """Those formulas that a text is known to have and shows, in its order."""
    place = 0
    for latex in sources:
        shown = _shown(latex)
        start = _place(text, shown, place) if shown else -1
        if start >= 0:
            place = start + len(shown)
            yield PlacedFormula(start, place, f"{{{latex}}}")


def formulas_of_source(source: str) -> list[PlacedFormula]:
    """The formulas in a text that has them as LaTeX between delimiters, by their places in the same
    as plain text."""
    from pressmark.base.math.delimiters import pieces  # few titles have any
    from pressmark.base.math.texts import formula_in_text, plain

    text, placed_formulas, place, start = plain(source), list[PlacedFormula](), 0, 0
    for piece in pieces(source):
        if isinstance(piece, str):
            start += len(piece)
            continue
        end = start + len(formula_in_text(piece))
        latex = f"${' '.join(piece.latex.split())}$"
        if _is_harmless(latex):
            placed_formulas += [
                *_formulas(text, place, start),
                PlacedFormula(start, end, f"{{{latex}}}"),
            ]
            place = end
        start = end
    return [*placed_formulas, *_formulas(text, place, len(text))]


def _formulas(text: str, place: int, end: int) -> list[PlacedFormula]:
    """What looks like a formula, such as `z<5`, between two places of a text."""
    if not any(sign in text for sign in _RELATIONS):
        return []
    placed_formulas = []
    for match in _FORMULA.finditer(text, place, end):
        shown = match[0].rstrip(".,")
        is_open = shown.count("(") != shown.count(")")
        if not is_open and not _LETTERS.search(shown) and shown[-1] not in _RELATIONS:
            start = match.start()
            placed_formulas.append(PlacedFormula(start, start + len(shown), _math(shown)))
    return placed_formulas


def _place(text: str, shown: str, place: int) -> int:
    """Where a formula is shown after a place, and not within a word; -1 if nowhere."""
    while (start := text.find(shown, place)) >= 0:
        before, after = text[start - 1 : start], text[start + len(shown) :][:1]
        is_apart = not (before.isalpha() and shown[0].isalpha() and before.isascii())
        if is_apart and not (after.isalpha() and shown[-1].isalpha() and after.isascii()):
            return start
        place = start + 1
    return -1


@lru_cache(maxsize=10_000)
def _shown(latex: str) -> str:
    """What a formula shows as text; empty if it is not one that any LaTeX takes and that does
    nothing but print."""
    from pressmark.library.readers.latex import printed

    return printed(latex) if _is_harmless(latex) else ""


def _is_harmless(latex: str) -> bool:
    """Whether any LaTeX takes a formula, which does nothing but print."""
    return (
        len(latex) <= _LONGEST
        and bool(_HARMLESS.fullmatch(latex))
        and set(re.findall(r"\\([A-Za-z]+)", latex)) <= _MATH_NAMES
        and _is_balanced(latex)
    )


def _is_balanced(latex: str) -> bool:
    """Whether every brace that a text opens is closed after it."""
    depth = 0
    for sign in re.sub(r"\\.", "", latex):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _math(text: str) -> str:
    """Text as math, in braces that keep BibTeX from changing its letters."""
    return f"{{${_in_math(text)}$}}"


def _in_math(text: str) -> str:
    """A text as it is written within math."""
    pieces = [_piece(match[0]) for match in _IN_MATH.finditer(text)]
    for at, (before, piece) in enumerate(pairwise(pieces)):
        if before == " " and piece.startswith("\\"):
            pieces[at] = "\\ "  # else readers of LaTeX lose the space
        elif before[:1] == "\\" and before[-1:].isalpha():
            if piece == " ":
                pieces[at + 1] = "\\ "
            elif piece[:1].isalpha():
                pieces[at + 1] = f"{{}}{piece}"
    return "".join(pieces)


def _piece(signs: str) -> str:
    if signs[0] in _RAISED:
        return f"^{{{''.join([_RAISED[sign] for sign in signs])}}}"
    if signs[0] in _LOWERED:
        return f"_{{{''.join([_LOWERED[sign] for sign in signs])}}}"
    return _MATH.get(signs, signs)


def _replaced(match: re.Match[str]) -> str:
    return latex_sign(match[0])


@lru_cache(maxsize=10_000)
def latex_sign(sign: str) -> str:
    """A sign as LaTeX writes it; itself where LaTeX has to know it by its own, and so a word."""
    if command := _COMMANDS.get(sign):
        return command
    if sign in _MATH or sign[0] in _RAISED or sign[0] in _LOWERED:
        return _math(sign)
    if len(sign) > 1:
        return sign
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if marks and _LATIN.fullmatch(base) and all(mark in _ACCENTS for mark in marks):
        for mark in marks:
            accent = _ACCENTS[mark]
            base = (
                f"\\{accent}{{{base}}}"
                if len(base) > 1 or accent.isalpha()
                else f"\\{accent}{base}"
            )
        return f"{{{base}}}"
    return " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign
