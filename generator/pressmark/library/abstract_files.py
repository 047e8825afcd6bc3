"""Where the papers' own abstracts are: a folder that git ignores, and one that it keeps, for groups
that may publish them. Each has a text file a paper, by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.words import counted

if TYPE_CHECKING:
    from pathlib import Path

LOCAL, PUBLISHED = "abstracts", "published-abstracts"
# Where a paper has one in both, the first counts.
ABSTRACT_FOLDERS = (PUBLISHED, LOCAL)


def abstract_files(content: Path, paper: str) -> list[Path]:
    """The files that hold an abstract of a paper, the one that counts first."""
    files = [content / folder / f"{paper}.txt" for folder in ABSTRACT_FOLDERS]
    return [file for file in files if file.is_file()]


def path_of_abstract(content: Path, paper: str, *, publish: bool) -> str:
    """Where an import writes the abstract of a paper, below the content folder: where it is kept
    by git if it is to be published, or was already."""
    path = f"{PUBLISHED}/{paper}.txt"
    return path if publish or (content / path).is_file() else f"{LOCAL}/{paper}.txt"


def local_note(count: int, *, publish: bool) -> str:
    """What to say of so many abstracts, at least one, that only the builds on this machine show."""
    texts, show = counted(count, "abstract"), "shows" if count == 1 else "show"
    advice = (
        f"To publish {'it' if count == 1 else 'them'}, move content/{LOCAL}/ to "
        f"content/{PUBLISHED}/"
        if publish
        else f"If you may publish {'it' if count == 1 else 'them'}, set 'abstracts: publish' under "
        f"'extra' in mkdocs.yml and move content/{LOCAL}/ to content/{PUBLISHED}/"
    )
    return f"{texts} in content/{LOCAL}/ {show} in your own builds only: git ignores them. {advice}"
