"""A sample of the pressed pages is compared with pages that the theme draws itself."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import BuildError
from pressmark.build import build as building
from pressmark.build import outputs
from pressmark.theme.frames import fill_page
from tests.project import copy_of_project, files_of

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page
    from pressmark.theme.frames import Frame


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real project with a dozen of its records."""
    project = copy_of_project(tmp_path / "project")
    for record in sorted((project / "content" / "papers").iterdir())[12:]:
        record.unlink()
    (project / "content" / "addresses.txt").unlink()
    shutil.rmtree(project / "content" / "digests")
    return project


def test_a_sound_site_is_verified_and_published(project: Path) -> None:
    report = building.build(project / "mkdocs.yml", jobs=1, verify=3, with_search=False)

    assert report.stages["verify"] > 0
    assert (project / "site" / "index.html").is_file()
    assert not (project / ".build" / "verify").exists()


def test_a_slot_that_is_mishandled_stops_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(project / "mkdocs.yml", jobs=1, with_search=False)
    before = files_of(project / "site")

    def mishandled(page: Page, frame: Frame, renderer: Renderer) -> bytes:
        html = fill_page(page, frame, renderer)
        return html.replace(b'<meta name="description"', b'<meta  name="description"')

    monkeypatch.setattr(outputs, "fill_page", mishandled)
    with pytest.raises(BuildError, match=r"papers/aakanksha2024multilingual/index\.html: at byte"):
        building.build(project / "mkdocs.yml", jobs=1, verify=100, clean=True, with_search=False)

    assert files_of(project / "site") == before
