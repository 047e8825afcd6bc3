"""What pages show is held against golden files, and against pages that are drawn by themselves.

Both ways of building share what draws a page: a fault of that is not seen by comparing them.
"""

from __future__ import annotations

import multiprocessing
import random
from typing import TYPE_CHECKING

import pytest

from pressmark.build.project import Project, load_project
from tests import golden
from tests.effort import drawn
from tests.exports.test_files import SITE
from tests.invented import invented_project
from tests.project import PLAIN, built, pressed

if TYPE_CHECKING:
    from pathlib import Path

RENEW = "if the change is meant: PYTHONPATH=generator python -m tests.golden, and read git diff"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return golden.golden_project(tmp_path_factory.mktemp("golden") / "project")


def assert_golden(site: dict[str, bytes]) -> None:
    wanted, shown = golden.golden(), golden.shown(site)
    assert [name for name in wanted if shown[name] != wanted[name]] == [], RENEW
    assert shown == wanted


def test_pressed_pages_show_what_their_golden_files_hold(project: Path) -> None:
    assert_golden(pressed(project, golden.ENVIRONMENT, clean=True))


def test_pages_pressed_after_edits_show_what_their_golden_files_hold(project: Path) -> None:
    pressed(project, golden.ENVIRONMENT)
    records = sorted((project / "content" / "papers").iterdir())
    texts = [record.read_bytes() for record in records]
    for record, text in zip(records, texts, strict=True):
        record.write_bytes(text.replace(b"Observation", b"Oversight"))
    pressed(project, golden.ENVIRONMENT)
    for record, text in zip(records, texts, strict=True):
        record.write_bytes(text)

    assert_golden(pressed(project, golden.ENVIRONMENT))


def test_pages_that_mkdocs_draws_show_what_their_golden_files_hold(project: Path) -> None:
    assert_golden(built(project, PLAIN, golden.ENVIRONMENT))


_library: list[Project] = []


def _drawn_alone(address: str) -> bytes:
    (library,) = _library
    page = library.plan.page_at(address)
    assert page
    return library.renderer(SITE).markdown(page)


def each_drawn_alone(library: Project) -> dict[str, bytes]:
    """Pages by their addresses, each drawn by a process that has drawn nothing before."""
    addresses = drawn([page.address for page in library.plan], 40)
    fork = multiprocessing.get_context("fork")
    with fork.Pool(1, _library.append, (library,), maxtasksperchild=1) as pool:
        return dict(zip(addresses, pool.map(_drawn_alone, addresses, chunksize=1), strict=True))


def test_a_page_does_not_depend_on_which_were_drawn_before_it(
    project: Path, tmp_path: Path
) -> None:
    wanted = each_drawn_alone(load_project(invented_project(tmp_path / "without links")))
    library = load_project(project)
    renderer, pages = library.renderer(SITE), list(library.plan)
    seed = random.SystemRandom().randrange(2**32)
    random.Random(seed).shuffle(pages)  # noqa: S311 - any order will do

    together = {page.address: renderer.markdown(page) for page in pages}

    assert [name for name in wanted if together[name] != wanted[name]] == [], f"seed {seed}"
