"""YAML text and other names for some of its values in; the text with just these changed out.

Quotes, comments and the way in which a list is written stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from pressmark.library.paper_links import with_links
from pressmark.library.readers.source import Source
from pressmark.library.record_edit import UnplacedError, with_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PLAIN = re.compile(r"\w(?:[\w .&/()+'-]*[\w.)+])?")


class _Edit(NamedTuple):
    """The characters from `start` to `end` give way to a text."""

    start: int
    end: int
    text: str


def quoted(text: str) -> str:
    """A text of one line as a list of YAML has it: in quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def flow_list(texts: Iterable[str]) -> str:
    """Texts of one line as a list on one line of YAML."""
    return f"[{', '.join(map(quoted, texts))}]"


def with_names(text: str, key: str, names: Mapping[str, str], apart: str = "") -> str:
    """YAML text in which the value of a key, or those of its list, have other `names`.

    What a list would hold twice, or is the value of the key `apart`, goes; so does a list that ends
    empty. Raises `UnplacedError` unless that alone changes.
    """
    root = _composed(text)
    node, other = _value_of(root, key), _value_of(root, apart)
    if isinstance(node, yaml.ScalarNode):
        new = names.get(node.value)
        return text if new is None else _changed(text, [_respelt(text, node, new)], {key: new})
    if not isinstance(node, yaml.SequenceNode):
        return text
    kept: list[str] = []
    edits: list[_Edit] = []
    for place, item in enumerate(node.value):
        new = names.get(item.value, item.value)
        if new in kept or (other and new == other.value):
            edits.append(_removal(text, node, place))
            continue
        kept.append(new)
        if new != item.value:
            edits.append(_respelt(text, item, new))
    if not kept:
        return with_key(text, "", key, None)
    return _changed(text, edits, {key: kept}) if edits else text


def with_items(text: str, term: str, key: str, items: Sequence[str]) -> str:
    """YAML text in which the list under a key of a term has further `items` at its end.

    Raises `UnplacedError` unless that alone changes.
    """
    if not items:
        return text
    entry = _value_of(_composed(text), term)
    node = _value_of(entry, key) if isinstance(entry, yaml.MappingNode) else None
    if node is None:
        return with_key(text, term, key, flow_list(items))
    if not isinstance(node, yaml.SequenceNode):
        raise UnplacedError
    if node.flow_style or not node.value:
        start = node.end_mark.index - 1
        last = node.value[-1].end_mark.index if node.value else start
        gap = ", " if node.value else ""
        edit = _Edit(last, last, gap + ", ".join(map(quoted, items)))
    else:
        last = node.value[-1]
        end = _line_end(text, last.end_mark.index)
        dash = " " * node.start_mark.column + "- "
        newline = _newline(text)
        start = "" if text[:end].endswith("\n") else newline
        edit = _Edit(end, end, start + "".join(f"{dash}{quoted(item)}{newline}" for item in items))
    kept = [item.value for item in node.value]
    return _changed(text, [edit], {term: {key: [*kept, *items]}})


def with_paper(text: str, old: str, new: str) -> tuple[str, list[str]]:
    """The text of themes whose reading paths, and links of their `state`, name another paper.

    Of two steps of a path that are one paper then, the first one stays; what is written of the
    other one is returned too. Raises `UnplacedError` unless that alone changes.
    """
    edits: list[_Edit] = []
    changes: dict[str, dict[str, Any]] = {}
    left_out: list[str] = []
    values = _values(text)
    for key, entry in _composed(text).value:
        term, held = key.value, values[key.value]
        path, state = _value_of(entry, "path"), _value_of(entry, "state")
        of_term: list[_Edit] = []
        if isinstance(path, yaml.SequenceNode):
            of_term, steps, whys = _with_step(text, path, held["path"], old, new)
            if of_term:
                changes[term] = {"path": steps}
            left_out += [f"{term}: path: {old}: {why}" for why in whys]
        if isinstance(state, yaml.ScalarNode):
            names = {old: new}
            start, end = state.start_mark.index, state.end_mark.index
            linked = _relinked(text[start:end], names)
            if linked != text[start:end]:
                of_term.append(_Edit(start, end, linked))
                changes.setdefault(term, {})["state"] = _relinked(held["state"], names)
        edits += of_term
    return (_changed(text, edits, changes) if edits else text), left_out


def _relinked(markdown: str, names: Mapping[str, str]) -> str:
    return with_links(markdown, lambda paper: f"papers/{names.get(paper, paper)}.md")


def _with_step(
    text: str, node: yaml.SequenceNode, steps: Sequence[Any], old: str, new: str
) -> tuple[list[_Edit], list[Any], list[str]]:
    """What changes in a path where a paper has another id, the steps that it has then, and what was
    written of steps that it has no more."""
    edits: list[_Edit] = []
    kept: list[Any] = []
    whys: list[str] = []
    is_there = False
    for place, (item, step) in enumerate(zip(node.value, steps, strict=True)):
        name = _paper_of(item)
        if name.value not in (old, new):
            kept.append(step)
        elif is_there:
            edits.append(_step_removal(text, node, place))
            why = "" if isinstance(step, str) else step.get("why", step.get(name.value, ""))
            whys += [why] if why else []
        else:
            is_there = True
            kept.append(_step_to(step, new))
            edits += [_respelt(text, name, new)] if name.value == old else []
    return edits, kept, whys


def _paper_of(item: yaml.Node) -> yaml.ScalarNode:
    """What names the paper of a step: the step, the value of its key `paper`, or its only key."""
    if isinstance(item, yaml.ScalarNode):
        return item
    name: yaml.ScalarNode = _value_of(item, "paper") or item.value[0][0]
    return name


def _step_to(step: Any, paper: str) -> Any:
    if isinstance(step, str):
        return paper
    if "paper" in step:
        return {**step, "paper": paper}
    (why,) = step.values()
    return {paper: why}


def _step_removal(text: str, node: yaml.SequenceNode, place: int) -> _Edit:
    item = node.value[place]
    if node.flow_style or isinstance(item, yaml.ScalarNode):
        return _removal(text, node, place)
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    last = item.value[-1][1]
    end = last.end_mark.index
    return _Edit(start, end if last.style in ("|", ">") else _line_end(text, end), "")


def with_term_renamed(text: str, old: str, new: str) -> str:
    """The text of a vocabulary in which one term has another id. Raises `UnplacedError`."""
    for key, _ in _composed(text).value:
        if key.value == old:
            changed = _applied(text, [_respelt(text, key, new)])
            expected = {
                new if name == old else name: value for name, value in _values(text).items()
            }
            if list(_values(changed).items()) != list(expected.items()):
                raise UnplacedError
            return changed
    raise UnplacedError


def without_term(text: str, term: str) -> str:
    """The text of a vocabulary without one term; comments in front of the next one stay. Raises
    `UnplacedError`."""
    pairs = _composed(text).value
    place = next((n for n, (key, _) in enumerate(pairs) if key.value == term), None)
    if place is None:
        raise UnplacedError
    key, value = pairs[place]
    lines = text.splitlines(keepends=True)
    start, end = key.start_mark.line, value.end_mark.line + (value.end_mark.column > 0)
    while end > start + 1 and (
        not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    if end < len(lines) and not lines[end].strip():
        end += 1  # the empty line between two terms
    changed = "".join([*lines[:start], *lines[end:]])
    expected = {name: value for name, value in _values(text).items() if name != term}
    if (_values(changed) if expected else {}) != expected:
        raise UnplacedError
    return changed


def with_term(text: str, term: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text of a vocabulary with one more term at its end. Raises `UnplacedError`."""
    newline = _newline(text)
    lines = [f"{term}:"]
    for key, value in values.items():
        lines.append(f"  {key}: {quoted(value) if isinstance(value, str) else flow_list(value)}")
    start = text if not text or text.endswith("\n") else text + newline
    gap = newline if start.strip() and not start.endswith(2 * newline) else ""
    changed = start + gap + newline.join(lines) + newline
    held = _values(text) if any(_is_content(line) for line in text.splitlines()) else {}
    expected = {**held, term: {k: v if isinstance(v, str) else [*v] for k, v in values.items()}}
    if _values(changed) != expected:
        raise UnplacedError
    return changed


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _composed(text: str) -> Any:
    if text.startswith("\ufeff"):
        raise UnplacedError
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise UnplacedError from None
    if not isinstance(node, yaml.MappingNode):
        raise UnplacedError
    return node


def _value_of(node: Any, key: str) -> Any:
    return next((value for name, value in node.value if name.value == key), None)


def _respelt(text: str, node: yaml.ScalarNode, new: str) -> _Edit:
    """A value with another text, in the quotes that it has."""
    start, end = node.start_mark.index, node.end_mark.index
    quote = text[start] if text[start] in "'\"" else ""
    return _Edit(start, end, f"{quote}{new}{quote}")


def _removal(text: str, node: yaml.SequenceNode, place: int) -> _Edit:
    items = node.value
    item = items[place]
    if not node.flow_style:
        start = text.rfind("\n", 0, item.start_mark.index) + 1
        return _Edit(start, _line_end(text, item.end_mark.index), "")
    if place:
        return _Edit(items[place - 1].end_mark.index, item.end_mark.index, "")
    end = items[1].start_mark.index if len(items) > 1 else item.end_mark.index
    return _Edit(item.start_mark.index, end, "")


def _line_end(text: str, place: int) -> int:
    return text.find("\n", place) + 1 or len(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _changed(text: str, edits: Iterable[_Edit], values: Mapping[str, Any]) -> str:
    """The text with these edits, by which keys have other `values` and nothing else changes."""
    changed = _applied(text, edits)
    expected = _values(text)
    for key, value in values.items():
        expected[key] = {**expected[key], **value} if isinstance(value, dict) else value
    if _values(changed) != expected:
        raise UnplacedError
    return changed


def _values(text: str) -> dict[str, Any]:
    source = Source(Path())
    values = source.parse(text.replace("\r\n", "\n"), 1)
    if values is None or source.findings:
        raise UnplacedError
    return values
