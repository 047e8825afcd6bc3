"""Lines of YAML that do not parse, and what the parser says, in; the line that is to blame, what is
wrong there and what to write instead, out.

The parser stops where it can't go on, which is often a line below the slip. Here the lines around
are looked at as a person would.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.findings import shown
from pressmark.library.paper import CROSSWALK

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

_KEYS = {*CROSSWALK, "label", "description", "introduction", "aliases", "name"} - {"id"}
_VALUE = re.compile(r"^(\s*(?:- )*)(?:([\w-]+): +)?(.*)$")
_NO_SPACE = re.compile(r"^\s*(?:- )?([A-Za-z_][\w-]*):([^\s:/].*)$")
_NO_GAP = re.compile(r"^\s*-([^\s-].*)$")
_KEY_LINE = re.compile(r"^\s*(?:- .*|[\w-]+:(?:\s.*)?)$")
_ODD_COLON = re.compile(r"^\s*([\w-]+)(?:[\uff1a\ufe55]\s*|:[^\S ]+|\s*[;=]\s*)(.+)$")
_ODD_INDENT = re.compile(r"^ *[^\S \t]")
_SINGLE_QUOTED, _DOUBLE_QUOTED = re.compile(r"'(?:[^']|'')*'"), re.compile(r'"(?:[^"\\]|\\.)*"')
_SIGNS = "@`%*&!>|,]}"
_CLOSING = {"[": "]", "{": "}"}


class YamlFault(NamedTuple):
    """A line, from 0 on, and the values for the words of INVALID_YAML: `kind` names what is
    wrong."""

    line: int
    kind: str
    values: dict[str, str]

    @property
    def words(self) -> dict[str, object]:
        """The values for the rule."""
        return {self.kind: True, **self.values}


def yaml_fault(text: str, error: yaml.YAMLError) -> YamlFault:
    """What is wrong with a text that the parser refused with that error."""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or str(error).splitlines()[0])
    line = min(mark.line if mark else 0, len(lines) - 1)
    place = _Place(lines, line, mark.column if mark else 0, problem, error)
    for look in _LOOKS:
        if fault := look(place):
            return fault
    return YamlFault(line, "problem", {"problem": problem})


class _Place(NamedTuple):
    """Lines, the place among them at which the parser stopped, and why."""

    lines: list[str]
    line: int
    column: int
    problem: str
    error: yaml.YAMLError

    @property
    def text(self) -> str:
        return self.lines[self.line]

    @property
    def before(self) -> int:
        """The nearest line above that says something."""
        return next((n for n in range(self.line - 1, -1, -1) if self.lines[n].strip()), 0)

    def fault(self, line: int, kind: str, **values: str) -> YamlFault:
        return YamlFault(line, kind, {"text": shown(self.lines[line].strip()), **values})


def _tab(place: _Place) -> YamlFault | None:
    at = place.text[place.column : place.column + 1]
    if "tab" in place.problem or at == "\t":
        return place.fault(place.line, "tab")
    return None


def _odd_indent(place: _Place) -> YamlFault | None:
    for line in (place.line, place.before):
        if _ODD_INDENT.match(place.lines[line]):
            return place.fault(line, "space")
    return None


def _open_quote(place: _Place) -> YamlFault | None:
    """A quote that is not closed on its line, though the next one begins something else."""
    for number, line in enumerate(place.lines[: place.line + 1]):
        match = _VALUE.match(line)
        value = match[3] if match else ""
        if value[:1] not in ("'", '"') or _end_of_quoted(value) is not None:
            continue
        after = place.lines[number + 1] if number + 1 < len(place.lines) else ""
        if not after.strip() or _KEY_LINE.match(after):
            return place.fault(number, "open_quote", quote=value[0])
    context = getattr(place.error, "context", None) or ""
    start: Any = getattr(place.error, "context_mark", None)
    if "quoted scalar" in context and start and start.line < len(place.lines):
        quote = place.lines[start.line][start.column : start.column + 1]
        return place.fault(start.line, "open_quote", quote=quote)
    return None


def _end_of_quoted(value: str) -> int | None:
    """Where the text behind the closing quote of a value begins; None where it is not closed."""
    match = (_SINGLE_QUOTED if value[0] == "'" else _DOUBLE_QUOTED).match(value)
    return match.end() if match else None


def _inner_quote(place: _Place) -> YamlFault | None:
    for line in (place.line, place.before):
        match = _VALUE.match(place.lines[line])
        value = match[3] if match else ""
        if value[:1] in ("'", '"') and (end := _end_of_quoted(value)):
            rest = value[end:].strip()
            if rest and not rest.startswith("#"):
                twice = "''" if value[0] == "'" else '\\"'
                return place.fault(line, "inner_quote", quote=value[0], twice=twice)
    return None


def _escape(place: _Place) -> YamlFault | None:
    return place.fault(place.line, "escape") if "escape" in place.problem else None


def _first_sign(place: _Place) -> YamlFault | None:
    """A value that begins with a sign that means something to YAML."""
    match = _VALUE.match(place.text)
    value = match[3] if match else ""
    if value[:1] and value[0] in _SIGNS and "mapping values" not in place.problem:
        return place.fault(place.line, "sign", mark=value[0], fix=_quoted(value))
    return None


def _brackets(place: _Place) -> YamlFault | None:
    context: Any = getattr(place.error, "context_mark", None)
    if "',' or" in place.problem and context and context.line < len(place.lines):
        line = place.lines[context.line]
        sign = line[context.column : context.column + 1]
        if sign in _CLOSING and line.count(sign) > line.count(_CLOSING[sign]):
            return place.fault(context.line, "bracket", mark=sign, closing=_CLOSING[sign])
    match = _VALUE.match(place.text)
    value = match[3] if match else ""
    if value[:1] in _CLOSING and _CLOSING[value[0]] in value:
        return place.fault(place.line, "behind_bracket", mark=value[0], fix=_quoted(value))
    return None


def _document(place: _Place) -> YamlFault | None:
    for line in (place.line, place.before):
        if place.lines[line].rstrip() in ("...", "---"):
            return place.fault(line, "document")
    return None


def _colon(place: _Place) -> YamlFault | None:
    """A colon in a text, or a key that is indented as if it went on with the text above."""
    if "mapping values" not in place.problem:
        return None
    match = _VALUE.match(place.text)
    value = match[3] if match and match[2] else ""
    if re.search(r":(?:\s|$)", value):
        kind = "typographic" if value[0] in "“”‘’«„" else "colon"
        return place.fault(place.line, kind, fix=f"{match[2] if match else ''}: {_quoted(value)}")
    above = place.lines[place.before]
    if fix := _NO_SPACE.match(above):
        return place.fault(place.before, "no_space", fix=f"{fix[1]}: {fix[2]}")
    if place.text[:1] == " " and len(place.text) - len(place.text.lstrip()) > len(above) - len(
        above.lstrip()
    ):
        return place.fault(place.line, "indent", above=shown(above.strip()))
    return None


def _no_key(place: _Place) -> YamlFault | None:
    """A line that is neither a key with a value nor an item of a list."""
    for line in (place.before, place.line):
        text = place.lines[line]
        if match := _NO_SPACE.match(text):
            return place.fault(line, "no_space", fix=f"{match[1]}: {match[2]}")
        if _NO_GAP.match(text):
            while line and _NO_GAP.match(place.lines[line - 1]):
                line -= 1
            item = place.lines[line].strip()
            return place.fault(line, "no_gap", fix=f"- {item[1:]}")
        if match := _ODD_COLON.match(text):
            return place.fault(line, "no_colon", fix=f"{match[1]}: {match[2]}")
        if _KEY_LINE.match(text) or not text.strip() or ": " in text:
            continue
        words = text.split()
        above = next((each for each in reversed(place.lines[:line]) if each.strip()), "")
        if words[0] in _KEYS and len(words) > 1:
            return place.fault(line, "no_colon", fix=f"{words[0]}: {' '.join(words[1:])}")
        if above.lstrip().startswith("- ") and ": " not in above:
            return place.fault(line, "no_dash", fix=f"- {text.strip()}")
        return place.fault(line, "goes_on", fix=f"  {text.strip()}", above=shown(above.strip()))
    return None


def _quoted(value: str) -> str:
    """A value in quotes, cut where it is long."""
    value = value.strip()
    if value[:1] in "“”‘’«„" and value[-1:] in "“”‘’»":
        value = value[1:-1]
    value = value if len(value) <= 60 else f"{value[:57]}..."
    return "'" + value.replace("'", "''") + "'"


_LOOKS: tuple[Callable[[_Place], YamlFault | None], ...] = (
    *(_tab, _odd_indent, _escape, _open_quote, _inner_quote, _document, _brackets),
    *(_first_sign, _colon, _no_key),
)
