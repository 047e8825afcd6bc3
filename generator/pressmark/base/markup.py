"""Any value in; the same as XML or JSON writes it out."""

from __future__ import annotations

import re
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any

from pressmark.base.escaping import escape
from pressmark.base.scripts import speech

_JSON = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
# XML 1.0 has no way to say these, not even as references.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """`text` as an XML element's content, or between an attribute's quotes."""
    if not text.isprintable():
        text = _UNSAYABLE.sub("", text)
    return escape(text)


def text_element(name: str, text: str, language: str = "") -> str:
    """An XML element that holds a text, and says which language that is in where it is known and
    not English; `language` is what the record of its work calls it."""
    tag = speech(text, language).language
    spoken = f' xml:lang="{tag}"' if tag else ""
    return f"<{name}{spoken}>{escaped(text)}</{name}>\n"


def json_text(text: str) -> str:
    """`text` as JSON."""
    return encode_basestring(text)


def json_of(value: Any) -> str:
    """`value` as JSON without needless spaces."""
    return _JSON.encode(value)


def json_line(values: dict[str, Any] | list[Any]) -> bytes:
    """`values` as JSON in UTF-8 on one line, without its end."""
    return json_of(values).encode()
