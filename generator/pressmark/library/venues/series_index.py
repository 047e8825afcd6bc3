"""Series in; the one that a name is of out, however the name is spelt or abbreviated."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base.names import title_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.library.terms import Series

_STOPWORDS = frozenset("a an and at de der for fur in of on s the to und with".split())
_SPONSORS = frozenset(
    """acm cvf ieee ifip rsj siam usenix sigact sigart sigchi sigkdd sigmod sigops sigplan sigsac
    sigsoft""".split()
)
# Words that one conference's name has or lacks; its workshops have names of their own.
_FORMS = frozenset("annual conference international meeting proceedings".split())
_MEETINGS = frozenset("colloquium conference congress meeting symposium workshop".split())
_ABBREVIATIONS = {
    **dict.fromkeys(("conf", "conferences"), "conference"),
    **dict.fromkeys(("int", "intl", "intern", "internat"), "international"),
    **dict.fromkeys(("symp", "sympos"), "symposium"),
    **dict.fromkeys(("wkshp", "workshops"), "workshop"),
    "ann": "annual",
    "proc": "proceedings",
    "natl": "national",
}
_INTERNATIONAL = re.compile(r"\bint'l\b", re.IGNORECASE)
# So many words of its topic name a conference even where nothing says that it is one.
_TELLING = 3


def words_of(name: str) -> list[str]:
    """The words of a name in ASCII lower case: `Lamps & Tides` has lamps, and, tides"""
    return title_sort_key(_INTERNATIONAL.sub("international", name.replace("&", " and "))).split()


def name_key(name: str) -> str:
    """What spellings of one name have in common: its letters and digits."""
    return "".join(words_of(name))


class SeriesIndex:
    """Series by their names: label, full name, aliases. Of two with one name the first counts."""

    def __init__(self, series: Iterable[Series]) -> None:
        self._series = tuple(series)

    def named(self, name: str) -> Series | None:
        """The series of that name, apart from case, accents, punctuation and a leading article."""
        return self._by_key.get(name_key(name))

    def resembling(self, name: str) -> Series | None:
        """The only series that has such a name in other words: abbreviated (Phys. Rev. Lett.) or,
        where it is a conference, without its sponsors or in another order."""
        words = words_of(name)
        if len(words) < 2:
            return None
        return self._by_topic.get(_topic(words)) or self._abbreviated(words)

    @cached_property
    def _by_key(self) -> dict[str, Series]:
        by_key: dict[str, Series] = {}
        for series, name in self._names():
            by_key.setdefault(name_key(name), series)
        return by_key

    @cached_property
    def _by_topic(self) -> dict[frozenset[str] | None, Series]:
        """Conferences by the words of their topics; a topic of several conferences is none's."""
        topics: dict[frozenset[str] | None, dict[str, Series]] = {}
        for series, name in self._names():
            if series.kind == "conference":
                words = words_of(name)
                is_symposium = "symposium" in words and len(words) > _TELLING
                for form in {"", "symposium"} if is_symposium else {""}:
                    topic = _topic([word for word in words if word != form])
                    topics.setdefault(topic, {})[series.id] = series
        topics.pop(None, None)
        return {
            topic: next(iter(candidates.values()))
            for topic, candidates in topics.items()
            if len(candidates) == 1
        }

    @cached_property
    def _by_initials(self) -> dict[str, list[tuple[list[str], Series]]]:
        by_initials: dict[str, list[tuple[list[str], Series]]] = {}
        for series, name in self._names():
            words = _content(words_of(name))
            if len(words) > 1:
                by_initials.setdefault(_initials(words), []).append((words, series))
        return by_initials

    def _abbreviated(self, words: list[str]) -> Series | None:
        short = _content(words)
        candidates = {
            series.id: series
            for full, series in self._by_initials.get(_initials(short), ())
            if all(word.startswith(part) for word, part in zip(full, short, strict=True))
            and (len(short) > 2 or not _is_letter_for_word(full, short))
        }
        return next(iter(candidates.values())) if len(candidates) == 1 else None

    def _names(self) -> Iterator[tuple[Series, str]]:
        for series in self._series:
            yield from ((series, name) for name in names_of(series))


def _is_letter_for_word(full: list[str], short: list[str]) -> bool:
    """Whether one of the words is abbreviated to its first letter, as two words are not."""
    return any(len(part) == 1 and part != word for word, part in zip(full, short, strict=True))


def names_of(series: Series) -> list[str]:
    """All that a series is called."""
    return [name for name in (series.label, series.name, *series.aliases) if name]


def has_topic(name: str) -> bool:
    """Whether a name says of what a conference is, as `IEEE International Conference` does not."""
    return _topic(words_of(name)) is not None


def _content(words: list[str]) -> list[str]:
    """The words of a name that its abbreviation has too, abbreviations of common ones in full."""
    from pressmark.library.venues.wording import is_ordinal  # few names are looked for by these

    return [
        _ABBREVIATIONS.get(word, word)
        for word in words
        if word not in _STOPWORDS and word not in _SPONSORS and not is_ordinal(word)
    ]


def _initials(words: list[str]) -> str:
    return "".join([word[0] for word in words])


def _topic(words: list[str]) -> frozenset[str] | None:
    """The words that tell a conference from others; None where they are too few to do so."""
    content = set(_content(words))
    topic = {word.removesuffix("s") if len(word) > 4 else word for word in content - _FORMS}
    is_meeting = not content.isdisjoint(_MEETINGS)
    return frozenset(topic) if len(topic) >= (2 if is_meeting else _TELLING) else None
