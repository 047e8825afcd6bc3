"""A library and its settings in; the folders that its theme is in out, besides Material's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.findings import utf8_text
from pressmark.base.template_folders import THEME, files_of, template_folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.site.configuration import Settings

# What `plugins` in mkdocs.yml names, so that `mkdocs build` makes the whole site.
PLUGIN = "pressmark"
# What is read as a text.
_TEXTS = (".html", ".xml", ".css")


def theme_folders(root: Path, settings: Settings) -> list[Path]:
    """The folders of the theme, the first one first: what `theme.custom_dir` names, the library's
    own if there is one, and the package's."""
    custom = settings["theme"].get("custom_dir")
    folders = [root / str(custom)] if custom else []
    folders += [place for folder in template_folders(root) if (place := folder / THEME).is_dir()]
    return [*dict.fromkeys(folders)]


def package_folder(root: Path) -> Path:
    """The last of them, which is the package's."""
    return template_folders(root)[-1] / THEME


def own_files(root: Path, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The files of all others, by their names below them.

    Raises `BuildError` as `files_of` does, and `InvalidLibraryError` for a text that is not UTF-8.
    """
    for folder in theme_folders(root, settings):
        if folder == package_folder(root):
            continue
        for name, file in sorted(files_of(folder, skipped="")):
            content = file.read_bytes()
            if name.endswith(_TEXTS):
                utf8_text(content, file)
            yield name, content
