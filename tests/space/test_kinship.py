"""Papers that have to do with each other are told, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pressmark.library.crowds import MOST_LISTED
from pressmark.space.kinship import MOST_RELATED, Kinship
from pressmark.space.space import space_of
from tests.space.papers import invented, library_of, paper

if TYPE_CHECKING:
    from pressmark.library.relations import Related

ADA = {"name": "Ada Quill"}


def related(name: str, *papers: Any) -> dict[str, Related]:
    """What is related to a paper among these and dozens of others."""
    library = library_of([*invented(60), *papers])
    space = space_of(library)
    found = space.related(library, [space.places[name]])[name]
    return {each.id: each for each in found}


def test_the_related_papers_are_on_the_same_subject() -> None:
    library = library_of(invented(120))
    space = space_of(library)
    found = space.related(library, range(120))
    pairs = [
        library.papers[name].theme == library.papers[each.id].theme
        for name, papers in found.items()
        for each in papers
    ]

    assert sum(pairs) / len(pairs) > 0.9
    assert max(map(len, found.values())) == MOST_RELATED


def test_no_paper_is_related_to_itself() -> None:
    library = library_of(invented(60))
    space = space_of(library)

    found = space.related(library, range(60))
    assert all(name not in {each.id for each in papers} for name, papers in found.items())


def test_a_paper_on_nothing_that_others_are_on_stands_alone() -> None:
    lone = paper("lone", title="Quaternions and sonnets")

    assert related("lone", lone) == {}


def test_shared_tags_are_told_the_rarest_first() -> None:
    rare = [
        paper(f"rare-{number}", title="Gulls and terns", tags=["harbour", "albatross"])
        for number in (1, 2)
    ]

    assert related("rare-1", *rare)["rare-2"].tags == ("albatross", "harbour")


def test_people_who_wrote_both_are_told_as_the_paper_names_them() -> None:
    one = paper("one", title="Gulls on the tide", authors=[{"name": "Ada Quíll"}])
    two = paper("two", title="Gulls on the ebb tide", authors=[ADA, {"name": "Ben Oar"}])

    assert related("one", one, two)["two"].people == ("Ada Quíll",)
    assert related("two", one, two)["one"].people == ("Ada Quill",)


def test_people_in_common_bring_papers_nearer() -> None:
    def score(author: str) -> int:
        one = paper("one", title="Gulls and terns", authors=[{"name": "Eve van Rope"}])
        two = paper("two", title="Gulls and feathers", authors=[{"name": author}])
        library = library_of([*invented(60), one, two])
        space = space_of(library)
        papers = [library.papers[name] for name in space.ids]
        kinship = Kinship(library, papers, space.features, space.basis)
        ((_, found),) = kinship.scores(space.places["one"], [(space.places["two"], 9_000)])
        return found

    assert score("Eve van Rope") > score("Somebody Else") > 0


def test_a_crowd_of_authors_is_no_reason() -> None:
    crowd = [{"name": f"Author {number}"} for number in range(MOST_LISTED + 1)]
    one, two = (
        paper(name, title="Gulls and terns", authors=crowd, tags=["night"]) for name in ("a", "b")
    )

    assert related("a", one, two)["b"].people == ()


def test_where_no_tag_is_shared_words_of_the_titles_are_told_as_they_are_spelt() -> None:
    one = paper("one", title="The McNeill (quadrant): a study", tldr="Gulls.")
    two = paper("two", title="Quadrants, by McNeill", tldr="Gulls.")

    assert {*related("one", one, two)["two"].words} == {"McNeill", "quadrant"}


def test_where_tags_are_shared_words_are_not_told() -> None:
    one, two = (
        paper(name, title="The McNeill quadrant", tags=["night"]) for name in ("one", "two")
    )

    assert related("one", one, two)["two"].words == ()


def test_a_word_that_many_papers_are_called_by_is_not_told() -> None:
    things = "quadrant quadrant sextant compass log lead chart dial glass globe map pole star rod"
    papers = [
        paper(f"p{number}", title=f"Observations of the {thing} {number}th")
        for number, thing in enumerate(
            f"{things} wind sun line knot bell buoy mark flag oar cask".split()
        )
    ]
    library = library_of(papers)
    space = space_of(library)
    found = space.related(library, range(len(papers)))["p0"]

    assert [each.words for each in found if each.id == "p1"] == [("quadrant",)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_papers_is_not_seen(order: int) -> None:
    papers = invented(50)
    library = library_of(papers[::order])

    assert space_of(library).values() == space_of(library_of(papers)).values()
