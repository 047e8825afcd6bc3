"""No test is left out of the suite."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    import pytest


def test_pytest_goes_into_every_folder_of_tests(request: pytest.FixtureRequest) -> None:
    left_out = request.config.getini("norecursedirs")
    tests = REPOSITORY / "tests"
    files = {file.relative_to(tests) for file in tests.rglob("test_*.py")}

    assert {
        file.as_posix()
        for file in files
        for folder in file.parts[:-1]
        if any(fnmatch(folder, pattern) for pattern in left_out)
    } == set()
