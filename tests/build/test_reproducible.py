"""The same library makes the same bytes, whoever builds it, wherever, and in whatever order its
files are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.project import HERE, HOME, PRESSED, built, copy_of_project, differing, files_of, shared

if TYPE_CHECKING:
    from pathlib import Path

# The zone is 25 hours from that of HERE: it is never the same day in both.
ELSEWHERE = {
    "SITE_URL": HOME,
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "tr",
    "PYTHONHASHSEED": "4242",
    "SOURCE_DATE_EPOCH": "86400",
    "USER": "someone",
    "HOSTNAME": "elsewhere",
    "COLUMNS": "40",
}
# Many file systems list a folder in an order of their own, whichever file was made first.
LISTED_BACKWARDS = (str(REPOSITORY / "tests" / "tools" / "listed_backwards.py"), *PRESSED[2:])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The real library's site, as it comes out here."""
    return files_of(shared(tmp_path_factory, "real"))


# Who fails the first of these by one of its differences alone, is told by the others which one.
def test_a_build_elsewhere_of_files_in_another_order_makes_the_same_site(
    site: dict[str, bytes], tmp_path: Path
) -> None:
    assert differing(site, built_elsewhere(tmp_path, LISTED_BACKWARDS)) == []


@pytest.mark.long
def test_a_build_elsewhere_makes_the_same_site(site: dict[str, bytes], tmp_path: Path) -> None:
    assert differing(site, built_elsewhere(tmp_path, PRESSED)) == []


@pytest.mark.long
def test_the_order_in_which_files_were_made_is_not_seen(
    site: dict[str, bytes], tmp_path: Path
) -> None:
    project = copy_of_project(tmp_path / "project")
    made_backwards(project / "content")

    assert differing(site, built(project, LISTED_BACKWARDS, HERE)) == []


def built_elsewhere(folder: Path, way: tuple[str, ...]) -> dict[str, bytes]:
    """The real library's site, made in another folder, zone and language by three processes; its
    files were made, the last one first."""
    home = folder / "home"
    home.mkdir()
    project = copy_of_project(folder / "another" / "folder, deeper" / "project")
    made_backwards(project / "content")
    return built(project, (*way, "--jobs", "3"), {**ELSEWHERE, "HOME": str(home)})


def made_backwards(folder: Path) -> None:
    """Make every file below the folder anew, the last one first."""
    files = [path for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()]
    contents = [path.read_bytes() for path in files]
    for path in files:
        path.unlink()
    for path, content in zip(files, contents, strict=True):
        path.write_bytes(content)


def test_the_search_index_is_among_what_is_compared(site: dict[str, bytes]) -> None:
    kinds = {name.rpartition(".")[2] for name in site if name.startswith("pagefind/")}

    assert {"pf_meta", "pf_index", "pf_fragment", "json", "js", "pagefind"} <= kinds
