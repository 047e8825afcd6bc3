"""The page of what is new in; what it shows as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markdown_text import inline, paragraph
from pressmark.base.words import counted, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def news(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """What was new, by day; papers that were removed have no link."""
    if not view["days"]:
        yield "Nothing yet."
    for day in view["days"]:
        yield writer.heading(date_in_words(day.day))
        yield "\n".join([_row(each, writer) for each in day.news])
        if day.more:
            yield f"And {counted(day.more, 'more change')} that day."


def _row(news: Any, writer: MarkdownWriter) -> str:
    remark = ". ".join(filter(None, [f"{news.ours} {news.theirs}".strip(), news.status, news.tldr]))
    kind = f"{news.label.lower()}. {remark}" if remark else news.label.lower()
    if news.is_there:
        theme = [writer.link(news.theme.label, "theme", news.theme.id)] if news.theme else []
        return " ".join([writer.row(news.title, "paper", news.paper, remark=kind), *theme])
    return f"- {paragraph(news.title)}: {inline(kind)}"
