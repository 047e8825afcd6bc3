"""A kind of work in, as CSL calls it; what people call it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

# Works in journals and the like, those that are books or in one, and those of conferences.
JOURNAL_KINDS: Final = frozenset(
    "article-journal article-magazine article-newspaper review review-book".split()
)
BOOK_KINDS: Final = frozenset(
    """book chapter classic collection entry entry-dictionary entry-encyclopedia periodical
    report""".split()
)
MEETING_KINDS: Final = frozenset(("", "paper-conference"))
# Those that are not called like CSL's type, with a capital.
_LABELS: Final = {
    "article": "Preprint",
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "entry-dictionary": "Dictionary entry",
    "entry-encyclopedia": "Encyclopedia entry",
    "legal_case": "Legal case",
    "motion_picture": "Film",
    "musical_score": "Musical score",
    "paper-conference": "Conference paper",
    "personal_communication": "Letter",
    "post-weblog": "Blog post",
    "review-book": "Book review",
    "speech": "Talk",
    "webpage": "Web page",
}


# What several of them are called, unless it is the label with an s.
_PLURALS: Final = {
    "bill": "Bills",
    "dataset": "Data sets",
    "entry": "Entries",
    "entry-dictionary": "Dictionary entries",
    "entry-encyclopedia": "Encyclopedia entries",
    "legislation": "Legislation",
    "software": "Software",
    "thesis": "Theses",
    "treaty": "Treaties",
}


def kind_label(kind: str) -> str:
    """`Journal article` of article-journal; empty for none."""
    return _LABELS.get(kind) or kind.capitalize()


def kind_heading(kind: str) -> str:
    """What works of a kind are called together: `Journal articles` of article-journal."""
    return _PLURALS.get(kind) or f"{kind_label(kind)}s"


def kind_id(kind: str) -> str:
    """The last part of the address of a kind's page: `motion-picture` of motion_picture."""
    return kind.replace("_", "-")


def sort_of(paper: Paper) -> tuple[str, str]:
    """What a paper is by its record, as a value and what people call it: what it contributes, else
    what it was published as. Both are empty where the record says neither."""
    if paper.type:
        return paper.type, paper.type.capitalize()
    return paper.kind, kind_label(paper.kind)
