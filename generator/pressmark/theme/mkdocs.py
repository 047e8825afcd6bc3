"""MkDocs with Material: files to draw from in, drawn files out.

No other module imports MkDocs, and none but `pressmark.theme.properdocs` has ProperDocs take its
place. What MkDocs needs to know of our page frame stands here, for those who draw specimens and for
`mkdocs build` alike.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs
from jinja2 import FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.utils import CountHandler

from pressmark.base.disk import write_tree
from pressmark.base.errors import BuildError
from pressmark.theme.mends import Mend, mended
from pressmark.theme.navigation import navigation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# What Material's own page frame gets wrong: two invalid attributes, and a skip link that only pages
# with a table of contents would have.
_MENDS = {
    "base.html": (
        Mend(' autocomplete="off"', "", 2),
        Mend("{% if page.toc | first is defined %}", "{% if false %}", 1),
    )
}
# Files that no page asks for: Material's own search, palette and source maps, and what our page
# frame includes.
_UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/stylesheets/palette.",
    "partials/",
)
_PLUGIN = "pressmark.theme"


def draw(config_file: Path, files: Mapping[str, bytes], folder: Path, *, strict: bool) -> None:
    """Draw files as `pressmark.theme.program.ThemeProgram` has it."""
    write_tree(folder / "docs", files.items())
    try:
        config = load_config(
            str(config_file),
            strict=strict or None,
            docs_dir=str(folder / "docs"),
            site_dir=str(folder / "site"),
        )
        config.plugins[_PLUGIN] = _Plugin()  # type: ignore[assignment] # as hooks, it is no more
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except MkDocsException as error:
        cause = error.__context__ if isinstance(error, Abort) else None
        raise BuildError(str(cause or error)) from error


class _Plugin:
    """Has MkDocs draw our page frame where no hook of ours makes a whole site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        prepare(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return used(files)


def draws_specimens(config: MkDocsConfig) -> bool:
    """Whether MkDocs runs for `draw`, and a hook that makes a whole site has nothing to do."""
    return _PLUGIN in config.plugins


def prepare(config: MkDocsConfig) -> None:
    """Have the theme of a configuration mended, and its navigation lead somewhere."""
    theme = config.theme
    environment_of = theme.get_env

    def get_env() -> Environment:
        environment = environment_of()
        environment.loader = _MaterialLoader(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]
    if config.nav:
        config.nav = navigation(config.nav, Path(config.config_file_path).parent)


def used(files: Files) -> Files:
    """The files without those that no page asks for."""
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith((".js.map", ".css.map")):
            files.remove(file)
    return files


def check_warnings(config: MkDocsConfig) -> None:
    """Stops a strict run that warned of anything, before its site takes the place of another."""
    # ProperDocs, which may be what `mkdocs` is, has a logger of its own name.
    handlers = logging.getLogger(mkdocs.__name__).handlers
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    count = sum(number for counter in counters for _, number in counter.get_counts())
    if config.strict and count:
        raise PluginError(f"{count} warnings in strict mode: the site stays as it was")


@contextmanager
def plugin_errors() -> Iterator[None]:
    """Has MkDocs print what stops a build: of a plugin's errors it shows no traceback."""
    try:
        yield
    except BuildError as error:
        raise PluginError(str(error)) from None


class _MaterialLoader(FileSystemLoader):
    """Loads a theme's templates and mends the known faults of Material's own.

    Folders whose names start with a dot are not listed: MkDocs would leave out what is in them, but
    file by file, and Material keeps more than ten thousand icons there.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, filename, uptodate = super().get_source(environment, template)
        with plugin_errors():
            return mended(source, filename, _MENDS.get(template, ())), filename, uptodate

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(place).relative_to(folder)
                found.update((within / name).as_posix() for name in names)
        return sorted(found)
