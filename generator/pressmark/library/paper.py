"""One paper: the fields of a record in, validated and normalised values out.

The pydantic dataclass here is the record's only definition; its JSON Schema is made from it.
"""

from __future__ import annotations

from copy import copy
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from pressmark.library.values import (
    STRICT,
    Address,
    Arxiv,
    Date,
    Day,
    Doi,
    Line,
    Orcid,
    PageRange,
    Prose,
    Slug,
    Slugs,
    adapter,
    enum,
    one_of,
)

PAPER_TYPES = (
    "method",
    "benchmark",
    "dataset",
    "survey",
    "theory",
    "analysis",
    "system",
    "position",
)
STATUSES = ("withdrawn", "retracted", "superseded")
SUGGESTIBLE = ("theme", "tags")
SECTIONS = ("Problem", "Approach", "Finding")
REQUIRED = ("date", "type", "theme", "tags", "tldr")
SECTION_FIELDS = tuple(section.lower() for section in SECTIONS)


PaperType = Annotated[str, one_of(PAPER_TYPES), enum(PAPER_TYPES)]
Status = Annotated[str, one_of(STATUSES), enum(STATUSES)]
Suggestible = Annotated[str, one_of(SUGGESTIBLE), enum(SUGGESTIBLE)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Author:
    """A person as the paper names them, given name first."""

    name: Line
    orcid: Orcid = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Figure:
    """A key figure as the paper reports it."""

    what: Line
    value: Line


def _author(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


People = tuple[
    Annotated[Author, BeforeValidator(_author, json_schema_input_type=str | Author)], ...
]


@dataclass(frozen=True, slots=True, config=STRICT)
class Paper:
    """A paper's record: facts from its front matter, a digest from its body.

    `id` is the file's stem, the BibTeX key and the last part of the page's address. Optional text
    is an empty string when absent. `date` is EDTF level 0, `added` the day on which the library
    took the paper in, and a range of `pages` has one hyphen. `suggested` names the fields that a
    program filled in and no curator has confirmed; only such a record may lack facts and digest.
    """

    id: Slug
    title: Line
    authors: People = ()
    date: Date = ""
    type: PaperType = ""
    venue: Line = ""
    publisher: Line = ""
    volume: Line = ""
    issue: Line = ""
    pages: PageRange = ""
    arxiv: Arxiv = ""
    doi: Doi = ""
    url: Address = ""
    links: dict[Slug, Address] = Field(default_factory=dict)
    theme: Slug = ""
    also: Slugs = ()
    tags: Slugs = ()
    tldr: Line = ""
    figures: tuple[Figure, ...] = ()
    later_title: Line = ""
    sources: tuple[Address, ...] = ()
    added: Day = ""
    status: Status = ""
    redirect_from: Slugs = ()
    suggested: tuple[Suggestible, ...] = ()
    problem: Prose = ""
    approach: Prose = ""
    finding: Prose = ""

    @property
    def year(self) -> str:
        """The year of the paper's date, four digits, or an empty string."""
        return self.date[:4]

    @property
    def is_draft(self) -> bool:
        """Whether a program made the record and no curator has confirmed it."""
        return bool(self.suggested)

    def renamed(self, new_id: str, added: str = "") -> Paper:
        """The same record under another id, `added` on a day unless it has one; both are sound."""
        other = copy(self)
        object.__setattr__(other, "id", new_id)
        object.__setattr__(other, "added", self.added or added)
        return other


def front_matter_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record's front matter, for editors that complete keys."""
    schema = adapter(Paper).json_schema()
    for name in ("id", *SECTION_FIELDS):
        del schema["properties"][name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Front matter of a paper's record",
        "description": "The facts of one paper; its digest stands below them.",
        "required": ["title"],
        "anyOf": [{"required": ["suggested"]}, {"required": list(REQUIRED)}],
    }


def paper_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON Schema of a whole record as it is published, where absent facts are left out and
    every author is an object, and the definitions that it refers to."""
    schema = adapter(Paper).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    for definition in (schema, *definitions.values()):
        definition["additionalProperties"] = False
        for value in definition["properties"].values():
            value.pop("default", None)
    return {**schema, "required": ["id", "title"]}, definitions
