"""The keywords of new papers in; those that are no tags counted out, and the tags made of them
written to the vocabulary."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.names import slug
from pressmark.library.readers.csl import term
from pressmark.library.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pressmark.library.terms import Term

# Where the vocabulary of tags is, below the content folder.
TAGS = "tags.yml"


def candidates(
    keywords: Iterable[Iterable[str]], names: Collection[str]
) -> dict[str, tuple[str, int]]:
    """By the slug of a keyword that is not among the `names` of tags: how it is mostly spelt, and
    how many papers bear it. The most frequent come first. `keywords` are each paper's."""
    papers: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for words in keywords:
        of_paper = {slug(word): word for word in words}
        papers.update(of_paper.keys() - names)
        for name in of_paper.keys() - names:
            spellings.setdefault(name, Counter())[of_paper[name]] += 1
    ranked = sorted(papers, key=lambda name: (-papers[name], name))
    return {name: (spellings[name].most_common(1)[0][0], papers[name]) for name in ranked}


def new_tags(candidates: Mapping[str, tuple[str, int]], least: int) -> dict[str, Term]:
    """The tags made of the candidates that at least so many papers bear, by id; none for 0."""
    frequent = [term(word) for word, count in candidates.values() if least and count >= least]
    return {tag.id: tag for tag in frequent}


def vocabulary_with(text: str, tags: Mapping[str, Term]) -> str:
    """The text of a vocabulary's file with tags added at its end; the rest stays as it is.

    Raises `InvalidLibraryError` where nothing can be added to the text.
    """
    entries: dict[str, Any] = {
        tag.id: {"label": tag.label, "description": tag.description} for tag in tags.values()
    }
    added = yaml.dump(
        entries, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**20
    )
    if text.strip() == "{}":
        text = ""
    if text and not text.endswith("\n"):
        text += "\n"
    whole = f"{text}{added}"
    source = Source(Path(TAGS))
    source.parse(whole, 1)
    if source.findings:
        raise InvalidLibraryError(source.findings)
    return whole
