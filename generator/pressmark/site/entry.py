"""A paper in; what lists show of it out."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pressmark.base.languages import foreign_language
from pressmark.base.names import slug
from pressmark.base.words import date_in_words
from pressmark.site.page import Lens, View

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pressmark.library.paper import Paper

_NAMED_IN_ENTRY = 4
# So many of the group's own are named behind these.
_NAMED_OF_GROUP = 6


# A paper in a list


def entry_view(
    paper: Paper, people: Collection[str] = (), ids: Sequence[str] | None = None
) -> View:
    """What an entry shows of a paper: four of its authors and those of the group's own `people`,
    by name and id, which of them these are, and how many authors there are besides. `ids` are those
    of all its authors where their names alone don't tell them."""
    first = paper.authors[:_NAMED_IN_ENTRY]
    if ids is None:
        named = [(author.name, slug(author.name)) for author in first]
    else:
        named = [(author.name, person) for author, person in zip(first, ids, strict=False)]
    own: tuple[bool, ...] = (False,) * len(named)
    if people:
        rest = paper.authors[_NAMED_IN_ENTRY:]
        if ids is None:
            further = [(author.name, slug(author.name)) for author in rest]
        else:
            pairs = zip(rest, ids[_NAMED_IN_ENTRY:], strict=True)
            further = [(author.name, person) for author, person in pairs]
        named += [author for author in further if author[1] in people][:_NAMED_OF_GROUP]
        own = tuple([person in people for _, person in named])
    date = paper.first_date
    return {
        "id": paper.id,
        "title": paper.plain_title,
        "authors": named,
        "own": own,
        "others": len(paper.authors) - len(named),
        "date": date,
        "when": date_in_words(date),
        "venue": paper.venue,
        "tldr": paper.plain_tldr,
        "status": paper.status,
        "language": foreign_language(paper.language),
    }


_ENTRY_TEXTS = ("id", "title", "date", "when", "venue", "tldr", "context_object")
_texts = itemgetter(*_ENTRY_TEXTS)


def _get_from_entry(view: View) -> tuple[Any, tuple[Any, ...]]:
    fixed = (view["own"], view["others"], view["status"], view["language"])
    return fixed, (*_texts(view), *chain.from_iterable(view["authors"]))


def _put_into_entry(view: View, shown: Sequence[Any]) -> View:
    named = shown[len(_ENTRY_TEXTS) :]
    authors = list(zip(named[::2], named[1::2], strict=True))
    return {**view, **dict(zip(_ENTRY_TEXTS, shown, strict=False)), "authors": authors}


ENTRY_LENS = Lens(_get_from_entry, _put_into_entry)
