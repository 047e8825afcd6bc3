"""A record in; what it says of where and by whom the work was published out, each behind a label or
on one line.

A record that names neither a kind nor a container has a venue alone, which says it all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

_IN_BOOKS = ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia")


def imprint(paper: Paper) -> list[tuple[str, str]]:
    """The facts of a publication that the record has, in the order of a printed reference."""
    if not paper.kind and not paper.container:
        return []
    facts = (
        ("In", paper.container),
        ("Edited by", ", ".join([editor.name for editor in paper.editors])),
        ("Form", paper.genre),
        ("Volume", paper.volume),
        ("Issue", paper.issue),
        ("Number", paper.number),
        ("Pages", paper.pages.replace("-", "–")),
        ("Publisher", paper.publisher),
        ("Published", paper.issued),
    )
    return [(label, text) for label, text in facts if text]


class Imprint(NamedTuple):
    """The line below the names: a word before the container (In), the container, which may be
    empty, and what follows it, such as `volume 3` and `pages 12–25`."""

    word: str
    container: str
    details: tuple[str, ...]


def imprint_line(paper: Paper) -> Imprint | None:
    """Where the work was published, in the order of a printed reference; None where the record has
    a venue alone, or nothing to say."""
    if not (paper.kind or paper.container or paper.edition or paper.series or paper.place):
        return None
    series, number = paper.series, paper.number
    if series and not paper.genre:
        series, number = " ".join(filter(None, [series, number])), ""
    elif number and not paper.genre:
        word = "version" if paper.kind in ("dataset", "software") else "number"
        number = f"{word} {number}"
    details = (
        " ".join(filter(None, [paper.genre, number])),
        f"edited by {_listed([editor.name for editor in paper.editors])}" if paper.editors else "",
        _edition(paper.edition),
        series,
        f"volume {_spanned(paper.volume)}" if paper.volume else "",
        f"issue {_spanned(paper.issue)}" if paper.issue else "",
        _pages(paper.pages),
        paper.publisher,
        paper.place,
        f"published {paper.issued}" if paper.issued else "",
    )
    if not paper.container and not any(details):
        return None
    word = "In" if paper.container and paper.kind in _IN_BOOKS else ""
    return Imprint(word, paper.container, tuple(filter(None, details)))


def _listed(names: list[str]) -> str:
    """`Eve Mast, Jo Reed and Dan Keel`"""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _edition(text: str) -> str:
    """`edition 2`, `Second edition`"""
    if not text or re.search(r"\bed(?:ition|\.|$)", text, re.IGNORECASE):
        return text
    return f"edition {text}" if text.isdecimal() else f"{text} edition"


def _pages(pages: str) -> str:
    """`pages 12–25`, `page 5`, or `article 045001`."""
    if not pages:
        return ""
    if "-" in pages or "," in pages:
        return f"pages {_spanned(pages)}"
    is_page = pages.isdecimal() and len(pages) < 5 and not pages.startswith("0")
    return f"{'page' if is_page else 'article'} {pages}"


def _spanned(text: str) -> str:
    return text.replace("-", "–")
