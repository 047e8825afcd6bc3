"""What the package imports is what its pyproject.toml asks for."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

# Extras that people install pressmark with; the others are for work on it.
EXTRAS = ("cards", "dask", "parquet", "properdocs", "zensical")


def canonical(name: str) -> str:
    """The name of a distribution as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (project["optional-dependencies"][extra] for extra in EXTRAS)
    requirements = chain(project["dependencies"], *extras)
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {canonical(name[0]) for name in names if name}


def imported() -> Iterator[str]:
    """The packages that are imported anywhere, at whatever moment, or for types only."""
    for path in (REPOSITORY / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def test_every_package_that_is_imported_is_declared() -> None:
    distributions = packages_distributions()
    packages = set(imported()) - sys.stdlib_module_names - {"pressmark"}
    # Of an extra that is not installed, only the name can be compared.
    undeclared = {
        package
        for package in packages
        if declared().isdisjoint(map(canonical, distributions.get(package, [package])))
    }
    assert "pydantic" in packages
    assert undeclared == set()
