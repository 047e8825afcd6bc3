"""A record's text in; its values, the line of each, and a paper or every finding out.

YAML is read with a loader that knows no implicit types: `no` stays a word and an arXiv id stays
text. Line numbers come from the parsed nodes.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.base.disk import check_file, leads_out
from pressmark.base.findings import Finding, InvalidLibraryError, printable, shown, utf8_text
from pressmark.base.models import HALVES, InvalidValuesError, validated
from pressmark.base.patterns import compiled_later
from pressmark.base.rules import files as rules
from pressmark.base.rules.records import INVALID_ID, MISSING_SECTION, TOO_MANY
from pressmark.base.rules.rule import BrokenRuleError
from pressmark.base.rules.vocabulary import LABEL_FOR_ID
from pressmark.base.shallow_yaml import ShallowLoader, TooDeepError
from pressmark.base.spellings import nearest
from pressmark.library.paper import RECORDS, REQUIRED, SECTION_FIELDS, SECTIONS, Paper
from pressmark.library.readers.yaml_slips import may_have_slips, slips
from pressmark.library.values import WHOLE_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.base.models import AnyRecord
    from pressmark.base.rules.rule import Rule
    from pressmark.library.terms import TermNames

Path_ = tuple[str | int, ...]

SIZE_LIMIT = 1_000_000
_STAND_IN = "unreadable"
# What would be a list, were it in brackets.
_IN_A_LIST = compiled_later(r"[\w ,.&/+'-]{1,80}")
# What belongs in the place of a value, by what pydantic calls the fault.
_EXPECTED = {
    "tuple_type": "a list",
    "dict_type": "'key: value' lines",
    "dataclass_type": "'key: value' lines",
    "string_type": "text",
    "string_unicode": WHOLE_TEXT,
}


class _NodeLoader(ShallowLoader):
    """Composes nodes only; their text is all that is used, so no time goes into resolving tags."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


class Source:
    """Where values come from: the shown name of a file, its findings, the line of each value.

    `faulty` holds the top-level keys that a finding speaks of. A curated source's records use the
    vocabulary and have titles of their own.
    """

    is_curated = True
    # Whether a record may lack what an entry of another file says of its paper.
    may_be_part = False
    # What values of a key are ids of: a noun, and the terms by id.
    terms: Mapping[str, tuple[str, TermNames]] = MappingProxyType({})

    def __init__(self, name: Path) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.faulty: set[str | int] = set()
        self._lines: dict[Path_, int] = {}

    def __str__(self) -> str:
        return printable(str(self.name))

    def report(self, line: int, field: str, rule: Rule, /, **values: object) -> None:
        """Add the finding that the value of `field` on `line` breaks a rule, which says so in
        `values`."""
        self.findings.append(Finding.of(rule, self.name, line, field, **values))

    def place(self, path: Path_, line: int) -> None:
        """Note that the value at `path` stands on `line`."""
        self._lines[path] = line

    def line_of(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def read(self, path: Path) -> bytes | None:
        """The bytes of the file at `path`, or None after reporting why they can't be had."""
        if leads_out(path, "content"):
            self.report(1, "", rules.LINK_OUT)
            return None
        try:
            check_file(path)
            return path.read_bytes()
        except OSError as error:
            self.report(1, "", rules.UNREADABLE, reason=error.strerror)
            return None

    def text(self, raw: bytes) -> str | None:
        """The text of a file's bytes, or None after reporting why there is none."""
        if len(raw) > SIZE_LIMIT:
            self.report(1, "", rules.TOO_LARGE, unit="file", size=len(raw))
            return None
        try:
            return utf8_text(raw, self.name)
        except InvalidLibraryError as error:
            self.findings += error.findings
            return None

    def parse(self, text: str, first_line: int) -> dict[str, Any] | None:
        """YAML text as plain mappings, lists and strings; None after a finding that spoils all."""
        try:
            node = yaml.compose(text, Loader=_NodeLoader)
        except yaml.reader.ReaderError as error:
            line = first_line + text.encode().count(b"\n", 0, error.position)
            self.report(line, "", rules.FORBIDDEN_CHARACTER, code=error.character)
            return None
        except TooDeepError as error:
            line = first_line + (error.problem_mark.line if error.problem_mark else 0)
            self.report(line, "", rules.NESTED_TOO_DEEPLY)
            return None
        except yaml.YAMLError as error:
            from pressmark.library.readers.yaml_faults import yaml_fault  # few texts have one

            fault = yaml_fault(text, error)
            self.report(first_line + fault.line, "", rules.INVALID_YAML, **fault.words)
            return None
        if not isinstance(node, yaml.MappingNode):
            self.report(first_line, "", rules.NO_KEYS)
            return None
        value: dict[str, Any] = self._plain(node, (), first_line, set())
        if may_have_slips(text):
            for path, place, rule, values in slips(node, text):
                self.report(first_line + place, dotted(path), rule, **values)
                self.faulty.update(path[:1])
        return value

    def _plain(self, node: yaml.Node, path: Path_, first_line: int, seen: set[int]) -> Any:
        if id(node) in seen:
            self.report(self.line_of(path), dotted(path), rules.YAML_ALIAS)
            self.faulty.add(path[0])
            return None
        seen.add(id(node))
        if path:
            self._lines.setdefault(path, first_line + node.start_mark.line)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [
                self._plain(child, (*path, place), first_line, seen)
                for place, child in enumerate(node.value)
            ]
        mapping: dict[str, Any] = {}
        for key_node, child in node.value:
            line = first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(line, dotted(path), rules.KEY_NOT_TEXT)
                self.faulty.update(path[:1])
                continue
            key = key_node.value
            if key in mapping:
                self.report(line, dotted((*path, key)), rules.DUPLICATE_KEY)
                continue
            self.place((*path, key), line)
            mapping[key] = self._plain(child, (*path, key), first_line, seen)
        return mapping

    def validate(self, model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord | None:
        """The record that `values` make, or None after reporting every fault in them."""
        try:
            return validated(model, values)
        except InvalidValuesError as error:
            for fault in error.faults:
                self._report_fault(model, fault)
            return None

    def field_of(self, path: Path_) -> str:
        """The value at `path` as findings call it."""
        return dotted(path)

    def known_keys(self, model: type[Any], path: Path_) -> list[str]:
        """The keys that may stand where the key at `path` does."""
        return [name for name in _keys_at(model, path) if name not in ("id", *SECTION_FIELDS)]

    def paper(self, values: Mapping[str, Any]) -> Paper:
        """The paper that `values` make; every fault in them is reported.

        One that may be part of a record may lack its title and what else is required. Faulty values
        are left out, so that faults between records still show beside those
        within them. It is good for nothing else while there are `findings`.
        """
        sound = values
        if self.faulty:
            sound = {key: value for key, value in values.items() if key not in self.faulty}
        is_part = self.may_be_part and "title" not in values
        if "title" in self.faulty or is_part:
            sound = {**sound, "title": _STAND_IN}
        paper = self.validate(Paper, sound)
        if paper is None:
            sound = {key: value for key, value in sound.items() if key not in self.faulty}
            paper = validated(Paper, {"id": _STAND_IN, "title": _STAND_IN} | sound)
        if is_part:
            object.__setattr__(paper, "title", "")  # a record of its own, that nobody else has
        if paper.is_draft or self.may_be_part or "suggested" in self.faulty:
            return paper
        for name in REQUIRED:
            if not getattr(paper, name) and name not in self.faulty:
                self.report(self.line_of((name,)), name, rules.MISSING_KEY, key=name)
        for name, section in zip(SECTION_FIELDS, SECTIONS, strict=True):
            if not getattr(paper, name) and name not in self.faulty:
                self.report(self.line_of((name,)), name, MISSING_SECTION, section=section)
        return paper

    def _report_fault(self, model: type[Any], fault: Any) -> None:
        path: Path_ = tuple(fault["loc"])
        kind, value = fault["type"], fault["input"]
        line, field = self.line_of(path), self.field_of(path)
        self.faulty.add(path[0])
        if kind == "unexpected_keyword_argument":
            keys = self.known_keys(model, path)
            near = nearest(str(path[-1]).strip(), keys)
            if len(path) == 1 and near:
                self.faulty.add(near)  # it is not missing too
            if (key := str(path[-1])) != key.strip():
                self.report(line, "", rules.INVALID_YAML, space=True)
            else:
                self.report(line, field, rules.UNKNOWN_KEY, near=near, keys=", ".join(keys))
        elif kind == "missing":
            self.report(line, field, rules.MISSING_KEY, key=path[-1])
        elif kind == "value_error" and isinstance(error := fault["ctx"]["error"], BrokenRuleError):
            noun, terms = self.terms.get(str(path[0]), ("", None))
            if error.rule is INVALID_ID and terms and (name := terms.labelled(str(value))):
                self.report(line, field, LABEL_FOR_ID, value=shown(value), noun=noun, name=name)
                return
            self.report(line, field, error.rule, value=shown(value), **error.values)
        elif kind == "too_long":
            count, most = fault["ctx"]["actual_length"], fault["ctx"]["max_length"]
            self.report(line, field, TOO_MANY, count=count, most=most)
        elif kind == "string_too_long":
            most = fault["ctx"]["max_length"]
            self.report(line, field, rules.TOO_LONG, value=shown(value), most=most)
        else:
            expected = _EXPECTED.get(kind, f"a valid value ({fault['msg']})")
            if kind == "tuple_type" and isinstance(value, str) and _IN_A_LIST.fullmatch(value):
                expected = f"a list: [{value}]"
            self.report(line, field, rules.WRONG_TYPE, value=shown(value), expected=expected)


class Nested(Source):
    """A view of one entry of a file that holds many: its faults are the file's findings."""

    def __init__(self, outer: Source, key: str) -> None:
        super().__init__(outer.name)
        self.findings = outer.findings
        self._outer = outer
        self._key = key

    def line_of(self, path: Path_) -> int:
        return self._outer.line_of((self._key, *path))

    def report(self, line: int, field: str, rule: Rule, /, **values: object) -> None:
        super().report(line, f"{self._key}.{field}" if field else self._key, rule, **values)


class LineSource(Source):
    """A source whose values all stand on one line, as JSON.

    In a curated one, a duplicate key is a finding; a program's last word counts.
    """

    def __init__(self, name: Path, line: int) -> None:
        super().__init__(name)
        self.line = line

    def __str__(self) -> str:
        return f"{super().__str__()}:{self.line}"

    def line_of(self, path: Path_) -> int:
        return self.line

    def text(self, raw: bytes) -> str | None:
        """The text of the line's bytes, or None after reporting why there is none."""
        if len(raw) > SIZE_LIMIT:
            self.report(self.line, "", rules.TOO_LARGE, unit="line", size=len(raw))
            return None
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            self.report(self.line, "", rules.NOT_UTF8, byte=raw[error.start])
            return None

    def known_keys(self, model: type[Any], path: Path_) -> list[str]:
        keys = _keys_at(model, path)
        return [*keys, "abstract"] if len(path) == 1 else keys

    def parse_json(self, text: str) -> dict[str, Any] | None:
        """The object that `text` holds; None after a finding that spoils all."""
        try:
            try:
                values = (_strict if self.is_curated else _lenient).decode(text)
            except _TwiceError:
                values = json.loads(text, object_pairs_hook=self._mapping)
        except (ValueError, RecursionError) as error:
            rule, problem = json_fault(error)
            self.report(self.line, "", rule, problem=problem, is_line=True)
            return None
        if not isinstance(values, dict):
            self.report(
                self.line, "", rules.WRONG_TYPE, value=shown(values), expected="one object per line"
            )
            return None
        if "\\u" in text:
            for key in [key for key in values if HALVES.search(key)]:
                expected = WHOLE_TEXT
                self.report(self.line, "", rules.WRONG_TYPE, value=shown(key), expected=expected)
                del values[key]
        return values

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, times in Counter(key for key, _ in pairs).items():
            if times > 1:
                self.report(self.line, dotted((key,)), rules.DUPLICATE_KEY)
        return dict(pairs)


class _TwiceError(Exception):
    """Raised where an object has a key twice."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise _TwiceError
    return values


_strict = json.JSONDecoder(object_pairs_hook=_mapping)
_lenient = json.JSONDecoder()


def _keys_at(model: type[Any], path: Path_) -> list[str]:
    inner = next((RECORDS[part] for part in path[:-1] if part in RECORDS), model)
    return _names(inner)


def _names(model: type[Any]) -> list[str]:
    return [field.name for field in fields(model)]


def dotted(path: Path_) -> str:
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            key = part if part.isprintable() and len(part) < 100 else shown(part)
            text += f".{key}" if text else key
    return text


def is_empty(value: object) -> bool:
    """Whether a key's value says nothing: an empty text, list or mapping, or JSON's null."""
    return value is None or value in ("", [], {})


def json_fault(error: ValueError | RecursionError) -> tuple[Rule, str]:
    """The rule that a text breaks which Python's JSON reader refused, and its problem."""
    if isinstance(error, RecursionError):
        return rules.NESTED_TOO_DEEPLY, ""
    if isinstance(error, json.JSONDecodeError):
        return rules.INVALID_JSON, f"{error.msg} (column {error.colno})"
    return rules.INVALID_JSON, "a number is too long"
