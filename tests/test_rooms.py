"""The house is as CONTRIBUTING.md draws it, and each room says what it is for."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.conftest import REPOSITORY
from tests.tools import room_map

PACKAGE = REPOSITORY / "generator" / "pressmark"
ROOMS = sorted(
    ".".join(file.parent.relative_to(PACKAGE).parts) for file in PACKAGE.glob("*/**/__init__.py")
)


def test_the_map_of_the_rooms_is_as_the_code_is() -> None:
    text = room_map.FILE.read_text(encoding="utf-8")
    assert text == room_map.redrawn(text), "draw it anew: make map"


def test_every_folder_of_the_package_is_a_room_on_the_map() -> None:
    assert {room.partition(".")[0] for room in ROOMS} == set(room_map.rooms())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_three_lines_what_it_is_for(room: str) -> None:
    assert all(room_map.purpose(room))


@pytest.mark.parametrize(
    "place", re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`", room_map.FILE.read_text("utf-8"))
)
def test_a_file_or_folder_that_contributing_names_is_there(place: str) -> None:
    assert any((root / place).exists() for root in (PACKAGE, REPOSITORY, PACKAGE / "templates"))


def test_no_two_classes_have_the_same_name() -> None:
    trees = (ast.parse(file.read_text("utf-8")) for file in PACKAGE.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    names = Counter(node.name for node in nodes if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []
