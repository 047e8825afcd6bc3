"""A colour that is changed in the theme's style sheet is changed in all that is drawn with it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from pressmark.base.palette import STYLE_SHEET
from pressmark.base.template_folders import THEME
from pressmark.build.build import build
from pressmark.library.loading.load import load
from pressmark.newsletter.message import NewsletterMessage
from pressmark.render.environment import templates_of
from tests.effort import IS_LONG
from tests.invented import invented_project
from tests.newsletter.test_message import SITE
from tests.project import differing, files_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OLD, NEW = "#1d5f57", "#aa3311"
EMBED = "assets/stylesheets/embed.css"


def mail_of(project: Path) -> str:
    """The HTML of the project's newest newsletter."""
    library = load(project / "content")
    *_, newsletter = library.newsletters.values()
    return NewsletterMessage(newsletter, library, SITE, templates_of(project)).html


def colours_of(png: bytes) -> set[tuple[int, ...]]:
    """The colours of a picture, as red, green and blue."""
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(maxcolors=1_000)
    assert colours
    return {colour for _, colour in colours if isinstance(colour, tuple)}


def test_a_change_of_one_line_is_seen_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARDS", "true")
    project = invented_project(tmp_path / "project")
    config_file, site = project / "mkdocs.yml", project / "site"
    build(config_file, jobs=1, with_search=False)
    before = files_of(site)
    style_sheet = project / "templates" / STYLE_SHEET
    text = style_sheet.read_text(encoding="utf-8")
    assert text.count(OLD) == 1

    style_sheet.write_text(text.replace(OLD, NEW), encoding="utf-8")
    build(config_file, jobs=1, with_search=False)

    after = files_of(site)
    for name in (EMBED, STYLE_SHEET.removeprefix(f"{THEME}/")):
        assert OLD.encode() in before[name]
        assert OLD.encode() not in after[name]
        assert NEW.encode() in after[name]
    assert colours_of(before["papers/paper0/card.png"]) >= {(0x1D, 0x5F, 0x57)}
    assert colours_of(after["papers/paper0/card.png"]) >= {(0xAA, 0x33, 0x11)}
    assert NEW in mail_of(project)
    assert OLD not in mail_of(project)
    if IS_LONG:
        build(config_file, jobs=1, with_search=False, clean=True)
        assert differing(files_of(site), after) == []
