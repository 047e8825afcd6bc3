"""A library in; what was new in it lately as JSON out: in full for programs, and in short for the
script that marks it in lists."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from pressmark.base.markup import json_line
from pressmark.library.addresses import paper_address
from pressmark.site import limits
from pressmark.site.news import LABELS, details, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.library.library import Library
    from pressmark.library.news import News
    from pressmark.site.settings import Site

PATH: Final = "data/changes.json"
MARKS_PATH: Final = "data/recent.json"
# What is no news in a list: papers that are there no more, and those that only moved.
_UNMARKED = frozenset({"removed", "renamed"})


def document(library: Library, site: Site) -> Iterator[bytes]:
    """The latest news, each an object on a line of its own, in pieces."""
    news = library.news[: limits.NEWS_IN_FILES]
    head = {"name": site.name, "url": site.url, "count": len(library.news)}
    yield json_line(head)[:-1] + b',"changes":[\n'
    before = b""
    for each in news:
        yield before + json_line(_values(each, library, site))
        before = b",\n"
    yield b"\n]}\n"


def _values(news: News, library: Library, site: Site) -> dict[str, Any]:
    paper = news.paper
    theme = library.themes.get(paper.theme) if paper else None
    values: dict[str, Any] = {
        "day": news.day,
        "change": news.kind,
        "paper": news.id,
        "title": title_of(news),
        "url": site.url + paper_address(news.id) if paper else "",
        "theme": theme.id if theme else "",
        "what": list(news.what),
        "before": news.before if paper else "",
        "label": LABELS[news.kind],
        "details": " ".join(filter(None, details(news))),
        "status": paper.status if paper else "",
        "summary": paper.plain_tldr if paper and news.kind == "added" else "",
    }
    return {name: value for name, value in values.items() if value}


def marks(library: Library) -> bytes:
    """The papers that are new or changed, by id, under each day, the latest first; `from` is the
    first day of which this tells all, and the papers of a day of very many are only counted."""
    news = [each for each in library.news if each.kind not in _UNMARKED]
    days: list[list[Any]] = []
    room = limits.NEWS_IN_FILES
    first = ""
    for day, group in groupby(news, key=attrgetter("day")):
        groups = _by_mark([*group])
        total = sum(map(len, groups.values()))
        if total <= room:
            days.append([day, groups])
        elif not days:
            days.append([day, {mark: len(ids) for mark, ids in groups.items()}])
        else:
            break
        room -= total
        first = day
        if room <= 0:
            break
    is_whole = not news or first == news[-1].day
    return json_line({"from": "" if is_whole else first, "days": days}) + b"\n"


def _by_mark(news: Sequence[News]) -> dict[str, list[str]]:
    """The papers that are new on a day, and others that changed."""
    new = dict.fromkeys(each.id for each in news if each.kind == "added")
    changed = dict.fromkeys(each.id for each in news if each.id not in new)
    return {mark: [*ids] for mark, ids in (("new", new), ("changed", changed)) if ids}
