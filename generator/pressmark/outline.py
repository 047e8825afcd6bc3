"""A page drawn with stand-ins for what it only shows; all pages that differ in nothing else out.

A stand-in can be shown, and a list's length be asked for; a template that does anything else with
one gets no outline, and its pages are drawn one by one. An outline is drawn a second time with
other stand-ins: a template that looks at what it has shown is found out that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# All values are escaped, so that no other "<" of a page starts like this.
SLOT = b"<!slot:"
_MADE = b"made "


class LookedIntoError(Exception):
    """Raised when a template does more with a stand-in than to show it."""


def _refuse(*_: object) -> NoReturn:
    raise LookedIntoError


class _StandIn:
    """Stands for what is shown in one of a page's places, by its number."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedIntoError(name)

    __str__ = __repr__ = __format__ = __hash__ = __iter__ = __getitem__ = _refuse
    __contains__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __mod__ = __mul__ = _refuse


class Text(_StandIn):
    """Stands for a text."""

    __slots__ = ("_html",)

    def __init__(self, number: int, more: str) -> None:
        super().__init__(number)
        self._html = Markup(f"{SLOT.decode()}{number}>{more}")  # noqa: S704 - a number and a mark

    def __html__(self) -> Markup:
        return self._html

    __bool__ = __len__ = _refuse


class Listed(_StandIn):
    """Stands for a list of that length."""

    __slots__ = ("_length",)

    def __init__(self, number: int, length: int) -> None:
        super().__init__(number)
        self._length = length

    def __len__(self) -> int:
        return self._length


class PageStandIn:
    """What a template may ask a page that has an outline for: its kind, section and depth."""

    def __init__(self, kind: str, section: str, depth: int) -> None:
        self.kind = kind
        self.section = section
        self.depth = depth

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedIntoError(name)


class Outline:
    """The parts of a page that it shares with others.

    `first` is what stands before all places, `places` has for each place the number of what is
    shown there, what makes its bytes, and the part that follows.
    """

    def __init__(
        self, first: bytes, places: Sequence[tuple[int, Callable[[Any], bytes], bytes]]
    ) -> None:
        self._first = first
        self._places = places

    def filled(self, shown: Sequence[Any]) -> bytes:
        """The page that shows these values.

        Raises `LookedIntoError` where only the page's template can tell what it looks like.
        """
        pieces = [self._first]
        for number, make, part in self._places:
            pieces += (make(shown[number]), part)
        return b"".join(pieces)


class _NoOutline(Outline):
    """What pages have that can't share an outline."""

    def filled(self, shown: Sequence[Any]) -> bytes:
        raise LookedIntoError


NO_OUTLINE: Final = _NoOutline(b"", ())


def outline_of(
    drawn: Sequence[bytes], makers: Sequence[tuple[int, Callable[[Any], bytes]]]
) -> Outline:
    """The outline of a page that was drawn with other stand-ins each time, their marks apart.

    `makers` are by the number in a list's mark: of what it is made, and how.
    """
    if drawn.count(drawn[0]) != len(drawn):
        return NO_OUTLINE
    first, *others = drawn[0].split(SLOT)
    places = []
    before = first
    for other in others:
        mark, _, part = other.partition(b">")
        if mark.startswith(_MADE):
            number, make = makers[int(mark.removeprefix(_MADE))]
        elif before.rpartition(b"\n")[2].strip():
            number, make = int(mark), _text
        else:
            return NO_OUTLINE  # at the start of a line a text might look like Markdown
        places.append((number, make, part))
        before = part
    return Outline(first, places)


def _text(value: str) -> bytes:
    """A text of one line as a page shows it. Raises `LookedIntoError` for any other."""
    if not value.isprintable():
        raise LookedIntoError
    return str(escape(value)).encode()
