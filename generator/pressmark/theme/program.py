"""A configuration's settings in; out the program that draws its theme, one of three."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from pressmark.base.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.site.configuration import Settings

# The packages that can draw a theme, which modules of this room of the same names have do it, and
# what is installed to have each. Without a setting, the first that is installed is taken.
PROGRAMS = {
    "mkdocs": "mkdocs-material",
    "properdocs": "'pressmark[properdocs]'",
    "zensical": "'pressmark[zensical]'",
}


class ThemeProgram(Protocol):
    """A program that draws pages in the frame of a theme."""

    def draw(
        self, config_file: Path, files: Mapping[str, bytes], folder: Path, *, strict: bool
    ) -> None:
        """Draw `files`, Markdown and what stands beside it by path, as `config_file` says.

        What was drawn is in `folder / "site"` then. With `strict`, warnings stop it; otherwise
        they go to standard error. Raises `BuildError` with the program's own words.
        """


def program_name(settings: Settings) -> str:
    """The name of the program that draws the theme: what `extra.theme_program` names, or else the
    first that is installed. Raises `BuildError` where there is none of that name."""
    extra = settings.get("extra")
    wanted = extra.get("theme_program") if isinstance(extra, dict) else None
    candidates = [wanted] if wanted else [*PROGRAMS]
    for name in candidates:
        if _is_installed(name):
            return name
    name = candidates[0]
    raise BuildError(
        f"{name}, which is to draw the theme, is not installed: pip install {PROGRAMS[name]}"
    )


def program(name: str) -> ThemeProgram:
    """The program of that name."""
    return cast("ThemeProgram", import_module(f"pressmark.theme.{name}"))


def _is_installed(package: str) -> bool:
    # A folder of that name where pressmark is started is none: it has no origin.
    spec = find_spec(package)
    return spec is not None and spec.origin is not None
