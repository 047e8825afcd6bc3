"""An address that was published is never lost unnoticed, and the advised line keeps it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.base.models import validated
from pressmark.cli import addresses
from pressmark.cli.main import main
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Series, Theme
from pressmark.site.addresses import redirects
from pressmark.site.addresses.redirects import Redirect
from pressmark.site.addresses.survey import Lost, clashes, lost, parsed, updated
from pressmark.site.plan import plan
from tests.conftest import LAMPS, REPOSITORY, TAGS, TIDES
from tests.effort import examples
from tests.invented import LOW_LIMITS
from tests.project import PLAIN, PRESSED, copy_of_project
from tests.project import run as build

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

LAMPS_FILE = "papers/quill2021counting.md"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def listed(tiny_library: TinyLibrary) -> TinyLibrary:
    """The tiny library with a venue and a hand-written page, its addresses listed."""
    tiny_library.write(LAMPS_FILE, LAMPS.replace("theme:", "venue: Harbour Days 2021\ntheme:"))
    tiny_library.write("venues.yml", "days:\n  label: Harbour Days\n")
    tiny_library.write("pages/about.md", "---\ntitle: About\ndescription: All.\n---\n\nWe.\n")
    assert run("addresses", "--update").exit_code == 0
    return tiny_library


# Very many


def test_of_very_many_lost_addresses_the_first_are_told_where_their_pages_went(
    listed: TinyLibrary,
) -> None:
    library = listed.load()
    pages = {f"tags/harbour-{n:05}-pier/" for n in range(3_000)}
    gone = [f"tags/harbour-{n:05}-peer/" for n in range(3_000)]
    losses = lost(gone, pages, set(), library, lambda _: False)

    assert losses[0].advice.to == "tags/harbour-00000-pier/"
    assert losses[-1].advice.to == "./"
    assert sum(one.advice.to != "./" for one in losses) <= 200


# The list


def test_the_list_holds_every_page_that_people_link_to(listed: TinyLibrary) -> None:
    text = (listed.content / "addresses.txt").read_text(encoding="utf-8")
    assert text.startswith("# Every address that this library has published")
    assert parsed(text) == [
        "about/",
        *("authors/", "authors/ada-quill/", "authors/ben-oar/", "authors/cleo-mast/"),
        *("browse/", "compare/", "explore/", "map/", "new/"),
        *("papers/", "papers/mast2022flood/", "papers/quill2021counting/"),
        *("paths/", "paths/lamps/", "paths/tides/"),
        *("reading-list/", "search/", "subscribe/"),
        *("tags/", "tags/counting/", "tags/harbour/", "tags/night/"),
        *("themes/", "themes/lamps/", "themes/tides/"),
        *("venues/", "venues/days/"),
        *("years/", "years/2021/", "years/2022/"),
    ]


def test_parts_and_letters_of_long_lists_are_not_kept(
    listed: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed.snapshot()
    for name, limit in (LOW_LIMITS | {"PART": 1, "PEOPLE_AT_ONCE": 1}).items():
        monkeypatch.setattr(f"pressmark.site.limits.{name}", limit)
    library = listed.load()
    made = {page.address for page in plan(library, relate(library), "")}
    assert {"tags/night/1/", "authors/letter/q/"} <= made
    assert run("addresses", "--update").exit_code == 0
    assert listed.snapshot() == before


def test_the_list_is_sorted_holds_each_once_and_loses_none() -> None:
    assert parsed(updated(["b/", "a/", "b/"], ["c/", "a/"])) == ["a/", "b/", "c/"]
    assert updated(parsed(updated(["b/", "a/"], [])), []) == updated(["a/"], ["b/"])


def test_this_librarys_list_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    result = run("addresses", "--json")
    found = json.loads(result.stdout)
    assert (found["new"], found["lost"], found["checked"]) == ([], [], True)
    assert result.exit_code == 0


# What is lost


def lost_after(library: TinyLibrary, **changes: str) -> str:
    for name, text in changes.items():
        library.write(name, text)
    result = run("check")
    assert result.exit_code == 1
    return result.stderr


def listed_on(library: TinyLibrary, address: str) -> int:
    """The number of the line that lists an address."""
    text = (library.content / "addresses.txt").read_text(encoding="utf-8")
    return text.split("\n").index(address) + 1


def test_a_renamed_record_is_told_the_line_for_it(listed: TinyLibrary) -> None:
    (listed.content / LAMPS_FILE).rename(listed.content / "papers" / "quill2021lamps.md")
    line = listed_on(listed, "papers/quill2021counting/")
    assert run("check").stderr == (
        f"content/addresses.txt:{line}: papers/quill2021counting/ was published, and no page or "
        "redirect is there any more. Add 'redirect_from: [quill2021counting]' to "
        "content/papers/quill2021lamps.md, or redirect it elsewhere: pressmark addresses "
        "--redirect papers/quill2021counting/ ADDRESS. [PM411]\n"
        "1 finding. Read more: pressmark explain PM411\n"
    )


def test_a_removed_record_is_told_lines_for_all_that_went_with_it(listed: TinyLibrary) -> None:
    (listed.content / LAMPS_FILE).unlink()
    said = run("check").stderr
    for line in (
        *("authors/ada-quill/: authors/", "papers/quill2021counting/: papers/"),
        *("themes/lamps/: themes/", "venues/days/: venues/", "years/2021/: years/"),
        "paths/lamps/: paths/",
    ):
        assert f"Add '{line}' to content/redirects.yml, or redirect" in said
    assert "\n7 findings. Read more: pressmark explain PM411\n" in said


@pytest.mark.parametrize(
    ("file", "text", "advice"),
    [
        (
            "tags.yml",
            TAGS.replace("night:", "nights:"),
            "Add 'redirect_from: [night]' to nights in content/tags.yml",
        ),
        (
            "venues.yml",
            "day:\n  label: Harbour Days\n  redirect_from: [hd]\n",
            "Add 'redirect_from: [hd, days]' to day in content/venues.yml",
        ),
        (
            LAMPS_FILE,
            LAMPS.replace("Ada Quill", "Ada Quills").replace(
                "theme:", "venue: Harbour Days\ntheme:"
            ),
            "Add 'authors/ada-quill/: authors/ada-quills/' to content/redirects.yml",
        ),
    ],
)
def test_each_kind_of_page_is_told_its_line(
    listed: TinyLibrary, file: str, text: str, advice: str
) -> None:
    listed.write(file, text)
    if file == "tags.yml":
        for name in ("quill2021counting", "mast2022flood"):
            record = listed.content / "papers" / f"{name}.md"
            record.write_text(record.read_text("utf-8").replace("- night", "- nights"), "utf-8")
    said = run("check").stderr
    assert f"{advice}, or redirect it elsewhere" in said
    assert "\n1 finding. Read more: pressmark explain PM411\n" in said


def test_a_hand_written_page_leads_to_the_home_page_for_want_of_another(
    listed: TinyLibrary,
) -> None:
    (listed.content / "pages" / "about.md").unlink()
    assert "Add 'about/: ./' to content/redirects.yml" in run("check").stderr


def test_a_record_in_a_bulk_file_is_kept_by_the_file_of_redirects(listed: TinyLibrary) -> None:
    (listed.content / LAMPS_FILE).unlink()
    line = {"id": "quill2021lamps", "title": "Counting Lamps", "suggested": ["tags"]}
    listed.write("papers.jsonl", json.dumps(line))
    assert "Add 'papers/quill2021counting/: papers/quill2021lamps/' to content/redirects.yml" in (
        run("check").stderr
    )


def test_two_papers_that_one_took_in_are_both_on_its_line() -> None:
    library = Library({"new2020": validated(Paper, {"id": "new2020", "title": "N"})}, {}, {})
    made = {"papers/", "papers/new2020/"}
    found = lost(
        ["papers/", "papers/new2019/", "papers/new202/"], made, (), library, lambda _: True
    )
    assert [one.advice.line for one in found] == [
        "redirect_from: [new2019]",
        "redirect_from: [new2019, new202]",
    ]


def test_many_lost_addresses_are_said_as_one_and_named_by_the_command(listed: TinyLibrary) -> None:
    text = (listed.content / "addresses.txt").read_text("utf-8")
    gone = "".join(f"papers/gone{number}/\n" for number in range(30))
    listed.write("addresses.txt", text + gone)
    said = run("check").stderr
    assert "content/addresses.txt:1: 10 more addresses are lost. List them all: " in said
    assert "\n21 findings. Read more: " in said
    assert "\n30 findings. Read more: " in run("addresses").stderr


def test_a_line_of_the_list_that_is_no_address_is_said(listed: TinyLibrary) -> None:
    listed.write("addresses.txt", "# a\npapers/\n/about/\n<<<<<<< HEAD\n")
    said = run("check").stderr
    assert "content/addresses.txt:3: '/about/' is not an address. Write it from" in said
    assert "content/addresses.txt:4: '<<<<<<< HEAD' is not an address. End it with" in said


def test_a_redirect_that_leads_nowhere_is_said_once(listed: TinyLibrary) -> None:
    (listed.content / "pages" / "about.md").unlink()
    listed.write("redirects.yml", "about/: abot/\n")
    assert run("check").stderr == (
        "content/redirects.yml:1: about/ redirects to abot/, which is not a page. "
        "Point it at a page that exists. [PM406]\n1 finding. Read more: pressmark explain PM406\n"
    )


def test_a_library_without_a_list_is_not_checked(tiny_library: TinyLibrary) -> None:
    assert run("check").exit_code == 0
    result = run("addresses")
    assert result.exit_code == 0
    assert result.stdout == (
        "content/addresses.txt is not there and nothing is checked: pressmark addresses --update\n"
    )


def test_a_library_without_papers_is_fine(empty_library: TinyLibrary) -> None:
    assert run("addresses", "--update").exit_code == 0
    assert run("check").exit_code == 0


@pytest.mark.parametrize("way", [PLAIN, PRESSED], ids=["mkdocs", "pressmark"])
def test_a_build_that_would_lose_an_address_fails_and_names_it(
    way: tuple[str, ...], tmp_path: Path
) -> None:
    project = copy_of_project(tmp_path / "project")
    papers = project / "content" / "papers"
    (papers / "hirsch2024medrat.md").rename(papers / "hirsch2024medical.md")
    done = build(project, way)
    assert done.returncode == 1
    assert "papers/hirsch2024medrat/ was published, and no page or redirect is there" in done.stderr
    assert "Add 'redirect_from: [hirsch2024medrat]' to content/papers/hirsch2024medical.md" in (
        done.stderr
    )
    assert not (project / "site").exists()


# File systems that hold one folder where others hold two


def test_addresses_that_differ_in_case_or_accents_only_clash() -> None:
    made = {"papers/", "about/", "papers/lamp/"}
    assert list(clashes(["About/", "Papers/other/", "cite/"], made)) == [
        ("About/", "about/"),
        ("Papers/other/", "papers/"),
    ]
    assert list(clashes(["Über/", "U\u0308ber/"], ())) == [("U\u0308ber/", "Über/")]
    assert list(clashes(["a/B/", "a/b/"], ())) == [("a/b/", "a/B/")]
    assert list(clashes(["papers/lamp/", "a/", "a/b/"], made)) == []


def test_pages_that_differ_in_case_only_are_a_finding(listed: TinyLibrary) -> None:
    listed.write("pages/About.md", "---\ntitle: A\ndescription: B\n---\n")
    assert "content/pages/about.md:1: about/ and About/ differ only in case or accents" in (
        run("check").stderr
    )


def test_a_redirect_from_an_address_in_another_case_is_a_finding(listed: TinyLibrary) -> None:
    listed.write("redirects.yml", "\nPapers/Mast2022Flood/: about/\n")
    assert "content/redirects.yml:2: Papers/Mast2022Flood/ and papers/ differ only in case" in (
        run("check").stderr
    )


# The command


def test_new_addresses_are_named_and_fail_until_they_are_listed(listed: TinyLibrary) -> None:
    before = parsed((listed.content / "addresses.txt").read_text("utf-8"))
    listed.write(
        "papers/mast2023ebb.md",
        TIDES.replace("A Flood", "Ebb")
        .replace("2022-", "2023-")
        .replace("2207", "2208")
        .replace("later_title: Reading Tides\n", ""),
    )
    assert run("check").exit_code == 0
    result = run("addresses")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "new: papers/mast2023ebb/\nnew: years/2023/\n"
        f"{len(before)} listed, 2 new, 0 lost, 0 redirected\n"
        "List what is new: pressmark addresses --update\n"
        "content/papers/mast2023ebb.md: mast2023ebb has no day in 'added': the update writes "
        "today's\n"
    )
    assert run("addresses", "--update").exit_code == 0
    after = parsed((listed.content / "addresses.txt").read_text("utf-8"))
    assert after == sorted([*before, "papers/mast2023ebb/", "years/2023/"])


def test_an_update_lists_old_addresses_too_and_takes_none_out(listed: TinyLibrary) -> None:
    listed.write("redirects.yml", "old/: about/\n")
    (listed.content / LAMPS_FILE).unlink()
    assert run("addresses", "--update").exit_code == 1
    kept = parsed((listed.content / "addresses.txt").read_text("utf-8"))
    assert {"old/", "papers/quill2021counting/"} <= set(kept)


def test_an_update_without_news_writes_nothing(listed: TinyLibrary) -> None:
    text = (listed.content / "addresses.txt").read_text("utf-8")
    listed.write("addresses.txt", text.replace("\n", "\r\n"))
    before = listed.snapshot()
    assert run("addresses", "--update").exit_code == 0
    assert listed.snapshot() == before


def test_a_program_is_told_what_is_new_lost_and_redirected(listed: TinyLibrary) -> None:
    (listed.content / LAMPS_FILE).rename(listed.content / "papers" / "quill2021lamps.md")
    listed.write("redirects.yml", "old/: about/\n")
    result = run("addresses", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["new"] == ["old/", "papers/quill2021lamps/"]
    assert found["redirected"] == {"old/": "about/"}
    assert found["lost"] == [
        {
            "address": "papers/quill2021counting/",
            "file": "papers/quill2021lamps.md",
            "term": "",
            "line": "redirect_from: [quill2021counting]",
        }
    ]
    assert [one["line"] for one in found["findings"]] == [
        listed_on(listed, "papers/quill2021counting/")
    ]


def test_a_line_that_was_taken_out_of_the_list_is_missed(listed: TinyLibrary) -> None:
    path = listed.content / "addresses.txt"
    before = path.read_text("utf-8")
    (listed.root / "before.txt").write_text(before, "utf-8")
    assert run("addresses", "--before", "before.txt").exit_code == 0
    (listed.content / "pages" / "about.md").unlink()
    path.write_text(before.replace("about/\n", ""), "utf-8")
    assert run("addresses").exit_code == 0
    result = run("addresses", "--before", "before.txt")
    assert result.exit_code == 1
    assert "content/addresses.txt:1: about/ was listed before, and the list only grows." in (
        result.stderr
    )


# Nothing is ever lost


class Shelves:
    """A small library that is edited at random, with all that keeps its addresses."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is secret here
        self.papers: dict[str, dict[str, Any]] = {}
        self.terms: dict[str, dict[str, dict[str, Any]]] = {"themes": {}, "tags": {}, "venues": {}}
        self.rules: dict[str, str] = {}
        self.listed: list[str] = []
        self.count = 0
        for kind in self.terms:
            for _ in range(3):
                self.terms[kind][self.name(kind[:-1])] = {}
        for _ in range(3):
            self.add()

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def any(self, values: Any) -> Any:
        return self.random.choice(sorted(values))

    def add(self) -> None:
        self.papers[self.any([self.name("paper"), f"again{self.random.randrange(3)}"])] = {
            "authors": [f"Ada {self.any('abcd')}"],
            "date": self.any(["2020", "2021", "2022"]),
            "venue": self.any(self.terms["venues"]),
            "theme": self.any(self.terms["themes"]),
            "tags": [self.any(self.terms["tags"])],
        }

    def edit(self) -> None:
        """One of the things that curators do, without a thought for old addresses."""
        do = self.random.randrange(7)
        paper = self.any(self.papers) if self.papers else ""
        if do == 0 or not paper:
            self.add()
        elif do == 1:  # rename, perhaps to an id that was used before
            new = self.any([self.name("paper"), f"again{self.random.randrange(3)}"])
            if new not in self.papers:
                self.papers[new] = self.papers.pop(paper)
        elif do == 2:  # remove
            del self.papers[paper]
        elif do == 3:  # take another in
            other = self.any(self.papers)
            if other != paper:
                del self.papers[other]
        elif do == 4:  # retag, rethemes and so on
            values = self.papers[paper]
            values["tags"] = [self.any(self.terms["tags"])]
            values["theme"] = self.any(self.terms["themes"])
            values["venue"] = self.any(self.terms["venues"])
        elif do == 5:  # an author's name is mended
            self.papers[paper]["authors"] = [f"Ada {self.any('abcdef')}"]
        else:  # a term gets a new id
            kind = self.any(self.terms)
            old, new = self.any(self.terms[kind]), self.name(kind[:-1])
            self.terms[kind][new] = self.terms[kind].pop(old)
            for values in self.papers.values():
                field = {"themes": "theme", "venues": "venue"}.get(kind)
                if field and values[field] == old:
                    values[field] = new
                elif kind == "tags":
                    values["tags"] = [new if tag == old else tag for tag in values["tags"]]

    def library(self) -> Library:
        papers = {
            name: validated(Paper, {"id": name, "title": f"T {name}", **values})
            for name, values in sorted(self.papers.items())
        }
        themes, tags = (
            {
                name: Theme(id=name, label=name, description="D", **values)
                for name, values in held.items()
            }
            for held in (self.terms["themes"], self.terms["tags"])
        )
        series = {
            name: Series(id=name, label=name, **values)
            for name, values in self.terms["venues"].items()
        }
        return Library(papers, themes, tags, series)

    def look(self) -> tuple[set[str], dict[str, str], list[redirects.Fault], list[Lost]]:
        library = self.library()
        pages = plan(library, relate(library), "")
        made = {"about/"}.union(*pages.addresses)
        rules = [Redirect(old, new, "redirects.yml", (old,)) for old, new in self.rules.items()]
        told = redirects.all_redirects(library, rules, made)
        ends, faults = redirects.followed(told, made)
        gone = lost(self.listed, made, {*ends, *(one.old for one in told)}, library, lambda _: True)
        self.listed = sorted({*self.listed, *pages.permanent, *ends})
        return made, ends, faults, gone

    def follow(self, fault: redirects.Fault) -> None:
        """Remove the line that leads away from a page, or to one that is not there any more."""
        one = fault.redirect
        if one.file == "redirects.yml":
            del self.rules[one.old]
            return
        kind, old = one.old.split("/")[:2]
        holder = self.papers if kind == "papers" else self.terms[kind]
        values = holder[one.new.split("/")[1]]
        values["redirect_from"] = [name for name in values["redirect_from"] if name != old]

    def add_line(self, found: Lost) -> None:
        """Add a line just as it is advised."""
        keep = found.advice
        key, _, value = keep.line.partition(": ")
        if keep.file == "redirects.yml":
            self.rules[key] = value
            return
        holder = (
            self.terms[keep.file.removesuffix(".yml")][keep.term]
            if keep.term
            else self.papers[keep.file.removeprefix("papers/").removesuffix(".md")]
        )
        assert key == "redirect_from"
        holder[key] = value.strip("[]").split(", ")


@given(st.integers(0, 2**32))
@settings(max_examples=examples(60, 20_000))
def test_whatever_is_renamed_merged_or_removed_the_advised_lines_keep_every_address(
    seed: int,
) -> None:
    shelves = Shelves(seed)
    shelves.look()
    for _ in range(6):
        for _ in range(shelves.random.randrange(1, 4)):
            shelves.edit()
        for _ in range(5):
            _, _, faults, gone = shelves.look()
            for fault in faults:
                shelves.follow(fault)
            for one in gone:
                shelves.add_line(one)
            if not faults and not gone:
                break
        made, ends, faults, gone = shelves.look()
        assert (faults, gone) == ([], [])
        assert all(address in made or address in ends for address in shelves.listed)
        assert {redirects.parted(end)[0] for end in ends.values()} <= {*made, ""}


def test_the_list_is_written_whole_or_not_at_all(
    listed: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(self))

    listed.write("papers/new.md", "---\ntitle: New\nsuggested: [theme, tags]\n---\n")
    before = listed.snapshot()
    monkeypatch.setattr(Path, "replace", refuse)
    result = run("addresses", "--update")
    assert (result.exit_code, "No space left" in result.stderr) == (1, True)
    assert listed.snapshot() == before


NEW = "---\ntitle: Night  # of lamps\nsuggested: [theme, tags]\n---\n"


def test_a_record_that_is_new_on_the_list_is_dated(
    listed: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "today", lambda: "2026-11-30")
    lines = [
        {"id": name, "title": name.title(), "suggested": ["theme"]} for name in ("dusk", "dawn")
    ]
    lines[1]["added"] = "2026-11-01"
    listed.write("papers/night.md", NEW)
    listed.write("papers.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    checked = run("check")
    assert checked.exit_code == 0
    assert (
        "content/papers/night.md: night is new and does not say when it was added."
        in checked.stdout
    )
    assert "content/papers.jsonl: dusk is new" in checked.stdout
    result = run("addresses", "--update")
    assert result.stdout.startswith("dated: content/papers/night.md\ndated: content/papers.jsonl\n")
    papers = listed.load().papers
    days = [papers[name].added for name in ("night", "dusk", "dawn", "quill2021counting")]
    assert days == ["2026-11-30", "2026-11-30", "2026-11-01", ""]
    text = (listed.content / "papers" / "night.md").read_text("utf-8")
    assert text == NEW.replace("tags]\n", "tags]\nadded: '2026-11-30'\n")
    assert "is new" not in run("check").stdout
    before = listed.snapshot()
    run("addresses", "--update")
    assert listed.snapshot() == before


def test_records_of_a_library_that_begins_its_list_keep_their_dates(
    tiny_library: TinyLibrary,
) -> None:
    before = tiny_library.snapshot()
    run("addresses", "--update")
    assert {name: tiny_library.snapshot()[name] for name in before} == before


def test_a_new_record_without_a_plain_place_is_named(listed: TinyLibrary) -> None:
    listed.write("papers/flow.md", "---\n{title: Flow, suggested: [tags, theme]}\n---\n")
    result = run("addresses", "--update")
    assert "content/papers/flow.md: write added: '20" in result.stderr
    assert result.exit_code == 0
