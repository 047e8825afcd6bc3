"""A work in; how much more of it takes for each unit where there are many, out.

Times are of this thread's processor, so that others at work count for little, and are taken again
where they are suspicious: a machine may have been slow for a moment, not for three.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Work that is done in so many seconds has not grown; by so many times a unit may cost more.
_SOON, MOST_GROWTH = 0.2, 2.5
_TRIES = 3


def growth(work: Callable[[int], Callable[[], object]], few: int, many: int) -> float:
    """How many times as long each of `many` units takes as each of a `few`; `work` prepares what
    is to be done with so many."""
    least = float("inf")
    for _ in range(_TRIES):
        long = _seconds(work(many))
        if long < _SOON:
            return 1
        short = min(_seconds(work(few)) for _ in range(2))
        least = min(least, long / many / (max(short, 0.002) / few))
        if least <= MOST_GROWTH:
            break
    return least


def _seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start
