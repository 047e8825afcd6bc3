"""Which shortcuts are taken to draw pages quicker; none of them may change a byte.

`PRESSMARK_SHORTCUTS` in the environment names those to take, with commas between; all are taken
where it is not set, and none where it is empty. A site of 10,000 papers (39,000 pages, no search
index) takes 5.0 s of processor time with both, 5.6 s without skeletons, 5.3 s without quick Jinja
and 7.7 s with neither (the least of four runs each, on two shared cores).
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple

from pressmark.base.errors import BuildError

VARIABLE: Final = "PRESSMARK_SHORTCUTS"


class Shortcuts(NamedTuple):
    """Whether pages of one shape share a skeleton (`skeleton`), and whether templates are compiled
    to less work a page than Jinja makes of them (`quick_jinja`)."""

    skeletons: bool = True
    quick_jinja: bool = True


ALL: Final = Shortcuts()


def shortcuts() -> Shortcuts:
    """The shortcuts to take. Raises `BuildError` where the environment names one that there is
    not."""
    value = os.environ.get(VARIABLE)
    if value is None:
        return ALL
    names = set(filter(None, value.split(",")))
    if unknown := names.difference(Shortcuts._fields):
        fields = ", ".join(Shortcuts._fields)
        raise BuildError(f"{VARIABLE} names {min(unknown)!r}; the shortcuts are {fields}")
    return Shortcuts(*(field in names for field in Shortcuts._fields))
