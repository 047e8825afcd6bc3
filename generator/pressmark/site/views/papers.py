"""A library in; the pages of its papers out."""

from __future__ import annotations

from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pressmark.base.escaping import quoted
from pressmark.base.languages import foreign_language
from pressmark.base.words import date_in_words
from pressmark.library.crowds import MOST_LISTED
from pressmark.library.imprint import Imprint, imprint_line
from pressmark.library.paper import FLAGS, TEXTS, labelled
from pressmark.library.values import copied, is_file
from pressmark.library.work_kinds import kind_id, kind_label
from pressmark.site.kinds import KINDS
from pressmark.site.page import Lens, Page, Shelf, View
from pressmark.site.related import shared_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.terms import Term
    from pressmark.site.page import Content

# The id and the title of a paper, and the language of that if it is another one than English.
Neighbour = tuple[str, str, str]

_labelled = labelled("page")
# Facts of a record that decide what its page looks like, and texts that the page only shows.
_DECIDING = ("type", "kind", "status", "also", "suggested", *FLAGS)
_TEXTS = tuple([name for name in TEXTS if name not in _DECIDING])
_DERIVED = ("first_date", "year", "plain_title")
_deciding, _texts, _derived = (attrgetter(*names) for names in (_DECIDING, _TEXTS, _DERIVED))
# What the view has besides, and the page only shows.
_VIEWED = ("when", "doi", "lookup", "abstract", "tags", "related", "file")


def shelf(content: Content) -> Shelf:
    """A page for every paper."""
    library, relations, _ = content
    kind, papers = KINDS["paper"], library.papers
    chips = {name: (name, tag.label, 1) for name, tag in library.tags.items()}

    def page(name: str) -> Page:
        paper = _with_files(papers[name], library)
        title = paper.plain_title
        newer, older = relations.within_theme.get(name, (None, None))
        has_digest = paper.problem or paper.approach or paper.finding or paper.figures
        is_alike = not (has_digest or paper.queries or paper.formulas)
        return Page(
            kind.address(name),
            kind.name,
            kind.section,
            title,
            paper.plain_tldr or f"{title}: a paper in this library.",
            _view,
            (
                paper,
                library.abstracts.get(name, ""),
                tuple(library.author_ids(paper)),
                relations.editions.get(name),
                library.themes.get(paper.theme),
                tuple([library.themes[name] for name in paper.also]),
                tuple([chips[name] for name in paper.tags]),
                _neighbour(newer),
                _neighbour(older),
                tuple(
                    [
                        (
                            each.id,
                            papers[each.id].plain_title,
                            shared_in_words(paper, each, library),
                        )
                        for each in relations.related.get(name, ())
                    ]
                ),
                library.file_of(name),
            ),
            lens=_LENS if is_alike else None,
        )

    return Shelf(kind.name, list(papers), page, kind.address, lambda name: (name,))


def _neighbour(paper: Paper | None) -> Neighbour | None:
    if paper is None:
        return None
    return paper.id, paper.plain_title, foreign_language(paper.language)


def _with_files(paper: Paper, library: Library) -> Paper:
    """A paper whose links to files of the library lead there from its page; those to files that are
    not there are left out."""
    if not any(map(is_file, paper.links.values())):
        return paper
    root = "../" * KINDS["paper"].address(paper.id).count("/")
    result = copied(paper)
    links = {
        label: f"{root}{place}" if is_file(place) else place
        for label, place in paper.links.items()
        if place in library.link_files or not is_file(place)
    }
    object.__setattr__(result, "links", links)
    return result


def _view(
    paper: Paper,
    abstract: str,
    people: tuple[str, ...],
    edition: Any,
    theme: Term | None,
    also: tuple[Term, ...],
    tags: tuple[tuple[str, str, int], ...],
    newer: Neighbour | None,
    older: Neighbour | None,
    related: tuple[tuple[str, str, str], ...],
    file: str,
) -> View:
    imprint = imprint_line(paper)
    container = imprint.container.lower() if imprint else ""
    is_anywhere = paper.arxiv or paper.url or paper.doi or paper.links
    return {
        "paper": paper,
        "formulas": paper.formulas,
        "when": date_in_words(paper.first_date),
        "doi": quoted(paper.doi),
        "lookup": "" if is_anywhere else quoted(paper.plain_title),
        "abstract": abstract,
        "paragraphs": abstract.split("\n\n") if abstract else [],
        "authors": list(zip(paper.authors, people, strict=True)),
        "edition": edition,
        "imprint": imprint,
        "stands_in": bool(edition and container and paper.venue.lower().startswith(container)),
        "language": foreign_language(paper.language),
        "most_listed": MOST_LISTED,
        "kind": kind_label(paper.kind),
        "kind_id": kind_id(paper.kind),
        "facts": _labelled(paper),
        "theme": theme,
        "also": also,
        "tags": tags,
        "newer": newer,
        "older": older,
        "related": related,
        "file": file,
        "edits": "this record" if file.endswith(".md") else file.rpartition("/")[2],
    }


# Imported papers look alike but for their texts. A digest is Markdown, which pages do not only
# show: papers with one are drawn one by one, and so are those with formulas of their sources.


def _groups(view: View) -> list[Sequence[Any]]:
    """What the page of a paper shows, in groups whose lengths decide what it looks like."""
    paper, edition, theme, imprint = view["paper"], view["edition"], view["theme"], view["imprint"]
    return [
        _texts(paper),
        _derived(paper),
        [view[name] for name in _VIEWED],
        (theme.id, theme.label) if theme else (),
        (edition.series.id,) if edition else (),
        (imprint.container, *imprint.details) if imprint else (),
        (view["newer"] or ())[:2],
        (view["older"] or ())[:2],
        [text for _, text in view["facts"]],
        [*paper.links.values()],
        paper.sources,
        view["paragraphs"],
        [*chain.from_iterable([(author.name, person) for author, person in view["authors"]])],
    ]


def _get(shows: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    view = _view(*shows)
    paper, imprint, groups = view["paper"], view["imprint"], _groups(view)
    fixed = (
        _deciding(paper),
        view["stands_in"],
        view["language"],
        (view["newer"] or ())[2:],
        (view["older"] or ())[2:],
        view["edits"],
        imprint and imprint.word,
        tuple([label for label, _ in view["facts"]]),
        tuple(paper.links),
        *map(len, groups),
    )
    return fixed, tuple(chain.from_iterable(groups))


def _put(view: View, shown: Sequence[Any]) -> View:
    rest = iter(shown)
    groups = [list(islice(rest, len(group))) for group in _groups(view)]
    texts, dates, viewed, theme, series, imprint, newer, older, facts, links, *lists = groups
    sources, paragraphs, authors = lists
    paper, text = view["paper"], texts[_TEXTS.index("title")]
    values = dict(zip(_VIEWED, viewed, strict=True))
    return {
        **view,
        **values,
        "paper": text.part_of(
            **dict(zip(_DECIDING, _deciding(paper), strict=True)),
            **dict(zip(_TEXTS, texts, strict=True)),
            **dict(zip(_DERIVED, dates, strict=True)),
            is_draft=paper.is_draft,
            links=dict(zip(paper.links, links, strict=True)),
            sources=tuple(sources),
            figures=(),
            queries=(),
        ),
        "tags": values["tags"].unmeasured(),
        "related": values["related"].unmeasured(),
        "theme": text.part_of(id=theme[0], label=theme[1]) if theme else None,
        "edition": text.part_of(series=text.part_of(id=series[0])) if series else None,
        "imprint": imprint and Imprint(view["imprint"].word, imprint[0], tuple(imprint[1:])),
        "newer": newer and (*newer, view["newer"][2]),
        "older": older and (*older, view["older"][2]),
        "facts": [(label, fact) for (label, _), fact in zip(view["facts"], facts, strict=True)],
        "paragraphs": paragraphs,
        "authors": [
            (text.part_of(name=name), person)
            for name, person in zip(authors[::2], authors[1::2], strict=True)
        ],
    }


_LENS = Lens(_get, _put)
