"""The indexes of papers, themes, tags, people, years, venues and kinds in; what they list as
Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.words import counted
from pressmark.library.addresses import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def papers(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every paper, or the newest and the years of all."""
    yield f"- Citations: {writer.address(f'{PAPERS}papers.bib')}"
    yield writer.papers([paper for paper, _, _ in view["rows"]])
    if view["years"]:
        yield writer.heading("All papers by year")
        yield _bars(view, writer)


def themes(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every theme, with what it is about."""
    yield "\n".join(
        [
            writer.row(theme.label, "theme", theme.id, count=count, remark=theme.description)
            for theme, count in view["themes"]
        ]
    )


def tags(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every tag, with what it is about; of very many the most frequent, and letters."""
    yield "\n".join(
        [
            writer.row(
                tag.term.label, "tag", tag.term.id, count=tag.count, remark=tag.term.description
            )
            for tag in view["cloud"]
        ]
    )
    if view["letters"]:
        yield _letters("tag-letter", view["letters"], writer)


def authors(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Everyone, by letter; of very many who wrote most, and letters."""
    if most := view["most"]:
        yield _people(most, writer)
        yield _letters("author-letter", [letter for letter, _ in view["letters"]], writer)
        return
    for letter, people in view["letters"]:
        yield writer.heading(letter)
        yield _people(people, writer)


def _people(people: Iterable[Any], writer: MarkdownWriter) -> str:
    return "\n".join(
        [
            writer.row(person.name, "author", person.id, count=len(person.papers))
            for person in people
        ]
    )


def _letters(kind: str, letters: Iterable[str], writer: MarkdownWriter) -> str:
    places = [
        (f"letter/{'other' if letter == '#' else letter.lower()}", letter) for letter in letters
    ]
    return f"By letter: {writer.links(kind, places)}"


def years(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every year."""
    yield _bars(view, writer)


def _bars(view: View, writer: MarkdownWriter) -> str:
    return "\n".join(
        [writer.row(year, "year", year, count=count) for year, count, _ in view["years"]]
    )


def venues(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every venue, and how many papers are preprints only."""
    yield "\n".join(_venues(view, writer))
    if view["preprints"]:
        yield f"Known as preprints only: {counted(view['preprints'], 'paper')}."


def _venues(view: View, writer: MarkdownWriter) -> Iterator[str]:
    for series, count in view["series"]:
        name = series.name if series.name != series.label else ""
        yield writer.row(series.label, "venue", series.id, count=count, remark=name)


def kinds(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """What papers were published as."""
    yield "\n".join(
        [
            writer.row(heading, "work-kind", name, count=count)
            for name, heading, count in view["kinds"]
        ]
    )
