"""A library has the package's templates, and its own in the place of those that it overrides."""

from __future__ import annotations

import os
import re
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pressmark.base import template_folders
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError
from pressmark.base.palette import STYLE_SHEET
from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.build.build import build
from pressmark.build.preview.server import Preview
from pressmark.theme.drawing import theme_key
from tests.effort import drawn
from tests.invented import invented_project
from tests.processes import until
from tests.project import PLAIN, PRESSED, built, differing, files_of, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAPER = "papers/paper3/index.html"
# What a paper's page has between the tags of its heading.
HEADING = "{{ paper.title | with_formulas(formulas) }}</h1>"
FRAME = "theme/main.html"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented library without templates of its own, built."""
    project = invented_project(tmp_path_factory.mktemp("templates") / "project")
    shutil.rmtree(project / "templates")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return project


@pytest.fixture
def project(bare: Path, tmp_path: Path) -> Path:
    """A copy of that, for tests to change."""
    return shutil.copytree(bare, tmp_path / "project")


@pytest.fixture(scope="module")
def plain(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Its site, each page drawn by MkDocs."""
    copy = tmp_path_factory.mktemp("plain") / "project"
    return built(shutil.copytree(bare, copy), PLAIN)


def override(project: Path, name: str, old: str, new: str) -> Path:
    """Give the project a template of its own: the package's with other words."""
    text = (PACKAGE_TEMPLATES / name).read_text(encoding="utf-8")
    assert old in text
    path = project / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def site_of(project: Path) -> dict[str, bytes]:
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return files_of(project / "site")


def test_a_library_without_templates_is_as_one_with_copies_of_all(
    bare: Path, project: Path
) -> None:
    shutil.copytree(PACKAGE_TEMPLATES, project / "templates")
    assert differing(site_of(project), files_of(bare / "site")) == []


def test_single_templates_are_overridden_and_given_back(bare: Path, project: Path) -> None:
    page = override(project, "paper.html", HEADING, f"Own: {HEADING}")
    frame = override(project, FRAME, "Made with", "Drawn by")

    site = site_of(project)

    assert b"<h1>Own: " in site[PAPER]
    assert all(b"Drawn by pressmark" in site[name] for name in (PAPER, "404.html"))
    assert b"<h1>Own: " not in site["papers/index.html"]
    frame.unlink()
    page.unlink()
    assert differing(site_of(project), files_of(bare / "site")) == []


def test_overridden_templates_are_the_same_pressed_and_drawn(project: Path) -> None:
    override(project, "paper.html", HEADING, f"Own: {HEADING}")
    override(project, FRAME, "Made with", "Drawn by")
    override(project, STYLE_SHEET, "#1d5f57", "#aa3311")
    build(project / "mkdocs.yml", jobs=1)
    site = files_of(project / "site")

    assert b"#aa3311" in site["assets/stylesheets/embed.css"]
    assert differing(built(project, PLAIN), site) == []


def test_hand_written_pages_have_the_usual_extensions_beside_a_library_s_own(
    project: Path, plain: dict[str, bytes]
) -> None:
    name = "about/index.html"
    assert b'title="Link to this section"' in plain[name]
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("markdown_extensions: [toc: {permalink: Here}, abbr]\n")
    with (project / "content" / "pages" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n*[HD]: Harbour Days\n\n## At HD\n\nAt *night*{.note}.\n")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    changed = files_of(project / "site")[name]
    assert b'title="Harbour Days"' in changed
    assert b">Here</a>" in changed
    assert b'class="note"' in changed
    assert changed == built(project, PLAIN)[name]


def test_a_change_of_the_package_s_templates_is_seen(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded = shutil.copytree(PACKAGE_TEMPLATES, tmp_path / "upgraded")
    monkeypatch.setattr(template_folders, "PACKAGE_TEMPLATES", upgraded)
    page = upgraded / "paper.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(HEADING, f"Upgraded: {HEADING}"), encoding="utf-8")
    override(project, "theme/404.html", "<h1>", "<h1>Own: ")
    before = theme_key(project / "mkdocs.yml", strict=False)

    assert b"<h1>Upgraded: " in site_of(project)[PAPER]
    assert theme_key(project / "mkdocs.yml", strict=False) == before
    (upgraded / FRAME).write_text("another frame", encoding="utf-8")
    assert theme_key(project / "mkdocs.yml", strict=False) != before


def test_a_template_that_is_written_while_the_preview_runs_is_shown(project: Path) -> None:
    preview = Preview(project / "mkdocs.yml")
    preview.read()
    stop = preview.watch()

    def is_shown(words: str) -> bool:
        return words.encode() in preview.answer("papers/paper3/")[2]

    try:
        # A folder and a file in it may be noticed one by one.
        for words in ("First: ", "Second: "):
            assert not is_shown(words)
            override(project, "paper.html", HEADING, f"{words}{HEADING}")
            until(partial(is_shown, words))
    finally:
        stop()
        preview.close()


@pytest.mark.parametrize("plugins", drawn(["[]", "[pressmark]"], 1))
def test_a_configuration_that_names_the_hook_builds_the_same_site(
    project: Path, plugins: str, plain: dict[str, bytes]
) -> None:
    shutil.copytree(PACKAGE_TEMPLATES, project / "templates")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    older = (
        "theme:\n  name: material\n  custom_dir: templates/theme\n  language: en\n  font: false\n"
        "  favicon: assets/images/favicon.svg\n"
        f"hooks: [{PACKAGE_TEMPLATES.parent / 'hook.py'}]\nplugins: {plugins}\n"
        "extra_css: [assets/stylesheets/pressmark.css, assets/stylesheets/search.css]\n"
        "markdown_extensions: [attr_list, pymdownx.highlight]\n"
    )
    newer = "theme: material\nplugins: [pressmark]\n"
    assert newer in text
    (project / "mkdocs.yml").write_text(text.replace(newer, older), encoding="utf-8")

    assert differing(built(project, PLAIN), plain) == []


def _not_utf8(templates: Path) -> None:
    (templates / "paper.html").write_bytes(b"<p>\ncaf\xe9\n")


def _itself(templates: Path) -> None:
    (templates / "paper.html").write_text('<p>\n{% include "paper.html" %}\n')


def _two_in_a_circle(templates: Path) -> None:
    (templates / "paper.html").write_text('{% include "other.html" %}\n')
    (templates / "other.html").write_text('\n{% include "paper.html" %}\n')


def _pipe(templates: Path) -> None:
    os.mkfifo(templates / "paper.html")


def _lost_link(templates: Path) -> None:
    (templates / "paper.html").symlink_to(templates / "gone.html")


def _circle_of_folders(templates: Path) -> None:
    (templates / "parts").symlink_to(templates)


def _file(templates: Path) -> None:
    templates.rmdir()
    templates.write_text("<p>")


def _link_to_itself(templates: Path) -> None:
    templates.rmdir()
    templates.symlink_to(templates)


def _theme_in_a_circle(templates: Path) -> None:
    include = '{% block content %}\n{% include "404.html" %}{% endblock %}'
    _write(templates / "theme" / "404.html", '{% extends "main.html" %}\n' + include)


def _theme_too_deep(templates: Path) -> None:
    text = (PACKAGE_TEMPLATES / FRAME).read_text(encoding="utf-8")
    _write(templates / FRAME, f"{{# Own #}}{text}\n{{{{ {'(' * 3_000}1{')' * 3_000} }}}}")


def _theme_that_fails(templates: Path) -> None:
    block = "{% block content %}\n{{ 1 / 0 }}{% endblock %}"
    _write(templates / "theme" / "404.html", '{% extends "main.html" %}\n' + block)


def _theme_not_utf8(templates: Path) -> None:
    text = (PACKAGE_TEMPLATES / FRAME).read_bytes()
    _write(templates / FRAME, b"{# caf\xe9 #}" + text)


def _styles_not_utf8(templates: Path) -> None:
    _write(templates / STYLE_SHEET, (PACKAGE_TEMPLATES / STYLE_SHEET).read_bytes() + b"/* \xe9 */")


def _pipe_in_the_theme(templates: Path) -> None:
    path = templates / "theme" / "assets" / "own.css"
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def _macros_of_themselves(templates: Path) -> None:
    text = (PACKAGE_TEMPLATES / "macros.html").read_text(encoding="utf-8")
    own = '\n{% import "macros.html" as own with context %}'
    _write(templates / "macros.html", own + text)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


FAULTS: dict[Callable[[Path], None], str] = {
    _not_utf8: "paper.html:2: byte 0xe9 is not UTF-8",
    _itself: "paper.html:2: the template includes or calls itself",
    _two_in_a_circle: "the template includes or calls itself, perhaps by way of another",
    _pipe: "paper.html is not a regular file",
    _lost_link: "paper.html is not a regular file",
    _circle_of_folders: "parts leads back to a folder that it is in",
    _file: "templates is not a folder",
    _link_to_itself: "templates is not a folder",
    _theme_in_a_circle: "theme/404.html:1: the template includes or calls itself",
    _theme_too_deep: "theme/main.html:LINE: nested too deeply",  # wherever the stack was full
    _theme_that_fails: "theme/404.html:3: division by zero",
    _theme_not_utf8: "theme/main.html:1: byte 0xe9 is not UTF-8",
    _styles_not_utf8: "byte 0xe9 is not UTF-8",
    _pipe_in_the_theme: "own.css is not a regular file",
    _macros_of_themselves: "macros.html:2: the template includes or calls itself",
}


@pytest.mark.parametrize("fault", drawn(FAULTS, 10))
def test_templates_that_cannot_be_read_are_named_both_ways_and_nothing_is_written(
    fault: Callable[[Path], None], project: Path
) -> None:
    before = files_of(project / "site")
    (project / "templates").mkdir()
    fault(project / "templates")
    told = re.escape(FAULTS[fault]).replace("LINE", r"\d+")
    with pytest.raises((BuildError, InvalidLibraryError), match=told):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
    if fault in drawn(FAULTS, 2):
        result = run(project, PLAIN)
        assert re.search(told, result.stderr)
        assert "Traceback" not in result.stderr
    assert files_of(project / "site") == before


def test_what_an_editor_keeps_beside_a_template_is_no_template(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / ".#paper.html").symlink_to("somebody@somewhere.1234")
    before = files_of(project / "site")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    assert files_of(project / "site") == before


# Builds that are no part of this process; a run that is no long one tries the first or the last.
WAYS = ((PLAIN, "mkdocs"), (PRESSED, "zensical"))


def test_a_page_that_an_extension_can_not_go_down_into_is_a_finding_both_ways(
    project: Path,
) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("markdown_extensions: [md_in_html]\n")
    head = "---\ntitle: Deep\ndescription: Deep.\n---\n\n"
    text = head + '<div markdown="1">\n\n' * 600 + "x\n\n" + "</div>\n\n" * 600
    (project / "content" / "pages" / "deep.md").write_text(text, encoding="utf-8")
    before = files_of(project / "site")
    said = r"content/pages/deep\.md:\d+: the page is nested deeper than it can be drawn"

    with pytest.raises(BuildError, match=said):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
    for way, program in drawn(WAYS, 1):
        result = run(project, way, {"THEME_PROGRAM": program})
        assert re.search(said, result.stderr)
        assert "Traceback" not in result.stderr
    assert files_of(project / "site") == before


def test_a_style_sheet_among_hand_written_pages_that_is_not_utf8_is_a_finding_both_ways(
    project: Path,
) -> None:
    sheet = project / "content" / "pages" / "assets" / "stylesheets" / "own.css"
    _write(sheet, b"p {}\n/* caf\xe9 */")
    said = "content/pages/assets/stylesheets/own.css:2: byte 0xe9 is not UTF-8"

    with pytest.raises(BuildError, match=said):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
    for way, program in drawn(reversed(WAYS), 1):
        result = run(project, way, {"THEME_PROGRAM": program})
        assert said in result.stderr
        assert "Traceback" not in result.stderr
