"""A reading path begins with surveys, ends with the newest, and is what a curator wrote if so."""

from __future__ import annotations

from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Step, Theme
from pressmark.site.reading_path import first_sentence, first_steps, steps_of

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
