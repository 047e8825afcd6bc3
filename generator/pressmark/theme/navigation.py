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


def missing_indexes(root: Path) -> list[str]:
    """The files of those indexes that lead to nothing in the library below `root`: it has no e-mail
    digests, or its vocabulary no themes or tags."""
    content = root / "content"
    missing = []
    if not any((content / "digests").glob("*.yml")):
        missing.append("digests.md")
    if not _has_entries(content / "themes.yml"):
        missing.append("themes.md")
    # Keywords of many records at once are tags of their own.
    if not (_has_entries(content / "tags.yml") or (content / "papers.csl.jsonl").is_file()):
        missing.append("tags.md")
    return missing


def _has_entries(file: Path) -> bool:
    """Whether a YAML file holds more than remarks; who reads it says what is wrong with it."""
    if not file.is_file():
        return False
    lines = file.read_bytes().splitlines()
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in lines)


def navigation(items: Sequence[Any], root: Path) -> list[Any]:
    """The items without those that lead to indexes of nothing in the library below `root`.

    The navigation of the defaults leads to the hand-written pages that the library has, also to
    those beside `index.md` that it does not name.
    """
    if items == configuration.defaults()["nav"]:
        items = _of_pages(items, names(root / "content" / "pages"))
    missing = missing_indexes(root)
    return [item for item in items if not any(_leads_to(item, file) for file in missing)]


def _of_pages(items: Sequence[dict[str, str]], pages: Sequence[str]) -> list[Any]:
    """The items of generated pages and of these, and then the further ones of these."""
    known = {*_GENERATED, *pages}
    present = [item for item in items if known.issuperset(item.values())]
    named = _GENERATED.union(*(item.values() for item in items))
    return [*present, *(page for page in pages if "/" not in page and page not in named)]


def _leads_to(item: object, file: str) -> bool:
    return item == file or (isinstance(item, dict) and file in item.values())
