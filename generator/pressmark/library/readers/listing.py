"""A pasted listing in: titles and abstracts on alternating lines. Pairs of them out.

A listing may open with the banner of the page it was copied from, whose button "Subscribe" sticks
to the first title. Blank lines say nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, shown
from pressmark.base.names import normal_title
from pressmark.base.rules import imports as rules
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Lines = list[tuple[int, str]]

_BANNER = re.compile(r"Get trending papers in your email inbox", re.IGNORECASE)
# The button alone on its line, or glued to a title; "Subscribe to ..." and "Subscribers" are words.
_BUTTON = re.compile(r"Subscribe(?![a-z\s])")
# No title is as long as this, and hardly an abstract is shorter.
_LONGEST_TITLE = 300
# Text that ends in the middle of a sentence, and not in an address.
_UNFINISHED = re.compile(r"(?:^|\s)[\w,-]+$")
# What the bytes 0x80 to 0x9f of Windows-1252 look like, to undo a decoding by that table.
_WINDOWS_1252 = {
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if (character := bytes([byte]).decode("cp1252", errors="ignore"))
}


def read(text: str, name: Path) -> Reading:
    """The papers of a listing in its order, each title once.

    `name` is the file as findings call it.
    """
    reading = EntryList()
    misread = {finding.line: finding for finding in _misread(text, name)}
    lines = _papers_only(_numbered(text))
    entries: dict[str, Entry] = {}
    if (button := _stray_button(lines)) is not None:
        number, line = lines[button]
        reading.leave_out(Finding.of(rules.STRAY_BUTTON, name, number, line=shown(line)))
        lines = lines[button + 2 :]
    for entry, last_line in _paired(lines, name, reading):
        if faults := [misread.pop(n) for n in (entry.line, last_line) if n in misread]:
            reading.leave_out(*faults)
            continue
        first = entries.setdefault(normal_title(entry.title), entry)
        if first.abstract != entry.abstract:
            rule = rules.TITLE_WITH_TWO_ABSTRACTS
            reading.leave_out(Finding.of(rule, name, entry.line, "title", line=first.line))
    for finding in misread.values():
        reading.leave_out(finding)
    reading.entries += entries.values()
    return reading.nonempty(name, "titles")


def _numbered(text: str) -> Lines:
    """Every line that says something, on one line also where it holds exotic line ends."""
    bare = (" ".join(plain_text(line).split()) for line in text.split("\n"))
    return [(number, line) for number, line in enumerate(bare, 1) if line]


def _papers_only(lines: Lines) -> Lines:
    """The lines without banners and the button below them."""
    kept: Lines = []
    below_banner = bool(lines) and bool(_BUTTON.match(lines[0][1]))
    for number, line in lines:
        if _BANNER.match(line):
            below_banner = True
            continue
        if below_banner:
            line = line.removeprefix("Subscribe").lstrip()
            below_banner = not line
        if line:
            kept.append((number, line))
    return kept


def _stray_button(lines: Lines) -> int | None:
    """The place near the top of a button that stands below short lines only, if there is one."""
    for place, (_, line) in enumerate(lines[:5]):
        if _BUTTON.match(line):
            return place
        if len(line) > _LONGEST_TITLE:
            return None
    return None


def _paired(lines: Lines, name: Path, reading: EntryList) -> Iterator[tuple[Entry, int]]:
    """Titles with the abstracts below them, and the line of each abstract; one lost line spoils
    only its own pair."""
    place, above = 0, ""
    while place < len(lines):
        number, title = lines[place]
        last, abstract = lines[place + 1] if place + 1 < len(lines) else (0, "")
        _, below = lines[place + 2] if place + 2 < len(lines) else (0, "")
        if len(title) > _LONGEST_TITLE or (title[0].islower() and _UNFINISHED.search(above)):
            rule, line = rules.NOT_A_TITLE, shown(title)
            reading.leave_out(Finding.of(rule, name, number, "title", line=line))
            place, above = place + 1, title
            continue
        lost = len(abstract) <= _LONGEST_TITLE < len(below)
        if not abstract or lost:
            rule = rules.NO_ABSTRACT
            reading.leave_out(Finding.of(rule, name, number, "abstract", title=shown(title)))
            place, above = place + 1, ""
            continue
        yield Entry(number, title, abstract), last
        place, above = place + 2, abstract


def _misread(text: str, name: Path) -> Iterator[Finding]:
    """Lines that an earlier program decoded by the wrong table."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line or "\x00" in line:
            yield Finding.of(rules.LOST_CHARACTER, name, number)
        elif not line.isascii() and _is_mojibake(line):
            yield Finding.of(rules.MOJIBAKE, name, number)


def _is_mojibake(line: str) -> bool:
    try:
        line.translate(_WINDOWS_1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
