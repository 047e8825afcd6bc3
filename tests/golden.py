"""Pages of the invented library as they must look, however they are built: golden files.

A golden file holds what pressmark itself says of a page: its title, its description, its head and
its body, without the frame around them. Where a change is meant, renew them and read the
difference before it is committed: PYTHONPATH=generator python -m tests.golden
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY
from tests.invented import invented_project
from tests.project import PRESSED, built

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = REPOSITORY / "tests" / "data" / "golden"
# One of each kind of page, and those that hand-written pages link to.
ADDRESSES = (
    *("", "papers/", "themes/", "tags/", "search/", "subscribe/", "new/"),
    *("papers/paper0/", "papers/paper3/", "themes/lamps/", "tags/harbour/"),
    *("authors/ada-quill/", "years/2021/", "venues/days/", "digests/2023-01-09/"),
    *("evidence/", "evidence/lamps/", "compare/"),
)
# A place on a page is looked for by drawing that page, before any other is drawn.
LINKS = """\
---
title: Where to begin
description: Places on other pages.
---

# Where to begin

[Lamps of 2021](themes/lamps.md#y2021), [Ada's co-authors](authors/ada-quill.md#coauthors),
[a finding](papers/paper3.md#finding) and [the harbour in 2022](tags/harbour.md#y2022).
"""
ENVIRONMENT = {
    "SITE_URL": "https://papers.example/below/",
    "REPOSITORY_URL": "https://code.example/papers",
}
_SHOWN = (
    re.compile(r"(?<=\n)<title>.*?</title>"),
    re.compile(r'<meta name="description" property="og:description" content="[^"]*">'),
    re.compile(r'<meta property="og:type".*?(?=\n<meta name="application-name")', re.DOTALL),
    re.compile(r'(?<=<article class="pm-article">\n).*?(?=\s*</article>)', re.DOTALL),
)


def golden_project(folder: Path) -> Path:
    """The invented library, with a page that links to places on others, in a folder of its own."""
    project = invented_project(folder)
    (project / "content" / "pages" / "begin.md").write_text(LINKS, encoding="utf-8")
    return project


def file_of(address: str) -> Path:
    """The golden file of the page at an address."""
    return FOLDER / f"{address.strip('/').replace('/', '-') or 'home'}.html"


def golden() -> dict[str, str]:
    """What every page that has a golden file must show, by address."""
    return {address: file_of(address).read_text(encoding="utf-8") for address in ADDRESSES}


def shown(site: Mapping[str, bytes]) -> dict[str, str]:
    """What a site's pages show, by address, as golden files hold it."""
    return {address: _shown(site[f"{address}index.html"].decode()) for address in ADDRESSES}


def _shown(html: str) -> str:
    parts = [pattern.findall(html) for pattern in _SHOWN]
    assert all(len(part) == 1 for part in parts), "the frame of a page has other marks"
    return "\n".join(part.strip() for (part,) in parts) + "\n"


def renew() -> None:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as folder:
        site = built(golden_project(Path(folder, "project")), PRESSED, ENVIRONMENT)
    for address, text in shown(site).items():
        file_of(address).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
