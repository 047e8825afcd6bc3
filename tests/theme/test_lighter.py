"""The package's scripts and style sheets say in fewer bytes what they said; others stay."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from pressmark.base.template_folders import PACKAGE_TEMPLATES, THEME
from pressmark.build.build import build
from pressmark.theme.lighter import lighter
from tests.browser.visit import package, program
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

OWN = PACKAGE_TEMPLATES / THEME
SCRIPT = "assets/javascripts/search.js"


def told_apart(kind: str, pairs: dict[str, tuple[str, str]]) -> list[str]:
    """The names of the pairs of texts that do not say the same."""
    assert package("eslint", "package.json").is_file()
    done = subprocess.run(
        [program("node", "Node"), "tests/tools/same_code.mjs", kind],
        cwd=REPOSITORY,
        input=json.dumps(pairs),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout)
    return names


@pytest.mark.parametrize("kind", ["js", "css"])
def test_each_of_the_package_says_the_same_in_fewer_bytes(kind: str) -> None:
    files = {file.relative_to(OWN).as_posix(): file for file in sorted(OWN.rglob(f"*.{kind}"))}
    texts = {path: file.read_bytes() for path, file in files.items()}
    light = {path: lighter(path, text) for path, text in texts.items()}

    pairs = {path: (text.decode(), light[path].decode()) for path, text in texts.items()}
    assert told_apart(kind, pairs) == []
    assert len(files) > 10
    assert sum(map(len, light.values())) < 0.85 * sum(map(len, texts.values()))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("js", "a = `${b ? `c` : d} e`", "a=`${b?`c`:d}e`"),
        ("js", "a = /b c/", "a=/bc/"),
        ("css", "a b { color: red }", "a{color:red}"),
        ("css", "a { width: calc(1px + 2px) }", "a{width:calc(1px + 3px)}"),
        ("css", "a { --b: c d }", "a{--b:cd}"),
    ],
)
def test_what_says_something_else_is_told_apart(kind: str, one: str, other: str) -> None:
    assert told_apart(kind, {"same": (one, one), "other": (one, other)}) == ["other"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(SCRIPT, id="one of a library's in the place of the package's"),
        pytest.param("assets/javascripts/own.js", id="one of a library's beside them"),
        pytest.param("assets/stylesheets/main.min.css", id="the theme's"),
        pytest.param("../templates.py", id="no file of the theme"),
    ],
)
def test_files_that_are_not_the_package_s_stay(path: str) -> None:
    assert lighter(path, b"/* kept */\nlet a  =  1;") == b"/* kept */\nlet a  =  1;"


def test_a_site_has_the_lighter_ones(tiny_library: TinyLibrary) -> None:
    build(tiny_library.config_file, jobs=1, with_search=False)

    site, written = tiny_library.root / "site", OWN / SCRIPT
    assert (site / SCRIPT).read_bytes() == lighter(SCRIPT, written.read_bytes())
    assert (site / SCRIPT).stat().st_size < 0.8 * written.stat().st_size
    sheet = (site / "assets/stylesheets/pressmark.css").read_text(encoding="utf-8")
    assert "/*" not in sheet
    assert "@supports not (color:light-dark(red,red))" in sheet
