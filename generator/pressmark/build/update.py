"""A run and what may have changed in; the published site brought up to date.

Only what the site does not hold yet is written, and what it should not hold any more is removed.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from pressmark.base import disk
from pressmark.build import publish
from pressmark.build.changes import to_make
from pressmark.build.outputs import INDEX_FOLDER, PageOutputs, other_outputs, outputs_beside
from pressmark.build.report import Published
from pressmark.build.sizes import Sizes
from pressmark.build.state import PRESSED
from pressmark.exports.site_files import touched_by
from pressmark.site.file_names import page_file_names
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from pressmark.build.changes import Selection
    from pressmark.build.outputs import Output
    from pressmark.build.run import Run
    from pressmark.build.state import State
    from pressmark.exports.catalogue import Exporter
    from pressmark.site.settings import Site


# Other changes leave the same papers in feeds, and in any file that is of some papers.
_IN_FEEDS = Touched.COUNTS | Touched.DAYS | Touched.LISTS
_IN_PART = _IN_FEEDS | Touched.MAP


class _Stage:
    """What is new in a site, in a folder that nobody reads: how many files, and their bytes. The
    `sizes` are those of the whole site."""

    def __init__(self, folder: Path, live: Path, sizes: Sizes) -> None:
        disk.remove_tree(folder)
        folder.mkdir(parents=True)
        self.folder = folder
        self._live = live
        self.sizes = sizes
        self.files = 0
        self.size = 0

    def offer(self, output: Output) -> None:
        """Take in a file unless the site holds the same already."""
        pieces = iter(output.pieces)
        content = next(pieces, b"")
        more = next(pieces, None)
        if more is None:
            with suppress(OSError):
                if (self._live / output.path).read_bytes() == content:
                    return
            size = disk.put_pieces(self.folder, output.path, [content])
        else:
            size = disk.put_pieces(self.folder, output.path, chain([content, more], pieces))
            if disk.are_alike(self.folder / output.path, self._live / output.path):
                (self.folder / output.path).unlink()
                return
        self.files, self.size = self.files + 1, self.size + size
        self.sizes.replace(output.path, size, self._live / output.path)


def update(run: Run, state: State, selection: Selection) -> Published:
    """Bring the published site, of that state, up to date."""
    sizes = Sizes(state.kinds)
    stage = _Stage(run.work.stage, run.published, sizes)
    made_of: dict[str, bytes] = {}
    with run.clock.stage("press"):
        for addresses in run.project.plan.addresses:
            made_of.update(dict.fromkeys(addresses, PRESSED))
        for output in _of_pages(run, state, selection):
            stage.offer(output)
    with run.clock.stage("files"):
        own = run.project.further_files
        for output in other_outputs(run.theme_output.files, run.exporter, own):
            is_there = not output.fingerprint and state.files.get(output.path) == PRESSED
            if is_there and not _may_differ(output.path, selection, run.exporter):
                made_of[output.path] = PRESSED
            else:
                _note(output, made_of, state, stage)
    with run.clock.stage("search"):
        if run.index and run.index.key != state.search:
            for output in run.index.outputs():
                _note(output, made_of, state, stage)
        else:
            made_of.update(
                (path, key) for path, key in state.files.items() if path.startswith(INDEX_FOLDER)
            )
    with run.clock.stage("publish"):
        removed = list(_files_gone(state.files, made_of, run.theme_output.site))
        sizes.remove(removed, run.published)
        run.forget_state()
        publish.update(run.work, run.published, removed)
    run.compare(run.published)
    run.loaded.keep_records()
    run.exporter.keep()
    run.entries.keep()
    return Published(made_of, sizes, stage.files, stage.size, len(removed))


def _may_differ(path: str, selection: Selection, exporter: Exporter) -> bool:
    """Whether a file of the whole library may be another than before."""
    touched = selection.touched | Touched.FONTS
    if not touched_by(path) & touched:
        return False
    return bool(touched & _IN_PART) or exporter.shows_any(path, selection.papers)


def _of_pages(run: Run, state: State, selection: Selection) -> Iterator[Output]:
    """The pages that may differ, and the files beside them."""
    site = run.theme_output.site
    renderer = run.project.renderer(site, partial(run.entries.of, "entry"))
    outputs = PageOutputs(renderer, run.exporter, run.theme_output.frames)
    in_feeds = None if selection.touched & _IN_FEEDS else selection.papers
    for page, may_differ_itself, names in to_make(run.project.plan, selection, state.files):
        if may_differ_itself:
            yield outputs.page(page)
        changed = None if names is None else in_feeds
        yield from outputs_beside(page, run.exporter, names, changed)


def _note(output: Output, made_of: dict[str, bytes], state: State, stage: _Stage) -> None:
    """Note what a file that belongs to no page is made of; take it in if that is new."""
    made_of[output.path] = output.fingerprint or PRESSED
    if not output.fingerprint or state.files.get(output.path) != output.fingerprint:
        stage.offer(output)


def _files_gone(before: dict[str, bytes], now: dict[str, bytes], site: Site) -> Iterator[str]:
    """The paths of the files that the site holds, by what was noted of it, and holds no more."""
    lost = before.keys() - now.keys()
    paths = (f"{name}index.html" if name.endswith("/") else name for name in lost)
    for path in chain(paths, _files_beside(lost, site)):
        # Where a page gave way to a redirect, or took its place, files of one name follow.
        if not _is_file(path, now, site):
            yield path


def _files_beside(addresses: Iterable[str], site: Site) -> Iterator[str]:
    """The paths of the files beside the pages at those of the addresses that are a page's."""
    for address in addresses:
        yield from (address + name for name in page_file_names(address, site))


def _is_file(path: str, made_of: Container[str], site: Site) -> bool:
    """Whether a file is one of those of a site, noted by its path, or by its page's address."""
    if path in made_of:
        return True
    for end in [at + 1 for at, sign in enumerate(path) if sign == "/"]:
        address, name = path[:end], path[end:]
        if address in made_of and name in ("index.html", *page_file_names(address, site)):
            return True
    return False
