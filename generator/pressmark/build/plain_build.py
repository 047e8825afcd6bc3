"""The plain way: the events of `mkdocs build` or `properdocs build` in, a published site out.

Every page is rendered and drawn one by one. It is the reference that the fast way is held against.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base import disk
from pressmark.base.errors import BuildError
from pressmark.base.findings import InvalidLibraryError
from pressmark.base.template_folders import template_folders
from pressmark.base.work_folder import BusyError, WorkFolder
from pressmark.build import publish
from pressmark.site import configuration
from pressmark.site.settings import site_from
from pressmark.theme import mkdocs
from pressmark.theme.theme_folders import PLUGIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from pressmark.build.outputs import Output
    from pressmark.build.project import Project
    from pressmark.site.settings import Site


class PlainBuild(mkdocs.Plugin):  # type: ignore[no-untyped-call]
    """The plugin `pressmark`, and one run of MkDocs: where it draws from and to, and where the
    result is published."""

    def __init__(self) -> None:
        super().__init__()
        self._command = "build"
        self._live: Path | None = None
        self._root = Path()
        self._project: Project | None = None
        self._site: Site
        self._held = ExitStack()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command = command

    @mkdocs.event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if mkdocs.draws_specimens(config) or config.plugins.get(PLUGIN, self) is not self:
            return config
        self._root = Path(config.config_file_path).parent
        work = WorkFolder.of(self._root)
        with mkdocs.plugin_errors():
            self.prepare(config)
            self._render(config, work)
        config.docs_dir = str(work.docs)
        if self._command != "serve":
            self._live = Path(config.site_dir)
            config.site_dir = str(work.site)
        return config

    def _render(self, config: MkDocsConfig, work: WorkFolder) -> None:
        """Write the Markdown of every page. Raises `BuildError` where that can't be done."""
        try:
            site = site_from(config)
            sources = configuration.sources_of(Path(config.config_file_path))
            if site.cards:
                from pressmark.exports import cards

                cards.check_installed()
            self._held.close()
            self._held.enter_context(work.held())
            if note := publish.complete(work):
                mkdocs.warn(note)
            # Who only draws specimens does not wait for what reads a library.
            from pressmark.build.build import plain_errors
            from pressmark.build.project import load_project

            self._project = load_project(self._root, sources=sources)
            self._project.check_nav(Path(config.config_file_path))
            self._site = site = site.of_library(len(self._project.library.papers))
            for omission in self._project.library.omissions:
                mkdocs.warn(str(omission))
            with plain_errors():
                disk.write_tree(work.docs, self._project.markdown(site))
        except InvalidLibraryError:
            self._held.close()
            raise
        except BusyError as error:
            raise BuildError(str(error)) from None

    @mkdocs.event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        with mkdocs.plugin_errors():
            if self._project:
                from pressmark.search import index

                target = Path(config.site_dir)
                index.index(self._project.search_records(), target / "pagefind")
                publish.write_new(target, self._outputs(self._project, target))
            mkdocs.check_warnings(config)
            if self._live:
                publish.swap(WorkFolder.of(self._root), self._live)
                config.site_dir = str(self._live)  # for who deploys it
        self._held.close()

    def _outputs(self, project: Project, target: Path) -> Iterator[Output]:
        """The files that MkDocs does not draw; one that it has drawn, all the same, gives way."""
        from pressmark.build.outputs import other_outputs, outputs_beside

        exporter = project.exporter(self._site)
        beside = chain.from_iterable(outputs_beside(page, exporter) for page in project.plan)
        for output in chain(beside, other_outputs({}, exporter, project.further_files)):
            (target / output.path).unlink(missing_ok=True)
            yield output

    @mkdocs.event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        self._held.close()
        super().on_build_error(error=error)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        server.unwatch(config.docs_dir)
        for folder in (self._root / "content", *template_folders(self._root)):
            if folder.is_dir():
                server.watch(str(folder))
        for source in configuration.sources_of(Path(config.config_file_path)):
            server.watch(str(source.path))
        return server


# One run at a time: MkDocs loads the hook's file anew for each configuration that it reads.
current = PlainBuild()
