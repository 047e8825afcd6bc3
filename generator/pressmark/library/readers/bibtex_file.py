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
from pybtex.scanner import Pattern, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
# So much text macros of an entry may stand for: one may be made of others, and so double it.
_MOST_EXPANDED = 20_000
# The signs that what is in quotes or braces is looked through for.
_QUOTE_OR_BRACE, _BRACE = re.compile(r"[\"{}]"), re.compile("[{}]")
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


def blocks(text: str, macros: Mapping[str, str] | None = None) -> Iterator[Block]:
    """The entries of a file in its order; `macros` are those that stand above it."""
    return _Parser(text, macros).blocks()


def macros_of(text: str) -> Mapping[str, str] | None:
    """The macros of a text that has nothing else; None where it can't be read as such."""
    parser = _Parser(text)
    return None if [*parser.blocks()] else parser.macros


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    text: str
    pos: int
    # A remark behind % is space between the parts of an entry; a key may have spaces, or be empty,
    # and is not as long as all that follows.
    WHITESPACE = Pattern(r"(?:\s|%[^\n]*(?:\n|$))+", "whitespace")
    KEY_PAREN = Pattern(r"[^,=\n]{0,1000}+(?=,)|[^\s,]{1,1000}+", "entry key")
    KEY_BRACE = Pattern(r"[^,}=\n]{0,1000}+(?=,)|[^\s,}]{1,1000}+", "entry key")

    def __init__(self, text: str, macros: Mapping[str, str] | None = None) -> None:
        super().__init__(text, macros=macros or CaseInsensitiveDict(_MONTHS))
        self._expanded = 0
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

    def skip_to(self, patterns: list[Any]) -> Token | None:
        """Go on behind the next quote or brace: it is looked for once, not each of them in all that
        follows."""
        signs = _QUOTE_OR_BRACE if self.QUOTE in patterns else _BRACE
        match = signs.search(self.text, self.pos)
        if match is None:
            return None
        value, self.pos = self.text[self.pos : match.end()], match.end()
        return Token(value, next(each for each in patterns if each.match(match[0])))

    def handle_error(self, error: PybtexError) -> None:
        raise error

    def substitute_macro(self, name: str) -> str:
        if name in self.macros:
            text = cast("str", self.macros[name])
            self._expanded += len(text)
            if self._expanded > _MOST_EXPANDED:
                raise PybtexSyntaxError(f"macros stand for over {_MOST_EXPANDED:,} letters", self)
            return text
        self._undefined[(self.current_field_name or "").lower()] = name
        return ""

    def blocks(self) -> Iterator[Block]:
        end = 0
        while match := ENTRY.search(self.text, end):
            start = match.start()
            line_start = max(self.text.rfind("\n", end, start) + 1, end)
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
        self._expanded = 0
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
