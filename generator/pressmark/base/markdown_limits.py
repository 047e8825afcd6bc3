"""A text in Markdown in; what in it would overrun the programs that draw it, out.

They go down into lists, quotes and emphasis by calling themselves, and write out every reference.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.patterns import compiled_later
from pressmark.base.rules.files import NESTED_TOO_DEEPLY, SWOLLEN_REFERENCES

if TYPE_CHECKING:
    from pressmark.base.rules.rule import Rule

# Lists, quotes and the like in one another, which pages of records show to this depth; brackets,
# tags and emphasis.
MOST_BLOCKS, MOST_MARKS = 20, 100
_MOST_GROWTH = 1_000_000
_BLOCK = re.compile(
    r" *(?:>|[-+*](?= )|\d{1,9}[.)](?= )|!{3}(?= )|[?]{3}\+?(?= )|={3}[!+]?(?= )|:(?=   ))"
)
_RULER = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARK = re.compile(r"\\.|([*_])\1*|[\[\]>]|<(?=[A-Za-z/!?])", re.DOTALL)
_DEFINITION = compiled_later(r"^ {0,3}\*?\[([^\[\]\n]{1,999})\]:[ \t]*(.+)", re.MULTILINE)
_NAME = compiled_later(r"\[([^\[\]]{1,999})\]|(\w+)")


class MarkdownFault(NamedTuple):
    """A line, from 1 on, the rule that it breaks, and the values for the rule's words."""

    line: int
    rule: Rule
    values: dict[str, Any]


def fault_of(text: str) -> MarkdownFault | None:
    """The first thing in a text that would overrun who draws it, if there is any."""
    if "]:" in text and (fault := _of_references(text)):
        return fault
    if max(map(text.count, "[<>*_-+):!?=")) <= MOST_BLOCKS:
        return None
    return _of_blocks(text) or _of_marks(text)


def _of_references(text: str) -> MarkdownFault | None:
    """References to links and abbreviations that are written out too often."""
    lengths: dict[str, int] = {}
    for name, target in _DEFINITION.findall(text):
        lengths.setdefault(_folded(name), len(target))
    uses = Counter(_folded(name or word) for name, word in _NAME.findall(text))
    growth = {name: length * (uses[name] - 1) for name, length in lengths.items()}
    size = sum(growth.values())
    if size <= _MOST_GROWTH:
        return None
    largest = max(growth, key=growth.__getitem__)
    definition = next(m for m in _DEFINITION.finditer(text) if _folded(m[1]) == largest)
    line = text.count("\n", 0, definition.start(1)) + 1
    return MarkdownFault(line, SWOLLEN_REFERENCES, {"size": size})


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _of_blocks(text: str) -> MarkdownFault | None:
    """Lists, quotes, notes and tabs that are nested too deeply."""
    columns: list[int] = []
    for number, line in enumerate(_without_code(text.expandtabs(4)), 1):
        if not line.strip() or _RULER.fullmatch(line):
            continue
        marks = place = 0
        while match := _BLOCK.match(line, place):
            marks, place = marks + 1, match.end()
        column = len(line) - len(line.lstrip())
        while columns and columns[-1] >= column:
            columns.pop()
        if len(columns) + marks > MOST_BLOCKS:
            return _too_deep(number, MOST_BLOCKS)
        if marks:
            columns.append(column)
    return None


def _without_code(text: str) -> list[str]:
    """The lines of a text, those of fenced code empty."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        is_code = bool(fence)
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        lines.append("" if is_code or fence else line)
    return lines


def _of_marks(text: str) -> MarkdownFault | None:
    """Brackets, tags and emphasis that are nested too deeply."""
    start = 1
    for block in re.split(r"(\n\s*\n)", "\n".join(_without_code(text))):
        level = 0
        for match in _MARK.finditer(block):
            level = max(0, level + _opened(match))
            if level > MOST_MARKS:
                return _too_deep(start + block.count("\n", 0, match.start()), MOST_MARKS)
        start += block.count("\n")
    return None


def _opened(match: re.Match[str]) -> int:
    """How much deeper a bracket or a run of stars leads, or less deep."""
    sign = match[0]
    if sign[0] == "\\":
        return 0
    if sign in "[]<>":
        return 1 if sign in "[<" else -1
    start, end = match.span()
    before, after = match.string[max(0, start - 1) : start], match.string[end : end + 1]
    if after.strip() and not before.isalnum():
        return len(sign)
    return -len(sign) if before.strip() and not after.isalnum() else 0


def _too_deep(line: int, most: int) -> MarkdownFault:
    return MarkdownFault(line, NESTED_TOO_DEEPLY, {"markup": True, "most": most})
