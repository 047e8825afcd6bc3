"""A library in; the files that are no pages out, and what schemas find wrong with them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from jsonschema import Draft7Validator, Draft202012Validator
from lxml import etree

from pressmark.exports.catalogue import Exporter
from pressmark.exports.context import ExportContext
from pressmark.exports.fragments import Fragments
from pressmark.exports.parts import Parts
from pressmark.library.relations import relate
from pressmark.site.page_dates import dated_pages
from pressmark.site.plan import plan
from tests.conftest import PALETTE, REPOSITORY
from tests.hostile import SITE

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.site.settings import Site

SCHEMAS = REPOSITORY / "tests" / "data" / "schemas"


def published(
    library: Library, site: Site = SITE, fragments: Fragments | None = None
) -> dict[str, bytes]:
    """Every file by its path; `fragments` is where parts may be kept."""
    relations = relate(library)
    pages = plan(library, relations, "")
    context = ExportContext(
        library,
        relations,
        pages,
        site,
        fragments or Fragments({}),
        Parts(),
        lambda: dated_pages(library, pages, ["about.md"]),
        len(pages) + 1,
        lambda: PALETTE,
    )
    return dict(Exporter(context).every(pages))


def faults_of_xml(schema: str, document: bytes) -> list[str]:
    """What a RELAX NG schema finds wrong with a document."""
    validator = _relax_ng(schema)
    validator.validate(etree.fromstring(document))
    return [f"{error.line}: {error.message}" for error in validator.error_log]


@cache
def _relax_ng(schema: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / schema))


def faults_of_json(schema: str | bytes, value: object) -> list[str]:
    """What a JSON Schema, or the one in a file of that name, finds wrong with a value."""
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in _json_schema(schema).iter_errors(value)
    ]


@cache
def _json_schema(schema: str | bytes) -> Draft7Validator | Draft202012Validator:
    text = (SCHEMAS / schema).read_bytes() if isinstance(schema, str) else schema
    found = json.loads(text)
    kind = Draft7Validator if "draft-07" in found["$schema"] else Draft202012Validator
    kind.check_schema(found)
    return kind(found, format_checker=kind.FORMAT_CHECKER)
