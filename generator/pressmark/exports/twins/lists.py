"""The pages of themes, tags, authors, years, venues, kinds and letters in; what they show as
Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markdown_text import inline, link_text
from pressmark.base.portable_markdown import portable
from pressmark.site.file_names import page_file_names
from pressmark.site.kinds import INDEXES, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def facts(page: Page, view: View, writer: MarkdownWriter, *more: str) -> str:
    """How many papers a list has, and what else is said above them. A further part says where the
    first one is."""
    name = _name(page)
    first = KINDS[page.kind].address(name)
    rows = [f"Papers: {view['count']:,}", *more]
    if view["part"]:
        rows.append(f"Part {view['part']} of {writer.link(view['heading'], page.kind, name)}")
    names = page_file_names(first, writer.site)
    rows += [
        f"{label}: {writer.address(first + name)}"
        for label, name in (
            ("Citations", "papers.bib"),
            ("Feed", "feed.xml"),
            ("CSV", "figures.csv"),
        )
        if name in names
    ]
    return "\n".join([f"- {row}" for row in rows])


def parts(page: Page, view: View, writer: MarkdownWriter) -> Iterator[str]:
    """Where a long list goes on."""
    if view["parts"]:
        yield f"Parts of this list: {_links(page, view, writer)}"


def _links(page: Page, view: View, writer: MarkdownWriter) -> str:
    """Links to the other parts of a page."""
    return writer.links(
        page.kind,
        [
            (address[len(page.section) : -1], label)
            for address, label, is_this in view["parts"]
            if not is_this
        ],
    )


def _name(page: Page) -> str:
    """The id of what a page, or a part of it, is of."""
    return page.stem.partition("/")[0]


def theme(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a theme, and those that touch on it."""
    if introduction := view["theme"].introduction:
        yield portable(introduction)
    more = [
        *_family("Part of", view["above"], writer),
        *_family("Themes that are part of it", view["parts_of_theme"], writer),
        *_tags("Tags", view["tags"], writer),
    ]
    if view["has_path"]:
        more.append(writer.link("Where to start", "path", view["theme"].id))
    if view["has_figures"]:
        label = view["theme"].label
        more.append(f"Key figures: {writer.link(label, 'theme-evidence', _name(page))}")
    yield facts(page, view, writer, *more)
    yield from writer.papers_by_date(view["years"])
    yield from parts(page, view, writer)
    if also := view["also"]:
        yield writer.heading("Also touching on this theme")
        yield writer.papers(also)


def _family(label: str, themes: Iterable[Sequence[Any]], writer: MarkdownWriter) -> list[str]:
    """Themes by address and label."""
    url = writer.site.url
    links = ", ".join([f"[{link_text(text)}]({url}{address})" for address, text, *_ in themes])
    return [f"{label}: {links}"] if links else []


def _tags(label: str, tags: Iterable[tuple[str, str, int]], writer: MarkdownWriter) -> list[str]:
    links = writer.links("tag", [(name, text) for name, text, _ in tags])
    return [f"{label}: {links}"] if links else []


def tag(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a tag."""
    yield facts(page, view, writer, *_tags("Often together with", view["together"], writer))
    yield from writer.papers_by_date(view["years"])
    yield from parts(page, view, writer)


def author(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a person, and whom they wrote with."""
    more = []
    if view["spellings"]:
        more.append(f"Also written {'; '.join(map(inline, view['spellings']))}")
    if view["orcid"]:
        more.append(f"ORCID iD: <https://orcid.org/{view['orcid']}>")
    yield facts(page, view, writer, *more)
    yield from writer.papers_by_date(view["years"])
    yield from parts(page, view, writer)
    if coauthors := view["coauthors"]:
        yield writer.heading("Co-authors")
        rows = [
            writer.row(label, "author", name, count=count if count > 1 else 0)
            for name, label, count in coauthors
        ]
        yield "\n".join(rows)
    if crowds := view["crowds"]:
        yield writer.heading("With many others")
        rows = [
            writer.row(title, "paper", name, remark=f"{others} others")
            for name, title, others in crowds
        ]
        yield "\n".join(rows)


def venue(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a venue."""
    series = view["series"]
    has_name = series.name and series.name != series.label
    yield facts(page, view, writer, *([f"Name: {inline(series.name)}"] if has_name else ()))
    yield from writer.papers_by_date(view["years"])
    yield from parts(page, view, writer)


def year(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a year."""
    around = [("Later", view["newer"]), ("Earlier", view["older"])]
    more = [f"{label}: {writer.link(name, 'year', name)}" for label, name in around if name]
    yield facts(page, view, writer, *more)
    yield from writer.papers_by_date(view["months"])
    yield from parts(page, view, writer)


def plain(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The papers of a list that shows no more than these."""
    yield facts(page, view, writer)
    yield from writer.papers_by_date(view["years"])
    yield from parts(page, view, writer)


def letter(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The people or tags under a letter."""
    kind = "author" if page.section == KINDS["author"].section else "tag"
    index = INDEXES[page.section]
    yield f"All letters: {writer.link(index.label, index.name)}"
    yield "\n".join(
        [writer.row(label, kind, name, count=count) for name, label, count in view["entries"]]
    )
    yield from parts(page, view, writer)
