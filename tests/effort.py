"""How much a run proves: what `make test` draws evenly, `make test-long` goes through whole, and it
alone tries what has the mark `long`.

PRESSMARK_LONG in the environment makes a run a long one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

IS_LONG = bool(os.environ.get("PRESSMARK_LONG"))


def examples(usual: int, long: int) -> int:
    """How often something is tried in this run."""
    return long if IS_LONG else usual


def drawn(items: Iterable[T], count: int) -> list[T]:
    """So many of the items, evenly from the first to the last; in a long run all."""
    found = list(items)
    if IS_LONG or len(found) <= count:
        return found
    return [found[place * (len(found) - 1) // max(count - 1, 1)] for place in range(count)]
