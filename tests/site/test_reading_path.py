"""A reading path begins with surveys, ends with the newest, and is what a curator wrote if so."""

from __future__ import annotations

from dataclasses import replace

from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.relations import Related, relate
from pressmark.library.terms import Step, Term, Theme
from pressmark.site.reading_path import findings, first_sentence, first_steps, steps_of
from tests.published import published

LAMPS = Theme(id="lamps", label="Lamps", description="Lights.")


def library(theme: Theme = LAMPS) -> Library:
    papers = [
        Paper(id=f"p{number:02}", title=f"T {number}", date=f"20{number:02}", theme="lamps")
        for number in range(10, 40)
    ]
    papers.append(Paper(id="s", title="All lamps", date="2030", type="survey", theme="lamps"))
    papers.append(Paper(id="w", title="No", date="2045", status="withdrawn", theme="lamps"))
    return Library({paper.id: paper for paper in papers}, {"lamps": theme}, {})


def test_a_derived_path_is_short_begins_with_a_survey_and_ends_with_the_newest() -> None:
    held = library()
    steps = steps_of(LAMPS, held, relate(held))
    assert len(steps) == 12
    assert (steps[0].paper.id, steps[0].why) == ("s", "A survey to begin with")
    assert (steps[-1].paper.id, steps[-1].why) == ("p39", "The newest here")
    dates = [step.paper.date for step in steps[1:]]
    assert dates == sorted(dates)


def test_the_first_steps_are_those_of_the_whole_path() -> None:
    held = library()
    steps, count = first_steps(LAMPS, held, relate(held), 3)
    whole = steps_of(LAMPS, held, relate(held))
    assert [step.paper.id for step in steps] == [step.paper.id for step in whole[:3]]
    assert count == len(whole)


def test_a_written_path_is_kept_with_its_sentences() -> None:
    theme = Theme(
        id="lamps",
        label="Lamps",
        description="Lights.",
        path=(Step(paper="p12", why="Begin here."), Step(paper="s")),
    )
    held = library(theme)
    steps = steps_of(theme, held, relate(held))
    assert [(step.paper.id, step.why) for step in steps] == [
        ("p12", "Begin here."),
        ("s", "A survey to begin with"),
    ]


def test_of_words_the_first_sentence_is_told() -> None:
    assert first_sentence("Lamps help. Fog does not.") == "Lamps help."
    assert first_sentence("Lamps *help*. So.") == "Lamps *help*. So."


def test_neighbouring_steps_seldom_say_the_same() -> None:
    tags = {name: Term(id=name, label=name.upper(), description="T.") for name in "abcdef"}
    papers = [
        Paper(id=f"p{n}", title="T", date=f"201{n}", type="method", theme="lamps", tags=(name,))
        for n, name in enumerate(tags)
    ]
    held = Library({paper.id: paper for paper in papers}, {"lamps": LAMPS}, tags)
    near = {f"p{n}": (Related("p0", (), (), ()),) for n in (2, 3)}
    steps = steps_of(LAMPS, held, replace(relate(held), related=near))
    assert [step.why for step in steps] == [
        "Early groundwork on A: 2 later papers here are close to it",
        "The first here on B",
        "A method that brings in C",
        "New here in 2013: D",
        "The first here on E",
        "The newest here, on F",
    ]


def test_what_names_a_type_of_papers_is_no_subject() -> None:
    tags = {"benchmark": Term(id="benchmark", label="Benchmark", description="Tests.")}
    paper = Paper(id="p", title="T", date="2010", theme="lamps", tags=("benchmark",))
    held = Library({"p": paper}, {"lamps": LAMPS}, tags)
    assert [step.why for step in steps_of(LAMPS, held, relate(held))] == ["The newest here"]


def told() -> Library:
    """A library whose papers say what they found, one of them without a date."""
    papers = [
        Paper(id="a-late", title="Late", date="2021", theme="lamps", finding="Fog wins. More."),
        Paper(id="early", title="Early", date="2020-05", theme="lamps", tldr="Lamps help."),
        Paper(id="mute", title="Mute", date="2019", theme="lamps"),
        Paper(id="undated", title="Undated", theme="lamps", finding="So it is."),
    ]
    return Library({paper.id: paper for paper in papers}, {"lamps": LAMPS}, {})


def test_what_papers_found_is_told_by_date() -> None:
    held = told()
    shown, count = findings(held.newest, relate(held))
    assert [(one.paper.id, one.text) for one in shown] == [
        ("early", "Lamps help."),
        ("a-late", "Fog wins."),
        ("undated", "So it is."),
    ]
    assert count == 3


def test_what_a_curator_writes_of_the_state_is_above_what_follows_from_records() -> None:
    held = told()
    state = "Most [help](papers/early.md)."
    theme = Theme(id="lamps", label="Lamps", description="Lights.", state=state)
    page = published(replace(held, themes={"lamps": theme}))["paths/lamps/index.md"].decode()
    assert "Most [help](" in page
    assert page.index("Most [help](") < page.index("Lamps help.", page.index("State of play"))
    assert "Most" not in published(held)["paths/lamps/index.md"].decode()
