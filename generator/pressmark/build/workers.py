"""Stretches of a site's pages in, handed to any executor; their files, or what became of them, out.

A forked worker finds the library that its parent holds. Any other, on another machine perhaps,
takes it in itself from the same folder, and makes sure that it is the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.base.errors import BuildError
from pressmark.base.gc_pause import freeze, gc_paused
from pressmark.base.hashing import fingerprint
from pressmark.build import publish
from pressmark.build.project import Project, load_project
from pressmark.theme.frames import fill_page, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.exports.catalogue import Exporter
    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Plan
    from pressmark.site.settings import Site
    from pressmark.theme.frames import Frames

# Batches a worker: enough that none waits long for the last, few enough to cost nothing.
_BATCHES = 24
_LEAST_IN_A_BATCH = 250


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know to make pages: whose, in what form, and which library it is."""

    root: Path
    site: Site
    frames: Frames
    library: bytes


# What `make_new` is given.
Task = tuple[Job, "Path", "Path", int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages that were made: their addresses, one a line, the files written, and their bytes."""

    addresses: str
    files: int
    size: int


class ChangedError(BuildError):
    """Raised in a worker that finds another library than the one that the build began with."""


class _Held:
    """The library that this process holds, with what it has made of it."""

    def __init__(self, project: Project, key: bytes) -> None:
        self.project = project
        self.key = key
        self._made: tuple[Job, tuple[Plan, Renderer, Exporter]] | None = None

    def lend(self, job: Job, exporter: Exporter) -> tuple[Plan, Renderer, Exporter]:
        """Have this process press pages for a job with an exporter that it holds already."""
        project = self.project
        made = project.plan, project.renderer(job.site), exporter
        self._made = job, made
        return made

    def for_job(self, job: Job) -> tuple[Plan, Renderer, Exporter]:
        made = self._made
        if made and made[0] == job:
            return made[1]
        return self.lend(job, self.project.exporter(job.site))


_held: list[_Held] = []


def hold(project: Project) -> bytes:
    """Keep the library for the workers that are forked from now on; returns its key."""
    key = library_key(project)
    _held[:] = [_Held(project, key)]
    return key


def lend(job: Job, exporter: Exporter) -> None:
    """Have this process alone use this exporter for a job, and so what becomes known to it: others
    were forked before."""
    _held[0].lend(job, exporter)


def library_key(project: Project) -> bytes:
    """Sixteen bytes that tell all that was taken in from anything else."""
    library = project.library
    return fingerprint(
        *(name.encode() + library.fingerprints[name] for name in library.papers),
        project.vocabulary_key,
        project.introduction.encode(),
        *(repr(newsletter).encode() for newsletter in library.newsletters.values()),
    )


def _holding(root: Path, key: bytes) -> _Held:
    if not _held or _held[0].key != key:
        if hold(load_project(root)) != key:
            raise ChangedError(f"the library in {root} changed while it was built; build again")
        freeze()
    return _held[0]


def make_new(job: Job, site: Path, shared: Path, start: int, stop: int) -> Stretch:
    """Press the pages from place `start` to place `stop` of the plan into a new folder.

    In the folder `shared`, new too, workers find what others of them made for many pages and files.
    """
    held = _holding(job.root, job.library)
    plan, renderer, exporter = held.for_job(job)
    papers, entries = held.project.library.papers, renderer.entries
    addresses: list[str] = []
    made_of: list[str] = []
    entries.gather(shared / "entries")

    def pages() -> Iterator[publish.NewFolder]:
        for page in plan.pages(start, stop):
            addresses.append(page.address)
            html = fill_page(page, job.frames[shape_of(page)], renderer)
            files, links = exporter.page_files_and_links(page)
            yield page.address, [("index.html", html), *files], links
            if page.kind == "paper":
                entries.prepare(papers[page.stem])
                made_of.append(page.stem)

    with gc_paused():  # pages leave no cycles behind, and the library is large to walk
        exporter.gather(shared / "fragments")
        written, size = publish.write_new(site, pages())
        exporter.share(shared / "fragments", made_of)
    entries.share(shared / "entries", str(start))
    return Stretch("\n".join(addresses), written, size)


def index_search(root: Path, library: bytes, folder: Path) -> None:
    """Write the search index of the library into a folder."""
    from pressmark.search import index  # few builds need it

    index.index(_holding(root, library).project.search_records(), folder)


def stretches(pages: int, workers: int) -> list[tuple[int, int]]:
    """The places that the batches of so many pages begin and end with."""
    size = max(-(-pages // (workers * _BATCHES)), _LEAST_IN_A_BATCH)
    return [(start, min(start + size, pages)) for start in range(0, pages, size)]


def cores() -> int:
    """How many processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
