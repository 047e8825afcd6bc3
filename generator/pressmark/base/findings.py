"""What is wrong with the input, put so that a curator can fix it.

Loading yields findings; printing them and choosing an exit status happen at the edges.
"""

from __future__ import annotations

import reprlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.patterns import compiled_later
from pressmark.base.rules.files import NOT_UTF8
from pressmark.base.rules.rule import Rule, filled, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 90
_short.maxlist = _short.maxdict = _short.maxtuple = 3
_short.maxlevel = 2

# So many findings of one rule are told; whoever has more begins with these.
_MOST = 100
# What acts on a terminal, or turns the direction of what follows; lines may end.
_ACTING = compiled_later("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_ESCAPED = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_ESCAPED_PROPERTY = _ESCAPED | {ord(":"): "%3A", ord(","): "%2C"}


class Finding(NamedTuple):
    """One thing to fix: where it is, the rule that it breaks, what was found and what to do.

    `line` counts from 1; `field` is the record's key (`tags[2]`) or empty.
    """

    file: Path
    line: int
    field: str
    rule: Rule
    found: str
    advice: str

    @classmethod
    def of(
        cls, rule: Rule, file: Path, line: int = 1, field: str = "", /, **values: object
    ) -> Finding:
        """A finding whose words are those of the rule, with `values` in them."""
        found, advice = filled(rule.found, values), filled(rule.advice, values)
        return cls(file, line, field, rule, found, advice)

    def values(self) -> tuple[str, int, str, str, str, str]:
        """The finding as plain values, to be kept in a file."""
        place = str(self.file), self.line, self.field
        return *place, self.rule.id, self.found, self.advice

    @classmethod
    def of_values(
        cls, file: str, line: int, field: str, rule: str, found: str, advice: str
    ) -> Finding:
        """The finding that `values` are of."""
        from pressmark.base.rules.table import RULES  # few findings are kept

        return cls(Path(file), line, field, RULES[rule], found, advice)

    def __str__(self) -> str:
        return f"{printable(str(self.file))}:{self.line}: {self.text} [{self.rule.id}]"

    @property
    def text(self) -> str:
        """The field, what was found and what to do, in sentences."""
        field = f"{self.field}: " if self.field else ""
        text = f"{field}{sentences(self.found, self.advice)}"
        if text.isprintable():
            return text
        return _ACTING.sub(lambda match: repr(match[0])[1:-1], text)

    @property
    def annotation(self) -> str:
        """The finding as a workflow command that GitHub shows beside the line."""
        file = str(self.file).translate(_ESCAPED_PROPERTY)
        title = f"{self.rule.title} ({self.rule.id})".translate(_ESCAPED_PROPERTY)
        text = self.text.translate(_ESCAPED)
        return f"::error file={file},line={self.line},title={title}::{text}"

    def as_dict(self) -> dict[str, str | int]:
        """The finding for a program: `rule`, `file`, `line`, `field`, `found`, `advice`."""
        return {
            "rule": self.rule.id,
            "file": str(self.file),
            "line": self.line,
            "field": self.field,
            "found": self.found,
            "advice": self.advice,
        }


class InvalidLibraryError(Exception):
    """Raised with every finding at once when the input can't become a library."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(lines_of(self.findings))


def lines_of(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings, one a line, in their order: the first of each rule, and then how many more."""
    few, more = limited(findings)
    yield from map(str, few)
    for rule, count in more.items():
        yield f"and {count:,} more like these: {rule.title} [{rule.id}]"


def limited(findings: Iterable[Finding]) -> tuple[list[Finding], dict[Rule, int]]:
    """The first hundred findings of each rule, and how many more there are of those that have
    more."""
    few, counts = [], Counter[Rule]()
    for finding in findings:
        counts[finding.rule] += 1
        if counts[finding.rule] <= _MOST:
            few.append(finding)
    return few, {rule: count - _MOST for rule, count in counts.items() if count > _MOST}


def shown(value: object) -> str:
    """A value as it may appear in a finding: quoted, on one line, cut when long."""
    return _short.repr(value)


def printable(name: str) -> str:
    """A name as it is, or as `shown` where it holds what acts on a terminal or can't be seen."""
    return name if name.isprintable() else shown(name)


def utf8_text(raw: bytes, file: Path) -> str:
    """The text of a file's bytes without a byte-order mark, every line end a newline.

    Raises `InvalidLibraryError` with the line of the first byte that is not UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        finding = Finding.of(NOT_UTF8, file, line, byte=raw[error.start])
        raise InvalidLibraryError([finding]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
