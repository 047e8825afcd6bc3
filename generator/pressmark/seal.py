"""A page's HTML in; the same HTML, spelled so that Markdown hands it through byte for byte, out.

Python-Markdown leaves one top-level block element alone, but for tabs, control characters, lines
of spaces only and lines that look like code fences. Sealing writes those as character references.
Most pages hold none of that, and are only looked through.
"""

from __future__ import annotations

import re

# Looked for in tags only: in text and attribute values "<" and quotes are escaped.
_FORBIDDEN = re.compile(rb"<(?:/?[A-Za-z][A-Za-z0-9]*-|[Tt][Ee][Xx][Tt][Aa][Rr][Ee][Aa])")
_MARKDOWN = re.compile(
    rb"""<[a-z0-9]+(?:\s+[\w:-]+(?:="[^"]*")?)*\s+markdown\b""",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ASCII_CONTROL = bytes(n for n in (*range(32), 127) if n != 10)
# U+0080 to U+009F, U+2028, U+2029 and U+FEFF as UTF-8.
_OTHER_CONTROL = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf")
_TAG = re.compile(r'<[a-z](?:[^<>"]|"[^"]*")*>', re.IGNORECASE)
_TAB_OR_VALUE = re.compile(r'\t|"[^"]*"')
_BLANKS = re.compile(rb"^ +$", re.MULTILINE)
_FENCE = re.compile(rb"^( *)([`~])(?=\2\2)", re.MULTILINE)


class SealError(Exception):
    """Raised for a page that could not pass through Markdown unchanged."""


def seal(html: str) -> bytes:
    """`html`, one `<div>` that holds an `<h1`, as the UTF-8 of a body that Markdown does not alter.

    Raises `SealError` when the page is no such element or holds what can't be sealed.
    """
    html = html.strip()
    raw = html.encode("utf-8", "replace")
    if _has_control(raw):
        html = _CONTROL.sub("", html.replace("\r\n", "\n").replace("\r", "\n")).strip()
        # Between attributes a reference would be part of a name; a space is as good as a tab there.
        html = _TAG.sub(lambda tag: _TAB_OR_VALUE.sub(_spaced, tag[0]), html)
        raw = html.replace("\t", "&#9;").encode("utf-8", "replace")
    if not (raw.startswith(b"<div") and raw.endswith(b"</div>")):
        raise SealError("a page must be one <div> element")
    if b"<h1" not in raw:
        raise SealError("a page must hold an <h1> element")
    found = _FORBIDDEN.search(raw)
    if not found and (b"markdown" in raw or b"MARKDOWN" in raw):
        found = _MARKDOWN.search(raw)
    if found:
        raise SealError(f"a page may not hold {found.group()[-40:].decode()!r}")
    if b"\n " in raw:
        raw = _BLANKS.sub(b"", raw)
    if b"```" in raw or b"~~~" in raw:
        raw = _FENCE.sub(lambda match: b"%s&#%d;" % (match[1], ord(match[2])), raw)
    return raw


def _spaced(match: re.Match[str]) -> str:
    return " " if match[0] == "\t" else match[0]


def _has_control(raw: bytes) -> bool:
    if len(raw.translate(None, _ASCII_CONTROL)) < len(raw):
        return True
    return not raw.isascii() and _OTHER_CONTROL.search(raw) is not None
