"""What is read of values without pydantic is what pydantic reads of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.models import (
    InvalidValuesError,
    Model,
    judged,
    undoubted,
    validated,
)
from pressmark.library.changes import LoggedChange
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Paper
from pressmark.library.people import KnownPerson
from pressmark.library.terms import Series, Theme
from pressmark.site.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

SOUND: dict[type[Any], dict[str, Any]] = {
    Paper: {"id": "lamps", "title": "Lamps"},
    Theme: {"id": "a", "label": "A", "description": "A."},
    Series: {"id": "a", "label": "A"},
    KnownPerson: {"id": "a", "label": "A"},
    Newsletter: dict.fromkeys(("id", "since", "until"), "2021-05-04"),
    LoggedChange: {"day": "2021-05-04", "paper": "lamps", "change": "added"},
}
MODELS = (*SOUND, Settings)
WORDS = st.sampled_from(
    [
        *("lamps", "Ada Quill", "", " a  b ", "2021-05-04", "2021", "https://example.org/a", "con"),
        *("10.1234/ab", "doi:10.1234/ab", "2407.01234", "0000-0002-1825-0097", "dataset", "theme"),
        *("publish", "keys", "added", "book", "p. 1--2", "a\ud800b", "é", "e\u0301", "x" * 101),
    ]
)
VALUES = st.recursive(
    WORDS | st.text(max_size=9) | st.booleans() | st.none() | st.integers() | st.binary(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(WORDS, max_size=3).map(tuple)
        | st.frozensets(WORDS, max_size=2)
        | st.dictionaries(
            WORDS | st.sampled_from(["name", "given", "what", "value", "paper", "why", "file"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("model", MODELS)
@given(VALUES)
def test_what_is_beyond_doubt_is_read_as_pydantic_reads_it(model: type[Any], value: Any) -> None:
    for name in (*(field.name for field in fields(model)), "other"):
        values = {**SOUND.get(model, {}), name: value}
        record = undoubted(model, values)
        if record is not None:
            assert repr(record) == repr(judged(model, values))


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Paper, {"id": "lamps", "title": "Lamps", "authors": ["Ada Quill", {"family": "Oar"}]}),
        (Paper, {"id": "lamps", "title": " Two  lamps", "also": ["a"], "links": {"code": "c.pdf"}}),
        (Paper, {"id": "lamps", "title": "L", "figures": [{"what": "lamps", "value": "2"}]}),
        (Theme, {"id": "a", "label": "A", "description": "A.", "path": ["p", {"q": "First."}]}),
        (Series, {"id": "a", "label": "A", "aliases": ["B"]}),
        (Settings, {"cards": True, "paper_files": False, "sources": ["a.bib", {"file": "b.bib"}]}),
        (Settings, {"unsubscribe": "a@example.org", "custom": {"motto": ["Sail", 1]}}),
    ],
)
def test_sound_values_are_beyond_doubt(model: type[Any], values: Mapping[str, Any]) -> None:
    record = undoubted(model, values)
    assert record is not None
    assert repr(record) == repr(judged(model, values))


def test_all_faults_of_values_are_told() -> None:
    with pytest.raises(InvalidValuesError, match="authors") as caught:
        validated(Paper, {"title": "Lamps", "authors": [{}], "tags": ["a", "a"], "colour": "red"})
    assert [fault["loc"] for fault in caught.value.faults] == [
        *[("id",), ("authors", 0, "name"), ("tags",), ("colour",)],
    ]


def test_a_field_of_a_type_that_no_model_had_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Lamp(Model):
        height: float = 0.0

    with pytest.raises(TypeError, match="give <class 'float'> a reader"):
        undoubted(Lamp, {})


def test_equal_texts_stay_one_object() -> None:
    venue = "".join(["Harbour ", "Days"])
    papers = [validated(Paper, {"id": name, "title": "L", "venue": venue}) for name in "ab"]
    assert papers[0].venue is papers[1].venue
