"""People and venues are derived from the papers of a library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.models import validated
from pressmark.base.names import person_sort_key, slug
from pressmark.library.library import Library
from pressmark.library.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = (
    "Ada Quill",
    "Áda Quill",
    "ada quill",
    "Ben Oar",
    "Étienne Keel",
    "李 雷",
    "Oar",
    "9 Lives",
)


def paper(
    number: int, authors: Sequence[str | dict[str, str]], date: str = "", venue: str = ""
) -> Paper:
    values = {"id": f"p{number}", "title": f"Paper {number}", "authors": list(authors)}
    facts = {"date": date, "venue": venue}
    return validated(Paper, values | {key: value for key, value in facts.items() if value})


def library(*papers: Paper) -> Library:
    return Library({one.id: one for one in papers}, {}, {})


def test_a_person_is_shown_in_the_most_frequent_spelling() -> None:
    held = library(paper(1, ["ada quill"]), paper(2, ["Ada Quill"]), paper(3, ["ada quill"]))
    (person,) = held.people.values()
    assert (person.id, person.name) == ("ada-quill", "ada quill")


def test_of_two_spellings_as_frequent_the_first_in_order_is_shown() -> None:
    held = library(paper(1, ["ada quill"]), paper(2, ["Ada Quill"]))
    assert held.people["ada-quill"].name == "Ada Quill"


def test_a_person_in_parts_is_indexed_by_the_family_name_and_not_by_a_guess() -> None:
    reed = {"family": "Oar Reed", "given": "Ben"}
    office = {"literal": "Harbour Office of Tyne"}
    held = library(paper(1, [reed, office, "Ada Quill"]))
    letters = {person.name: person.letter for person in held.people.values()}
    assert letters == {"Harbour Office of Tyne": "H", "Ben Oar Reed": "O", "Ada Quill": "Q"}
    assert [*letters] == ["Harbour Office of Tyne", "Ben Oar Reed", "Ada Quill"]


def test_an_authors_id_is_found_by_the_name_as_it_is_written() -> None:
    held = library(paper(1, ["ada quill", "Ben Oar"]), paper(2, ["Ada Quill"]))
    assert held.person_ids == {
        "ada quill": "ada-quill",
        "Ada Quill": "ada-quill",
        "Ben Oar": "ben-oar",
    }


def test_equal_venues_share_one_edition() -> None:
    one, other = (
        paper(1, [], venue="Tides 2024 (Findings)"),
        paper(2, [], venue="Tides 2024 (Findings)"),
    )
    held = library(one, other)
    assert held.edition(one.venue) is held.edition(other.venue)


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(NAMES), max_size=5), st.sampled_from(["", "2021", "2022"])
        ),
        max_size=8,
    )
)
def test_people_have_their_papers_newest_first_and_stand_in_the_order_of_an_index(
    written: list[tuple[list[str], str]],
) -> None:
    held = library(*(paper(n, authors, date) for n, (authors, date) in enumerate(written)))
    people = list(held.people.values())
    assert list(held.people) == [person.id for person in people]
    assert people == sorted(
        people,
        key=lambda person: (person.letter == "#", person_sort_key(person.name), person.id),
    )
    assert set(held.people) == {slug(name) for authors, _ in written for name in authors}
    for person in people:
        theirs = [one for one in held.newest if person.id in map(slug, names(one))]
        assert person.papers == tuple(one.id for one in theirs)
        counts = Counter(name for one in theirs for name in names(one) if slug(name) == person.id)
        assert person.name == min(counts, key=lambda name: (-counts[name], name))


def names(one: Paper) -> list[str]:
    return [author.name for author in one.authors]
