"""A built site in; what of its pages and style sheets a strict content security policy stops, as
findings, out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.rules.site import STOPPED_BY_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A page without any of these, such as almost every one, is not looked at further.
_MAY_BE_STOPPED = re.compile(
    r"<script(?![^<>]*\ssrc\s*=)|<style|\s(?:style|on[a-z]+)\s*=|javascript:|[\"'=]\s*data:",
    re.IGNORECASE,
)
_RUN = ("", "text/javascript", "application/javascript", "module", "importmap", "speculationrules")
_ADDRESSES = ("href", "src", "action", "formaction")
_PICTURE = re.compile(r"""url\(\s*["']?data:""", re.IGNORECASE)


def policy_findings(site: Path, shown: Path) -> list[Finding]:
    """What is stopped in the folder `site`; findings name files below the path `shown`."""
    findings = []
    for ending, stopped in ((".html", _stopped_on_page), (".css", _stopped_in_sheet)):
        for file in sorted(site.rglob(f"*{ending}")):
            name = shown / file.relative_to(site)
            for what, line in stopped(file.read_text(encoding="utf-8", errors="replace")):
                findings.append(Finding.of(STOPPED_BY_POLICY, name, line, what=what))
    return findings


def _stopped_on_page(html: str) -> list[tuple[str, int]]:
    """What of a page is stopped, in words, and the line of each."""
    if not _MAY_BE_STOPPED.search(html):
        return []
    parser = _PolicyParser()
    parser.feed(html)
    parser.close()
    return parser.stopped


def _stopped_in_sheet(sheet: str) -> Iterator[tuple[str, int]]:
    for match in _PICTURE.finditer(sheet):
        yield "a file in an address (data:)", sheet.count("\n", 0, match.start()) + 1


class _PolicyParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stopped: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            values.setdefault(name, (value or "").strip().lower())
        line, _ = self.getpos()
        self.stopped += [(what, line) for what in _stopped_of(tag, values)]


def _stopped_of(tag: str, values: dict[str, str]) -> Iterator[str]:
    """What is stopped of an element, in words."""
    if tag == "script" and "src" not in values and values.get("type", "") in _RUN:
        yield "a script in the page's text"
    if tag == "style":
        yield "a style in the page's text"
    for name, value in values.items():
        if name == "style" or name.startswith("on"):
            yield f"{name}=... of <{tag}>"
        elif name in _ADDRESSES and value.startswith("javascript:"):
            yield f"an address that is a script ({name}=... of <{tag}>)"
        elif name == "src" and value.startswith("data:"):
            yield f"a file in an address (data: in src=... of <{tag}>)"
