"""The page that shows the field at a glance in; what it shows as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View
    from pressmark.site.plots.coauthors import CoauthorGroup
    from pressmark.site.plots.trends import Trend, Trends


def explore(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every way to look at the library, and the numbers of its plots."""
    yield "\n".join([writer.row(way.title, way.kind, remark=way.sentence) for way in view["ways"]])
    if plot := view["over_time"]:
        yield writer.heading("Papers over time")
        yield _rows(writer, "year", [(bar.period, bar.address, bar.papers) for bar in plot.columns])
        if layers := [layer for layer in plot.layers if layer.id]:
            rows = [writer.row(one.label, "theme", one.id, count=one.papers) for one in layers]
            yield "\n".join(rows)
    if trends := view["trends"]:
        for title, tags in (("Rising tags", trends.risen), ("Fading tags", trends.faded)):
            if tags:
                yield writer.heading(title)
                yield "\n".join(
                    [
                        writer.row(tag.label, "tag", tag.id, remark=_counts(trends, tag))
                        for tag in tags
                    ]
                )
    for title, kind in (("Kinds of work", "work-kind"), ("Where papers appeared", "venue")):
        if bars := view["kinds" if kind == "work-kind" else "venues"]:
            yield writer.heading(title)
            yield _rows(writer, kind, [(bar.label, bar.address, bar.papers) for bar in bars])
    if bars := view["contributions"]:
        yield writer.heading("What papers contribute")
        yield "\n".join([f"- {bar.label}: {bar.papers:,}" for bar in bars])
    if groups := view["groups"]:
        yield writer.heading("Who writes with whom")
        yield "\n".join([f"- {writer.links('author', _names(group))}" for group in groups])


def _names(group: CoauthorGroup) -> list[tuple[str, str]]:
    return [(person.id, person.name) for person in group.people]


def _rows(writer: MarkdownWriter, kind: str, bars: Iterable[tuple[str, str, int]]) -> str:
    """Bars that lead to pages of a kind: label, address and number of papers each."""
    return "\n".join(
        [
            writer.row(label, kind, address.split("/")[1], count=papers)
            for label, address, papers in bars
        ]
    )


def _counts(trends: Trends, tag: Trend) -> str:
    """How many papers of each stretch of time have a tag."""
    return "; ".join([f"{when} {count} of {papers}" for when, papers, count in trends.of(tag)])
