"""A paper in; what each format of the crosswalk writes of it out, by the format's name."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.csl import csl_line
from pressmark.exports.citations.highwire import citation_tags
from pressmark.exports.citations.ris import ris
from pressmark.exports.data import oai, paper_markdown
from pressmark.library.library import Library
from pressmark.library.relations import relate
from pressmark.library.terms import Series, Theme
from pressmark.render.environment import Templates
from pressmark.render.head import Heads
from pressmark.render.renderer import Renderer
from pressmark.site.plan import plan
from tests.hostile import SITE

if TYPE_CHECKING:
    from pressmark.library.paper import Paper

# Citations on a page are those of other formats.
_SITE = replace(SITE, citations=False)
_TERMS = {name: Theme(name, name.capitalize(), f"All of {name}.") for name in ("lamps", "tides")}
_SERIES = {
    "days": Series("days", "Days", "Proceedings of the Harbour Days"),
    "letters": Series("letters", "Letters", "Sea Letters", "journal"),
    "thesis": Series("thesis", "PhD thesis", "", "thesis"),
}


def written(paper: Paper) -> dict[str, str]:
    """What each format writes of the paper, which names the terms `lamps` and `tides` only."""
    library = Library({paper.id: paper}, _TERMS, _TERMS, _SERIES)
    cited, address = library.reference(paper), f"{SITE.url}papers/{paper.id}/"
    page = next(page for page in plan(library, relate(library), "") if page.kind == "paper")
    return {
        "markdown": paper_markdown.page(paper, cited, library, SITE).decode(),
        "page": Renderer(_templates(), _SITE, library).body(page).decode(),
        "bibtex": bibtex(cited, address),
        "ris": ris(cited, address),
        "csl": csl_line(cited, address).decode(),
        "highwire": json.dumps(citation_tags(cited, address)),
        "json_ld": json.dumps(Heads(library, SITE).json_of_paper(page, cited)),
        "dublin_core": oai.record(paper, cited, library, SITE).decode(),
    }


@cache
def _templates() -> Templates:
    return Templates([PACKAGE_TEMPLATES], Path(mkdtemp()), b"")
