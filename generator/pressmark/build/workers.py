"""Stretches of a site's pages in, handed to any executor; their files, or what became of them, out.

A forked worker finds the library that its parent holds. Any other, on another machine perhaps,
takes it in itself from the same folder, and makes sure that it is the same.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.errors import BuildError
from pressmark.base.gc_pause import freeze, gc_paused
from pressmark.base.hashing import fingerprint
from pressmark.base.work_folder import WorkFolder
from pressmark.build import publish
from pressmark.build.outputs import PageOutputs, outputs_beside
from pressmark.build.project import Project, load_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from pressmark.build.index_run import IndexRun
    from pressmark.build.outputs import Output
    from pressmark.exports.catalogue import Exporter
    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.site.settings import Site
    from pressmark.theme.frames import Frames

# Batches a worker: enough that none waits long for the last, few enough to cost nothing.
_BATCHES = 24
_LEAST_IN_A_BATCH = 250


class Job(NamedTuple):
    """What a worker needs to know to make pages: whose, in what form, and which library it is."""

    root: Path
    site: Site
    frames: Frames
    library: bytes
    sources: Sequence[SourceFile] = ()


# What `make_new` is given.
Task = tuple[Job, "Path", "Path", int, int]


class Stretch(NamedTuple):
    """Pages that were made: their addresses, one per line, and the files written of each kind, with
    their bytes."""

    addresses: str
    kinds: dict[str, tuple[int, int]]


class Workforce(NamedTuple):
    """Who makes pages: so many processes (`jobs`), this one among them if it `works_here`, and
    others that `start` starts, or gives if they are started."""

    jobs: int
    works_here: bool
    start: Callable[[], Executor]

    def free(self, index: IndexRun | None) -> int:
        """How many processes may be at work here, this one included, beside the one that makes the
        search index."""
        is_busy = index is not None and index.is_under_way
        return max(self.jobs - is_busy, 1) if self.works_here else 1

    def executor(self, index: IndexRun | None) -> Executor | None:
        """Others to hand pages to; None where no page should wait for the one other there is, since
        that makes the search index."""
        is_busy = self.works_here and self.jobs == 2 and index is not None and index.is_under_way
        return None if is_busy else self.start()


class ChangedError(BuildError):
    """Raised in a worker that finds another library than the one that the build began with."""


class _Held:
    """The library that this process holds, with what it has made of it."""

    def __init__(self, project: Project, key: bytes) -> None:
        self.project = project
        self.key = key
        self._last: tuple[Job, PageOutputs] | None = None

    def lend(self, job: Job, exporter: Exporter) -> PageOutputs:
        """Have this process press pages for a job with an exporter that it holds already."""
        outputs = PageOutputs(self.project.renderer(job.site), exporter, job.frames)
        self._last = job, outputs
        return outputs

    def for_job(self, job: Job) -> PageOutputs:
        if self._last and self._last[0] == job:
            return self._last[1]
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
        "\0".join(library.papers).encode(),
        b"".join([library.fingerprints[name] for name in library.papers]),
        library.vocabulary_key,
        project.introduction.encode(),
        *(repr(newsletter).encode() for newsletter in library.newsletters.values()),
        *(repr(change).encode() for change in library.changes),
    )


def _holding(root: Path, sources: Sequence[SourceFile], key: bytes) -> _Held:
    if not _held or _held[0].key != key:
        space = WorkFolder.of(root).space
        if hold(load_project(root, space=space, sources=sources)) != key:
            raise ChangedError(f"the library in {root} changed while it was built; build again")
        freeze()
    return _held[0]


def make_new(job: Job, site: Path, shared: Path, start: int, stop: int) -> Stretch:
    """Press the pages from place `start` to place `stop` of the plan into a new folder.

    In the folder `shared`, new too, workers find what others of them made for many pages and files.
    """
    held = _holding(job.root, job.sources, job.library)
    outputs = held.for_job(job)
    papers, entries, exporter = held.project.library.papers, outputs.entries, outputs.exporter
    addresses: list[str] = []
    ids: list[str] = []
    entries.gather(shared / "entries")

    def files() -> Iterator[Output]:
        for page in held.project.plan.pages(start, stop):
            addresses.append(page.address)
            yield outputs.page(page)
            yield from outputs_beside(page, exporter)
            if page.kind == "paper":
                entries.prepare(papers[page.stem])
                ids.append(page.stem)

    with gc_paused():  # pages leave no cycles behind, and the library is large to walk
        exporter.gather(shared / "fragments")
        sizes = publish.write_new(site, files())
        exporter.share(shared / "fragments", ids)
    entries.share(shared / "entries", str(start))
    return Stretch("\n".join(addresses), sizes.kinds)


def index_search(root: Path, sources: Sequence[SourceFile], library: bytes, folder: Path) -> None:
    """Write the search index of the library into a folder."""
    from pressmark.search import index  # few builds need it

    index.index(_holding(root, sources, library).project.search_records(), folder)


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
