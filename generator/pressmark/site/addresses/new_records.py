"""Records that a library has not listed yet in; what its guide would have otherwise in them, out.

None of it is a fault: a record that is older has its id for good, and a library may have a guide of
its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.math.texts import undrawn
from pressmark.base.names import paper_id
from pressmark.library.addresses import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.paper import Paper
    from pressmark.site.addresses.edits import Place

# What the guide for curators says, in characters, sentences and tags.
_LONGEST_SUMMARY = 200
_MOST_SENTENCES = 3
_TAGS = range(3, 8)
_SENTENCE_END = re.compile(r"[.!?][)\"'”’]*\s+(?=[A-Z0-9“(])")


def notes(place: Place) -> Iterator[tuple[str, str]]:
    """What to look at in each new record that a curator wrote: the record's id, and a sentence."""
    if place.survey.text is None:
        return
    for address in place.survey.new:
        name = address.split("/")[1] if address.startswith(PAPERS) else ""
        paper = place.library.papers.get(name)
        if paper and not paper.is_draft and place.record_file(name).is_file():
            yield from ((name, note) for note in _notes(paper))


def _notes(paper: Paper) -> Iterator[str]:
    family = paper.authors[0].surname if paper.authors else ""
    usual = paper_id(paper.title, family, paper.year, ())
    if paper.title and not re.fullmatch(rf"{usual}[a-z]?", paper.id):
        yield f"the id would be {usual} by the guide: family name, year, first word"
    if len(paper.tldr) > _LONGEST_SUMMARY:
        yield f"tldr has {len(paper.tldr)} characters; {_LONGEST_SUMMARY} are enough for a sentence"
    for key in ("problem", "approach", "finding"):
        count = len(_SENTENCE_END.split(getattr(paper, key)))
        if count > _MOST_SENTENCES:
            yield f"{key} has {count} sentences; one to {_MOST_SENTENCES} are read"
    for key in ("title", "tldr", "problem", "approach", "finding"):
        for source in undrawn(getattr(paper, key)):
            yield f"{key} has {source}, which is shown as it is written: it is no LaTeX, or no math"
    if len(paper.tags) not in _TAGS:
        yield f"it has {len(paper.tags)} tags; {_TAGS[0]} to {_TAGS[-1]} are of use"
