"""Digests of what is new: which papers they tell of, how their files are read, and their pages."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from pressmark.base.findings import InvalidLibraryError
from pressmark.build.build import build
from pressmark.cli.main import main
from pressmark.library import newsletter
from pressmark.library.library import Library
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Paper
from pressmark.library.terms import Term
from pressmark.library.values import validated
from pressmark.newsletter import selection
from tests.conftest import LAMPS, TIDES
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, files_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyLibrary

DAY = "2026-11-24"
DIGEST = f"digests/{DAY}.yml"
SOUND = f"since: {DAY}\nuntil: {DAY}\npapers: [quill2021counting]\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["digest", *arguments])


def written(*arguments: str) -> Result:
    return run("new", *arguments)


def paper(name: str, theme: str = "lamps", **values: str | tuple[str, ...]) -> Paper:
    told = {"id": name, "title": name, "theme": theme, "date": "2020-01-01", **values}
    return validated(Paper, {key: value for key, value in told.items() if value})


def library_of(*papers: Paper, newsletters: tuple[Newsletter, ...] = ()) -> Library:
    themes = {name: Term(id=name, label=name, description=name) for name in ("lamps", "tides")}
    return Library(
        {one.id: one for one in papers}, themes, {}, newsletters={n.id: n for n in newsletters}
    )


def made_of(*papers: Paper, in_full: int = 30, told: tuple[Newsletter, ...] = ()) -> Newsletter:
    library = library_of(*papers, newsletters=told)
    made = selection.select(library, "2026-11-01", "2026-11-30", in_full)
    assert made.newsletter is not None
    return made.newsletter


# What is new


def test_what_was_added_in_the_period_is_new_on_its_first_and_last_day_too() -> None:
    days = ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")
    made = made_of(*(paper(f"p{number}", added=day) for number, day in enumerate(days)))

    assert set(made.papers) == {"p1", "p2"}
    assert (made.id, made.since, made.until) == ("2026-11-30", "2026-11-01", "2026-11-30")


def test_a_record_without_a_day_counts_by_its_date_or_is_named_as_left_out() -> None:
    library = library_of(
        paper("dated", date="2026-11-05"), paper("monthly", date="2026-11"), paper("bare", date="")
    )

    made = selection.select(library, "2026-11-01", "2026-11-30")

    assert made.newsletter is not None
    assert made.newsletter.papers == ("dated",)
    assert set(made.undated) == {"monthly", "bare"}


def test_what_was_withdrawn_is_named_as_left_out() -> None:
    library = library_of(paper("gone", added="2026-11-05", status="retracted"))

    assert selection.select(library, "2026-11-01", "2026-11-30") == (None, (), ("gone",))


def test_nothing_is_told_twice() -> None:
    told = Newsletter("2026-11-10", "2026-11-01", "2026-11-10", papers=("a",), further=("b",))
    papers = [paper(name, added="2026-11-10") for name in "abc"]

    assert made_of(*papers, told=(told,)).papers == ("c",)


def test_of_many_papers_the_newest_of_each_theme_in_turn_are_shown_in_full() -> None:
    lamps = [paper(f"lamp{n}", added="2026-11-05", date=f"2020-01-0{n}") for n in (1, 2, 3, 4)]
    tides = [paper("tide", "tides", added="2026-11-05")]
    drafts = [paper("draft", "", added="2026-11-05", date="2026-01-01", suggested=("tags",))]

    made = made_of(*lamps, *tides, *drafts, in_full=3)

    assert made.papers == ("lamp4", "lamp3", "tide")
    assert made.further == ("lamp2", "lamp1", "draft")


def test_a_file_reads_back_as_the_newsletter_that_it_was_written_of(
    tiny_library: TinyLibrary,
) -> None:
    written = Newsletter(
        DAY,
        "2026-11-01",
        DAY,
        title="- 'no': {yes} # ü",
        introduction="A *first* line.\n\n- one\n- two",
        papers=("mast2022flood",),
        further=("quill2021counting",),
    )
    tiny_library.write(DIGEST, selection.text_of(written))

    assert tiny_library.load().newsletters == {DAY: written}


def test_groups_follow_the_themes_of_the_library_and_the_order_of_the_file() -> None:
    library = library_of(paper("a"), paper("b", "tides"), paper("c"), paper("d", ""))
    one = Newsletter(DAY, DAY, DAY, papers=("d", "b", "c"), further=("a",))

    groups = newsletter.groups(one, library.papers, library.themes)

    shown = [
        (group.theme.id if group.theme else "", [p.id for p in group.papers + group.further])
        for group in groups
    ]
    assert shown == [("lamps", ["c", "a"]), ("tides", ["b"]), ("", ["d"])]


# Files of curators


def test_a_renamed_paper_is_found_under_its_old_id(tiny_library: TinyLibrary) -> None:
    renamed = TIDES.replace("arxiv:", "redirect_from: [mast2022tides]\narxiv:")
    tiny_library.write("papers/mast2022flood.md", renamed)
    tiny_library.write(
        DIGEST,
        f"since: {DAY}\nuntil: {DAY}\npapers: [mast2022tides, quill2021counting]\n"
        "further: [mast2022flood]\n",
    )

    read = tiny_library.load().newsletters[DAY]

    assert (read.papers, read.further) == (("mast2022flood", "quill2021counting"), ())


def test_a_paper_that_was_published_and_is_gone_is_left_out(tiny_library: TinyLibrary) -> None:
    text = f"since: {DAY}\nuntil: {DAY}\npapers: [gone2020bells, quill2021counting]\n"
    tiny_library.write(DIGEST, text)
    tiny_library.write("addresses.txt", "papers/gone2020bells/\n")

    assert tiny_library.load().newsletters[DAY].papers == ("quill2021counting",)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (DIGEST, SOUND.replace("counting", "cuonting"), "3: papers[1]: there is no paper 'quill20"),
        (DIGEST, SOUND + "further: [nobody]\n", "4: further[1]: there is no paper 'nobody'"),
        (DIGEST, SOUND + "further: [quill2021counting]\n", "4: further[1]: 'quill2021counting' st"),
        (DIGEST, SOUND + "introductoin: Hi\n", "4: introductoin: this key is unknown. Did you me"),
        (DIGEST, SOUND + "id: other\n", "4: id: this key is unknown. The file's name is it."),
        (
            DIGEST,
            SOUND.replace(f"since: {DAY}", "since: 2027-01-01"),
            "1: since: 2027-01-01 is after",
        ),
        (
            DIGEST,
            SOUND.replace(f"until: {DAY}", "until: 2026-11"),
            "2: until: '2026-11' is not a day",
        ),
        (DIGEST, f"until: {DAY}\npapers: [quill2021counting]\n", "1: since: the key is missing."),
        (DIGEST, f"since: {DAY}\nuntil: {DAY}\n", "1: papers: the digest tells of no paper."),
        (DIGEST, SOUND + "title:\n", "4: title: the value is empty."),
        (DIGEST, SOUND + "introduction: '## Big'\n", "4: introduction: '## Big' holds a heading"),
        (DIGEST, "- a list\n", "1: no 'key: value' lines were found."),
        (DIGEST, b"\xff\xfe", "1: byte 0xff is not UTF-8."),
        ("digests/monday.yml", SOUND, "1: id: 'monday' is not a date"),
        ("digests/notes.txt", "x", "1: this is no digest. Keep <date>.yml files here."),
    ],
)
def test_what_is_wrong_with_a_digest_is_found(
    name: str, text: str | bytes, found: str, tiny_library: TinyLibrary
) -> None:
    tiny_library.write(name, text)

    with pytest.raises(InvalidLibraryError) as raised:
        tiny_library.load()

    (finding,) = raised.value.findings
    assert str(finding).startswith(f"content/{name}:{found}")


def test_ids_are_not_looked_up_among_records_with_findings(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/quill2021counting.md", LAMPS.replace("2021-03-04", "soon"))
    tiny_library.write(DIGEST, SOUND)

    with pytest.raises(InvalidLibraryError) as raised:
        tiny_library.load()

    assert [finding.file.name for finding in raised.value.findings] == ["quill2021counting.md"]


# The command


def test_a_digest_is_made_and_never_written_over(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "papers/mast2022flood.md", TIDES.replace("arxiv:", "added: 2026-11-20\narxiv:")
    )

    first = written("--since", "2026-11-01", "--until", DAY)
    again = written("--since", "2026-11-01", "--until", DAY)

    assert first.stdout == f"content/{DIGEST}: 1 paper, 1 of them in full\n"
    assert tiny_library.load().newsletters[DAY].papers == ("mast2022flood",)
    assert (again.exit_code, "already exists" in again.stderr) == (1, True)


def test_the_next_digest_goes_on_where_the_last_one_ended(tiny_library: TinyLibrary) -> None:
    tiny_library.write(DIGEST, SOUND)
    tiny_library.write("papers/mast2022flood.md", TIDES.replace("arxiv:", f"added: {DAY}\narxiv:"))

    result = written("--since", "last", "--until", "2026-12-01", "--json")

    told = json.loads(result.stdout)
    assert (told["since"], told["papers"]) == (DAY, ["mast2022flood"])


def test_a_digest_is_of_today_unless_one_says_otherwise(tiny_library: TinyLibrary) -> None:
    today = datetime.datetime.now().astimezone().date().isoformat()
    tiny_library.write(
        "papers/mast2022flood.md", TIDES.replace("arxiv:", f"added: {today}\narxiv:")
    )

    told = json.loads(written("--since", "2026-11-01", "--json").stdout)

    assert told["file"] == f"content/digests/{told['until']}.yml"
    assert told["until"] in (today, datetime.datetime.now().astimezone().date().isoformat())


def test_without_news_nothing_is_written(tiny_library: TinyLibrary) -> None:
    before = tiny_library.snapshot()

    result = written("--since", "2026-11-01", "--until", DAY)

    assert result.stdout == f"No paper is new from 2026-11-01 to {DAY}; nothing was written\n"
    assert "mast2022flood: left out, the record doesn't say when it was added" in result.stderr
    assert tiny_library.snapshot() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "Missing option '--since'"),
        (["new", "--since", "yesterday"], "'yesterday' is not a day"),
        (["new", "--since", "last"], "There is no earlier digest to continue"),
        (
            ["new", "--since", "2026-12-01", "--until", DAY],
            f"The digest would end on {DAY}, before",
        ),
        (["show"], "Missing argument 'DATE'"),
        (["show", "last"], "'last' is not a day"),
        (["send", DAY], "Missing option '--subscribers'"),
        (["nwe"], "No such command 'nwe'"),
    ],
)
def test_a_wrong_call_is_said(arguments: list[str], said: str, tiny_library: TinyLibrary) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        (["--since", "last", "--until", DAY], f"new --since last --until {DAY}"),
        (["-f", "my lib/mkdocs.yml", "--since=last"], "new -f 'my lib/mkdocs.yml' --since=last"),
        ([DAY, "--show", "html"], f"show {DAY} --format html"),
        ([DAY, "--show=text"], f"show {DAY} --format=text"),
        ([DAY, "--subscribers", "list", "--send"], f"send {DAY} --subscribers list --yes"),
    ],
)
def test_a_call_from_when_digest_was_one_command_is_answered_with_what_it_is_now(
    former: list[str], now: str
) -> None:
    result = run(*former)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Call: main digest {now}\n" in result.stderr


# Pages


def test_a_digest_page_shows_papers_in_full_and_others_by_title(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    build(project / "mkdocs.yml", jobs=1, with_search=False)

    page = (project / "site" / "digests" / "2023-01-09" / "index.html").read_text(encoding="utf-8")

    assert "Digest of 9 January 2023" in page
    assert page.count("Summary 3.") == 1
    assert "Summary 0." not in page
    assert '<a href="../../papers/paper0/">Observation 0 &amp; Others</a>' in page
    assert '<a rel="next" class="pm-older" href="../../digests/2023-01-02/">' in page
    archive = (project / "site" / "digests" / "index.html").read_text(encoding="utf-8")
    assert archive.index("2023-01-09") < archive.index("2023-01-02")


def test_a_library_without_digests_has_no_page_and_no_link_for_them(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    for file in (project / "content" / "digests").iterdir():
        file.unlink()

    build(project / "mkdocs.yml", strict=True, jobs=1)

    pressed = files_of(project / "site")
    assert differing(built(project, PLAIN), pressed) == []
    assert [name for name in pressed if name.startswith("digests/")] == []
    assert [name for name, raw in pressed.items() if b'digests/"' in raw] == []


def test_a_first_digest_brings_its_link_onto_every_page(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    file = project / "content" / "digests" / "2023-01-02.yml"
    text = file.read_text(encoding="utf-8")
    for one in (project / "content" / "digests").iterdir():
        one.unlink()
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    file.write_text(text, encoding="utf-8")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    assert b'href="../../digests/"' in (project / "site" / "papers/paper1/index.html").read_bytes()


@pytest.mark.parametrize(
    ("way", "link"),
    [
        ("news@example.org", 'href="mailto:news@example.org?subject=subscribe"'),
        ("https://example.org/join", 'href="https://example.org/join"'),
        ("", "not sent by e-mail yet"),
    ],
)
def test_the_subscribe_page_offers_the_way_that_is_configured(
    way: str, link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_SUBSCRIBE", way)
    project = invented_project(tmp_path / "project")

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    assert link in (project / "site" / "subscribe" / "index.html").read_text(encoding="utf-8")


def test_a_way_to_subscribe_that_is_none_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_SUBSCRIBE", "javascript:alert(1)")
    project = invented_project(tmp_path / "project")

    with pytest.raises(Exception, match=r"extra\.subscribe in mkdocs\.yml is 'javascript:alert"):
        build(project / "mkdocs.yml", jobs=1, with_search=False)
