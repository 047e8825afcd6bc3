"""A theme's own template in; out the template without the faults that are known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mend(NamedTuple):
    """What a template gets wrong, what takes its place, and how often it occurs."""

    found: str
    mended: str
    times: int


def mended(source: str, file: str, mends: Iterable[Mend]) -> str:
    """The source of a template, read from `file`, with its faults mended.

    Raises `BuildError` where one does not occur as often as it did: the theme is another then.
    """
    for mend in mends:
        times = source.count(mend.found)
        if times != mend.times:
            raise BuildError(
                f"{file}: {mend.found!r} found {times} times, not {mend.times}: the theme has "
                "changed; look at its page frame anew, and at the mends in pressmark.theme"
            )
        source = source.replace(mend.found, mend.mended)
    return source
