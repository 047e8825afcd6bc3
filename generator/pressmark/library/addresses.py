"""A paper's id in; the address of its page out, which is the same for good: relative to the site's
root, with a slash at its end."""

from __future__ import annotations

from typing import Final

PAPERS: Final = "papers/"


def paper_address(paper: str) -> str:
    """The address of the page of the paper with that id."""
    return f"{PAPERS}{paper}/"
