"""The workflow that makes a digest on Mondays, as a runner's shell runs its steps."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = yaml.safe_load(
    (REPOSITORY / ".github" / "workflows" / "digest.yml").read_text(encoding="utf-8")
)
# What each run of the program was asked for, one a line.
FAKE = '#!/bin/sh\necho "$@" >> "$PWD/asked"\n'


def make(folder: Path) -> tuple[int, list[str]]:
    """Run the step that makes a digest; returns its status and what pressmark was asked for."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    program = folder / ".venv" / "bin" / "pressmark"
    program.write_text(FAKE, encoding="utf-8")
    program.chmod(0o755)
    (script,) = [
        step["run"]
        for step in WORKFLOW["jobs"]["make"]["steps"]
        if step.get("name", "").startswith("Make the digest")
    ]
    done = subprocess.run(["/bin/bash", "-eo", "pipefail", "-c", script], cwd=folder, check=False)
    asked = folder / "asked"
    return done.returncode, asked.read_text("utf-8").splitlines() if asked.is_file() else []


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "content" / "digests").mkdir(parents=True)
    return tmp_path


def test_a_library_without_digests_makes_none_and_does_not_fail(library: Path) -> None:
    assert make(library) == (0, [])


def test_a_digest_lists_its_new_address_where_addresses_are_kept(library: Path) -> None:
    (library / "content" / "digests" / "2026-11-23.yml").touch()
    (library / "content" / "addresses.txt").touch()

    assert make(library) == (0, ["digest new --since last", "addresses --update"])


def test_a_library_that_keeps_no_addresses_starts_no_list(library: Path) -> None:
    (library / "content" / "digests" / "2026-11-23.yml").touch()

    assert make(library) == (0, ["digest new --since last"])


def test_the_pull_request_holds_the_list_of_addresses() -> None:
    (script,) = [
        step["run"]
        for step in WORKFLOW["jobs"]["make"]["steps"]
        if step.get("name") == "Open a pull request with it"
    ]
    assert "git add content/addresses.txt" in script
