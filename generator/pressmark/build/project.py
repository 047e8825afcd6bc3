"""The way into the project: content and templates in, all that pages are made of out.

Both ways of building walk it; the program that draws the shell is not known here.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.late_file import LateFile
from pressmark.build.page_checks import findings_of_nav, findings_of_pages
from pressmark.build.place_checks import findings_of_places
from pressmark.exports.catalogue import Exporter
from pressmark.exports.context import ExportContext
from pressmark.exports.fragments import Fragments
from pressmark.exports.parts import Parts
from pressmark.library.loading import handwritten
from pressmark.library.loading.handwritten import HandWritten, address_of
from pressmark.library.loading.load import load
from pressmark.library.relations import Relations, relate
from pressmark.render.environment import templates_of
from pressmark.render.front_matter import hand_written_file
from pressmark.render.list_head import ListHeads
from pressmark.render.renderer import Renderer
from pressmark.site.addresses import redirects
from pressmark.site.addresses.survey import survey
from pressmark.site.plan import plan
from pressmark.space.related import RelatedPapers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.render.environment import Templates
    from pressmark.search.records import SearchRecord
    from pressmark.site.addresses.redirects import Moved
    from pressmark.site.addresses.survey import Survey
    from pressmark.site.page import Plan
    from pressmark.site.settings import Site
    from pressmark.site.touched import Touched


@dataclass(frozen=True)
class Project:
    """All that was taken in: the library, its relations, and the hand-written pages.

    `related` are the papers related to each one, as the relations have them. `texts` are the
    hand-written pages by name, `files` those beside them, and `sources` the files that list
    papers besides the records.
    """

    root: Path
    library: Library
    relations: Relations
    related: RelatedPapers
    introduction: str
    texts: Mapping[str, HandWritten]
    files: Mapping[str, bytes]
    sources: Sequence[SourceFile] = ()

    @cached_property
    def plan(self) -> Plan:
        """Every generated page of the site."""
        return plan(self.library, self.relations, self.introduction)

    @cached_property
    def further_files(self) -> Mapping[str, LateFile]:
        """Further files of the site, by path: those that questions are answered from, and those
        beside hand-written pages."""
        of_texts = {path: LateFile.of(content) for path, content in self.files.items()}
        return self.related.question_files() | of_texts

    @cached_property
    def templates(self) -> Templates:
        """What the pages' bodies are drawn with."""
        return templates_of(self.root)

    @cached_property
    def survey(self) -> Survey:
        """What becomes of every address that the library has published."""
        pages = map(address_of, self.texts)
        return survey(self.root / "content", self.library, self.plan, pages, self.root)

    @cached_property
    def moved(self) -> list[Moved]:
        """The redirects, each with the page that it ends at."""
        ends = self.survey.ends
        if not ends:
            return []
        pages = self.plan.pages_at({redirects.parted(new)[0] for new in ends.values()})
        titles = {address_of(name): str(text.meta["title"]) for name, text in self.texts.items()}
        return list(redirects.moved(ends, pages, titles))

    def exporter(
        self,
        site: Site,
        kept: Path | None = None,
        key_of: Callable[[Touched], bytes] | None = None,
    ) -> Exporter:
        """What makes the files that are no pages; `kept` is where it may keep parts of them, and
        `key_of` gives what tells the facts of all papers, whose changes are of some sorts, from any
        others."""
        key = fingerprint(program_key(), self.library.vocabulary_key, repr(site).encode())
        fragments = Fragments(self.library.fingerprints, key, kept)
        cards = None
        if site.cards:
            from pressmark.exports.cards import Cards

            cards = Cards(self.root, site, self.templates.palette)
        context = ExportContext(
            self.library,
            self.relations,
            self.plan,
            site,
            fragments,
            Parts(key, kept, key_of),
            self._dated_pages,
            len(self.plan) + len(self.texts),
            lambda: self.templates.palette,
            cards,
        )
        return Exporter(context, self.moved)

    def _dated_pages(self) -> list[tuple[str, str]]:
        from pressmark.site.page_dates import dated_pages

        return dated_pages(self.library, self.plan, self.texts)

    def renderer(
        self, site: Site, find_entries: Callable[[], MutableMapping[str, bytes]] | None = None
    ) -> Renderer:
        """What draws the pages' bodies; `find_entries` finds what was kept of lists."""
        if site.people and self.library.persons:
            called = self.library.people_finder.called
            site = replace(site, people=tuple(dict.fromkeys(map(called, site.people))))
        return Renderer(self.templates, site, self.library, find_entries)

    def hand_written(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """The files that curators wrote by hand, ready to draw from, as path and bytes."""
        heads = ListHeads(site)
        for name, text in self.texts.items():
            yield name, hand_written_file(text, heads)
        yield from self.files.items()

    def markdown(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Every file to draw the whole site from, as path and bytes."""
        yield from self.hand_written(site)
        renderer = self.renderer(site)
        for page in self.plan:
            yield page.source, renderer.markdown(page)

    def check_nav(self, config_file: Path) -> None:
        """Raise `InvalidLibraryError` where the navigation that a configuration names leads to no
        page."""
        if findings := findings_of_nav(config_file, self.texts, self.files, self.plan):
            raise InvalidLibraryError(findings)

    def search_records(self) -> list[SearchRecord]:
        """What search knows of every paper."""
        from pressmark.search.records import ABSTRACT_LIMIT, search_record

        papers = self.library.papers.values()
        abstracts = self.library.abstracts if len(papers) <= ABSTRACT_LIMIT else {}
        return [
            search_record(paper, self.library, self.relations, abstracts.get(paper.id, ""))
            for paper in papers
        ]


def load_project(
    root: Path,
    *,
    cache: Path | None = None,
    space: Path | None = None,
    keep: Callable[[Callable[[], None]], None] = operator.call,
    sources: Sequence[SourceFile] = (),
) -> Project:
    """Load the library below `root`, with the papers of its `sources`, and its hand-written pages.

    `cache` is where parsed records may be kept, as `load` says, and `space` a folder for where its
    papers are in a space of meaning. Raises `InvalidLibraryError` with every finding.
    """
    findings: list[Finding] = []
    texts, introduction, files = handwritten.read(root, findings)
    try:
        library = load(root / "content", cache=cache, keep=keep, sources=sources)
    except InvalidLibraryError as error:
        raise InvalidLibraryError([*findings, *error.findings]) from None
    related = RelatedPapers(library, space)
    relations = replace(relate(library), related=related, near=related.ids, chart=related.chart)
    project = Project(root, library, relations, related, introduction, texts, files, sources)
    findings += findings_of_pages(root, texts, files, project.plan, project.renderer)
    findings += findings_of_places(root, texts, files, project.survey)
    findings += project.survey.findings()
    if findings:
        raise InvalidLibraryError(findings)
    return project
