"""Python's search for dead cycles, paused while much is made that lives long."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_freezes: list[None] = []


@contextmanager
def gc_paused() -> Iterator[None]:
    """The search is off meanwhile: among hundreds of thousands of records it finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Ages all that was made at once; else the next object would have it all searched.
            gc.freeze()
            if not _freezes:
                gc.unfreeze()
            gc.enable()


def freeze() -> None:
    """Leave what was made so far out of every search from now on, in processes that are forked too:
    a search writes to what it looks at, and memory that is written to is not shared any more."""
    gc.freeze()
    _freezes.append(None)


@contextmanager
def frozen() -> Iterator[None]:
    """Do so until the end of the block."""
    freeze()
    try:
        yield
    finally:
        _freezes.pop()
        gc.unfreeze()
