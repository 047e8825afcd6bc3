"""A run in; its whole site, made in whatever workers there are, in the place of the published one.

Pages are shared out. Once papers have their pages, this process writes the files of the whole
library while others press lists: those files say what papers' pages say too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base import disk
from pressmark.base.gc_pause import gc_paused
from pressmark.build import publish, workers
from pressmark.build.outputs import INDEX_FOLDER, index_outputs, other_outputs
from pressmark.build.report import Published
from pressmark.build.sizes import Sizes
from pressmark.build.state import PRESSED
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from pressmark.build.outputs import Output
    from pressmark.build.run import Run


class _NewSite:
    """A site in a folder that nobody reads yet: what it is made of, its files and their bytes."""

    def __init__(self, folder: Path, sections: Iterable[str]) -> None:
        self.folder = _emptied(folder)
        for section in sections:
            (folder / section).mkdir(exist_ok=True)
        self.made_of: dict[str, bytes] = {}
        self.sizes = Sizes()

    def write(self, outputs: Iterable[Output]) -> None:
        """Write files that are no pages, nor beside one."""
        self.sizes.merge(publish.write_new(self.folder, self._noted(outputs)).kinds)

    def _noted(self, outputs: Iterable[Output]) -> Iterator[Output]:
        for output in outputs:
            self.made_of[output.path] = output.fingerprint or PRESSED
            yield output

    def add(self, stretch: workers.Stretch) -> None:
        """Count in the pages that a worker has written."""
        self.made_of.update(dict.fromkeys(stretch.addresses.split("\n"), PRESSED))
        self.sizes.merge(stretch.kinds)


def build_all(run: Run, workforce: workers.Workforce) -> Published:
    """Make a site in a new folder, and publish that."""
    run.project.templates.load()  # for all workers at once, where they are forked from now on
    sections = {KINDS[shelf.kind].section for shelf in run.project.plan.shelves if shelf.keys}
    site = _NewSite(run.work.site, sections)
    shared = _emptied(run.work.shared)
    for name in ("entries", "fragments"):
        (shared / name).mkdir()
    executor = workforce.executor(run.index)
    with run.clock.stage("press"):
        _press(run, workforce, executor, site, shared)
    disk.remove_tree(shared)
    with run.clock.stage("search"):
        kept = run.published / INDEX_FOLDER
        site.write(run.index.outputs() if run.index else index_outputs(kept))
    run.compare(site.folder)
    with run.clock.stage("publish"):
        run.forget_state()
        publish.swap(run.work, run.published)
    sizes = site.sizes
    return Published(site.made_of, sizes, sizes.files, sizes.bytes, removed=0)


def _emptied(folder: Path) -> Path:
    disk.remove_tree(folder)
    folder.mkdir(parents=True)
    return folder


def _press(
    run: Run,
    workforce: workers.Workforce,
    executor: Executor | None,
    site: _NewSite,
    shared: Path,
) -> None:
    """Have all pages made, and write the files that belong to none."""
    job = workers.Job(
        run.loaded.root,
        run.theme_output.site,
        run.theme_output.frames,
        run.loaded.key,
        run.project.sources,
    )
    plan = run.project.plan
    stretches = workers.stretches(len(plan), workforce.jobs)
    tasks = [(job, site.folder, shared, *stretch) for stretch in stretches]
    end_of_papers = plan.end_of("paper")
    with_papers = sum(start < end_of_papers for start, _ in stretches)

    def write_others() -> None:
        with run.clock.stage("files"):
            run.exporter.gather(shared / "fragments")
            site.write(
                other_outputs(run.theme_output.files, run.exporter, run.project.further_files)
            )
            run.exporter.keep()

    batches = _submitted(tasks, executor)
    # While others are at work:
    workers.lend(job, run.exporter)
    _ = run.notes
    run.loaded.keep_records()
    pressed = _pressed(
        tasks, batches, with_papers, write_others, run.say, works_here=workforce.works_here
    )
    for number, stretch in enumerate(pressed, 1):
        site.add(stretch)
        run.say(f"Pressing, {number} of {len(tasks)}")


def _submitted(
    tasks: Sequence[workers.Task], executor: Executor | None
) -> list[Future[workers.Stretch]]:
    """Stretches of pages, handed to an executor, or left for this process without one."""
    from concurrent.futures import Future  # builds of a few pages hand nothing on

    return [executor.submit(workers.make_new, *task) if executor else Future() for task in tasks]


def _pressed(
    tasks: Sequence[workers.Task],
    batches: Sequence[Future[workers.Stretch]],
    first: int,
    write_others: Callable[[], None],
    say: Callable[[str], None],
    *,
    works_here: bool,
) -> Iterator[workers.Stretch]:
    """What becomes of stretches of pages, in their order, while this process works besides: on the
    other files, as soon as the `first` stretches are done, and, if `works_here`, on the next
    stretch that nobody has begun."""
    here: dict[int, workers.Stretch] = {}

    def result(number: int) -> workers.Stretch:
        return here[number] if number in here else batches[number].result()

    are_written = False
    with gc_paused():
        for number, task in enumerate(tasks):
            if (
                not are_written
                and number >= first
                and all(batch.done() for batch in batches[:first])
            ):
                write_others()
                are_written = True
            if works_here and batches[number].cancel():
                here[number] = workers.make_new(*task)
                say(f"Pressing, {number + 1} of {len(tasks)}")
        if not are_written:
            for number in range(first):
                result(number)
            write_others()
    yield from map(result, range(len(tasks)))
