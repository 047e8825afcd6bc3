"""The navigation of a library that sets none leads to the pages that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.library.relations import relate
from pressmark.site import configuration
from pressmark.site.plan import plan
from pressmark.theme.drawing import theme_key
from pressmark.theme.navigation import navigation

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyLibrary

DEFAULT = configuration.defaults()["nav"]
PAGE = "---\ntitle: A page\ndescription: Of words.\n---\n\n# A page\n"


def files(items: list[object], root: Path) -> list[object]:
    """What the items of a navigation lead to."""
    found = navigation({"nav": items}, root)
    return [next(iter(item.values())) if isinstance(item, dict) else item for item in found]


def test_hand_written_pages_are_in_it_as_far_as_there_are_some(tiny_library: TinyLibrary) -> None:
    tiny_library.write("pages/about.md", PAGE)
    tiny_library.write("pages/visit.md", PAGE)
    tiny_library.write("pages/more/far.md", PAGE)

    assert files(DEFAULT, tiny_library.root) == [
        *("index.md", "papers.md", "themes.md", "tags.md", "authors.md", "years.md", "venues.md"),
        *("explore.md", "map.md", "browse.md", "compare.md", "paths.md", "new.md"),
        *("reading-list.md", "search.md", "about.md", "subscribe.md", "visit.md"),
    ]


def test_no_more_than_a_hundred_further_pages_are_in_it(tiny_library: TinyLibrary) -> None:
    for number in range(120):
        tiny_library.write(f"pages/page{number:03}.md", PAGE)

    found = files(DEFAULT, tiny_library.root)

    assert found[found.index("page000.md") :] == [f"page{number:03}.md" for number in range(100)]


def test_a_navigation_of_its_own_is_left_as_it_is(tiny_library: TinyLibrary) -> None:
    own = [{"Home": "index.md"}, {"Gone": "gone.md"}]
    assert files([*own], tiny_library.root) == ["index.md", "gone.md"]


@pytest.mark.parametrize(
    ("file", "index"),
    [("themes.yml", "themes.md"), ("tags.yml", "tags.md")],
)
@pytest.mark.parametrize("text", ["", "# Nothing yet.\n\n  # lamps:\n", None])
def test_an_index_of_nothing_is_not_in_it(
    tiny_library: TinyLibrary, file: str, index: str, text: str | None
) -> None:
    before = theme_key(tiny_library.config_file, strict=False)
    assert index in files(DEFAULT, tiny_library.root)

    (tiny_library.content / file).unlink()
    if text is not None:
        tiny_library.write(file, text)

    assert index not in files(DEFAULT, tiny_library.root)
    assert theme_key(tiny_library.config_file, strict=False) != before


def test_keywords_of_many_records_at_once_are_tags(tiny_library: TinyLibrary) -> None:
    (tiny_library.content / "tags.yml").unlink()
    tiny_library.write("papers.csl.jsonl", "")
    assert "tags.md" in files(DEFAULT, tiny_library.root)


@pytest.mark.parametrize(
    ("file", "text", "is_shown"),
    [
        (
            "sources.jsonl",
            '{"paper": "fog", "source": "refs.bib", "facts": {"kind": "book"}}',
            True,
        ),
        ("sources.jsonl", '{"paper": "fog", "source": "list.txt", "facts": {}}', False),
        ("papers.csl.jsonl", '{"id": "fog", "type": "book", "title": "Fog"}', False),
        ("more.txt", "", False),
    ],
)
def test_kinds_are_in_it_where_a_source_says_them(
    tiny_library: TinyLibrary, file: str, text: str, is_shown: bool
) -> None:
    before = theme_key(tiny_library.config_file, strict=False)
    tiny_library.write(file, text)
    assert ("kinds.md" in files(DEFAULT, tiny_library.root)) is is_shown
    assert (theme_key(tiny_library.config_file, strict=False) != before) is is_shown
    library = tiny_library.load()
    pages = plan(library, relate(library), "").addresses
    assert any("kinds/" in addresses for addresses in pages) is is_shown


def test_kinds_are_in_it_where_the_configuration_lists_sources(tiny_library: TinyLibrary) -> None:
    settings = {"nav": DEFAULT, "extra": {"sources": ["refs.bib"]}}
    assert {"Kinds": "kinds.md"} in navigation(settings, tiny_library.root)
    assert {"Kinds": "kinds.md"} not in navigation({"nav": DEFAULT}, tiny_library.root)


FIGURES = "figures:\n- what: lamps\n  value: '40'\n"


@pytest.mark.parametrize(
    ("file", "text", "is_shown"),
    [
        ("papers/fog.md", f"---\ntitle: Fog\nsuggested: [theme]\n{FIGURES}---\n", True),
        (
            "papers/fog.md",
            "---\ntitle: Fog\nsuggested: [theme]\nfigures: [{what: x, value: '1'}]\n---\n",
            True,
        ),
        (
            "papers/fog.md",
            f"---\ntitle: Fog\nsuggested: [theme]\n---\n\n## Finding\n\n{FIGURES}",
            False,
        ),
        (
            "papers.jsonl",
            '{"id": "fog", "title": "Fog", "suggested": ["theme"], '
            '"figures": [{"what": "x", "value": "1"}]}',
            True,
        ),
        (
            "papers.jsonl",
            '{"id": "fog", "title": "Of \\"figures\\": [{", "suggested": ["theme"]}',
            False,
        ),
    ],
)
def test_evidence_is_in_it_where_a_record_has_key_figures(
    tiny_library: TinyLibrary, file: str, text: str, is_shown: bool
) -> None:
    before = theme_key(tiny_library.config_file, strict=False)
    tiny_library.write(file, text)
    assert ("evidence.md" in files(DEFAULT, tiny_library.root)) is is_shown
    assert (theme_key(tiny_library.config_file, strict=False) != before) is is_shown
    library = tiny_library.load()
    pages = plan(library, relate(library), "").addresses
    assert any("evidence/" in addresses for addresses in pages) is is_shown
