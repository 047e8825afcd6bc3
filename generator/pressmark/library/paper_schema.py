"""The model of a record in; its JSON Schema out, for editors and for readers of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.models import adapter
from pressmark.library.paper import REQUIRED, SECTION_FIELDS, Paper

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaMode

_WHOLE = {"required": ["title"], "anyOf": [{"required": ["suggested"]}, {"required": [*REQUIRED]}]}
# What the parts of a record are. Docstrings say more, to those who program, and Python may leave
# them out.
_PARTS = {
    "Author": "A person as the paper names them, given name first, or an institution. `family` is "
    "without its `particle` (van der), `suffix` is Jr. and the like, and `literal` is a name that "
    "has no parts. `name` is what they make, or as it is written where there are none.",
    "Figure": "A key figure as the paper reports it: `where` in the paper, such as Table 2, and "
    "the `source`, an address, that it is taken from.",
}
# Each of them is enough to name an author.
_NAMING_PARTS = ("family", "given", "literal")
_PUBLISHED = (
    "A paper's record; absent facts are left out. `id` is the last part of the address of the "
    "paper's page and its BibTeX key, `date` is EDTF level 0, `added` the day on which the library "
    "took the paper in, and a range of `pages` has one hyphen. `problem`, `approach` and `finding` "
    "are Markdown. `suggested` names the fields that a program filled in and no curator has "
    "confirmed; only such a record may lack facts and digest."
)


def front_matter_schema(*, may_be_part: bool = False) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record's front matter, for editors that complete keys. One
    that `may_be_part` of a paper has the rest from an entry of a source."""
    schema, definitions = _schema("validation")
    for name in ("id", *SECTION_FIELDS):
        del schema["properties"][name]
    del schema["required"]
    author = definitions["Author"]
    author["anyOf"] = [{"required": [key]} for key in (*author.pop("required"), *_NAMING_PARTS)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
        **schema,
        "title": "Front matter of a paper's record",
        "description": "The facts of one paper; its digest is below them.",
        **({} if may_be_part else _WHOLE),
    }


def paper_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON Schema of a whole record as it is published, where every author is an object, and
    the definitions that it refers to."""
    schema, definitions = _schema("serialization")
    return {**schema, "description": _PUBLISHED, "required": ["id", "title"]}, definitions


def _schema(mode: JsonSchemaMode) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a record, and the definitions that it refers to. A fact that is absent is left
    out wherever records are written: no key has a default that one could write."""
    schema = adapter(Paper).json_schema(mode=mode)
    definitions = schema.pop("$defs")
    for definition in (schema, *definitions.values()):
        definition.pop("description", None)
        definition["additionalProperties"] = False
        for value in definition["properties"].values():
            value.pop("default", None)
    return schema, {name: {"description": _PARTS[name]} | definitions[name] for name in definitions}
