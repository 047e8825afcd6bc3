"""A record's values in; the text of its file out: YAML front matter and a Markdown digest.

What is written here is read back by `pressmark.library.loading.load` as the same paper.
"""

from __future__ import annotations

from copy import copy
from dataclasses import asdict, fields
from typing import Any

import yaml

from pressmark.library.paper import RECORDS, SECTION_FIELDS, SECTIONS, Paper, name_of_parts

_FIELDS = tuple([field.name for field in fields(Paper) if field.name != "id"])


def record_text(paper: Paper) -> str:
    """The record file of a paper, ending with a newline."""
    front = plain_values(paper)
    sections = [
        (name, front.pop(field, "")) for name, field in zip(SECTIONS, SECTION_FIELDS, strict=True)
    ]
    digest = "".join(f"\n## {name}\n\n{content}\n" for name, content in sections if content)
    return f"---\n{as_yaml(front)}---\n{digest}"


def plain_values(paper: Paper) -> dict[str, Any]:
    """The values of a paper but for its id, as a record has them: texts, lists and mappings, in
    the model's order and none of them empty."""
    values: dict[str, Any] = {}
    for name in _FIELDS:
        if value := getattr(paper, name):
            if name in RECORDS:
                value = [_mapping(record) for record in value]
            values[name] = list(value) if isinstance(value, tuple) else copy(value)
    return values


def as_yaml(values: dict[str, Any]) -> str:
    """The lines of front matter that hold these values."""
    return yaml.dump(
        values, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**20
    )


def yaml_value(name: str, value: Any) -> str | None:
    """A value as YAML has it behind its key; None where there is none."""
    if value is None:
        return None
    return as_yaml({name: value}).rstrip("\n").removeprefix(f"{name}:").lstrip(" ")


def _mapping(record: Any) -> str | dict[str, str]:
    """The values of a person, a figure or the like; a person with a name only is a text, and one
    with the parts of a name has no name besides."""
    values = {key: value for key, value in asdict(record).items() if value}
    if values.get("name") == name_of_parts(values):
        del values["name"]
    return values["name"] if values.keys() == {"name"} else values
