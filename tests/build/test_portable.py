"""Pages of a portable site name files, so that a disk's folders need no server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.build.build import build
from pressmark.build.portable import portable
from tests.invented import invented_project
from tests.project import files_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("../../papers/", "../../papers/index.html"),
        ("../../themes/lamps/#y2021", "../../themes/lamps/index.html#y2021"),
        ("../search/?theme=lamps", "../search/index.html?theme=lamps"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("cite/", "cite/index.html"),
        *(
            (same, same)
            for same in (
                *("#y2021", "feed.xml", "../../feed.xml", "https://papers.example/a/", "/a/"),
                *("mailto:ada@papers.example", "//papers.example/a/", "?sort=date"),
            )
        ),
    ],
)
def test_a_link_to_a_folder_names_its_page(address: str, named: str) -> None:
    for before in ('<a class="x" href="', '<form role="search" action="', '<a href="'):
        assert portable(f'{before}{address}">'.encode()) == f'{before}{named}">'.encode()


def test_a_redirect_names_the_page_that_it_leads_to() -> None:
    page = b'<meta http-equiv="refresh" content="0; url=../../papers/new/#finding">'

    assert b"url=../../papers/new/index.html#finding" in portable(page)


def test_words_that_look_like_links_stay() -> None:
    text = b'<pre>&lt;a href="../papers/"&gt; href="../papers/"</pre><p title="papers/">'

    assert portable(text) == text


def test_what_only_hosts_have_is_asked_of_hosts_only() -> None:
    page = (
        b'<link rel="stylesheet" href="../assets/stylesheets/pressmark.css">'
        b'<link rel="preload" href="f.woff2" as="font" type="font/woff2" crossorigin>\n'
        b'<script type="module" src="../assets/javascripts/pressmark.js"></script>'
        b'<script type="module" src="../assets/javascripts/search-box.js" '
        b'fetchpriority="low"></script>'
    )

    assert portable(page) == (
        b'<link rel="stylesheet" href="../assets/stylesheets/pressmark.css">'
        b'<script defer src="../assets/javascripts/pressmark.js"></script>'
        b'<script src="../assets/javascripts/portable.js" '
        b'data-module="../assets/javascripts/search-box.js"></script>'
    )


def test_a_build_makes_all_pages_anew_when_it_becomes_portable_and_back(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")

    def site(*, is_portable: bool) -> dict[str, bytes]:
        build(project / "mkdocs.yml", jobs=1, with_search=False, portable=is_portable, verify=1)
        return files_of(project / "site")

    hosted, on_disk, again = (
        site(is_portable=False),
        site(is_portable=True),
        site(is_portable=False),
    )

    assert hosted == again
    pages = {name for name in hosted if name.endswith("index.html") and "/embed/" not in name}
    assert pages <= {name for name in hosted if hosted[name] != on_disk[name]}
    assert {name for name in hosted if hosted[name] == on_disk[name]} >= {
        "feed.xml",
        "papers/paper3/cite.bib",
    }
    says_so = {f"{name}/index.html" for name in ("search", "browse", "reading-list")}
    assert all(on_disk[name] == portable(hosted[name]) for name in pages - says_so)
