"""A page's head and body in; the Markdown file that it is drawn from out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from pressmark.base.escaping import escape
from pressmark.base.names import INDEX_STEMS
from pressmark.base.patterns import compiled_later
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.loading.handwritten import HandWritten
    from pressmark.render.list_head import ListHeads
    from pressmark.site.page import Page

_UNSAFE_IN_YAML = str.maketrans(
    {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"}
    | {"\ufffe": "\\ufffe", "\uffff": "\\uffff"}
)
_CONTROL = compiled_later(r"[\x00-\x1f\x7f\x80-\x84\x86-\x9f]")


def markdown_file(page: Page, head: Mapping[str, str], body: bytes) -> bytes:
    """The Markdown file of a generated page from its escaped head and its sealed body."""
    assets = KINDS[page.kind].assets if page.kind in KINDS else {}
    meta = front_matter(head, kind=page.kind, section=page.section, **assets)
    return meta.encode() + body + b"\n"


def hand_written_file(page: HandWritten, heads: ListHeads) -> bytes:
    """The Markdown file of a hand-written page: its own Markdown below the front matter of all."""
    section = page.name.removesuffix(".md") + "/"
    folder, _, stem = section[:-1].rpartition("/")
    address = quote(f"{folder}/" if stem.lower() in INDEX_STEMS else section)
    title, description = (one_line(str(page.meta[key])) for key in ("title", "description"))
    head = {
        "title": escape(title),
        "description": escape(description),
        "head": heads.of_list("page", address, address, title, description),
    }
    return (front_matter(head, kind="page", section=section) + page.body).encode()


def front_matter(head: Mapping[str, str], **more: str | list[str]) -> str:
    """One line of JSON between YAML's marks, so that no value means anything to YAML."""
    line = json.dumps({**head, **more}, ensure_ascii=False).translate(_UNSAFE_IN_YAML)
    return f"---\n{line}\n---\n\n"


def one_line(text: str) -> str:
    if text.isprintable():
        return text if "  " not in f" {text} " else " ".join(text.split())
    return " ".join(_CONTROL.sub(" ", text).split())
