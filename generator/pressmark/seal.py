"""A page's HTML in; the same HTML, spelled so that Markdown hands it through byte for byte, out.

Python-Markdown leaves one top-level block element alone, but for tabs, control characters, lines
of spaces only and lines that look like code fences. Sealing writes those as character references.
"""

from __future__ import annotations

import re

# Looked for in tags only: in text and attribute values "<" and quotes are escaped.
_FORBIDDEN = re.compile(
    r"""<textarea|</?[a-z][a-z0-9]*-|<[a-z0-9]+(?:\s+[\w:-]+(?:="[^"]*")?)*\s+markdown\b""",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_BLANKS = re.compile(r"^ +$", re.MULTILINE)
_FENCE = re.compile(r"^( *)([`~])(?=\2\2)", re.MULTILINE)


class SealError(Exception):
    """Raised for a page that could not pass through Markdown unchanged."""


def seal(html: str) -> str:
    """`html`, one `<div>` that holds an `<h1`, as a body that Markdown does not alter.

    Raises `SealError` when the page is no such element or holds what can't be sealed.
    """
    html = _CONTROL.sub("", html.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not (html.startswith("<div") and html.endswith("</div>")):
        raise SealError("a page must be one <div> element")
    if "<h1" not in html:
        raise SealError("a page must hold an <h1> element")
    if found := _FORBIDDEN.search(html):
        raise SealError(f"a page may not hold {found.group()[-40:]!r}")
    html = html.replace("\t", "&#9;")
    html = _BLANKS.sub("", html)
    return _FENCE.sub(lambda match: f"{match[1]}&#{ord(match[2])};", html)
