"""The content folder in; a validated library out, or every finding at once.

Records are read with a loader that knows no implicit types: `no` stays a word and an arXiv id
stays text. Line numbers come from the parsed nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from pressmark.findings import Finding, InvalidLibraryError, nearest, shown
from pressmark.library import Library, Series, Term
from pressmark.names import ID, normal_title
from pressmark.paper import SECTIONS, Author, Figure, Paper, Record, plain_text

Path_ = tuple[str | int, ...]
AnyRecord = TypeVar("AnyRecord", bound=Record)

_SIZE_LIMIT = 1_000_000
_REQUIRED = ("date", "type", "theme", "tags", "tldr")
_BODY_FIELDS = tuple(section.lower() for section in SECTIONS)


class _NodeLoader(yaml.CSafeLoader):
    """Composes nodes only; resolving no tags leaves every scalar as the text it was written as."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # type: ignore[override]
        return "tag:yaml.org,2002:str"


class _Source:
    """One file being read: its text, its findings and the line of each value in it."""

    def __init__(self, path: Path, shown_path: Path) -> None:
        self.path = path
        self.name = shown_path
        self.findings: list[Finding] = []
        self._lines: dict[Path_, int] = {}

    def report(self, line: int, field: str, found: str, advice: str) -> None:
        self.findings.append(Finding(self.name, line, field, found, advice))

    def line_of(self, path: Path_) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def read(self) -> str | None:
        """The file's text, or None after reporting why it can't be had."""
        try:
            raw = self.path.read_bytes()
        except OSError as error:
            self.report(1, "", f"the file can't be read ({error.strerror})", "Check its permissions")
            return None
        if len(raw) > _SIZE_LIMIT:
            self.report(1, "", f"the file has {len(raw):,} bytes", "Keep a record below 1 MB")
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            byte = raw[error.start]
            self.report(line, "", f"byte 0x{byte:02x} is not UTF-8", "Save the file as UTF-8")
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def parse(self, text: str, first_line: int) -> dict[str, Any] | None:
        """YAML text as plain mappings, lists and strings, or None after a finding."""
        try:
            node = yaml.compose(text, Loader=_NodeLoader)
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
        before = len(self.findings)
        value: dict[str, Any] = self._plain(node, (), first_line, set())
        return value if len(self.findings) == before else None

    def _plain(self, node: yaml.Node, path: Path_, first_line: int, seen: set[int]) -> Any:
        line = first_line + node.start_mark.line
        self._lines.setdefault(path, line)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if id(node) in seen:
            self.report(line, _dotted(path), "a YAML alias", "Write the value out")
            return None
        seen.add(id(node))
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
                continue
            key = key_node.value
            if key in mapping:
                self.report(line, _dotted((*path, key)), "the key stands twice", "Remove one")
                continue
            self._lines[(*path, key)] = line
            mapping[key] = self._plain(child, (*path, key), first_line, seen)
        return mapping

    def validate(self, model: type[AnyRecord], values: Mapping[str, Any]) -> AnyRecord | None:
        """The record that `values` make, or None after reporting every fault in them."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._report_fault(model, fault)
            return None

    def _report_fault(self, model: type[Record], fault: Any) -> None:
        path: Path_ = tuple(fault["loc"])
        kind, value = fault["type"], fault["input"]
        line, field = self.line_of(path), _dotted(path)
        if kind == "extra_forbidden":
            known = [name for name in _keys_at(model, path) if name not in ("id", *_BODY_FIELDS)]
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
                "model_type": "'key: value' lines",
                "model_attributes_type": "'key: value' lines",
                "string_type": "text",
            }.get(kind, fault["msg"])
            self.report(line, field, f"{shown(value)} stands here", f"Write {expected}")


def _keys_at(model: type[Record], path: Path_) -> list[str]:
    if "authors" in path[:-1]:
        return list(Author.model_fields)
    if "figures" in path[:-1]:
        return list(Figure.model_fields)
    return list(model.model_fields)


def _dotted(path: Path_) -> str:
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def load(content: Path, *, root: Path | None = None) -> Library:
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
    papers: dict[str, Paper] = {}
    sources: dict[str, _Source] = {}
    for path in _record_files(content / "papers", root, findings):
        source = _Source(path, _relative(path, root))
        paper = _record(source)
        findings += source.findings
        if paper:
            papers[paper.id] = paper
            sources[paper.id] = source
    findings += _across(papers, sources, themes, tags)
    if findings:
        raise InvalidLibraryError(findings)
    abstracts = {
        stem: plain_text(path.read_text(encoding="utf-8", errors="replace")).strip()
        for stem in papers
        if (path := content / "abstracts" / f"{stem}.txt").is_file()
    }
    return Library(papers, themes, tags, series, abstracts)


def parse_record(path: Path, shown_path: Path) -> tuple[Paper | None, list[Finding]]:
    """One record file as a paper, or None with what is wrong with it."""
    source = _Source(path, shown_path)
    return _record(source), source.findings


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
    source = _Source(path, _relative(path, root))
    text = source.read()
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


class _Nested(_Source):
    """A view of one entry of a file that holds many: its faults are the file's findings."""

    def __init__(self, outer: _Source, key: str) -> None:
        super().__init__(outer.path, outer.name)
        self.findings = outer.findings
        self._outer = outer
        self._key = key

    def line_of(self, path: Path_) -> int:
        return self._outer.line_of((self._key, *path))

    def report(self, line: int, field: str, found: str, advice: str) -> None:
        super().report(line, f"{self._key}.{field}" if field else self._key, found, advice)


_HEADING = re.compile(r"^##[ ]+(.*?)[ #]*$")


def _record(source: _Source) -> Paper | None:
    text = source.read()
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
    body = _sections(source, lines[end + 1 :], end + 2)
    if values is None:
        return None
    stem = source.path.stem
    if not ID.fullmatch(stem):
        source.report(
            1, "id", f"the file's name {shown(stem)} is not an id", "Use a-z, 0-9 and hyphens"
        )
        return None
    if (named := values.get("id", stem)) != stem:
        source.report(
            source.line_of(("id",)),
            "id",
            f"the id {shown(named)} does not match the file {stem}.md",
            "Remove the key, or rename the file and list the old id in redirect_from",
        )
    for name in (n for n in _BODY_FIELDS if n in values):
        source.report(
            source.line_of((name,)), name, "this stands in the front matter", "Move it to the body"
        )
        values.pop(name)
    empty = [key for key, value in values.items() if value in ("", [], {})]
    for key in empty:
        source.report(source.line_of((key,)), key, "the value is empty", "Fill it in or remove it")
        values.pop(key)
    paper = source.validate(Paper, {**values, **body, "id": stem})
    if paper and not paper.is_draft:
        for name in _REQUIRED:
            if not getattr(paper, name) and name not in empty:
                source.report(1, name, "the key is missing", f"Add '{name}: ...'")
        for section in SECTIONS:
            if not body.get(section.lower()):
                source.report(
                    end + 1, section.lower(), "the section is missing", f"Add '## {section}'"
                )
    return None if source.findings else paper


def _sections(source: _Source, lines: list[str], first_line: int) -> dict[str, str]:
    known = {section.casefold(): section.lower() for section in SECTIONS}
    body: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(lines, first_line):
        heading = _HEADING.match(line)
        if heading:
            name = known.get(heading[1].casefold())
            if name is None:
                near = nearest(heading[1].title(), SECTIONS)
                advice = f"Did you mean {near!r}" if near else f"Use {', '.join(SECTIONS)}"
                source.report(number, "", f"the section {shown(heading[1])} is unknown", advice)
            elif name in body:
                source.report(number, name, "the section stands twice", "Join them")
            current = body.setdefault(name or heading[1], [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            source.report(
                number, "", f"{shown(line)} stands before a section", f"Start with '## {SECTIONS[0]}'"
            )
            current = []
    return {
        name: plain_text("\n".join(text)).strip()
        for name, text in body.items()
        if name in _BODY_FIELDS
    }


def _across(
    papers: Mapping[str, Paper],
    sources: Mapping[str, _Source],
    themes: Mapping[str, Term],
    tags: Mapping[str, Term],
) -> Iterator[Finding]:
    """What is wrong between records: unknown terms, duplicates, redirects that collide."""
    arxiv: dict[str, str] = {}
    titles: dict[str, str] = {}
    old_ids: dict[str, str] = {}
    for paper in papers.values():
        source = sources[paper.id]

        def finding(path: Path_, found: str, advice: str, source: _Source = source) -> Finding:
            return Finding(source.name, source.line_of(path), _dotted(path), found, advice)

        for path, name in (
            ((("theme",), paper.theme),) if paper.theme else ()
        ) + tuple((("also", n), name) for n, name in enumerate(paper.also)):
            if name not in themes:
                yield finding(path, f"the theme {name!r} is unknown", _did_you_mean(name, themes))
        if paper.theme and paper.theme in paper.also:
            path = ("also", paper.also.index(paper.theme))
            yield finding(path, f"{paper.theme!r} is the theme already", "Remove it here")
        for n, name in enumerate(paper.tags):
            if name not in tags:
                yield finding(
                    ("tags", n), f"the tag {name!r} is unknown", _did_you_mean(name, tags)
                )
        for path, value, known in (
            (("arxiv",), paper.arxiv, arxiv),
            (("title",), normal_title(paper.title), titles),
        ):
            if value and (other := known.setdefault(value, paper.id)) != paper.id:
                found = f"{sources[other].name} has the same {path[0]}"
                yield finding(path, found, "Merge the records, or mend one")
        for n, old in enumerate(paper.redirect_from):
            if old in papers:
                yield finding(
                    ("redirect_from", n), f"{old!r} is a record", "Remove it, or rename that record"
                )
            elif (other := old_ids.setdefault(old, paper.id)) != paper.id:
                yield finding(
                    ("redirect_from", n), f"{sources[other].name} lists {old!r} too", "Keep one"
                )


def _did_you_mean(name: str, known: Mapping[str, Term]) -> str:
    by_label = {term.label.casefold(): key for key, term in known.items()}
    near = by_label.get(name.casefold()) or nearest(name, known)
    return f"Did you mean {near!r}" if near else "Add it to the vocabulary, or use a known one"

