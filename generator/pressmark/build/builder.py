"""A project in; one run, full or of what changed only, carried out and reported."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pressmark.base.gc_pause import gc_paused
from pressmark.base.work_folder import WorkFolder
from pressmark.build import workers
from pressmark.build.changes import may_differ
from pressmark.build.index_run import IndexRun
from pressmark.build.project import load_project
from pressmark.build.report import BuildReport
from pressmark.build.run import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from pressmark.build.run import Run


def load(root: Path) -> Loaded:
    """Load the project at `root`, for this process and those that it forks."""
    later: list[Callable[[], None]] = []
    with gc_paused():
        project = load_project(root, cache=WorkFolder.of(root).records, keep=later.append)
        return Loaded(root, project, workers.hold(project), later)


def start_index(loaded: Loaded, workforce: workers.Workforce) -> IndexRun:
    """Have the search index made, unless the one at hand is of the same records."""

    def begin(folder: Path) -> Future[None]:
        return workforce.start().submit(workers.index_search, loaded.root, loaded.key, folder)

    return IndexRun(loaded.work, loaded.key, begin)


def publish(run: Run, workforce: workers.Workforce) -> BuildReport:
    """Build what is to be built and publish it; returns a report.

    Where the last build's state still holds, only what changed is built.
    """
    selection = None
    if state := run.state:
        selection = may_differ(run.project, state.papers, run.notes, state.files)
    if state and selection:
        from pressmark.build.update import update

        published = update(run, state, selection)
    else:
        from pressmark.build.full import build_all

        published = build_all(run, workforce)
    with run.clock.stage("publish"):
        run.keep_state(published.made_of)
    pages = sum(name.endswith(("/", ".html")) or not name for name in published.made_of)
    return BuildReport(
        pages,
        published.files,
        published.written,
        published.bytes,
        published.removed,
        time.perf_counter() - run.clock.start,
        run.clock.stages,
    )
