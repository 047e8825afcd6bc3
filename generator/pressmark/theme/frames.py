"""One drawn specimen of a page kind in; every other page of that kind out, byte for byte as drawn.

Two pages of a kind differ in a few slots only. A specimen is drawn with sentinels in them; split at
the sentinels it is the form that further pages are pressed from. A second specimen, of another
length in every slot, must come out of the first one's form: a theme whose pages depend on what
stands in them otherwise than by showing it is found out that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.theme.specimens import SENTINELS, own_stem, specimens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pressmark.render.renderer import Renderer
    from pressmark.site.page import Page

Shape = tuple[str, str, int]
Frames = dict[Shape, "Frame"]


class FrameError(Exception):
    """Raised for a specimen that no form can be made from; names the kind and the slot."""


class Frame(NamedTuple):
    """The parts of a page that every page of its shape shares, and which slot follows each."""

    parts: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """The whole page with `values`, one text a slot as UTF-8, in their places."""
        pieces = [b""] * (2 * len(self.slots) + 1)
        pieces[::2] = self.parts
        pieces[1::2] = [values[slot] for slot in self.slots]
        return b"".join(pieces)


def shape_of(page: Page) -> Shape:
    """What decides a page's form: its kind, its section and its depth."""
    return page.kind, page.section, page.depth


def frames_from(drawn: Callable[[str], str], *, has_address: bool) -> Frames:
    """The form of every shape of page; `drawn` gives the drawn specimen at an address.

    Pages of a site that `has_address` name their own.

    Raises `FrameError` for a specimen that no form can be made from.
    """
    frames: Frames = {}
    for page, slots in specimens():
        html = drawn(page.address)
        if slots is SENTINELS:
            html = html.replace(own_stem(slots["stem"], page.kind), slots["stem"])
            expected = dict.fromkeys(("title", "description", "head", "body"), 1)
            if page.is_repeated:
                expected["stem"] = page.depth - 1 if has_address else 0
            elif page.kind == "home":
                expected["title"] = 0
            frames[shape_of(page)] = frame_of(page.kind, html, expected)
        elif frames[shape_of(page)].fill(_encoded({**slots, "stem": page.stem})) != html.encode():
            raise FrameError(
                f"two drawn {page.kind} pages differ in more than their slots: the theme shows "
                "something that depends on what a page holds. Build with 'mkdocs build', or look "
                "at templates/theme/main.html"
            )
    return frames


def _encoded(slots: Mapping[str, str]) -> dict[str, bytes]:
    return {slot: text.encode() for slot, text in slots.items()}


def frame_of(kind: str, specimen: str, expected: Mapping[str, int]) -> Frame:
    """The form that a drawn specimen of `kind` makes.

    Raises `FrameError` unless every slot stands in it exactly as often as `expected`. A stem that
    is expected more than once is one slot: a specimen's address repeats it in every folder.
    """
    places_of_slots = []
    for slot, times in expected.items():
        sentinel = SENTINELS[slot]
        count = specimen.count(sentinel)
        if count != times:
            raise FrameError(
                f"the slot {slot!r} appears {count} times in a drawn {kind} page, not {times}: the "
                "theme shows it elsewhere or not at all. Build with 'mkdocs build' and look at "
                "templates/theme/main.html"
            )
        if slot == "stem":
            sentinel = "/".join([sentinel] * times)
        if times:
            places_of_slots.append((specimen.index(sentinel), slot, len(sentinel)))
    parts, slots, end = [], [], 0
    for place, slot, length in sorted(places_of_slots):
        parts.append(specimen[end:place].encode())
        slots.append(slot)
        end = place + length
    parts.append(specimen[end:].encode())
    return Frame(tuple(parts), tuple(slots))


def fill_page(page: Page, frame: Frame, renderer: Renderer) -> bytes:
    """A page's HTML. Raises `SealError` when its template's output can't be sealed."""
    values = {name: text.encode() for name, text in renderer.head(page).items()}
    values["stem"] = page.stem.encode()
    values["body"] = renderer.body(page)
    return frame.fill(values)
