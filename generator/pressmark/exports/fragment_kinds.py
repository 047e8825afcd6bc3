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


def _citing(write: Callable[[Reference, str], str]) -> Callable[[ExportContext, Paper], bytes]:
    """What makes the fragment that `write` writes of a reference and the address of its page."""

    def make(context: ExportContext, paper: Paper) -> bytes:
        text = write(context.library.reference(paper), context.page_of(paper))
        return text.encode("utf-8", "replace")

    return make


JSON: Final = FragmentKind("json", lambda _, paper: json_files.paper_json(paper))
CSV: Final = FragmentKind("csv", lambda context, paper: table.csv_row(paper, context.site))
LLMS: Final = FragmentKind("llms", lambda context, paper: llms.line(paper, context.site))
MARKDOWN: Final = FragmentKind("markdown", _referring(paper_markdown.page))
OAI: Final = FragmentKind("oai", _referring(oai.record))
ATOM: Final = FragmentKind("atom", _referring(atom.entry))
JSON_FEED: Final = FragmentKind("jsonfeed", _referring(jsonfeed.item))
BIBTEX: Final = FragmentKind("bibtex", _citing(bibtex))
RIS: Final = FragmentKind("ris", _citing(ris))
CSL: Final = FragmentKind(
    "csl",
    lambda context, paper: csl_line(context.library.reference(paper), context.page_of(paper)),
)
