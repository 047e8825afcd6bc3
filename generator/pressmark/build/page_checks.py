"""Hand-written pages and the plan of all others in; where the first do not fit the second out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.rules.pages import LINK_TO_NO_ANCHOR, LINK_TO_NO_PAGE, PAGE_NAME_TAKEN
from pressmark.site.kinds import INDEXES, SECTIONS
from pressmark.site.links import links_in
from pressmark.site.settings import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from pressmark.library.loading.handwritten import HandWritten
    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page, Plan

# The places on a page are the same on every site.
_NO_SITE = Site(name="", description="", url="/", repository="", branch="", license="")


def findings_of_pages(
    root: Path,
    texts: Mapping[str, HandWritten],
    plan: Plan,
    renderer: Callable[[Site], Renderer],
) -> Iterator[Finding]:
    """Where hand-written pages (`texts`, by name) take a generated page's place, or link to one
    that is not made, or to a place that is not on it; `renderer` draws it for a site to see."""
    links = {name: links_in(text.body) for name, text in texts.items()}
    sources: Collection[str] = {f"{address[:-1]}.md" for address in INDEXES}
    pages: dict[str, Page] = {}
    if any(links.values()) or any(name.startswith(tuple(SECTIONS)) for name in texts):
        pages = {page.source: page for page in plan}
        sources = pages.keys()
    for name, linked in links.items():
        file = Path("content", "pages", name)
        if name in sources:
            yield Finding.of(PAGE_NAME_TAKEN, file)
        for link, anchor in sorted(linked):
            if link not in sources:
                rule = LINK_TO_NO_PAGE
            elif anchor and not _has_anchor(pages[link], anchor, renderer(_NO_SITE)):
                rule, link = LINK_TO_NO_ANCHOR, f"{link}#{anchor}"
            else:
                continue
            text, _, _ = (root / file).read_text(encoding="utf-8").partition(link)
            yield Finding.of(rule, file, text.count("\n") + 1, target=link)


def _has_anchor(page: Page, anchor: str, renderer: Renderer) -> bool:
    """Whether a link can lead to a place of that name on a generated page."""
    return f' id="{anchor}"'.encode() in renderer.body(page)
