"""How many units in; a library out in which one field of a record, or one file of `content/`, has
that many, and all else is small.

What is ordinary is what a record or a library of some hundred papers has.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.library.paper import FLAGS, LISTS, MAPPINGS, RECORDS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    # Writes a library of so many units into an empty folder.
    Write = Callable[[Path, int], None]

Values = dict[str, Any]


class Case(NamedTuple):
    """What a library has many of, the noun for one of them, how many are ordinary, and what writes
    it."""

    name: str
    unit: str
    ordinary: int
    write: Write


PAPER: Values = {
    "title": "Counting Lamps in the Harbour",
    "authors": ["Ada Quill", "Ben Oar"],
    "date": "2021-03-04",
    "type": "method",
    "theme": "lamps",
    "tags": ["harbour"],
    "tldr": "Lamps are counted from a boat.",
    "added": "2022-01-01",
}
_DIGEST = {"problem": "Few are counted.", "approach": "We row.", "finding": "There are many."}
_THEMES = {"lamps": "Lamps", "tides": "Tides", "boats": "Boats"}


def text_of(words: int) -> str:
    """So many words."""
    return " ".join(f"lamp{number % 97}" for number in range(words))


def write_record(root: Path, values: Values, name: str = "quill2021counting") -> None:
    """A record's file; values are written as JSON, which is YAML too."""
    values = dict(values)
    sections = {key: values.pop(key, text) for key, text in _DIGEST.items()}
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items())
    body = "".join(f"\n## {key.title()}\n\n{text}\n" for key, text in sections.items())
    path = root / "content" / "papers" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", encoding="utf-8")


def write_lines(root: Path, papers: Iterable[Values]) -> None:
    """Records on lines of one file, with the ids that they have."""
    text = "".join(f"{json.dumps(paper)}\n" for paper in papers)
    (root / "content" / "papers.jsonl").write_text(text, encoding="utf-8")


def write_terms(root: Path, file: str, terms: Iterable[tuple[str, Values]]) -> None:
    """A vocabulary, of the id and the values of each term."""
    lines = [f"{name}: {json.dumps(values)}\n" for name, values in terms]
    (root / "content" / file).write_text("".join(lines), encoding="utf-8")


def write_library(
    root: Path, values: Values = PAPER, *, tags: Iterable[str] = ("harbour",)
) -> None:
    """A library of one record, with what it needs."""
    write_record(root, values)
    themes = [(name, {"label": label, "description": label}) for name, label in _THEMES.items()]
    write_terms(root, "themes.yml", themes)
    write_terms(root, "tags.yml", ((tag, {"label": tag, "description": "T"}) for tag in tags))
    (root / "mkdocs.yml").write_text(
        "site_name: Sizes\nsite_url: https://example.org/\nextra: {cards: false}\n", "utf-8"
    )


# Fields: texts of so many words, lists of so many items


_ADDRESS = "https://example.org/"
_TEXTS: dict[str, Callable[[int], str]] = {
    "id": lambda count: "lamps" * count,
    "date": lambda count: "2021-03-04" * count,
    "type": lambda count: "method" * count,
    "arxiv": lambda count: "2103.0000" + "1" * count,
    "doi": lambda count: "10.1234/" + "lamps." * count,
    "url": lambda count: _ADDRESS + "lamps/" * count,
    "theme": lambda count: "lamps" + "-lamps" * (count - 1),
    "pages": lambda count: "1-2" + ",4-5" * (count - 1),
    "added": lambda count: "2022-01-01" * count,
    "status": lambda count: "retracted" * count,
    "kind": lambda count: "book" * count,
    "issued": lambda count: "/".join(["2021"] * count),
    "accessed": lambda count: "2021-03-04" * count,
}
_LISTS: dict[str, Callable[[int], Any]] = {
    "also": lambda count: [f"theme{number}" for number in range(count)],
    "tags": lambda count: [f"tag{number}" for number in range(count)],
    "sources": lambda count: [f"{_ADDRESS}{number}" for number in range(count)],
    "redirect_from": lambda count: [f"old{number}" for number in range(count)],
    "suggested": lambda count: ["tags"] * count,
    "keys": lambda count: [f"Quill{number}" for number in range(count)],
    "formulas": lambda count: [f"$x_{{{number}}}$" for number in range(count)],
    "links": lambda count: {f"copy-{number}": f"{_ADDRESS}{number}" for number in range(count)},
    "authors": lambda count: [f"Ada{number} Quill{number}" for number in range(count)],
    "editors": lambda count: [f"Ben{number} Oar{number}" for number in range(count)],
    "figures": lambda count: [{"what": f"lamps {n}", "value": str(n)} for n in range(count)],
}
# How many words, or items, a field has that is no short text.
_ORDINARY = {"title": 10, "tldr": 25, "problem": 60, "approach": 60, "finding": 60, "note": 10,
             "authors": 5, "tags": 6, "sources": 2, "also": 2}  # fmt: skip
# These are one thing of a certain form, or none.
_ONE = ("id", "date", "type", "arxiv", "theme", "added", "status", "kind", "issued", "accessed",
        "suggested", "doi", "url", "pages")  # fmt: skip


def write_field(field: str, root: Path, count: int) -> None:
    """A record whose field has so many words or items."""
    value: Any
    if field in _LISTS:
        value = _LISTS[field](count)
    else:
        value = _TEXTS[field](count) if field in _TEXTS else text_of(count)
    if field == "id":  # no file has so long a name
        write_library(root)
        write_lines(root, [PAPER | _DIGEST | {"id": value, "title": "Lamps"}])
        return
    write_library(root, PAPER | {field: value}, tags=value if field == "tags" else ("harbour",))
    if field == "also":
        terms = [*_THEMES, *value]
        write_terms(root, "themes.yml", ((n, {"label": n, "description": n}) for n in terms))


def field_cases() -> list[Case]:
    """A case for every field of a record but those that are true or false."""
    fields = [*TEXTS, *LISTS, *MAPPINGS, *RECORDS]
    cases = []
    for field in fields:
        unit = "item" if field in _LISTS else "word"
        ordinary = 1 if field in _ONE else _ORDINARY.get(field, 3)
        cases.append(Case(field, unit, ordinary, partial(write_field, field)))
    if missing := {*_TEXTS, *_LISTS}.difference(fields, FLAGS):
        raise TypeError(f"no field of a record is called {missing}")
    return cases
