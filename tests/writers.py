"""A small library in; the same with what commands that write several of its files work on, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

# Each of the commands, and what it is called.
WRITERS = {
    "import": "import listing.txt --added 2026-01-02",
    "rename": "rename quill2021counting quill2021lamps",
    "merge": "merge quill2021counting mast2022flood",
    "tags": "merge tag night counting",
    "redirect": "addresses --redirect old/lamps/ papers/quill2021counting/",
    "list": "addresses --update",
    "digest": "digest new --since 2025-01-01 --until 2026-01-01",
}
_LISTING = "Reading Tides\nWe type.\nNight Boats\nWe row in darkness.\nCrab Pots\nWe pull.\n"


def prepare(library: TinyLibrary, home: str) -> TinyLibrary:
    """Give a library all that the commands work on; `home` is the Markdown of its home page."""
    library.write("pages/index.md", home)
    library.write("abstracts/quill2021counting.txt", "Lamps burn.\n")
    for name in ("quill2021counting", "mast2022flood"):
        path = library.content / "papers" / f"{name}.md"
        path.write_text(path.read_text().replace("---\n", "---\nadded: 2025-06-01\n", 1))
    (library.root / "listing.txt").write_text(_LISTING, encoding="utf-8")
    return library
