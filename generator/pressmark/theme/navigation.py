"""The navigation that a configuration names in; out the part of it that leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.library.loading.handwritten import names
from pressmark.site import configuration
from pressmark.site.kinds import INDEXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_GENERATED = {f"{address.removesuffix('/') or 'index'}.md" for address in INDEXES}


def has_digests(root: Path) -> bool:
    """Whether the library below `root` has e-mail digests, which navigation may then lead to."""
    return any((root / "content" / "digests").glob("*.yml"))


def navigation(items: Sequence[Any], root: Path) -> list[Any]:
    """The items without those that lead to digests, where the library below `root` has none.

    The navigation of the defaults leads to the hand-written pages that the library has, also to
    those beside `index.md` that it does not name.
    """
    if items == configuration.defaults()["nav"]:
        items = _of_pages(items, names(root / "content" / "pages"))
    if has_digests(root):
        return [*items]
    return [item for item in items if not _leads_to(item, "digests.md")]


def _of_pages(items: Sequence[dict[str, str]], pages: Sequence[str]) -> list[Any]:
    """The items of generated pages and of these, and then the further ones of these."""
    known = {*_GENERATED, *pages}
    present = [item for item in items if known.issuperset(item.values())]
    named = _GENERATED.union(*(item.values() for item in items))
    return [*present, *(page for page in pages if "/" not in page and page not in named)]


def _leads_to(item: object, file: str) -> bool:
    return item == file or (isinstance(item, dict) and file in item.values())
