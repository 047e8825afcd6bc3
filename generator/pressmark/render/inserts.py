"""Entries and chips of lists in; marks for them, and pages with the marks replaced, out.

Entries and chips are sealed once for all pages that show them: a template passes on a mark.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pressmark.base.escaping import escape, escape_long, is_printable
from pressmark.render.placeholders import Listed, PlaceholderInspectedError, slot_of_made
from pressmark.render.seal import seal_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Makes the bytes that stand for a list.
Make = Callable[[Any], bytes]

# All values are escaped, so that no other "<" of a page starts like this.
_MARK = "<!insert:"


def html(text: str) -> Markup:
    """Text that is HTML already, without the detours of Markup's own making."""
    return str.__new__(Markup, text)


def sealed_text(text: str) -> bytes:
    """A text, or HTML, as a sealed page shows it in the middle of a line.

    Raises `PlaceholderInspectedError` where sealing alters it: it might do otherwise to a whole
    page.
    """
    if type(text) is not Markup:
        if is_printable(text):
            return escape_long(text).encode()
        text = escape(text)
    sealed = seal_part(text)
    if sealed != text.encode("utf-8", "replace"):
        raise PlaceholderInspectedError
    return sealed


class Inserts(threading.local):
    """What was made for the page that a thread is drawing, each for the place that waits for it.

    While a skeleton is drawn, that is what makes it, and of which of the lists that it shows.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._makers: list[tuple[int, Make]] | None = None

    def mark(self, make: Make, items: Sequence[Any] | Listed) -> Markup:
        """The mark of the place where that goes which is made of the items.

        Raises `PlaceholderInspectedError` where a skeleton shows a list that is no placeholder.
        """
        makers = self._makers
        if makers is None:
            pieces = self._pieces
            pieces.append(make(items))
            return html(f"{_MARK}{len(pieces) - 1}>")
        if type(items) is not Listed:
            raise PlaceholderInspectedError
        makers.append((items.number, make))
        return html(slot_of_made(len(makers) - 1))

    def mark_of_text(self, make: Make, number: int) -> Markup:
        """The mark of the place, in a skeleton, for what is made of the text of that number.

        Raises `PlaceholderInspectedError` where no skeleton is drawn.
        """
        if self._makers is None:
            raise PlaceholderInspectedError
        self._makers.append((number, make))
        return html(slot_of_made(len(self._makers) - 1))

    def filled(self, draw: Callable[[], bytes]) -> bytes:
        """What is drawn, with all that was made for it in the marked places."""
        outer = self._pieces
        pieces = self._pieces = list[bytes]()
        try:
            sealed = draw()
        finally:
            self._pieces = outer
        if not pieces:
            return sealed
        first, *rest = sealed.split(_MARK.encode())
        parts = [first]
        for part in rest:
            number, _, after = part.partition(b">")
            parts += (pieces[int(number)], after)
        return b"".join(parts)

    @contextmanager
    def makers(self) -> Iterator[list[tuple[int, Make]]]:
        """What makes the lists of the skeleton that is drawn meanwhile, each with its number."""
        makers = self._makers = []
        try:
            yield makers
        finally:
            self._makers = None
