"""A paper in; how its page cites it out, or what marks the places of that in a skeleton."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.csl import csl_line
from pressmark.exports.citations.ris import ris
from pressmark.exports.citations.styles import STYLES, Citation, formatted
from pressmark.library.addresses import paper_address
from pressmark.render.inserts import sealed_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.render.inserts import Inserts
    from pressmark.site.settings import Site


class Citations(NamedTuple):
    """A paper as its page cites it. Where files hold them, RIS and CSL-JSON are empty, and BibTeX
    has the first authors of a crowded paper only."""

    bibtex: str
    formatted: list[Citation]
    ris: str
    csl: str


class PageCitations:
    """How the pages of a library's papers cite them on a site; marks are left in `inserts`."""

    def __init__(self, library: Library, site: Site, inserts: Inserts) -> None:
        self._library = library
        self._site = site
        self._inserts = inserts
        self._last: tuple[str, Citations | None] = "", None

    def of(self, paper: Paper) -> Citations:
        """The paper in every format that its page shows."""
        reference = self._library.reference(paper)
        page = self._site.citable_address(paper_address(paper.id))
        return Citations(
            bibtex=bibtex(reference.abridged if self._site.paper_files else reference, page).rstrip(
                "\n"
            ),
            formatted=formatted(reference, page),
            ris="" if self._site.paper_files else ris(reference, page).replace("\r", ""),
            csl="" if self._site.paper_files else f"[{csl_line(reference, page).decode()}]",
        )

    def marks(self, number: int) -> Citations:
        """The same of all papers that share a skeleton, where the text of that number is the id of
        each. Raises `PlaceholderInspectedError` where no skeleton is drawn."""

        def mark(part: Callable[[Citations], str]) -> Markup:
            return self._inserts.mark_of_text(lambda id_: sealed_text(part(self._of(id_))), number)

        def printed(place: int, style: str) -> Citation:
            return Citation(
                style,
                mark(lambda citations: citations.formatted[place].plain),
                mark(lambda citations: citations.formatted[place].html),
            )

        return Citations(
            bibtex=mark(lambda citations: citations.bibtex),
            formatted=[printed(place, style) for place, style in enumerate(STYLES)],
            ris="" if self._site.paper_files else mark(lambda citations: citations.ris),
            csl="" if self._site.paper_files else mark(lambda citations: citations.csl),
        )

    def _of(self, paper: str) -> Citations:
        """Those of the paper of that id: of a page, one part is asked for after the other."""
        last, citations = self._last
        if citations is None or last != paper:
            citations = self.of(self._library.papers[paper])
            self._last = paper, citations
        return citations
