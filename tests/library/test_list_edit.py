"""Names in YAML give way to others, and nothing else on their lines does."""

from __future__ import annotations

import pytest

from pressmark.library.list_edit import (
    with_items,
    with_names,
    with_paper,
    with_term,
    with_term_renamed,
    without_term,
)
from pressmark.library.record_edit import UnplacedError

NAMES = {"night": "dark"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, night, b]  # three\n", "tags: [a, dark, b]  # three\n"),
        ("tags: ['night', \"a\"]\n", "tags: ['dark', \"a\"]\n"),
        (
            "tags:\n  - a\n  - night  # why\n\ndate: 1\n",
            "tags:\n  - a\n  - dark  # why\n\ndate: 1\n",
        ),
        ("tags:\n- night\n- dark\n- a\n", "tags:\n- dark\n- a\n"),
        ("tags: [dark, night, a]\n", "tags: [dark, a]\n"),
        ("tags: [\n  dark,\n  night\n]\n", "tags: [\n  dark\n]\n"),
        ("tags: night\n", "tags: dark\n"),
        ("date: 1\r\ntags: [é, night]\r\n", "date: 1\r\ntags: [é, dark]\r\n"),
        ("also: [night]\n", "also: [night]\n"),
        ("tags: [other]\n", "tags: [other]\n"),
    ],
)
def test_names_of_a_key_give_way_where_they_are(before: str, after: str) -> None:
    assert with_names(before, "tags", NAMES) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theme: dark\nalso: [night, tides]\n", "theme: dark\nalso: [tides]\n"),
        ("theme: dark\nalso: [night]\ndate: 1\n", "theme: dark\ndate: 1\n"),
        ("theme: dark\nalso:\n- night\ndate: 1\n", "theme: dark\ndate: 1\n"),
        ("also: [tides, night]\ntheme: dark\n", "also: [tides]\ntheme: dark\n"),
    ],
)
def test_a_list_does_not_repeat_the_value_of_the_key_that_it_is_apart_from(
    before: str, after: str
) -> None:
    assert with_names(before, "also", NAMES, "theme") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  label: A\n", "a:\n  label: A\n  aliases: [x, 'y: z']\n"),
        ("a:\n  aliases: [w]\nb:\n  label: B\n", "a:\n  aliases: [w, x, 'y: z']\nb:\n  label: B\n"),
        ("a:\n  aliases: []\n", "a:\n  aliases: [x, 'y: z']\n"),
        (
            "a:\n  aliases:\n    - w # c\nb: {}\n",
            "a:\n  aliases:\n    - w # c\n    - x\n    - 'y: z'\nb: {}\n",
        ),
        ("a:\n  aliases:\n  - w", "a:\n  aliases:\n  - w\n  - x\n  - 'y: z'\n"),
    ],
)
def test_a_list_goes_on_in_the_way_it_is_written(before: str, after: str) -> None:
    assert with_items(before, "a", "aliases", ["x", "y: z"]) == after


def test_a_term_gets_another_id_and_keeps_its_place() -> None:
    text = "# Head.\na:\n  label: A\n\n# B\nb: # x\n  label: a\n"
    assert with_term_renamed(text, "b", "c") == text.replace("b: # x", "c: # x")


def test_a_term_goes_and_comments_of_others_stay() -> None:
    text = "# Head.\n\na:\n  label: A\n\nb:\n  label: B\n\n# C\nc:\n  label: C\n"
    assert without_term(text, "b") == text.replace("b:\n  label: B\n\n", "")
    assert without_term(text, "c") == text.replace("c:\n  label: C\n", "")


def test_a_term_is_added_at_the_end() -> None:
    added = "b:\n  label: 'B: #2'\n  aliases: [x]\n"
    values: dict[str, str | list[str]] = {"label": "B: #2", "aliases": ["x"]}
    assert with_term("", "b", values) == added
    assert with_term("# Head.\n", "b", values) == f"# Head.\n\n{added}"
    assert with_term("a:\n  label: A", "b", values) == f"a:\n  label: A\n\n{added}"


@pytest.mark.parametrize("text", ["- night\n", "tags: &x [night]\nalso: *x\n", "tags: [night\n"])
def test_what_has_no_plain_place_is_refused(text: str) -> None:
    with pytest.raises(UnplacedError):
        with_names(text, "tags", NAMES)


@pytest.mark.parametrize(
    ("before", "after", "left_out"),
    [
        ("path: [a, 'old']  # two", "path: [a, 'new']  # two", []),
        ("path:\n  - old: Old. # why\n  - a", "path:\n  - new: Old. # why\n  - a", []),
        ("path:\n  - {paper: old, why: Yes.}", "path:\n  - {paper: new, why: Yes.}", []),
        ("path:\n  - new: New.\n  - old: Old.\n  - a", "path:\n  - new: New.\n  - a", ["Old."]),
        (
            "path:\n  - old: >-\n      Old.\n  - a: A.\n  - new",
            "path:\n  - new: >-\n      Old.\n  - a: A.",
            [],
        ),
        (
            "path:\n  - old\n  - new: >-\n      New\n      too.\n  # A.\n  - a",
            "path:\n  - new\n  # A.\n  - a",
            ["New too."],
        ),
        ("path: [{old: Old.}, a, {paper: new, why: New.}]", "path: [{new: Old.}, a]", ["New."]),
        (
            "state: >-\n    [o](papers/old.md#finding)\n    old",
            "state: >-\n    [o](papers/new.md#finding)\n    old",
            [],
        ),
        (
            "state: é [o](papers/older.md) [o](papers/old.md)",
            "state: é [o](papers/older.md) [o](papers/new.md)",
            [],
        ),
        ("introduction: old", "introduction: old", []),
    ],
)
def test_a_paper_of_reading_paths_and_states_gives_way_where_it_is(
    before: str, after: str, left_out: list[str]
) -> None:
    text, sentences = with_paper(f"t:\n  {before}\n  label: T\n", "old", "new")
    assert text == f"t:\n  {after}\n  label: T\n"
    assert sentences == [f"t: path: old: {sentence}" for sentence in left_out]


def test_a_path_that_can_not_be_changed_alone_is_refused() -> None:
    with pytest.raises(UnplacedError):
        with_paper('t:\n  path: ["o\\x6cd", &a b, *a]\n', "old", "new")
