"""A newsletter of what is new: which papers it announces, how they are grouped, and its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.models import validated
from pressmark.library import newsletter
from pressmark.library.library import Library
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Paper
from pressmark.library.terms import Theme
from pressmark.newsletter import selection

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

DAY = "2026-11-24"


def paper(name: str, theme: str = "lamps", **values: str | tuple[str, ...]) -> Paper:
    facts = {"id": name, "title": name, "theme": theme, "date": "2020-01-01", **values}
    return validated(Paper, {key: value for key, value in facts.items() if value})


def library_of(*papers: Paper, newsletters: tuple[Newsletter, ...] = ()) -> Library:
    themes = {name: Theme(id=name, label=name, description=name) for name in ("lamps", "tides")}
    return Library(
        {paper.id: paper for paper in papers},
        themes,
        {},
        newsletters={n.id: n for n in newsletters},
    )


def made_of(*papers: Paper, in_full: int = 30, earlier: tuple[Newsletter, ...] = ()) -> Newsletter:
    library = library_of(*papers, newsletters=earlier)
    made = selection.select(library, "2026-11-01", "2026-11-30", in_full)
    assert made.newsletter is not None
    return made.newsletter


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
    earlier = Newsletter("2026-11-10", "2026-11-01", "2026-11-10", papers=("a",), further=("b",))
    papers = [paper(name, added="2026-11-10") for name in "abc"]

    assert made_of(*papers, earlier=(earlier,)).papers == ("c",)


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
    tiny_library.write(f"digests/{DAY}.yml", selection.text_of(written))

    assert tiny_library.load().newsletters == {DAY: written}


def test_groups_follow_the_themes_of_the_library_and_the_order_of_the_file() -> None:
    library = library_of(paper("a"), paper("b", "tides"), paper("c"), paper("d", ""))
    letter = Newsletter(DAY, DAY, DAY, papers=("d", "b", "c"), further=("a",))

    groups = newsletter.groups(letter, library.papers, library.themes)

    shown = [
        (group.theme.id if group.theme else "", [p.id for p in group.papers + group.further])
        for group in groups
    ]
    assert shown == [("lamps", ["c", "a"]), ("tides", ["b"]), ("", ["d"])]
