"""In: nothing. Out: the time, as the machine tells it."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """The time in the machine's own zone, or in UTC where what it has for its zone is none."""
    try:
        return datetime.datetime.now().astimezone()
    except (OSError, OverflowError, ValueError):
        return datetime.datetime.now(datetime.UTC)
