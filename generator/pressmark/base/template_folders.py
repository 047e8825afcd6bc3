"""A library's folder in; the folders of its templates out: its own before the package's.

A file of the library's own takes the place of the package's at the same path, as in MkDocs'
`custom_dir`; all others are the package's.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def files_of(folder: Path, skipped: str = ASSETS) -> Iterator[tuple[str, Path]]:
    """Every file that a template could load from a folder, by its name below that; hidden ones
    only where they can be read. What is in the `skipped` folder within is left out.

    Raises `BuildError` for a folder that is none or leads back to itself, and for a file that is
    no regular one.
    """
    if not folder.is_dir():
        if os.path.lexists(folder):
            raise BuildError(f"{folder} is not a folder: remove it, or put the templates in one")
        return
    above: dict[str, frozenset[str]] = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        around = above.get(os.path.dirname(place), frozenset())  # noqa: PTH120 - as `walk` has it
        if real in around:
            raise BuildError(f"{place} leads back to a folder that it is in: remove the link")
        above[place] = around | {real}
        within = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if f"{(within / name).as_posix()}/" != skipped]
        for name in names:
            path = Path(place, name)
            if path.is_file():
                yield (within / name).as_posix(), path
            elif not name.startswith("."):
                raise BuildError(f"{path} is not a regular file: remove it")
