"""The library in; `llms.txt` out: what it is and where its pages stand as Markdown.

The form is that of https://llmstxt.org: a heading, a quoted summary, remarks, then lists of links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.licenses import license_of
from pressmark.base.markdown_text import heading, inline, link_text, paragraph
from pressmark.base.words import counted
from pressmark.library.addresses import PAPERS, paper_address
from pressmark.site.file_names import file_names
from pressmark.site.kinds import KINDS, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.site.settings import Site

# Papers are listed, by theme, up to this many; of more only the newest.
LISTED = 500
_NEWEST = 100


def line(paper: Paper, site: Site) -> bytes:
    """A paper as a line of a list; it leads to the Markdown version of the page, if there is one"""
    page = "index.md" if "index.md" in file_names("paper", site) else ""
    url = site.url + paper_address(paper.id) + page
    summary = f": {inline(paper.plain_tldr)}" if paper.tldr else ""
    return f"- [{link_text(paper.plain_title)}]({url}){summary}\n".encode()


def document(
    library: Library,
    relations: Relations,
    site: Site,
    lines_of: Callable[[Papers], Iterable[bytes]],
) -> Iterator[bytes]:
    """The file in pieces; `lines_of` gives papers' lines."""
    yield _head(library, site).encode()
    if len(library.papers) > LISTED:
        yield from _section("Newest papers", library.newest[:_NEWEST], lines_of)
    else:
        for name, theme in library.themes.items():
            yield from _section(theme.label, relations.by_theme.get(name, ()), lines_of)
        without = tuple(paper for paper in library.newest if not paper.theme)
        yield from _section("Papers without a theme", without, lines_of)
    yield _rest(library, relations, site).encode()


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
    how = (
        "Each page of a paper is there as Markdown too: add index.md to its address.\n"
        if "index.md" in file_names("paper", site)
        else ""
    )
    return (
        f"# {name}\n\n> {description}\n\n"
        f"A library of {counted(len(library.papers), 'paper')}, each with a short digest in the "
        f"library's own words, which is not the paper's abstract.{license_}\n{how}"
    )


def _rest(library: Library, relations: Relations, site: Site) -> str:
    themes = [
        f"- [{link_text(library.themes[name].label)}]({site.url}{address('theme', name)}): "
        f"{inline(library.themes[name].description)}"
        for name in library.themes
        if name in relations.by_theme
    ]
    shelves = "\n## Themes\n\n" + "\n".join(themes) + "\n" if themes else ""
    return (
        f"\n## Data\n\n"
        f"- [All papers as JSON]({site.url}data/papers.json): with a JSON Schema beside it\n"
        f"- [All papers as CSV]({site.url}data/papers.csv)\n"
        f"{shelves}"
        f"\n## Optional\n\n"
        f"- [All papers]({site.url}{PAPERS})\n- [Tags]({site.url}{KINDS['tags'].section})\n"
        f"- [Authors]({site.url}{KINDS['authors'].section})\n"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
