"""A paper's id in, the address of its page out, which is the same for good: relative to the site's
root, with a slash at its end. A DOI in, its resolver's address out."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

PAPERS: Final = "papers/"
_SAFE: Final = "/:;()._-,+&=@!~*'$[]"


def paper_address(paper: str) -> str:
    """The address of the page of the paper with that id."""
    return f"{PAPERS}{paper}/"


def doi_address(doi: str) -> str:
    """The address at which a DOI is resolved; what no address may hold is percent-encoded, such as
    the angle brackets of a SICI."""
    return f"https://doi.org/{quote(doi, safe=_SAFE)}"
