"""Pressmark: a folder of paper records in, a library website out.

The public interface is re-exported here; `pressmark --help` is its command line.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressmark.base.errors import BuildError
    from pressmark.base.findings import Finding, InvalidLibraryError
    from pressmark.build.build import build as build_site
    from pressmark.build.report import BuildReport
    from pressmark.library.library import Library
    from pressmark.library.loading.load import load as load_library
    from pressmark.library.paper import Paper

__all__ = [
    "BuildError",
    "BuildReport",
    "Finding",
    "InvalidLibraryError",
    "Library",
    "Paper",
    "build_site",
    "load_library",
]
_PLACES = {
    "BuildError": "base.errors.BuildError",
    "BuildReport": "build.report.BuildReport",
    "Finding": "base.findings.Finding",
    "InvalidLibraryError": "base.findings.InvalidLibraryError",
    "Library": "library.library.Library",
    "Paper": "library.paper.Paper",
    "build_site": "build.build.build",
    "load_library": "library.loading.load.load",
}


def __getattr__(name: str) -> object:
    # Loaded when asked for: who draws the theme should not wait for what reads a library.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _PLACES[name].rpartition(".")
    return getattr(import_module(f"{__name__}.{module}"), attribute)
