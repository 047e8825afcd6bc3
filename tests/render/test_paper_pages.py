"""Pages of papers that share a skeleton are what their template draws of each alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Term, Theme
from pressmark.render.environment import Templates
from pressmark.render.renderer import Renderer
from pressmark.render.shortcuts import Shortcuts
from pressmark.site.plan import plan
from tests.render.test_renderer import SITE

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.site.settings import Site

THEMES = {name: Theme(name, f"{name} & <more>", "Papers.") for name in ("lamps", "tides")}
TAGS = {name: Term(name, name.upper(), "Papers.") for name in ("bells", "charts", "ropes")}
# What records have besides an id and a title; numbers tell papers of one shape apart.
SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"authors": ["Ada Quill", "Ben <Oar>"], "date": "2021-0#", "type": "method"},
    {"authors": [f"Person {letter} #" for letter in "ABCDEFGHIJ"], "date": "202#"},
    {"authors": ["Ada Quill #"], "more_authors": True, "venue": "EMNLP 202# (Findings)"},
    {"doi": "10.1234/a<#>b", "theme": "lamps", "tags": ["bells", "ropes"], "date": "2020-01-0#"},
    {"doi": "10.1234/a#", "kind": "book", "publisher": "Lamp & Co. #", "edition": "#"},
    {"arxiv": "2101.0000#", "theme": "tides", "also": ["lamps"], "suggested": ["theme"]},
    {"kind": "article-journal", "container": "Letters #", "venue": "Letters # 2020", "volume": "#"},
    {"kind": "article-journal", "container": "Letters #", "venue": "Reviews # 2020", "volume": "#"},
    {"authors": ["One person #"]},
    {"sources": ["https://a.example/#", "https://b.example/#"]},
    {"kind": "paper-conference", "container": "Proceedings #", "pages": "1#-2#", "isbn": "#"},
    {"url": "https://lamps.example/#?a=1&b=2", "links": {"code": "https://code.example/#"}},
    {"links": {"pdf": "https://lamps.example/#.pdf"}, "kind": "webpage", "language": "Danish #"},
    {"tldr": "In one `line` ~~~ #"},
    {"status": "retracted", "later_title": "Later #", "venue": "ICML 202#", "theme": "lamps"},
    {"problem": "A *problem* #", "figures": [{"what": "speed", "value": "# m/s"}]},
    {"queries": ["where is light #", "what is <lit>? & why"], "theme": "lamps"},
    {"language": "Danish", "theme": "lamps", "date": "202#"},
    {"title": "מגדלור (#) of lamps", "language": "he", "theme": "lamps", "date": "202#"},
    {"authors": ["Ada Quill", "דנה כהן #"], "container": "כנס #", "kind": "paper-conference"},
    {"tldr": "One says אור (#).", "venue": "ימים 202#"},
)
ABSTRACTS = (
    "",
    "One paragraph of “quotes” & <b> #.",
    "Two paragraphs.\n\nThe second #.",
    "A line\n```\nand a fence #",
    "\u00a0No break, a tab\tand 'quotes' #",
    "An “אור” (#).",
)


def papers() -> tuple[dict[str, Paper], dict[str, str]]:
    """Nine papers of every shape with each of three abstracts, and their abstracts."""
    records, abstracts = {}, {}
    for place, (shape, turn) in enumerate(product(SHAPES, range(3))):
        abstract = ABSTRACTS[place % 6 if turn else 0]
        for number in range(1, 10):
            name = f"p{place}-{number}"
            title = ("Lamps", "<i>Tides</i> & {{ boats }}", "~~~ fog", "灯台", "It's $O(n^2)$")[
                number % 5
            ]
            values = numbered({"id": name, "title": f"{title} {place}", **shape}, str(number))
            records[name] = validated(Paper, values)
            if abstract:
                abstracts[name] = abstract.replace("#", str(number))
    return records, abstracts


def numbered(value: Any, number: str) -> Any:
    if isinstance(value, str):
        return value.replace("#", number)
    if isinstance(value, list):
        return [numbered(item, number) for item in value]
    if isinstance(value, dict):
        return {key: numbered(item, number) for key, item in value.items()}
    return value


RECORDS, TEXTS = papers()
LIBRARY = Library(RECORDS, THEMES, TAGS, abstracts=TEXTS)
PAGES = [page for page in plan(LIBRARY, relate(LIBRARY), "") if page.kind == "paper"]


def drawn(site: Site, folder: Path, shortcuts: Shortcuts) -> tuple[list[bytes], int, bytes]:
    """The bodies of all papers' pages, how often their template drew one, and their entries in
    lists."""
    renderer = Renderer(
        Templates([PACKAGE_TEMPLATES], folder / "kept", b"k", shortcuts), site, LIBRARY
    )
    draw, calls = renderer._draw, []

    def counted(name: str, view: Any) -> str:
        calls.append(name)
        return draw(name, view)

    renderer._draw = counted  # type: ignore[method-assign]
    bodies = [renderer.body(page) for page in PAGES]
    return bodies, calls.count("paper"), renderer.entries.of(b"./", LIBRARY.papers.values())


@pytest.mark.parametrize(
    ("changes", "quick_jinja", "is_shared"),
    [
        ({}, True, True),
        ({"paper_files": False}, True, True),
        ({"citations": False, "repository": ""}, True, True),
        ({"citations": False}, False, True),
        ({"citations": False, "people": ("ada-quill",)}, True, False),
    ],
    ids=["cited", "cited in full", "not cited", "by Jinja alone", "of a group"],
)
def test_a_paper_is_shown_as_if_it_were_the_only_one(
    changes: dict[str, Any], quick_jinja: bool, is_shared: bool, tmp_path: Path
) -> None:
    site = replace(SITE, **changes)
    alone, times_alone, entries_alone = drawn(site, tmp_path, Shortcuts(False, quick_jinja))
    together, times_together, entries_together = drawn(site, tmp_path, Shortcuts(True, quick_jinja))
    for page, one, other in zip(PAGES, alone, together, strict=True):
        assert other == one, page.address
    assert entries_together == entries_alone
    assert times_alone == len(PAGES)
    if is_shared:
        assert times_together < len(PAGES)
