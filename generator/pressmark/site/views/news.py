"""A library in; the page of what is new in it, day by day, out."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.languages import foreign_language
from pressmark.library.changes import KINDS as CHANGES
from pressmark.site import limits
from pressmark.site.kinds import KINDS
from pressmark.site.news import LABELS, details, title_of
from pressmark.site.page import Page, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.library import Library
    from pressmark.library.news import News
    from pressmark.library.terms import Term
    from pressmark.site.page import Content


class _ShownNews(NamedTuple):
    """One piece of news: what tells it from others, its kind and what that is called, the paper's
    id and title, words of ours and words of a record on what changed; and of a paper that is there
    still, the language of its title, its theme, and if it is new its status and summary."""

    key: str
    kind: str
    label: str
    paper: str
    title: str
    ours: str
    theirs: str
    is_there: bool
    language: str
    theme: Term | None
    status: str
    tldr: str


class _Day(NamedTuple):
    """A day, its news as they are shown, and how many more there were."""

    day: str
    news: list[_ShownNews]
    more: int


def news(content: Content) -> Page:
    """What was new, the latest days first."""
    library = content.library

    def view() -> View:
        shown = library.news[: limits.NEWS]
        return {
            "days": _days(shown, library),
            "count": len(library.news),
            "shown_count": len(shown),
            "is_whole": len(shown) == len(library.news),
            "themes": _themes(shown, library),
            "kinds": _kinds(shown),
            "first": shown[-1].day if shown else "",
            "last": shown[0].day if shown else "",
        }

    kind = KINDS["new"]
    description = "What was added, changed, retitled and withdrawn in the library, by day."
    return Page(kind.section, kind.name, kind.section, "What is new", description, view)


def _days(shown: Sequence[News], library: Library) -> list[_Day]:
    days = [
        _Day(day, [_shown(each, library) for each in group], 0)
        for day, group in groupby(shown, key=attrgetter("day"))
    ]
    if days and len(shown) < len(library.news):
        last = days[-1]
        more = sum(each.day == last.day for each in library.news) - len(last.news)
        days[-1] = last._replace(more=more)
    return days


def _shown(news: News, library: Library) -> _ShownNews:
    paper = news.paper
    ours, theirs = details(news)
    is_new = paper is not None and news.kind == "added"
    return _ShownNews(
        news.key,
        news.kind,
        LABELS[news.kind],
        news.id,
        title_of(news),
        ours,
        theirs,
        is_there=paper is not None,
        language=foreign_language(paper.language) if paper else "",
        theme=library.themes.get(paper.theme) if paper else None,
        status=paper.status if paper and is_new else "",
        tldr=paper.plain_tldr if paper and is_new else "",
    )


def _kinds(shown: Sequence[News]) -> list[tuple[str, str, int]]:
    """The kinds of news: name, label and how many there are."""
    counts = Counter(news.kind for news in shown)
    return [(kind, LABELS[kind], counts[kind]) for kind in CHANGES if kind in counts]


def _themes(shown: Sequence[News], library: Library) -> list[tuple[str, str, int]]:
    """The themes that there is news of: id, label and how much there is."""
    counts = Counter(news.paper.theme for news in shown if news.paper)
    return [
        (name, term.label, counts[name]) for name, term in library.themes.items() if counts[name]
    ]
