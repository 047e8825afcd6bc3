"""PM201 to PM299: what records say of one another."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_RECORD = "content/papers/quill2021counting.md"
_OTHER = "content/papers/mast2022flood.md"

DUPLICATE_ID = Rule(
    "PM201",
    "Duplicate id",
    "{other} has the same id",
    "Give one of them another id",
    "An id is the address of one page and the key of one citation. Records in files of their own "
    "and those in `papers.jsonl` or `papers.csl.jsonl` share their ids.",
    {
        "content/papers.jsonl": '{"id": "mast2022flood", "title": "Tables of the Flood", '
        '"suggested": ["theme"]}'
    },
    {
        "content/papers.jsonl": '{"id": "mast2022tables", "title": "Tables of the Flood", '
        '"suggested": ["theme"]}'
    },
)
DUPLICATE_ARXIV_ID = Rule(
    "PM202",
    "Duplicate arXiv id",
    "{other} has the same arXiv id",
    "Merge the records, or correct one",
    "Two records with one arXiv id are one paper, or one of the ids was mistyped.",
    {_RECORD: "arxiv: '2207.00002'", _OTHER: "arxiv: '2207.00002'"},
    {_RECORD: "arxiv: '2103.00001'", _OTHER: "arxiv: '2207.00002'"},
)
DUPLICATE_TITLE = Rule(
    "PM203",
    "Duplicate title",
    "{other} has the same title",
    "Merge the records, or correct one",
    "Two records with one title and one first author are almost always one paper, a preprint and "
    "its publication too. Capitals, spaces and punctuation make no difference. Two published works "
    "are told apart by DOI, kind, year, volume, issue or first page; where the authors of either "
    "are not known, another year or venue is enough.",
    {
        "content/papers.jsonl": '{"id": "mast2021flood", "title": "A flood of tables - reading '
        'tides", "authors": ["C. Mast"], "suggested": ["theme"]}'
    },
    {
        "content/papers.jsonl": '{"id": "keel2021flood", "title": "A flood of tables - reading '
        'tides", "authors": ["Dan Keel"], "suggested": ["theme"]}'
    },
)
DUPLICATE_WORK = Rule(
    "PM204",
    "Duplicate paper",
    "{other} has the same title, first author and year",
    "Merge the records, or correct one",
    "A title alone may occur twice in a large collection (“Introduction”). The same title by the "
    "same author in the same year is one paper.",
    {
        "content/papers.csl.jsonl": '{"id": "quill2020", "title": "Ships", '
        '"author": [{"literal": "Ada Quill"}], "issued": {"raw": "2020"}}\n'
        '{"id": "quill2020b", "title": "Ships", '
        '"author": [{"literal": "Ada Quill"}], "issued": {"raw": "2020-05"}}'
    },
    {
        "content/papers.csl.jsonl": '{"id": "quill2020", "title": "Ships", '
        '"author": [{"literal": "Ada Quill"}], "issued": {"raw": "2020"}}\n'
        '{"id": "quill2021", "title": "Ships", '
        '"author": [{"literal": "Ada Quill"}], "issued": {"raw": "2021"}}'
    },
)
REPEATED_THEME = Rule(
    "PM205",
    "Theme repeated",
    "{theme!r} is already the theme",
    "Remove it here",
    "`also` lists further themes, beside the one that `theme` names.",
    {_RECORD: "theme: lamps\nalso: [lamps]"},
    {_RECORD: "theme: lamps\nalso: [tides]"},
)
REDIRECT_FROM_RECORD = Rule(
    "PM206",
    "Redirect from a record",
    "{old!r} is the id of a record",
    "Remove it, or rename that record",
    "`redirect_from` lists earlier ids. An address that has a page of its own can't redirect.",
    {_RECORD: "redirect_from: [mast2022flood]"},
    {_RECORD: "redirect_from: [oar2021counting]"},
)
REDIRECT_FROM_TWICE = Rule(
    "PM207",
    "Id redirected twice",
    "{other} also lists {old!r}",
    "Keep one",
    "An old address redirects to one page.",
    {_RECORD: "redirect_from: [oar2021]", _OTHER: "redirect_from: [oar2021]"},
    {_RECORD: "redirect_from: [oar2021]", _OTHER: "redirect_from: [mast2022]"},
)
