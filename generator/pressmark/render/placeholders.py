"""Placeholders for what a page only shows. One can be shown, and a list's length be asked for; a
template that does anything else with one is told from those that don't."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

# All values are escaped, so that no other "<" of a page starts like this.
SLOT: Final = "<!slot:"
_MADE = "made "


class PlaceholderInspectedError(Exception):
    """Raised when a template does more with a placeholder than to show it."""


def _refuse(*_: object) -> NoReturn:
    raise PlaceholderInspectedError


class _Refusing:
    """What tells nothing of itself."""

    __slots__ = ()

    def __getattr__(self, name: str) -> NoReturn:
        raise PlaceholderInspectedError(name)

    __str__ = __repr__ = __format__ = __hash__ = __iter__ = __getitem__ = _refuse
    __contains__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __mod__ = __mul__ = _refuse


class _Placeholder(_Refusing):
    """Stands for what is shown in one of a page's places, by its number."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class Text(_Placeholder):
    """Stands for a text that is not empty; `more` follows its mark."""

    __slots__ = ("_html",)

    def __init__(self, number: int, more: str) -> None:
        super().__init__(number)
        self._html = Markup(f"{SLOT}{number}>{more}")  # noqa: S704 - a number and a mark

    def __html__(self) -> Markup:
        return self._html

    def __bool__(self) -> bool:
        return True

    __len__ = _refuse

    def part_of(self, **facts: Any) -> Substitute:
        """Stands for something that has this text and, in all, these `facts`."""
        return Substitute(facts)


class Substitute(_Refusing):
    """Stands for something of which a template may ask these facts by name, and no others."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.__dict__.update(facts)

    def __bool__(self) -> bool:
        return True

    __len__ = _refuse


class Listed(_Placeholder):
    """Stands for a list of that length, or of one that nobody may ask for."""

    __slots__ = ("_length",)

    def __init__(self, number: int, length: int) -> None:
        super().__init__(number)
        self._length: int | None = length

    def __bool__(self) -> bool:
        return self._length != 0

    def __len__(self) -> int:
        if self._length is None:
            raise PlaceholderInspectedError
        return self._length

    def unmeasured(self) -> Listed:
        """The same for lists of any length, but for the empty one."""
        if self._length:
            self._length = None
        return self


class PagePlaceholder:
    """What a template may ask a page that has a skeleton for: its kind, section and depth."""

    def __init__(self, kind: str, section: str, depth: int) -> None:
        self.kind = kind
        self.section = section
        self.depth = depth

    def __getattr__(self, name: str) -> NoReturn:
        raise PlaceholderInspectedError(name)


def slot_of_made(number: int) -> str:
    """The mark of a place for something that is made, by the number of what makes it."""
    return f"{SLOT}{_MADE}{number}>"


def maker_in(mark: bytes) -> int | None:
    """The number in the mark of a place for something that is made; None for a text's mark."""
    sign = _MADE.encode()
    return int(mark.removeprefix(sign)) if mark.startswith(sign) else None
