"""Templates draw as Jinja draws them, and what they were compiled to is kept and never stale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError

from pressmark.base.models import validated
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.render.environment import Templates
from pressmark.render.renderer import Renderer
from pressmark.render.shortcuts import ALL, Shortcuts
from pressmark.site.page import Page
from pressmark.site.settings import Site

if TYPE_CHECKING:
    from pathlib import Path

SITE = Site(
    name="Lamps",
    description="Papers on lamps.",
    url="https://lamps.example/",
    repository="https://code.example/lamps",
    branch="main",
    license="CC BY 4.0",
)
MACROS = (PACKAGE_TEMPLATES / "macros.html").read_text(encoding="utf-8")
ENTRY = '<li>\n<a href="{{ root }}papers/{{ id }}/">{{ title }}</a>\n</li>'
VIEW = {"many": ["a", "<b>", "c"], "empty": [], "word": "x & y", "pairs": [("k", 1), ("l", 2)]}
ASKS = (
    '{{ nosuch | default("no") }}{% if nosuch is defined %}{{ nosuch }}{% else %}-{% endif %}'
    "{% if empty %}{% set late = word %}{% endif %}{{ late is defined }}"
)
PIECES = {
    "base.html": "<div>\n<h1>{% block title %}base {{ word }}{% endblock %}</h1>\n"
    "{% for one in many %}{% block item scoped %}<i>{{ one }}</i>{% endblock %}{% endfor %}\n"
    "{% block more %}{% endblock %}</div>",
    "part.html": "<b>{{ word }}</b>",
    "tools.html": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"
    "{% macro around(x) %}{{ x }}{{ caller() }}{{ x }}{% endmacro %}",
    "asks.html": ASKS,
    "asked.html": "{% macro ask() %}" + ASKS + "{% endmacro %}",
}
DRAWN_ALIKE = {
    "escapes": "<h1>{{ word }}</h1>{% for one in many %}{{ one }},{% endfor %}",
    "sets": "{% set y = many[1] %}<h1>{{ y }}</h1>{% if empty %}n{% else %}{{ y }}{% endif %}",
    "includes": '<h1>1</h1>{% include "part.html" %}',
    "imports": '{% import "tools.html" as t %}<h1>{{ t.twice(word) }}</h1>',
    "has a macro": "{% macro m(x, y=2) %}{{ x }}{{ y }}{% endmacro %}<h1>{{ m(word) }}</h1>",
    "calls": '{% from "tools.html" import around %}'
    '<h1>{% call around("a") %}{{ word }}{% endcall %}</h1>',
    "calls by name": "{% macro m(x, y=2) %}{{ x }}{{ y }}{% endmacro %}"
    "<h1>{{ m(y=word, x=1) }}{{ m(*many[:2]) }}{{ m(1, **{'y': word}) }}{{ word.upper() }}</h1>",
    "asks for a name": f"<h1>{ASKS}</h1>",
    "asks in a part": '<h1>{% include "asks.html" %}</h1>',
    "asks in a macro": '{% import "asked.html" as a with context %}<h1>{{ a.ask() }}</h1>',
    "filters": "<h1>{% filter upper %}{{ word }}{% endfilter %}</h1>",
    "loops": "<h1>{% for k, n in pairs %}{{ k }}{{ n }}{{ loop.last }}{% else %}-{% endfor %}</h1>"
    "{% for one in empty %}{% else %}{{ word }}{% endfor %}",
    "has blocks": "<h1>{% block a %}{% block b %}{{ word }}{% endblock %}{% endblock %}</h1>",
}
INHERITS = {
    "fills a block": "{% block more %}<p>{{ many | length }}</p>{% endblock %}",
    "calls its parent": "{% block title %}{{ super() }}!{% endblock %}",
    "sees the loop": "{% block item %}{{ loop.index }}{{ one }}{% endblock %}",
    "sets for a block": '{% set y = word ~ "?" %}{% block more %}{{ y }}{% endblock %}',
}
DRAWN_ALIKE = {
    **{what: f"<div>{text}</div>" for what, text in DRAWN_ALIKE.items()},
    **{what: '{% extends "base.html" %}' + text for what, text in INHERITS.items()},
}


def templates(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {"macros": MACROS, "entry": ENTRY, **texts}.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def page(kind: str = "thing", view: dict[str, Any] = VIEW) -> Page:
    return Page("things/one/", kind, "things/", "One", "", lambda: dict(view))


def body(folder: Path, kept: Path, key: bytes = b"k", view: dict[str, Any] = VIEW) -> str:
    """What the template `thing` of the folder draws."""
    return (
        Renderer(Templates([folder], kept, key), SITE, Library({}, {}, {}))
        .body(page(view=view))
        .decode()
    )


@pytest.mark.parametrize("text", DRAWN_ALIKE.values(), ids=list(DRAWN_ALIKE))
def test_a_template_is_drawn_as_jinja_draws_it(text: str, tmp_path: Path) -> None:
    plain = Environment(
        loader=DictLoader({**PIECES, "thing.html": text}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wanted = plain.get_template("thing.html").render(VIEW)
    pieces = {name.removesuffix(".html"): piece for name, piece in PIECES.items()}
    folder = templates(tmp_path / "t", thing=text, **pieces)
    assert body(folder, tmp_path / "kept") == wanted.strip()
    assert body(folder, tmp_path / "kept") == wanted.strip(), "from what was kept"


@pytest.mark.parametrize("shortcuts", [ALL, Shortcuts(False, False)], ids=["quick", "plain"])
def test_a_template_names_a_page_by_its_kind_and_id(tmp_path: Path, shortcuts: Shortcuts) -> None:
    thing = (
        '<div><h1>{{ address("author", word) }} {{ address("tags") }}</h1>'
        '{% set year = address("year", "20" ~ 21) %}{{ year }}</div>'
    )
    folder = templates(tmp_path / "t", thing=thing)
    shared = Templates([folder], tmp_path / "kept", b"k", shortcuts)
    drawn = Renderer(shared, SITE, Library({}, {}, {})).body(page(view={"word": "ada-quill"}))
    assert drawn == b"<div><h1>authors/ada-quill/ tags/</h1>years/2021/</div>"


def test_a_kind_of_page_that_there_is_not_is_named_with_its_place(tmp_path: Path) -> None:
    folder = templates(tmp_path / "t", thing='<div>\n<h1>{{ address("person", "x") }}</h1></div>')
    with pytest.raises(Exception, match=r"thing\.html:2: 'person' is no kind of page"):
        body(folder, tmp_path / "kept")


def test_each_renderer_draws_for_its_own_site(tmp_path: Path) -> None:
    macro = "{% macro name() %}{{ site.name }}{% endmacro %}"
    thing = (
        '{% import "own.html" as own %}<div><h1>{{ site.name }}</h1>'
        "{{ pm.follow() }}{{ own.name() }}{% include 'part.html' %}</div>"
    )
    folder = templates(tmp_path / "t", own=macro, part="{{ site.name }}", thing=thing)
    shared = Templates([folder], tmp_path / "kept", b"k")
    nowhere = replace(SITE, name="Nowhere", url="/")

    def drawn(site: Site, *, before: Site | None = None) -> bytes:
        if before:
            Renderer(shared, before, Library({}, {}, {})).body(page())
        return Renderer(shared, site, Library({}, {}, {})).body(page())

    of_nowhere, of_lamps = drawn(nowhere), drawn(SITE)
    assert (of_nowhere.count(b"Nowhere"), of_nowhere.count(b"feed.xml")) == (3, 0)
    assert (of_lamps.count(b"Lamps"), of_lamps.count(b"feed.xml")) == (3, 1)
    assert drawn(SITE, before=nowhere) == of_lamps
    assert drawn(nowhere, before=SITE) == of_nowhere


@pytest.mark.parametrize(
    ("thing", "place"),
    [
        ("<div>\n<h1>{{ nosuch }}</h1></div>", "thing.html:2"),
        ("<div>\n<h1>{{ nosuch(word) }}</h1></div>", "thing.html:2"),
        ("<div>\n<h1>{% for one in nosuch.many %}{% endfor %}</h1></div>", "thing.html:2"),
        ("<div>\n{% if nosuch %}{% endif %}<h1></h1></div>", "thing.html:2"),
        ('<div>\n<h1>{% include "part.html" %}</h1></div>', "part.html:2"),
        ('{% import "tools.html" as t %}<div>\n<h1>{{ t.one() }}</h1></div>', "tools.html:2"),
    ],
    ids=["shown", "called", "looped over", "asked", "in a part", "in a macro"],
)
def test_a_name_that_is_not_there_is_told_with_its_place(
    thing: str, place: str, tmp_path: Path
) -> None:
    tools = "{% macro one() %}\n{{ nosuch }}{% endmacro %}"
    folder = templates(tmp_path / "t", thing=thing, part="<b>\n{{ nosuch }}</b>", tools=tools)
    with pytest.raises(Exception, match=rf"{place}: 'nosuch' is undefined"):
        body(folder, tmp_path / "kept")


def test_a_template_may_not_switch_escaping_off(tmp_path: Path) -> None:
    text = "<div>\n{% autoescape false %}<h1>{{ word }}</h1>{% endautoescape %}</div>"
    folder = templates(tmp_path / "t", thing=text)
    with pytest.raises(TemplateSyntaxError, match="may not switch escaping off") as caught:
        body(folder, tmp_path / "kept")
    assert (caught.value.filename, caught.value.lineno) == (str(folder / "thing.html"), 2)


THING = "<div><h1>{{ word }}</h1></div>"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates, as they are compiled."""
    names: list[str] = []
    compile_it: Any = Environment.compile

    def noting(self: Environment, source: object, name: str, *rest: object) -> Any:
        names.append(name)
        return compile_it(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", noting)
    return names


def test_a_template_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    folder = templates(tmp_path / "t", thing=THING)
    first = body(folder, tmp_path / "kept")
    assert sorted(compiled) == ["macros.html", "thing.html"]
    compiled.clear()
    assert body(folder, tmp_path / "kept") == first
    assert compiled == []


def test_a_changed_template_is_compiled_anew(tmp_path: Path, compiled: list[str]) -> None:
    folder = templates(tmp_path / "t", thing=THING)
    body(folder, tmp_path / "kept")
    compiled.clear()
    templates(folder, thing=THING.replace("h1>", "h1> "))
    assert body(folder, tmp_path / "kept") == "<div><h1> x &amp; y</h1> </div>"
    assert compiled == ["thing.html"]


def test_another_version_compiles_anew(tmp_path: Path, compiled: list[str]) -> None:
    folder = templates(tmp_path / "t", thing=THING)
    body(folder, tmp_path / "kept")
    compiled.clear()
    body(folder, tmp_path / "kept", key=b"other")
    assert sorted(compiled) == ["macros.html", "thing.html"]


@pytest.mark.parametrize(
    "left", [0, 3, 40, -1], ids=["empty", "3 bytes", "40 bytes", "all but one"]
)
def test_what_was_kept_may_be_damaged(tmp_path: Path, left: int) -> None:
    folder = templates(tmp_path / "t", thing=THING)
    first = body(folder, tmp_path / "kept")
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(file.read_bytes()[:left])
    assert body(folder, tmp_path / "kept") == first


def test_an_entry_leads_to_the_root_from_wherever_it_stands(tmp_path: Path) -> None:
    folder = templates(
        tmp_path / "t",
        thing="<div><h1>1</h1>\n<ol>\n{{ entries(root, papers) }}\n</ol>\n"
        "{{ entries('./', papers) }}</div>",
    )
    paper = validated(Paper, {"id": "a", "title": "<!root> & <!entries:0>"})
    entry = '<li>\n<a href="{}papers/a/">&lt;!root&gt; &amp; &lt;!entries:0&gt;</a>\n</li>'
    drawn = body(folder, tmp_path / "kept", view={"papers": [paper]})
    near, far = entry.format("../../"), entry.format("./")
    assert drawn == f"<div><h1>1</h1>\n<ol>\n{near}\n</ol>\n{far}</div>"


def test_an_entry_with_chips_is_the_same_on_every_page(tmp_path: Path) -> None:
    folder = templates(
        tmp_path / "t",
        thing="<div><h1>1</h1>{{ chips(root, 'tags/', terms) }}{{ entries(root, papers) }}</div>",
        entry="<li>{{ title }}{{ chips('./', 'tags/', [('b', 'B', 1)]) }}</li>",
    )
    papers = [validated(Paper, {"id": name, "title": name.upper()}) for name in ("p", "q")]
    renderer = Renderer(Templates([folder], tmp_path / "kept", b"k"), SITE, Library({}, {}, {}))
    few, many = (
        renderer.body(page(view={"papers": papers, "terms": [("a", "A", 1)] * count}))
        for count in (0, 3)
    )
    chip = '<li><a class="pm-chip" href="./tags/b/">B <span class="pm-count">1</span></a></li>'
    shown = f"<li>P{chip}</li>\n<li>Q{chip}</li></div>".encode()
    assert few.endswith(shown)
    assert many.endswith(shown)


def test_chips_show_a_count_from_the_least_on(tmp_path: Path) -> None:
    text = "<div><h1>1</h1>{{ chips(root, 'tags/', terms, LEAST) }}</div>"
    terms = [("a", "A & B", 1), ("c", "C", 2), ("a", "A & B", 1)]
    plain, counted = (
        body(
            templates(tmp_path / "t", thing=text.replace("LEAST", least)),
            tmp_path / "k",
            view={"terms": terms},
        )
        for least in ("2", "1")
    )
    one = '<li><a class="pm-chip" href="../../tags/a/">A &amp; B{}</a></li>'
    two = '<li><a class="pm-chip" href="../../tags/c/">C <span class="pm-count">2</span></a></li>'
    count = ' <span class="pm-count">1</span>'
    assert plain == f"<div><h1>1</h1>{one.format('')}\n{two}\n{one.format('')}</div>"
    assert counted == f"<div><h1>1</h1>{one.format(count)}\n{two}\n{one.format(count)}</div>"
