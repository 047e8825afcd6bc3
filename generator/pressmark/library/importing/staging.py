"""The texts of files in; the files of a content folder out, each whole or as it was."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pressmark.library.record_edit import file_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Inside a folder that git ignores, and on the disk where the files are to be.
_STAGE = "abstracts/.import"


def write_all(content: Path, files: Mapping[str, str], edits: Mapping[str, str]) -> None:
    """Write files below the content folder; `edits` are the texts that those that are changed were
    made from, all by path.

    All are staged before the first is moved into its place, and each move is whole or not at all:
    whatever stops this, no file is left half-written, and calling the command again does the rest.

    Raises `FileExistsError` before anything is moved when a new record has come to exist or one was
    changed meanwhile, and `OSError` when the disk refuses.
    """
    if not files:
        return
    stage = content / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, text in files.items():
            staged = stage / path
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(text, encoding="utf-8", newline="")
        for path in files:
            if path in edits:
                if file_text(content / path) != edits[path]:
                    raise FileExistsError(f"{content / path} was changed while the import ran")
            elif path.startswith("papers/") and (content / path).exists():
                raise FileExistsError(f"{content / path} was made while the import ran")
            (content / path).parent.mkdir(parents=True, exist_ok=True)
        for path in files:
            (stage / path).replace(content / path)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
