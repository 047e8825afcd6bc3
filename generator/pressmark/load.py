"""The content folder in; a validated library out, or every finding at once.

Records stand one a file in `papers/`, or one a line in `papers.jsonl`.
"""

from __future__ import annotations

import codecs
import gc
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from pressmark import checks
from pressmark.findings import Finding, InvalidLibraryError, shown
from pressmark.library import Library, Series, Term
from pressmark.paper import plain_text
from pressmark.readers import record, records
from pressmark.source import LineSource, Nested, Shared, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.paper import AnyRecord, Paper

DIGEST_SIZE = 16


def load(content: Path, *, root: Path | None = None, cache: Path | None = None) -> Library:
    """Read and validate the whole content folder.

    `content` holds `themes.yml`, `tags.yml`, and any of `papers/`, `papers.jsonl`, `venues.yml` and
    `abstracts/`. The library is the union of all records. Findings name files relative to `root`
    (by default the folder above).

    Raises `InvalidLibraryError` with all findings, each with file, line, field and advice.
    """
    root = content.parent if root is None else root
    findings: list[Finding] = []
    themes = _vocabulary(content / "themes.yml", root, Term, findings)
    tags = _vocabulary(content / "tags.yml", root, Term, findings)
    series = _vocabulary(content / "venues.yml", root, Series, findings)
    vocabulary_is_sound = not findings
    with _without_collector():
        read = list(_records(content, root, findings))
        places = [(one.source, one.paper) for one in read]
        if vocabulary_is_sound:
            findings += checks.unknown_terms(places, themes, tags)
        findings += checks.collisions(places)
        if findings:
            raise InvalidLibraryError(findings)
        read.sort(key=lambda one: one.paper.id)
        texts = _abstract_files(content / "abstracts")
        abstracts: dict[str, str] = {}
        digests: dict[str, bytes] = {}
        for one in read:
            name, abstract, digest = one.paper.id, one.abstract, one.digest
            if name in texts:
                raw = texts[name].read_bytes()
                abstract = plain_text(raw.decode(errors="replace")).strip()
                digest = digest_of(digest + raw, "abstract")
            if abstract:
                abstracts[name] = abstract
            digests[name] = digest
        papers = {one.paper.id: one.paper for one in read}
    return Library(papers, themes, tags, series, abstracts, digests)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it was read; `abstract` is its own, `digest` that of its bytes."""

    source: Source
    paper: Paper
    abstract: str
    digest: bytes


def digest_of(raw: bytes, kind: str) -> bytes:
    """The digest of bytes that are read as a `kind` of thing: equal ones give equal values."""
    return blake2b(raw, digest_size=DIGEST_SIZE, person=kind.encode()).digest()


def _records(content: Path, root: Path, findings: list[Finding]) -> Iterator[_Record]:
    for path in _record_files(content / "papers", root, findings):
        source = Source(_relative(path, root))
        raw = source.read(path)
        text = None if raw is None else source.text(raw)
        if text is not None and raw is not None and (paper := record.read(text, path.stem, source)):
            yield _Record(source, paper, "", digest_of(path.stem.encode() + b"\0" + raw, "record"))
        findings += source.findings
    shared = Shared()
    for line_source, raw in _lines(content / "papers.jsonl", root, findings):
        text = line_source.text(raw)
        if text is not None and (found := records.record(text, line_source, shared)):
            yield _Record(line_source, *found, digest_of(raw, "records"))
        findings += line_source.findings


def _lines(path: Path, root: Path, findings: list[Finding]) -> Iterator[tuple[LineSource, bytes]]:
    """Every line that says something, if the file is there."""
    name = _relative(path, root)
    try:
        if not path.exists():
            return
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if number == 1:
                    line = line.removeprefix(codecs.BOM_UTF8)
                if line := line.strip():
                    yield LineSource(name, number), line
    except OSError as error:
        found = f"the file can't be read ({error.strerror})"
        findings.append(Finding(name, 1, "", found, "Check its permissions"))


def _abstract_files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {path.stem: path for path in folder.iterdir() if path.suffix == ".txt"}


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's search for dead cycles, which would find none among records, is off meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    raw = source.read(path)
    text = None if raw is None else source.text(raw)
    entries = source.parse(text, 1) if text and _has_content(text) else {}
    terms: dict[str, AnyRecord] = {}
    for key, values in (entries or {}).items():
        if not isinstance(values, dict):
            source.report(
                source.line_of((key,)), key, f"{shown(values)} stands here", "Write label: ..."
            )
            continue
        nested = Nested(source, key)
        if term := nested.validate(model, {**values, "id": key}):
            terms[key] = term
    findings += source.findings
    return terms


def _has_content(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())
