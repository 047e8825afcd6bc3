"""One page of a built site in; what it holds that can be wrong out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from pressmark.base.html_tags import Tag, tags_in

INDEX = "index.html"
_FETCHING = frozenset("script img source iframe video audio embed object".split())
# The relations of links that a browser follows by itself.
_FETCHED_RELATIONS = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch prerender "
    "preconnect dns-prefetch".split()
)
# A relative address without anything that has to be resolved but steps up at its beginning.
_STEP = r"[\w%~-][\w.%~-]*"
_PLAIN = re.compile(
    rf"((?:\.\./)*)((?:{_STEP}/)*(?:{_STEP})?)(?:\?[^\s#]*)?(?:#([\w.%~-]*))?", re.ASCII
)


class Link(NamedTuple):
    """Where a link leads: a path of the site and a place on that page, or an address elsewhere,
    whose path is None; and how many characters of the page precede it."""

    path: str | None
    anchor: str
    address: str
    offset: int


@dataclass(slots=True)
class SitePage:
    """What a page holds that can be wrong; `fetched` are the links that a browser follows by
    itself, `parts` how often it has what every page has once."""

    links: list[Link] = field(default_factory=list)
    fetched: list[Link] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    leads_on: bool = False


def read_page(name: str, html: str, home: str) -> SitePage:
    """What is on the page in the file `name` of a site whose home page is at `home`."""
    reader = _Reader(name, home)
    for tag in tags_in(html):
        reader.add(tag)
    return reader.page


class _Reader:
    def __init__(self, name: str, home: str) -> None:
        self.page = SitePage()
        self._home = home
        self._path = name.removesuffix(INDEX)
        self._steps = [f"{step}/" for step in self._path.split("/")[:-1]]

    def add(self, tag: Tag) -> None:
        page, (name, values, offset) = self.page, tag
        if identity := values.get("id"):
            page.ids[identity] += 1
        if name == "h1":
            page.parts["main heading"] += 1
        elif name == "meta":
            if values.get("name") == "description" and values.get("content"):
                page.parts["description"] += 1
            page.leads_on = page.leads_on or values.get("http-equiv") == "refresh"
        elif name == "title":
            # A drawing has titles of its own, further down.
            page.parts["title"] = page.parts["title"] or 1
        target = values.get("href") or values.get("src") or values.get("action")
        if target is None:
            return
        link = self._link(target.strip(), offset)
        page.links.append(link)
        relations = values.get("rel", "").split()
        if "canonical" in relations and link.path is not None:
            page.parts["canonical address"] += 1
        if name in _FETCHING or (name == "link" and not _FETCHED_RELATIONS.isdisjoint(relations)):
            page.fetched.append(link)

    def _link(self, target: str, offset: int) -> Link:
        is_whole = target.startswith(self._home)
        if match := _PLAIN.fullmatch(target, len(self._home) if is_whole else 0):
            up, path, anchor = match.groups("")
            steps = [] if is_whole else self._steps
            level = len(steps) - len(up) // 3
            if level >= 0:
                if not (is_whole or up or path):
                    path = self._path
                elif level:
                    path = "".join(steps[:level]) + path
                return Link(_unquoted(path), _unquoted(anchor), "", offset)
        address = urljoin(self._home + self._path, target)
        if not address.startswith(self._home):
            return Link(None, "", address, offset)
        parts = urlsplit(address.removeprefix(self._home))
        return Link(unquote(parts.path), unquote(parts.fragment), address, offset)


def _unquoted(text: str) -> str:
    return unquote(text) if "%" in text else text
