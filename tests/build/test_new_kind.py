"""A new kind of page takes a row of the table, the function that it names and a template."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY
from tests.invented import Content, invented_project
from tests.project import PRESSED, built, differing

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """
    _index("types", "types/", "types:index", label="Types"),
    _list("type", "types/", "types:shelf", feeds=_FEEDS),
"""
VIEWS = """
from pressmark.site.kinds import KINDS
from pressmark.site.lists import ids_of, list_page, list_shelf, papers_by_year, part_keys
from pressmark.site.page import Page


def _groups(library):
    groups = {}
    for paper in library.newest:
        groups.setdefault(paper.type, []).append(paper)
    return {name: tuple(papers) for name, papers in sorted(groups.items()) if name}


def index(content):
    groups = _groups(content.library)
    return Page("types/", "types", "types/", "Types", "By type.", lambda: {"types": list(groups)})


def shelf(content):
    groups = _groups(content.library)

    def page(key):
        name, _ = key
        return list_page("type", key, name, f"Every {name}.", groups[name], _view, (name,))

    return list_shelf(
        "type",
        part_keys(groups.items()),
        page,
        listed=lambda name: ids_of(groups[name]),
        names=lambda paper: (paper.type,) if paper.type else (),
    )


def _view(papers, name):
    return {"heading": name, "years": papers_by_year(papers)}
"""
INDEX = """<div class="pm-page">
{{ crumbs(root) }}
<h1>Types</h1>
<ul>
{% for name in types %}
<li><a href="{{ root }}{{ address("type", name) }}">{{ name }}</a></li>
{% endfor %}
</ul>
</div>
"""
LIST = '{% extends "list.html" %}\n'
# A build for this address; the package is a copy with one kind more.
ADDRESS = "https://lamps.example/"


def project_with_types(folder: Path, content: Content) -> tuple[Path, dict[str, str]]:
    """A project whose pressmark knows pages by type, and the environment to build it in."""
    project = invented_project(folder)
    package = project / "generator" / "pressmark"
    shutil.copytree(
        REPOSITORY / "generator" / "pressmark",
        package,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    table = package / "site" / "kinds.py"
    text = table.read_text(encoding="utf-8")
    rows, end, rest = text.partition("\n)\n\nKINDS: Final")
    assert end
    table.write_text(rows + ROWS.rstrip() + end + rest, encoding="utf-8")
    (package / "site" / "views" / "types.py").write_text(VIEWS, encoding="utf-8")
    (project / "templates" / "types.html").write_text(INDEX, encoding="utf-8")
    (project / "templates" / "type.html").write_text(LIST, encoding="utf-8")
    content.write(project)
    return project, {"PYTHONPATH": str(project / "generator"), "SITE_URL": ADDRESS}


def test_a_kind_that_is_a_row_a_function_and_a_template_has_all_that_kinds_have(
    tmp_path: Path,
) -> None:
    content = Content()
    for values in content.papers.values():
        values["added"] = "2024-01-02"
    project, environment = project_with_types(tmp_path / "edited", content)
    site = built(project, PRESSED, environment)
    methods = {name for name, values in content.papers.items() if values["type"] == "method"}

    page = site["types/method/index.html"].decode()
    assert b'href="../types/method/"' in site["types/index.html"]
    assert set(re.findall(r'href="../../papers/(\w+)/"', page)) == methods
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert data["@type"] == "CollectionPage"
    crumbs = [crumb["name"] for crumb in data["breadcrumb"]["itemListElement"]]
    assert crumbs == ["Home", "Types", "method"]
    assert f'href="{ADDRESS}types/method/feed.xml"' in page
    assert {item["id"] for item in json.loads(site["types/method/papers.json"])} == methods
    assert site["types/method/feed.json"]
    entry = f"<url><loc>{ADDRESS}types/method/</loc><lastmod>2024-01-02</lastmod></url>"
    assert entry in re.sub(r"\s+", "", site["sitemap.xml"].decode())

    # A paper of another type: both pages and what is beside them change, as in a clean build.
    content.papers["paper1"]["type"] = "dataset"
    content.write(project)
    edited = built(project, PRESSED, environment)
    clean, environment = project_with_types(tmp_path / "clean", content)
    assert differing(edited, built(clean, PRESSED, environment)) == []
    assert {"types/method/index.html", "types/dataset/papers.bib"} <= set(differing(site, edited))
