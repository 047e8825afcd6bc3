"""The theme is drawn again when anything that it depends on has changed, and only then."""

from __future__ import annotations

import os
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from pressmark.base import hashing
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError
from pressmark.base.rules.pages import LINK_TO_NO_ANCHOR, LINK_TO_NO_PAGE
from pressmark.build.build import build
from pressmark.theme.drawing import ThemeRun, theme_key
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pressmark.base.rules.rule import Rule

ABOUT = "content/pages/about.md"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for tests that leave it as it was."""
    return invented_project(tmp_path_factory.mktemp("drawn") / "project")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with a configuration that inherits, a hook and a package that tests may change."""
    project = invented_project(tmp_path / "project")
    (project / "mkdocs.yml").rename(project / "base.yml")
    base = (project / "base.yml").read_text(encoding="utf-8")
    (project / "base.yml").write_text(f"{base}hooks: [hook.py]\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    (project / "hook.py").write_text("# a hook\n", encoding="utf-8")
    (project / "packages" / "dependency-1.0.dist-info").mkdir(parents=True)
    (project / "code").mkdir()
    (project / "code" / "module.py").write_text("# code\n", encoding="utf-8")
    monkeypatch.setattr(hashing, "PACKAGE", project / "code")
    monkeypatch.setattr(
        "pressmark.base.hashing.sysconfig",
        SimpleNamespace(get_path=lambda _: str(project / "packages")),
    )
    monkeypatch.delenv("SITE_URL", raising=False)
    yield project
    hashing.program_key.cache_clear()


def key(project: Path, *, strict: bool = False) -> bytes:
    hashing.program_key.cache_clear()
    return theme_key(project / "mkdocs.yml", strict=strict)


def appended_to(name: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        path = project / name
        path.write_text(path.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")

    return change


def written(name: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("new", encoding="utf-8")

    return change


def renamed(name: str, other: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / name).rename(project / other)

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(appended_to("mkdocs.yml"), id="the configuration"),
        pytest.param(appended_to("base.yml"), id="the one it inherits from"),
        pytest.param(appended_to("templates/theme/main.html"), id="a theme file"),
        pytest.param(written("templates/theme/assets/new.css"), id="a new theme file"),
        pytest.param(
            renamed("templates/theme/404.html", "templates/theme/405.html"), id="a file's name"
        ),
        pytest.param(appended_to(ABOUT), id="a hand-written page"),
        pytest.param(written("content/pages/more/plan.png"), id="a file beside them"),
        pytest.param(appended_to("hook.py"), id="a hook"),
        pytest.param(
            renamed("packages/dependency-1.0.dist-info", "packages/dependency-1.1.dist-info"),
            id="a package's version",
        ),
        pytest.param(appended_to("code/module.py"), id="this package's code"),
    ],
)
def test_the_key_changes_with(change: Callable[[Path], None], project: Path) -> None:
    before = key(project)
    change(project)
    assert key(project) != before


def test_the_key_changes_with_a_variable_that_the_configuration_names(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(project)
    monkeypatch.setenv("SITE_URL", "https://papers.example/")
    assert key(project) != before


def test_the_key_changes_with_what_is_to_be_watched(project: Path) -> None:
    appended = (project / "base.yml").read_text(encoding="utf-8") + "watch: [snippets]\n"
    (project / "base.yml").write_text(appended, encoding="utf-8")
    written("snippets/one.txt")(project)
    before = key(project)
    appended_to("snippets/one.txt")(project)
    assert key(project) != before


def test_the_key_changes_with_strictness(project: Path) -> None:
    assert key(project, strict=True) != key(project)


def touched(project: Path) -> None:
    for path in project.rglob("*.*"):
        if path.is_file() and path.is_relative_to(project) and not path.is_symlink():
            os.utime(path, ns=(1, 1))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(touched, id="when a file was written"),
        pytest.param(appended_to("content/papers/paper3.md"), id="a record"),
        pytest.param(appended_to("content/tags.yml"), id="the vocabulary"),
        pytest.param(appended_to("templates/paper.html"), id="a page's template"),
        pytest.param(written("code/module.pyc"), id="compiled code"),
        pytest.param(written("packages/dependency/module.py"), id="a package's other files"),
    ],
)
def test_the_key_does_not_change_with(change: Callable[[Path], None], project: Path) -> None:
    before = key(project)
    change(project)
    assert key(project) == before


def test_the_key_does_not_change_with_a_variable_that_no_one_names(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(project)
    monkeypatch.setenv("SITE_COLOUR", "red")
    assert key(project) == before


def test_what_was_drawn_is_kept_and_is_the_same(shared: Path) -> None:
    with ThemeRun(shared / "mkdocs.yml", shared / ".build", strict=False) as first:
        one = first.result()
    with ThemeRun(shared / "mkdocs.yml", shared / ".build", strict=False) as second:
        assert second.is_kept
        assert second.result() == one


def test_what_was_drawn_strictly_is_kept_for_builds_that_are_not_strict(shared: Path) -> None:
    shutil.rmtree(shared / ".build" / "drawn", ignore_errors=True)
    for strict, is_kept in ((False, False), (True, False), (False, True), (True, True)):
        with ThemeRun(shared / "mkdocs.yml", shared / ".build", strict=strict) as drawing:
            assert drawing.is_kept is is_kept
            drawing.result()


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null"])
def test_facts_that_are_damaged_are_drawn_again(shared: Path, spoilt: str) -> None:
    facts = shared / ".build" / "drawn" / "facts.json"
    facts.parent.mkdir(parents=True, exist_ok=True)
    facts.write_text(spoilt, encoding="utf-8")
    with ThemeRun(shared / "mkdocs.yml", shared / ".build", strict=False) as drawing:
        assert not drawing.is_kept


def append(path: Path, text: str) -> int:
    """Adds a line; returns its number."""
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


@pytest.fixture
def page(shared: Path) -> Iterator[Path]:
    """A hand-written page that is as it was when the test ends."""
    path = shared / ABOUT
    text = path.read_text(encoding="utf-8")
    yield path
    path.write_text(text, encoding="utf-8")


def test_a_strict_build_fails_with_the_words_of_a_warning(shared: Path, page: Path) -> None:
    append(page, "[Nowhere](nowhere.md)")

    with pytest.raises(BuildError) as caught:
        build(shared / "mkdocs.yml", strict=True, jobs=1, with_search=False)

    assert "contains a link 'nowhere.md', but the target is not found" in str(caught.value)
    assert "1 warnings in strict mode" in str(caught.value)


def test_a_build_that_is_not_strict_says_a_warning_and_goes_on(
    shared: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append(page, "[Nowhere](nowhere.md)")

    build(shared / "mkdocs.yml", jobs=1, with_search=False)

    assert "contains a link 'nowhere.md', but the target is not found" in capsys.readouterr().err


def test_a_link_to_a_generated_page_is_the_same_pressed_and_drawn(shared: Path, page: Path) -> None:
    append(
        page,
        "[A paper](papers/paper3.md#approach), [its finding](papers/paper3.md#finding), "
        "[Ada](authors/ada-quill.md#coauthors), [Ben](authors/ben-oar.md), [All](tags.md)",
    )
    plain = built(shared, PLAIN)

    build(shared / "mkdocs.yml", strict=True, jobs=1)

    assert b'<a href="../papers/paper3/#approach">A paper</a>' in plain["about/index.html"]
    assert differing(files_of(shared / "site"), plain) == []


@pytest.mark.parametrize(
    ("link", "rule", "found"),
    [
        ("papers/paper99.md", LINK_TO_NO_PAGE, "which is not a page of the library"),
        ("papers/paper3.md#findings", LINK_TO_NO_ANCHOR, "but the page has no such anchor"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_finding_with_its_line(
    shared: Path, page: Path, link: str, rule: Rule, found: str
) -> None:
    line = append(page, f"[A paper]({link})")

    with pytest.raises(InvalidLibraryError) as caught:
        build(shared / "mkdocs.yml", jobs=1, with_search=False)

    (finding,) = caught.value.findings
    assert str(finding) == (
        f"{ABOUT}:{line}: a link leads to {link}, {found}. Fix or remove the link. [{rule.id}]"
    )
