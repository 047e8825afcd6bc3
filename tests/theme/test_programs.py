"""Whichever program draws the theme, the site is the same, or differs as the list says."""

from __future__ import annotations

import json
import os
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from pressmark.base.errors import BuildError
from pressmark.base.template_folders import PACKAGE_TEMPLATES, THEME
from pressmark.site import configuration
from pressmark.site.settings import THEME_PROGRAMS
from pressmark.theme import mkdocs, program, zensical
from pressmark.theme.drawing import ThemeRun, theme_key
from pressmark.theme.mends import Mend, mended
from pressmark.theme.program import PROGRAMS, program_name
from tests.conftest import REPOSITORY
from tests.effort import IS_LONG
from tests.effort import drawn as sample
from tests.environments import environment_without
from tests.invented import invented_project
from tests.processes import is_gone, until
from tests.project import (
    HOME,
    PLAIN,
    PRESSED,
    built,
    copy_of_project,
    differing,
    files_of,
    run,
    shared,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pressmark.theme.program import ThemeProgram

    Alike = Callable[[str, str], str]

PLAIN_PROPERDOCS = ("-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml")
BASE = "https://papers.example/library/"
# All that a hand-written page may hold.
WRITTEN = """\
---
title: All of Markdown
description: What a hand-written page may hold.
---

# All of Markdown

!!! note "A note"
    With *text* and `code`.

A footnote[^1], [a page](about.md), [a paper](papers/paper3.md#approach), [a list](tags.md),
[a file](more/plan.txt), [home](index.md), [here](#tables), [itself](all.md#tables),
[mail](mailto:ada@papers.example), [elsewhere](https://papers.example/), <https://papers.example/>.

[^1]: The note.

## Tables

| a | b |
|---|--:|
| 1 | 2 |

## Code { #code-here .special }

```python title="x.py" linenums="1" hl_lines="1"
def f(): pass
```

![A picture](more/plan.png){ width="20" }

```html
<a href="../cite/" class="x">not a link</a>
```

<p>In HTML: <a href="../cite/">a page</a> and <img src="../more/plan.png" alt="a picture"></p>

Or <a href='../cite/#x'>inside</a> of a `<a href="../cite/">` sentence. { #sentence }

- one & "two"
- <b>three</b> <details><summary>four</summary>five</details>
"""


def drawn(project: Path, name: str, *, strict: bool = True) -> dict[str, bytes]:
    """What a program draws of a project, as bytes by path."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("THEME_PROGRAM", name)
        environment.setenv("SITE_URL", BASE)
        with ThemeRun(project / "mkdocs.yml", project / ".build", strict=strict) as theme_run:
            theme_run.result()
    return files_of(project / ".build" / "drawn" / "site")


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What every program draws of a small library, with a page of all Markdown."""
    folder = tmp_path_factory.mktemp("programs")
    drawings = {}
    for name in PROGRAMS:
        project = invented_project(folder / name)
        pages = project / "content" / "pages"
        (pages / "all.md").write_text(WRITTEN, encoding="utf-8")
        (pages / "more").mkdir()
        (pages / "more" / "plan.txt").write_text("a plan", encoding="utf-8")
        (pages / "more" / "plan.png").write_bytes(b"a picture")
        drawings[name] = drawn(project, name)
    return drawings


def test_properdocs_draws_the_bytes_of_mkdocs(drawings: Mapping[str, dict[str, bytes]]) -> None:
    assert differing(drawings["properdocs"], drawings["mkdocs"]) == []


@pytest.mark.long
def test_the_real_library_is_the_same_by_mkdocs_and_properdocs(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = {"SITE_URL": HOME, "THEME_PROGRAM": "properdocs"}
    ours = built(copy_of_project(tmp_path / "project"), PRESSED, environment)
    theirs = files_of(shared(tmp_path_factory, "real"))
    assert len(theirs) > 1000
    assert differing(ours, theirs) == []


def test_zensical_draws_the_same_pages_and_files(drawings: Mapping[str, dict[str, bytes]]) -> None:
    ours, theirs = (
        {path: content for path, content in files.items() if not path.startswith("assets/")}
        for files in (drawings["zensical"], drawings["mkdocs"])
    )

    assert ours.keys() == theirs.keys()
    assert [path for path in differing(ours, theirs) if not path.endswith(".html")] == []


def _settings(match: re.Match[str]) -> str:
    """The settings of the theme's script, in order, without those that one program has only."""
    settings = json.loads(match[1])
    settings.pop("redirect", None)
    settings["translations"].pop("clipboard.error", None)
    settings["search"] = ""  # no page asks for it
    return json.dumps(settings, sort_keys=True)


def _without(pattern: str, put: str | Callable[[re.Match[str]], str] = "") -> Alike:
    """Puts the same in the place of what two programs write in their own ways."""
    found = re.compile(pattern, re.DOTALL)
    return lambda html, _: found.sub(put, html)


def _resolved(html: str, address: str) -> str:
    """A page with every address in it as seen from outside."""
    return re.sub(
        r'(?<= )(href|src|action)="([^"]*)"',
        lambda match: f'{match[1]}="{urljoin(BASE + address, match[2] or ".")}"',
        html,
    )


# What of a page, at its address, is the same again once a difference is set aside.
DIFFERENCES: dict[str, Alike] = {
    "stylesheet": _without(r"assets/stylesheets/(classic/)?main\.\w+\.min\.css", "main.css"),
    "script of hand-written pages": _without(r"assets/javascripts/bundle\.\w+\.min\.js", "main.js"),
    "settings of that script": _without(
        r'<script id="__config" type="application/json">(.*?)</script>', _settings
    ),
    "script for kept choices": _without(r"assets/javascripts/inline-\w+\.js", "inline.js"),
    "menu's veil": _without(r'(?<=<label class="md-overlay" for="__drawer") aria-hidden="true"'),
    "dialog of messages": _without(
        r'(?<= data-md-component="dialog") role="status" aria-atomic="true"'
    ),
    "relative addresses": _resolved,
    "blank lines": _without(r"\n\s*(?=\n)"),
    "footer": _without(r"pressmark(, MkDocs and Material| and Zensical)\.", "pressmark."),
}


def _alike(files: Mapping[str, bytes], but: str = "") -> dict[str, bytes]:
    """Pages with all differences set aside `but` one."""
    pages = {}
    for name, content in files.items():
        if name.endswith(".html"):
            html = content.decode()
            for difference, alike in DIFFERENCES.items():
                if difference != but:
                    html = alike(html, name.removesuffix("index.html").removesuffix("404.html"))
            pages[name] = html.encode()
    return pages


def test_pages_of_zensical_differ_in_what_is_listed_only(
    drawings: Mapping[str, dict[str, bytes]],
) -> None:
    pages = _alike(drawings["zensical"])

    assert len(pages) > 35
    assert differing(pages, _alike(drawings["mkdocs"])) == []


def test_scripts_and_style_sheets_of_the_package_are_the_same(
    drawings: Mapping[str, dict[str, bytes]],
) -> None:
    mkdocs = drawings["mkdocs"]
    own = [path for path in mkdocs if (PACKAGE_TEMPLATES / THEME / path).is_file()]
    light = [path for path in own if path.endswith((".css", ".js"))]

    assert len(light) > 50
    for files in drawings.values():
        assert [path for path in light if files.get(path) != mkdocs[path]] == []


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_listed_difference_is_there(
    drawings: Mapping[str, dict[str, bytes]], difference: str
) -> None:
    ours, theirs = (_alike(drawings[name], difference) for name in ("zensical", "mkdocs"))
    assert differing(ours, theirs) != []


def test_the_documentation_lists_the_differences() -> None:
    text = (REPOSITORY / "docs" / "theme-programs.md").read_text(encoding="utf-8")
    _, _, table = text.partition("| what differs |")
    rows = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)

    assert rows == list(DIFFERENCES)


def test_files_of_the_theme_that_no_page_asks_for_are_left_out(
    drawings: Mapping[str, dict[str, bytes]],
) -> None:
    for files in drawings.values():
        pages = b"".join(content for path, content in files.items() if path.endswith(".html"))
        scripts = [path for path in files if re.search(r"\.\w{8}\.min\.(css|js)$", path)]
        assert scripts != []
        assert [path for path in scripts if path.encode() not in pages] == []
        assert [path for path in files if path.startswith("partials/")] == []


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small library's site, each page drawn by MkDocs."""
    return built(invented_project(tmp_path_factory.mktemp("reference") / "project"), PLAIN)


def test_without_mkdocs_properdocs_makes_the_same_site_either_way(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    python = environment_without(tmp_path / "python", "mkdocs", "zensical")
    project = invented_project(tmp_path / "project")

    assert differing(built(project, PRESSED, python=python), reference) == []
    if IS_LONG:
        (project / "site" / "index.html").write_text("another site", encoding="utf-8")
        assert differing(built(project, PLAIN_PROPERDOCS, python=python), reference) == []


def test_without_mkdocs_and_material_zensical_makes_the_same_pages(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    python = environment_without(
        tmp_path / "python", "mkdocs", "mkdocs-material", "mkdocs-get-deps", "properdocs"
    )
    site = built(invented_project(tmp_path / "project"), PRESSED, python=python)

    pages = {name for name in reference if name.endswith(".html")}
    assert {name for name in site if name.endswith(".html")} == pages


@pytest.mark.long
def test_pages_that_zensical_draws_itself_are_those_that_were_pressed(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    verified = (*PRESSED, "--verify", "20")

    done = run(project, verified, {"THEME_PROGRAM": "zensical"})

    assert done.returncode == 0, done.stderr


def test_without_any_program_the_build_says_what_to_install(tmp_path: Path) -> None:
    python = environment_without(tmp_path / "python", *PROGRAMS)
    done = run(invented_project(tmp_path / "project"), PRESSED, python=python)

    assert done.returncode == 1
    assert "pip install mkdocs-material" in done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return invented_project(tmp_path / "project")


def change(project: Path, name: str, found: str, put: str) -> None:
    """Change a text in a file of the project."""
    text = (project / name).read_text(encoding="utf-8")
    assert text.count(found) == 1
    (project / name).write_text(text.replace(found, put), encoding="utf-8")


@pytest.mark.parametrize("name", sample(PROGRAMS, 2))
def test_a_broken_link_is_told_of_and_stops_a_strict_build(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    about = project / "content" / "pages" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[Gone](gone.md)\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"(?s)about\.md.*gone\.md") as caught:
        drawn(project, name)
    assert "Traceback" not in str(caught.value)

    assert "about/index.html" in drawn(project, name, strict=False)
    assert re.search(r"(?s)about\.md.*gone\.md", capsys.readouterr().err)


@pytest.mark.long
def test_a_broken_link_stops_properdocs_and_the_site_stays(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("as published", encoding="utf-8")
    about = project / "content" / "pages" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[Gone](gone.md)\n", encoding="utf-8")

    done = run(project, PLAIN_PROPERDOCS)

    assert done.returncode == 1
    assert "1 warnings in strict mode: the site stays as it was" in done.stderr
    assert files_of(project / "site") == {"index.html": b"as published"}


@pytest.mark.parametrize("name", sample(PROGRAMS, 2))
def test_the_navigation_shows_sections_and_links_and_no_digests_without_any(
    project: Path, name: str
) -> None:
    for path in (project / "content" / "digests").iterdir():
        path.unlink()
    more = [{"About": "about.md"}, {"Elsewhere": "https://papers.example/"}]
    nav = [
        *(item for item in configuration.defaults()["nav"] if "About" not in item),
        {"More": more},
    ]
    configuration_file = project / "mkdocs.yml"
    text = configuration_file.read_text(encoding="utf-8")
    configuration_file.write_text(f"{text}nav: {json.dumps(nav)}\n", encoding="utf-8")

    files = drawn(project, name)

    bar = (
        files["papers/index.html"].decode().partition('aria-label="Main"')[2].partition("</ul>")[0]
    )
    assert re.findall(r">([^<]+)</a>", bar) == [
        *("Papers", "Themes", "Tags", "Authors", "Years", "Venues", "Explore", "Browse"),
        *("About", "Elsewhere"),
    ]
    assert 'href="https://papers.example/"' in bar
    assert all(b'digests/"' not in files[page] for page in ("index.html", "404.html"))


@pytest.mark.parametrize("name", sample(PROGRAMS, 2))
def test_a_folder_that_the_theme_names_comes_before_all_others(project: Path, name: str) -> None:
    change(project, "mkdocs.yml", "theme: material\n", "theme: {name: material, custom_dir: own}\n")
    (project / "own" / "assets").mkdir(parents=True)
    (project / "own" / "404.html").write_text("Nothing here", encoding="utf-8")
    (project / "own" / "assets" / "new.css").write_text("a {}", encoding="utf-8")
    before = theme_key(project / "mkdocs.yml", strict=False)

    files = drawn(project, name)

    assert files["404.html"] == b"Nothing here"
    assert files["assets/new.css"] == b"a {}"
    assert "assets/stylesheets/pressmark.css" in files
    (project / "own" / "404.html").write_text("Something else", encoding="utf-8")
    assert theme_key(project / "mkdocs.yml", strict=False) != before


def test_the_key_of_kept_drawings_changes_with_the_program(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THEME_PROGRAM", raising=False)
    keys = set()
    for name in PROGRAMS:
        monkeypatch.setattr(program, "_is_installed", name.__eq__)
        keys.add(theme_key(project / "mkdocs.yml", strict=False))

    assert len(keys) == len(PROGRAMS)


@pytest.mark.parametrize("installed", [("mkdocs",), ("properdocs", "zensical"), ("zensical",)])
def test_the_first_that_is_installed_draws(
    installed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_is_installed", installed.__contains__)
    assert program_name({"extra": {"theme_program": ""}}) == installed[0]
    assert program_name({}) == installed[0]


def test_a_program_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_is_installed", {"mkdocs", "properdocs"}.__contains__)
    words = r"zensical, .* is not installed: pip install 'pressmark\[zensical\]'"
    with pytest.raises(BuildError, match=words):
        program_name({"extra": {"theme_program": "zensical"}})


def test_every_program_can_be_named_in_the_settings() -> None:
    assert tuple(PROGRAMS) == THEME_PROGRAMS


def test_a_folder_of_a_programs_name_is_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hugodocs").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(program, "PROGRAMS", {"hugodocs": "hugodocs", **PROGRAMS})
    assert program_name({}) == "mkdocs"


def test_every_program_fulfils_the_protocol() -> None:
    drawers: list[ThemeProgram] = [mkdocs, zensical]
    assert all(callable(drawer.draw) for drawer in drawers)


def test_a_theme_that_has_changed_is_an_error() -> None:
    mends = (Mend(' autocomplete="off"', "", 2),)
    assert mended('<a autocomplete="off"><b autocomplete="off">', "base.html", mends) == "<a><b>"
    with pytest.raises(
        BuildError, match=r"base\.html: .* found 1 times, not 2: the theme has changed"
    ):
        mended('<a autocomplete="off">', "base.html", mends)


def test_a_drawing_that_is_given_up_ends_the_program_that_it_started(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "zensical"
    (package / "templates").mkdir(parents=True)
    frame = "".join(mend.found * mend.times for mend in zensical.MENDS["base.html"])
    (package / "templates" / "base.html").write_text(frame, encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "__main__.py").write_text(
        "import os, pathlib, time\n"
        f"started = pathlib.Path({str(tmp_path / 'started')!r})\n"
        "started.with_suffix('.new').write_text(str(os.getpid()))\n"
        "started.with_suffix('.new').rename(started)\n"
        "time.sleep(600)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(package.parent), prepend=os.pathsep)
    monkeypatch.setenv("THEME_PROGRAM", "zensical")

    with ThemeRun(project / "mkdocs.yml", project / ".build", strict=False):
        while not (tmp_path / "started").is_file():
            time.sleep(0.01)
        started = int((tmp_path / "started").read_text(encoding="utf-8"))

    until(lambda: is_gone(started))
