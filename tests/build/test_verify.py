"""A sample of the pressed pages is compared with pages that the theme draws itself."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import BuildError
from pressmark.build import build as building
from pressmark.build import workers
from pressmark.theme.frames import pressed
from tests.house import copy_of_the_house, files_of

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page
    from pressmark.theme.frames import Form


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The real house with a dozen of its records."""
    house = copy_of_the_house(tmp_path / "house")
    for record in sorted((house / "content" / "papers").iterdir())[12:]:
        record.unlink()
    (house / "content" / "addresses.txt").unlink()
    shutil.rmtree(house / "content" / "digests")
    return house


def test_a_sound_site_is_verified_and_published(house: Path) -> None:
    report = building.build(house / "mkdocs.yml", jobs=1, verify=3, with_search=False)

    assert report.stages["verify"] > 0
    assert (house / "site" / "index.html").is_file()
    assert not (house / ".build" / "verify").exists()


def test_a_slot_that_is_mishandled_stops_the_build(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(house / "mkdocs.yml", jobs=1, with_search=False)
    before = files_of(house / "site")

    def mishandled(page: Page, form: Form, renderer: Renderer) -> bytes:
        html = pressed(page, form, renderer)
        return html.replace(b'<meta name="description"', b'<meta  name="description"')

    monkeypatch.setattr(workers, "pressed", mishandled)
    with pytest.raises(BuildError, match=r"papers/aakanksha2024multilingual/index\.html: at byte"):
        building.build(house / "mkdocs.yml", jobs=1, verify=100, clean=True, with_search=False)

    assert files_of(house / "site") == before
