"""ProperDocs, a fork of MkDocs with its plugins: files to draw from in, the bytes of MkDocs out."""

from __future__ import annotations

# From here on, whatever imports `mkdocs` in this process gets ProperDocs, Material's theme too.
import properdocs.replacement  # noqa: F401

from pressmark.theme.mkdocs import draw

__all__ = ["draw"]
