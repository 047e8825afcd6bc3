"""A page that is no paper's in; its twin in Markdown (CommonMark) out.

A kind of page has a twin where its row in the table of kinds names the file. A row here names the
function that gives what the page shows: blocks of Markdown, below the title and the description. A
list that only shows papers by year needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressmark.base.markdown_text import heading
from pressmark.exports.twins import browse, evidence, explore, field, indexes, lists, news, paths
from pressmark.exports.twins.writer import MarkdownWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pressmark.exports.context import ExportContext
    from pressmark.site.page import Page, View

    Blocks = Callable[[Page, View, MarkdownWriter], Iterable[str]]

# What gives the blocks of a page, by its kind.
BLOCKS: Final[Mapping[str, Blocks]] = {
    "papers": indexes.papers,
    "themes": indexes.themes,
    "tags": indexes.tags,
    "authors": indexes.authors,
    "years": indexes.years,
    "venues": indexes.venues,
    "kinds": indexes.kinds,
    "explore": explore.explore,
    "map": field.regions,
    "browse": browse.browse,
    "evidence": evidence.index,
    "theme-evidence": evidence.table,
    "new": news.news,
    "paths": paths.paths,
    "path": paths.path,
    "theme": lists.theme,
    "tag": lists.tag,
    "year": lists.year,
    "venue": lists.venue,
    "author-letter": lists.letter,
    "tag-letter": lists.letter,
    "author": lists.author,
}


def twin(page: Page, context: ExportContext) -> bytes:
    """The Markdown of a page. Links are absolute."""
    writer = MarkdownWriter(context)
    blocks = [
        f"# {heading(page.title)}",
        f"> {writer.paragraph(page.description)}" if page.description else "",
        f"Page: {writer.address(page.address)}",
        *BLOCKS.get(page.kind, lists.plain)(page, page.view, writer),
    ]
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()
