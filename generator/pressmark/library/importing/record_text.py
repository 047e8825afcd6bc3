"""A record's values in; the text of its file out: YAML front matter and a Markdown digest.

What is written here is read back by `pressmark.library.loading.load` as the same paper.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.library.paper import RECORDS, SECTION_FIELDS, SECTIONS, name_of_parts

if TYPE_CHECKING:
    from pressmark.library.paper import Paper


def record_text(paper: Paper) -> str:
    """The record file of a paper, ending with a newline."""
    front: dict[str, Any] = {}
    for name in (field.name for field in fields(paper)):
        value = getattr(paper, name)
        if name in ("id", *SECTION_FIELDS) or not value:
            continue
        if name in RECORDS:
            front[name] = [_mapping(record) for record in value]
        else:
            front[name] = list(value) if isinstance(value, tuple) else value
    text = yaml.dump(
        front, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**20
    )
    digest = "".join(
        f"\n## {section}\n\n{content}\n"
        for section in SECTIONS
        if (content := getattr(paper, section.lower()))
    )
    return f"---\n{text}---\n{digest}"


def _mapping(record: Any) -> str | dict[str, str]:
    """The values of a person, a figure or the like; a person with a name only is a text, and one
    with the parts of a name has no name besides."""
    values = {key: value for key, value in asdict(record).items() if value}
    if values.get("name") == name_of_parts(values):
        del values["name"]
    return values["name"] if values.keys() == {"name"} else values
