"""One drawn specimen of a page kind in; every other page of that kind out, byte for byte as drawn.

Two pages of a kind differ in a few slots only. A specimen is drawn with sentinels in them; split at
the sentinels it is the form that further pages are pressed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What stands in the slots of a specimen, which shows no record. An underscore is in no id, so that
# a specimen's address is never a page's.
SENTINELS = {
    "title": "pressmark slot title 7c41d09be2",
    "description": "pressmark slot description 51f8a36d07",
    "stem": "pressmark_slot_stem_e90b27c4d8",
    "body": '<div data-slot="b3d6f1905a"><h1>pressmark slot body 2f7e88c1b4</h1></div>',
}
# How often each stands in a drawn page: the address once, in the canonical link.
_TIMES = {"title": 1, "description": 1, "stem": 1, "body": 1}


class PressError(Exception):
    """Raised for a specimen that no form can be made from; names the kind and the slot."""


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a page that every page of its kind shares, and which slot follows each."""

    parts: tuple[str, ...]
    slots: tuple[str, ...]

    def press(self, values: Mapping[str, str]) -> str:
        """The whole page with `values`, one text a slot, in their places."""
        pieces = [self.parts[0]]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            pieces.append(values[slot])
            pieces.append(part)
        return "".join(pieces)


def form_of(kind: str, specimen: str) -> Form:
    """The form that a drawn specimen of `kind` makes.

    Raises `PressError` unless every slot stands in it exactly as often as expected.
    """
    found = []
    for slot, sentinel in SENTINELS.items():
        times = specimen.count(sentinel)
        if times != _TIMES[slot]:
            raise PressError(
                f"the slot {slot!r} stands {times} times in a drawn {kind} page, not "
                f"{_TIMES[slot]}: the theme shows it elsewhere or not at all. Build with "
                "'mkdocs build' and look at templates/theme/main.html"
            )
        found.append((specimen.index(sentinel), slot))
    parts, slots, end = [], [], 0
    for place, slot in sorted(found):
        parts.append(specimen[end:place])
        slots.append(slot)
        end = place + len(SENTINELS[slot])
    parts.append(specimen[end:])
    return Form(tuple(parts), tuple(slots))
