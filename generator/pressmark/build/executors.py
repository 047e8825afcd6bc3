"""A number of workers in; an executor that hands them work out, ready to be replaced by any other.

Loaded only by builds that have work to hand on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from pressmark.base.gc_pause import frozen

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
    others = set(multiprocessing.active_children())
    fork = multiprocessing.get_context("fork")
    # Pages leave no cycles behind: workers need not look for any in as long as they live.
    with frozen(), ProcessPoolExecutor(workers, fork, initializer=gc.disable) as pool:
        try:
            yield pool
        except BaseException:
            # What failed needs no more pages, and no worker may outlive it.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
                worker.join()
            raise


def pool(workers: int) -> AbstractContextManager[Executor]:
    """So many processes beside this one, that share its memory; or this one alone."""
    return _forked(workers) if workers > 0 and hasattr(os, "fork") else nullcontext(Here())
