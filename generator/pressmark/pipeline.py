"""The way through the house: content and templates in, drawable files and pressed pages out.

Both ways of building walk it; the program that draws the shell is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from pressmark.findings import Finding, InvalidLibraryError
from pressmark.load import load
from pressmark.plan import Page, plan
from pressmark.press import SENTINELS, form_of
from pressmark.relate import Relations, relate
from pressmark.render import Renderer, Site, hand_written, markdown_file
from pressmark.search import SearchRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pressmark.library import Library
    from pressmark.paper import Paper


@dataclass(frozen=True, slots=True)
class Drawable:
    """All that the site is made of: generated pages, hand-written files, search records."""

    pages: tuple[Page, ...]
    renderer: Renderer
    hand_written: Mapping[str, bytes]
    records: tuple[SearchRecord, ...]

    def markdown(self) -> Iterator[tuple[str, bytes]]:
        """Every file to draw the site from, pages whole, as path and bytes."""
        yield from self.hand_written.items()
        for page in self.pages:
            yield page.source, self.renderer.markdown(page).encode()

    def specimens(self) -> Iterator[tuple[str, bytes]]:
        """Like `markdown`, but one specimen in place of all pages of a repeated kind."""
        yield from self.hand_written.items()
        for page in self.pages:
            if not page.is_repeated:
                yield page.source, self.renderer.markdown(page).encode()
        for page in self._one_of_each_kind():
            yield page.source, markdown_file(page, SENTINELS, SENTINELS["body"]).encode()

    def pressed(self, drawn: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Every page of the repeated kinds, as address and HTML.

        `drawn` gives the drawn specimen at an address. Raises `PressError` for a specimen that no
        form can be made from.
        """
        forms = {
            page.kind: form_of(page.kind, drawn(page.address)) for page in self._one_of_each_kind()
        }
        for page in self.pages:
            if page.is_repeated:
                values = {"stem": page.stem, "body": self.renderer.body(page)}
                html = forms[page.kind].press({**self.renderer.head(page), **values})
                yield page.address, html

    def _one_of_each_kind(self) -> list[Page]:
        kinds = {page.kind: page for page in self.pages if page.is_repeated}
        return [
            Page(f"{page.section}{SENTINELS['stem']}/", kind, page.section, "", "")
            for kind, page in sorted(kinds.items())
        ]


def draw_up(root: Path, site: Site) -> Drawable:
    """Load the library below `root` and plan every page of its site.

    Raises `InvalidLibraryError` with every finding.
    """
    library = load(root / "content")
    relations = relate(library)
    texts, introduction, others = _hand_written(root)
    pages = plan(library, relations, site.name, introduction)
    _refuse_overlaps(pages, texts, root)
    return Drawable(
        tuple(pages),
        Renderer(root / "templates", site),
        {**{name: text.encode() for name, text in texts.items()}, **others},
        tuple(_search_record(paper, library, relations) for paper in library.papers.values()),
    )


def _hand_written(root: Path) -> tuple[dict[str, str], str, dict[str, bytes]]:
    """Hand-written pages by name, the home page's introduction, and the files beside them."""
    folder = root / "content" / "pages"
    texts: dict[str, str] = {}
    others: dict[str, bytes] = {}
    introduction = ""
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in path.parts[-2:]):
            continue
        if path.suffix != ".md":
            others[name] = path.read_bytes()
            continue
        try:
            meta, body = _front_matter(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
            said = str(error).splitlines()[0]
            findings.append(
                Finding(path.relative_to(root), 1, "", said, "Mend the page's front matter")
            )
            continue
        if name == "index.md":
            introduction = body.strip()
        else:
            texts[name] = hand_written(body, meta, section=name.removesuffix(".md") + "/")
    if findings:
        raise InvalidLibraryError(findings)
    return texts, introduction, others


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    _, mark, rest = text.partition("---\n")
    head, end, body = rest.partition("\n---\n")
    if not (mark and end):
        raise ValueError("the page has no front matter with a title and a description")
    meta = yaml.load(head, Loader=yaml.CSafeLoader)
    if not isinstance(meta, dict) or not {"title", "description"} <= meta.keys():
        raise ValueError("the page's front matter lacks a title or a description")
    return meta, body


def _refuse_overlaps(pages: list[Page], texts: dict[str, str], root: Path) -> None:
    taken = {page.source for page in pages} & texts.keys()
    if taken:
        raise InvalidLibraryError(
            Finding(
                (root / "content" / "pages" / name).relative_to(root),
                1,
                "",
                "the library makes a page of this name itself",
                "Rename the file",
            )
            for name in taken
        )


def _search_record(paper: Paper, library: Library, relations: Relations) -> SearchRecord:
    edition = relations.editions.get(paper.id)
    themes = [library.themes[name] for name in (paper.theme, *paper.also) if name]
    parts = (paper.problem, paper.approach, paper.finding, library.abstracts.get(paper.id, ""))
    return SearchRecord(
        address=f"papers/{paper.id}/",
        title=paper.title,
        also_titled=paper.later_title,
        summary=paper.tldr,
        date=paper.date,
        arxiv=paper.arxiv,
        doi=paper.doi,
        venue=(edition.series.id, edition.series.label) if edition else None,
        type=(paper.type, paper.type.capitalize()),
        themes=tuple((theme.id, theme.label) for theme in themes),
        tags=tuple((name, library.tags[name].label) for name in paper.tags),
        authors=tuple(author.name for author in paper.authors),
        body="\n\n".join(part for part in parts if part),
    )
