"""A library that asks for it has pages with a strict content security policy, and is told what the
policy stops in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.build.policy_check import policy_findings
from pressmark.cli.main import main
from pressmark.site.settings import POLICY_TAG
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, pressed

PAGE = "---\ntitle: Lamps\ndescription: Lamps.\n---\n\n# Lamps\n\n{}\n"
if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = "<!doctype html>\n<html><head><title>Lamps</title></head><body>\n"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("<script>a()</script>", "a script in the page's text"),
        ('<script type="module">a()</script>', "a script in the page's text"),
        ("<style>a {}</style>", "a style in the page's text"),
        ('<p STYLE="a: b">c</p>', "style=... of <p>"),
        ("<svg onload='a()'></svg>", "onload=... of <svg>"),
        ('<a href=" javascript:a()">b</a>', "an address that is a script (href=... of <a>)"),
        ("<img src=data:image/gif,>", "a file in an address (data: in src=... of <img>)"),
    ],
)
def test_what_the_policy_stops_on_a_page_is_found_with_its_line(
    mark: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(f"{HEAD}<p>one\n{mark}", encoding="utf-8")
    (finding,) = policy_findings(tmp_path, Path("site"))
    assert (str(finding.file), finding.line) == ("site/a.html", 4)
    assert finding.found == f"the policy of the site stops {words}"


def test_what_the_policy_stops_in_a_style_sheet_is_found_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('a {}\nb { mask: url( "data:image/gif,") }', encoding="utf-8")
    (finding,) = policy_findings(tmp_path, Path("site"))
    assert (str(finding.file), finding.line) == ("site/a.css", 2)


@pytest.mark.parametrize(
    "mark",
    [
        '<script src="a.js"></script>',
        '<script type="application/ld+json">{}</script>',
        "<p>style=x onload=y javascript:z &lt;script> data:image</p>",
        '<p title=" style=x onload=y javascript: data:">z</p>',
        "<!-- <script>a()</script> -->",
    ],
)
def test_nothing_else_is_found(mark: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{HEAD}{mark}", encoding="utf-8")
    assert policy_findings(tmp_path, Path("site")) == []


def strict_project(folder: Path) -> Path:
    """An invented library whose pages carry the policy, with an address that leads on."""
    project = invented_project(folder)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("extra:\n", "extra:\n  strict_policy: true\n")
    config.write_text(text, encoding="utf-8")
    (project / "content" / "redirects.yml").write_text("old/: papers/paper3/\n", "utf-8")
    return project


def drawn(project: Path) -> dict[str, bytes]:
    """Every file of the site that MkDocs makes."""
    return built(project, PLAIN)


@pytest.mark.parametrize("way", [pressed, pytest.param(drawn, marks=pytest.mark.long)])
def test_every_page_carries_the_policy_and_is_the_same_otherwise(
    way: Callable[[Path], dict[str, bytes]], tmp_path: Path
) -> None:
    without = pressed(invented_project(tmp_path / "without"))
    files = way(strict_project(tmp_path / "with"))

    tag = f"\n{POLICY_TAG}".encode()
    assert tag in files.pop("old/index.html")
    carrying = {name for name, content in files.items() if content.count(tag) == 1}
    pages = {name for name in files if name.endswith(".html")}
    assert pages - carrying == {name for name in pages if "/embed/" in name}
    assert differing({n: c.replace(tag, b"") for n, c in files.items()}, without) == []


def test_the_check_of_a_built_site_tells_what_is_stopped(tmp_path: Path) -> None:
    project = strict_project(tmp_path / "project")
    command = ["check", "--built", "-f", str(project / "mkdocs.yml")]
    sound = CliRunner().invoke(main, command)
    page = project / "content" / "pages" / "lamps.md"
    page.write_text(PAGE.format('<p style="color: red">Red</p>'), encoding="utf-8")

    stopped = CliRunner().invoke(main, command)

    assert (sound.exit_code, sound.stderr) == (0, "")
    assert stopped.exit_code == 1
    assert "lamps/index.html" in stopped.stderr
    assert "the policy of the site stops style=... of <p>" in stopped.stderr
