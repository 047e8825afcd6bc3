"""The one module that knows MkDocs and Material: drawable files in, the published site out.

MkDocs calls the `on_...` functions through the hook named in mkdocs.yml; `build` and `serve` start
MkDocs from our own command line. Both ways run the same functions.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# Material prints a notice about a later MkDocs on each start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import BaseLoader, TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.utils import CountHandler

from pressmark import pipeline, publish, search
from pressmark.findings import InvalidLibraryError
from pressmark.press import PressError
from pressmark.render import Site
from pressmark.seal import SealError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

_log = logging.getLogger("mkdocs.pressmark")

# What Material's own page frame gets wrong, as (found, put in its place, how often it stands):
# two invalid attributes, and a skip link that only pages with a table of contents would have.
_MENDS = {
    "base.html": (
        (' autocomplete="off"', "", 2),
        ("{% if page.toc | first is defined %}", "{% if false %}", 1),
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


class BuildError(Exception):
    """Raised when the site can't be built though the library is sound; says why."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: pages drawn, files and bytes published, seconds taken."""

    pages: int
    files: int
    bytes: int
    seconds: float


class Shell:
    """One run of MkDocs: where it draws from and to, and where the result is published."""

    def __init__(self) -> None:
        self.presses = False
        self.raises_findings = False
        self._command = "build"
        self._live: Path | None = None
        self._root = Path()
        self._drawable: pipeline.Drawable | None = None
        self._held = ExitStack()

    @property
    def pages(self) -> int:
        """How many pages were drawn up in the last run."""
        drawable = self._drawable
        return len(drawable.pages) + len(drawable.hand_written) if drawable else 0

    @property
    def live(self) -> Path:
        """The folder that the last build published."""
        if self._live is None:
            raise BuildError("the hook of pressmark did not run; name it under hooks in mkdocs.yml")
        return self._live

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._root = Path(config.config_file_path).parent
        work = self._root / ".build"
        extra = config.extra
        site = Site(
            name=config.site_name,
            description=config.site_description or config.site_name,
            repository=str(extra.get("repository", "")).rstrip("/"),
            branch=str(extra.get("branch", "main")),
        )
        try:
            self._held.close()
            self._held.enter_context(publish.alone(work))
            self._drawable = pipeline.draw_up(self._root, site)
            drawn = self._drawable.specimens if self.presses else self._drawable.markdown
            publish.write_tree(work / "docs", drawn())
        except InvalidLibraryError as error:
            self._held.close()
            if self.raises_findings:
                raise
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

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        env.loader = _Mending(env.loader)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        assert self._drawable, "MkDocs calls on_config first"  # noqa: S101
        if self.presses:
            self._press(self._drawable, site)
        search.index(self._drawable.records, site / "pagefind")
        if config.strict and (count := _warnings()):
            raise PluginError(f"{count} warnings in strict mode: the site stays as it was")
        if self._live:
            publish.swap(site, self._live)
        self._held.close()

    @staticmethod
    def _press(drawable: pipeline.Drawable, site: Path) -> None:
        """Press every repeated page from the specimens that MkDocs drew, and remove these."""
        specimens = set()

        def drawn(address: str) -> str:
            specimens.add(site / address)
            return (site / address / "index.html").read_text(encoding="utf-8")

        for address, html in drawable.pressed(drawn):
            folder = site / address
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_bytes(html.encode())
        for folder in specimens:
            shutil.rmtree(folder)

    def on_build_error(self, *, error: Exception) -> None:
        self._held.close()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        server.unwatch(config.docs_dir)
        for folder in ("content", "templates"):
            server.watch(str(self._root / folder))
        return server


class _Mending(BaseLoader):
    """Loads the theme's templates and mends the known faults of Material's own."""

    def __init__(self, inner: BaseLoader | None) -> None:
        if inner is None:
            raise PluginError("the theme has no templates")
        self._inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, filename, uptodate = self._inner.get_source(environment, template)
        for found, mended, times in _MENDS.get(template, ()):
            if source.count(found) != times:
                raise PluginError(
                    f"{filename}: {found!r} stands {source.count(found)} times, not {times}: the "
                    "theme has changed; look at its page frame anew and mend pressmark.shell"
                )
            source = source.replace(found, mended)
        return source, filename, uptodate

    def list_templates(self) -> list[str]:
        return self._inner.list_templates()


def _warnings() -> int:
    """How many warnings MkDocs has counted for its strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return sum(
        count for h in handlers if isinstance(h, CountHandler) for _, count in h.get_counts()
    )


# One run at a time: MkDocs loads the hook's file anew for each configuration that it reads.
current = Shell()


def build(config_file: Path, *, strict: bool) -> BuildReport:
    """Build and publish the site that `config_file` (mkdocs.yml) describes.

    Raises `InvalidLibraryError` for bad input and `BuildError` for anything else that stops the
    build; the published site is then as it was.
    """
    start = time.monotonic()
    current.presses = current.raises_findings = True
    with _plain_errors():
        config = load_config(str(config_file), strict=strict or None)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    sizes = [path.stat().st_size for path in current.live.rglob("*") if path.is_file()]
    return BuildReport(current.pages, len(sizes), sum(sizes), time.monotonic() - start)


def serve(config_file: Path, *, host: str, port: int) -> None:
    """Serve a live preview until interrupted; a saved record is built and shown.

    Raises `InvalidLibraryError` and `BuildError` as `build` does, for the first build only.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with _plain_errors():
        mkdocs_serve(str(config_file), dev_addr=f"{host}:{port}")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turns what MkDocs raises to stop a run into `BuildError` with its message."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise BuildError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except (MkDocsException, PressError, SealError, TemplateError, OSError) as error:
        cause = error.__context__ if isinstance(error, Abort) else None
        raise BuildError(str(cause or error)) from error
