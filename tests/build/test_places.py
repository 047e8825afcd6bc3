"""No two files of a site are at one place, and no redirect where a file is: each is a finding."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.project import load_project

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

PAGE = "---\ntitle: About\ndescription: About it.\n---\n\nText.\n"
TO = "papers/quill2021counting/"


def found(library: TinyLibrary) -> list[str]:
    """What is found in a library, line by line."""
    try:
        load_project(library.root)
    except InvalidLibraryError as error:
        return [str(finding) for finding in error.findings]
    return []


def found_of_redirects(library: TinyLibrary, *olds: str) -> list[str]:
    lines = [f"{json.dumps(old, ensure_ascii=False)}: {TO}\n" for old in olds]
    library.write("redirects.yml", "".join(lines))
    return found(library)


@pytest.mark.parametrize(
    "old",
    [
        *("feed.xml", "llms.txt", "LLMS.TXT", "sitemap.xml", "sitemap-2.xml", "404.html"),
        *("index.html", "redirects.json", "data/papers.json", "papers/papers.bib"),
        *("papers/mast2022flood/index.md", "papers/mast2022flood/cite.bib"),
        *("tags/night/feed.xml", "assets/stylesheets/pressmark.css", "talks/oar.pdf"),
    ],
)
def test_a_redirect_does_not_begin_where_a_file_is(tiny_library: TinyLibrary, old: str) -> None:
    tiny_library.write("pages/talks/oar.pdf", b"pdf")
    assert found_of_redirects(tiny_library, old) == [
        f"content/redirects.yml:1: {old} is a file of the site, which can't redirect. "
        "Remove the line, or rename the file. [PM407]"
    ]


@pytest.mark.parametrize(
    ("old", "file"),
    [
        ("llms.txt/x/", "llms.txt"),
        ("talks/oar.pdf/x/", "talks/oar.pdf"),
        ("papers/mast2022flood/cite.bib/", "papers/mast2022flood/cite.bib"),
        ("about/index.html/x/", "about/index.html"),
    ],
)
def test_a_redirect_does_not_begin_below_a_file(
    tiny_library: TinyLibrary, old: str, file: str
) -> None:
    tiny_library.write("pages/talks/oar.pdf", b"pdf")
    tiny_library.write("pages/about.md", PAGE)
    assert found_of_redirects(tiny_library, old) == [
        f"content/redirects.yml:1: {file} is a file of the site, and nothing can be below it. "
        "Remove the line, or rename the file. [PM407]"
    ]


@pytest.mark.parametrize(
    ("olds", "holds"),
    [
        (["talks.old"], "talks.old/oar.pdf"),
        (["notes.html", "notes.html/"], "notes.html/index.html"),
        (["notes.html", "notes.html/a/"], "notes.html/a/index.html"),
        (["about.us"], "about.us/index.html"),
    ],
)
def test_a_file_that_leads_on_is_no_folder(
    tiny_library: TinyLibrary, olds: list[str], holds: str
) -> None:
    tiny_library.write("pages/talks.old/oar.pdf", b"pdf")
    tiny_library.write("pages/about.us.md", PAGE)
    assert found_of_redirects(tiny_library, *olds) == [
        f"content/redirects.yml:1: {olds[0]} is a folder of the site, which holds {holds}. "
        "Remove the line, or rename the file. [PM407]"
    ]


@pytest.mark.parametrize(
    ("old", "words"),
    [
        ("x" * 241 + "/", "Write at most 1,000 bytes, and 240 between two slashes"),
        ("中" * 81 + ".pdf", "Write at most 1,000 bytes, and 240 between two slashes"),
        ("中/" * 300, "Write at most 1,000 bytes, and 240 between two slashes"),
        ("a/" * 70, "Write at most 1,000 bytes, and 240 between two slashes"),
        ("con/", "Choose another name: Windows keeps con for a device"),
        ("a/Nul/", "Choose another name: Windows keeps Nul for a device"),
        ("aux.pdf", "Choose another name: Windows keeps aux.pdf for a device"),
        ("ASSETS/x/", "differ only in case"),
        ("Data/", "differ only in case"),
    ],
)
def test_an_address_is_one_that_every_file_system_holds(
    tiny_library: TinyLibrary, old: str, words: str
) -> None:
    (finding,) = found_of_redirects(tiny_library, old)
    assert finding.startswith("content/redirects.yml:1: ")
    assert words in finding


@pytest.mark.parametrize("old", ["data/", "assets/", "assets/old.png", "notes.txt", "a/b.html"])
def test_a_redirect_begins_wherever_nothing_is(tiny_library: TinyLibrary, old: str) -> None:
    assert found_of_redirects(tiny_library, old) == []


@pytest.mark.parametrize(
    ("names", "finding"),
    [
        (["about.md", "about/index.md"], "about.md:1: content/pages/about/index.md is at the same"),
        (["about.md", "about/README.md"], "about.md:1: content/pages/about/README.md is at the sa"),
        (["about.md", "about/index.html"], "about/index.html:1: content/pages/about.md is at the "),
        (["about.md", "about"], "about.md:1: content/pages/about is at the same address"),
        (["index.html"], "index.html:1: the library generates a page of this name itself"),
        (["data"], "data:1: the site has a folder of this name"),
        (["papers"], "papers:1: the site has a folder of this name"),
        (["assets"], "assets:1: the site has a folder of this name"),
        (["papers/mast2022flood"], "papers/mast2022flood:1: the site has a folder of this name"),
        (["papers/mast2022flood/cite.bib"], "cite.bib:1: the library generates a page of this"),
        (["llms.txt/x.pdf"], "llms.txt/x.pdf:1: the library generates a page of this name"),
        (["robots.txt.md"], "robots.txt.md:1: the library generates a page of this name"),
    ],
)
def test_two_files_are_not_at_one_place(
    tiny_library: TinyLibrary, names: list[str], finding: str
) -> None:
    for name in names:
        tiny_library.write(f"pages/{name}", PAGE)
    assert [finding in each for each in found(tiny_library)] == [True]


@pytest.mark.parametrize(
    "names", [["404.html"], ["llms.txt"], ["papers/mast2022flood/talk.pdf"], ["about/x.pdf"]]
)
def test_a_file_may_take_the_place_of_one_of_the_whole_site(
    tiny_library: TinyLibrary, names: list[str]
) -> None:
    for name in ["about.md", *names]:
        tiny_library.write(f"pages/{name}", PAGE)
    assert found(tiny_library) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (b"a\nb.md", "the character U+000A"),
        (b"a\tb.pdf", "the character U+0009"),
        (b"a\xc2\x85b.md", "the character U+0085"),
        (b"a\xc2\x9fb.pdf", "the character U+009F"),
        (b"a\xe2\x80\xa8b.md", "the character U+2028"),
        (b"\xef\xbb\xbfa.md", "the character U+FEFF"),
        (b"a\x7fb.md", "the character U+007F"),
        (b"\xff\xfe.pdf", "the character U+DCFF"),
        (b"a\\b.md", "the character U+005C"),
        (b"x" * 241 + b".md", "more than 240 bytes"),
    ],
)
def test_a_name_of_a_file_holds_what_an_address_can(
    tiny_library: TinyLibrary, name: bytes, words: str
) -> None:
    folder = os.fsencode(tiny_library.write("pages/about.md", PAGE).parent)
    with open(os.path.join(folder, name), "wb") as file:  # noqa: PTH118, PTH123 - a name in bytes
        file.write(PAGE.encode())
    (finding,) = found(tiny_library)
    assert f"the file's name has {words}" in finding
    assert finding.isprintable()
    assert finding.endswith("[PM019]")
