"""The library in; `llms.txt` out: what it is and where its pages stand as Markdown.

The form is that of https://llmstxt.org: a heading, a quoted summary, remarks, then lists of links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.licenses import license_of
from pressmark.base.markdown_text import heading, inline, link_text, paragraph
from pressmark.base.words import counted
from pressmark.site.file_names import file_names, twin_of
from pressmark.site.kinds import INDEXES, TWIN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.site.settings import Site

# Files of the whole library: path, what they are called, and a remark.
_DATA = (
    ("data/papers.json", "All papers as JSON", "with a JSON Schema beside it"),
    ("data/papers.csv", "All papers as CSV", ""),
    ("data/figures.csv", "Key figures as CSV", "what papers measured, and where they say so"),
    ("data/related.json", "Related papers", "those nearest to each paper, and what they share"),
    ("data/browse/index.json", "Facets", "which papers have each theme, tag, year and so on"),
    ("data/map.json", "Map", "its regions, and where each paper is on it"),
    ("data/changes.json", "Changes", "papers that were new or changed lately"),
)
# Papers are listed, by theme, up to this many; of more only the newest.
LISTED = 500
_NEWEST = 100


def line(paper: Paper, site: Site) -> bytes:
    """A paper as a line of a list; it leads to the Markdown version of the page, if there is one"""
    url = site.url + twin_of("paper", paper.id, site)
    summary = f": {inline(paper.plain_tldr)}" if paper.tldr else ""
    return f"- [{link_text(paper.plain_title)}]({url}){summary}\n".encode()


def document(
    library: Library,
    relations: Relations,
    site: Site,
    lines_of: Callable[[Papers], Iterable[bytes]],
    places: Collection[str],
) -> Iterator[bytes]:
    """The file in pieces; `lines_of` gives papers' lines, and `places` are the paths of the whole
    site's files and the addresses of its indexes."""
    yield _head(library, site).encode()
    if len(library.papers) > LISTED:
        yield from _section("Newest papers", library.newest[:_NEWEST], lines_of)
    else:
        for name, theme in library.themes.items():
            yield from _section(theme.label, relations.by_theme.get(name, ()), lines_of)
        without = tuple(paper for paper in library.newest if not paper.theme)
        yield from _section("Papers without a theme", without, lines_of)
    yield _rest(library, relations, site, places).encode()


def _section(
    title: str, papers: Papers, lines_of: Callable[[Papers], Iterable[bytes]]
) -> Iterator[bytes]:
    if papers:
        yield f"\n## {heading(title)}\n\n".encode()
        yield from lines_of(papers)


def _head(library: Library, site: Site) -> str:
    name, description = heading(_one_line(site.name)), paragraph(_one_line(site.description))
    terms = inline(license_of(_one_line(site.license)).label)
    license_ = f" Summaries and digests: {terms}." if terms else ""
    has_twins = [TWIN in file_names(kind, site) for kind in ("paper", "theme")]
    whose = "page of a paper or a list" if all(has_twins) else "page of a paper"
    how = (
        f"Each {whose} is there as Markdown too: add index.md to its address.\n"
        if has_twins[0]
        else ""
    )
    return (
        f"# {name}\n\n> {description}\n\n"
        f"A library of {counted(len(library.papers), 'paper')}, each with a short digest in the "
        f"library's own words, which is not the paper's abstract.{license_}\n{how}"
    )


def _rest(library: Library, relations: Relations, site: Site, places: Collection[str]) -> str:
    data = [
        f"- [{text}]({site.url}{path}){f': {remark}' if remark else ''}\n"
        for path, text, remark in _DATA
        if path in places
    ]
    themes = [
        f"- [{link_text(theme.label)}]({site.url}{twin_of('theme', name, site)}): "
        f"{inline(theme.description)}\n"
        for name, theme in library.themes.items()
        if name in relations.by_theme
    ]
    pages = [
        f"- [{kind.label}]({site.url}{twin_of(kind.name, '', site)})\n"
        for section, kind in INDEXES.items()
        if section in places and TWIN in kind.files
    ]
    sections = (("Data", data), ("Themes", themes), ("Optional", pages))
    return "".join(f"\n## {title}\n\n{''.join(rows)}" for title, rows in sections if rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())
