"""What was found is not looked for again, until there is too much of it."""

from __future__ import annotations

from pressmark.space.at_hand import AtHand


def test_what_was_found_is_at_hand_until_there_is_too_much() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    doubles = AtHand(double, 2)

    assert [doubles[number] for number in (1, 2, 1, 2, 3, 1)] == [2, 4, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 1]
    assert len(doubles) == 2
