"""Pages that share an outline are what their template draws, whatever the template does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.render.environment import Templates
from pressmark.render.renderer import Renderer
from pressmark.site.page import Lens, Page
from tests.render.test_renderer import SITE, templates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pressmark.site.page import View

PAPERS = [validated(Paper, {"id": f"p{n}", "title": f"Paper {n} & more"}) for n in range(4)]
CHIPS = [("a", "A & B", 1), ("c", "C", 2)]
NAMES = ("Ada Quill", "<Bén> & {{ Oar }}", "`~~~`", "a\tb", "", "\ufeffFinn", "李 明 " * 500)
SHARED = {
    "shows": "<h1>{{ name }}</h1>\n<ol>\n{{ entries(root, papers) }}\n</ol>",
    "shows twice": '<h1>{{ name }}</h1><p title="{{ name }}">{{ papers | length }}</p>',
    "shows chips": "<h1>{{ name }}</h1>\n{{ chips(root, 'tags/', terms, 2) }}\n"
    "{{ chips('./', 'authors/', terms) }}",
    "asks whether there are any": "<h1>{{ name }}</h1>{% if terms %}some{% endif %}",
    "asks whether there is one": "<h1>{{ name if name else 'nobody' }}</h1>",
    "asks the page": "<h1>{{ name }} {{ page.section }}</h1>{{ entries(root, papers) }}",
}
ONE_BY_ONE = {
    "asks for the length": "<h1>{{ name | length }}</h1>",
    "compares": "<h1>{% if name == 'Ada Quill' %}her{% else %}{{ name }}{% endif %}</h1>",
    "asks for a part": "<h1>{{ name[:2] }}</h1>",
    "calls a method": "<h1>{{ name.upper() }}</h1>",
    "filters": "<h1>{{ name | lower }}</h1>",
    "looks in": "<h1>{{ 'yes' if 'Ada' in name else 'no' }}</h1>",
    "joins and counts": "<h1>{{ ('x' ~ name) | length }}</h1>",
    "goes through a list": "<h1>1</h1>{% for paper in papers %}{{ paper.title }}{% endfor %}",
    "takes one of a list": "<h1>{{ papers[0].id }}</h1>",
    "begins a line with it": "<h1>1</h1>\n  {{ name }}",
    "asks the page for more": "<h1>{{ page.title }}</h1>",
}


def take(shows: tuple[View]) -> tuple[Any, tuple[Any, ...]]:
    (view,) = shows
    return (len(view["terms"]), len(view["papers"])), (view["name"], view["terms"], view["papers"])


def put(view: View, shown: Sequence[Any]) -> View:
    name, terms, papers = shown
    return {**view, "name": name, "terms": terms, "papers": papers}


def pages(lens: Lens | None) -> list[Page]:
    views = [
        {"name": name, "terms": CHIPS[: number % 3], "papers": PAPERS[number % 2 :]}
        for number, name in enumerate(NAMES * 3)
    ]
    return [
        Page(
            f"things/{number}/",
            "thing",
            "things/",
            f"Title {number}",
            "",
            dict,
            (view,),
            lens=lens,
        )
        for number, view in enumerate(views)
    ]


def drawn(folder: Path, text: str, lens: Lens | None, calls: list[str]) -> list[bytes]:
    renderer = Renderer(
        Templates([templates(folder / "t", thing=f"<div>{text}</div>")], folder / "kept", b"k"),
        SITE,
        Library({}, {}, {}),
    )
    draw = renderer._draw

    def counted(name: str, view: Any) -> str:
        calls.append(name)
        return draw(name, view)

    renderer._draw = counted  # type: ignore[method-assign]
    return [renderer.body(page) for page in pages(lens)]


@pytest.mark.parametrize(
    ("text", "is_shared"),
    [(text, text in SHARED.values()) for text in (*SHARED.values(), *ONE_BY_ONE.values())],
    ids=[*SHARED, *ONE_BY_ONE],
)
def test_a_page_is_what_its_template_draws(text: str, is_shared: bool, tmp_path: Path) -> None:
    alone: list[str] = []
    together: list[str] = []
    wanted = drawn(tmp_path, text, None, alone)
    assert drawn(tmp_path, text, Lens(take, put), together) == wanted
    assert alone.count("thing") == len(wanted)
    if is_shared:
        # Six outlines, each drawn twice and seen once before; and names that are no plain line.
        strange = sum(not name or not name.isprintable() for name in NAMES) * 3
        assert together.count("thing") <= 6 * 3 + strange < len(wanted) + 6 * 2


def put_unmeasured(view: View, shown: Sequence[Any]) -> View:
    name, terms, papers = shown
    return {**view, "name": name, "terms": terms.unmeasured(), "papers": papers}


@pytest.mark.parametrize(
    ("text", "is_shared"),
    [
        ("<h1>{{ name }}</h1>{% if terms %}\n{{ chips(root, 'tags/', terms) }}{% endif %}", True),
        ("<h1>{{ name }}</h1>{{ terms | length }}", False),
    ],
    ids=["shows", "counts"],
)
def test_a_list_may_be_of_any_length_unless_its_template_asks_for_that(
    text: str, is_shared: bool, tmp_path: Path
) -> None:
    alone: list[str] = []
    together: list[str] = []
    lens = Lens(lambda shows: (None, take(shows)[1]), put_unmeasured)
    assert drawn(tmp_path, text, lens, together) == drawn(tmp_path, text, None, alone)
    # Outlines with terms and without, with a name and without, and names that are no plain line.
    assert (together.count("thing") < alone.count("thing")) == is_shared
