"""A BibTeX file's text in; its entries with their fields out, and what could not be read of it.

pybtex's parser reads entries, macros and `#` joins. What lies around them is passed over here as
people mean it: a remark behind `%`, a `@comment` with all that its braces hold, an address with an
at sign. Where an entry breaks off, reading goes on with the next that starts a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.exceptions import PybtexError
from pybtex.scanner import Pattern
from pybtex.utils import CaseInsensitiveDict

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY = re.compile(r"@\s*([A-Za-z][\w:+-]*)\s*([{(])")
NEXT_ENTRY = re.compile(r"^[ \t]*@\s*[A-Za-z][\w:+-]*\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"@[^{(]*[{(]\s*([^\s,{}=]*)")
# A field as nearly all are: braces in braces at most, nothing joined, no remark.
_FIELD = re.compile(
    r"\s*+([A-Za-z][\w:+-]*+)\s*+=\s*+"
    r"(?:\{([^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}|\"([^\"{}]*+)\"|(\d++))\s*+(?:(,)|(?=[})]))",
    re.ASCII,
)
# What pybtex says of an entry that takes in those below it, and how many of them a file may have.
_ENDLESS, _MOST_ENDLESS = ("premature end of file", "too many nested braces"), 20
_MONTHS = {name[:3].lower(): name for name in (
    "January February March April May June July August September October November December"
).split()}  # fmt: skip


@dataclass(slots=True)
class Block:
    """An entry as it is written: its kind in lower case, its key, its fields by their names in
    lower case, and the line on which it starts.

    `undefined` names the fields whose values hold macros that nobody defined, with the macro;
    `repeated` the fields that are given more than once. `fault` is not empty where the entry can't
    be read.
    """

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    undefined: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    fault: str = ""


def blocks(text: str) -> Iterator[Block]:
    """The entries of a file in its order."""
    return _Parser(text).blocks()


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    text: str
    pos: int
    # A remark behind % is space between the parts of an entry; a key may have spaces, or be empty.
    WHITESPACE = Pattern(r"(?:\s|%[^\n]*(?:\n|$))+", "whitespace")
    KEY_PAREN = Pattern(r"[^,=\n]*(?=,)|[^\s,]+", "entry key")
    KEY_BRACE = Pattern(r"[^,}=\n]*(?=,)|[^\s,}]+", "entry key")

    def __init__(self, text: str) -> None:
        super().__init__(text, macros=CaseInsensitiveDict(_MONTHS))
        self._undefined: dict[str, str] = {}
        self._endless = 0
        self._counted = 0  # up to where lines are

    def update_lineno(self, value: str) -> None:
        """Count no lines by the way: that of an entry's start is counted there."""

    def parse_entry_fields(self) -> None:
        """The fields of an entry; those of the usual form at once."""
        while True:
            if match := _FIELD.match(self.text, self.pos):
                name, braced, quoted, number, comma = match.groups()
                value = braced if braced is not None else quoted if quoted is not None else number
                self.current_fields.append((name, [value]))
                self.pos = match.end()
                if not comma:
                    return
                continue
            self.current_field_name = None
            self.current_value: list[str] = []
            self.parse_field()
            if self.current_field_name and self.current_value:
                self.current_fields.append((self.current_field_name, self.current_value))
            if not self.optional([self.COMMA]):
                return

    def handle_error(self, error: PybtexError) -> None:
        raise error

    def substitute_macro(self, name: str) -> str:
        if name in self.macros:
            return cast("str", self.macros[name])
        self._undefined[(self.current_field_name or "").lower()] = name
        return ""

    def blocks(self) -> Iterator[Block]:
        end = 0
        while match := ENTRY.search(self.text, end):
            start = match.start()
            line_start = max(self.text.rfind("\n", 0, start) + 1, end)
            if "%" in self.text[line_start:start]:
                end = _line_end(self.text, start)
                continue
            self._move(start)
            line = self.lineno
            kind = match[1].lower()
            if kind == "comment":
                end = self._comment_end(match.end(), match[2])
                continue
            block = self._block_alone(kind, start, line)
            end = self.pos
            if block.fault:
                following = NEXT_ENTRY.search(self.text, match.end())
                end = following.start() if following else len(self.text)
            if block.fault or kind not in ("string", "preamble"):
                yield block

    def _block_alone(self, kind: str, start: int, line: int) -> Block:
        """The entry that starts at a place; one that never ends is looked for in the whole text,
        but only so often that no file takes long."""
        whole = self.text
        if self._endless >= _MOST_ENDLESS:
            following = NEXT_ENTRY.search(whole, start + 1)
            self.text = whole[: following.start()] if following else whole
            self.end_pos = len(self.text)
        block = self._block(kind, start, line)
        self.text, self.end_pos = whole, len(whole)
        self._endless += block.fault in _ENDLESS
        return block

    def _block(self, kind: str, start: int, line: int) -> Block:
        """The entry that starts at a place; what follows is read from where it ends."""
        self.command_start = start
        self.pos = start + 1
        self._undefined = {}
        try:
            _, content = self.parse_command()
        except (PybtexError, RecursionError) as error:
            key_match = _KEY.match(self.text, start)
            fault = " ".join(str(error).partition(": ")[2].split()) or "nested too deeply"
            return Block(kind, key_match[1] if key_match else "", line, fault=fault)
        if kind in ("string", "preamble"):
            return Block(kind, "", line)
        key, fields = cast("tuple[str | None, list[tuple[str, list[Any]]]]", content)
        block = Block(kind, (key or "").strip(), line, undefined=self._undefined)
        for name, parts in fields:
            if name.lower() in block.fields:
                block.repeated.append(name.lower())
            else:
                block.fields[name.lower()] = "".join(parts).strip()
        return block

    def _move(self, place: int) -> None:
        """Go to a place, forward or back; the number of its line is counted."""
        if place >= self._counted:
            self.lineno += self.text.count("\n", self._counted, place)
        else:
            self.lineno -= self.text.count("\n", place, self._counted)
        self.pos = self._counted = place

    def _comment_end(self, start: int, opening: str) -> int:
        """Where the comment ends whose text starts at a place."""
        end = self._closing.get(start - 1, 0) if opening == "{" else 0
        return end or _line_end(self.text, start)

    @cached_property
    def _closing(self) -> dict[int, int]:
        """By the place of each brace: where the text in it ends, if it does."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for brace in re.finditer(r"[{}]", self.text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                closing[opened.pop()] = brace.end()
        return closing


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
