"""The way through the house: content and templates in, drawable files and a search index out.

Both ways of building walk it; the program that draws the shell is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from pressmark import publish
from pressmark.findings import Finding, InvalidLibraryError
from pressmark.load import load
from pressmark.plan import Page, plan
from pressmark.relate import Relations, relate
from pressmark.render import Renderer, Site, hand_written
from pressmark.search import SearchRecord

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library import Library
    from pressmark.paper import Paper


@dataclass(frozen=True, slots=True)
class Drawable:
    """All that was rendered: how many pages, and the records that search answers from."""

    pages: int
    records: tuple[SearchRecord, ...]


def draw_up(root: Path, docs: Path, site: Site) -> Drawable:
    """Load the library below `root`, render every page and make `docs` hold exactly these.

    Raises `InvalidLibraryError` with every finding; `docs` is then left as it was.
    """
    library = load(root / "content")
    relations = relate(library)
    texts, introduction, others = _hand_written(root)
    pages = plan(library, relations, site.name, introduction)
    _refuse_overlaps(pages, texts, root)
    renderer = Renderer(root / "templates", site)
    files = {page.source: renderer.page(page).encode() for page in pages}
    files.update((name, text.encode()) for name, text in texts.items())
    files.update(others)
    publish.write_tree(docs, files)
    records = tuple(_search_record(paper, library, relations) for paper in library.papers.values())
    return Drawable(len(pages) + len(texts), records)


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
