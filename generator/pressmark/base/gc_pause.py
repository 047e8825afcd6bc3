"""Python's search for dead cycles, paused while much is made that lives long."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whether anything is left out of every search. To ask Python for it takes a walk over all of it.
_is_frozen = False


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
            if not _is_frozen:
                gc.unfreeze()
            gc.enable()


def freeze() -> None:
    """Leave what was made so far out of every search from now on, in processes that are forked too:
    a search writes to what it looks at, and memory that is written to is not shared any more."""
    global _is_frozen
    _is_frozen = True
    gc.freeze()


@contextmanager
def frozen() -> Iterator[None]:
    """Do so until the end of the block; what was left out before stays so."""
    global _is_frozen
    was_frozen = _is_frozen
    freeze()
    try:
        yield
    finally:
        _is_frozen = was_frozen
        if not was_frozen:
            gc.unfreeze()
