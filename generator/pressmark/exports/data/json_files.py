"""Papers in; the library's data as JSON out.

A paper is an object with the keys of its record, absent ones left out, so that a line of
`papers.jsonl` is a record that `content/papers.jsonl` could hold.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_line
from pressmark.library.paper import FLAGS, LISTS, MAPPINGS, RECORDS, TEXTS, Author

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.terms import Term
    from pressmark.site.settings import Site

SCHEMA = "papers.schema.json"
# About so many papers are packed at once, so that an edit packs no more than these anew.
_GROUP = 64
_LEVEL = 5  # takes a fifth less time than 6, and a hundredth more space
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no name, no time, no system
_GZIP_LAST = b"\x03\x00"  # an empty last block
# What names a paper opens its object; the other keys follow by their shape.
_FIRST = ("id", "title", "authors")
_TEXTS = [name for name in TEXTS if name not in _FIRST]
_PARTS = [part.name for part in fields(Author)]
_RECORDS = {
    name: [part.name for part in fields(model)]
    for name, model in RECORDS.items()
    if name not in _FIRST
}


def paper_values(paper: Paper) -> dict[str, Any]:
    """A record's values by key, without the absent ones."""
    values: dict[str, Any] = {"id": paper.id, "title": paper.title}
    if paper.authors:
        values["authors"] = [
            {part: text for part in _PARTS if (text := getattr(author, part))}
            if author.orcid or author.is_parted
            else {"name": author.name}
            for author in paper.authors
        ]
    for name in _TEXTS:
        if value := getattr(paper, name):
            values[name] = value
    for name in FLAGS:
        if getattr(paper, name):
            values[name] = True
    for name in LISTS:
        if value := getattr(paper, name):
            values[name] = list(value)
    for name in MAPPINGS:
        if value := getattr(paper, name):
            values[name] = value
    for name, parts in _RECORDS.items():
        if value := getattr(paper, name):
            values[name] = [
                {part: text for part in parts if (text := getattr(record, part))}
                for record in value
            ]
    return values


def paper_json(paper: Paper) -> bytes:
    """A paper as one line of JSON."""
    return json_line(paper_values(paper)) + b"\n"


def papers_json(library: Library, site: Site, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The whole library as one JSON document, in pieces; `lines` are its papers as JSON."""
    head = {
        "$schema": SCHEMA,
        "name": site.name,
        "description": site.description,
        "url": site.url,
        "license": site.license,
        "themes": _vocabulary(library.themes.values()),
        "tags": _vocabulary(library.tags.values()),
    }
    yield json_line(head)[:-1] + b',"papers":[\n'
    before = b""
    for line in lines:
        yield before + line[:-1]
        before = b",\n"
    yield b"\n]}\n"


@cache
def papers_schema() -> bytes:
    """The JSON Schema (2020-12) of the document that `papers_json` writes."""
    from pressmark.library.paper_schema import paper_schema  # edits leave it as it is

    record, definitions = paper_schema()
    text = {"type": "string"}
    term = {
        "type": "object",
        "properties": {"label": text, "description": text},
        "required": ["label", "description"],
        "additionalProperties": False,
    }
    terms = {"type": "object", "additionalProperties": term}
    properties = {
        **dict.fromkeys(("$schema", "name", "description", "url", "license"), text),
        "themes": terms,
        "tags": terms,
        "papers": {"type": "array", "items": {"$ref": "#/$defs/Paper"}},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A library of papers",
        "description": "Each paper is what its record says; absent facts are left out.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**definitions, "Paper": record},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1).encode() + b"\n"


def grouped(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in their order, in groups that depend on nothing but the ids in them and near them."""
    group: list[str] = []
    for name in ids:
        group.append(name)
        if zlib.crc32(name.encode()) % _GROUP == 0:
            yield group
            group = []
    if group:
        yield group


def packed(text: bytes) -> bytes:
    """`text` deflated, to stand among others in a gzip file."""
    deflate = zlib.compressobj(_LEVEL, wbits=-15)
    return deflate.compress(text) + deflate.flush(zlib.Z_FULL_FLUSH)


def gzipped(groups: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """A gzip file (RFC 1952) without a time, in pieces, of texts and the same as `packed`."""
    yield _GZIP_HEAD
    check = size = 0
    for text, deflated in groups:
        check, size = zlib.crc32(text, check), size + len(text)
        yield deflated
    yield _GZIP_LAST + check.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")


def _vocabulary(terms: Iterable[Term]) -> dict[str, dict[str, str]]:
    return {term.id: {"label": term.label, "description": term.description} for term in terms}
