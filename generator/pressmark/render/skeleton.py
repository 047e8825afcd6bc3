"""A page drawn with placeholders for what it only shows; all pages that differ in nothing else out.

A template that does more with a placeholder than to show it gets no skeleton, and its pages are
drawn one by one. A skeleton is drawn a second time with other placeholders: a template that looks
at what it has shown is found out that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pressmark.base.escaping import escape, escape_long, is_printable
from pressmark.base.scripts import is_foreign
from pressmark.render.placeholders import SLOT, Listed, PlaceholderInspectedError, Text, maker_in

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from pressmark.render.inserts import Inserts, Make
    from pressmark.site.page import Lens, View

_MOST_KEPT = 4_000
# Texts of so many characters are worth another way.
_LONG = 200
_MORE = "pressmark-stand-in"


class Skeleton:
    """The parts of a page that it shares with others.

    `pieces` are the page's bytes with an empty piece at each place where something is shown.
    `texts` gives such places with the numbers of the texts that are shown there, `lists` further
    ones with the number of the list and what makes its bytes.
    """

    def __init__(
        self,
        pieces: Sequence[bytes],
        texts: Sequence[tuple[int, int]],
        lists: Sequence[tuple[int, int, Make]],
    ) -> None:
        self._pieces = pieces
        self._places = [place for place, _ in texts]
        self._numbers = [number for _, number in texts]
        self._lists = lists

    def filled(self, shown: Sequence[Any]) -> bytes:
        """The page that shows these values.

        Raises `PlaceholderInspectedError` where only its template can tell what it looks like.
        """
        pieces = list(self._pieces)
        texts = [shown[number] for number in self._numbers]
        # What is printable is of one line, so that all texts are escaped together.
        line = "".join(texts)
        is_long = len(line) > _LONG
        if not (is_printable(line) if is_long else line.isprintable()) or is_foreign(line):
            raise PlaceholderInspectedError
        lines = "\n".join(texts)
        escaped = (escape_long(lines) if is_long else escape(lines)).encode().split(b"\n")
        for place, text in zip(self._places, escaped, strict=False):
            pieces[place] = text
        for place, number, make in self._lists:
            pieces[place] = make(shown[number])
        return b"".join(pieces)


class _NoSkeleton(Skeleton):
    """What pages have that can't share a skeleton."""

    def filled(self, shown: Sequence[Any]) -> bytes:
        raise PlaceholderInspectedError


NO_SKELETON: Final = _NoSkeleton((), (), ())


class Skeletons:
    """The skeletons of pages, by what pages must have in common to share one; `inserts` is where
    their templates leave what makes their lists."""

    def __init__(self, inserts: Inserts) -> None:
        self._inserts = inserts
        self._kept: dict[tuple[Hashable, ...], Skeleton | None] = {}

    def filled(
        self,
        alike: Hashable,
        lens: Lens,
        subject: Any,
        view: Callable[[], View],
        draw: Callable[[View], bytes],
    ) -> bytes:
        """What `draw` makes of a view, by a skeleton, which is drawn once there was another page
        that was `alike` and that the lens finds to differ in texts and lists only.

        `subject` is what the lens looks at. Raises `PlaceholderInspectedError` where there is no
        such skeleton (yet).
        """
        key, shown = lens.get(subject)
        shape = (alike, key, *map(bool, shown))
        skeleton = self._kept.get(shape)
        if skeleton is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            is_first = shape not in self._kept
            self._kept[shape] = None
            if is_first:
                raise PlaceholderInspectedError
            skeleton = self._kept[shape] = self._drawn(lens, view(), shown, draw)
        return skeleton.filled(shown)

    def _drawn(
        self, lens: Lens, view: View, shown: Sequence[Any], draw: Callable[[View], bytes]
    ) -> Skeleton:
        drawn = []
        for more in ("", _MORE):
            placeholders = [
                (value and Text(number, more)) if type(value) is str else Listed(number, len(value))
                for number, value in enumerate(shown)
            ]
            with self._inserts.makers() as makers:
                try:
                    drawn.append(draw(lens.put(view, placeholders)).replace(more.encode(), b""))
                except PlaceholderInspectedError:
                    return NO_SKELETON
        return _skeleton_of(drawn, makers)


def _skeleton_of(drawn: Sequence[bytes], makers: Sequence[tuple[int, Make]]) -> Skeleton:
    """The skeleton of a page that was drawn with other placeholders each time, their marks apart.

    `makers` are by the number in a list's mark: of what it is made, and how.
    """
    if drawn.count(drawn[0]) != len(drawn):
        return NO_SKELETON
    pieces = drawn[0].split(SLOT.encode())
    texts: list[tuple[int, int]] = []
    lists: list[tuple[int, int, Make]] = []
    for place in range(1, 2 * len(pieces) - 1, 2):
        before, (mark, _, part) = pieces[place - 1], pieces[place].partition(b">")
        if (maker := maker_in(mark)) is not None:
            lists.append((place, *makers[maker]))
        elif before.rpartition(b"\n")[2].strip():
            texts.append((place, int(mark)))
        else:
            return NO_SKELETON  # at the start of a line a text might look like Markdown
        pieces[place : place + 1] = (b"", part)
    return Skeleton(pieces, texts, lists)
