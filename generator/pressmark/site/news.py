"""What was new about a paper in; the same in words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.math.texts import plain
from pressmark.base.words import enumerated

if TYPE_CHECKING:
    from pressmark.library.news import News

# What each kind of news is called.
LABELS = {
    "added": "New",
    "changed": "Changed",
    "retitled": "Retitled",
    "renamed": "New address",
    "merged": "Merged",
    "withdrawn": "Withdrawn",
    "retracted": "Retracted",
    "superseded": "Superseded",
    "restored": "Restored",
    "removed": "Removed",
}
_PARTS = {"figures": "key figures"}


def title_of(news: News) -> str:
    """The title that the paper has; of one that was removed, the title that it had."""
    return news.paper.plain_title if news.paper else plain(news.before)


def details(news: News) -> tuple[str, str]:
    """What there is to say besides the kind: words of ours, and then words of a record, which may
    be in any language."""
    match news.kind:
        case "changed":
            parts = enumerated([_PARTS.get(part, part) for part in news.what])
            return parts[:1].upper() + parts[1:], ""
        case "retitled" | "renamed":
            return "Before:", plain(news.before)
        case "merged":
            return "It now includes:", plain(news.before)
    return "", ""


def in_words(news: News) -> str:
    """The kind and what there is to say besides, on one line."""
    kind = LABELS[news.kind]
    ours, theirs = details(news)
    if news.kind == "changed":
        return f"{kind}: {ours[:1].lower()}{ours[1:]}"
    return f"{kind}. {ours} {theirs}" if ours else kind
