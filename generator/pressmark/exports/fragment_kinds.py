"""A paper in; what each format of files says of it out, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.csl import csl_line
from pressmark.exports.citations.ris import ris
from pressmark.exports.context import FragmentKind
from pressmark.exports.data import json_files, llms, oai, paper_markdown, table
from pressmark.exports.feeds import atom, jsonfeed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.exports.context import ExportContext
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.site.settings import Site


def _referring(
    write: Callable[[Paper, Reference, Library, Site], bytes],
) -> Callable[[ExportContext, Paper], bytes]:
    """What makes the fragment that `write` writes of a paper, its reference and the library."""
    return lambda context, paper: write(
        paper, context.library.reference(paper), context.library, context.site
    )


def _citing(name: str, write: Callable[[Reference, str], str]) -> tuple[FragmentKind, FragmentKind]:
    """The kind of fragments that `write` writes of a reference and the address of its page, and the
    same with the first of many people only."""

    def make(context: ExportContext, paper: Paper) -> bytes:
        text = write(context.library.reference(paper), context.page_of(paper))
        return text.encode("utf-8", "replace")

    def make_abridged(context: ExportContext, paper: Paper) -> bytes:
        text = write(context.library.reference(paper).abridged, context.page_of(paper))
        return text.encode("utf-8", "replace")

    return FragmentKind(name, make), FragmentKind(f"{name}-abridged", make_abridged)


JSON: Final = FragmentKind(
    "json", lambda context, paper: json_files.paper_json(context.library.identified(paper))
)
CSV: Final = FragmentKind(
    "csv",
    lambda context, paper: table.csv_of_paper(context.library.identified(paper), context.site),
)
LLMS: Final = FragmentKind("llms", lambda context, paper: llms.line(paper, context.site))
LISTED: Final = FragmentKind(
    "listed", lambda context, paper: paper_markdown.line(paper, context.site)
)
MARKDOWN: Final = FragmentKind("markdown", _referring(paper_markdown.page))
OAI: Final = FragmentKind("oai", _referring(oai.record))
ATOM: Final = FragmentKind("atom", _referring(atom.entry))
JSON_FEED: Final = FragmentKind("jsonfeed", _referring(jsonfeed.item))
BIBTEX, ABRIDGED_BIBTEX = _citing("bibtex", bibtex)
RIS, ABRIDGED_RIS = _citing("ris", ris)
CSL, ABRIDGED_CSL = _citing("csl", lambda reference, page: csl_line(reference, page).decode())
