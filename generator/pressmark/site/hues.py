"""A library's themes in; the number of the hue that stands for each out.

A theme has the same hue on all pages, which is the class `pm-hue-0` and so on of explore.css. There
are twelve: further themes begin again, so that no hue may be the only sign of a theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pressmark.library.library import Library

HUES: Final = 12


def hues(library: Library) -> dict[str, int]:
    """The number of each theme's hue by the theme's id, in the order of the vocabulary."""
    return {name: place % HUES for place, name in enumerate(library.themes)}
