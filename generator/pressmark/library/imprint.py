"""A record in; what it says of where and by whom the work was published out, each behind a label.

A record that names neither a kind nor a container has a venue alone, which says it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressmark.library.paper import Paper


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
