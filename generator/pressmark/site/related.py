"""What two papers share in; the same in words, and how many related papers are shown, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.words import enumerated
from pressmark.site import limits

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Related
    from pressmark.site.settings import Site

# So many tags are told of each pair.
_TAGS = 2


def most_related(site: Site, library: Library) -> int:
    """How many related papers the page of a paper shows, and the files of them: fewer in a large
    library that does not ask for all that may be beside its papers."""
    has_all = site.paper_files and not site.few_paper_files
    is_large = len(library.papers) > limits.LARGE
    return limits.RELATED_IN_LARGE if is_large and not has_all else limits.RELATED


def shared_in_words(paper: Paper, related: Related, library: Library) -> str:
    """What a paper and one that is related to it share, as the paper's page says it."""
    people = enumerated([*related.people])
    about = [library.tags[tag].label for tag in related.tags[:_TAGS]] or [*related.words]
    if about:
        both = f"Both about {enumerated(about)}"
        return f"{both}, by {people} too" if people else both
    if people:
        return f"By {people} too"
    other = library.papers[related.id]
    themes = {other.theme, *other.also}
    theme = next((name for name in (paper.theme, *paper.also) if name and name in themes), "")
    return f"Both in {library.themes[theme].label}" if theme else "Close in meaning"
