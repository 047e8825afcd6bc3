"""A group's library reads as the group's own: selected papers first, its members set off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pressmark.build.build import build
from tests.invented import Content, invented_project
from tests.project import PLAIN, built, differing, files_of

if TYPE_CHECKING:
    from pathlib import Path

MANY = tuple(f"Given{number} Fam{number}" for number in range(9))
OWN = 'class="pm-own"'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = invented_project(tmp_path_factory.mktemp("group") / "project")
    content = Content(digests={})
    content.papers["paper2"]["selected"] = True
    content.papers["paper5"]["selected"] = True
    content.papers["paper7"]["authors"] = (*MANY, "Ada Quill")
    content.write(project)
    configuration = project / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(text.replace("extra:\n", "extra:\n  people: [Ada Quill, No One]\n"))
    build(configuration, jobs=1, with_search=False)
    return project


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, bytes]:
    return files_of(project / "site")


def section(files: dict[str, bytes], address: str, heading: str) -> str:
    text = files[f"{address}index.html"].decode()
    return text.partition(f'id="{heading}"')[2].partition("</section>")[0]


def test_selected_papers_come_first_on_the_home_page(files: dict[str, bytes]) -> None:
    selected = section(files, "", "selected")
    assert set(re.findall(r"papers/(paper\d+)/", selected)) == {"paper2", "paper5"}
    home = files["index.html"].decode()
    assert home.index('id="selected"') < home.index('id="newest"')


def test_without_selected_papers_and_members_nothing_is_set_off(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    pages = {name: text.decode() for name, text in files_of(project / "site").items()
             if name.endswith(".html")}  # fmt: skip
    assert not [name for name, text in pages.items() if OWN in text]
    assert 'id="selected"' not in pages["index.html"]
    assert 'id="members"' not in pages["authors/index.html"]


def test_members_are_set_off_wherever_they_are_named(files: dict[str, bytes]) -> None:
    paper = r'<a class="pm-own" href="[^"]*authors/ada-quill/">Ada Quill</a>'
    for address in ("papers/paper7/", "papers/", "themes/lamps/", "authors/ada-quill/"):
        text = files[f"{address}index.html"].decode()
        assert re.search(paper, text), address
        assert set(re.findall(r'class="pm-own" href="[^"]*authors/([^"]*)/"', text)) == {
            "ada-quill"
        }


def test_a_member_who_comes_late_among_the_authors_is_named_in_lists(
    files: dict[str, bytes],
) -> None:
    text = files["authors/given0-fam0/index.html"].decode()
    names = re.findall(r"authors/([^\"/]*)/\">[^<]*</a>", text.partition('class="pm-by"')[2])
    assert names[:5] == [*(f"given{number}-fam{number}" for number in range(4)), "ada-quill"]
    assert "and 5 others" in text


def test_the_index_of_authors_begins_with_the_members(files: dict[str, bytes]) -> None:
    members = section(files, "authors/", "members")
    assert re.findall(r"authors/([^\"/]*)/", members) == ["ada-quill"]
    assert "No One" not in members


def test_both_ways_of_building_set_the_same_people_off(project: Path) -> None:
    pressed = files_of(project / "site")
    plain = built(project, PLAIN, {"TZ": "UTC"})
    assert [name for name in differing(pressed, plain) if not name.startswith("pagefind/")] == []
