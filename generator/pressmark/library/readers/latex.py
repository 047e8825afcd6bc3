"""LaTeX of a title, a name or an abstract in; the text that it prints out, in plain Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, cast

from pressmark.base.math.raised import raised

# What text without any LaTeX does not have, and text that has but braces and dashes.
_ANY_LATEX = re.compile(r"[\\{}$~%`]|--|''|\"\"")
_FURTHER_LATEX = re.compile(r"[\\$~%`\"]|''")
# Accents and letters as most programs write them, in braces of their own: those of a command's
# argument come first, to be passed over.
_LETTER = re.compile(
    r"\\(?:[A-Za-z]+\*?|[^A-Za-z])\s*\{"
    r"|\{\\(?:(?:(?P<accent>['`^\"~=.])|(?P<hook>[uvHcdkbr])(?=\{| ))"
    r"(?:\{(?P<braced>[A-Za-z])\}| ?(?P<bare>[A-Za-z]))"
    r"|(?P<letter>ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j))\}"
)
_ACCENTS = dict(zip("'`^\"~=.uvHcdkbr", "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0306"
                    "\u030c\u030b\u0327\u0323\u0328\u0331\u030a", strict=True))  # fmt: skip
_LETTERS = dict(zip("ss o O l L ae AE oe OE aa AA i j".split(), "ßøØłŁæÆœŒåÅıȷ", strict=True))
_NO_BRACES = str.maketrans("", "", "{}")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_DOLLAR = re.compile(r"(?<!\\)\$")
_COMMA_BELOW = re.compile(r"\\textcommabelow\s*\{(\w)\}")
_MATH = re.compile(
    r"(?<!\\)\$[^$]*\$|\\\(.*?\\\)|\\ensuremath\s*\{(?:[^{}]|\{[^{}]*\})*\}", re.DOTALL
)
# What math begins and ends with.
_BETWEEN = re.compile(r"^(?:\$|\\\(|\\ensuremath\s*\{)|(?:\$|\\\)|\})$")
_SCRIPT = re.compile(r"(?<!\\)([_^])\s*(?:\{([^{}\\]*)\}|([\w*+-]))")
_TEXT_SCRIPT = re.compile(r"\\text(super|sub)script\s*\{([^{}\\]*)\}")
_SINGLE_QUOTES = re.compile(r"`([^`']*)'")
_TILDE_OR_HAT = re.compile(r"\\([~^])\{\}")
_BARE_SIGNS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_URL = re.compile(r"\\(?:url|href)\s*\{[^{}]*\}")
# Commands that the decoder does not know.
_SIGNS = {
    "textless": "<",
    "textgreater": ">",
    "less": "<",
    "greater": ">",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textdegree": "°",
    "textquotesingle": "'",
    "slash": "/",
    "euro": "€",
    "S": "§",
    "pounds": "£",
    "copyright": "©",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "colon": ":",
    "today": "",
    "-": "",
    "relax": "",
}
# Commands that print their last argument, and those that print nothing where a reader is.
_WRAPPERS = "texttt textsf mbox hbox textsl textmd textup textnormal underline uline text".split()
_WRAPPERS += "enquote mathrm mathsf mathtt operatorname url path nolinkurl".split()
_SILENT = "footnote footnotemark footnotetext thanks cite citep citet citealp ref eqref".split()
_SILENT += "pageref autoref label index noop protect hspace vspace vphantom phantom".split()


def printed(latex: str) -> str:
    """What LaTeX prints for a text."""
    if not _ANY_LATEX.search(latex):
        return latex
    if "{\\" in latex:
        latex = _LETTER.sub(_letter, latex)
    if not _FURTHER_LATEX.search(latex):  # most of the others: the same without the detours
        return latex.translate(_NO_BRACES).replace("---", "—").replace("--", "–")
    return _SINGLE_QUOTES.sub("‘\\1’", _decoded(latex, _decoder(keep_groups=False)))


def with_groups(latex: str) -> str:
    """What LaTeX prints for a text, with the braces of it that hold more than a letter."""
    if "{\\" in latex:
        latex = _LETTER.sub(_letter, latex)
    if not _ANY_LATEX.search(latex):
        return latex
    return _decoded(latex, _decoder(keep_groups=True))


def _letter(match: re.Match[str]) -> str:
    """A letter that LaTeX has a command for, or makes of an accent."""
    if letter := match["letter"]:
        return _LETTERS[letter]
    accent = match["accent"] or match["hook"]
    if not accent:
        return match[0]
    return unicodedata.normalize("NFC", (match["braced"] or match["bare"]) + _ACCENTS[accent])


def formulas_of(latex: str) -> list[str]:
    """The formulas in a text of LaTeX, in its order, each between dollar signs."""
    if "$" not in latex and "\\" not in latex:
        return []
    if len(_DOLLAR.findall(latex)) % 2:
        latex = latex.replace("$", "")
    found = (_BETWEEN.sub("", match[0]) for match in _MATH.finditer(latex))
    return [f"${' '.join(text.split())}$" for text in found if text.strip()]


def _decoded(latex: str, decoder: Any) -> str:
    if len(_DOLLAR.findall(latex)) % 2:  # a price, as no math starts or ends there
        latex = _DOLLAR.sub(r"\\$", latex)
    latex = _COMMA_BELOW.sub("\\1\u0326", _BARE_PERCENT.sub(r"\\%", latex))
    latex = _MATH.sub(lambda math: _SCRIPT.sub(_script, math[0]), latex)
    latex = _TEXT_SCRIPT.sub(_text_script, latex)
    latex = _TILDE_OR_HAT.sub(lambda sign: _BARE_SIGNS[sign[1]], latex)
    latex = _URL.sub(lambda url: url[0].replace("~", _BARE_SIGNS["~"]), latex)
    try:
        return cast("str", decoder.latex_to_text(latex, latex_context=_commands()))
    except (ValueError, IndexError, AttributeError, RecursionError):  # no LaTeX would print it
        return re.sub(r"[\\{}]", "", latex)


def _script(match: re.Match[str]) -> str:
    return raised(match[2] or match[3] or "", match[1] == "^") or match[0]


def _text_script(match: re.Match[str]) -> str:
    return raised(match[2], match[1] == "super") or match[2]


@lru_cache(maxsize=1)
def _commands() -> Any:
    """The commands that the parser knows, with how many arguments each has."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    known = get_default_latex_context_db()
    macros = [
        MacroSpec(name, "{") for name in (*_WRAPPERS, *_SILENT) if not name.startswith("cite")
    ]
    macros += [MacroSpec(name, "*[[{") for name in _SILENT if name.startswith("cite")]
    macros.append(MacroSpec("href", "{{"))
    known.add_context_category("texts", macros=macros, prepend=True)
    return known


@lru_cache(maxsize=2)
def _decoder(*, keep_groups: bool) -> Any:
    import logging

    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    def last_argument(node: Any, l2tobj: Any) -> str:
        arguments = node.nodeargd.argnlist if node.nodeargd else None
        return cast("str", l2tobj.nodelist_to_text([arguments[-1]])) if arguments else ""

    # It warns of commands without their arguments, which a text may well hold.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    known = get_default_latex_context_db()
    macros = [MacroTextSpec(name, sign) for name, sign in _SIGNS.items()]
    macros += [MacroTextSpec(name, last_argument) for name in (*_WRAPPERS, "href")]
    macros += [MacroTextSpec(name, "") for name in _SILENT]
    known.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(known, math_mode="text", keep_braced_groups=keep_groups)
