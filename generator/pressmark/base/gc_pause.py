"""Python's search for dead cycles, paused while much is made that lives long."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
            was_frozen = gc.get_freeze_count() > 0
            gc.freeze()
            if not was_frozen:
                gc.unfreeze()
            gc.enable()


def freeze() -> None:
    """Leave what was made so far out of every search from now on, in processes that are forked too:
    a search writes to what it looks at, and memory that is written to is not shared any more."""
    gc.freeze()


@contextmanager
def frozen() -> Iterator[None]:
    """Do so until the end of the block; what was left out before stays so."""
    was_frozen = gc.get_freeze_count() > 0
    freeze()
    try:
        yield
    finally:
        if not was_frozen:
            gc.unfreeze()
