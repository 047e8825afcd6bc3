"""A text in; whether it may hold math out, and nothing loaded for those that do not."""

from __future__ import annotations


def may_hold_math(text: str) -> bool:
    """Whether a text has a sign of math; most have none."""
    # Two signs take longer to find than one.
    return "$" in text or ("\\" in text and ("\\(" in text or "\\[" in text))
