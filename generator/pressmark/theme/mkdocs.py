"""The one module that knows MkDocs and Material: files to draw from in, drawn files out.

MkDocs calls the `on_...` functions through the hook named in mkdocs.yml. By itself it draws every
page and publishes the site, which is the reference; as a program, this module has it draw only
what the press needs.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

# Material prints a notice about a later MkDocs on each start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import FileSystemLoader, TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.utils import CountHandler

from pressmark.base import disk
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError
from pressmark.build import publish
from pressmark.render.environment import templates_of
from pressmark.render.seal import SealError
from pressmark.site.settings import Site
from pressmark.theme import specimens
from pressmark.theme.drawing import has_digests

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.theme import Theme

    from pressmark.build.project import Project

# What Material's own page frame gets wrong, as (found, put in its place, how often it stands):
# two invalid attributes, and a skip link that only pages with a table of contents would have.
_MENDS = {
    "base.html": (
        (' autocomplete="off"', "", 2),
        ("{% if page.toc | first is defined %}", "{% if false %}", 1),
    )
}
# A mailbox, or a page; nothing that a header or an attribute would have to quote.
_WAY = re.compile(r"https://[\w!#$%&'()*+,./:;=?@~{}-]+|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
# Files that no page asks for: Material's own search, palette and source maps, and what our page
# frame includes.
_UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/stylesheets/palette.",
    "partials/",
)


class Shell:
    """One run of MkDocs: where it draws from and to, and where the result is published.

    While `drawing` names a folder, only the specimens of all kinds of pages are drawn, into that,
    and the `pages` of another folder.
    """

    def __init__(self) -> None:
        self.drawing: Path | None = None
        self.pages: Path | None = None
        self.facts: dict[str, Any] = {}
        self._command = "build"
        self._live: Path | None = None
        self._root = Path()
        self._project: Project | None = None
        self._site: Site
        self._held = ExitStack()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._root = Path(config.config_file_path).parent
        self._site = site = _site(config)
        _mend(config.theme)
        if site.cards and find_spec("PIL") is None:
            raise PluginError(
                "cards are on in mkdocs.yml, but what draws them is not installed: "
                "pip install 'pressmark[cards]', or set CARDS=false"
            )
        if config.nav and not has_digests(self._root):
            config.nav = [item for item in config.nav if not _leads_to(item, "digests.md")]
        work = self.drawing or self._root / ".build"
        try:
            if self.drawing:
                files, linked = specimens.specimen_files(self._root, site)
                self.facts = {
                    "site": asdict(site),
                    "target": config.site_dir,
                    "base": urlsplit(config.site_url or "/").path or "/",
                    "linked": linked,
                }
                if self.pages:
                    files |= {
                        path.relative_to(self.pages).as_posix(): path.read_bytes()
                        for path in self.pages.rglob("*.md")
                    }
                disk.write_tree(work / "docs", files.items())
            else:
                self._held.close()
                self._held.enter_context(publish.alone(work))
                # Who only draws specimens does not wait for what reads a library.
                from pressmark.build.project import load_project

                self._project = load_project(self._root)
                disk.write_tree(work / "docs", self._project.markdown(site))
        except InvalidLibraryError as error:
            self._held.close()
            # MkDocs prints a plugin's error and stops; anything else it shows as a traceback.
            raise PluginError(f"the library has findings:\n{error}") from None
        except publish.BusyError as error:
            raise PluginError(str(error)) from None
        config.docs_dir = str(work / "docs")
        if self._command != "serve":
            self._live = Path(config.site_dir)
            config.site_dir = str(work / "site")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith((".js.map", ".css.map")):
                files.remove(file)
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self._project:
            from pressmark.search import index

            target = Path(config.site_dir)
            index.index(self._project.search_records(), target / "pagefind")
            for name, content in self._project.exporter(self._site).every(self._project.plan):
                disk.put(target, name, content)
        if config.strict and (count := _warnings()):
            raise PluginError(f"{count} warnings in strict mode: the site stays as it was")
        if self._live and not self.drawing:
            publish.swap(Path(config.site_dir), self._live)
        self._held.close()

    def on_build_error(self, *, error: Exception) -> None:
        self._held.close()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        server.unwatch(config.docs_dir)
        for folder in ("content", "templates"):
            server.watch(str(self._root / folder))
        return server


class _Loader(FileSystemLoader):
    """Loads a theme's templates and mends the known faults of Material's own.

    Folders whose names start with a dot are not listed: MkDocs would leave out what is in them, but
    file by file, and Material keeps more than ten thousand icons there.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, filename, uptodate = super().get_source(environment, template)
        for found, mended, times in _MENDS.get(template, ()):
            if source.count(found) != times:
                raise PluginError(
                    f"{filename}: {found!r} stands {source.count(found)} times, not {times}: the "
                    "theme has changed; look at its page frame anew and mend pressmark.theme.mkdocs"
                )
            source = source.replace(found, mended)
        return source, filename, uptodate

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(place).relative_to(folder)
                found.update((within / name).as_posix() for name in names)
        return sorted(found)


def _mend(theme: Theme) -> None:
    """Have the templates of a theme loaded by `_Loader`."""
    theirs = theme.get_env

    def get_env() -> Environment:
        environment = theirs()
        environment.loader = _Loader(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def _site(config: MkDocsConfig) -> Site:
    """What pages may say of the site, from its configuration."""
    extra = config.extra
    unsubscribe = extra.get("unsubscribe") or ()
    return Site(
        name=config.site_name,
        description=config.site_description or config.site_name,
        url=(config.site_url or "/").rstrip("/") + "/",
        repository=str(extra.get("repository", "")).rstrip("/"),
        branch=str(extra.get("branch", "main")),
        license=str(extra.get("license", "")),
        paper_files=bool(extra.get("paper_files", True)),
        list_files=bool(extra.get("list_files", True)),
        data_files=bool(extra.get("data_files", True)),
        citations=bool(extra.get("citations", True)),
        cards=bool(extra.get("cards", False)),
        parquet=bool(extra.get("parquet", False)),
        contact=str(extra.get("contact") or ""),
        gateway=str(extra.get("oai_gateway") or ""),
        subscribe=_way("subscribe", extra.get("subscribe") or ""),
        unsubscribe=tuple(
            _way("unsubscribe", way)
            for way in (unsubscribe if isinstance(unsubscribe, list) else [unsubscribe])
            if way
        ),
    )


def _way(name: str, value: object) -> str:
    """A mailbox or a page, as a configuration names it under `extra`."""
    if value and not (isinstance(value, str) and _WAY.fullmatch(value)):
        raise PluginError(
            f"extra.{name} in mkdocs.yml is {value!r}; write an e-mail address, or a page's "
            "address that starts with https://"
        )
    return str(value)


def _leads_to(item: object, file: str) -> bool:
    return item == file or (isinstance(item, dict) and file in item.values())


def site_of(config_file: Path) -> Site:
    """What a configuration says of its site, without drawing anything.

    Raises `BuildError` where it can't be read.
    """
    try:
        return _site(load_config(str(config_file)))
    except (MkDocsException, OSError) as error:
        raise BuildError(str(error)) from error


def _warnings() -> int:
    """How many warnings MkDocs has counted for its strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return sum(
        count for h in handlers if isinstance(h, CountHandler) for _, count in h.get_counts()
    )


# One run at a time: MkDocs loads the hook's file anew for each configuration that it reads.
current = Shell()


def draw(config_file: Path, folder: Path, *, strict: bool, pages: Path | None = None) -> None:
    """Draw what the forms of `config_file`'s site come from, below `folder`.

    `site/` holds the drawn files, and `facts.json`, written last, says whose they are. The Markdown
    files below `pages` are drawn too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    current.drawing, current.pages = folder.absolute(), pages
    config = load_config(str(config_file), strict=strict or None)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    if not current.facts:
        raise PluginError("the hook of pressmark did not run; name it under hooks in mkdocs.yml")
    (folder / "facts.json").write_text(json.dumps(current.facts), encoding="utf-8")
    # Whoever reads the library meanwhile needs them next, and says what is wrong with them.
    with suppress(SealError, TemplateError):
        templates_of(config_file.absolute().parent).load()


def main() -> None:
    """Draw, as a program of its own."""
    parser = argparse.ArgumentParser("pressmark.theme.mkdocs", description=main.__doc__)
    parser.add_argument("config_file", type=Path, help="the site's mkdocs.yml")
    parser.add_argument("folder", type=Path, help="where to draw")
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--pages", type=Path, help="a folder of Markdown files to draw besides")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        draw(given.config_file, given.folder, strict=given.strict, pages=given.pages)
    except TemplateSyntaxError as error:
        sys.exit(f"{error.filename}:{error.lineno}: {error.message}")
    except (MkDocsException, TemplateError, OSError) as error:
        cause = error.__context__ if isinstance(error, Abort) else None
        sys.exit(str(cause or error))
