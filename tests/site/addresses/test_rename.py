"""Records get new ids and old addresses are led on by one command, which does all or nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.cli.main import main
from tests.conftest import LAMPS, TAGS, THEMES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

OLD, NEW = "papers/quill2021counting.md", "papers/quill2021lamps.md"
PAGE = "---\ntitle: About\ndescription: All.\n---\n\nSee [it](papers/quill2021counting.md#finding)"
PATH = """\
  path:
  - quill2021counting: Begin here.  # The first.
  - mast2022flood: Then this.
  state: Most are [counted](papers/quill2021counting.md#finding).
"""
RENAME = ("rename", "quill2021counting", "quill2021lamps")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """The tiny library, its addresses listed, with an abstract and a page with a link."""
    tiny_library.write("abstracts/quill2021counting.txt", "We count.\n")
    tiny_library.write("pages/about.md", PAGE + " and [more](papers.md).\n")
    assert run("addresses", "--update").exit_code == 0
    return tiny_library


# Renaming a record


def test_a_renamed_record_keeps_all_but_its_id(library: TinyLibrary) -> None:
    before = library.load()
    result = run(*RENAME)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "content/abstracts/quill2021lamps.txt\ncontent/addresses.txt\ncontent/pages/about.md\n"
        "content/papers/quill2021lamps.md\n"
        "papers/quill2021counting/ redirects to papers/quill2021lamps/ now\n"
    )
    after = library.load()
    was = asdict(before.papers["quill2021counting"])
    changed = {"id": "quill2021lamps", "redirect_from": ("quill2021counting",)}
    assert asdict(after.papers["quill2021lamps"]) == was | changed
    assert after.abstracts == {"quill2021lamps": "We count."}
    assert not (library.content / OLD).exists()
    assert "(papers/quill2021lamps.md#finding)" in (
        library.content / "pages" / "about.md"
    ).read_text(encoding="utf-8")
    assert run("check").exit_code == 0
    assert run("addresses").exit_code == 0


def test_reading_paths_and_states_lead_to_a_renamed_record(library: TinyLibrary) -> None:
    library.write("themes.yml", THEMES + PATH)
    result = run(*RENAME)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "content/themes.yml\n" in result.stdout
    text = (library.content / "themes.yml").read_text(encoding="utf-8")
    assert text == THEMES + PATH.replace("quill2021counting", "quill2021lamps")
    assert run("check").exit_code == 0


def test_an_earlier_id_in_a_reading_path_is_that_of_the_record(library: TinyLibrary) -> None:
    assert run(*RENAME).exit_code == 0
    library.write("themes.yml", THEMES + PATH)
    theme = library.load().themes["tides"]
    assert [step.paper for step in theme.path] == ["quill2021lamps", "mast2022flood"]
    assert theme.state == "Most are [counted](papers/quill2021lamps.md#finding)."


def test_a_path_through_two_records_of_one_paper_keeps_its_first_step(
    library: TinyLibrary,
) -> None:
    library.write("themes.yml", THEMES + PATH)
    result = run("merge", "mast2022flood", "quill2021counting")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "left out: tides: path: mast2022flood: Then this.\n" in result.stdout
    theme = library.load().themes["tides"]
    assert [(step.paper, step.why) for step in theme.path] == [("quill2021counting", "Begin here.")]
    assert "mast2022flood" not in (library.content / "themes.yml").read_text(encoding="utf-8")


def test_an_abstract_that_git_keeps_is_renamed_too(library: TinyLibrary) -> None:
    library.write("published-abstracts/quill2021counting.txt", "We count lamps.\n")
    assert "content/published-abstracts/quill2021lamps.txt\n" in run(*RENAME).stdout
    assert library.load().abstracts == {"quill2021lamps": "We count lamps."}


def test_only_one_line_of_a_renamed_record_is_new(library: TinyLibrary) -> None:
    run(*RENAME)
    text = (library.content / NEW).read_text(encoding="utf-8")
    assert text == LAMPS.replace(
        "the harbour book.\n", "the harbour book.\nredirect_from: [quill2021counting]\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("redirect_from: [a, b]\n", "redirect_from: [a, b, quill2021counting]\n"),
        ("redirect_from:\n- a\n- b\n# c\n", "redirect_from: [a, b, quill2021counting]\n# c\n"),
        ("redirect_from:\n  - a\n\n", "redirect_from: [a, quill2021counting]\n\n"),
        ("id: quill2021counting\n", "id: quill2021lamps\n"),
        ("redirect_from: [quill2021lamps]\n", "redirect_from: [quill2021counting]\n"),
    ],
)
def test_what_the_front_matter_holds_already_is_kept(
    library: TinyLibrary, before: str, after: str
) -> None:
    library.write(OLD, LAMPS.replace("type:", before + "type:"))
    assert run(*RENAME).exit_code == 0
    text = (library.content / NEW).read_text(encoding="utf-8")
    assert after + "type:" in text
    assert library.load().papers["quill2021lamps"].redirect_from[-1] == "quill2021counting"


def test_line_ends_of_another_system_are_kept(library: TinyLibrary) -> None:
    library.write(OLD, LAMPS.replace("\n", "\r\n"))
    assert run(*RENAME).exit_code == 0
    raw = (library.content / NEW).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == LAMPS.count("\n") + 1


def test_a_record_can_be_renamed_and_back(library: TinyLibrary) -> None:
    run(*RENAME)
    run("addresses", "--update")
    assert run("rename", "quill2021lamps", "quill2021counting").exit_code == 0
    assert run("check").exit_code == 0
    assert library.load().papers["quill2021counting"].redirect_from == ("quill2021lamps",)


def test_a_record_on_a_line_of_its_own_is_renamed_there(library: TinyLibrary) -> None:
    one = {"id": "night", "title": "Night — and \u2028day", "suggested": ["tags"]}
    other = json.dumps({"id": "day", "title": "The night", "suggested": ["tags"]})
    library.write("papers.jsonl", f"{other}\n{json.dumps(one, ensure_ascii=False)}\n\n")
    assert run("rename", "night", "dark").exit_code == 0
    lines = (library.content / "papers.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines[0] == other
    assert json.loads(lines[1]) == one | {"id": "dark", "redirect_from": ["night"]}
    assert lines[2:] == ["", ""]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("quill2021countin", "a", "there is no record quill2021countin. Did you mean quill2021co"),
        ("quill2021counting", "Quill 2021", "'Quill 2021' is not an id. Use a-z, 0-9 and single"),
        ("quill2021counting", "../evil", "'../evil' is not an id."),
        ("quill2021counting", "index", "'index' is not an id."),
        ("quill2021counting", "mast2022flood", "mast2022flood is a record already."),
        ("quill2021counting", "moved", "papers/moved/ is taken: it is a page or leads to another"),
        ("item", "moved2", "papers.csl.jsonl, whose ids are those of its source."),
    ],
)
def test_a_rename_that_can_not_be_is_refused_and_changes_nothing(
    library: TinyLibrary, old: str, new: str, said: str
) -> None:
    library.write("redirects.yml", "papers/moved/: about/\n")
    library.write("papers.csl.jsonl", json.dumps({"id": "item", "title": "An item"}))
    before = library.snapshot()
    result = run("rename", old, new)
    assert result.exit_code == 2
    assert said in result.stderr
    assert library.snapshot() == before


def test_front_matter_without_a_plain_place_is_left_to_the_curator(library: TinyLibrary) -> None:
    front = "{title: Flow, suggested: [tags, theme]}"
    library.write("papers/flow.md", f"---\n{front}\n---\n")
    before = library.snapshot()
    result = run("rename", "flow", "flow2")
    assert result.exit_code == 2
    assert "rename the file and add 'redirect_from: [flow]'." in result.stderr
    assert library.snapshot() == before


@pytest.mark.parametrize("at", range(9))
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_rename_that_fails_midway_changes_nothing(
    library: TinyLibrary, monkeypatch: pytest.MonkeyPatch, at: int, failure: BaseException
) -> None:
    before = library.snapshot()
    calls: list[str] = []

    def failing(name: str) -> None:
        act = getattr(Path, name)

        def wrapped(self: Path, *args: object, **options: object) -> object:
            calls.append(name)
            if len(calls) == at + 1:
                raise failure
            return act(self, *args, **options)

        patch.setattr(Path, name, wrapped)

    with monkeypatch.context() as patch:
        for name in ("write_bytes", "replace"):
            failing(name)
        result = run(*RENAME)
    if len(calls) <= at:
        assert result.exit_code == 0
        assert at >= 5
    else:
        assert result.exit_code == 1
        assert library.snapshot() == before


# Leading an address on


def test_a_removed_record_is_led_to_the_one_that_took_it_in(library: TinyLibrary) -> None:
    (library.content / OLD).unlink()
    library.write("pages/about.md", "---\ntitle: About\ndescription: All.\n---\n")
    result = run("addresses", "--redirect", "papers/quill2021counting/", "papers/mast2022flood/")
    assert result.stdout.startswith(
        "content/papers/mast2022flood.md: redirect_from: [quill2021counting]\n"
    )
    assert library.load().papers["mast2022flood"].redirect_from == ("quill2021counting",)


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "place"),
    [
        ("themes.yml", THEMES, "themes/light/", "themes/lamps/", "tides:"),
        ("tags.yml", TAGS, "tags/count/", "tags/counting/", "harbour:"),
        (
            "tags.yml",
            TAGS.replace("harbour:\n", "\n# Ships.\nharbour:\n"),
            "tags/count/",
            "tags/counting/",
            "\n# Ships.\nharbour:",
        ),
        ("tags.yml", TAGS, "tags/dark/", "tags/night/", ""),
        ("tags.yml", TAGS.rstrip("\n"), "tags/dark/", "tags/night/", ""),
    ],
)
def test_a_term_that_took_another_in_names_it_last(
    library: TinyLibrary, file: str, text: str, old: str, new: str, place: str
) -> None:
    library.write(file, text)
    assert run("addresses", "--redirect", old, new, "--update").exit_code == 0
    line = f"  redirect_from: [{old.split('/')[1]}]\n"
    whole = text if text.endswith("\n") else text + "\n"
    expected = whole.replace(place, line + place, 1) if place else whole + line
    assert (library.content / file).read_text(encoding="utf-8") == expected


def test_a_term_without_a_plain_place_and_all_else_go_to_the_file_of_redirects(
    library: TinyLibrary,
) -> None:
    flow = "night: {label: Night, description: Dark}\n"
    library.write("tags.yml", TAGS[: TAGS.index("night:")] + flow)
    for old, new in (
        ("tags/dark/", "tags/night/"),
        ("authors/ada-q/", "authors/ada-quill/"),
        ("cite/", "about/#licence"),
        ("news/", "./"),
    ):
        assert run("addresses", "--redirect", old, new, "--update").exit_code == 0
    text = (library.content / "redirects.yml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line[0] != "#"] == [
        "tags/dark/: tags/night/",
        "authors/ada-q/: authors/ada-quill/",
        "cite/: about/#licence",
        "news/: ./",
    ]


def test_a_program_hears_of_a_redirect_in_json_alone(library: TinyLibrary) -> None:
    result = run("addresses", "--redirect", "old/", "about/", "--update", "--json")
    assert json.loads(result.stdout)["redirected"] == {"old/": "about/"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("about/", "papers/", "about/ is a page, which nothing can lead away from."),
        ("moved/", "papers/", "moved/ leads to about/ already."),
        ("old/", "abuot/", "abuot/ is no page. Did you mean about/?"),
        ("/old/", "about/", "'/old/' is not an address. Write it from the site's root"),
        ("../old/", "about/", "'../old/' is not an address. Write it without '..'."),
        ("old/", "https://evil.example/", "is not an address."),
    ],
)
def test_a_redirect_that_can_not_be_is_refused_and_changes_nothing(
    library: TinyLibrary, old: str, new: str, said: str
) -> None:
    library.write("redirects.yml", "moved/: about/\n")
    before = library.snapshot()
    result = run("addresses", "--redirect", old, new)
    assert result.exit_code == 2
    assert said in result.stderr
    assert library.snapshot() == before
