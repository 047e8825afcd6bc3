"""Who draws the theme starts at once: it loads nothing that reads or models papers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import SAMPLE

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
    program = (
        f"import pathlib, sys, pressmark.{module}; "
        "from pressmark.library.loading.handwritten import read; "
        "assert read(pathlib.Path(sys.argv[1]), [])[0]; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(SAMPLE)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {f"pressmark.{name}" for name in PAPERS}.isdisjoint(done.stdout.split())
