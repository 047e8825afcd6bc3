"""Numbers, dates and texts in; English words for them, fit for one line, out."""

from __future__ import annotations

from functools import lru_cache

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@lru_cache(maxsize=10_000)
def date_in_words(date: str) -> str:
    """An EDTF date as English prints it: `4 July 2024`, `July 2024` or `2024`."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 paper`, `1,329 authors`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def enumerated(names: list[str]) -> str:
    """Names in a sentence: `A`, `A and B` or `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def one_line(text: str) -> str:
    """`text` on one line: control characters and runs of white space are one space each."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
