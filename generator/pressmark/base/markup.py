"""Any value in; the same as XML or JSON writes it out."""

from __future__ import annotations

import re
from json.encoder import encode_basestring
from typing import Any

from pydantic_core import to_json

from pressmark.base.escaping import escape

# XML 1.0 has no way to say these, not even as references.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """`text` as an XML element's content, or between an attribute's quotes."""
    if not text.isprintable():
        text = _UNSAYABLE.sub("", text)
    return escape(text)


def json_text(text: str) -> str:
    """`text` as JSON."""
    return encode_basestring(text)


def json_line(values: dict[str, Any]) -> bytes:
    """`values` as JSON in UTF-8 on one line, without its end."""
    return to_json(values)
