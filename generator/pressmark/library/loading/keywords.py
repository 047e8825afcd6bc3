"""Records whose keywords are tags in; the same with the vocabulary's own tags for them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.base.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.loading.record_cache import Record
    from pressmark.library.terms import Term


def renamed(tags: Iterable[Term]) -> dict[str, str]:
    """The tags that the vocabulary has by the ids that they had before."""
    return {old: tag.id for tag in tags if tag.redirect_from for old in tag.redirect_from}


def with_tags(records: Sequence[Record], names: Mapping[str, str]) -> list[Record]:
    """The records with the tags that `names` give their keywords, which are no keywords then."""
    return [_with_tags(record, names) for record in records]


def _with_tags(record: Record, names: Mapping[str, str]) -> Record:
    if names.keys().isdisjoint(record.paper.tags):
        return record
    paper = record.paper.renamed(record.paper.id)
    tags = tuple(dict.fromkeys(names.get(tag, tag) for tag in paper.tags))
    object.__setattr__(paper, "tags", tags)  # a copy that nobody else has
    keywords = tuple(word for word in record.keywords if slug(word) not in names)
    return replace(record, paper=paper, keywords=keywords)
