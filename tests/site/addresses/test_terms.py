"""Themes, tags and venues are renamed and merged with all that names them, in one step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.build.project import load_project
from pressmark.cli.main import main
from tests.conftest import LAMPS, TAGS, THEMES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

LAMPS_FILE, TIDES_FILE = "papers/quill2021counting.md", "papers/mast2022flood.md"
PAGE = "---\ntitle: About\ndescription: All.\n---\n\n[n](tags/night.md) [l](themes/lamps.md)\n"
LINE = {"id": "day", "title": "Day", "theme": "lamps", "also": ["tides"], "tags": ["night"]}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """The tiny library with a record on a line of its own and venues, its addresses listed."""
    line = json.dumps({**LINE, "suggested": ["theme"]})
    tiny_library.write("papers.jsonl", line + "\n")
    tiny_library.write(LAMPS_FILE, LAMPS.replace("type:", "venue: ICML 2021 (Lamps)\ntype:"))
    tiny_library.write("venues.yml", "fog:\n  label: FogConf\n  name: Conference on Fog\n")
    assert run("addresses", "--update").exit_code == 0
    return tiny_library


@pytest.fixture
def linked(library: TinyLibrary) -> TinyLibrary:
    """The same with a page that has links, and that a check has the theme draw."""
    library.write("pages/about.md", PAGE)
    assert run("addresses", "--update").exit_code == 0
    return library


def sound(library: TinyLibrary) -> TinyLibrary:
    """The library, which has no findings and lists all its addresses."""
    for command in ("check", "addresses"):
        result = run(command)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
    return library


def lines_of(library: TinyLibrary, name: str) -> list[str]:
    return (library.content / name).read_text(encoding="utf-8").splitlines()


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines of each file that are not what they were."""
    return {
        name: [line for line in text.decode().split("\n") if line not in before[name].decode()]
        for name, text in after.items()
        if text != before.get(name)
    }


def test_a_renamed_tag_is_renamed_wherever_it_is_named(linked: TinyLibrary) -> None:
    before = linked.snapshot()
    result = run("rename", "tag", "night", "dark")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == "tags/night/ redirects to tags/dark/ now"
    after = linked.snapshot()
    assert changed(before, after) == {
        "content/addresses.txt": ["tags/dark/"],
        "content/pages/about.md": ["[n](tags/dark.md) [l](themes/lamps.md)"],
        "content/papers.jsonl": [json.dumps({**LINE, "tags": ["dark"], "suggested": ["theme"]})],
        "content/papers/mast2022flood.md": ["- dark"],
        "content/papers/quill2021counting.md": ["- dark"],
        "content/tags.yml": ["dark:", "  redirect_from: [night]"],
    }
    assert {paper.tags[-1] for paper in sound(linked).load().papers.values()} == {"dark"}


def test_the_old_label_of_a_term_becomes_an_alias(library: TinyLibrary) -> None:
    run("rename", "tag", "night", "dark", "--label", "The dark")
    tag = sound(library).load().tags["dark"]
    assert (tag.label, tag.aliases) == ("The dark", ("night", "darkness"))
    run("rename", "theme", "tides", "tides", "--label", "High water")
    theme = sound(library).load().themes["tides"]
    assert (theme.label, theme.aliases) == ("High water", ("tide", "flood", "tides"))


def test_a_merged_tag_gives_way_in_every_record(linked: TinyLibrary) -> None:
    result = run("merge", "tag", "night", "harbour")
    assert "left out: night: description: What happens in the dark." in result.stdout
    loaded = sound(linked).load()
    assert [*loaded.tags] == ["counting", "harbour"]
    assert loaded.papers["quill2021counting"].tags == ("harbour", "counting")
    assert loaded.papers["day"].tags == ("harbour",)
    assert loaded.tags["harbour"].redirect_from == ("night",)
    assert loaded.tags["harbour"].aliases == ("harbour", "port", "night", "darkness")


def test_a_merged_theme_is_named_once_in_a_record(linked: TinyLibrary) -> None:
    run("merge", "theme", "lamps", "tides")
    loaded = sound(linked).load()
    assert {paper.theme for paper in loaded.papers.values()} == {"tides"}
    assert loaded.papers["day"].also == ()


def test_how_to_read_a_theme_is_left_out_by_name_when_another_takes_it_in(
    library: TinyLibrary,
) -> None:
    library.write("themes.yml", THEMES + "  path: [day]\n  state: The water rises.\n")
    result = run("merge", "theme", "tides", "lamps")
    assert "left out: tides: path\nleft out: tides: state\n" in result.stdout
    assert sound(library).load().themes["lamps"].path == ()


PARTS = """\
reefs:
  label: Reefs
  description: Rocks below the surface.
  parent: lamps
shoals:
  label: Shoals
  description: Shallow water.
  parent: reefs
"""


def test_what_is_part_of_a_theme_is_part_of_it_under_its_new_name(library: TinyLibrary) -> None:
    library.write("themes.yml", THEMES + PARTS)
    run("rename", "theme", "lamps", "lights")
    assert sound(library).load().themes["reefs"].parent == "lights"


@pytest.mark.parametrize(
    ("words", "theme"),
    [("rename theme lamps lights", "lights"), ("merge theme lamps tides", "tides")],
)
def test_what_else_there_is_of_a_theme_leads_to_that_of_its_new_name(
    library: TinyLibrary, words: str, theme: str
) -> None:
    figures = [{"what": "lamps", "value": "9"}]
    library.write(
        "papers.jsonl", json.dumps({**LINE, "suggested": ["theme"], "figures": figures}) + "\n"
    )
    assert run("addresses", "--update").exit_code == 0
    run(*words.split())
    survey = load_project(sound(library).root).survey
    for section in ("themes", "evidence", "paths"):
        assert survey.ends[f"{section}/lamps/"] == f"{section}/{theme}/"


def test_what_is_part_of_a_theme_is_part_of_the_one_that_takes_it_in(library: TinyLibrary) -> None:
    library.write("themes.yml", THEMES + PARTS)
    run("merge", "theme", "lamps", "tides")
    assert sound(library).load().themes["reefs"].parent == "tides"


def test_a_theme_that_takes_in_what_it_is_part_of_leads_around_in_no_circle(
    library: TinyLibrary,
) -> None:
    library.write("themes.yml", THEMES + PARTS)
    run("merge", "theme", "lamps", "shoals")
    themes = sound(library).load().themes
    assert {name: theme.parent for name, theme in themes.items() if theme.parent} == {
        "shoals": "reefs"
    }


def test_a_venue_is_renamed_and_records_keep_their_words(library: TinyLibrary) -> None:
    before = library.snapshot()
    run("rename", "venue", "icml", "machine-learning")
    assert lines_of(sound(library), LAMPS_FILE) == (
        before[f"content/{LAMPS_FILE}"].decode().splitlines()
    )
    loaded = library.load()
    assert loaded.series["machine-learning"].redirect_from == ("icml",)
    edition = loaded.edition("ICML 2021 (Lamps)")
    assert edition
    assert edition.series.id == "machine-learning"


def test_a_merged_venue_is_an_alias_of_the_other(library: TinyLibrary) -> None:
    run("merge", "venue", "icml", "fog")
    edition = sound(library).load().edition("ICML 2021 (Lamps)")
    assert edition
    assert edition.series.id == "fog"


@pytest.mark.parametrize(
    "command",
    [
        ("rename", "tag", "night", "dark"),
        ("rename", "theme", "lamps", "lights", "--label", "Lights"),
        ("rename", "venue", "icml", "ml"),
        ("merge", "tag", "night", "harbour"),
        ("merge", "theme", "lamps", "tides"),
        ("merge", "venue", "icml", "fog"),
        ("rename", "quill2021counting", "quill2021lamps"),
        ("merge", "quill2021counting", "mast2022flood"),
    ],
)
def test_a_command_that_is_repeated_changes_nothing_more(
    library: TinyLibrary, command: tuple[str, ...]
) -> None:
    before = library.snapshot()
    shown = run(*command, "--dry-run", "--json")
    assert library.snapshot() == before
    result = run(*command, "--json")
    assert result.exit_code == 0, result.output
    told, done = json.loads(shown.stdout), json.loads(result.stdout)
    assert told | {"dry_run": False} == done
    after = sound(library).snapshot()
    files = {name for name, text in after.items() if before.get(name) != text}
    assert files <= {*done["files"]} <= {*before, *after}
    again = run(*command)
    assert again.exit_code == 0, again.output
    assert again.stdout.startswith("Nothing to do: ")
    assert library.snapshot() == after


def test_what_nobody_bears_gets_no_redirect(library: TinyLibrary) -> None:
    library.write("tags.yml", TAGS + "fog:\n  label: Fog\n  description: White air.\n")
    assert run("rename", "tag", "fog", "mist").exit_code == 0
    assert sound(library).load().tags["mist"].redirect_from == ()


def test_a_term_gets_an_id_back_that_it_had(library: TinyLibrary) -> None:
    run("rename", "tag", "night", "dark")
    assert run("rename", "tag", "dark", "night").exit_code == 0
    assert sound(library).load().tags["night"].redirect_from == ("dark",)


def test_a_theme_is_renamed_in_the_settings_of_a_source(library: TinyLibrary) -> None:
    (library.root / "refs.bib").write_text("@misc{a2020, title = {Fog}, year = 2020}\n", "utf-8")
    text = "extra:\n  sources:\n  - {file: refs.bib, theme: tides} # All.\n"
    library.config_file.write_text(f"site_name: Lamps\n{text}", "utf-8")
    run("addresses", "--update")
    assert run("rename", "theme", "tides", "ebb").exit_code == 0
    assert sound(library)
    assert "{file: refs.bib, theme: ebb} # All." in library.config_file.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("tags/dark/: tags/night/", ("rename", "tag", "night", "dark")),
        ("'authors/dan/': authors/cleo-mast/", ("rename", "person", "cleo-mast", "dan")),
        ("papers/flood/: papers/mast2022flood/", ("rename", "mast2022flood", "flood")),
    ],
)
def test_an_address_that_redirects_here_already_can_be_the_new_one(
    library: TinyLibrary, line: str, command: tuple[str, ...]
) -> None:
    library.write("redirects.yml", f"# Old ones.\nold/: papers/\n{line}\n")
    run("addresses", "--update")
    assert run(*command).exit_code == 0
    assert lines_of(sound(library), "redirects.yml") == ["# Old ones.", "old/: papers/"]


def test_a_keyword_of_an_item_is_the_tag_that_it_was_renamed_to(library: TinyLibrary) -> None:
    item = {"id": "item", "title": "An item", "keyword": "night, fog"}
    library.write("papers.csl.jsonl", json.dumps(item) + "\n")
    run("addresses", "--update")
    run("rename", "tag", "night", "dark")
    assert sound(library).load().papers["item"].tags == ("dark", "fog")
    run("merge", "tag", "fog", "dark")
    assert sound(library).load().papers["item"].tags == ("dark",)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("rename", "tag", "nigth", "dark"), "there is no tag nigth. Did you mean night?"),
        (("rename", "tag", "night", "Dark"), "'Dark' is not an id."),
        (("rename", "tag", "night", "harbour"), "pressmark merge tag night harbour"),
        (("rename", "tag", "night", "gloom"), "tags/gloom/ is taken"),
        (("merge", "tag", "night", "night"), "night can't be merged with itself."),
        (("merge", "theme", "lamps", "tags"), "there is no theme tags."),
        (("rename", "place", "a", "b"), "paper, theme, tag, venue, person"),
        (("rename", "night", "dark", "--label", "Dark"), "a paper has no label"),
        (("merge", "quill2021countin", "mast2022flood"), "Did you mean quill2021counting?"),
        (("rename", "quill2021counting", "mast2022flood"), "pressmark merge quill2021counting"),
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    library: TinyLibrary, command: tuple[str, ...], said: str
) -> None:
    library.write("redirects.yml", "tags/gloom/: papers/\n")
    before = library.snapshot()
    result = run(*command)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert library.snapshot() == before


def test_a_record_that_is_written_oddly_stops_all(library: TinyLibrary) -> None:
    front = "{title: Flow, suggested: [theme], tags: &t [night], keys: *t}"
    library.write("papers/flow.md", f"---\n{front}\n---\n")
    library.write("themes.yml", THEMES)
    before = library.snapshot()
    assert run("rename", "tag", "night", "dark").exit_code != 0
    assert library.snapshot() == before


# Two records of one paper


def test_a_merged_paper_gives_what_the_other_lacks(library: TinyLibrary) -> None:
    other = LAMPS.replace("Counting Lamps", "Counting the Lamps").replace(
        "2103.00001", "2103.00002"
    )
    other = other.replace("type:", "doi: 10.1234/x # as printed\nadded: 2021-05-01\ntype:")
    other = other.replace("- night\n", "").replace("tldr:", "sources: [https://a.example/]\ntldr:")
    library.write("papers/quill2021lamps.md", other)
    library.write("abstracts/quill2021lamps.txt", "We count.\n")
    library.write("pages/more.md", PAGE.replace("tags/night.md", "papers/quill2021lamps.md"))
    run("addresses", "--update")
    before = lines_of(library, LAMPS_FILE)
    result = run("merge", "quill2021lamps", "quill2021counting")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "left out: quill2021lamps: arxiv: 2103.00002\n" in result.stdout
    assert "left out: quill2021lamps: title: Counting the Lamps in the Harbour\n" in result.stdout
    loaded = sound(library).load()
    paper = loaded.papers["quill2021counting"]
    assert (paper.doi, paper.arxiv, paper.added) == ("10.1234/x", "2103.00001", "2021-05-01")
    assert paper.sources == ("https://a.example/",)
    assert paper.redirect_from == ("quill2021lamps",)
    assert loaded.abstracts == {"quill2021counting": "We count."}
    assert [line for line in lines_of(library, LAMPS_FILE) if line in before] == before
    assert "(papers/quill2021counting.md)" in "".join(lines_of(library, "pages/more.md"))


def test_a_draft_takes_the_digest_of_the_record_that_it_takes_in(library: TinyLibrary) -> None:
    assert run("merge", "quill2021counting", "day").exit_code == 0
    paper = sound(library).load().papers["day"]
    assert paper.finding == "There are forty, as the book says."
    assert not paper.is_draft
    assert paper.redirect_from == ("quill2021counting",)


def test_a_draft_in_a_file_takes_the_digest_too(library: TinyLibrary) -> None:
    library.write("papers/dusk.md", "---\ntitle: Dusk\nsuggested: [theme, tags]\n---\n")
    run("addresses", "--update")
    assert run("merge", "mast2022flood", "dusk").exit_code == 0
    paper = sound(library).load().papers["dusk"]
    assert (paper.problem, paper.finding) == ("The tables fade.", "Few lines differ.")
    assert not paper.is_draft


def test_pages_that_only_the_merged_record_had_lead_on(library: TinyLibrary) -> None:
    result = run("merge", "mast2022flood", "quill2021counting")
    assert sound(library)
    assert "authors/cleo-mast/ redirects to papers/quill2021counting/ now" in result.stdout
    assert "years/2022/: papers/quill2021counting/" in lines_of(library, "redirects.yml")


def test_the_line_of_a_merged_record_goes(library: TinyLibrary) -> None:
    assert run("merge", "day", "quill2021counting").exit_code == 0
    assert (library.content / "papers.jsonl").read_text(encoding="utf-8") == ""
    assert sound(library).load().papers["quill2021counting"].redirect_from == ("day",)
