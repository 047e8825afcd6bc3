"""A text in; the same as HTML shows it, as a plain text, or as a part of an address, out.

MarkupSafe's own `escape` gives an object of its class, which costs more than the escaping: this is
the one place that takes what it is made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import _escape_inner  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import Callable

escape: Callable[[str], str] = _escape_inner
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


def escape_long(text: str) -> str:
    """What `escape` makes of a text, sooner where that has hundreds of characters: it looks at each
    of them, though most texts have none to escape."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text.replace("'", "&#39;") if "'" in text else text


def is_printable(text: str) -> bool:
    """What `str.isprintable` says of a text, sooner where that is long and in ASCII."""
    if text.isascii():
        return not text.encode().translate(None, _PRINTABLE)
    return text.isprintable()


def quoted(text: str) -> str:
    """`text` as a part of an address holds it."""
    return text if _PLAIN.fullmatch(text) else quote(text)
