"""A table of English words in; the terms that mean much the same as each out.

Who asks about a subject seldom has its words: asks for pictures where papers say images, and for
doctors where they say clinicians. A line of `thesaurus.txt` has words that often stand for one
another, or one word, most often an abbreviation, before a colon and those that it stands for.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.space.terms import Terms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Path(__file__).with_name("thesaurus.txt")


@cache
def kindred() -> Mapping[int, tuple[int, ...]]:
    """The terms that mean much the same as a term, by its number."""
    found: dict[int, set[int]] = {}
    numbers = Terms()
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        head, _, rest = line.rpartition(":")
        members = [*chain.from_iterable(map(numbers.__getitem__, words(rest)))]
        leaders = [*chain.from_iterable(map(numbers.__getitem__, words(head)))]
        for term in leaders or members:
            found.setdefault(term, set()).update(members)
        for term in members if leaders else ():
            found.setdefault(term, set()).update(leaders)
    return {term: tuple(sorted(others - {term})) for term, others in found.items()}
