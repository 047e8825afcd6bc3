"""Pages, what the theme drew and what else a site holds in; its files out, one kind of thing.

Whoever builds, updates or shows a site goes through these, and needs to know no more of a file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.hashing import fingerprint
from pressmark.base.late_file import LateFile
from pressmark.theme.frames import fill_page, shape_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from pressmark.exports.catalogue import Exporter
    from pressmark.render.entries import Entries
    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page
    from pressmark.theme.frames import Frames

INDEX_FOLDER = "pagefind/"
_HTML = (".html", ".htm")


class Output(NamedTuple):
    """A file of a site: its path and its content in pieces.

    `link` is the path, from the site's root on, of a file that may hold the same bytes already, and
    `fingerprint` tells the content from any other, where that is known.
    """

    path: str
    pieces: Iterable[bytes]
    link: str = ""
    fingerprint: bytes = b""


class PageOutputs:
    """The files of single pages of one site: each page, in its frame, and those beside it."""

    def __init__(self, renderer: Renderer, exporter: Exporter, frames: Frames) -> None:
        self.exporter = exporter
        self._renderer = renderer
        self._frames = frames

    @property
    def entries(self) -> Entries:
        """The entries of papers, which lists show."""
        return self._renderer.entries

    def page(self, page: Page) -> Output:
        """A page. Raises `SealError` when its template's output can't be sealed."""
        html = fill_page(page, self._frames[shape_of(page)], self._renderer)
        if self.exporter.site.portable:
            from pressmark.build.portable import portable  # few sites are

            html = portable(html)
        return Output(f"{page.address}index.html", [html])


def outputs_beside(
    page: Page,
    exporter: Exporter,
    names: Collection[str] | None = None,
    changed: Container[str] | None = None,
) -> Sequence[Output]:
    """The files beside a page, all of them or those of these names, but for feeds that have none
    of the `changed` papers, if these are given."""
    if not exporter.has_page_files:
        return ()
    files, links = exporter.page_files_and_links(page, names, changed)
    address = page.address
    return [Output(address + name, [file], links.get(name, "")) for name, file in files]


def other_outputs(
    theme_files: Mapping[str, bytes], exporter: Exporter, own: Mapping[str, LateFile]
) -> Collection[Output]:
    """The files that belong to no page: what the theme drew, as it is, those of the whole library,
    those at addresses that lead on, and the library's `own` by path, which come before all others.
    None has the path of another."""
    site_files: Iterable[tuple[str, Iterable[bytes]]] = exporter.site_files()
    if exporter.site.portable:
        from pressmark.theme.inline import gathered

        theme_files = {
            path: gathered(content, theme_files)
            if path.endswith(".css")
            else _portable(path, content)
            for path, content in theme_files.items()
        }
        site_files = (
            (path, [_portable(path, b"".join(pieces))] if path.endswith(_HTML) else pieces)
            for path, pieces in site_files
        )
        own = {
            path: LateFile.of(_portable(path, file.content())) if path.endswith(_HTML) else file
            for path, file in own.items()
        }
    outputs = {
        path: Output(path, [content], fingerprint=fingerprint(content))
        for path, content in theme_files.items()
    }
    outputs.update((path, Output(path, pieces)) for path, pieces in site_files)
    outputs.update(
        (path, Output(path, file.pieces(), fingerprint=file.fingerprint))
        for path, file in own.items()
    )
    return outputs.values()


def _portable(path: str, content: bytes) -> bytes:
    from pressmark.build.portable import portable

    return portable(content) if path.endswith(_HTML) else content


def index_outputs(folder: Path) -> Iterator[Output]:
    """The files of the search index that is kept in a folder."""
    for place, _, names in os.walk(folder):  # a fifth of the time that paths take
        within = Path(place).relative_to(folder).as_posix()
        address = INDEX_FOLDER if within == "." else f"{INDEX_FOLDER}{within}/"
        for name in sorted(names):
            file = f"{place}{os.sep}{name}"
            with open(file, "rb") as opened:  # noqa: PTH123
                content = opened.read()
            yield Output(address + name, [content], file, fingerprint(content))
