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
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
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
_STYLE = re.compile(
    r"(?:(?:text-align: ?(?:left|right|center)|justify-items: ?(?:start|end|center)"
    r"|padding-(?:left|right|top|bottom): ?(?:0|[0-2](?:\.\d+)?em)"
    r"|border-(?:top|right): ?0\.05em solid currentcolor|margin-left: ?-0\.\d+em);?)+"
)
_ATTRIBUTES = {
    **dict.fromkeys(("accent", "accentunder", "displaystyle", "stretchy"), _TRUTH),
    **dict.fromkeys("lspace rspace minsize maxsize width height depth voffset".split(), _LENGTH),
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile("0"),
    "mathvariant": re.compile("normal"),
    "scriptlevel": re.compile(r"[+-]?\d"),
    "style": _STYLE,
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
    """The attributes of a start tag that are on the list."""
    return {
        name: value
        for name, value in _ATTRIBUTE.findall(more)
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    }


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
