"""The kinds of pages that the generator makes."""

from __future__ import annotations

# The kinds of pages that the generator makes: the indexes, one page each, and the repeated kinds
# with the section that they stand in. Long lists go on one folder deeper.
INDEXES = {
    "home": "",
    "papers": "papers/",
    "themes": "themes/",
    "tags": "tags/",
    "authors": "authors/",
    "years": "years/",
    "venues": "venues/",
    "search": "search/",
    "digests": "digests/",
    "subscribe": "subscribe/",
}
REPEATED = (
    ("paper", "papers/", 1, 1),
    ("theme", "themes/", 1, 2),
    ("tag", "tags/", 1, 2),
    ("author", "authors/", 1, 2),
    ("year", "years/", 1, 2),
    ("venue", "venues/", 1, 2),
    ("letter", "tags/", 2, 3),
    ("letter", "authors/", 2, 3),
    ("digest", "digests/", 1, 1),
)
SECTIONS = sorted({section for _, section, _, _ in REPEATED})
