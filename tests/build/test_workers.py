"""Any number of workers, of any kind, makes the same bytes, of one library only."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base import disk, shares
from pressmark.base.errors import BuildError
from pressmark.build import build as building
from pressmark.build import executors, workers
from pressmark.build.build import build
from pressmark.build.index_run import IndexRun
from pressmark.build.project import load_project
from pressmark.render.seal import seal
from pressmark.search import index
from pressmark.site.settings import Site
from tests.invented import invented_project
from tests.processes import until
from tests.project import differing, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from distributed import Client

    from pressmark.build.outputs import Output

BATCHES = 10  # are fewer than the invented library's pages make


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site is built in this process alone."""
    project = invented_project(tmp_path_factory.mktemp("workers") / "project")
    build(project / "mkdocs.yml", jobs=1)
    return project


@pytest.fixture(scope="module")
def wanted(project: Path) -> dict[str, bytes]:
    """The files of the site that one process makes."""
    return files_of(project / "site")


@pytest.fixture(autouse=True)
def small_batches(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has a small library shared out to many, and none of it known from an earlier build."""
    monkeypatch.setattr(building, "_ALONE", 1)
    monkeypatch.setattr(shares, "_LEAST", 5)
    monkeypatch.setattr(workers, "_LEAST_IN_A_BATCH", 3)
    (project / ".build" / "state").unlink(missing_ok=True)
    (project / ".build" / "pagefind.key").unlink(missing_ok=True)


class Counted(Executor):
    """Hands on to another executor, and counts."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.count = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.count += 1
        return self.inner.submit(fn, *args, **kwargs)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_any_number_of_processes_makes_the_same_site(
    project: Path, wanted: dict[str, bytes], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    pool = executors.pool

    def counted(workers: int) -> AbstractContextManager[Executor]:
        started.append(workers)
        return pool(workers)

    monkeypatch.setattr(executors, "pool", counted)

    disk.remove_tree(project / ".build" / "space")  # processes share that too
    build(project / "mkdocs.yml", jobs=jobs)

    assert started == [jobs - 1]  # this process works too
    assert differing(files_of(project / "site"), wanted) == []


def test_no_page_waits_for_the_one_other_process_while_that_makes_the_index(
    project: Path, wanted: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[Counted] = []
    pool = executors.pool

    @contextmanager
    def counted(workers: int) -> Iterator[Executor]:
        with pool(workers) as inner:
            pools.append(Counted(inner))
            yield pools[-1]

    monkeypatch.setattr(executors, "pool", counted)
    # The index is under way until somebody wants its files.
    wanted_now, make, outputs = tmp_path / "wanted", index.index, IndexRun.outputs

    def late(*arguments: Any) -> None:
        until(wanted_now.exists)
        make(*arguments)

    def asked_for(run: IndexRun) -> Iterator[Output]:
        wanted_now.touch()
        return outputs(run)

    monkeypatch.setattr(index, "index", late)
    monkeypatch.setattr(IndexRun, "outputs", asked_for)

    for with_search in (True, False):
        (project / ".build" / "state").unlink(missing_ok=True)
        build(project / "mkdocs.yml", jobs=2, with_search=with_search)
        assert differing(files_of(project / "site"), wanted) == []

    with_index, without = pools
    assert with_index.count == 1
    assert without.count > BATCHES


def test_threads_make_the_same_site(
    project: Path, wanted: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that threads get in each other's way if they can
    try:
        with ThreadPoolExecutor(4) as threads:
            build(project / "mkdocs.yml", executor=(counted := Counted(threads)), jobs=4)
    finally:
        sys.setswitchinterval(switch_interval)

    assert counted.count > BATCHES
    assert differing(files_of(project / "site"), wanted) == []


def test_pages_that_are_made_at_the_same_time_do_not_mix(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = load_project(project)
    site = Site("", "", "", "", "", "")
    renderer, plan = taken.renderer(site), taken.plan
    one, other = plan.page_at("years/2021/"), plan.page_at("themes/boats/")
    assert one
    assert other
    alone = renderer.body(one)
    is_drawn, other_is_done = threading.Event(), threading.Event()

    def seal_later(html: str) -> bytes:
        if threading.current_thread() is not threading.main_thread():
            is_drawn.set()
            assert other_is_done.wait(60)
        return seal(html)

    monkeypatch.setattr("pressmark.render.renderer.seal", seal_later)
    with ThreadPoolExecutor(1) as thread:
        beside = thread.submit(renderer.body, one)
        assert is_drawn.wait(60)
        renderer.body(other)
        other_is_done.set()

        assert beside.result() == alone


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Two Dask workers, processes of their own, on this machine's loopback."""
    from distributed import Client, LocalCluster  # takes long to load, and one process needs it

    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            local_directory=str(tmp_path_factory.mktemp("dask")),
        ) as running,
        Client(running) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


def test_a_dask_cluster_makes_the_same_site(
    project: Path, wanted: dict[str, bytes], cluster: Client
) -> None:
    executor = Counted(cluster.get_executor())  # type: ignore[no-untyped-call]

    build(project / "mkdocs.yml", executor=executor, jobs=2)

    assert executor.count > BATCHES
    assert differing(files_of(project / "site"), wanted) == []


@pytest.fixture
def spawned() -> Iterator[Executor]:
    """A worker that shares no memory with this process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


def test_a_worker_that_was_not_forked_takes_the_library_in_itself(
    project: Path, wanted: dict[str, bytes], spawned: Executor
) -> None:
    build(project / "mkdocs.yml", executor=spawned)

    assert differing(files_of(project / "site"), wanted) == []


@pytest.mark.parametrize(
    ("name", "said", "other"),
    [
        ("papers/paper3.md", "Summary 3", "Another summary"),
        ("digests/2023-01-09.yml", "paper9", "paper8"),
    ],
)
def test_a_worker_refuses_a_library_that_has_changed_meanwhile(
    name: str,
    said: str,
    other: str,
    project: Path,
    wanted: dict[str, bytes],
    spawned: Executor,
) -> None:
    record = project / "content" / name
    text = record.read_text(encoding="utf-8")
    assert said in text

    class EditedMeanwhile(Counted):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            # Whole, as editors save: a worker may be reading it.
            disk.replace(record, [text.replace(said, other).encode()])
            return super().submit(fn, *args, **kwargs)

    try:
        with pytest.raises(BuildError, match=r"the library in .* changed while it was built"):
            build(project / "mkdocs.yml", executor=EditedMeanwhile(spawned))
    finally:
        record.write_text(text, encoding="utf-8")
    assert differing(files_of(project / "site"), wanted) == []


@pytest.mark.parametrize(("pages", "jobs"), [(0, 2), (1, 1), (7, 3), (1_000, 2)])
def test_every_page_is_in_one_batch(pages: int, jobs: int) -> None:
    places = [
        place for start, stop in workers.stretches(pages, jobs) for place in range(start, stop)
    ]
    assert places == list(range(pages))


@pytest.mark.parametrize(
    ("jobs", "works_here", "is_indexing", "free"),
    [(1, True, False, 1), (1, True, True, 1), (2, True, True, 1), (4, True, True, 3),
     (4, True, False, 4), (4, False, False, 1)],
)  # fmt: skip
def test_who_makes_the_index_is_not_free(
    jobs: int, works_here: bool, is_indexing: bool, free: int
) -> None:
    class Index:
        is_under_way = is_indexing

    workforce = workers.Workforce(jobs, works_here, ThreadPoolExecutor)

    assert workforce.free(Index()) == free  # type: ignore[arg-type]
    assert workforce.free(None) == (jobs if works_here else 1)
