"""A title or abstract with markup in, of HTML, JATS or MathML as Crossref has it; its words out."""

from __future__ import annotations

import html
import re

from pressmark.base.math.raised import raised

# Python 3.11.2 finds nothing by a possessive repetition of what looks ahead.
_MATH = re.compile(
    r"<(?:mml:)?math\b[^<>]*+>[^<]*+(?:<(?!/?(?:mml:)?math\b)[^<]*+)*</(?:mml:)?math>"
)
_SCRIPT = re.compile(
    r"<(?:mml:)?m(sub|sup)>\s*(<(?:mml:)?m\w++[^<>]*+>[^<>]*</(?:mml:)?m\w++>)\s*"
    r"<(?:mml:)?m\w++[^<>]*+>([^<>]*)</(?:mml:)?m\w++>\s*</(?:mml:)?m(?:sub|sup)>"
)
_RAISED = re.compile(r"<(?:jats:)?su([bp])>([^<>]*)</(?:jats:)?su[bp]>")
_ESCAPED_TWICE = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#x?[0-9a-fA-F]{2,5});")
_ESCAPED_TAG = re.compile(r"&lt;/(?:i|b|em|strong|su[bp]|sc|scp|p|jats:[a-z]+)&gt;")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HEADING = re.compile(r"<jats:title>\s*(?:abstract|summary)\.?\s*</jats:title>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</(?:jats:)?p>\s*|<br\s*/?>\s*")
_JATS = re.compile(r"</?jats:[a-z-]++[^<>]*+>")
_NAMES = "i b em strong italic bold sub sup sc scp p div span u tt ul ol li a font small".split()
_TAGS = [
    (
        re.compile(rf"<{name}(?:\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*'))*\s*>"),
        re.compile(rf"</{name}\s*>"),
    )
    for name in _NAMES
]


def unmarked(text: str) -> str:
    """`text` without tags and entities, also where they were escaped twice. What only looks like a
    tag stays."""
    plain = _unmarked(text)
    if "&" in text and (_ESCAPED_TWICE.search(plain) or _ESCAPED_TAG.search(text)):
        plain = _unmarked(plain)
    return plain


def _unmarked(text: str) -> str:
    if "<" in text:
        text = _RAISED.sub(lambda m: raised(m[2], m[1] == "p") or m[0], _MATH.sub(_math, text))
        if "</" in text or "<br" in text:
            text = _PARAGRAPH.sub(r"\g<0>\n\n", _HEADING.sub("", text))
            text = _JATS.sub("", re.sub(r"<br\s*/?>", "", text))
            for start, end in _TAGS:
                if start.search(text) and end.search(text):
                    text = end.sub("", start.sub("", text))
            text = re.sub(r"\n\s*\n\s*", "\n\n", text).strip()
    return html.unescape(text) if "&" in text else text


def _math(match: re.Match[str]) -> str:
    """What a formula of MathML reads as on one line."""
    text = _SCRIPT.sub(lambda m: m[2] + (raised(m[3].strip(), m[1] == "sup") or m[3]), match[0])
    return "".join(_ANY_TAG.sub("", text).split())
