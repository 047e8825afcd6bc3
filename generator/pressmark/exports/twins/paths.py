"""Reading paths in; what their pages show as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markdown_text import inline, paragraph
from pressmark.base.portable_markdown import portable
from pressmark.base.words import counted, date_in_words
from pressmark.library.paper_links import with_links
from pressmark.site.file_names import twin_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def paths(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Where to start in each theme."""
    for theme, _hue, steps, count in view["paths"]:
        yield writer.heading(theme.label)
        yield "\n".join(
            [
                f"{number}. {writer.link(step.paper.plain_title, 'paper', step.paper.id)}: "
                f"{inline(step.why)}"
                for number, step in enumerate(steps, 1)
            ]
        )
        yield f"{counted(count, 'step')}: {writer.link('the whole path', 'path', theme.id)}"


def path(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """What to read in a theme, and what its papers found."""
    theme = view["theme"]
    yield f"Theme: {writer.link(theme.label, 'theme', theme.id)}"
    yield writer.heading("What to read, in this order")
    for number, step in enumerate(view["steps"], 1):
        link = writer.link(step.paper.plain_title, "paper", step.paper.id)
        yield f"{number}. {link}"
        yield f"    {paragraph(step.why)}"
        if step.paper.tldr:
            yield f"    {writer.paragraph(step.paper.plain_tldr)}"
    if view["findings"] or view["state"]:
        yield writer.heading("State of play")
    if state := view["written_state"]:
        url = writer.site.url
        yield portable(with_links(state, lambda paper: url + twin_of("paper", paper, writer.site)))
    for one in view["findings"]:
        date = one.paper.first_date
        when = date_in_words(date) if date else "Undated"
        yield f"**{when}:** {writer.link(one.paper.plain_title, 'paper', one.paper.id)}"
        if one.text:
            yield portable(one.text)
        if one.figures:
            yield "\n".join(
                [f"- {paragraph(figure.what)}: {inline(figure.value)}" for figure in one.figures]
            )
