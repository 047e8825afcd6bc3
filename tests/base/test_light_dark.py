"""Browsers that do not know `light-dark()` find a theme's colours all the same."""

from __future__ import annotations

import pytest

from pressmark.base.light_dark import with_fallbacks
from pressmark.base.palette import STYLE_SHEET
from pressmark.base.template_folders import PACKAGE_TEMPLATES


def test_a_block_of_colours_is_followed_by_what_older_browsers_read() -> None:
    block = (
        ":root {\n  --a: light-dark(#fff, #000);\n  --b: 1px;\n  --c:light-dark(red,rgb(1, 2, 3))}"
    )
    sheet = with_fallbacks(f"{block}\nb {{}}")
    assert sheet == with_fallbacks(sheet)
    assert sheet == (
        f"{block}\n@supports not (color:light-dark(red,red)){{"
        ":root{--a:#fff;--c:red;}"
        "@media screen and (prefers-color-scheme:dark){"
        ":root:where(:not([data-scheme=light])){--a:#000;--c:rgb(1, 2, 3);}}"
        "@media screen{:root:where([data-scheme=dark]){--a:#000;--c:rgb(1, 2, 3);}}}"
        "\nb {}"
    )


@pytest.mark.parametrize(
    "sheet", ["a { color: light-dark(red, blue) }", ":root { --a: red }", ":root { light-dark("]
)
def test_any_other_style_sheet_stays(sheet: str) -> None:
    assert with_fallbacks(sheet) == sheet


def test_every_colour_of_the_theme_is_there_in_both() -> None:
    sheet = (PACKAGE_TEMPLATES / STYLE_SHEET).read_text(encoding="utf-8")
    colours = sheet.count("light-dark(") - sheet.count("light-dark(#rrggbb")
    blocks = with_fallbacks(sheet).split("@supports not (color:light-dark(red,red))")[1:]
    light = sum(block.split("}", 1)[0].count("--") for block in blocks)
    assert colours == light > 12
