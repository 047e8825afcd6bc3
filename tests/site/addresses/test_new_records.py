"""What the guide promises of a record is said of new ones, and labels and other libraries' lists
are recognised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.base.spellings import nearest
from pressmark.cli.main import main
from tests.conftest import LAMPS, TIDES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

LAMPS_FILE = "papers/quill2021counting.md"
NEW = TIDES.replace("A Flood of Tables", "Ebb").replace("2207.", "2208.").replace("Reading", "Old")
MANY = "".join(f"papers/oar20{number}/\n" for number in range(10, 30))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def listed(tiny_library: TinyLibrary) -> TinyLibrary:
    """The tiny library with its addresses listed."""
    assert run("addresses", "--update").exit_code == 0
    return tiny_library


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("", "", "the id would be mast2022ebb by the guide"),
        ("tldr: ", f"tldr: {'x' * 200}", "tldr has 241 characters; 200 are enough"),
        ("Few lines differ.", "One. Two! “Three?” Four 4.5.", "finding has 4 sentences"),
        ("tldr: ", r"tldr: At $\eps$, $x$ for $5 ", r"tldr has $\eps$, which is shown as it is"),
        ("- night\n", "", "it has 2 tags; 3 to 7 are of use"),
    ],
)
def test_a_new_record_is_held_to_the_guide(
    listed: TinyLibrary, before: str, after: str, note: str
) -> None:
    listed.write("papers/ebb.md", NEW.replace(before, after, 1))
    result = run("check")
    assert result.exit_code == 0
    assert f"content/papers/ebb.md: {note}" in result.stdout
    notes = json.loads(run("check", "--json").stdout)["notes"]
    assert any(note in line for line in notes)
    run("addresses", "--update")
    assert note not in run("check").stdout


def test_a_record_as_the_guide_has_it_needs_no_note(listed: TinyLibrary) -> None:
    record = NEW.replace("tldr:", "added: 2022-01-01\ntldr:")
    listed.write("papers/mast2022ebba.md", record)
    assert run("check").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("theme: lamps", "theme: Lamps", "theme: 'Lamps' is the label of the theme 'lamps'."),
        ("type:", "also: [Tides]\ntype:", "also[1]: 'Tides' is the label of the theme 'tides'."),
        ("- night", "- Night", "tags[3]: 'Night' is the label of the tag 'night'."),
        ("- night", "- at night", "tags[3]: 'at night' is the label of the tag 'dark'."),
        ("- night", "- dusk", "tags[3]: unknown tag 'dusk'. That is a label: write its id, 'eve'."),
    ],
)
def test_a_label_in_place_of_an_id_is_recognised(
    listed: TinyLibrary, before: str, after: str, said: str
) -> None:
    tags = (listed.content / "tags.yml").read_text("utf-8")
    for name, label in (("dark", "At night"), ("eve", "Dusk")):
        tags += f"{name}:\n  label: {label}\n  description: It is dark.\n"
    listed.write("tags.yml", tags)
    listed.write(LAMPS_FILE, LAMPS.replace(before, after, 1))
    result = run("check")
    assert f"content/{LAMPS_FILE}:" in result.stderr
    assert said in result.stderr
    assert result.stderr.startswith(f"content/{LAMPS_FILE}")


def test_a_label_on_a_line_of_a_record_is_recognised(listed: TinyLibrary) -> None:
    line = {"id": "x", "title": "X", "tags": ["Night"], "suggested": ["theme"]}
    listed.write("papers.jsonl", json.dumps(line) + "\n")
    assert (
        "papers.jsonl:1: tags[1]: 'Night' is the label of the tag 'night'." in run("check").stderr
    )


def test_a_paper_is_in_three_themes_at_most(listed: TinyLibrary) -> None:
    listed.write(LAMPS_FILE, LAMPS.replace("type:", "also: [a, b, c]\ntype:"))
    assert ":8: also: 3 items are listed. Keep 2 at most. [PM133]" in run("check").stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("rename", "theme", "Lamps", "lights"), "Lamps is the label of lamps: write the id."),
        (("merge", "tag", "Night", "harbour"), "Night is the label of night: write the id."),
        (("rename", "venue", "Harbour Days", "days"), "is the label of hd: write the id."),
    ],
)
def test_commands_recognise_labels(
    listed: TinyLibrary, command: tuple[str, ...], said: str
) -> None:
    listed.write("venues.yml", "hd:\n  label: Harbour Days\n")
    result = run(*command)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("llm-juge", "llm-judge"),
        ("LLM-Judge", "llm-judge"),
        ("nigth", "night"),
        ("idz", "ids"),
        ("tpye", "type"),
        ("performance", ""),
        ("multi-agent", ""),
        ("theory", ""),
        ("harmful", ""),
        ("light", "night"),
    ],
)
def test_only_near_words_are_suggested(word: str, near: str) -> None:
    known = [
        "llm-judge",
        "night",
        "ids",
        "type",
        "conformance-tests",
        "multilingual",
        "themes",
        "harmless",
    ]
    assert nearest(word, known) == near


# The list of a library that this one began as a copy of


def test_the_list_of_another_library_is_one_finding(listed: TinyLibrary) -> None:
    listed.write("addresses.txt", MANY + "".join(f"authors/a{n}/\n" for n in range(1_700)))
    for command in (("check",), ("addresses",)):
        result = run(*command)
        assert result.exit_code == 1
        assert "none of the 20 papers that are listed is here" in result.stderr
        assert "\n1 finding. " in result.stderr
    (listed.content / "addresses.txt").unlink()
    assert run("check").exit_code == 0


def test_a_fork_need_not_list_what_the_other_library_did(listed: TinyLibrary) -> None:
    before = listed.root / "before.txt"
    before.write_text(MANY + "cite/\n", encoding="utf-8")
    assert run("addresses", "--before", str(before)).exit_code == 0
    (listed.content / "addresses.txt").unlink()
    assert run("addresses", "--before", str(before)).exit_code == 0
    before.write_text(MANY + "papers/mast2022flood/\n", encoding="utf-8")
    assert run("addresses", "--before", str(before)).exit_code == 1


def test_a_library_that_keeps_a_paper_is_no_other(listed: TinyLibrary) -> None:
    listed.write("addresses.txt", MANY + "papers/mast2022flood/\n")
    assert "papers/oar2010/ was published" in run("check").stderr
