"""A built site is read as browsers and programs read it, and what is wrong in it is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pressmark.base.rules.site import (
    DEAD_ANCHOR,
    DEAD_LINK,
    FETCHED_FROM_ELSEWHERE,
    INCOMPLETE_PAGE,
    REPEATED_ID,
    UNREADABLE_FILE,
)
from pressmark.build import site_check
from pressmark.build.site_check import SiteCheck, check_site
from pressmark.cli.main import main
from tests.invented import invented_project

URL = "https://lamps.example/library/"
PAGE = f"""<!doctype html>
<html><head><title>Lamps</title>
<meta name="description" content="Lamps.">
<link rel="canonical" href="{URL}lamps/">
<link rel="stylesheet" href="../style.css"></head>
<body><h1 id="lamps">Lamps</h1><a href="#lamps">up</a> <a href="https://elsewhere.example/x">x</a>
<p>MARK</p></body></html>
"""


def checked(folder: Path, mark: str = "", url: str = URL, **files: str) -> SiteCheck:
    """What is found in a site of one page, with `mark` on it, and some files."""
    (folder / "lamps").mkdir(parents=True)
    (folder / "lamps" / "index.html").write_text(PAGE.replace("MARK", mark), encoding="utf-8")
    (folder / "style.css").touch()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return check_site(folder, url, Path("site"))


def test_a_sound_site_has_no_findings(tmp_path: Path) -> None:
    found = checked(tmp_path, '<a href="../lamps">a</a> <img src="data:,">', feed_xml="<feed/>")
    assert found == SiteCheck(pages=1, links=6, files=1, findings=[])


def test_a_site_without_an_address_of_its_own_is_checked_too(tmp_path: Path) -> None:
    found = checked(tmp_path, '<a href="../tides/">t</a>', url="/")
    assert [finding.rule for finding in found.findings] == [DEAD_LINK]


@pytest.mark.parametrize(
    ("mark", "rule", "words"),
    [
        ('<a href="../tides/">t</a>', DEAD_LINK, "tides/"),
        ('<a href="../lamps/papers.bib">t</a>', DEAD_LINK, "lamps/papers.bib"),
        (f'<a href="{URL}%C3%A5/">t</a>', DEAD_LINK, "å/"),
        ('<a href="#tides">t</a>', DEAD_ANCHOR, "lamps/#tides"),
        ('<b id="lamps"></b>', REPEATED_ID, "lamps"),
        ("<h1>Again</h1>", INCOMPLETE_PAGE, "main heading"),
        ('<script src="https://elsewhere.example/x.js"></script>', FETCHED_FROM_ELSEWHERE, "x.js"),
        ('<img src="//elsewhere.example/x.png">', FETCHED_FROM_ELSEWHERE, "x.png"),
        (
            '<link rel="dns-prefetch" href="https://elsewhere.example">',
            FETCHED_FROM_ELSEWHERE,
            "https://elsewhere.example",
        ),
        ('<form action="../tides/">t</form>', DEAD_LINK, "tides/"),
    ],
)
def test_what_is_wrong_on_a_page_is_found(
    mark: str, rule: object, words: str, tmp_path: Path
) -> None:
    (finding,) = checked(tmp_path, mark).findings
    assert (finding.rule, str(finding.file)) == (rule, "site/lamps/index.html")
    assert words in finding.found


def test_a_dead_link_is_found_with_its_line(tmp_path: Path) -> None:
    (finding,) = checked(tmp_path, '\n\n<a href="../tides/">t</a>').findings
    assert finding.line == PAGE[: PAGE.index("MARK")].count("\n") + 3


def test_a_place_of_another_page_is_looked_for_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each file is read by itself, and by other processes than this.
    monkeypatch.setattr(site_check, "_ALONE", 0)
    monkeypatch.setattr(site_check, "_STRETCH", 1)
    monkeypatch.setattr(site_check, "cores", lambda: 2)
    page = PAGE.replace('"lamps"', '"low tide"').replace(f"{URL}lamps/", f"{URL}tides/")
    (tmp_path / "tides").mkdir()
    (tmp_path / "tides" / "index.html").write_text(
        page.replace('href="#lamps"', 'href="../lamps/#lamps"'), encoding="utf-8"
    )
    links = '<a href="../tides/#low%20tide">a</a>\n<a href="../tides/?a#high">b</a>'

    check = checked(tmp_path, links)

    (finding,) = check.findings
    assert (finding.rule, str(finding.file)) == (DEAD_ANCHOR, "site/lamps/index.html")
    assert "tides/#high" in finding.found
    assert finding.line == PAGE[: PAGE.index("MARK")].count("\n") + 2
    assert (check.pages, check.links) == (2, 10)


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("../lamps/", True),
        ("..", True),
        ("./../lamps/index.html", True),
        ("?sort=date#lamps", True),
        ("/library/lamps/#lamps", True),
        (f"{URL}lamps/#lamps", True),
        (f"{URL}lamps/../tides/", False),
        ("../../library/lamps/", True),
        ("../../elsewhere/", True),  # not of this site
        ("%6camps/", False),
        ("../%6camps/#l%61mps", True),
        (" ../style.css ", True),
        ("../style.css/", False),
        ("./tides/", False),
    ],
)
def test_addresses_are_resolved_as_browsers_do(
    address: str, is_there: bool, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text('<meta http-equiv="refresh" content="0">', "utf-8")
    check = checked(tmp_path, f'<a href="{address}">a</a>')
    assert [finding.rule for finding in check.findings] == [] if is_there else [DEAD_LINK]


def test_a_page_that_is_no_utf_8_is_found(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_bytes(b"<meta http-equiv=refresh content=0> Z\xfcrich")
    (finding,) = checked(tmp_path).findings
    assert (finding.rule, str(finding.file)) == (UNREADABLE_FILE, "site/old.html")
    assert finding.found.startswith("the file is no valid UTF-8 text: ")


@pytest.mark.parametrize(
    ("name", "text", "format_name"),
    [
        ("feed_xml", "<feed><entry></feed>", "XML"),
        ("feed_json", "{,}", "JSON"),
        ("papers_jsonl", '{"a": 1}\n{"b"\n', "JSON Lines"),
        ("papers_bib", "@article{a,\n  title = {Fog\n", "BibTeX"),
    ],
)
def test_a_file_that_programs_can_not_read_is_found(
    name: str, text: str, format_name: str, tmp_path: Path
) -> None:
    (finding,) = checked(tmp_path, **{name: text}).findings
    assert (finding.rule, finding.found.split(":")[0]) == (
        UNREADABLE_FILE,
        f"the file is no valid {format_name}",
    )


def test_pages_that_lead_on_need_no_heading(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "index.html").write_text(
        '<meta http-equiv="refresh" content="0; url=../lamps/"><title>Moved</title>', "utf-8"
    )
    assert checked(tmp_path).findings == []


def test_the_command_builds_a_library_and_says_what_is_wrong_with_its_site(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    command = ["check", "--built", "-f", str(project / "mkdocs.yml")]

    sound = CliRunner().invoke(main, command)

    assert (sound.exit_code, sound.stderr) == (0, "")
    assert sound.stdout.endswith("files: all fine\n")
    page = project / "content" / "pages" / "about.md"
    page.write_text(page.read_text("utf-8") + '\n<a href="../nowhere/">x</a>\n', "utf-8")

    faulty = CliRunner().invoke(main, command)

    assert faulty.exit_code == 1
    assert "about/index.html" in faulty.stderr
    assert "[PM901]" in faulty.stderr
