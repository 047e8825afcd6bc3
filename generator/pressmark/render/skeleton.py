"""A page drawn with stand-ins for what it only shows; all pages that differ in nothing else out.

A stand-in can be shown, and a list's length be asked for; a template that does anything else with
one gets no outline, and its pages are drawn one by one. An outline is drawn a second time with
other stand-ins: a template that looks at what it has shown is found out that way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn

from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import Sequence

# All values are escaped, so that no other "<" of a page starts like this.
SLOT = b"<!slot:"
_MADE = b"made "


class PlaceholderInspectedError(Exception):
    """Raised when a template does more with a stand-in than to show it."""


def _refuse(*_: object) -> NoReturn:
    raise PlaceholderInspectedError


class _Placeholder:
    """Stands for what is shown in one of a page's places, by its number."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __getattr__(self, name: str) -> NoReturn:
        raise PlaceholderInspectedError(name)

    __str__ = __repr__ = __format__ = __hash__ = __iter__ = __getitem__ = _refuse
    __contains__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __mod__ = __mul__ = _refuse


class Text(_Placeholder):
    """Stands for a text that is not empty."""

    __slots__ = ("_html",)

    def __init__(self, number: int, more: str) -> None:
        super().__init__(number)
        self._html = Markup(f"{SLOT.decode()}{number}>{more}")  # noqa: S704 - a number and a mark

    def __html__(self) -> Markup:
        return self._html

    def __bool__(self) -> bool:
        return True

    __len__ = _refuse


class Listed(_Placeholder):
    """Stands for a list of that length."""

    __slots__ = ("_length",)

    def __init__(self, number: int, length: int) -> None:
        super().__init__(number)
        self._length = length

    def __len__(self) -> int:
        return self._length


class PagePlaceholder:
    """What a template may ask a page that has an outline for: its kind, section and depth."""

    def __init__(self, kind: str, section: str, depth: int) -> None:
        self.kind = kind
        self.section = section
        self.depth = depth

    def __getattr__(self, name: str) -> NoReturn:
        raise PlaceholderInspectedError(name)


Made = Callable[[Any], bytes]


class Skeleton:
    """The parts of a page that it shares with others.

    `pieces` are the page's bytes with an empty piece at each place where something is shown.
    `texts` gives such places with the numbers of the texts that stand there, `made` others with
    the number of what is shown there and what makes its bytes.
    """

    def __init__(
        self,
        pieces: Sequence[bytes],
        texts: Sequence[tuple[int, int]],
        made: Sequence[tuple[int, int, Made]],
    ) -> None:
        self._pieces = pieces
        self._places = [place for place, _ in texts]
        self._numbers = [number for _, number in texts]
        self._made = made

    def filled(self, shown: Sequence[Any]) -> bytes:
        """The page that shows these values.

        Raises `PlaceholderInspectedError` where only its template can tell what it looks like.
        """
        pieces = list(self._pieces)
        texts = [shown[number] for number in self._numbers]
        # What is printable is of one line, so that all texts are escaped together.
        if not "".join(texts).isprintable():
            raise PlaceholderInspectedError
        escaped = _escape_inner("\n".join(texts)).encode().split(b"\n")
        for place, text in zip(self._places, escaped, strict=False):
            pieces[place] = text
        for place, number, make in self._made:
            pieces[place] = make(shown[number])
        return b"".join(pieces)


class _NoSkeleton(Skeleton):
    """What pages have that can't share an outline."""

    def filled(self, shown: Sequence[Any]) -> bytes:
        raise PlaceholderInspectedError


NO_SKELETON: Final = _NoSkeleton((), (), ())


def skeleton_of(drawn: Sequence[bytes], makers: Sequence[tuple[int, Made]]) -> Skeleton:
    """The outline of a page that was drawn with other stand-ins each time, their marks apart.

    `makers` are by the number in a list's mark: of what it is made, and how.
    """
    if drawn.count(drawn[0]) != len(drawn):
        return NO_SKELETON
    pieces = drawn[0].split(SLOT)
    texts: list[tuple[int, int]] = []
    made: list[tuple[int, int, Made]] = []
    for place in range(1, 2 * len(pieces) - 1, 2):
        before, (mark, _, part) = pieces[place - 1], pieces[place].partition(b">")
        if mark.startswith(_MADE):
            made.append((place, *makers[int(mark.removeprefix(_MADE))]))
        elif before.rpartition(b"\n")[2].strip():
            texts.append((place, int(mark)))
        else:
            return NO_SKELETON  # at the start of a line a text might look like Markdown
        pieces[place : place + 1] = (b"", part)
    return Skeleton(pieces, texts, made)
