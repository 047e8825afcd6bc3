"""The content folder in; a validated library out, or every finding at once.

Records are read with a loader that knows no implicit types: `no` stays a word and an arXiv id
stays text. Line numbers come from the parsed nodes.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from pressmark.findings import Finding, InvalidLibraryError, nearest, shown, utf8_text
from pressmark.library import Library, Series, Term
from pressmark.names import normal_title
from pressmark.paper import (
    DIGEST,
    REQUIRED,
    SECTIONS,
    AnyRecord,
    Author,
    Figure,
    Paper,
    plain_text,
    validated,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

Path_ = tuple[str | int, ...]

_SIZE_LIMIT = 1_000_000
_DEPTH_LIMIT = 20
_STAND_IN = "unreadable"


class _TooDeepError(yaml.MarkedYAMLError):
    """Raised before the nesting of values overruns the stack."""


class _NodeLoader(yaml.CSafeLoader):
    """Composes nodes only; their text is all that is used, so no time goes into resolving tags."""

    _depth = 0

    # The C composer calls these two around every node; its recursion has no limit of its own and
    # deep nesting would overrun the stack of the whole program.
    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        self._depth += 1
        if current_node and self._depth > _DEPTH_LIMIT:
            raise _TooDeepError(problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


class Source:
    """Where values come from: the shown name of a file, its findings, the line of each value.

    `faulty` holds the top-level keys that a finding speaks of.
    """

    def __init__(self, name: Path) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.faulty: set[str | int] = set()
        self._lines: dict[Path_, int] = {}

    def __str__(self) -> str:
        return str(self.name)

    def report(self, line: int, field: str, found: str, advice: str) -> None:
        self.findings.append(Finding(self.name, line, field, found, advice))

    def place(self, path: Path_, line: int) -> None:
        """Note that the value at `path` stands on `line`."""
        self._lines[path] = line

    def line_of(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def read(self, path: Path) -> str | None:
        """The text of the file at `path`, or None after reporting why it can't be had."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            found = f"the file can't be read ({error.strerror})"
            self.report(1, "", found, "Check its permissions")
            return None
        if len(raw) > _SIZE_LIMIT:
            self.report(1, "", f"the file has {len(raw):,} bytes", "Keep it below 1 MB")
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
            found = f"the character U+{error.character:04X} stands here"
            self.report(line, "", found, "Remove it; YAML has no place for it")
            return None
        except _TooDeepError as error:
            line = first_line + (error.problem_mark.line if error.problem_mark else 0)
            self.report(line, "", "lists stand within lists too deeply", "Write plain values")
            return None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            line = first_line + (mark.line if mark else 0)
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.report(
                line, "", f"the YAML does not parse: {problem}", "Quote text that holds ': ' or '#'"
            )
            return None
        if not isinstance(node, yaml.MappingNode):
            self.report(first_line, "", "no 'key: value' lines were found", "Write one key a line")
            return None
        value: dict[str, Any] = self._plain(node, (), first_line, set())
        return value

    def _plain(self, node: yaml.Node, path: Path_, first_line: int, seen: set[int]) -> Any:
        if id(node) in seen:
            self.report(self.line_of(path), _dotted(path), "a YAML alias", "Write the value out")
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
                self.report(line, _dotted(path), "a key that is not text", "Write 'key: value'")
                self.faulty.update(path[:1])
                continue
            key = key_node.value
            if key in mapping:
                self.report(line, _dotted((*path, key)), "the key stands twice", "Remove one")
                continue
            self.place((*path, key), line)
            mapping[key] = self._plain(child, (*path, key), first_line, seen)
        return mapping

    def validate(self, model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord | None:
        """The record that `values` make, or None after reporting every fault in them."""
        try:
            return validated(model, values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._report_fault(model, fault)
            return None

    def paper(self, values: Mapping[str, Any]) -> Paper:
        """The paper that `values` make; every fault in them is reported.

        Faulty values are left out of it, so that faults between records still show beside those
        within them. It is good for nothing else while there are `findings`.
        """
        sound = {key: value for key, value in values.items() if key not in self.faulty}
        if "title" in self.faulty:
            sound["title"] = _STAND_IN
        paper = self.validate(Paper, sound)
        if paper is None:
            sound = {key: value for key, value in sound.items() if key not in self.faulty}
            paper = validated(Paper, {"id": _STAND_IN, "title": _STAND_IN} | sound)
        if paper.is_draft or "suggested" in self.faulty:
            return paper
        for name in REQUIRED:
            if not getattr(paper, name) and name not in self.faulty:
                self.report(self.line_of((name,)), name, "the key is missing", f"Add '{name}: ...'")
        for name, section in zip(DIGEST, SECTIONS, strict=True):
            if not getattr(paper, name) and name not in self.faulty:
                line = self.line_of((name,))
                self.report(line, name, "the section is missing", f"Add '## {section}'")
        return paper

    def _report_fault(self, model: type[Any], fault: Any) -> None:
        path: Path_ = tuple(fault["loc"])
        kind, value = fault["type"], fault["input"]
        line, field = self.line_of(path), _dotted(path)
        self.faulty.add(path[0])
        if kind == "unexpected_keyword_argument":
            known = [name for name in _keys_at(model, path) if name not in ("id", *DIGEST)]
            near = nearest(str(path[-1]), known)
            advice = f"Did you mean {near!r}" if near else f"Known keys: {', '.join(known)}"
            self.report(line, field, "this key is unknown", advice)
        elif kind == "missing":
            self.report(line, field, "the key is missing", f"Add '{path[-1]}: ...'")
        elif kind == "value_error":
            found, _, advice = str(fault["ctx"]["error"]).partition("; ")
            self.report(line, field, f"{shown(value)} {found}", advice.capitalize())
        else:
            expected = {
                "tuple_type": "a list",
                "dict_type": "'key: value' lines",
                "dataclass_type": "'key: value' lines",
                "string_type": "text",
                "too_long": "at most {max_length} characters",
            }.get(kind, "something else: {error}")
            context = {"error": fault["msg"]} | fault.get("ctx", {})
            advice = f"Write {expected.format_map(context)}"
            self.report(line, field, f"{shown(value)} stands here", advice)


def _keys_at(model: type[Any], path: Path_) -> list[str]:
    if "authors" in path[:-1]:
        return _names(Author)
    if "figures" in path[:-1]:
        return _names(Figure)
    return _names(model)


def _names(model: type[Any]) -> list[str]:
    return [field.name for field in fields(model)]


def _dotted(path: Path_) -> str:
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


def load(content: Path, *, root: Path | None = None, cache: Path | None = None) -> Library:
    """Read and validate the whole content folder.

    `content` holds `papers/`, `themes.yml`, `tags.yml` and, optionally, `venues.yml` and
    `abstracts/`. Findings name files relative to `root` (by default the folder above).

    Raises `InvalidLibraryError` with all findings, each with file, line, field and advice.
    """
    root = content.parent if root is None else root
    findings: list[Finding] = []
    themes = _vocabulary(content / "themes.yml", root, Term, findings)
    tags = _vocabulary(content / "tags.yml", root, Term, findings)
    series = _vocabulary(content / "venues.yml", root, Series, findings)
    vocabulary_is_sound = not findings
    records: list[tuple[Source, Paper]] = []
    for path in _record_files(content / "papers", root, findings):
        source = Source(_relative(path, root))
        if paper := _record(source, path):
            records.append((source, paper))
        findings += source.findings
    if vocabulary_is_sound:
        findings += unknown_terms(records, themes, tags)
    findings += collisions(records)
    if findings:
        raise InvalidLibraryError(findings)
    papers = {paper.id: paper for _, paper in records}
    abstracts = {
        stem: plain_text(path.read_text(encoding="utf-8", errors="replace")).strip()
        for stem in papers
        if (path := content / "abstracts" / f"{stem}.txt").is_file()
    }
    from hashlib import blake2b

    digests = {
        k: blake2b((repr(v) + abstracts.get(k, "")).encode(), digest_size=16).digest()
        for k, v in papers.items()
    }
    return Library(papers, themes, tags, series, abstracts, digests)


def _record_files(folder: Path, root: Path, findings: list[Finding]) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix == ".md" and path.is_file():
            yield path
        else:
            findings.append(
                Finding(
                    _relative(path, root), 1, "", "this is not a record", "Keep <id>.md files here"
                )
            )


def _relative(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _vocabulary(
    path: Path, root: Path, model: type[AnyRecord], findings: list[Finding]
) -> dict[str, AnyRecord]:
    if not path.is_file():
        return {}
    source = Source(_relative(path, root))
    text = source.read(path)
    entries = source.parse(text, 1) if text and _has_content(text) else {}
    terms: dict[str, AnyRecord] = {}
    for key, values in (entries or {}).items():
        if not isinstance(values, dict):
            source.report(
                source.line_of((key,)), key, f"{shown(values)} stands here", "Write label: ..."
            )
            continue
        nested = _Nested(source, key)
        if term := nested.validate(model, {**values, "id": key}):
            terms[key] = term
    findings += source.findings
    return terms


def _has_content(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


class _Nested(Source):
    """A view of one entry of a file that holds many: its faults are the file's findings."""

    def __init__(self, outer: Source, key: str) -> None:
        super().__init__(outer.name)
        self.findings = outer.findings
        self._outer = outer
        self._key = key

    def line_of(self, path: Path_) -> int:
        return self._outer.line_of((self._key, *path))

    def report(self, line: int, field: str, found: str, advice: str) -> None:
        super().report(line, f"{self._key}.{field}" if field else self._key, found, advice)


_HEADING = re.compile(r"^##[ ]+(.*?)[ #]*$")


def _record(source: Source, path: Path) -> Paper | None:
    """The paper in a record file, without its faulty parts; None where nothing can be read."""
    text = source.read(path)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        source.report(
            1, "", f"the file starts with {shown(lines[0])}", "Start with a line of three hyphens"
        )
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        source.report(
            len(lines), "", "the front matter has no end", "Close it with a line of three hyphens"
        )
        return None
    values = source.parse("\n".join(lines[1:end]), 2)
    if values is None:
        _sections(source, lines, end + 1)
        return None
    if (named := values.pop("id", path.stem)) != path.stem:
        source.report(
            source.line_of(("id",)),
            "id",
            f"the id {shown(named)} does not match the file {path.name}",
            "Remove the key, or rename the file and list the old id in redirect_from",
        )
    for name in [name for name in DIGEST if name in values]:
        source.report(
            source.line_of((name,)), name, "this stands in the front matter", "Move it to the body"
        )
        del values[name]
    for key in [key for key, value in values.items() if is_empty(value)]:
        if key in source.faulty:
            continue
        line = source.line_of((key,))
        source.report(line, key, "the value is empty", "Fill it in or remove it")
        source.faulty.add(key)
    return source.paper(values | _sections(source, lines, end + 1) | {"id": path.stem})


def _sections(source: Source, lines: list[str], start: int) -> dict[str, str]:
    """The sections of a record's body, which starts after `start` lines, by field name."""
    known = {section.casefold(): section.lower() for section in SECTIONS}
    body: dict[str, list[str]] = {}
    current: list[str] | None = None
    for name in DIGEST:
        source.place((name,), start)
    for number, line in enumerate(lines[start:], start + 1):
        heading = _HEADING.match(line)
        if heading:
            field = known.get(heading[1].casefold(), "")
            if not field:
                near = nearest(heading[1].title(), SECTIONS)
                advice = f"Did you mean {near!r}" if near else f"Use {', '.join(SECTIONS)}"
                source.report(number, "", f"the section {shown(heading[1])} is unknown", advice)
            elif field in body:
                source.report(number, field, "the section stands twice", "Join them")
            else:
                source.place((field,), number)
            current = body.setdefault(field, [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            advice = f"Start with '## {SECTIONS[0]}'"
            source.report(number, "", f"{shown(line)} stands before a section", advice)
            current = []
    body.pop("", None)
    return {field: "\n".join(text).strip() for field, text in body.items()}


def unknown_terms(
    records: Collection[tuple[Source, Paper]],
    themes: Mapping[str, Term],
    tags: Mapping[str, Term],
) -> Iterator[Finding]:
    """Every theme and tag of a record that the vocabulary does not hold."""
    for source, paper in records:
        for path, name in (
            *(((("theme",), paper.theme),) if paper.theme else ()),
            *((("also", n), name) for n, name in enumerate(paper.also)),
        ):
            if name not in themes:
                found = f"the theme {name!r} is unknown"
                yield _at(source, path, found, _did_you_mean(name, themes))
        for n, name in enumerate(paper.tags):
            if name not in tags:
                found = f"the tag {name!r} is unknown"
                yield _at(source, ("tags", n), found, _did_you_mean(name, tags))


def collisions(records: Collection[tuple[Source, Paper]]) -> Iterator[Finding]:
    """What two places claim: a theme named twice, one title or arXiv id twice, an id in use."""
    claimed: dict[tuple[str, str], Source] = {}
    ids = {paper.id for _, paper in records}
    for source, paper in records:
        if paper.theme and paper.theme in paper.also:
            path = ("also", paper.also.index(paper.theme))
            yield _at(source, path, f"{paper.theme!r} is the theme already", "Remove it here")
        for key, value in (("arxiv", paper.arxiv), ("title", normal_title(paper.title))):
            if not value or key in source.faulty:
                continue
            if other := claimed.get((key, value)):
                found = f"{other} has the same {key}"
                yield _at(source, (key,), found, "Merge the records, or mend one")
            claimed.setdefault((key, value), source)
        for n, old in enumerate(paper.redirect_from):
            place = ("redirect_from", n)
            if old in ids:
                yield _at(source, place, f"{old!r} is a record", "Remove it, or rename that record")
            elif other := claimed.get(("redirect_from", old)):
                yield _at(source, place, f"{other} lists {old!r} too", "Keep one")
            claimed.setdefault(("redirect_from", old), source)


def _at(source: Source, path: Path_, found: str, advice: str) -> Finding:
    return Finding(source.name, source.line_of(path), _dotted(path), found, advice)


def _did_you_mean(name: str, known: Mapping[str, Term]) -> str:
    by_label = {term.label.casefold(): key for key, term in known.items()}
    near = by_label.get(name.casefold()) or nearest(name, known)
    return f"Did you mean {near!r}" if near else "Add it to the vocabulary, or use a known one"
