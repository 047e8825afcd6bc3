"""MathML as text in; a tree of the elements that pages may hold, and that tree as HTML, out."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import NamedTuple

from pressmark.base.escaping import escape

_TOKEN = re.compile(
    r'<(?P<end>/?)(?P<tag>[a-z]+)(?P<more>(?: [a-z]+="[^"<>]*")*)(?P<empty>/?)>|(?P<text>[^<>]+)'
)
_ATTRIBUTE = re.compile(r'(?<![a-z])([a-z]+)="([^"]*)"')
# Those of MathML Core that draw something.
_TAGS = frozenset(
    """math mi mn mo ms mtext mspace mrow mstyle mpadded mphantom mfrac msqrt mroot msub msup
    msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd""".split()
)
# What text in a formula may have in it.
_TEXT_TAGS = frozenset("b i em u code".split())
_UNWRAPPED = "span"
_EMPTY = frozenset(("mspace", "mprescripts"))
_TRUTH = re.compile("true|false")
# None is long enough to cover what is around the formula.
_LENGTH = re.compile(r"-?[0-3](?:\.\d{1,8})?em|0")
# The classes of the style sheet that say what cells are styled with; the first two say the next
# lines too.
_CLASSES = {
    "text-align:left": "pm-m-left",
    "text-align:right": "pm-m-right",
    "justify-items:start": "",
    "justify-items:end": "",
    "padding-left:0": "pm-m-l0",
    "padding-left:0.1em": "pm-m-l1",
    "padding-left:1em": "pm-m-l10",
    "padding-right:0": "pm-m-r0",
    "padding-right:0.1em": "pm-m-r1",
    "padding-top:0": "pm-m-t0",
    "padding-top:0.1667em": "pm-m-t2",
    "padding-bottom:0": "pm-m-b0",
    "border-top:0.05em solid currentcolor": "pm-m-top",
    "border-right:0.05em solid currentcolor": "pm-m-end",
}
# Of negative space, in eighteenths of an em, as in TeX.
_NEGATIVE = re.compile(r"margin-left:-(0\.\d+)em")
_STEPS = (1, 2, 3, 4, 5, 6, 9, 12, 15)
_ATTRIBUTES = {
    **dict.fromkeys(("accent", "accentunder", "displaystyle", "stretchy"), _TRUTH),
    **dict.fromkeys("lspace rspace minsize maxsize width height depth voffset".split(), _LENGTH),
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile("0"),
    "mathvariant": re.compile("normal"),
    "scriptlevel": re.compile(r"[+-]?\d"),
}
# What of these an element has is said by one of its own around it, as all browsers know it there.
_STYLED = ("displaystyle", "scriptlevel")


class RefusedElementError(Exception):
    """Raised for an element that no page may hold, or for what is no MathML."""


class Element(NamedTuple):
    """An element: its name, its attributes, and the elements and texts in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str]


def parsed(mathml: str) -> Element:
    """The one `math` element of a text, with attributes of the allow-list only.

    Raises `RefusedElementError` for what is no such element, or holds one that is not on the list.
    """
    root = Element("", {}, [])
    parents, place = [root], 0
    for token in _TOKEN.finditer(mathml):
        if token.start() != place:
            raise RefusedElementError
        place = token.end()
        end, tag, more, empty, text = token.groups()
        if text:
            parents[-1].children.append(html.unescape(text) if "&" in text else text)
        elif end:
            if parents.pop().tag != tag or not parents:
                raise RefusedElementError
        else:
            parent = parents[-1]
            element = _element(tag, more, parent.tag)
            parent.children.append(element)
            if not empty:
                parents.append(element)
    whole = root.children[0] if len(root.children) == 1 else ""
    is_read = place == len(mathml) and len(parents) == 1
    if not is_read or isinstance(whole, str) or whole.tag != "math":
        raise RefusedElementError
    return whole


def _element(tag: str, more: str, parent: str) -> Element:
    is_text = tag in _TEXT_TAGS or tag == _UNWRAPPED
    is_in_text = parent in _TEXT_TAGS or parent in ("mtext", _UNWRAPPED)
    if not (is_text or tag in _TAGS) or is_text != is_in_text or (tag == "math") == bool(parent):
        raise RefusedElementError
    return Element(tag, _allowed(more) if more else {}, [])


# Formulas have few that differ, over and over; nobody changes what they share.
@lru_cache(maxsize=1_000)
def _allowed(more: str) -> dict[str, str]:
    """The attributes of a start tag that are on the list, and a class for its style."""
    attributes = {}
    for name, value in _ATTRIBUTE.findall(more):
        if name == "style" and (classes := _classes(value)):
            attributes["class"] = classes
        elif name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value):
            attributes[name] = value
    return attributes


def _classes(style: str) -> str:
    """The classes that say what a style says; none where one of its lines is not on the list."""
    names = []
    for line in style.replace(": ", ":").rstrip(";").split(";"):
        if match := _NEGATIVE.fullmatch(line):
            names.append(f"pm-m-n{min(_STEPS, key=lambda step: abs(step - 18 * float(match[1])))}")
        elif line in _CLASSES:
            names.append(_CLASSES[line])
        else:
            return ""
    return " ".join(filter(None, names))


def written(element: Element) -> str:
    """An element as HTML."""
    tag, attributes, children = element
    inner = "".join(
        [escape(child) if isinstance(child, str) else written(child) for child in children]
    )
    if tag == _UNWRAPPED:
        return inner
    if not attributes and tag not in _EMPTY:  # most elements
        return f"<{tag}>{inner}</{tag}>"
    styled = ""
    if tag != "mstyle" and not attributes.keys().isdisjoint(_STYLED):
        styled = _attributes({name: attributes[name] for name in _STYLED if name in attributes})
        attributes = {name: attributes[name] for name in attributes if name not in _STYLED}
    opening = f"<{tag}{_attributes(attributes)}"
    html_ = f"{opening}>{inner}</{tag}>" if tag not in _EMPTY else f"{opening}/>"
    return f"<mstyle{styled}>{html_}</mstyle>" if styled else html_


def _attributes(values: dict[str, str]) -> str:
    return "".join([f' {name}="{escape(value)}"' for name, value in values.items()])
