"""A built site in; links, anchors, heads and files of it that are wrong, as findings, out.

It reads what was written, as a browser and other programs do, and knows nothing of how it was made.
Processes read a stretch of files each, and keep nothing of it but which places of other pages it
leads to, and the ids of its own.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.rules.site import (
    DEAD_ANCHOR,
    DEAD_LINK,
    FETCHED_FROM_ELSEWHERE,
    INCOMPLETE_PAGE,
    REPEATED_ID,
    UNREADABLE_FILE,
)
from pressmark.build.executors import pool
from pressmark.build.site_formats import FORMATS, fault_of
from pressmark.build.site_page import INDEX, Link, SitePage, read_page
from pressmark.build.workers import cores

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pressmark.base.rules.rule import Rule

    # A page by its file's name, and one of its ids.
    Anchor = tuple[str, str]

# The host of a site that does not know its own.
_NO_HOST = "https://library.invalid/"
# Shown at any address, it looks for the site in the folders above.
_MISSING = "404.html"
# Pages that stand for another one, or for none.
_WITHOUT_ADDRESS = (_MISSING, "embed/index.html")
# Up to so many files one process has read before others have started.
_ALONE = 1_000
# The files that a process reads in one go.
_STRETCH = 250


@dataclass(slots=True)
class SiteCheck:
    """How many pages, links and other files were looked at, and what is wrong in them."""

    pages: int = 0
    links: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class StretchCheck(SiteCheck):
    """What was seen in some of the files; `ids` are those of each page, one per line, and
    `anchors` the places of other pages that its links lead to."""

    ids: dict[str, str] = field(default_factory=dict)
    anchors: set[Anchor] = field(default_factory=set)


def check_site(site: Path, url: str, shown: Path, named: Collection[str] = ()) -> SiteCheck:
    """Look at every page and file in the folder `site`, which is published at `url` (a mere slash
    where nobody knows); findings name files below the path `shown`. Pages may fetch the addresses
    that are `named` in the library's own settings."""
    home = _NO_HOST if url == "/" else url
    names = _names(site)
    stretches = [names[start : start + _STRETCH] for start in range(0, len(names), _STRETCH)]
    with pool(cores() if len(names) > _ALONE and cores() > 1 else 0) as executor:
        futures = [
            executor.submit(check_files, site, home, shown, stretch, named=named)
            for stretch in stretches
        ]
        checks = [future.result() for future in futures]
    dead = _dead_anchors(checks)
    total = SiteCheck()
    for stretch, check in zip(stretches, checks, strict=True):
        if not dead.isdisjoint(check.anchors):
            check = check_files(site, home, shown, stretch, dead, named)
        total.pages += check.pages
        total.links += check.links
        total.files += check.files
        total.findings += check.findings
    return total


def _names(site: Path) -> list[str]:
    """The pages of the site and the files of it that programs read, in order."""
    endings = (".html", *FORMATS)
    names = []
    for folder, _, files in os.walk(site):
        place = Path(folder).relative_to(site)
        names += [(place / name).as_posix() for name in files if name.endswith(endings)]
    return sorted(names)


def _dead_anchors(checks: list[StretchCheck]) -> frozenset[Anchor]:
    """The places that pages lead to, and that the page which they are on does not have."""
    wanted: dict[str, set[str]] = {}
    for check in checks:
        for name, anchor in check.anchors:
            wanted.setdefault(name, set()).add(anchor)
    return frozenset(
        (name, anchor)
        for check in checks
        for name, ids in check.ids.items()
        if name in wanted
        for anchor in wanted[name].difference(ids.split("\n"))
    )


def check_files(
    site: Path,
    home: str,
    shown: Path,
    names: list[str],
    dead: frozenset[Anchor] = frozenset(),
    named: Collection[str] = (),
) -> StretchCheck:
    """Look at some files of the site; `dead` are places of other pages that are not there, and
    `named` addresses elsewhere that pages may fetch."""
    reader = _StretchReader(site, home, shown, dead, named)
    for name in names:
        raw, ending = (site / name).read_bytes(), name[name.rindex(".") :]
        if ending == ".html":
            reader.read_page(name, raw)
        else:
            reader.read_file(name, FORMATS[ending][0], fault_of(ending, raw))
    return reader.check


class _StretchReader:
    """Looks at files, and remembers what is where until it has seen them all."""

    def __init__(
        self,
        site: Path,
        home: str,
        shown: Path,
        dead: frozenset[Anchor],
        named: Collection[str],
    ) -> None:
        self.check = StretchCheck()
        self._site = site
        self._home = home
        self._shown = shown
        self._dead = dead
        self._may_be_fetched = ("data:", *named)
        self._host = home[: home.index("/", home.index("//") + 2)]
        self._targets: dict[str, str | None] = {}

    def read_file(self, name: str, format_name: str, reason: str) -> None:
        """Note a file that is no page, and the reason why it can't be read, if there is one."""
        self.check.files += 1
        if reason:
            self._add(UNREADABLE_FILE, name, format=format_name, reason=reason)

    def read_page(self, name: str, raw: bytes) -> None:
        """Note all that is wrong with a page, in the order of its links."""
        try:
            html = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            html = raw.decode("utf-8", "replace")
            self._add(UNREADABLE_FILE, name, format="UTF-8 text", reason=error)
        page = read_page(name, html, self._home)
        lines = _LinkPlaces(html)
        self.check.pages += 1
        self.check.links += len(page.links)
        self.check.ids[name] = "\n".join(page.ids)
        for link in page.links:
            if link.path is not None:
                self._look_up(link, name, page, lines)
        may_be_fetched = self._may_be_fetched + ((self._host,) if name == _MISSING else ())
        for link in page.fetched:
            if link.path is None and not link.address.startswith(may_be_fetched):
                self._add(FETCHED_FROM_ELSEWHERE, name, lines.of(link), target=link.address)
        for identity, times in page.ids.items():
            if times > 1:
                self._add(REPEATED_ID, name, id=identity)
        for part in () if page.leads_on else self._wanted(name):
            if (count := page.parts[part]) != 1:
                self._add(INCOMPLETE_PAGE, name, part=part, count=count or "none")

    def _look_up(self, link: Link, name: str, page: SitePage, lines: _LinkPlaces) -> None:
        path, anchor = link.path or "", link.anchor
        if path not in self._targets:
            self._targets[path] = _file_at(path, self._site)
        target = self._targets[path]
        if target is None:
            self._add(DEAD_LINK, name, lines.of(link), target=path or "/")
        elif anchor and target.endswith(".html"):
            if target != name:
                self.check.anchors.add((target, anchor))
            is_dead = anchor not in page.ids if target == name else (target, anchor) in self._dead
            if is_dead:
                self._add(DEAD_ANCHOR, name, lines.of(link), target=f"{path}#{anchor}")

    def _wanted(self, name: str) -> Iterator[str]:
        """What a page has once."""
        yield from ("main heading", "title", "description")
        if self._home != _NO_HOST and not name.endswith(_WITHOUT_ADDRESS):
            yield "canonical address"

    def _add(self, rule: Rule, name: str, line: int = 1, **values: object) -> None:
        self.check.findings.append(Finding.of(rule, self._shown / name, line, **values))


class _LinkPlaces:
    """Finds the lines of a page's links."""

    def __init__(self, html: str) -> None:
        self._html = html

    def of(self, link: Link) -> int:
        """The line on which a link's tag begins, from 1 on."""
        return bisect_left(self._ends, link.offset) + 1

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self._html)]


def _file_at(path: str, site: Path) -> str | None:
    """The file that hosts answer with at a path, relative to the site; None where there is none."""
    if path and not path.endswith("/"):
        if (site / path).is_file():
            return path
        path += "/"
    name = path + INDEX
    return name if (site / name).is_file() else None
