"""An invented library of a dozen papers on lamps and tides, small enough to build many times."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.base.disk import write_tree
from pressmark.base.models import validated
from pressmark.library.importing.record_text import record_text
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Paper
from pressmark.newsletter.selection import text_of
from tests.project import copy_of_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

THEMES = {
    "lamps": {"label": "Lamps", "description": "Light sources along a coast."},
    "tides": {"label": "Tides", "description": "The rise and fall of water."},
    "boats": {"label": "Boats", "description": "What floats, and who rows it."},
    "fog": {"label": "Fog", "description": "What hides the coast."},
}
TAGS = {
    name: {"label": name.capitalize(), "description": f"All about {name}."}
    for name in ("bells", "charts", "counting", "harbour", "night", "oars", "ropes", "storms")
}
VENUES = {"days": {"label": "Harbour Days", "aliases": ["HD"]}}

# Ada Quill is one person in three spellings.
AUTHORS = (
    *("Ada Quill", "Ben Oar", "Ada Quíll", "Cleo Mast", "ADA QUILL", "Dan Keel", "Eve van Rope"),
    *("Finn 42", "李 明"),
)
DATES = ("2021-03-04", "2021-03", "2021", "2022-07", "2023")
VENUE_NAMES = ("", "Harbour Days 2021 (Night)", "HD 2022", "harbour days", "Sea Letters 2023")


# Limits (`pressmark.site.limits`) so low that a dozen papers fill long lists: in parts, by letter
# and year.
LOW_LIMITS = {
    "PART": 2,
    "PAPERS_AT_ONCE": 8,
    "PEOPLE_AT_ONCE": 5,
    "TAGS_AT_ONCE": 5,
    "MOST_FREQUENT": 3,
    "LETTER_PART": 2,
}
# A record's values by field, as its file holds them; an empty one is left out.
Values = dict[str, Any]


# A paper with formulas, and dollars.
MATH: Values = {
    "title": r"Observation 7 in $O(\sqrt{n})$ for $5 & Others",
    "tldr": r"Summary \(x_7\), which costs $7 to $8.",
    "problem": r"Nobody knows $\frac{a}{b}$, `$b$` or $\unknown$:" + "\n\n$$a^2 + b^2$$",
}


# Papers in full, and papers by their title only.
DIGESTS = {
    "2023-01-02": (("paper1", "paper4", "paper2"), ()),
    "2023-01-09": (("paper3",), ("paper0", "paper6", "paper9")),
}


QUERIES = ("how do I tell fog from night?", "lights & <lamps> for somebody new to the coast")
# Key figures, one with all that a figure may say.
FIGURES = (
    {"what": "observations & others", "value": "< 1,200"},
    {
        "what": "observations by night",
        "value": "45.3 %",
        "where": "Table 2",
        "source": "https://observations.example/?a=1&b=2",
    },
)
# The log of changes.
CHANGES: tuple[Values, ...] = (
    {"day": "2022-12-30", "paper": "paper5", "change": "added"},
    {"day": "2023-01-02", "paper": "paper1", "change": "changed", "what": ["summary", "figures"]},
    {"day": "2023-01-02", "paper": "paper4", "change": "retitled", "before": "Lamps, $x$ & Fog"},
    {"day": "2023-01-03", "paper": "paper2", "change": "withdrawn"},
    {"day": "2023-01-03", "paper": "gone", "change": "removed", "before": "A Paper of Long Ago"},
)


def _records() -> Iterator[tuple[str, Values]]:
    themes, tags = list(THEMES)[:3], list(TAGS)[:6]
    for number in range(12):
        names = [AUTHORS[number * step % 8] for step in (1, 3)]
        yield (
            f"paper{number}",
            {
                "title": f"Observation {number} & Others",
                "authors": tuple(dict.fromkeys(names)),
                "date": DATES[number % len(DATES)],
                "type": "method" if number % 2 else "dataset",
                "venue": VENUE_NAMES[number % 4],
                "theme": themes[number % 3],
                "also": (themes[(number + 1) % 3],) if number % 4 == 0 else (),
                "tags": tuple(dict.fromkeys([tags[number % 6], tags[number // 2]])),
                "tldr": f"Summary {number}.",
                "problem": "Nobody *knows*.",
                "approach": "We look.",
                "finding": f"- {number}\n- more",
                "figures": FIGURES if number % 3 == 0 else (),
                "queries": QUERIES if number % 4 == 0 else (),
                **(MATH if number == 7 else {}),
            },
        )


def _paper(name: str, values: Values) -> Paper:
    return validated(Paper, {"id": name, **{key: value for key, value in values.items() if value}})


@dataclass
class Content:
    """What a project is built from: records, vocabulary, abstracts by record, digests by day, a log
    of changes, redirects, other files by path.

    `numbers` are for names that nothing has had yet.
    """

    papers: dict[str, Values] = field(default_factory=lambda: dict(_records()))
    themes: dict[str, dict[str, str]] = field(
        default_factory=lambda: {name: dict(values) for name, values in THEMES.items()}
    )
    tags: dict[str, dict[str, str]] = field(
        default_factory=lambda: {name: dict(values) for name, values in TAGS.items()}
    )
    abstracts: dict[str, str] = field(
        default_factory=lambda: {"paper7": "From $5 to $6.\n\nAt most $\\ell_2$ of it."}
    )
    redirects: dict[str, str] = field(default_factory=dict)
    digests: dict[str, tuple[Sequence[str], Sequence[str]]] = field(
        default_factory=lambda: dict(DIGESTS)
    )
    changes: list[Values] = field(default_factory=lambda: [*CHANGES])
    others: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def write(self, project: Path) -> None:
        """Make the project's records, vocabulary, abstracts and digests these, and other files."""
        content = project / "content"
        records = (
            (f"{name}.md", record_text(_paper(name, values)).encode())
            for name, values in self.papers.items()
        )
        write_tree(content / "papers", records)
        texts = (
            (f"{name}.txt", text.encode())
            for name, text in self.abstracts.items()
            if name in self.papers
        )
        write_tree(content / "abstracts", texts)
        write_tree(content / "digests", self._digest_files())
        (content / "changes.jsonl").write_text("".join(self._changes()), "utf-8")
        for name, values in (("themes", self.themes), ("tags", self.tags), ("venues", VENUES)):
            (content / f"{name}.yml").write_text(
                yaml.dump(values, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8"
            )
        lines = "".join(f"{old}: {new}\n" for old, new in self.redirects.items())
        (content / "redirects.yml").write_text(lines, "utf-8")
        for name, text in self.others.items():
            (project / name).write_text(text, encoding="utf-8")

    def _changes(self) -> Iterator[str]:
        """The log's lines of papers that are there still, and of those that were removed."""
        for entry in self.changes:
            if entry["paper"] in self.papers or entry["change"] == "removed":
                yield f"{json.dumps(entry)}\n"

    def _digest_files(self) -> Iterator[tuple[str, bytes]]:
        """The digests, each with those of its papers that are there still."""
        known = {*self.papers}.union(*(v.get("redirect_from", ()) for v in self.papers.values()))
        for day, (papers, further) in self.digests.items():
            in_full, by_title = (
                tuple(name for name in names if name in known) for names in (papers, further)
            )
            if in_full or by_title:
                newsletter = Newsletter(day, day, day, papers=in_full, further=by_title)
                yield f"{day}.yml", text_of(newsletter).encode()


def invented_project(folder: Path) -> Path:
    """The repository's site and templates with the invented library in a folder of its own."""
    project = copy_of_project(folder)
    (project / "content" / "addresses.txt").unlink()
    Content().write(project)
    return project
