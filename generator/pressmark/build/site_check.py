"""A built site in; links, anchors, heads and files of it that are wrong, as findings, out.

It reads what was written, as a browser and other programs do, and knows nothing of how it was made.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from pressmark.base.findings import Finding
from pressmark.base.rules.site import (
    DEAD_ANCHOR,
    DEAD_LINK,
    FETCHED_FROM_ELSEWHERE,
    INCOMPLETE_PAGE,
    REPEATED_ID,
    UNREADABLE_FILE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The host of a site that does not know its own.
_NO_HOST = "https://library.invalid/"
_INDEX = "index.html"
_FETCHING = frozenset("script img source iframe video audio embed object".split())
# The relations of links that a browser follows by itself.
_FETCHED_RELATIONS = frozenset("stylesheet icon preload modulepreload prefetch manifest".split())
# Pages that stand for another one, or for none.
_WITHOUT_ADDRESS = ("404.html", "embed/index.html")


@dataclass(slots=True)
class SitePage:
    """What a page holds that can be wrong; targets are absolute, each with its line."""

    links: list[tuple[str, int]] = field(default_factory=list)
    fetched: list[tuple[str, int]] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    leads_on: bool = False


@dataclass(slots=True)
class SiteCheck:
    """How many pages, links and other files were looked at, and what is wrong in them."""

    pages: int = 0
    links: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_site(site: Path, url: str, shown: Path) -> SiteCheck:
    """Look at every page and file in the folder `site`, which is published at `url` (a mere slash
    where nobody knows); findings name files below the path `shown`."""
    home = _NO_HOST if url == "/" else url
    check = SiteCheck()
    pages: dict[str, SitePage] = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name.endswith(".html"):
            pages[name] = _page(name, path.read_text(encoding="utf-8"), home)
        elif read := _FORMATS.get(path.suffix):
            check.files += 1
            format_name, parse = read
            try:
                parse(path.read_bytes())
            except Exception as error:
                reason = str(error).partition("\n")[0] or type(error).__name__
                check.findings.append(
                    Finding.of(UNREADABLE_FILE, shown / name, format=format_name, reason=reason)
                )
    check.pages = len(pages)
    for name, page in pages.items():
        check.links += len(page.links)
        check.findings += _page_findings(name, page, pages, site, home, shown / name)
    return check


def _page_findings(
    name: str,
    page: SitePage,
    pages: dict[str, SitePage],
    site: Path,
    home: str,
    file: Path,
) -> Iterator[Finding]:
    """What is wrong with a page: its links to pages and files of the site, ids and head."""
    for link, line in page.links:
        if not link.startswith(home):
            continue
        address, _, anchor = link.removeprefix(home).partition("#")
        path = unquote(urlsplit(address).path)
        target = _file_at(path, pages, site)
        if target is None:
            yield Finding.of(DEAD_LINK, file, line, target=path or "/")
        elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
            yield Finding.of(DEAD_ANCHOR, file, line, target=f"{path}#{anchor}")
    for link, line in page.fetched:
        if not link.startswith((home, "data:")):
            yield Finding.of(FETCHED_FROM_ELSEWHERE, file, line, target=link)
    for identity, times in page.ids.items():
        if times > 1:
            yield Finding.of(REPEATED_ID, file, id=identity)
    if not page.leads_on:
        wanted = ["main heading", "title", "description"]
        if home != _NO_HOST and not name.endswith(_WITHOUT_ADDRESS):
            wanted.append("canonical address")
        for part in wanted:
            if (count := page.parts[part]) != 1:
                yield Finding.of(INCOMPLETE_PAGE, file, part=part, count=count or "none")


def _file_at(path: str, pages: dict[str, SitePage], site: Path) -> str | None:
    """The file that hosts answer with at a path, relative to the site; None where there is none."""
    if path and not path.endswith("/"):
        if path in pages or (site / path).is_file():
            return path
        path += "/"
    name = path + _INDEX
    return name if name in pages else None


def _page(name: str, html: str, home: str) -> SitePage:
    parser = _PageParser(home + name.removesuffix(_INDEX), home)
    parser.feed(html)
    parser.close()
    return parser.page


class _PageParser(HTMLParser):
    """Reads a page whose address is `base`."""

    def __init__(self, base: str, home: str) -> None:
        super().__init__()
        self.page = SitePage()
        self._base = base
        self._home = home

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, values = self.page, dict(attrs)
        if identity := values.get("id"):
            page.ids[identity] += 1
        if tag == "h1":
            page.parts["main heading"] += 1
        elif tag == "meta":
            if values.get("name") == "description" and values.get("content"):
                page.parts["description"] += 1
            page.leads_on = page.leads_on or values.get("http-equiv") == "refresh"
        elif tag == "title":
            # A drawing has titles of its own, further down.
            page.parts["title"] = page.parts["title"] or 1
        target = values.get("href") or values.get("src")
        if target is None:
            return
        absolute = urljoin(self._base, target.strip())
        relations = set((values.get("rel") or "").split())
        if "canonical" in relations and absolute.startswith(self._home):
            page.parts["canonical address"] += 1
        page.links.append((absolute, self.getpos()[0]))
        if tag in _FETCHING or (tag == "link" and relations & _FETCHED_RELATIONS):
            page.fetched.append((absolute, self.getpos()[0]))


def _read_lines(raw: bytes) -> None:
    for line in raw.splitlines():
        json.loads(line)


def _read_bibtex(raw: bytes) -> None:
    from pressmark.library.readers.bibtex_file import blocks

    for block in blocks(raw.decode("utf-8")):
        if block.fault:
            raise ValueError(f"line {block.line}: {block.fault}")


def _read_ris(raw: bytes) -> None:
    import rispy

    rispy.loads(raw.decode("utf-8"))


# By the ending of a file's name: the format in words, and what reads it.
_FORMATS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".xml": ("XML", ET.fromstring),
    ".json": ("JSON", json.loads),
    ".jsonl": ("JSON Lines", _read_lines),
    ".bib": ("BibTeX", _read_bibtex),
    ".ris": ("RIS", _read_ris),
}
