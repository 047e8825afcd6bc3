"""Pages of digests, the archive that lists them and the page where readers subscribe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.build import build
from tests.effort import IS_LONG, drawn
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, files_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented library, built."""
    project = invented_project(tmp_path_factory.mktemp("digests") / "project")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return project


def test_a_digest_page_shows_papers_in_full_and_others_by_title(project: Path) -> None:
    page = (project / "site" / "digests" / "2023-01-09" / "index.html").read_text(encoding="utf-8")

    assert "Digest of 9 January 2023" in page
    assert page.count("Summary 3.") == 1
    assert "Summary 0." not in page
    assert '<a href="../../papers/paper0/">Observation 0 &amp; Others</a>' in page
    assert '<a rel="next" class="pm-older" href="../../digests/2023-01-02/">' in page
    archive = (project / "site" / "digests" / "index.html").read_text(encoding="utf-8")
    assert archive.index("2023-01-09") < archive.index("2023-01-02")


def test_a_library_without_digests_has_no_page_and_no_link_for_them(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    for file in (project / "content" / "digests").iterdir():
        file.unlink()

    build(project / "mkdocs.yml", strict=True, jobs=1, with_search=IS_LONG)

    assert not (project / "site" / "digests").exists()
    pressed = files_of(project / "site")
    if IS_LONG:
        assert differing(built(project, PLAIN), pressed) == []
    assert [name for name in pressed if name.startswith("digests/")] == []
    assert [name for name, raw in pressed.items() if b'digests/"' in raw] == []


def test_a_first_digest_brings_its_link_onto_every_page(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    file = project / "content" / "digests" / "2023-01-02.yml"
    text = file.read_text(encoding="utf-8")
    for one in (project / "content" / "digests").iterdir():
        one.unlink()
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    file.write_text(text, encoding="utf-8")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    assert b'href="../../digests/"' in (project / "site" / "papers/paper1/index.html").read_bytes()


@pytest.mark.parametrize(
    ("way", "link"),
    drawn(
        [
            ("news@example.org", 'href="mailto:news@example.org?subject=subscribe"'),
            ("https://example.org/join", 'href="https://example.org/join"'),
        ],
        1,
    ),
)
def test_the_subscribe_page_offers_the_way_that_is_configured(
    way: str, link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_SUBSCRIBE", way)
    project = invented_project(tmp_path / "project")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    assert link in (project / "site" / "subscribe" / "index.html").read_text(encoding="utf-8")


def test_the_subscribe_page_says_where_no_way_is_configured(project: Path) -> None:
    page = (project / "site" / "subscribe" / "index.html").read_text(encoding="utf-8")
    assert "not sent by e-mail yet" in page


def test_a_way_to_subscribe_that_is_none_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_SUBSCRIBE", "javascript:alert(1)")
    project = invented_project(tmp_path / "project")

    words = r"extra\.subscribe: 'javascript:alert\(1\)' is neither an e-mail address nor a page"
    with pytest.raises(InvalidLibraryError, match=words):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
