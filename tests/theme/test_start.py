"""Who draws the theme starts at once: it loads nothing that reads or models papers."""

from __future__ import annotations

import subprocess
import sys

import pytest

PAPERS = (
    "library.paper",
    "library.library",
    "library.terms",
    "library.loading.load",
    "exports",
    "build.project",
)


@pytest.mark.parametrize("module", ["theme.process", "theme.mkdocs"])
def test_what_draws_the_theme_loads_no_papers(module: str) -> None:
    program = f"import sys, pressmark.{module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {f"pressmark.{name}" for name in PAPERS}.isdisjoint(done.stdout.split())
