"""What was new, and when, follows from when records say that papers were added and from the log."""

from __future__ import annotations

from pressmark.library.changes import LoggedChange, compared, further
from pressmark.library.news import news_of
from pressmark.library.paper import Figure, Paper

DAY = "2026-11-09"


def news(papers: list[Paper], *changes: LoggedChange) -> list[tuple[str, str, str]]:
    found = news_of({paper.id: paper for paper in papers}, papers, changes)
    return [(each.day, each.kind, each.id) for each in found]


def test_the_latest_day_comes_first_and_additions_before_changes() -> None:
    papers = [Paper("lamp", "Lamps", added="2026-11-01"), Paper("fog", "Fog", added=DAY)]
    told = news(papers, LoggedChange(DAY, "lamp", "changed", what=("summary",)))
    assert told == [
        (DAY, "added", "fog"),
        (DAY, "changed", "lamp"),
        ("2026-11-01", "added", "lamp"),
    ]


def test_a_record_says_when_its_paper_was_added_else_the_log_else_a_whole_date() -> None:
    papers = [
        Paper("a", "A", added="2026-11-01"),
        Paper("b", "B", date="2020-01-02"),
        Paper("c", "C", date="2020-01-03"),
        Paper("d", "D", date="2020"),
    ]
    log = [LoggedChange(DAY, name, "added") for name in ("a", "b")]
    assert news(papers, *log) == [
        (DAY, "added", "b"),
        ("2026-11-01", "added", "a"),
        ("2020-01-03", "added", "c"),
    ]


def test_what_the_log_tells_of_an_earlier_id_or_twice_is_told_once_of_the_paper() -> None:
    papers = [Paper("lamp", "Lamps", redirect_from=("light",))]
    log = [
        LoggedChange(DAY, "light", "changed", what=("summary",)),
        LoggedChange(DAY, "lamp", "changed", what=("tags",)),
        LoggedChange(DAY, "gone", "withdrawn"),
        LoggedChange(DAY, "gone", "removed", before="Gone"),
    ]
    (changed, removed) = news_of({"lamp": papers[0]}, papers, log)
    assert (changed.id, changed.what) == ("lamp", ("summary", "tags"))
    assert (removed.kind, removed.paper, removed.before) == ("removed", None, "Gone")


def test_two_states_of_the_records_are_told_apart() -> None:
    before = [Paper("a", "A"), Paper("b", "B"), Paper("c", "C"), Paper("d", "D", volume="1")]
    now = [
        Paper("a", "A!", status="withdrawn", figures=(Figure("oars", "2"),)),
        Paper("bb", "B", redirect_from=("b",)),
        Paper("d", "D", volume="2"),
        Paper("e", "E"),
        Paper("f", "F", added=DAY),
    ]
    found = compared({p.id: p for p in before}, {p.id: p for p in now}, DAY)
    assert [(c.paper, c.change, c.what, c.before) for c in found] == [
        ("a", "changed", ("figures",), ""),
        ("a", "retitled", (), "A"),
        ("a", "withdrawn", (), ""),
        ("bb", "renamed", (), "b"),
        ("c", "removed", (), "C"),
        ("e", "added", (), ""),
    ]
    assert further(found, found) == []
