"""How many people a paper has in; how many of them are named where it is one of many out.

Papers of the large collaborations have thousands of authors, and each of these a page: were all of
them named there, a paper would fill gigabytes. Its own page, its citations and the data name all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pressmark.library.paper import Author, Paper

# Papers of more people than this are crowded.
MOST_LISTED: Final = 60
# So many people of a crowded paper are named.
NAMED: Final = 10


def left_out(people: int) -> int:
    """How many of a paper's people are not named in lists, feeds and COinS."""
    return people - NAMED if people > MOST_LISTED else 0


def is_crowded(paper: Paper) -> bool:
    """Whether not all of its authors are named there."""
    return len(paper.authors) > MOST_LISTED


def named(paper: Paper) -> tuple[Author, ...]:
    """The authors of a paper who are named there."""
    return paper.authors[:NAMED] if left_out(len(paper.authors)) else paper.authors
