"""A library's folder in; the folders of its templates out: its own before the package's.

A file of the library's own takes the place of the package's at the same path, as in MkDocs'
`custom_dir`; all others are the package's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Templates of pages and of e-mails, and the theme: the frame around pages, styles, scripts, fonts.
PACKAGE_TEMPLATES = Path(__file__).parent.parent / "templates"
THEME = "theme"
ASSETS = f"{THEME}/assets/"


def template_folders(root: Path) -> tuple[Path, ...]:
    """The folders to look for a template of the library at `root` in, the first one first."""
    return root / "templates", PACKAGE_TEMPLATES


def template_file(folders: Sequence[Path], name: str) -> Path:
    """The file of that name (a relative path) in the first of the folders that has it, or its place
    in the last."""
    paths = [folder / name for folder in folders]
    return next((path for path in paths if path.is_file()), paths[-1])
