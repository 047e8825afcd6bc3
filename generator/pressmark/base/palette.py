"""A theme's style sheet in; the colours that it names, for all that is drawn without it, out.

A colour is a line such as `--pm-ink: light-dark(#000000, #ffffff);` in the style sheet and nowhere
else: cards, e-mails and embeds take theirs from there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.errors import BuildError
from pressmark.base.findings import utf8_text
from pressmark.base.template_folders import ASSETS, template_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Below the templates.
STYLE_SHEET = f"{ASSETS}stylesheets/pressmark.css"
_HEX = r"\s*(#[0-9a-f]{6})\s*"
_COLOUR = re.compile(rf"--pm-([a-z-]{{1,40}}):\s*light-dark\({_HEX},{_HEX}\)", re.IGNORECASE)


class Colour(NamedTuple):
    """What light pages have, and what dark ones have, as `#rrggbb`."""

    light: str
    dark: str

    @property
    def css(self) -> str:
        """The colour as style sheets write it, where `color-scheme` allows both."""
        return f"light-dark({self.light},{self.dark})"


class Palette(NamedTuple):
    """The colours of pages and of surfaces raised above them, of texts, lines and links."""

    paper: Colour
    raised: Colour
    ink: Colour
    ink_soft: Colour
    line: Colour
    accent: Colour


class PaletteError(BuildError):
    """Raised when a style sheet lacks a colour; says which."""


def read_palette(folders: Sequence[Path]) -> Palette:
    """The colours of the theme in the first of the folders of templates that has its style sheet.

    Raises `PaletteError` when its style sheet lacks one, `OSError` when it is not there, and
    `InvalidLibraryError` when it is not UTF-8.
    """
    path = template_file(folders, STYLE_SHEET)
    text = utf8_text(path.read_bytes(), path)
    colours = {name: Colour(light, dark) for name, light, dark in _COLOUR.findall(text)}
    names = [field.replace("_", "-") for field in Palette._fields]
    for name in names:
        if name not in colours:
            raise PaletteError(
                f"{path} has no line such as '--pm-{name}: light-dark(#000000, #ffffff);': cards, "
                "e-mails and embeds need that colour"
            )
    return Palette(*(colours[name] for name in names))
