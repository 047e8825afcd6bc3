"""A library in; the two JSON files that pages' scripts ask for out: by which identifiers papers of
a reading list are known again, and what tags and themes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markup import json_line
from pressmark.site.kinds import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library
    from pressmark.library.relations import Relations

IDENTIFIERS = "data/identifiers.json"
DESCRIPTIONS = "data/descriptions.json"


def identifiers(library: Library) -> Iterator[bytes]:
    """Every paper as a list: its id, then its DOI, its arXiv number, ids that it had and citation
    keys of its sources, as far as it has them."""
    yield b'{"papers":[\n'
    before = b""
    for paper in library.papers.values():
        others = (paper.doi, paper.arxiv, *paper.redirect_from, *paper.keys)
        names = dict.fromkeys([paper.id, *filter(None, others)])
        yield before + json_line([*names])
        before = b",\n"
    yield b"\n]}\n"


def descriptions(library: Library, relations: Relations) -> Iterator[bytes]:
    """The descriptions of tags and themes that papers have, by the addresses of their pages."""
    texts = {
        address(kind, name): terms[name].description
        for kind, terms, papers in (
            ("theme", library.themes, relations.by_theme),
            ("tag", library.tags, relations.by_tag),
        )
        for name in papers
        if name in terms and terms[name].description != terms[name].label
    }
    yield json_line(dict(sorted(texts.items()))) + b"\n"
