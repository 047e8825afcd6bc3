"""The fast way: a configuration in, its published site out, every byte as MkDocs would draw it.

What the theme draws is drawn in a process beside this one; all further pages are pressed. Where the
last build's state still holds, only what changed is made.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError

from pressmark import publish, workers
from pressmark.changes import may_differ, touches
from pressmark.drawn import BuildError, Drawing, house_key
from pressmark.pipeline import take_in
from pressmark.press import PressError
from pressmark.seal import SealError
from pressmark.search import SearchError
from pressmark.state import State, digest
from pressmark.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from pressmark.drawn import Drawn
    from pressmark.pipeline import House

__all__ = ["BuildError", "BuildReport", "build", "plain_errors"]

# Up to so many pages one process is done before others have started.
_ALONE = 1_000
_SEARCH = "pagefind/"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: pages and files of the site, files and bytes written, files removed,
    seconds taken, and how many of them at each stage."""

    pages: int
    files: int
    written: int
    bytes: int
    removed: int
    seconds: float
    stages: Mapping[str, float]


@dataclass(slots=True)
class _Clock:
    """How long each stage takes, in seconds; two that overlap count both."""

    start: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start


def build(
    config_file: Path,
    *,
    strict: bool = False,
    jobs: int = 0,
    executor: Executor | None = None,
    with_search: bool = True,
    clean: bool = False,
    verify: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build and publish the site that `config_file` (mkdocs.yml) describes.

    `jobs` is the number of worker processes, by default one a processor core; an `executor` takes
    their place, and its workers must see the same folders. `clean` makes everything anew. `say` is
    told what goes on. With `verify`, a sample of the pages, that many of them taken at random, is
    compared with what the theme draws itself.

    Raises `InvalidLibraryError` for bad input and `BuildError` for anything else that stops the
    build; the published site is then as it was.
    """
    root = config_file.absolute().parent
    with plain_errors(), ExitStack() as held:
        held.enter_context(publish.alone(root / ".build"))
        site = _Site(config_file, root, strict=strict, clean=clean, verify=verify, say=say)
        drawing = held.enter_context(site.draw())
        house = site.take_in()
        jobs = jobs or workers.cores()
        pages = len(house.library.papers) + len(house.library.people)
        if executor is None:
            executor = held.enter_context(workers.pool(jobs if pages > _ALONE else 1))
        indexed = site.index(executor) if with_search else None
        with site.clock.stage("draw"):
            drawn = drawing.result()
        return site.publish(drawn, executor, jobs, indexed)


class _Site:
    """One build under way."""

    def __init__(
        self,
        config_file: Path,
        root: Path,
        *,
        strict: bool,
        clean: bool,
        verify: int,
        say: Callable[[str], None],
    ) -> None:
        self.clock = _Clock()
        self._config_file = config_file
        self._root = root
        self._work = root / ".build"
        self._strict = strict
        self._verify = verify
        self._say = say
        self._house: House
        self._noted: dict[str, tuple[bytes, str]]
        self._vocabulary: str
        self._key = b""
        self._search = ""
        if clean:
            for name in ("drawn", "pagefind", "site", "stage"):
                shutil.rmtree(self._work / name, ignore_errors=True)
            for name in ("state", "records", "pagefind.key"):
                (self._work / name).unlink(missing_ok=True)

    def draw(self) -> Drawing:
        drawing = Drawing(self._config_file, self._work, strict=self._strict)
        self._say("Reading the library" if drawing.is_kept else "Reading, and drawing the theme")
        return drawing

    def take_in(self) -> House:
        with self.clock.stage("load"):
            self._house = take_in(self._root, cache=self._work / "records")
            self._key = workers.hold(self._house)
            self._noted = touches(self._house)
            self._vocabulary = workers.vocabulary_key(self._house).hex()
        return self._house

    def index(self, executor: Executor) -> Future[None] | None:
        """Have the search index made, unless the one at hand is of the same records."""
        folder, key = self._work / "pagefind", self._work / "pagefind.key"
        self._search = digest(house_key(), self._key).hex()
        with contextlib.suppress(OSError):
            if key.read_text(encoding="ascii") == self._search and folder.is_dir():
                return None
        key.unlink(missing_ok=True)
        with self.clock.stage("search"):
            return executor.submit(workers.index_search, self._root, self._key, folder)

    def publish(
        self, drawn: Drawn, executor: Executor, jobs: int, indexed: Future[None] | None
    ) -> BuildReport:
        job = workers.Job(self._root, drawn.site, drawn.forms, self._key)
        house = digest(
            house_key(),
            repr(drawn.site).encode(),
            repr(sorted(drawn.forms.items())).encode(),
            *(self._templates()),
        ).hex()
        live, state_file = drawn.target, self._work / "state"
        state = State.read(state_file, live)
        if state and state.house == house and state.files:
            new, written, size, removed = self._bring_up_to_date(drawn, job, state, indexed)
        else:
            new, written, size, removed = self._make_new(drawn, job, executor, jobs, indexed)
        with self.clock.stage("publish"):
            State(house, self._search, self._vocabulary, new, self._noted).write(state_file, live)
        pages = sum(name.endswith(("/", ".html")) or not name for name in new)
        seconds = time.perf_counter() - self.clock.start
        return BuildReport(pages, len(new), written, size, removed, seconds, self.clock.stages)

    def _templates(self) -> list[bytes]:
        folder = self._root / "templates"
        return [
            digest(path.name.encode(), path.read_bytes()) for path in sorted(folder.glob("*.html"))
        ]

    def _make_new(
        self,
        drawn: Drawn,
        job: workers.Job,
        executor: Executor,
        jobs: int,
        indexed: Future[None] | None,
    ) -> tuple[dict[str, bytes], int, int, int]:
        """The whole site in a new folder, then in the place of the published one."""
        site = self._work / "site"
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        for section in {section for _, section, _ in drawn.forms}:
            (site / section).mkdir(exist_ok=True)
        with self.clock.stage("press"):
            made: dict[str, bytes] = {}
            size = 0
            total = len(self._house.plan(drawn.site))
            batches = [
                executor.submit(workers.make_new, job, site, start, stop)
                for start, stop in workers.stretches(total, jobs)
            ]
            for batch in batches:
                stretch = batch.result()
                size += stretch.size
                made.update(stretch.items())
                self._say(f"Pressing page {len(made):,} of {total:,}")
        for name, content in drawn.files.items():
            target = site / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            made[name] = digest(content)
            size += len(content)
        with self.clock.stage("search"):
            index = self._indexed(indexed) if self._search else _files(drawn.target / "pagefind")
            for name, path in index:
                target = site / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _link_or_copy(path, target)
                made[name] = digest(path.read_bytes())
                size += path.stat().st_size
        self._compare(drawn, site)
        with self.clock.stage("publish"):
            (self._work / "state").unlink(missing_ok=True)
            publish.swap(site, drawn.target)
        return made, len(made), size, 0

    def _bring_up_to_date(
        self, drawn: Drawn, job: workers.Job, state: State, indexed: Future[None] | None
    ) -> tuple[dict[str, bytes], int, int, int]:
        """Only what the published site does not hold yet, and what it should not hold any more."""
        live, stage = drawn.target, self._work / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        with self.clock.stage("press"):
            selection = None
            if state.vocabulary == self._vocabulary:
                selection = may_differ(self._house, state.papers, self._noted)
            new, changed = workers.changes(self._house, job, state.files, selection)
        files = {f"{address}index.html": html for address, html in changed.items()}
        for name, content in drawn.files.items():
            new[name] = digest(content)
            if state.files.get(name) != new[name]:
                files[name] = content
        if (
            not self._search or self._search == state.search
        ):  # the index stays as it is, and the next build's matter
            new.update({n: f for n, f in state.files.items() if n.startswith(_SEARCH)})
        else:
            with self.clock.stage("search"):
                for name, path in self._indexed(indexed):
                    content = path.read_bytes()
                    new[name] = digest(content)
                    if state.files.get(name) != new[name]:
                        files[name] = content
        with self.clock.stage("publish"):
            size = written = 0
            for name, content in files.items():
                with contextlib.suppress(OSError):
                    if (live / name).read_bytes() == content:
                        continue
                target = stage / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                size, written = size + len(content), written + 1
            gone = [
                f"{name}index.html" if name.endswith("/") else name
                for name in state.files.keys() - new.keys()
            ]
            (self._work / "state").unlink(missing_ok=True)
            publish.update(live, stage, gone)
            shutil.rmtree(stage)
        self._compare(drawn, live)
        return new, written, size, len(gone)

    def _compare(self, drawn: Drawn, folder: Path) -> None:
        """Compare a sample of the pages with drawn ones, if that is wanted."""
        if self._verify:
            self._say("Comparing pages with drawn ones")
            with self.clock.stage("verify"):
                verify(
                    self._config_file,
                    self._house,
                    drawn.site,
                    folder,
                    self._work / "verify",
                    self._verify,
                )

    def _indexed(self, indexed: Future[None] | None) -> Iterator[tuple[str, Path]]:
        """The files of the search index, by the path that they have in the site."""
        if indexed:
            indexed.result()
            (self._work / "pagefind.key").write_text(self._search, encoding="ascii")
        yield from _files(self._work / "pagefind")


def _files(index: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(index.rglob("*")):
        if path.is_file():
            yield _SEARCH + path.relative_to(index).as_posix(), path


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns what stops a build into `BuildError` with its message."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise BuildError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except (
        publish.BusyError,
        PressError,
        SealError,
        SearchError,
        TemplateError,
        workers.ChangedError,
        OSError,
    ) as error:
        raise BuildError(str(error)) from error
