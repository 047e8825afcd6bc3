"""What the workers of a run share: a folder, and what one of them makes there for all."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def folder_of_run(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have."""
    root = factory.getbasetemp()
    return root.parent if "PYTEST_XDIST_WORKER" in os.environ else root


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """What whichever worker asks first makes, and the others of the run find."""
    root = folder_of_run(factory)
    made, half = root / name, root / f"{name}.half"
    with FileLock(root / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(half, ignore_errors=True)
            make(half)
            half.rename(made)
    return made
