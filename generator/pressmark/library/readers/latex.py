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
# Of Vietnamese: the hook above a letter, that may have an accent, and the horned letters.
_HOOK = re.compile(r"\\h(?:\s+|\s*\{)(\w|\\[\^u]\s*\{?\w\}?)\}?")
_VERB = re.compile(r"\\verb\*?([^\w\s*])(.{0,200}?)\1")
_COMBINED = re.compile("[\u0309\u031b]")
_HORN = re.compile(r"\\([ouOU])horn(?![A-Za-z])(?:\{\})?\s*")
_MATH = re.compile(
    r"(?<!\\)\$[^$]*\$|\\\((?:[^\\]|\\[^()])*+\\\)|\\ensuremath\s*\{(?:[^{}]|\{[^{}]*\})*\}",
    re.DOTALL,
)
# What math begins and ends with.
_BETWEEN = re.compile(r"^(?:\$|\\\(|\\ensuremath\s*\{)|(?:\$|\\\)|\})$")
_SCRIPT = re.compile(r"(?<!\\)([_^])\s*(?:\{([^{}\\]*)\}|([\w*+-]))")
# Signs that are raised already, and a line over one letter.
_MARK_ABOVE = re.compile(
    r"\^\s*\{?\\(circ|prime|dagger|ddagger|ast)(?![A-Za-z])\s*\}?|\\overline\s*\{([A-Za-z])\}"
)
_MARKS_ABOVE = {"circ": "°", "prime": "′", "dagger": "†", "ddagger": "‡", "ast": "*"}
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
    "P": "¶",
    "ddag": "‡",
    "Dash": "—",
    "dash": "—",
    "thinspace": " ",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "flqq": "«",
    "frqq": "»",
    "flq": "‹",
    "frq": "›",
    "Large": "",
    "LARGE": "",
    "Huge": "",
    "HUGE": "",
    "IeC": "",
    "SI": "",
    "MakeUppercase": "",
    "MakeLowercase": "",
    "MakeTextUppercase": "",
    "MakeTextLowercase": "",
    "NoCaseChange": "",
    "today": "",
    "-": "",
    "relax": "",
}
# Commands that print their last argument, and those that print nothing where a reader is.
_WRAPPERS = "texttt textsf mbox hbox textsl textmd textup textnormal underline uline text".split()
_WRAPPERS += "mathrm mathsf mathtt operatorname url path nolinkurl lstinline".split()
# Those that print the last of two, and that quote what they hold.
_SECOND, _QUOTING = ("foreignlanguage", "raisebox", "href"), ("enquote", "mkbibquote")
_SILENT = "footnote footnotemark footnotetext thanks cite citep citet citealp ref eqref".split()
_SILENT += (
    "pageref autoref label index noop noopsort SortNoop sortnoop protect hspace vspace".split()
)
_SILENT += "vphantom phantom".split()


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
    formulas = (_BETWEEN.sub("", match[0]) for match in _MATH.finditer(latex))
    return [f"${' '.join(text.split())}$" for text in formulas if text.strip()]


def _decoded(latex: str, decoder: Any) -> str:
    if len(_DOLLAR.findall(latex)) % 2:  # a price, as no math starts or ends there
        latex = _DOLLAR.sub(r"\\$", latex)
    latex = _COMMA_BELOW.sub("\\1\u0326", _BARE_PERCENT.sub(r"\\%", latex))
    if "\\h" in latex or "horn" in latex:
        latex = _HORN.sub("\\1\u031b", _HOOK.sub("\\1\u0309", latex))
    latex = _MATH.sub(lambda math: _SCRIPT.sub(_script, _MARK_ABOVE.sub(_mark, math[0])), latex)
    latex = _TEXT_SCRIPT.sub(_text_script, latex)
    if "\\verb" in latex:
        latex = _VERB.sub(lambda verb: re.sub(r"([\\{}$~%&#_^])", r"\\\1", verb[2]), latex)
    if '"`' in latex:
        latex = latex.replace('"`', "„").replace("\"'", "“")
    latex = _TILDE_OR_HAT.sub(lambda sign: _BARE_SIGNS[sign[1]], latex)
    latex = _URL.sub(lambda url: url[0].replace("~", _BARE_SIGNS["~"]), latex)
    try:
        text = cast("str", decoder.latex_to_text(latex, latex_context=_commands()))
        return unicodedata.normalize("NFC", text) if _COMBINED.search(text) else text
    except (ValueError, IndexError, AttributeError, RecursionError):  # no LaTeX would print it
        return re.sub(r"[\\{}]", "", latex)


def _script(match: re.Match[str]) -> str:
    text = match[2] or match[3] or ""
    is_above = match[1] == "^"
    return text if is_above and text == "*" else raised(text, is_above) or match[0]


def _mark(match: re.Match[str]) -> str:
    return f"\\bar{{{match[2]}}}" if match[2] else _MARKS_ABOVE[match[1]]


def _text_script(match: re.Match[str]) -> str:
    return raised(match[2], match[1] == "super") or match[2]


@lru_cache(maxsize=1)
def _commands() -> Any:
    """The commands that the parser knows, with how many arguments each has."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    macros = [
        MacroSpec(name, "{") for name in (*_WRAPPERS, *_SILENT) if not name.startswith("cite")
    ]
    macros += [MacroSpec(name, "*[[{") for name in _SILENT if name.startswith("cite")]
    macros += [MacroSpec(name, "{{") for name in _SECOND]
    macros += [MacroSpec(name, "{") for name in _QUOTING]
    context.add_context_category("texts", macros=macros, prepend=True)
    return context


@lru_cache(maxsize=2)
def _decoder(*, keep_groups: bool) -> Any:
    import logging

    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    def _unknown(node: Any) -> str:
        """A macro that stands for a name, as \\ConTeXt does, has it for its own."""
        name = cast("str", node.macroname)
        return "" if name.islower() or len(name) < 2 else name

    def last_argument(node: Any, l2tobj: Any) -> str:
        arguments = node.nodeargd.argnlist if node.nodeargd else None
        return cast("str", l2tobj.nodelist_to_text([arguments[-1]])) if arguments else ""

    # It warns of commands without their arguments, which a text may well hold.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, sign) for name, sign in _SIGNS.items()]
    macros += [MacroTextSpec(name, last_argument) for name in (*_WRAPPERS, *_SECOND)]
    macros += [MacroTextSpec(name, "“%s”") for name in _QUOTING]
    macros += [MacroTextSpec(name, "") for name in _SILENT]
    context.add_context_category("signs", macros=macros, prepend=True)
    context.set_unknown_macro_spec(MacroTextSpec("", _unknown))
    return LatexNodes2Text(context, math_mode="text", keep_braced_groups=keep_groups)
