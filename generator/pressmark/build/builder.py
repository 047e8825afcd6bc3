"""A project in; one run, full or of what changed only, carried out and reported."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pressmark.base.gc_pause import frozen, gc_paused
from pressmark.base.work_folder import WorkFolder
from pressmark.build import workers
from pressmark.build.changes import may_differ, with_indexes, with_related
from pressmark.build.index_run import IndexRun
from pressmark.build.project import load_project
from pressmark.build.report import BuildReport
from pressmark.build.run import Loaded
from pressmark.build.sizes import warning
from pressmark.site import configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from pressmark.build.changes import Selection
    from pressmark.build.run import Run


def load(config_file: Path) -> Loaded:
    """Load the project of `config_file`, for this process and those that it forks."""
    root = config_file.absolute().parent
    later: list[Callable[[], None]] = []
    with gc_paused():
        sources = configuration.sources_of(config_file)
        work = WorkFolder.of(root)
        project = load_project(
            root, cache=work.records, space=work.space, keep=later.append, sources=sources
        )
        project.check_nav(config_file)
        return Loaded(root, work, project, workers.hold(project), later)


def start_index(loaded: Loaded, workforce: workers.Workforce) -> IndexRun:
    """Have the search index made, unless the one at hand is of the same records."""

    def begin(folder: Path) -> Future[None]:
        library = loaded.root, loaded.project.sources, loaded.key
        return workforce.start().submit(workers.index_search, *library, folder)

    return IndexRun(loaded.work, loaded.key, begin)


def publish(run: Run, workforce: workers.Workforce) -> BuildReport:
    """Build what is to be built and publish it; returns a report.

    Where the last build's state still holds, only what changed is built.
    """
    with frozen():
        with run.clock.stage("relate"):
            run.project.related.share_among(workforce.free(run.index))
            _ = run.related  # others look for them where they are kept
        selection = _selection(run)
    if run.state and selection:
        from pressmark.build.update import update

        with gc_paused():
            published = update(run, run.state, selection)
    else:
        from pressmark.build.full import build_all

        published = build_all(run, workforce)
    with run.clock.stage("publish"):
        run.keep_state(published.made_of, published.sizes.kinds)
    pages = sum(name.endswith(("/", ".html")) or not name for name in published.made_of)
    largest = published.sizes.largest()
    return BuildReport(
        pages,
        published.sizes.files,
        published.written,
        published.bytes,
        published.removed,
        time.perf_counter() - run.clock.start,
        run.clock.stages,
        run.project.library.omissions,
        run.project.library.local_abstracts,
        published.sizes.bytes,
        largest,
        warning(largest),
        run.project.library.missing_files,
        sorted({*run.project.files} & {"404.html", *run.exporter.site_paths()}),
    )


def _selection(run: Run) -> Selection | None:
    """What to look at, where the last build's state still holds and not too much changed."""
    if state := run.state:
        selection = may_differ(run.project, state.papers, run.notes, state.files)
        if selection:
            selection = with_related(selection, run.project, state.related, run.related)
        if selection:
            return with_indexes(selection, run.project, state.besides, run.besides)
    return None
