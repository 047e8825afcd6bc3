"""A preview shows what a build would write, and a template's edit wherever the template stands."""

from __future__ import annotations

import re
import threading
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from pressmark.build.preview.server import Preview, PreviewServer
from tests.invented import invented_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_an_edit_of_a_template_in_a_subfolder_is_shown(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    part, page = project / "templates/parts/note.html", project / "templates/paper.html"
    part.parent.mkdir()
    part.write_text("First note", encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<h1", '{% include "parts/note.html" %}<h1', 1), encoding="utf-8")
    preview = Preview(project / "mkdocs.yml")
    try:
        preview.read()
        assert b"First note" in preview.answer("papers/paper3/")[2]
        part.write_text("Second note", encoding="utf-8")
        preview.read_again()
        assert b"Second note" in preview.answer("papers/paper3/")[2]
    finally:
        preview.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview of a library below a path, which has a redirect."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", "https://papers.example/library/")
        project = invented_project(tmp_path_factory.mktemp("hosted") / "project")
        preview = Preview(project / "mkdocs.yml")
        preview.read()
        yield preview
        preview.close()


@pytest.fixture(scope="module")
def host(preview: Preview) -> Iterator[HTTPConnection]:
    """A connection to the preview's server, which follows nothing by itself."""
    with PreviewServer(("127.0.0.1", 0), preview) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        yield connection
        connection.close()
        server.shutdown()


def ask(
    host: HTTPConnection, address: str, method: str = "GET", **fields: str
) -> tuple[int, dict[str, str], bytes]:
    host.request(method, f"/library/{address}", headers=fields)
    answer = host.getresponse()
    return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()


@pytest.mark.parametrize("address", ["", "papers/", "papers/paper3/", "themes/lamps/", "about/"])
def test_a_page_is_at_its_folder_and_at_the_folders_index(
    host: HTTPConnection, address: str
) -> None:
    folder, index = ask(host, address), ask(host, f"{address}index.html")
    # The search index is made meanwhile, and each page says of which it was told.
    pages = [re.sub(rb' data-index="\d+"', b"", answer[2]) for answer in (folder, index)]

    assert folder[0] == index[0] == 200
    assert pages[0] == pages[1] != b""
    assert folder[1]["content-type"] == index[1]["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", ["papers", "papers/paper3", "papers/paper3/embed", "about"])
def test_a_folder_without_its_slash_is_led_to_it(host: HTTPConnection, address: str) -> None:
    status, fields, content = ask(host, f"{address}?q=a%20b")

    assert (status, content) == (301, b"")
    assert fields["location"] == f"/library/{address}/?q=a%20b"
    assert ask(host, f"{address}/")[0] == 200


@pytest.mark.parametrize(
    "address", ["none", "none/", "papers/none", "papers/paper3.html", "search/index.md", "../x"]
)
def test_what_is_not_there_is_said_on_a_page_whose_links_work_anywhere(
    host: HTTPConnection, address: str
) -> None:
    status, fields, content = ask(host, address)

    assert (status, fields["content-type"]) == (404, "text/html; charset=utf-8")
    assert b'href="/library/assets/stylesheets/pressmark.css"' in content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("papers/paper3/cite.bib", "application/x-bibtex; charset=utf-8"),
        ("papers/paper3/cite.ris", "application/x-research-info-systems; charset=utf-8"),
        ("papers/paper3/index.md", "text/markdown; charset=utf-8"),
        ("papers/paper3/paper.json", "application/json"),
        ("data/papers.csv", "text/csv; charset=utf-8"),
        ("data/papers.jsonl.gz", "application/gzip"),
        ("feed.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("assets/javascripts/pressmark.js", "text/javascript; charset=utf-8"),
        ("assets/fonts/source-sans-3-latin.woff2", "font/woff2"),
        ("assets/images/favicon.svg", "image/svg+xml"),
    ],
)
def test_files_have_their_types_whatever_the_system_knows(
    host: HTTPConnection, name: str, kind: str
) -> None:
    status, fields, content = ask(host, name)
    head = ask(host, name, "HEAD")

    assert (status, fields["content-type"]) == (200, kind)
    assert (head[0], head[2]) == (200, b"")
    assert head[1]["content-length"] == str(len(content))


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-3", 206, 0, 4),
        ("bytes=5-", 206, 5, None),
        ("bytes=-6", 206, -6, None),
        ("bytes=3-999999", 206, 3, None),
        ("bytes=-999999", 206, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=0-1", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("bytes=4-2", 200, 0, None),
        ("bytes=999999-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
    ],
)
def test_a_part_of_a_file_is_given_where_it_is_asked_for(
    host: HTTPConnection, wanted: str, status: int, start: int, end: int | None
) -> None:
    _, _, whole = ask(host, "robots.txt")
    answered, fields, content = ask(host, "robots.txt", Range=wanted)

    assert (answered, content) == (status, whole[start:end])
    assert fields["accept-ranges"] == "bytes"
    if status == 206:
        first = len(whole) + start if start < 0 else start
        held = f"bytes {first}-{first + len(content) - 1}/{len(whole)}"
        assert fields["content-range"] == held
    elif status == 416:
        assert fields["content-range"] == f"bytes */{len(whole)}"


def test_another_path_leads_to_the_site(host: HTTPConnection) -> None:
    host.request("GET", "/")
    answer = host.getresponse()
    answer.read()
    assert (answer.status, answer.getheader("location")) == (302, "/library/")


def test_a_file_elsewhere_is_not_there(host: HTTPConnection) -> None:
    host.request("GET", "/assets/javascripts/missing.js")
    answer = host.getresponse()
    answer.read()
    assert answer.status == 404
