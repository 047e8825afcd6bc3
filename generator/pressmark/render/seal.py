"""A page's HTML in; the same HTML, spelled so that Markdown hands it through byte for byte, out.

Python-Markdown leaves one top-level block element alone, but for tabs, control characters, lines
of spaces only and lines that look like code fences. Sealing writes those as character references.
Markup that no spelling would save comes from a template, and is looked for there.
"""

from __future__ import annotations

import re

from pressmark.base.patterns import compiled_later

_FORBIDDEN = compiled_later(
    r"""<textarea|</?[a-z][a-z0-9]*-|<[a-z0-9]+(?:\s+[\w:-]+(?:="[^"]*")?)*\s+markdown\b""",
    re.IGNORECASE,
)
_CONTROL = compiled_later(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_TAG = compiled_later(r'<[a-z](?:[^<>"]|"[^"]*")*>', re.IGNORECASE)
_TAB_OR_VALUE = compiled_later(r'\t|"[^"]*"')
_BLANKS = compiled_later(rb"\n +(?=\n)")
_FENCE = re.compile(rb"^( *)([`~])(?=\2\2)", re.MULTILINE)
# Bytes of UTF-8 that need no second look: not control characters, no fence, and not the first byte
# of U+0080 to U+00BF, of U+2000 to U+2FFF or of U+F000 to U+FFFF.
_FINE = bytes({*range(32, 256), 10} - {*b"\x7f`~\xc2\xe2\xef"})
# By their first byte, and each found by that: one look for all of them would be slow.
_WIDE_CONTROLS = {
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f]"),
    b"\xe2": re.compile(rb"\xe2\x80[\xa8\xa9]"),
    b"\xef": re.compile(rb"\xef\xbb\xbf"),
}


class SealError(Exception):
    """Raised for a page that could not pass through Markdown unchanged."""


def refuse_forbidden(markup: str) -> None:
    """Raise `SealError` when a template's own text holds what Markdown would alter: a text area, a
    custom element, or a `markdown` attribute."""
    if match := _FORBIDDEN.search(markup):
        raise SealError(f"a page may not hold {match.group()[-40:]!r}")


def seal(html: str) -> bytes:
    """`html`, one `<div>` that holds an `<h1`, as the UTF-8 of a body that Markdown does not alter.

    Raises `SealError` when the page is no such element.
    """
    raw = seal_part(html.strip())
    if not (raw.startswith(b"<div") and raw.endswith(b"</div>")):
        raise SealError("a page must be one <div> element")
    if b"<h1" not in raw:
        raise SealError("a page must hold an <h1> element")
    return raw


def seal_part(html: str) -> bytes:
    """Whole lines of a page, sealed by themselves."""
    raw = html.encode("utf-8", "replace")
    suspect = raw.translate(None, _FINE)
    if suspect and _has_control(suspect, raw):
        html = _CONTROL.sub("", html.replace("\r\n", "\n").replace("\r", "\n")).strip()
        # Between attributes a reference would be part of a name; a space is as good as a tab there.
        html = _TAG.sub(lambda tag: _TAB_OR_VALUE.sub(_spaced, tag[0]), html)
        raw = html.replace("\t", "&#9;").encode("utf-8", "replace")
    if b" \n" in raw:
        raw = _BLANKS.sub(b"\n", raw)
    if b"`" in suspect or b"~" in suspect:
        raw = _FENCE.sub(lambda match: b"%s&#%d;" % (match[1], ord(match[2])), raw)
    return raw


def _spaced(match: re.Match[str]) -> str:
    return " " if match[0] == "\t" else match[0]


def _has_control(suspect: bytes, raw: bytes) -> bool:
    if suspect.strip(b"`~\xc2\xe2\xef"):
        return True
    return any(
        first in suspect and control.search(raw) for first, control in _WIDE_CONTROLS.items()
    )
