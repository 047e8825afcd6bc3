"""A made site in; a sample of its pages drawn by the theme itself and compared byte for byte.

The sample holds the shortest and the longest page of every kind, those of the strangest records,
and some taken at random.
"""

from __future__ import annotations

import random
import re
import shutil
from typing import TYPE_CHECKING

from pressmark.base.errors import BuildError
from pressmark.build.portable import portable
from pressmark.library.addresses import paper_address
from pressmark.site.kinds import address as address_of
from pressmark.theme.drawing import DrawingProcess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pressmark.build.project import Project
    from pressmark.library.paper import Paper
    from pressmark.site.page import Page, Plan
    from pressmark.site.settings import Site

_STRANGEST = 5
_ORDINARY = re.compile(r"[\w\s.,:;()'\"/-]", re.ASCII)


def verify(
    config_file: Path, project: Project, site: Site, folder: Path, work: Path, number: int
) -> int:
    """Compare a sample of the pages in `folder` with those that the theme draws itself.

    `number` pages are taken at random besides the shortest, longest and strangest; returns how many
    were compared. Raises `BuildError` naming the pages that differ, and where.
    """
    pages = sample(project, site, folder, number)
    shutil.rmtree(work, ignore_errors=True)
    renderer = project.renderer(site)
    for page in pages:
        source = work / "pages" / page.source
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(renderer.markdown(page))
    DrawingProcess(config_file, work / "drawn", "--pages", str(work / "pages")).warnings()
    wrong = []
    for page in pages:
        name = f"{page.address}index.html"
        pressed, drawn = (folder / name).read_bytes(), (work / "drawn" / "site" / name).read_bytes()
        if site.portable:
            drawn = portable(drawn)
        if pressed != drawn:
            wrong.append(f"{name}: {_difference(pressed, drawn)}")
    shutil.rmtree(work)
    if wrong:
        raise BuildError(
            f"{len(wrong)} of {len(pages)} pages differ from what the theme draws; build with "
            "'mkdocs build'\n" + "\n".join(wrong)
        )
    return len(pages)


def sample(project: Project, site: Site, folder: Path, number: int) -> list[Page]:
    """The pages to compare, each once."""
    plan = project.plan
    chosen: dict[str, Page] = {}
    chosen.update(_extremes(plan, folder))
    for paper in _strangest(project.library.papers.values()):
        people = project.library.author_ids(paper)[:1]
        for address in (
            paper_address(paper.id),
            *(address_of("author", person) for person in people),
        ):
            if page := plan.page_at(address):
                chosen[address] = page
    places = range(len(plan))
    for place in random.SystemRandom().sample(places, min(number, len(places))):
        for page in plan.pages(place, place + 1):
            chosen[page.address] = page
    return list(chosen.values())


def _extremes(plan: Plan, folder: Path) -> Iterator[tuple[str, Page]]:
    """The shortest and the longest page of every shelf, by the size of their files."""
    for shelf in plan.shelves:
        if not shelf.keys:
            continue
        sizes = [(folder / shelf.address(k) / "index.html").stat().st_size for k in shelf.keys]
        for key in (shelf.keys[sizes.index(size)] for size in (min(sizes), max(sizes))):
            page = shelf.page(key)
            yield page.address, page


def _strangest(papers: Iterable[Paper]) -> list[Paper]:
    """Papers whose texts hold the most that is neither English letters nor plain punctuation."""

    def strangeness(paper: Paper) -> int:
        names = [author.name for author in paper.authors[:20]]
        return len(_ORDINARY.sub("", "".join([paper.title, paper.tldr, paper.finding, *names])))

    return sorted(papers, key=strangeness, reverse=True)[:_STRANGEST]


def _difference(pressed: bytes, drawn: bytes) -> str:
    """The first place where two pages differ, with a little of both."""
    pairs = enumerate(zip(pressed, drawn, strict=False))
    at = next((n for n, (left, right) in pairs if left != right), min(len(pressed), len(drawn)))
    begin = max(at - 20, 0)
    end = at + 40
    return f"at byte {at:,}: {pressed[begin:end]!r} was pressed, {drawn[begin:end]!r} drawn"
