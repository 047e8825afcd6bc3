"""A generated page about to be drawn in; a page without its words, for other plugins to see, out.

What stands on a generated page comes from records, which are no Markdown and no templates: plugins,
hooks and Markdown extensions of a library's own work on its hand-written pages. They see a plain
page in the place of each other one, both where specimens are drawn and where every page is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_ID = re.compile(r' id="([^"<>]+)"')
_TITLE = {"title": "A page", "description": "A page", "head": ""}


class Shield:
    """The Markdown and the front matter of the generated pages that are hidden now."""

    def __init__(self) -> None:
        self._hidden: dict[str, tuple[Page, str, dict[str, Any]]] = {}

    def hide(self, markdown: str, page: Page) -> str:
        """What stands for a page's Markdown: hand-written, that itself; generated, no more than the
        places that links lead to. Its front matter is put aside too."""
        if page.meta.get("kind", "page") == "page":
            return markdown
        self._hidden[page.file.src_uri] = page, markdown, dict(page.meta)
        page.meta = {**page.meta, **_TITLE}
        marks = "".join(f'<i id="{name}"></i>' for name in _ID.findall(markdown))
        return f"<div><h1>A page</h1>{marks}</div>"

    def show(self) -> None:
        """Give the hidden pages their content, which is Markdown that is its own HTML."""
        for page, markdown, meta in self._hidden.values():
            page.content, page.meta = markdown.strip(), meta
        self._hidden.clear()
