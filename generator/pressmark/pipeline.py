"""The way into the house: content and templates in, all that pages are made of out.

Both ways of building walk it; the program that draws the shell is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pressmark.findings import Finding, InvalidLibraryError
from pressmark.load import load
from pressmark.plan import Page, Plan, plan
from pressmark.press import INDEXES, SECTIONS, SENTINELS, specimens
from pressmark.relate import Relations, relate
from pressmark.render import Renderer, Site, hand_written, markdown_file
from pressmark.search import SearchRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.library import Library
    from pressmark.paper import Paper


@dataclass(frozen=True)
class House:
    """All that was taken in: the library, its relations, and the hand-written pages.

    `texts` are the Markdown files of hand-written pages by name, `others` the files beside them.
    """

    root: Path
    library: Library
    relations: Relations
    introduction: str
    texts: Mapping[str, str]
    others: Mapping[str, bytes]

    def plan(self, site: Site) -> Plan:
        """Every generated page of the site."""
        return plan(self.library, self.relations, site.name, self.introduction)

    def renderer(self, site: Site) -> Renderer:
        """What draws the pages' bodies."""
        return Renderer(self.root / "templates", site)

    def hand_written(self) -> Iterator[tuple[str, bytes]]:
        """The files that curators wrote by hand, ready to draw from, as path and bytes."""
        for name, text in self.texts.items():
            yield name, text.encode()
        yield from self.others.items()

    def markdown(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Every file to draw the whole site from, as path and bytes."""
        yield from self.hand_written()
        renderer = self.renderer(site)
        for page in self.plan(site):
            yield page.source, renderer.markdown(page)

    def search_records(self) -> list[SearchRecord]:
        """What search knows of every paper."""
        return [
            _search_record(paper, self.library, self.relations)
            for paper in self.library.papers.values()
        ]


def take_in(root: Path, *, cache: Path | None = None) -> House:
    """Load the library below `root` and its hand-written pages.

    `cache` is where parsed records may be kept. Raises `InvalidLibraryError` with every finding.
    """
    findings: list[Finding] = []
    texts, introduction, others = _hand_written(root, findings)
    try:
        library = load(root / "content", cache=cache)
    except InvalidLibraryError as error:
        raise InvalidLibraryError([*findings, *error.findings]) from None
    house = House(root, library, relate(library), introduction, texts, others)
    findings += _overlaps(house)
    if findings:
        raise InvalidLibraryError(findings)
    return house


def specimen_files(root: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files, by path, to draw the site's forms and its hand-written pages from, and the
    addresses of pages that are there to be linked to only.

    Raises `InvalidLibraryError` with the findings of hand-written pages.
    """
    findings: list[Finding] = []
    texts, _, files = _hand_written(root, findings)
    if findings:
        raise InvalidLibraryError(findings)
    files.update((name, text.encode()) for name, text in texts.items())
    linked = sorted(set().union(*map(_links_in, texts.values())))
    stubs = [Page(f"{name.removesuffix('.md')}/", "linked", "", "", "") for name in linked]
    for page, slots in [*specimens(), *((stub, SENTINELS) for stub in stubs)]:
        if page.source not in files:
            files[page.source] = markdown_file(page, slots, slots["body"].encode())
    return files, [stub.address for stub in stubs if stub.address not in INDEXES.values()]


def _hand_written(
    root: Path, findings: list[Finding]
) -> tuple[dict[str, str], str, dict[str, bytes]]:
    """Hand-written pages by name, the home page's introduction, and the files beside them."""
    folder = root / "content" / "pages"
    texts: dict[str, str] = {}
    others: dict[str, bytes] = {}
    introduction = ""
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


_LINK = re.compile(rf"\]\((?:\.\./)*((?:{'|'.join(SECTIONS)})[a-z0-9/-]+\.md)(?=[)#?])")


def _links_in(text: str) -> set[str]:
    """The generated pages that a hand-written text links to."""
    return {match[1] for match in _LINK.finditer(text)}


def _overlaps(house: House) -> Iterator[Finding]:
    """Where hand-written pages take a generated page's place, or link to one that is not made."""
    links = {name: _links_in(text) for name, text in house.texts.items()}
    made = {f"{address[:-1]}.md" for address in INDEXES.values()}
    if any(links.values()) or any(name.startswith(tuple(SECTIONS)) for name in house.texts):
        made = {page.source for page in house.plan(Site("", "", "", ""))}
    for name, linked in links.items():
        file = Path("content", "pages", name)
        if name in made:
            found = "the library makes a page of this name itself"
            yield Finding(file, 1, "", found, "Rename the file")
        for link in sorted(linked - made):
            found = f"a link leads to {link}, which the library does not make"
            text, _, _ = (house.root / file).read_text(encoding="utf-8").partition(link)
            yield Finding(file, text.count("\n") + 1, "", found, "Mend or remove the link")


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
