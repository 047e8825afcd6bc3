"""A paper in; what lists show of it out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from pressmark.base.names import slug
from pressmark.base.words import date_in_words
from pressmark.site.page import Lens, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.paper import Paper

_NAMED_IN_ENTRY = 4


# A paper in a list


def entry_view(paper: Paper) -> View:
    """What an entry shows of a paper: four of its authors by name and id, and how many there are
    besides."""
    named = paper.authors[:_NAMED_IN_ENTRY]
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": [(author.name, slug(author.name)) for author in named],
        "others": len(paper.authors) - len(named),
        "date": paper.first_date,
        "when": date_in_words(paper.first_date),
        "venue": paper.venue,
        "tldr": paper.tldr,
        "status": paper.status,
    }


_ENTRY_TEXTS = ("id", "title", "date", "when", "venue", "tldr", "context_object")


def _get_from_entry(view: View) -> tuple[Any, tuple[Any, ...]]:
    authors = view["authors"]
    texts = [view[name] for name in _ENTRY_TEXTS]
    return (len(authors), view["others"], view["status"]), (*texts, *chain.from_iterable(authors))


def _put_into_entry(view: View, shown: Sequence[Any]) -> View:
    named = shown[len(_ENTRY_TEXTS) :]
    authors = list(zip(named[::2], named[1::2], strict=True))
    return {**view, **dict(zip(_ENTRY_TEXTS, shown, strict=False)), "authors": authors}


ENTRY_LENS = Lens(_get_from_entry, _put_into_entry)
