"""The texts of files in; the files of a content folder out, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.journal import write_together

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_all(content: Path, files: Mapping[str, str], edits: Mapping[str, str]) -> None:
    """Write files below the content folder; `edits` are the texts that those that are changed were
    made from, all by path.

    Raises `ChangedMeanwhileError` when a new record has come to exist or one was changed meanwhile,
    and `OSError` when the disk refuses; nothing is written then.
    """
    before = {content / path: text.encode() for path, text in edits.items() if path in files}
    new = {content / path: None for path in files if path.startswith("papers/")}
    write_together(
        content.parent,
        {content / path: text.encode() for path, text in files.items()},
        {**new, **before},
    )
