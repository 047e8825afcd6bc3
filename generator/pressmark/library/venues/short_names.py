"""Titles of proceedings in; the conferences of which they tell both the short name and the full one
out.

One title says `International Conference on Lamps (ICL 2020)`, another of the same source only
`3rd International Conference on Lamps`: both are ICL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.names import slug
from pressmark.library.terms import Series
from pressmark.library.venues.container import full_name
from pressmark.library.venues.series_index import name_key
from pressmark.library.venues.wording import is_acronym

if TYPE_CHECKING:
    from collections.abc import Iterable


def short_names(named: Iterable[tuple[str, str]]) -> list[Series]:
    """The series of titles, each with the name that it is filed under, as far as that is a short
    one and a full one is beside it. A full name with two short ones is left alone."""
    full_names: dict[str, dict[str, str]] = {}
    shorts: dict[str, set[str]] = {}
    for title, short in named:
        if is_acronym(short) and (full := full_name(title, short)):
            full_names.setdefault(short, {}).setdefault(name_key(full), full)
            shorts.setdefault(name_key(full), set()).add(short)
    aliases = {
        short: tuple([full for key, full in fulls.items() if len(shorts[key]) == 1])
        for short, fulls in full_names.items()
    }
    return [Series(slug(short), short, aliases=names) for short, names in aliases.items() if names]
