"""The dates of papers in; the stretches of time that a plot counts them in out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# In months: a month, a quarter, half a year, a year, five, ten, a hundred. Those from a year on
# need no months.
_SIZES = (1, 3, 6, 12, 60, 120, 1200)
_MOST = 32
# Where more than one in so many papers tells its year only, all are counted by year.
_FEW_WITHOUT_MONTH = 20
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# How much of a plot's width a label takes on a phone, in thousandths.
_LABEL = 100
# So many stretches at most are told apart by months, and not by years only.
_FEW = 16


class Periods(NamedTuple):
    """Stretches of so many months each, one after another: `first` is the number of the first of
    them, counted from the year 0 on, and `length` how many they are."""

    size: int
    first: int
    length: int

    def of(self, date: str) -> int:
        """The place of the stretch that a date is in, or -1 where it does not tell."""
        if len(date) < (7 if self.size < 12 else 4):
            return -1
        return _month(date) // self.size - self.first

    def places(self, dates: Mapping[str, str]) -> dict[str, int]:
        """The places of dates, by what they are dates of."""
        place = {date: self.of(date) for date in set(dates.values())}
        return {name: place[date] for name, date in dates.items()}

    def label(self, place: int) -> str:
        """What the stretch at a place is called, such as `Jul–Sep 2024`."""
        start = (self.first + place) * self.size
        end = start + self.size - 1
        if self.size > 12:
            return f"{start // 12}–{end // 12}"
        if self.size == 12:
            return f"{start // 12:04}"
        if self.size == 1:
            return f"{_MONTHS[start % 12]} {start // 12:04}"
        return f"{_MONTHS[start % 12]}–{_MONTHS[end % 12]} {start // 12:04}"

    def axis(self) -> list[tuple[int, str]]:
        """The labels of the axis, and where they begin in thousandths of its length."""
        starts = [(self.first + place) * self.size for place in range(self.length)]
        labels = []
        for place, month in enumerate(starts):
            at = place * 1000 // self.length
            if self.size >= 12 or month % 12 == 0 or place == 0:
                labels.append((at, str(month // 12)))
            elif self.size == 1 and self.length <= _FEW and month % 3 == 0:
                labels.append((at, _MONTHS[month % 12]))
        return _apart(labels)


def _apart(labels: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those of the labels that have room: every second, every third and so on, and none that the
    next one or the end would cut."""
    step = -(-len(labels) * _LABEL // 1000) or 1
    chosen = labels[::step]
    ends = [at for at, _ in chosen[1:]] + [1000]
    return [label for label, end in zip(chosen, ends, strict=True) if end - label[0] >= _LABEL]


def _month(date: str) -> int:
    return int(date[:4]) * 12 + (int(date[5:7]) - 1 if len(date) >= 7 else 0)


def periods_of(dates: Iterable[str], most: int = _MOST) -> Periods | None:
    """The shortest stretches in which all dates are, at most so many; None for no dates."""
    counts = Counter(dates)
    counts.pop("", None)
    if not counts:
        return None
    years_only = sum(count for date, count in counts.items() if len(date) < 7)
    has_months = years_only * _FEW_WITHOUT_MONTH <= counts.total()
    months = [_month(date) for date in counts if len(date) >= 7 or not has_months]
    first, last = min(months), max(months)
    for size in _SIZES:
        length = last // size - first // size + 1
        if (size >= 12 or has_months) and length <= most:
            break
    return Periods(size, first // size, length)


def grid(most: int) -> list[int]:
    """The numbers at which a plot of counts up to `most` has its lines, four at most."""
    steps = (step * 10**power for power in range(len(str(most))) for step in (1, 2, 5))
    step = next((step for step in steps if most // step <= 4), most)
    return [*range(step, most + 1, step)]
