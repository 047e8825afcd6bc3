"""The theme is drawn again when anything that it depends on has changed, and only then."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from pressmark.base import hashing
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError
from pressmark.build.build import build
from pressmark.theme.drawing import Drawing, drawing_key
from tests.house import PLAIN, built, differing, files_of
from tests.invented import invented_house

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ABOUT = "content/pages/about.md"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house for tests that leave it as it was."""
    return invented_house(tmp_path_factory.mktemp("drawn") / "house")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house with a configuration that inherits, a hook and a package, which tests may change."""
    house = invented_house(tmp_path / "house")
    (house / "mkdocs.yml").rename(house / "base.yml")
    base = (house / "base.yml").read_text(encoding="utf-8")
    (house / "base.yml").write_text(
        base.replace("generator/pressmark/hook.py", "hook.py"), encoding="utf-8"
    )
    (house / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    (house / "hook.py").write_text("# a hook\n", encoding="utf-8")
    (house / "packages" / "dependency-1.0.dist-info").mkdir(parents=True)
    (house / "code").mkdir()
    (house / "code" / "module.py").write_text("# code\n", encoding="utf-8")
    monkeypatch.setattr(hashing, "PACKAGE", house / "code")
    monkeypatch.setattr(
        "pressmark.base.hashing.sysconfig",
        SimpleNamespace(get_path=lambda _: str(house / "packages")),
    )
    monkeypatch.delenv("SITE_URL", raising=False)
    yield house
    hashing.program_key.cache_clear()


def key(house: Path, *, strict: bool = False) -> bytes:
    hashing.program_key.cache_clear()
    return drawing_key(house / "mkdocs.yml", strict=strict)


def appended_to(name: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        path = house / name
        path.write_text(path.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")

    return change


def written(name: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text("new", encoding="utf-8")

    return change


def renamed(name: str, other: str) -> Callable[[Path], None]:
    def change(house: Path) -> None:
        (house / name).rename(house / other)

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
def test_the_key_changes_with(change: Callable[[Path], None], house: Path) -> None:
    before = key(house)
    change(house)
    assert key(house) != before


def test_the_key_changes_with_a_variable_that_the_configuration_names(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(house)
    monkeypatch.setenv("SITE_URL", "https://papers.example/")
    assert key(house) != before


def test_the_key_changes_with_a_hand_written_page_wherever_docs_dir_leads(house: Path) -> None:
    base = (house / "base.yml").read_text(encoding="utf-8")
    assert "docs_dir: content/pages" in base
    (house / "base.yml").write_text(base.replace("content/pages", "docs"), encoding="utf-8")
    before = key(house)
    appended_to(ABOUT)(house)
    assert key(house) != before


def test_the_key_changes_with_strictness(house: Path) -> None:
    assert key(house, strict=True) != key(house)


def touched(house: Path) -> None:
    for path in house.rglob("*.*"):
        if path.is_file() and path.is_relative_to(house) and not path.is_symlink():
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
def test_the_key_does_not_change_with(change: Callable[[Path], None], house: Path) -> None:
    before = key(house)
    change(house)
    assert key(house) == before


def test_the_key_does_not_change_with_a_variable_that_no_one_names(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(house)
    monkeypatch.setenv("SITE_COLOUR", "red")
    assert key(house) == before


def test_a_configuration_that_inherits_from_itself_has_a_key(house: Path) -> None:
    (house / "mkdocs.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    before = key(house)
    appended_to("mkdocs.yml")(house)
    assert key(house) != before


def test_what_was_drawn_is_kept_and_is_the_same(shared: Path) -> None:
    with Drawing(shared / "mkdocs.yml", shared / ".build", strict=False) as first:
        one = first.result()
    with Drawing(shared / "mkdocs.yml", shared / ".build", strict=False) as second:
        assert second.is_kept
        assert second.result() == one


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null"])
def test_facts_that_are_damaged_are_drawn_again(shared: Path, spoilt: str) -> None:
    facts = shared / ".build" / "drawn" / "facts.json"
    facts.parent.mkdir(parents=True, exist_ok=True)
    facts.write_text(spoilt, encoding="utf-8")
    with Drawing(shared / "mkdocs.yml", shared / ".build", strict=False) as drawing:
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
    ("link", "found"),
    [
        ("papers/paper99.md", "which the library does not make"),
        ("papers/paper3.md#findings", "but the page has no such place"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_finding_with_its_line(
    shared: Path, page: Path, link: str, found: str
) -> None:
    line = append(page, f"[A paper]({link})")

    with pytest.raises(InvalidLibraryError) as caught:
        build(shared / "mkdocs.yml", jobs=1, with_search=False)

    (finding,) = caught.value.findings
    assert str(finding) == (
        f"{ABOUT}:{line}: a link leads to {link}, {found}. Mend or remove the link."
    )
