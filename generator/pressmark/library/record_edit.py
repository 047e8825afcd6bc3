"""A record's text and other values of its keys in; the text with just their lines changed out.

Whatever else a curator wrote, comments too, stays as it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.library.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FENCE = re.compile(r"(?m)^(---[ \t]*\r?\n)")
_COMMENT = re.compile(r"(?m)(?:^|\s)#")


class UnplacedError(Exception):
    """Raised for a text in which a key has no plain place."""


def file_text(file: Path) -> str:
    """The text of a file with its own line ends. Raises `OSError`."""
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def with_front_matter(text: str, values: Mapping[str, str | None]) -> str:
    """A record's text with other values of keys, each as YAML writes it behind its key; None
    removes a key, and an id is set only where there is one.

    Raises `UnplacedError` unless they alone change.
    """

    def change(front: str) -> str:
        for key, value in values.items():
            if key != "id" or re.search(r"(?m)^id[ \t]*:", front):
                front = with_key(front, "", key, value)
        return front

    return with_front_matter_changed(text, change)


def with_front_matter_changed(text: str, change: Callable[[str], str]) -> str:
    """A record's text with its front matter as `change` returns it. Raises `UnplacedError` where
    there is none, and what `change` raises."""
    parts = _FENCE.split(text, maxsplit=2)
    if len(parts) != 5:
        raise UnplacedError
    return "".join([*parts[:2], change(parts[2]), *parts[3:]])


def with_key(text: str, term: str, key: str, value: str | None) -> str:
    """YAML text in which a key of the mapping, or of its `term`, has this `value` instead of
    the one that it may have; None removes it.

    Raises `UnplacedError` unless that alone changes, comments included.
    """
    node: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    if term:
        node = next(value for name, value in node.value if name.value == term)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise UnplacedError
    lines = text.splitlines(keepends=True)
    before = next(((n, value) for n, value in node.value if n.value == key), None)
    start, last = (before[0].start_mark.line, before[1]) if before else (None, node)
    end = last.end_mark.line + (last.end_mark.column > 0)
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += newline
    replaced = lines[end if start is None else start : end]
    if _COMMENT.search("".join(replaced)) and "#" not in (value or ""):
        raise UnplacedError
    lines[end if start is None else start : end] = (
        [] if value is None else [_entry(key, value, node.start_mark.column, newline)]
    )
    changed = "".join(lines)
    expected = _values(text)
    of_keys = expected[term] if term else expected
    if value is None:
        of_keys.pop(key, None)
    else:
        of_keys[key] = _values(_entry("value", value, 0, "\n"))["value"]
    if _values(changed) != expected:
        raise UnplacedError
    return changed


def _entry(key: str, value: str, column: int, newline: str) -> str:
    """A key's lines at a column; a value of several lines begins on the next."""
    gap = "" if value.startswith("\n") else " "
    text = f"{key}:{gap}{value}".replace("\n", f"{newline}{' ' * column}")
    return f"{' ' * column}{text}{newline}"


def _values(text: str) -> dict[str, Any]:
    source = Source(Path())
    values = source.parse(text.replace("\r\n", "\n"), 1)
    if values is None or source.findings:
        raise UnplacedError
    return values
