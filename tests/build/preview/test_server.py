"""A preview shows what a build would write, and a template's edit wherever the template stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.build.preview.server import Preview
from tests.invented import invented_project

if TYPE_CHECKING:
    from pathlib import Path


def test_an_edit_of_a_template_in_a_subfolder_is_shown(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    part, page = project / "templates/parts/note.html", project / "templates/paper.html"
    part.parent.mkdir()
    part.write_text("First note", encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<h1", '{% include "parts/note.html" %}<h1', 1), encoding="utf-8")
    preview = Preview(project / "mkdocs.yml")
    try:
        preview.read()
        assert b"First note" in preview.answer("papers/paper3/")[2]
        part.write_text("Second note", encoding="utf-8")
        preview.read_again()
        assert b"Second note" in preview.answer("papers/paper3/")[2]
    finally:
        preview.close()
