"""What nobody sane would write into a content folder is refused with its file and line."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.project import load_project
from pressmark.site import configuration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import TinyLibrary

RECORD = {
    "id": "oar2020tide",
    "title": "Tide",
    "date": "2020",
    "type": "method",
    "theme": "tides",
    "tags": ["night"],
    "tldr": "It is.",
    "problem": "a",
    "approach": "b",
    "finding": "c",
}
HALF = "x\ud800"


def found(library: TinyLibrary) -> list[str]:
    try:
        load_project(library.root)
    except InvalidLibraryError as error:
        return [str(finding) for finding in error.findings]
    return []


@pytest.mark.parametrize(
    "values",
    [
        *({key: HALF} for key in ("id", "title", "venue", "theme", "tldr", "url", "note", "isbn")),
        *({key: HALF} for key in ("problem", "approach", "finding", "abstract", "pages")),
        *({key: [HALF]} for key in ("keys", "tags", "redirect_from", "formulas", "authors")),
        {"figures": [{"what": HALF, "value": "1"}]},
        {"links": {HALF: "https://a.example/"}},
        {"links": {"code": f"https://a.example/{HALF}"}},
        {HALF: "x"},
    ],
    ids=lambda values: ascii(next(iter(values))),
)
def test_half_a_character_is_a_finding(
    tiny_library: TinyLibrary, values: dict[str, object]
) -> None:
    tiny_library.write("papers.jsonl", f"\n{json.dumps({**RECORD, **values})}\n")
    (finding,) = found(tiny_library)
    assert finding.startswith("content/papers.jsonl:2: ")
    assert "Write text without halves of characters" in finding
    assert finding.isprintable()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"title": ' + '{"a": ' * 5_000 + "1" + "}" * 5_000 + "}", "nested too deeply"),
        ('{"title": ' + "9" * 5_000 + "}", "a number is too long"),
        ('{"title": 1e999}', "title: found inf. Write text"),
        ('{"title": NaN}', "title: found nan. Write text"),
        (json.dumps({**RECORD, "date": "0000-00-00"}), "'0000-00-00' is not in the calendar"),
        (json.dumps({**RECORD, "date": "99999"}), "'99999' is not a date"),
        (json.dumps({**RECORD, "date": "2024-02-30"}), "'2024-02-30' is not in the calendar"),
        (json.dumps({**RECORD, "date": "٢٠٢٤"}), "'٢٠٢٤' is not a date"),
        (json.dumps({**RECORD, "problem": "> " * 30 + "a"}), "problem: lists, quotes or brackets"),
        (json.dumps({**RECORD, "approach": "[" * 999}), "approach: lists, quotes or brackets"),
        (
            json.dumps({**RECORD, "finding": f"[x]: https://{'a' * 999}\n\n{'[x]' * 9_999}"}),
            "finding: the text names references",
        ),
    ],
)
def test_what_would_overrun_the_program_is_a_finding(
    tiny_library: TinyLibrary, values: str, words: str
) -> None:
    tiny_library.write("papers.jsonl", f"{values}\n")
    assert any(
        each.startswith("content/papers.jsonl:1: ") and words in each
        for each in found(tiny_library)
    )


def test_an_introduction_is_held_to_the_same(tiny_library: TinyLibrary) -> None:
    text = (tiny_library.content / "themes.yml").read_text(encoding="utf-8")
    text += f"  introduction: '{'> ' * 30}a'\n"
    tiny_library.write("themes.yml", text)
    (finding,) = found(tiny_library)
    assert finding.startswith("content/themes.yml:9: tides.introduction: lists, quotes or brackets")


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def file(path: Path) -> None:
    path.write_text("", encoding="utf-8")


@pytest.mark.parametrize("make", [folder, loop, pipe])
@pytest.mark.parametrize(
    "name",
    [
        *("themes.yml", "tags.yml", "venues.yml", "people.yml", "redirects.yml", "addresses.txt"),
        *("papers.jsonl", "papers.csl.jsonl", "abstracts/quill2021counting.txt"),
    ],
)
def test_what_is_no_file_is_a_finding(
    tiny_library: TinyLibrary, name: str, make: Callable[[Path], None]
) -> None:
    path = tiny_library.content / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    assert [
        each for each in found(tiny_library) if each.startswith(f"content/{name}:1: the file can't")
    ]


@pytest.mark.parametrize("make", [file, loop, pipe])
@pytest.mark.parametrize("name", ["digests", "abstracts", "published-abstracts", "pages"])
def test_what_is_no_folder_is_a_finding(
    tiny_library: TinyLibrary, name: str, make: Callable[[Path], None]
) -> None:
    make(tiny_library.content / name)
    (finding,) = found(tiny_library)
    assert finding.startswith(f"content/{name}:1: the file can't be read (")


@pytest.mark.parametrize("make", [file, loop])
def test_records_in_what_is_no_folder_are_a_finding(
    empty_library: TinyLibrary, make: Callable[[Path], None]
) -> None:
    make(empty_library.content / "papers")
    (finding,) = found(empty_library)
    assert finding.startswith("content/papers:1: the file can't be read (")


def test_a_finding_is_one_line_whatever_a_file_is_called(tiny_library: TinyLibrary) -> None:
    text = (tiny_library.content / "papers" / "quill2021counting.md").read_text(encoding="utf-8")
    tiny_library.write("papers/a\nb\x9f.md", text)
    assert all(each.isprintable() for each in found(tiny_library))


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("site_name: 'a\\nb'", 1),
        *((f"site_name: x\n{key}: 'a\\x85b'", 2) for key in ("site_description", "copyright")),
        *((f"site_name: x\n{key}: 'a\\x9fb'", 2) for key in ("site_author", "not_in_nav")),
        ("site_name: x\nextra:\n  license: 'a\\0b'", 3),
        ("site_name: x\nextra:\n  custom:\n    a: ['\\ufeffb']", 4),
        ("site_name: x\nnav:\n- 'a\\x85b': index.md", 3),
        ("site_name: x\nsite_url: 'https://a.example/ b'", 2),
        ("site_name: x\nsite_url: 'https://a.example/<b>'", 2),
        ("site_name: x\nrepo_url: 'https://a.example/\"b'", 2),
    ],
)
def test_a_setting_with_characters_that_break_others_is_a_finding(
    tiny_library: TinyLibrary, setting: str, line: int
) -> None:
    text = setting.replace("'", '"') if '"' not in setting else setting
    tiny_library.config_file.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError) as caught:
        configuration.read(tiny_library.config_file)
    assert [(each.file.name, each.line, each.rule.id) for each in caught.value.findings] == [
        ("mkdocs.yml", line, "PM802")
    ]


@pytest.mark.parametrize("folder", ["site/../content", "/", "./..", "content/../../x/..", ".git/x"])
def test_a_site_takes_the_place_of_nothing_else(tiny_library: TinyLibrary, folder: str) -> None:
    tiny_library.config_file.write_text(f"site_name: x\nsite_dir: {folder}\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError):
        configuration.read(tiny_library.config_file)
