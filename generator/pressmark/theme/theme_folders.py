"""A library and its settings in; the folders that its theme is in out, besides Material's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.template_folders import THEME, template_folders

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.site.configuration import Settings

# What `plugins` in mkdocs.yml names, so that `mkdocs build` makes the whole site.
PLUGIN = "pressmark"


def theme_folders(root: Path, settings: Settings) -> list[Path]:
    """The folders of the theme, the first one first: what `theme.custom_dir` names, the library's
    own if there is one, and the package's."""
    custom = settings["theme"].get("custom_dir")
    folders = [root / str(custom)] if custom else []
    folders += [place for folder in template_folders(root) if (place := folder / THEME).is_dir()]
    return [*dict.fromkeys(folders)]
