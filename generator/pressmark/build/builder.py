"""A library in, its pages made in whatever workers there are, the site published out.

Where the last build's state still holds, only what changed is made.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base import disk
from pressmark.base.errors import BuildError
from pressmark.base.gc_pause import gc_paused
from pressmark.base.hashing import fingerprint, program_key
from pressmark.build import publish, workers
from pressmark.build.changes import may_differ, noted, to_make
from pressmark.build.project import load_project
from pressmark.build.report import BuildReport, Clock
from pressmark.build.state import PRESSED, State
from pressmark.site.file_names import page_file_names
from pressmark.theme.frames import fill_page, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from pressmark.build.changes import Noted, Selection
    from pressmark.build.project import Project
    from pressmark.exports.catalogue import Exporter
    from pressmark.theme.drawing import ThemeOutput

_SEARCH = "pagefind/"


class Builder:
    """One build under way, since `start` on the performance counter."""

    def __init__(
        self,
        config_file: Path,
        root: Path,
        *,
        start: float,
        verify: int,
        say: Callable[[str], None],
    ) -> None:
        self.clock = Clock(start)
        self._config_file = config_file
        self._root = root
        self._work = root / ".build"
        self._verify = verify
        self._say = say
        self._project: Project
        self._exporter: Exporter
        self._later: list[Callable[[], None]] = []
        self._vocabulary: str
        self._key = b""
        self._search = ""
        self._noted_before: Noted = {}

    def load_project(self) -> int:
        """Take the library in; returns how many pages it makes."""
        with self.clock.stage("load"), gc_paused():
            self._project = load_project(
                self._root, cache=self._work / "records", keep=self._later.append
            )
            self._key = workers.hold(self._project)
            self._vocabulary = self._project.vocabulary_key.hex()
            return len(self._project.plan)

    def index(self, get_executor: Callable[[], Executor]) -> Future[None] | None:
        """Have the search index made, unless the one at hand is of the same records."""
        folder, key = self._work / "pagefind", self._work / "pagefind.key"
        self._search = fingerprint(program_key(), self._key).hex()
        with contextlib.suppress(OSError):
            if key.read_text(encoding="ascii") == self._search and folder.is_dir():
                return None
        key.unlink(missing_ok=True)
        with self.clock.stage("search"):
            return get_executor().submit(workers.index_search, self._root, self._key, folder)

    def publish(
        self,
        theme_output: ThemeOutput,
        get_executor: Callable[[], Executor],
        jobs: int,
        indexed: Future[None] | None,
        *,
        works_here: bool,
    ) -> BuildReport:
        """Build what is to be built and publish it; returns a report.

        `works_here` is whether this process works too, and not the executor's workers alone.
        """
        job = workers.Job(self._root, theme_output.site, theme_output.frames, self._key)
        self._exporter = self._project.exporter(theme_output.site, self._work / "fragments")
        shell_key = fingerprint(
            program_key(),
            repr(theme_output.site).encode(),
            repr(sorted(theme_output.frames.items())).encode(),
            self._project.templates.fingerprint,
        ).hex()
        live, state_file = theme_output.target, self._work / "state"
        state = State.read(state_file, live)
        selection = None
        if state and state.shell_key == shell_key and state.vocabulary == self._vocabulary:
            self._noted_before = state.papers
            selection = may_differ(self._project, state.papers, self._papers, state.files)
        if state and selection:
            new, written, size, removed = self._bring_up_to_date(
                theme_output, state, selection, indexed
            )
            files = sum(map(len, self._beside(new).values()), len(new))
            self._keep_records()
            self._exporter.keep()
        else:
            # Where the one other process makes the index, no page waits for it.
            is_alone = works_here and jobs == 2 and indexed and not indexed.done()
            executor = None if is_alone else get_executor()
            made = self._make_new(theme_output, job, executor, jobs, indexed, works_here=works_here)
            new, files, size = made
            written, removed = files, 0
        with self.clock.stage("publish"):
            State(shell_key, self._search, self._vocabulary, new, self._papers).write(
                state_file, live
            )
        pages = sum(name.endswith(("/", ".html")) or not name for name in new)
        seconds = time.perf_counter() - self.clock.start
        return BuildReport(pages, files, written, size, removed, seconds, self.clock.stages)

    def _beside(self, addresses: Iterable[str]) -> dict[str, Collection[str]]:
        """The names of the files beside the pages at those of the addresses that have any."""
        site = self._exporter.site
        return {name: found for name in addresses if (found := page_file_names(name, site))}

    def _make_new(
        self,
        theme_output: ThemeOutput,
        job: workers.Job,
        executor: Executor | None,
        jobs: int,
        indexed: Future[None] | None,
        *,
        works_here: bool,
    ) -> tuple[dict[str, bytes], int, int]:
        """The whole site in a new folder, then in the place of the published one; returns what it
        is made of, how many files it has, and their bytes."""
        self._project.templates.load()  # for all workers at once, where they are forked from now on
        site, shared = self._work / "site", self._work / "shared"
        for folder in (site, shared):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in (site, shared / "entries", shared / "fragments"):
            folder.mkdir(parents=True)
        for section in {section for _, section, _ in theme_output.frames}:
            (site / section).mkdir(exist_ok=True)
        made: dict[str, bytes] = {}
        count = size = 0

        def others() -> None:
            """The files that belong to no generated page: they say what papers' pages say too."""
            nonlocal count, size
            for name, content in theme_output.files.items():
                disk.put(site, name, content)
                made[name] = fingerprint(content)
                count, size = count + 1, size + len(content)
            with self.clock.stage("files"):
                self._exporter.gather(shared / "fragments")
                for name, pieces in self._exporter.site_files():
                    made[name] = PRESSED
                    count, size = count + 1, size + disk.put_pieces(site, name, pieces)
                self._exporter.keep()

        with self.clock.stage("press"):
            plan = self._project.plan
            papers, total = plan.end_of("paper"), len(plan)
            tasks = [(job, site, shared, *stretch) for stretch in workers.stretches(total, jobs)]
            with_papers = sum(start < papers for *_, start, _ in tasks)
            work = self._shared_out(tasks, executor, with_papers, others, works_here=works_here)
            for number, stretch in enumerate(work, 1):
                count, size = count + stretch.files, size + stretch.size
                made.update(dict.fromkeys(stretch.addresses.split("\n"), PRESSED))
                self._say(f"Pressing, {number} of {len(tasks)}")
        shutil.rmtree(shared)
        with self.clock.stage("search"):
            index = (
                self._indexed(indexed) if self._search else _files(theme_output.target / "pagefind")
            )
            for name, path in index:
                target = site / name
                target.parent.mkdir(parents=True, exist_ok=True)
                disk.link_or_copy(path, target)
                made[name] = fingerprint(path.read_bytes())
                count, size = count + 1, size + path.stat().st_size
        self._compare(theme_output, site)
        with self.clock.stage("publish"):
            (self._work / "state").unlink(missing_ok=True)
            publish.swap(site, theme_output.target)
        return made, count, size

    def _shared_out(
        self,
        tasks: Sequence[workers.Task],
        executor: Executor | None,
        first: int,
        others: Callable[[], None],
        *,
        works_here: bool,
    ) -> Iterator[workers.Stretch]:
        """What becomes of stretches of pages, in their order, and of `others`, which this process
        works on as soon as the `first` of them are done. If it takes part, it works on the next
        stretch that nobody has begun besides; on all without an `executor`."""
        from concurrent.futures import Future  # builds of a few pages hand nothing on

        batches: list[Future[workers.Stretch]] = [
            executor.submit(workers.make_new, *task) if executor else Future() for task in tasks
        ]
        here: dict[int, workers.Stretch] = {}

        def result(number: int) -> workers.Stretch:
            return here[number] if number in here else batches[number].result()

        # While others are at work:
        workers.lend(tasks[0][0], self._exporter)
        _ = self._papers
        self._keep_records()
        waiting = True
        with gc_paused():
            for number, task in enumerate(tasks):
                if waiting and number >= first and all(batch.done() for batch in batches[:first]):
                    others()
                    waiting = False
                if works_here and batches[number].cancel():
                    here[number] = workers.make_new(*task)
                    self._say(f"Pressing, {number + 1} of {len(tasks)}")
            if waiting:
                for number in range(first):
                    result(number)
                others()
        yield from map(result, range(len(tasks)))

    def _bring_up_to_date(
        self,
        theme_output: ThemeOutput,
        state: State,
        selection: Selection,
        indexed: Future[None] | None,
    ) -> tuple[dict[str, bytes], int, int, int]:
        """Only what the published site does not hold yet, and what it should not hold any more."""
        live, stage = theme_output.target, self._work / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        new: dict[str, bytes] = {}
        files: dict[str, bytes] = {}
        size = written = 0
        with self.clock.stage("press"):
            renderer = self._project.renderer(theme_output.site)
            plan = self._project.plan
            for addresses in plan.addresses:
                new.update(dict.fromkeys(addresses, PRESSED))
            for page, may_differ_itself in to_make(plan, selection, state.files):
                if may_differ_itself:
                    html = fill_page(page, theme_output.frames[shape_of(page)], renderer)
                    files[f"{page.address}index.html"] = html
                for name, content in self._exporter.page_files(page):
                    files[page.address + name] = content
        with self.clock.stage("files"):
            for name, pieces in self._exporter.site_files():
                new[name] = PRESSED
                length = disk.put_pieces(stage, name, pieces)
                if disk.are_alike(stage / name, live / name):
                    (stage / name).unlink()
                else:
                    size, written = size + length, written + 1
        for name, content in theme_output.files.items():
            new[name] = fingerprint(content)
            if state.files.get(name) != new[name]:
                files[name] = content
        if self._search in ("", state.search):  # the index stays as it is
            new.update({n: f for n, f in state.files.items() if n.startswith(_SEARCH)})
        else:
            with self.clock.stage("search"):
                for name, path in self._indexed(indexed):
                    content = path.read_bytes()
                    new[name] = fingerprint(content)
                    if state.files.get(name) != new[name]:
                        files[name] = content
        with self.clock.stage("publish"):
            for name, content in files.items():
                with contextlib.suppress(OSError):
                    if (live / name).read_bytes() == content:
                        continue
                disk.put(stage, name, content)
                size, written = size + len(content), written + 1
            lost = state.files.keys() - new.keys()
            gone = [f"{name}index.html" if name.endswith("/") else name for name in lost]
            for address, names in self._beside(lost).items():
                gone += [address + name for name in names]
            # Where a page gave way to a redirect, or took its place, files of one name follow.
            gone = [name for name in gone if not self._stands(name, new)]
            (self._work / "state").unlink(missing_ok=True)
            publish.update(live, stage, gone)
            shutil.rmtree(stage)
        self._compare(theme_output, live)
        return new, written, size, len(gone)

    def _stands(self, path: str, made: Container[str]) -> bool:
        """Whether a file is one of those `made`, by path, or by address for pages and what stands
        beside them."""
        if path in made:
            return True
        for end in [at + 1 for at, sign in enumerate(path) if sign == "/"]:
            address, name = path[:end], path[end:]
            if address in made and name in (
                "index.html",
                *page_file_names(address, self._exporter.site),
            ):
                return True
        return False

    @cached_property
    def _papers(self) -> dict[str, tuple[bytes, str]]:
        return noted(self._project, self._noted_before)

    def _keep_records(self) -> None:
        """Keep what was parsed for the next build."""
        while self._later:
            self._later.pop()()

    def _compare(self, theme_output: ThemeOutput, folder: Path) -> None:
        """Compare a sample of the pages with drawn ones, if that is wanted."""
        if self._verify:
            from pressmark.build.verify import verify

            self._say("Comparing pages with drawn ones")
            with self.clock.stage("verify"):
                verify(
                    self._config_file,
                    self._project,
                    theme_output.site,
                    folder,
                    self._work / "verify",
                    self._verify,
                )

    def _indexed(self, indexed: Future[None] | None) -> Iterator[tuple[str, Path]]:
        """The files of the search index, by the path that they have in the site."""
        if indexed:
            from pressmark.search.index import SearchError

            try:
                indexed.result()
            except SearchError as error:
                raise BuildError(str(error)) from error
            (self._work / "pagefind.key").write_text(self._search, encoding="ascii")
        yield from _files(self._work / "pagefind")


def _files(index: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(index.rglob("*")):
        if path.is_file():
            yield _SEARCH + path.relative_to(index).as_posix(), path
