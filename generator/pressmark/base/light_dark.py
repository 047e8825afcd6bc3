"""A style sheet in; the same with its colours for browsers that do not know `light-dark()` out.

Browsers have it since Chrome 123 and Safari 17.5. To others a value with it is none: each
block of `:root` that names colours with it is followed by what they read in its place, which heeds
the reader's choice (`data-scheme`) as the page does, and is light on paper.
"""

from __future__ import annotations

import re

from pressmark.base.patterns import compiled_later

_QUESTION = "\n@supports not (color:light-dark(red,red)){"
_BLOCK = compiled_later(
    rf":root\s*\{{([^{{}}]*\blight-dark\([^{{}}]*)\}}(?!{re.escape(_QUESTION)})"
)
# Each of two colours is without parentheses, or has what is in those of a function.
_ONE = r"([^(),]*(?:\([^()]*\)\s*)?)"
_COLOUR = compiled_later(rf"(?<![\w-])(--[\w-]+):\s*light-dark\({_ONE},{_ONE}\)")


def with_fallbacks(sheet: str) -> str:
    """A style sheet that older browsers find colours in too; to ask again changes nothing. One that
    names colours otherwise than as `--name: light-dark(light, dark)` in a block of `:root` stays as
    it is."""
    return _BLOCK.sub(_followed, sheet)


def _followed(block: re.Match[str]) -> str:
    colours = _COLOUR.findall(block[1])
    light, dark = ("".join(f"{each[0]}:{each[at].strip()};" for each in colours) for at in (1, 2))
    return (
        f"{block[0]}{_QUESTION}"
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{"
        f":root:where(:not([data-scheme=light])){{{dark}}}}}"
        f"@media screen{{:root:where([data-scheme=dark]){{{dark}}}}}}}"
    )
