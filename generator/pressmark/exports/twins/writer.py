"""Papers, terms and pages in; what twins say of them out, in Markdown with absolute links.

Every text of a record is written so that it shows itself, and nothing in it acts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markdown_text import heading, inline, link_text, paragraph
from pressmark.base.words import counted, date_in_words
from pressmark.exports.fragment_kinds import LISTED
from pressmark.site.file_names import twin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.exports.context import ExportContext
    from pressmark.library.paper import Paper


class MarkdownWriter:
    """Writes the parts of twins of one site's pages."""

    def __init__(self, context: ExportContext) -> None:
        self.library = context.library
        self.site = context.site
        self._context = context

    def link(self, text: str, kind: str, name: str = "") -> str:
        """A link to the page of a kind and id, or to the index of that kind: to its twin, if it has
        one."""
        return f"[{link_text(text)}]({self.site.url}{twin_of(kind, name, self.site)})"

    def links(self, kind: str, terms: Iterable[tuple[str, str]]) -> str:
        """Links to pages of a kind, of an id and a label each, in one line."""
        return ", ".join([self.link(label, kind, name) for name, label in terms])

    def row(self, text: str, kind: str, name: str = "", *, count: int = 0, remark: str = "") -> str:
        """An item of a list that leads to a page, with how many papers that lists, and what else is
        to say of it as plain text."""
        number = f" ({counted(count, 'paper')})" if count else ""
        ending = f": {inline(remark)}" if remark else ""
        return f"- {self.link(text, kind, name)}{number}{ending}"

    def papers(self, papers: Sequence[Paper]) -> str:
        """Papers as an unordered list: title, authors, date, venue and summary each."""
        lines = self._context.fragments(LISTED, papers)
        return b"".join(lines).decode().rstrip("\n")

    def papers_by_date(self, groups: Iterable[tuple[str, Sequence[Paper]]]) -> Iterable[str]:
        """Papers in groups of one date each, below a heading."""
        for date, papers in groups:
            yield self.heading(date_in_words(date) if date else "Undated")
            yield self.papers(papers)

    def heading(self, text: str) -> str:
        """The heading of a section."""
        return f"## {heading(text)}"

    def paragraph(self, text: str) -> str:
        """A plain text as a paragraph."""
        return paragraph(text)

    def address(self, path: str) -> str:
        """A path of the site as a link that shows its whole address."""
        return f"<{self.site.url}{path}>"
