"""Spellings of one name are one person, namesakes are several, and every page agrees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.build.project import load_project
from pressmark.cli.main import main
from pressmark.library.paper import Author
from pressmark.library.people import KnownPerson, People
from pressmark.site.settings import Site
from tests.conftest import TIDES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

ORCID, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"
PEOPLE = f"""\
# Who is who.
ada-quill:
  label: Ada Quill
  aliases: [A. Quill, 'Quill, A.']
ada-quill-oslo:
  label: Ada Quill (Oslo)
  aliases: [Ada Quill]
  papers: [night]
ben-oar:
  label: Benjamin Oar
  orcid: {ORCID}
"""
NIGHT = (
    TIDES.replace("A Flood of Tables", "Night")
    .replace("2207.", "2208.")
    .replace("later_title: Reading Tides\n", "")
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def sound(library: TinyLibrary) -> TinyLibrary:
    for command in ("check", "addresses"):
        result = run(command)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
    return library


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """Papers by Ada Quill, twice, by A. Quill, and by two who are called Ben Oar."""
    tiny_library.write("papers/mast2022flood.md", TIDES.replace("Cleo Mast", "A. Quill"))
    tiny_library.write("papers/night.md", NIGHT.replace("Cleo Mast", "Ada Quill\n- Ben Oar"))
    assert run("addresses", "--update").exit_code == 0
    return tiny_library


@pytest.fixture
def known(library: TinyLibrary) -> TinyLibrary:
    """The same, where these are known."""
    library.write("people.yml", PEOPLE)
    run("addresses", "--update")
    return library


# Who it is


@pytest.mark.parametrize(
    ("paper", "author", "among"),
    [
        ("x", Author("Ada Quill"), ["ada-quill"]),
        ("x", Author("A. Quill"), ["ada-quill"]),
        ("x", Author("a quill"), ["ada-quill"]),
        ("night", Author("Ada Quill"), ["ada-quill-oslo"]),
        ("night", Author("A. Quill"), ["ada-quill"]),
        ("x", Author("B. Oar", orcid=ORCID), ["ben-oar"]),
        ("x", Author("Ben Oar"), ["ben-oar"]),
        ("x", Author("Ben Oar", orcid=OTHER), []),
        ("x", Author("Cleo Mast"), ["cleo-mast"]),
    ],
)
def test_a_name_is_of_one_person(paper: str, author: Author, among: list[str]) -> None:
    known = {
        "ada-quill": KnownPerson("ada-quill", "Ada Quill", aliases=("A. Quill",)),
        "ada-quill-oslo": KnownPerson(
            "ada-quill-oslo", "Ada Quill (Oslo)", aliases=("Ada Quill",), papers=("dusk",)
        ),
        "ben-oar": KnownPerson("ben-oar", "Benjamin Oar", orcid=ORCID),
    }
    assert People(known, {"dusk": "night"}).among(paper, author) == among


def test_a_library_without_the_file_goes_by_names_alone(library: TinyLibrary) -> None:
    loaded = library.load()
    assert [*loaded.people] == ["ben-oar", "a-quill", "ada-quill"]
    assert loaded.people["ada-quill"].papers == ("night", "quill2021counting")


def test_spellings_are_joined_and_namesakes_kept_apart(known: TinyLibrary) -> None:
    people = sound(known).load().people
    assert {name: (person.name, person.papers) for name, person in people.items()} == {
        "ada-quill": ("Ada Quill", ("mast2022flood", "quill2021counting")),
        "ada-quill-oslo": ("Ada Quill (Oslo)", ("night",)),
        "ben-oar": ("Benjamin Oar", ("night", "quill2021counting")),
    }


def test_the_address_of_a_further_spelling_redirects(known: TinyLibrary) -> None:
    told = json.loads(run("addresses", "--json").stdout)
    assert told["redirected"] == {
        "authors/a-quill/": "authors/ada-quill/",
        "authors/quill-a/": "authors/ada-quill/",
    }


def test_all_pages_feeds_search_and_data_agree(known: TinyLibrary) -> None:
    project = load_project(known.root)
    site = Site("Lamps", "", "https://a.example/", "", "", "", people=("a-quill",))
    renderer = project.renderer(site)
    pages = {page.address: renderer.body(page).decode() for page in project.plan}
    for address in ("papers/", "papers/night/", "themes/tides/", "tags/night/", "venues/"):
        assert 'authors/a-quill/"' not in pages[address]
    for address in ("papers/", "papers/night/", "tags/night/"):
        assert 'authors/ada-quill-oslo/">Ada Quill</a>' in pages[address]
    for address in ("papers/", "papers/mast2022flood/", "tags/night/"):
        assert (
            'class="pm-own" href="../../authors/ada-quill/">A. Quill</a>'.replace(
                "../../", "../" * address.count("/")
            )
            in pages[address]
        )
    assert "Also written A. Quill; Quill, A." in pages["authors/ada-quill/"]
    assert f'href="https://orcid.org/{ORCID}"' in pages["authors/ben-oar/"]
    assert "Also written" not in pages["authors/ben-oar/"]
    files = dict(project.exporter(site).every(project.plan))
    for name in ("feed.xml", "feed.json"):
        assert b"https://a.example/authors/ada-quill-oslo/" in files[name]
        assert b"authors/a-quill/" not in files[name]
    assert files["data/papers.json"].decode().count(f'"orcid":"{ORCID}"') == 2
    records = {record.address: record for record in project.search_records()}
    assert records["papers/mast2022flood/"].authors == ("A. Quill",)
    assert records["papers/mast2022flood/"].people == ("Ada Quill",)
    assert records["papers/night/"].people == ("Ada Quill (Oslo)", "Benjamin Oar")


# What is wrong


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("  papers: [night]\n", "", "night.md:4: authors[1]: 'Ada Quill' may be ada-quill or ada"),
        (
            "[night]",
            "[nigth]",
            "people.yml:8: ada-quill-oslo.papers[1]: there is no paper 'nigth'. D",
        ),
        (
            "Quill (Oslo)",
            "quill",
            "people.yml:6: ada-quill-oslo.label: ada-quill has the same label",
        ),
        (
            "  papers:",
            f"  orcid: {ORCID}\n  papers:",
            "people.yml:12: ben-oar.orcid: ada-quill-oslo h",
        ),
        ("label: Ada Quill\n", "", "people.yml:2: ada-quill.label: missing key."),
        (
            "aliases: [Ada",
            "alias: [Ada",
            "ada-quill-oslo.alias: unknown key. Did you mean 'aliases'?",
        ),
        (
            ORCID,
            OTHER,
            "quill2021counting.md:5: authors[2]: 'Ben Oar' is the name of ben-oar, who is",
        ),
    ],
)
def test_what_can_not_be_told_is_a_finding(
    known: TinyLibrary, before: str, after: str, said: str
) -> None:
    known.write("people.yml", PEOPLE.replace(before, after, 1))
    result = run("check")
    assert result.exit_code == 1
    assert said in result.stderr


# Renaming and merging people


def test_two_spellings_are_merged(library: TinyLibrary) -> None:
    before = library.snapshot()
    result = run("merge", "person", "a-quill", "ada-quill")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("authors/a-quill/ redirects to authors/ada-quill/ now\n")
    people = sound(library).load().people
    assert people["ada-quill"].papers == ("mast2022flood", "night", "quill2021counting")
    assert "a-quill" not in people
    text = (library.content / "people.yml").read_text(encoding="utf-8")
    assert text.split("\n", 2)[2] == (
        "ada-quill:\n  label: Ada Quill\n  aliases: [A. Quill]\n  redirect_from: [a-quill]\n"
    )
    after = library.snapshot()
    assert {name for name in after if before.get(name) != after[name]} == {"content/people.yml"}
    again = run("merge", "person", "a-quill", "ada-quill")
    assert again.stdout == "Nothing to do: a-quill is ada-quill already\n"
    assert library.snapshot() == after


def test_a_person_gets_another_id_and_label(known: TinyLibrary) -> None:
    assert run("rename", "person", "ben-oar", "benjamin-oar", "--label", "B. Oar").exit_code == 0
    person = sound(known).load().persons["benjamin-oar"]
    assert (person.label, person.aliases) == ("B. Oar", ("Benjamin Oar", "Ben Oar"))
    assert person.redirect_from == ("ben-oar",)
    assert run("rename", "person", "ben-oar", "benjamin-oar").stdout.startswith("Nothing to do")


def test_an_author_without_an_entry_gets_one_by_a_new_id(library: TinyLibrary) -> None:
    library.write("pages/x.md", "---\ntitle: X\ndescription: X\n---\n[a](authors/a-quill.md)\n")
    run("addresses", "--update")
    assert run("rename", "person", "a-quill", "alma-quill", "--label", "Alma Quill").exit_code == 0
    people = sound(library).load().people
    assert people["alma-quill"].name == "Alma Quill"
    assert people["alma-quill"].papers == ("mast2022flood",)
    assert "(authors/alma-quill.md)" in (library.content / "pages/x.md").read_text("utf-8")


def test_namesakes_can_be_merged(known: TinyLibrary) -> None:
    assert run("merge", "person", "ada-quill-oslo", "ada-quill").exit_code == 0
    loaded = sound(known).load()
    assert loaded.people["ada-quill"].papers == ("mast2022flood", "night", "quill2021counting")
    assert "ada-quill-oslo" not in loaded.persons


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("merge", "person", "ada-quill", "ada-quill-oslo"), ""),
        (
            ("merge", "person", "Ada Quill", "ben-oar"),
            "Ada Quill is a name: write the id, ada-quill",
        ),
        (("rename", "person", "ada-quil", "x"), "there is no person ada-quil. Did you mean ada-q"),
        (("rename", "person", "ada-quill", "ben-oar"), "merge person ada-quill ben-oar"),
        (("merge", "person", "cleo", "ben-oar"), "two ORCID iDs"),
        (("merge", "person", "ada-quill-oslo", "cleo"), "would be ada-quill or cleo. Write the"),
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    known: TinyLibrary, command: tuple[str, ...], said: str
) -> None:
    known.write("people.yml", f"{PEOPLE}cleo:\n  label: Cleo\n  orcid: {OTHER}\n")
    before = known.snapshot()
    result = run(*command)
    if said:
        assert result.exit_code == 2
        assert said in " ".join(result.stderr.split())
        assert known.snapshot() == before
    else:
        sound(known)
