"""YAML that parses, but not as it was meant, in; each slip with its line and its rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

from pressmark.base.findings import shown
from pressmark.base.patterns import compiled_later
from pressmark.base.rules import files as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pressmark.base.rules.rule import Rule

Path_ = tuple[str | int, ...]

# Without one of these in it, a text has no slip.
_SUSPECT = (" #", " &", " !", ": null", ": ~")
# What follows a text at once that has no remark behind it, though YAML takes it for one.
_CUT_OFF = compiled_later(r"\s+#(?=[^\s#])(.*)")
_NOTHING = ("null", "~")
_ANCHOR = compiled_later(r"&([^\s,\[\]{}]+)")
_ALIAS = compiled_later(r"\*([^\s,\[\]{}]+)")
_LONGEST_FIX = 60


class Slip(NamedTuple):
    """A rule that the value at `path` breaks, its line, from 0 on, and values for the rule's
    words."""

    path: Path_
    line: int
    rule: Rule
    values: dict[str, object]


def may_have_slips(text: str) -> bool:
    """Whether it is worth looking for slips in a text: quick, and true of few."""
    for sign in _SUSPECT:
        if sign in text:
            return True
    return "\n  - " in text and "\n- " in text


def slips(node: yaml.Node, text: str) -> Iterator[Slip]:
    """Every slip in a text, of which that is the root."""
    lines = text.split("\n")
    aliases: frozenset[str] | None = None
    for value, path in _values(node, (), set()):
        first = text[value.start_mark.index : value.start_mark.index + 1]
        line = value.start_mark.line
        if first == "&" and aliases is None:
            aliases = frozenset(_ALIAS.findall(text))
        if first in ("&", "!") and not _is_repeated(text, value, aliases or ()):
            yield Slip(path, line, rules.INVALID_YAML, _sign(first, text, value))
        if not isinstance(value, yaml.ScalarNode) or value.style:
            continue
        end = value.end_mark
        if value.value in _NOTHING and path and isinstance(path[-1], str):
            yield Slip(path, line, rules.EMPTY_VALUE, {})
        elif end.line < len(lines) and (rest := _CUT_OFF.match(lines[end.line], end.column)):
            yield Slip(path, end.line, rules.CUT_SHORT, {"rest": shown(rest[1])})
        for number in range(line + 1, min(end.line + (end.column > 0), len(lines))):
            if lines[number].lstrip().startswith("- "):
                values = {"text": shown(lines[number].strip()), "deeper": True}
                yield Slip(path, number, rules.INVALID_YAML, values)
                break


def _is_repeated(text: str, value: yaml.Node, aliases: Collection[str]) -> bool:
    """Whether an alias names the anchor that a value begins with, which is a finding by itself."""
    anchor = _ANCHOR.match(text, value.start_mark.index)
    return anchor is not None and anchor[1] in aliases


def _sign(mark: str, text: str, value: yaml.Node) -> dict[str, object]:
    start = value.start_mark.index
    whole = text[start : start + 2 * _LONGEST_FIX].partition("\n")[0].strip()
    fix = "'" + whole.replace("'", "''") + "'"
    if len(fix) > _LONGEST_FIX:
        fix = f"{fix[: _LONGEST_FIX - 4]}...'"
    return {"sign": True, "mark": mark, "fix": fix}


def _values(node: yaml.Node, path: Path_, seen: set[int]) -> Iterator[tuple[yaml.Node, Path_]]:
    """Every value in a node, once, and where it is."""
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node, path
    if isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            yield from _values(child, (*path, place), seen)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            yield from _values(child, (*path, name), seen)
