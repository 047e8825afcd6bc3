"""Parts of long lists are linked so that each can be reached, and no page has links to all of very
many."""

from __future__ import annotations

import pytest

from pressmark.site import limits
from pressmark.site.lists import linked_parts, part_links


@pytest.mark.parametrize("count", [1, 2, limits.PARTS_AT_ONCE])
def test_each_of_few_parts_is_linked_from_all(count: int) -> None:
    assert all(linked_parts(count, place) == [*range(count)] for place in range(count))


@pytest.mark.parametrize("count", [limits.PARTS_AT_ONCE + 1, 99, 100, 101, 999, 1_000, 20_000])
def test_of_very_many_parts_each_links_to_the_ends_those_nearby_and_some_between(
    count: int,
) -> None:
    for place in {0, 1, count // 2, count - 1}:
        linked = linked_parts(count, place)
        assert len(linked) <= limits.PARTS_AT_ONCE
        assert {0, max(place - 1, 0), place, min(place + 1, count - 1), count - 1} <= {*linked}
        assert linked == sorted({*linked})


def test_the_parts_of_a_very_long_list_are_named_by_their_numbers() -> None:
    links = part_links("years/2021/", 70, 20_050)

    assert links[0] == ("years/2021/", "Newest", False)
    assert [name for _, name, _ in links[1:4]] == ["199", "190", "180"]
    assert [name for _, name, is_here in links if is_here] == ["70"]
    assert {"75", "71", "69", "65", "10"} <= {name for _, name, _ in links}
