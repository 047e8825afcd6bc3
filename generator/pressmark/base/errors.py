"""What stops a build though the library is sound."""

from __future__ import annotations


class BuildError(Exception):
    """Raised when the site can't be built though the library is sound; says why."""
