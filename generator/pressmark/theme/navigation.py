"""The navigation that a configuration names in; out the part of it that leads somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pressmark.base.escaping import escape
from pressmark.library.loading.figure_records import has_figures
from pressmark.library.loading.handwritten import names
from pressmark.library.loading.kind_sources import has_kind_sources
from pressmark.site import configuration
from pressmark.site.kinds import INDEXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

# The files that the indexes of a library would come from, and what they are called.
GENERATED = {
    f"{address.removesuffix('/') or 'index'}.md": kind.label for address, kind in INDEXES.items()
}

# So many hand-written pages are in a navigation that names none of them: it is on each page, and
# nobody looks for one of a thousand there.
MOST_FURTHER = 100


def missing_indexes(root: Path, *, lists_sources: bool) -> list[str]:
    """The files of those indexes that lead to nothing in the library below `root`, whose
    configuration lists sources or not: it has no e-mail digests, its vocabulary no themes or tags,
    no source says what papers were published as, or no record has key figures."""
    content = root / "content"
    missing = []
    if not any((content / "digests").glob("*.yml")):
        missing.append("digests.md")
    if not _has_entries(content / "themes.yml"):
        missing += ["themes.md", "paths.md"]
    if not has_figures(content):
        missing.append("evidence.md")
    # Keywords of many records at once are tags of their own.
    if not (_has_entries(content / "tags.yml") or (content / "papers.csl.jsonl").is_file()):
        missing.append("tags.md")
    if not has_kind_sources(content, lists_sources=lists_sources):
        missing.append("kinds.md")
    return missing


def lists_sources(settings: configuration.Settings) -> bool:
    """Whether a configuration lists sources of papers."""
    return bool((settings.get("extra") or {}).get("sources"))


def _has_entries(file: Path) -> bool:
    """Whether a YAML file holds more than remarks; who reads it says what is wrong with it."""
    if not file.is_file():
        return False
    lines = file.read_bytes().splitlines()
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in lines)


def navigation(settings: configuration.Settings, root: Path) -> list[Any]:
    """The items of the configured navigation without those that lead to indexes of nothing in the
    library below `root`.

    The navigation of the defaults leads to the hand-written pages that the library has, also to
    those beside `index.md` that it does not name, up to a hundred of these.
    """
    items = settings["nav"]
    if items == configuration.defaults()["nav"]:
        items = _of_pages(items, names(root / "content" / "pages"))
    return [*_present(items, {*missing_indexes(root, lists_sources=lists_sources(settings))})]


def _present(items: Sequence[Any], missing: Collection[str]) -> Iterator[Any]:
    """The items that do not lead to those files, their titles as HTML; empty sections are left
    out. An index without a title has that of its kind."""
    for item in items:
        if not isinstance(item, Mapping):
            if item not in missing:
                yield {GENERATED[item]: item} if item in GENERATED else item
            continue
        for title, target in item.items():
            shown = escape(str(title))
            if not isinstance(target, list):
                if target not in missing:
                    yield {shown: target}
            elif part := [*_present(target, missing)]:
                yield {shown: part}


def _of_pages(items: Sequence[dict[str, str]], pages: Sequence[str]) -> list[Any]:
    """The items of generated pages and of these, and then the further ones of these."""
    targets = {*GENERATED, *pages}
    present = [item for item in items if targets.issuperset(item.values())]
    named = {*GENERATED}.union(*(item.values() for item in items))
    further = [page for page in pages if "/" not in page and page not in named]
    return [*present, *further[:MOST_FURTHER]]
