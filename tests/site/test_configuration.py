"""Settings are read as MkDocs reads them, without MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import BuildError
from pressmark.site import configuration

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = "mkdocs.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_own_settings_go_over_inherited_ones_mapping_by_mapping(tmp_path: Path) -> None:
    written(
        tmp_path, "theme: {a: 1, b: {c: 2, d: 3}}\nnav: [one, two]\nsite_name: Far\n", "far.yml"
    )
    written(tmp_path, "INHERIT: far.yml\ntheme: {a: 4}\n", "near.yml")
    file = written(tmp_path, "INHERIT: near.yml\ntheme: {b: {c: 5}}\nnav: [three]\n")

    assert configuration.own_settings(file) == {
        "theme": {"a": 4, "b": {"c": 5, "d": 3}},
        "nav": ["three"],
        "site_name": "Far",
    }


def test_the_environment_is_asked_before_what_stands_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOWN", "false")
    monkeypatch.delenv("HIDDEN", raising=False)
    file = written(
        tmp_path,
        "a: !ENV [SHOWN, true]\nb: !ENV [HIDDEN, SHOWN, x]\nc: !ENV [HIDDEN, 7]\nd: !ENV HIDDEN",
    )

    assert configuration.own_settings(file) == {"a": False, "b": False, "c": 7, "d": None}


def test_what_only_the_drawing_program_understands_is_written_as_it_was(tmp_path: Path) -> None:
    emoji = "material.extensions.emoji"
    file = written(
        tmp_path,
        f"site_name: Läden\nemoji: !!python/name:{emoji}.twemoji\n"
        "slug: !!python/object/apply:pymdownx.slugs.slugify\n  kwds: {case: lower}\n",
    )

    text = configuration.text_of(configuration.own_settings(file))

    assert "site_name: Läden" in text
    assert f"emoji: !!python/name:{emoji}.twemoji" in text
    assert "!!python/object/apply:pymdownx.slugs.slugify" in text
    assert (
        configuration.text_of(configuration.own_settings(written(tmp_path, text, "again.yml")))
        == text
    )


# Eighteen lists, each of two of the one above it.
SWOLLEN = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 19))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", r"mkdocs\.yml:1: the YAML does not parse"),
        ("a: b\nc: d: e\n", r"mkdocs\.yml:2: the text contains a colon"),
        ('a: b\nc: "\\uD800"\n', r"mkdocs\.yml:2: in double quotes, a backslash"),
        ("a: b\nc: d\0\n", r"mkdocs\.yml:2: the character U\+0000 is not allowed"),
        ("a: b\nc: 2024-99-99\n", r"mkdocs\.yml:2: .*'2024-99-99' looks like a number or a day"),
        (f"a: {'9' * 5000}\n", r"mkdocs\.yml:1: .*looks like a number or a day"),
        (f"a: {'[' * 90_000}", r"mkdocs\.yml:1: values are nested too deeply"),
        ("a: &a [*a]\n", r"mkdocs\.yml:1: values are nested too deeply"),
        (SWOLLEN, r"mkdocs\.yml:17: values are nested too deeply"),
        ("INHERIT: mkdocs.yml\n", r"mkdocs\.yml inherits from itself"),
        ("INHERIT: [a]\n", r"mkdocs\.yml: INHERIT is \['a'\]"),
        ("- a\n", r"mkdocs\.yml holds no settings"),
        ("", r"mkdocs\.yml holds no settings"),
        ("INHERIT: gone.yml\n", r"gone\.yml can't be read"),
    ],
)
def test_a_file_that_holds_no_settings_is_an_error(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BuildError, match=f"(?s){words}"):
        configuration.read(written(tmp_path, text))


def test_a_site_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="set site_name"):
        configuration.site_of(written(tmp_path, "site_url: https://papers.example\n"))
    site = configuration.site_of(written(tmp_path, "site_name: Harbour\nextra:\n"))
    assert (site.name, site.description, site.url) == ("Harbour", "Harbour", "/")


def test_the_defaults_stand_where_a_configuration_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    written(tmp_path / "content" / "pages", "", "own.css")
    file = written(
        tmp_path,
        "site_name: Harbour\ntheme: material\nplugins: [pressmark]\nnav: [index.md]\n"
        "docs_dir: content/pages\n"
        "extra: {license: CC0}\nvalidation: {links: {anchors: ignore}}\n"
        "extra_css: [own.css]\nmarkdown_extensions: [abbr, toc: {permalink: false}]\n",
    )

    settings, defaults = configuration.read(file), configuration.defaults()

    assert settings["theme"] == defaults["theme"]
    assert settings["nav"] == ["index.md"]
    assert settings["plugins"] == ["pressmark"]
    assert settings["extra"] == {**defaults["extra"], "license": "CC0"}
    assert settings["validation"]["links"] == {
        **defaults["validation"]["links"],
        "anchors": "ignore",
    }
    assert settings["extra_css"] == [*defaults["extra_css"], "own.css"]
    extensions = settings["markdown_extensions"]
    assert extensions[-2:] == ["abbr", {"toc": {"permalink": False}}]
    assert [name for name in extensions if "toc" in name] == [{"toc": {"permalink": False}}]
    assert "attr_list" in extensions


def test_a_configuration_in_a_circle_of_links_can_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.symlink_to(file)
    with pytest.raises(BuildError, match=r"mkdocs\.yml can't be read"):
        configuration.read(file)


def test_a_configuration_is_parsed_once_and_lent_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "site_name: !ENV [NAME, Once]\nnav: [one.md]\nextra: {custom: {motto: [Sail]}}\n"
    file = written(tmp_path, text)
    first = configuration.own_settings(file)
    parsed = configuration._constructed.cache_info().misses
    first["nav"].append("two.md")
    first["extra"]["custom"]["motto"].append("Row")
    second = configuration.own_settings(file)
    assert (second["nav"], second["extra"]["custom"]["motto"]) == (["one.md"], ["Sail"])
    assert configuration._constructed.cache_info().misses == parsed
    monkeypatch.setenv("NAME", "Twice")
    assert configuration.own_settings(file)["site_name"] == "Twice"
