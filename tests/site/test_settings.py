"""Settings are typed: what is misspelt or of another type is found, wherever it is written."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.build import build
from pressmark.cli.main import main
from pressmark.site import configuration
from pressmark.site.settings import MATERIAL, Settings
from pressmark.site.settings_page import page
from tests.conftest import REPOSITORY
from tests.invented import invented_project
from tests.project import PLAIN, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyLibrary


def found(library: TinyLibrary, extra: str) -> list[str]:
    """What is found in the tiny library with settings below `extra`."""
    library.config_file.write_text(f"site_name: Harbour\nextra:\n{extra}", encoding="utf-8")
    with pytest.raises(InvalidLibraryError) as caught:
        configuration.read(library.config_file)
    return [str(finding) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("  branch: main\n  paper_fles: false\n", "4: extra.paper_fles: unknown setting. "
         "Did you mean 'paper_files'? A setting of your own templates goes under extra.custom."),
        ("  socail: []\n", "3: extra.socail: unknown setting. Did you mean 'social'?"),
        ("  zzz: 1\n", "3: extra.zzz: unknown setting. Known settings: repository, branch,"),
        ('  list_files: "false"\n', "3: extra.list_files: found 'false'. Write true or false, "
         "without quotes."),
        ("  cards: 1\n", "3: extra.cards: found 1. Write true or false"),
        ("  branch: 1.10\n", "3: extra.branch: found 1.1. Write text, in quotes"),
        ("  footer_only: about/\n", "3: extra.footer_only: found 'about/'. Write a list."),
        ("  footer_only:\n    - about/\n    - 7\n", "5: extra.footer_only[2]: found 7. Write text"),
        ("  custom: [a]\n", "3: extra.custom: found ['a']. Write 'name: value' lines."),
        ("  abstracts: publsh\n", "3: extra.abstracts: 'publsh' is not known. Did you mean "
         "'publish'? Use one of local, publish."),
        ("  theme_program: mkdoc\n", "3: extra.theme_program: 'mkdoc' is not known. Did you mean "
         "'mkdocs'? Use one of mkdocs, properdocs, zensical."),
        ("  theme_program: [mkdocs]\n", "3: extra.theme_program: found ['mkdocs']. Write text"),
        ("  unsubscribe: nowhere\n", "3: extra.unsubscribe[1]: 'nowhere' is neither an e-mail"),
        ("  - a\n", "2: extra: found ['a']. Write 'name: value' lines."),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_found_with_its_line(
    extra: str, words: str, tiny_library: TinyLibrary
) -> None:
    (said,) = found(tiny_library, extra)
    assert said.startswith(f"mkdocs.yml:{words}")


def test_all_wrong_settings_are_found_at_once(tiny_library: TinyLibrary) -> None:
    assert len(found(tiny_library, '  crads: true\n  parquet: "no"\n')) == 2


def test_an_inherited_setting_is_found_where_it_is_written(tiny_library: TinyLibrary) -> None:
    base = tiny_library.root / "base"
    base.mkdir()
    (base / "all.yml").write_text("extra:\n  cards: false\n  data_fils: true\n", encoding="utf-8")
    text = "INHERIT: base/all.yml\nsite_name: Harbour\nextra: {branch: main}\n"
    tiny_library.config_file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidLibraryError, match=r"^base/all\.yml:3: extra\.data_fils: unknown"):
        configuration.read(tiny_library.config_file)


def test_the_environment_is_held_to_the_types_too(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARDS", "nein")
    (said,) = found(tiny_library, "  cards: !ENV [CARDS, true]\n")
    assert said.startswith("mkdocs.yml:3: extra.cards: found 'nein'. Write true or false")
    monkeypatch.setenv("CARDS", "false")
    assert configuration.read(tiny_library.config_file)["extra"]["cards"] is False


@pytest.mark.parametrize("key", MATERIAL)
def test_material_s_own_settings_are_left_to_it(key: str) -> None:
    assert Settings.of({key: {"anything": [1]}}) == Settings()


def test_a_setting_of_a_library_s_own_has_its_place() -> None:
    assert Settings.of({"custom": {"motto": ["Sail", 1]}}).custom == {"motto": ["Sail", 1]}


def test_the_page_of_settings_is_made_of_the_model() -> None:
    """`make docs` writes it anew."""
    assert (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8") == page()
    assert CliRunner().invoke(main, ["explain", "--settings"]).stdout == page()
    assert all(f"| `{field.name}` | " in page() for field in fields(Settings))


def test_a_setting_without_a_value_is_not_set() -> None:
    assert Settings.of({"paper_files": None, "contact": None, "unsubscribe": [None, ""]}) == (
        Settings()
    )


def test_check_lists_wrong_settings_beside_wrong_records(tiny_library: TinyLibrary) -> None:
    text = "site_name: Harbour\nextra:\n  paper_fles: false\n"
    tiny_library.config_file.write_text(text, encoding="utf-8")
    tiny_library.write("papers/notes.txt", "")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "content/papers/notes.txt:1: the file is not a record." in result.stderr
    assert "mkdocs.yml:3: extra.paper_fles: unknown setting." in result.stderr


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    """A project with a misspelt setting."""
    project = invented_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("\nextra:\n", "\nextra:\n  paper_fles: false\n"), "utf-8")
    return project


def test_a_build_stops_before_anything_is_written(misspelt: Path) -> None:
    with pytest.raises(InvalidLibraryError, match=r"mkdocs\.yml:\d+: extra\.paper_fles: unknown"):
        build(misspelt / "mkdocs.yml", jobs=1, with_search=False)
    assert not (misspelt / "site").exists()
    assert not (misspelt / ".build" / "site").exists()


def test_so_does_the_plain_way(misspelt: Path) -> None:
    done = run(misspelt, PLAIN)
    assert done.returncode == 1
    assert "extra.paper_fles: unknown setting. Did you mean 'paper_files'?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (misspelt / "site").exists()
