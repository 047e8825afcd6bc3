"""Hand-written pages are read whole or are findings, each with its file and line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pressmark.base.markdown_limits import fault_of
from pressmark.library.loading import handwritten
from pressmark.library.loading.handwritten import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.base.findings import Finding
    from tests.conftest import TinyLibrary

HEAD = "---\ntitle: About\ndescription: About it.\n---\n"
# Twelve lists, each of nine of the one above it.
SWOLLEN = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 13)
)


def found(library: TinyLibrary) -> list[str]:
    findings: list[Finding] = []
    read(library.root, findings)
    return [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Text.\n", "1: the page has no front matter"),
        ("\n" + HEAD, "1: the page has no front matter"),
        ("---\ntitle: About\n", "1: the page has no front matter"),
        ("---\ntitle: About\n---\n", "1: the page's front matter lacks a description"),
        (HEAD.replace("About\n", "[a, b]\n", 1), "2: title: found ['a', 'b']. Write text"),
        (HEAD.replace("About\n", "{a: b}\n", 1), "2: title: found {'a': 'b'}. Write text"),
        (HEAD.replace("About\n", "\n", 1), "2: title: the value is empty"),
        (HEAD.replace("About\n", '"\\uD800"\n', 1), "2: in double quotes, a backslash begins"),
        (HEAD.replace("About\n", "a: b\n", 1), "2: the text contains a colon"),
        (HEAD.replace("About\n", "a\0b\n", 1), "2: the character U+0000 is not allowed"),
        (HEAD.replace("About\n", f"{'[' * 90_000}\n", 1), "2: values are nested too deeply"),
        (HEAD.replace("About\n", "&a [*a]\n", 1), "2: title[1]: a YAML alias was found"),
        (HEAD.replace("title", f"{SWOLLEN}title", 1), "3: a1[1]: a YAML alias was found"),
        (f"{HEAD}\nA.\n\n{'> ' * 30}b\n", "8: lists, quotes or brackets are nested more than 20"),
        (f"{HEAD}\n{'- ' * 2_000}b\n", "6: lists, quotes or brackets are nested more than 20"),
        (f"{HEAD}\nA.\n\n{'[' * 2_000}b\n", "8: lists, quotes or brackets are nested more than"),
        (f"{HEAD}\n{'*a ' * 2_000}b\n", "6: lists, quotes or brackets are nested more than 100"),
        (f"{HEAD}\n{'<a ' * 2_000}b\n", "6: lists, quotes or brackets are nested more than 100"),
        (
            HEAD + "".join(f"{' ' * (4 * n)}!!! note\n\n" for n in range(30)),
            "45: lists, quotes or brackets are nested more than 20",
        ),
        (f"{HEAD}\n{'*' * 2_000}b\n", "6: lists, quotes or brackets are nested more than 100"),
        (
            f"{HEAD}\nA.\n\n[x]: https://a.example/{'b' * 1_000}\n\n{'[x] ' * 2_000}\n",
            "8: the text names references to links so often that it would grow by 2,0",
        ),
        (f"{HEAD}\n*[fog]: {'b' * 1_000}\n\n{'fog ' * 2_000}\n", "6: the text names references"),
        (f"{HEAD}\n{'x' * 1_000_000}", "1: the file has 1,000,045 bytes"),
    ],
)
def test_what_is_wrong_with_a_page_is_said_with_its_line(
    tiny_library: TinyLibrary, text: str, words: str
) -> None:
    tiny_library.write("pages/about.md", text)
    findings = found(tiny_library)
    assert findings[0].startswith(f"content/pages/about.md:{words}")


def test_a_page_that_is_not_utf8_is_a_finding(tiny_library: TinyLibrary) -> None:
    tiny_library.write("pages/about.md", f"{HEAD}\nA.\nCafé\n".encode("latin-1"))
    tiny_library.write("pages/wide.md", f"{HEAD}\nA.\n".encode("utf-16"))
    assert found(tiny_library) == [
        "content/pages/about.md:7: byte 0xe9 is not UTF-8. Save the file as UTF-8. [PM002]",
        "content/pages/wide.md:1: byte 0xff is not UTF-8. Save the file as UTF-8. [PM002]",
    ]


@pytest.mark.parametrize("title", ["2024", "no", "2024-99-99", "1:59:59", "0x1F", "9" * 5_000])
def test_a_title_is_the_text_that_is_written(tiny_library: TinyLibrary, title: str) -> None:
    tiny_library.write("pages/about.md", HEAD.replace("About\n", f"{title}\n", 1))
    texts, _, _ = read(tiny_library.root, [])
    assert texts["about.md"].meta["title"] == title


def test_what_can_not_be_seen_is_left_out_of_a_page(tiny_library: TinyLibrary) -> None:
    tiny_library.write("pages/about.md", f"{HEAD}\nA\0\ufeff\x9f \x02text\x03.\n")
    texts, _, _ = read(tiny_library.root, [])
    assert texts["about.md"].body == "\nA text.\n"


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.md")


def out(path: Path) -> None:
    secret = path.parents[3] / "secret.txt"
    secret.write_text("password: fog", encoding="utf-8")
    path.symlink_to(secret)


def circle(path: Path) -> None:
    path.symlink_to("..", target_is_directory=True)


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("name", ["about.md", "oar.pdf"])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (loop, "the file can't be read (Too many levels of symbolic links)"),
        (dangling, "the file can't be read (No such file or directory)"),
        (out, "the file is a symbolic link that leads out of the library"),
        (circle, "the file can't be read (Is a directory)"),
        (pipe, "the file can't be read (Not a file)"),
    ],
)
def test_what_is_no_file_of_the_library_is_a_finding(
    tiny_library: TinyLibrary, name: str, make: Callable[[Path], None], words: str
) -> None:
    path = tiny_library.content / "pages" / name
    path.parent.mkdir()
    make(path)
    (finding,) = found(tiny_library)
    assert finding.startswith(f"content/pages/{name}:1: {words}")
    assert "fog" not in finding


@pytest.mark.parametrize("make", [loop, pipe, lambda path: path.write_text("")])
def test_pages_that_are_no_folder_are_a_finding(
    tiny_library: TinyLibrary, make: Callable[[Path], None]
) -> None:
    make(tiny_library.content / "pages")
    (finding,) = found(tiny_library)
    assert finding.startswith("content/pages:1: the file can't be read (")


@pytest.mark.parametrize(
    "text",
    [
        "A line to fill in: ______________________________ and another ________________________",
        "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * *",
        "\n".join(f"- [one](https://a.example/{n}) *two* _three_ **four**" for n in range(300)),
        "Intervals: " + ", ".join(f"[{n}, {n + 1})" for n in range(60)),
        "```\n" + "\n".join(f"{' ' * (4 * n)}- {n}" for n in range(60)) + "\n```",
        "\n".join(f"{' ' * (2 * n)}- {n}" for n in range(15)),
        "[x]: https://a.example/\n\n" + "[x] " * 3_000,
        "<p>" * 3_000,
        "```\n" + "if a<b: c[d\n" * 300 + "```\n",
        "".join(f"!!! note\n\n    Text {n}.\n\n" for n in range(60)),
        "".join(f"Term {n}\n:   What it is.\n\n" for n in range(60)),
    ],
)
def test_what_people_write_is_no_fault(text: str) -> None:
    assert fault_of(text) is None


@pytest.mark.parametrize(
    "value", ["About", "a: b # c", " ", "a\u2028b", "a\x85b", "a\ufffeb", "\\t", "it's"]
)
@pytest.mark.parametrize("body", ["\nText.\n", "", "a\rb\n", "a\x00b\n", f"{'> ' * 30}b\n"])
def test_a_page_that_is_read_at_a_glance_is_what_a_close_look_makes_of_it(
    value: str, body: str, tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("description", "title"):
        text = f'---\n{key}: "{value}"\ndescription: "About it."\n---\n{body}'
        tiny_library.write("pages/about.md", text)
        findings: list[Finding] = []
        read_at_once = read(tiny_library.root, findings)
        with monkeypatch.context() as patch:
            patch.setattr(handwritten, "_MOST_AT_A_GLANCE", 0)
            closely: list[Finding] = []
            assert read(tiny_library.root, closely) == read_at_once
        assert closely == findings
