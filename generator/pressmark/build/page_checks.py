"""Hand-written pages and the plan of all others in; where the first do not fit the second out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.patterns import compiled_later
from pressmark.base.rules.pages import LINK_TO_NO_ANCHOR, LINK_TO_NO_PAGE, PAGE_NAME_TAKEN
from pressmark.base.rules.settings import NAV_TO_NO_PAGE, REFUSED_SETTING
from pressmark.base.spellings import Spellings
from pressmark.site import configuration
from pressmark.site.file_names import CARD
from pressmark.site.kinds import INDEXES, KINDS, SECTIONS
from pressmark.site.links import lines_of_links, links_in
from pressmark.site.mkdocs_checks import SettingFault
from pressmark.site.nav_entries import nav_entries
from pressmark.site.settings import Site
from pressmark.theme.navigation import GENERATED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from pressmark.library.loading.handwritten import HandWritten
    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page, Plan

_ONE_OF_MANY = "that page is one of many, which are pressed from one frame with one navigation"
_LINK_TO_IT = "Write its whole address, from https:// on, or link to it from a hand-written page"
# Of the search: those of the index, and of what questions are answered from.
_SEARCH_FOLDERS = ("pagefind/", "meaning/")
_ID = compiled_later(r' id="([^"]*)"')
# The places on a page are the same on every site.
_NO_SITE = Site(name="", description="", url="/", repository="", branch="", license="")


def findings_of_nav(
    config_file: Path, texts: Mapping[str, HandWritten], files: Collection[str], plan: Plan
) -> list[Finding]:
    """Where the navigation of a configuration leads to no page (`texts`, by name) and to no file
    beside them (`files`), or to one of those pages that there are many of."""
    faults = []
    stems = Spellings(page.removesuffix(".md") for page in (*texts, *GENERATED))
    for entry in nav_entries(configuration.own_settings(config_file).get("nav")):
        name = entry.target
        if not entry.leads_to_page or any(name in pages for pages in (texts, files, GENERATED)):
            continue
        if name.startswith(SECTIONS) and plan.page_at(f"{name.removesuffix('.md')}/"):
            rule, values = REFUSED_SETTING, {"reason": _ONE_OF_MANY, "advice": _LINK_TO_IT}
        else:
            stem = stems.nearest(name.partition("#")[0].removesuffix(".md"))
            near = f"{stem}.md" if stem else ""
            rule, values = NAV_TO_NO_PAGE, {"target": entry.target, "near": near}
        faults.append(SettingFault(rule, entry.place, values))
    return configuration.findings_at(config_file, faults)


def findings_of_pages(
    root: Path,
    texts: Mapping[str, HandWritten],
    files: Iterable[str],
    plan: Plan,
    renderer: Callable[[Site], Renderer],
) -> Iterator[Finding]:
    """Where hand-written pages (`texts`, by name) or the files beside them take a generated page's
    place, or pages link to one that is not made, or to a place that is not on it; `renderer` draws
    it for a site to see."""
    for name in files:
        if name.startswith((*SECTIONS, *_SEARCH_FOLDERS)) and is_taken(name, plan):
            yield Finding.of(PAGE_NAME_TAKEN, Path("content", "pages", name))
    links = {name: links_in(text.body) for name, text in texts.items()}
    sources: Collection[str] = {f"{address[:-1]}.md" for address in INDEXES}
    pages: dict[str, Page] = {}
    if any(links.values()) or any(name.startswith(tuple(SECTIONS)) for name in texts):
        pages = {page.source: page for page in plan}
        sources = pages.keys()
    anchors = _Anchors(pages, renderer)
    for name, linked in links.items():
        file = Path("content", "pages", name)
        if name in sources:
            yield Finding.of(PAGE_NAME_TAKEN, file)
        faults = []
        for link, anchor in sorted(linked):
            if link not in sources:
                faults.append((LINK_TO_NO_PAGE, link))
            elif anchor and not anchors.has(link, anchor):
                faults.append((LINK_TO_NO_ANCHOR, f"{link}#{anchor}"))
        if faults:
            lines = lines_of_links((root / file).read_text(encoding="utf-8"))
            for rule, target in faults:
                yield Finding.of(rule, file, lines.get(target, 1), target=target)


class _Anchors:
    """Tells whether links can lead to places on generated pages, each of which is drawn once."""

    def __init__(self, pages: Mapping[str, Page], renderer: Callable[[Site], Renderer]) -> None:
        self._pages = pages
        self._renderer = renderer
        self._ids: dict[str, frozenset[str]] = {}

    def has(self, link: str, anchor: str) -> bool:
        """Whether the page that is drawn from that file has such a place."""
        if link not in self._ids:
            body = self._drawn.body(self._pages[link]).decode()
            self._ids[link] = frozenset(_ID.findall(body))
        return anchor in self._ids[link]

    @cached_property
    def _drawn(self) -> Renderer:
        return self._renderer(_NO_SITE)


def is_taken(name: str, plan: Plan) -> bool:
    """Whether a generated page, a file beside one, or the search has that path."""
    for end in [at + 1 for at, sign in enumerate(name) if sign == "/"][::-1]:
        if page := plan.page_at(name[:end]):
            kind = KINDS[page.kind]
            return name[end:] in ("index.html", CARD, *kind.files, *kind.feeds)
    return name.startswith(_SEARCH_FOLDERS)
