"""Errors whose message is all that a command has to print."""

from __future__ import annotations


class PressmarkError(Exception):
    """Raised when work can't go on for a reason outside the program; says why and what to do."""


class BuildError(PressmarkError):
    """Raised when the site can't be built though the library is sound; says why."""
