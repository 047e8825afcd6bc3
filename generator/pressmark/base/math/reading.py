"""A tree of MathML in; the formula on one line of plain text out: `E = mc²`, `O(n log n)`, `ℓ₂`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pressmark.base.math.raised import raised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.base.math.elements import Element

# Relations and operations, which have a space on either side between two values.
_SPACED = frozenset("=<>≤≥⩽⩾≈≠≡∼≃≅∝∈∉∋⊂⊆⊃⊇→←⇒⇐⇔↔↦⟶⟹≔+−±∓×⋅∪∩∧∨∖≪≫≲≳⊕⊗⊥∥∣≺≻⪯⪰⊙⊢⊨")
_SIGNS = "+−±∓"
_OPENING = "([{⟨⌊⌈|,;/"
_APPLIED = "\u2061"
# Letters of mathematics that are read as such; those of other shapes are read as plain letters.
_KEPT = frozenset("ℓℝℕℤℚℂℙℏℵℜℑ")
_SHAPES = re.compile("[\u2100-\u214f\U0001d400-\U0001d7ff]")
# Variations of letters, and operators that nobody sees.
_UNSEEN = re.compile("[\ufe00-\ufe0f\u2062-\u2064]")
_ACCENTS = {
    **dict(zip("`´^ˆ~˜˙¨ˇ˘¯‾", "\u0300\u0301\u0302\u0302\u0303\u0303\u0307\u0308\u030c\u0306"
               "\u0304\u0304", strict=True)),
    "→": "\u20d7",
    "\u20d7": "\u20d7",
}  # fmt: skip
_BARS = frozenset("_⏟⏞⎵⎴‾¯\u0332\u0305\u0331")
_AS_THEY_ARE = {"∘": "°", "*": "*", "⊤": "ᵀ"}
_PRIMES = re.compile("[′″‴⁗]+")
_SHORT = re.compile(r".[\W\d]?|\d+")
_ONE_VALUE = re.compile(r"[^\s/+−=,<>]+")


def read(element: Element) -> str:
    """The formula as text; empty where it prints nothing."""
    return " ".join(_read(element).split())


def _read(node: Element | str) -> str:
    if isinstance(node, str):
        return _letters(node)
    reader = _READERS.get(node.tag)
    return reader(node) if reader else _row(node.children)


def _letters(text: str) -> str:
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text).replace("∗", "*")
    return _SHAPES.sub(
        lambda match: match[0] if match[0] in _KEPT else unicodedata.normalize("NFKC", match[0]),
        text,
    )


def _row(children: Sequence[Element | str]) -> str:
    text = ""
    for child in children:
        piece = _read(child)
        if not isinstance(child, str) and child.tag == "mo":
            piece = _operator(piece, child.attributes, text)
        text += piece
    return text


def _operator(sign: str, attributes: dict[str, str], before: str) -> str:
    """An operator with the spaces that it has behind a text."""
    if sign == _APPLIED:
        return " " if attributes.get("lspace", "0") != "0" else ""
    if attributes.get("lspace") == attributes.get("rspace") == "0":  # as in a script
        return sign
    if sign in (",", ";"):
        return sign if attributes.get("rspace") == "0" else f"{sign} "
    if sign not in _SPACED:
        return sign
    last = before.rstrip()[-1:]
    is_of_one_value = not last or last in _OPENING or last in _SPACED
    return sign if is_of_one_value and sign in _SIGNS else f" {sign} "


def _space(node: Element) -> str:
    width = node.attributes.get("width", "0").removesuffix("em")
    return " " if float(width) > 0 else ""


def _fraction(node: Element) -> str:
    above, below = [_read(child).strip() for child in node.children]
    if node.attributes.get("linethickness") == "0":
        return f"{above} choose {below}"
    return f"{_value(above)}/{_value(below)}"


def _value(text: str) -> str:
    """A text as a part of another, in parentheses where it is more than one value."""
    return text if _ONE_VALUE.fullmatch(text) or _is_enclosed(text) else f"({text})"


def _is_enclosed(text: str) -> bool:
    return text.startswith("(") and text.find(")") == len(text) - 1


def _root(node: Element) -> str:
    if node.tag == "msqrt":
        return f"√{_short(_row(node.children).strip())}"
    base, index = [_read(child).strip() for child in node.children]
    return f"{raised(index, is_above=True) or index}√{_short(base)}"


def _short(text: str) -> str:
    """A text below a root, in parentheses where it is more than a letter or a number."""
    return text if _SHORT.fullmatch(text) or _is_enclosed(text) else f"({text})"


def _below(node: Element) -> str:
    return _with_script(_read(node.children[0]), node.children[1], is_above=False)


def _above(node: Element) -> str:
    return _with_script(_read(node.children[0]), node.children[1], is_above=True)


def _both(node: Element) -> str:
    base, below, above = node.children
    return _with_script(_with_script(_read(base), below, is_above=False), above, is_above=True)


def _with_script(base: str, node: Element | str, is_above: bool) -> str:
    script = _read(node).strip()
    if not script or script in _BARS:
        return base
    if " " in base and not _is_enclosed(base):
        base = f"({base})"
    if script in _AS_THEY_ARE and is_above:
        return base + _AS_THEY_ARE[script]
    if _PRIMES.fullmatch(script):
        return base + script
    if letters := raised(script.replace("−", "-").replace(" ", ""), is_above):
        return base + letters
    return f"{base}{'^' if is_above else '_'}{script if len(script) == 1 else f'({script})'}"


def _over(node: Element) -> str:
    base, sign = _read(node.children[0]).strip(), _read(node.children[1]).strip()
    if sign in _ACCENTS:
        has_room = len(base) == 1 and base.isalpha()
        return unicodedata.normalize("NFC", base + _ACCENTS[sign]) if has_room else base
    return _above(node)


def _scripts_around(node: Element) -> str:
    at = next((n for n, child in enumerate(node.children) if _is_mark(child)), len(node.children))
    base, *after = node.children[:at]
    text = _read(base)
    for place, script in enumerate(after):
        text = _with_script(text, script, is_above=place % 2 == 1)
    before = ""
    for place, script in enumerate(node.children[at + 1 :]):
        before = _with_script(before, script, is_above=place % 2 == 1)
    return before + text


def _is_mark(child: Element | str) -> bool:
    return not isinstance(child, str) and child.tag == "mprescripts"


def _table(node: Element) -> str:
    return "; ".join([_read(row).strip() for row in node.children])


def _cells(node: Element) -> str:
    return " ".join([_read(cell).strip() for cell in node.children])


def _nothing(_: Element) -> str:
    return ""


_READERS: dict[str, Callable[[Element], str]] = {
    "mspace": _space,
    "mphantom": _nothing,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msub": _below,
    "munder": _below,
    "msup": _above,
    "mover": _over,
    "msubsup": _both,
    "munderover": _both,
    "mmultiscripts": _scripts_around,
    "mtable": _table,
    "mtr": _cells,
}
