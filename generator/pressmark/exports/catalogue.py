"""Pages in; every file of the site that is no page out: those beside pages, those of the whole
library, and those at addresses that lead on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.exports.context import ExportContext, PaperList, PartFile
from pressmark.exports.feeds.feed import FEW, MOST
from pressmark.exports.fragment_kinds import JSON
from pressmark.exports.host_redirects import LIST, RULES, host_files
from pressmark.exports.list_formats import CITATIONS, FEEDS
from pressmark.exports.page_files import PAGE_FILES, FiledPage, links_to
from pressmark.exports.site_files import in_large_pieces, site_files
from pressmark.site.file_names import file_names, page_file_names
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.exports.context import FragmentKind
    from pressmark.exports.site_files import SiteFile
    from pressmark.site.addresses.redirects import Moved
    from pressmark.site.page import Page
    from pressmark.site.settings import Site


class Exporter:
    """All files besides the pages of one site; `moved` are addresses that lead on to other
    pages."""

    def __init__(self, context: ExportContext, moved: Sequence[Moved] = ()) -> None:
        self.site = context.site
        self.has_page_files = context.site.paper_files or context.site.list_files
        self._context = context
        self._moved = moved
        self._last = PaperList((), {})

    def page_files(self, page: Page) -> list[tuple[str, bytes]]:
        """The files beside a page: name in the page's folder, and content."""
        return self.page_files_and_links(page)[0]

    def page_files_and_links(
        self,
        page: Page,
        wanted: Collection[str] | None = None,
        changed: Container[str] | None = None,
    ) -> tuple[list[tuple[str, bytes]], Mapping[str, str]]:
        """The files beside a page, or the `wanted` ones of them, by name in its folder; and, of
        those beside a list of one paper that stand beside the paper too, the other's path from the
        site's root, by name. Feeds are left out that have none of the `changed` papers, if these
        are given."""
        names = page_file_names(page.address, self.site)
        if wanted is not None:
            names = [name for name in names if name in wanted]
        if not names:
            return [], {}
        context, site = self._context, self.site
        ids = context.plan.listed(page)
        papers = self._last
        if papers.ids != ids:
            papers = self._last = PaperList(ids, context.library.papers)
        url = site.url + page.address
        feed = None
        if "feed.xml" in names:
            most = FEW if site.few_list_files else MOST
            feed = papers.feed(url, f"{page.title} \u00b7 {site.name}", page.description, most)
            if changed is not None and not any(paper.id in changed for paper in feed.papers):
                names = [name for name in names if name not in FEEDS]
        is_abridged = KINDS[page.kind].is_per_person and papers.are_crowded
        filed = FiledPage(page, url, papers, feed, is_abridged)
        files = [(name, PAGE_FILES[name](context, filed)) for name in names]
        is_alone = len(ids) == 1 and page.kind != "paper" and not is_abridged
        stands_alone = is_alone and site.paper_files
        return files, links_to(ids[0]) if stands_alone else {}

    def site_files(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of the whole library: path from the site's root, and content in pieces."""
        for path, make in self._site_files.items():
            yield path, in_large_pieces(make(self._context))
        for moved in self._moved:
            yield from ((moved.old + name, [content]) for name, content in self._in_place(moved))
        for path, content in host_files(self._moved, self.site):
            yield path, [content]

    def site_paths(self) -> Collection[str]:
        """The paths of the files of the whole library."""
        return self._site_files.keys()

    def shows_any(self, path: str, papers: Container[str]) -> bool:
        """Whether the file of the whole library at a path shows any of these papers, as far as it
        is of some only."""
        file = self._site_files.get(path)
        return not isinstance(file, PartFile) or any(
            paper in papers for paper in file.ids(self._context)
        )

    @cached_property
    def _site_files(self) -> Mapping[str, SiteFile]:
        return site_files(self._context)

    def _in_place(self, moved: Moved) -> Iterator[tuple[str, bytes]]:
        """The files at an address that leads on: the page that does, and those of where it leads
        for those that stood beside it."""
        if moved.is_other_file:
            return
        from pressmark.exports import redirect_page  # many sites have none

        name = "index.html" if moved.old.endswith("/") else ""
        yield name, redirect_page.page(moved, self.site)
        if moved.page:
            yield from self.page_files(moved.page)

    def at(self, page: Page | None, path: str) -> bytes:
        """A file by its path, beside that page or of the whole library; empty if there is none."""
        for moved in self._moved:
            if path == moved.old or (moved.old.endswith("/") and path.startswith(moved.old)):
                return dict(self._in_place(moved)).get(path.removeprefix(moved.old), b"")
        if path in (LIST, RULES):
            return dict(host_files(self._moved, self.site)).get(path, b"")
        if page:
            name = path.removeprefix(page.address)
            if name in page_file_names(page.address, self.site):
                return dict(self.page_files_and_links(page, (name,))[0])[name]
        make = self._site_files.get(path)
        return b"".join(make(self._context)) if make else b""

    def every(self, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        """Every file of the site that is no page, as path and content."""
        for page in pages:
            for name, content in self.page_files(page):
                yield page.address + name, content
        for path, pieces in self.site_files():
            yield path, b"".join(pieces)

    def keep(self) -> None:
        """Keep what was made of single papers, and parts of files, for the next build."""
        self._context.kept.keep()
        self._context.parts.keep()

    def share(self, folder: Path, ids: Sequence[str]) -> None:
        """Leave others in a folder what their files say of these papers too."""
        context, kinds = self._context, _shared(self.site)
        if kinds and context.kept.are_shared:
            papers = [context.library.papers[name] for name in ids]
            for kind in kinds:
                context.fragments(kind, papers)
            context.kept.share(folder, [kind.name for kind in kinds], ids)

    def gather(self, folder: Path) -> None:
        """Take what others have left in a folder."""
        self._context.kept.gather(folder)


def _shared(site: Site) -> list[FragmentKind]:
    """What is said of a paper beside many pages, or beside its own and in the whole library."""
    kinds: list[FragmentKind] = []
    if site.paper_files and site.data_files:
        kinds.append(JSON)
    if site.list_files or (site.paper_files and site.data_files):
        kinds += [format_.kind for format_ in CITATIONS.values()]
    if site.list_files and site.has_address:
        names = file_names("theme", site)
        kinds += [format_.kind for name, format_ in FEEDS.items() if name in names]
    return kinds
