"""A library and its content folder in; the library with those files of its own that links of papers
lead to, as far as they are there, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.library.loading.record_cache import fingerprint_of
from pressmark.library.values import is_file

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.library import Library


def with_link_files(library: Library, content: Path) -> Library:
    """The library with what is there of such files in `content/pages/`, and what is not."""
    links = [
        (paper.id, label, path)
        for paper in library.papers.values()
        if paper.links
        for label, path in paper.links.items()
        if is_file(path)
    ]
    if not links:
        return library
    folder = content / "pages"
    present = {path for _, _, path in links if (folder / path).is_file()}
    fingerprints = dict(library.fingerprints)
    for paper, label, path in links:
        if path in present:
            mark = fingerprints[paper] + f"{label}\0{path}".encode()
            fingerprints[paper] = fingerprint_of(mark, "file")
    missing = (
        f"{paper}: its link {label!r} leads to {path}, which is not in content/pages/: the page "
        "does not show it"
        for paper, label, path in links
        if path not in present
    )
    return replace(
        library,
        link_files=frozenset(present),
        missing_files=tuple(missing),
        fingerprints=fingerprints,
    )
