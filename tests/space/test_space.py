"""A space brought up to date is the one that would be made anew, whatever was edited."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.space import basis as basis_module
from pressmark.space import cells as cells_module
from pressmark.space.space import Space, space_of, updated
from tests.effort import examples
from tests.space.papers import invented, invented_paper, library_of, paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Related

COUNT = 60


def all_related(space: Space, library: Library) -> Mapping[str, tuple[Related, ...]]:
    return space.related(library, range(len(space.ids)))


def with_text(old: Paper, text: str) -> Paper:
    """The paper with another summary, and called the same."""
    facts = {"title": old.title, "tags": list(old.tags), "theme": old.theme}
    return paper(old.id, **facts, tldr=text, authors=[{"name": text.split()[0]}])


@dataclass
class Papers:
    """The papers of a library, and what edits make of them."""

    by_id: dict[str, Paper] = field(
        default_factory=lambda: {each.id: each for each in invented(COUNT)}
    )

    def edit(self, kind: str, number: int, other: int) -> None:
        """Edit, retitle, add or remove a paper."""
        name = f"paper-{number:04}"
        old, text = self.by_id.get(name), invented_paper(other, seed=1)
        if kind == "add":
            self.by_id[f"paper-{COUNT + number:04}"] = invented_paper(COUNT + number)
        elif old and kind == "edit":
            self.by_id[name] = with_text(old, f"{text.tldr} {text.finding}")
        elif old and kind == "retitle":
            self.by_id[name] = paper(name, title=text.title, tags=["night"], theme=old.theme)
        elif old and kind == "remove":
            del self.by_id[name]

    def library(self) -> Library:
        """The library as it is now."""
        return library_of(self.by_id.values())


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "add", "remove", "retitle"]),
        st.integers(0, COUNT - 1),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=4,
)
SIZES = {"all are the sample": (1_000, 4_000), "few are": (10, 4_000), "there are cells": (25, 40)}


@pytest.fixture(params=SIZES)
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries of a few dozen papers as small, middling and large ones."""
    sample, exact = SIZES[request.param]
    monkeypatch.setattr(basis_module, "SAMPLE", sample)
    monkeypatch.setattr(cells_module, "EXACT", exact)


@pytest.mark.usefixtures("sizes")
@given(st.lists(EDITS, min_size=1, max_size=3))
@settings(max_examples=examples(4, 300))
def test_edits_end_in_the_space_that_is_made_anew(
    sessions: list[list[tuple[str, int, int]]],
) -> None:
    papers = Papers()
    library = papers.library()
    space, related = space_of(library), dict(all_related(space_of(library), library))
    for session in sessions:
        for edit in session:
            papers.edit(*edit)
        library = papers.library()
        after = updated(space, library)
        anew = space_of(library)
        expected = all_related(anew, library)
        if after is None:
            space, related = anew, dict(expected)
            continue
        space, touched = after
        related.update(space.related(library, touched))
        assert {name: related[name] for name in space.ids} == expected
        assert list(space.vectors) == list(anew.vectors)
        assert list(space.features) == list(anew.features)
        assert list(space.cell_of) == list(anew.cell_of)


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis_module, "SAMPLE", 10)


@pytest.mark.usefixtures("small_sample")
def test_only_what_is_near_an_edited_paper_is_told_anew() -> None:
    papers = Papers({each.id: each for each in invented(400)})
    space = space_of(papers.library())
    papers.edit("edit", 3, 7)

    after = updated(space, papers.library())

    assert after
    assert 1 <= len(after[1]) < 200


@pytest.mark.parametrize("kind", ["add", "remove", "retitle"])
def test_in_a_small_library_other_names_have_other_axes(kind: str) -> None:
    papers = Papers()
    space = space_of(papers.library())
    papers.edit(kind, 3, 7)

    assert updated(space, papers.library()) is None


@pytest.mark.usefixtures("small_sample")
def test_papers_outside_the_sample_come_go_and_change_their_names_without() -> None:
    papers = Papers()
    space = space_of(papers.library())
    sample = {*basis_module.sampled(papers.by_id)}
    outside = [number for number in range(COUNT) if f"paper-{number:04}" not in sample]
    papers.edit("remove", outside[0], 0)
    papers.edit("retitle", outside[1], 0)
    library = papers.library()

    after = updated(space, library)

    assert after
    assert after[0].basis is space.basis


@pytest.mark.usefixtures("small_sample")
def test_a_paper_of_the_sample_that_goes_makes_other_axes() -> None:
    papers = Papers()
    space = space_of(papers.library())
    del papers.by_id[basis_module.sampled(papers.by_id)[0]]

    assert updated(space, papers.library()) is None


def test_many_changes_are_made_anew() -> None:
    papers = Papers({each.id: each for each in invented(200)})
    space = space_of(papers.library())
    for number in range(40):
        papers.edit("edit", number, number)

    assert updated(space, papers.library()) is None


def test_a_space_that_was_kept_is_the_same() -> None:
    library = Papers().library()
    space = space_of(library)

    again = Space.of_values(space.values())

    assert again.values() == space.values()
    assert all_related(again, library) == all_related(space, library)


def test_an_empty_library_has_an_empty_space() -> None:
    library = library_of([])

    assert all_related(space_of(library), library) == {}


def test_abstracts_have_a_say_in_where_papers_are() -> None:
    papers = [*invented(60), paper("blank", title="Observations")]
    plain, told = library_of(papers), library_of(papers, blank="gull tern nest egg feather")

    place = sorted(plain.papers).index("blank")
    assert space_of(plain).vectors[place] != space_of(told).vectors[place]
    near = space_of(told).near[place].candidates()[:5]
    ids = sorted(plain.papers)
    assert {told.papers[ids[other]].theme for other, _ in near} == {"gulls"}


def test_fingerprints_alone_tell_what_changed() -> None:
    papers = Papers()
    library = papers.library()
    space = space_of(library)

    after = updated(space, replace(library, fingerprints=dict(library.fingerprints)))

    assert after
    assert after[1] == set()


def test_ids_are_compared_once_for_all_papers_and_not_for_each() -> None:
    compared: list[object] = []

    class Ids(list[str]):
        __hash__ = None

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return list(self) == other

        def __ne__(self, other: object) -> bool:
            return not self == other

    papers = Papers()
    space = space_of(papers.library())
    papers.edit("edit", 3, 1)

    assert updated(replace(space, ids=Ids(space.ids)), papers.library())
    assert len(compared) <= 2
