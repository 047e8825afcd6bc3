"""Python's search for dead cycles, paused while much is made that lives long."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """The search is off meanwhile: among hundreds of thousands of records it finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # Ages all that was made at once; else the next object would have it all searched.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
