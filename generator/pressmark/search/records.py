"""A paper in; the record that search has of it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.base.math.texts import plain
from pressmark.base.scripts import speech
from pressmark.library.addresses import paper_address
from pressmark.library.work_kinds import sort_of

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations

# Abstracts are searched in libraries of up to so many papers; in larger ones they would be most of
# the index, and titles, summaries, names and tags are what is asked for.
ABSTRACT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What search knows of one paper. Pairs are (id, label); all text is plain and untrusted.

    `address` is relative to the site's root (`papers/hirsch2024medrat/`), `date` is EDTF level 0,
    `also_titled`, `arxiv` and `doi` are "" when there is none, `body` is the record's sections and,
    where there is one, the abstract, `keys` are the citation keys that its sources use,
    `status` is "withdrawn", "retracted" or "", and `people` are the authors as the library calls
    them, where that may differ from how the paper does. `language` is that of the title (BCP 47),
    where it is known and not English.
    """

    address: str
    title: str
    also_titled: str
    summary: str
    date: str
    arxiv: str
    doi: str
    venue: tuple[str, str] | None
    type: tuple[str, str]
    themes: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    body: str
    keys: tuple[str, ...] = ()
    status: str = ""
    people: tuple[str, ...] = ()
    language: str = ""


def search_record(
    paper: Paper, library: Library, relations: Relations, abstract: str
) -> SearchRecord:
    """What search knows of a paper whose `abstract`, if any, is searched too."""
    edition = relations.editions.get(paper.id)
    themes = [library.themes[name] for name in (paper.theme, *paper.also) if name]
    parts = (paper.problem, paper.approach, paper.finding, abstract)
    return SearchRecord(
        address=paper_address(paper.id),
        title=paper.plain_title,
        also_titled=plain(paper.later_title),
        summary=paper.plain_tldr,
        date=paper.first_date,
        arxiv=paper.arxiv,
        doi=paper.doi,
        venue=(edition.series.id, edition.series.label) if edition else None,
        type=sort_of(paper),
        themes=tuple((theme.id, theme.label) for theme in themes),
        tags=tuple((name, library.tags[name].label) for name in paper.tags),
        authors=tuple(author.name for author in paper.authors),
        body="\n\n".join(plain(part) for part in parts if part),
        keys=paper.keys,
        status=paper.status,
        people=tuple([library.people[name].name for name in library.author_ids(paper)])
        if library.persons
        else (),
        language=speech(paper.plain_title, paper.language).language,
    )
