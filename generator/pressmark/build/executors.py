"""A number of workers in; an executor that hands them work out, ready to be replaced by any other.

Loaded only by builds that have work to hand on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from pressmark.base.errors import BuildError
from pressmark.base.gc_pause import frozen
from pressmark.base.process import end_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

Result = TypeVar("Result")


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _forked(workers: int) -> Iterator[Executor]:
    older = set(multiprocessing.active_children())
    fork = multiprocessing.get_context("fork")
    with (
        frozen(),
        _lifeline() as ends,
        ProcessPoolExecutor(workers, fork, initializer=_begin, initargs=ends) as pool,
    ):
        try:
            yield pool
        except BaseException as error:
            # What failed needs no more pages, and no worker may outlive it.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - older:
                worker.terminate()
                worker.join()
            if isinstance(error, BrokenProcessPool):
                raise BuildError(
                    "a process of this build was killed, perhaps as memory ran out; the published "
                    "site is as it was. Build again, with --jobs 1 if memory is short"
                ) from error
            raise


@contextmanager
def _lifeline() -> Iterator[tuple[int, int]]:
    """The two ends of a pipe, of which this process alone keeps the second open."""
    ends = os.pipe()
    try:
        yield ends
    finally:
        for end in ends:
            os.close(end)


def _begin(lifeline: int, other_end: int) -> None:
    """Begin a worker that ends when the process that it works for has ended."""
    # Pages leave no cycles behind: workers need not look for any in as long as they live.
    gc.disable()
    os.close(other_end)
    end_with(lifeline, lambda: os.kill(os.getpid(), signal.SIGKILL))


def pool(workers: int) -> AbstractContextManager[Executor]:
    """So many processes beside this one, that share its memory; or this one alone."""
    return _forked(workers) if workers > 0 and hasattr(os, "fork") else nullcontext(Here())
