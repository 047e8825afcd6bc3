"""A colour is written in one place, the theme's style sheet, and read from there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pressmark.base.palette import STYLE_SHEET, PaletteError, read_palette
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from tests.conftest import PALETTE, REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

ALL = "paper raised ink ink-soft line accent".split()


def templates(folder: Path, text: str) -> Path:
    """A folder of templates whose theme has that style sheet."""
    path = folder / STYLE_SHEET
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_colours_are_read_however_their_lines_are_spaced(tmp_path: Path) -> None:
    lines = [f"--pm-{name}:light-dark(#0A0b0C,\n  #FFFFFF)" for name in ALL]
    palette = read_palette([templates(tmp_path, f":root {{{';'.join(lines)}}}")])
    assert set(palette) == {("#0A0b0C", "#FFFFFF")}
    assert palette.ink_soft.css == "light-dark(#0A0b0C,#FFFFFF)"


@pytest.mark.parametrize("wrong", ["", "#000000", "light-dark(black, white)"])
def test_a_style_sheet_without_a_colour_is_told_which(tmp_path: Path, wrong: str) -> None:
    lines = dict.fromkeys(ALL, "light-dark(#000000, #ffffff)") | {"ink-soft": wrong}
    text = "".join(f"--pm-{name}: {colour};\n" for name, colour in lines.items())
    with pytest.raises(PaletteError, match=r"pressmark\.css has no line such as '--pm-ink-soft: "):
        read_palette([templates(tmp_path, text)])


def test_no_other_file_writes_a_colour_of_the_palette() -> None:
    written = re.compile("|".join({*sum(PALETTE, ())} - {"#ffffff"}), re.IGNORECASE)
    files = [
        path
        for ending in (".py", ".html", ".css")
        for path in (REPOSITORY / "generator").rglob(f"*{ending}")
    ]
    found = [path for path in files if written.search(path.read_text(encoding="utf-8"))]
    assert found == [PACKAGE_TEMPLATES / STYLE_SHEET]
