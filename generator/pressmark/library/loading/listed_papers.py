"""Papers in; the ids that each may be called by out, and those of papers that were published once:
what tells a paper that is gone from one that never was."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.library.addresses import paper_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pressmark.library.paper import Paper


def ids_of(papers: Iterable[Paper]) -> dict[str, str]:
    """The id that a paper has now by each that it has or had."""
    ids: dict[str, str] = {}
    for paper in papers:
        ids |= dict.fromkeys((paper.id, *paper.redirect_from), paper.id)
    return ids


class ListedPapers:
    """The papers that the library has published, as far as it lists its addresses."""

    def __init__(self, content: Path) -> None:
        self._list = content / "addresses.txt"

    @cached_property
    def _addresses(self) -> frozenset[str]:
        try:
            return frozenset(self._list.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return frozenset()

    def __contains__(self, paper: object) -> bool:
        return paper_address(str(paper)) in self._addresses
