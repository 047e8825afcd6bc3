"""MkDocs with Material: files to draw from in, drawn files out.

No other module imports MkDocs, and none but `pressmark.theme.properdocs` has ProperDocs take its
place. What MkDocs needs to know of our page frame stands here, for those who draw specimens and for
`mkdocs build` alike.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs
from jinja2 import FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.plugins import event_priority as event_priority  # for the plugin of plain builds
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler

from pressmark.base.disk import put, write_tree
from pressmark.base.errors import BuildError, in_words
from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.base.light_dark import with_fallbacks
from pressmark.render.page_environment import too_deep
from pressmark.site import configuration
from pressmark.site.kinds import SECTIONS
from pressmark.theme.failures import page_too_deep, template_failure
from pressmark.theme.inline import STYLE_SHEETS, separated, separated_pictures, with_policy
from pressmark.theme.lighter import lighter
from pressmark.theme.mends import LIGHTER, Mend, mended
from pressmark.theme.navigation import GENERATED, navigation
from pressmark.theme.shield import Shield
from pressmark.theme.theme_folders import PLUGIN, own_files, theme_folders
from pressmark.theme.whitespace import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping

    from jinja2 import Environment, Template
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from pressmark.site.configuration import Settings

# What Material's own page frame gets wrong: two invalid attributes, and a skip link that only pages
# with a table of contents would have.
_MENDS = {
    "base.html": (
        Mend(' autocomplete="off"', "", 2),
        Mend("{% if page.toc | first is defined %}", "{% if false %}", 1),
        *LIGHTER,
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
_DRAWS_SPECIMENS = "pressmark.theme"


def draw(config_file: Path, files: Mapping[str, bytes], folder: Path, *, strict: bool) -> None:
    """Draw files as `pressmark.theme.program.ThemeProgram` has it."""
    write_tree(folder / "docs", files.items())
    try:
        config = load_config(
            str(config_file),
            strict=strict or None,
            docs_dir=str(folder / "docs"),
            site_dir=str(folder / "site"),
            **_unsaid(config_file),
        )
        config.plugins[_DRAWS_SPECIMENS] = _Plugin()
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except MkDocsException as error:
        cause = error.__context__ if isinstance(error, Abort) else None
        raise BuildError(str(cause or error)) from error


def _unsaid(config_file: Path) -> dict[str, Any]:
    """The theme and the plugins, where a library names none: MkDocs would load its own."""
    own, defaults = configuration.own_settings(config_file), configuration.defaults()
    return {key: defaults[key] for key in ("theme", "plugins") if own.get(key) is None}


class Plugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """What MkDocs takes for a plugin, without options: it has MkDocs draw our page frame, and keeps
    generated pages from others, which it comes before and after."""

    def __init__(self) -> None:
        self._library: Path | None = None  # the folder of the one whose pages are drawn
        self._shield: Shield | None = None
        self._page_too_deep: Callable[[], Exception | None] | None = None  # while one is read

    def prepare(self, config: MkDocsConfig) -> None:
        """Have a configuration draw our pages. Raises `BuildError` and `InvalidLibraryError` where
        that can't be done."""
        self._library = Path(config.config_file_path).absolute().parent
        prepare(config)
        self._shield = Shield() if _draws_with_others(config) else None

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return _with_sheets(_with_scripts(used(files)), config)

    @event_priority(100)
    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        root, name = Path(config.config_file_path).parent, page.file.src_uri
        markdown = config.markdown_extensions, config.mdx_configs
        self._page_too_deep = partial(page_too_deep, root, name, *markdown)
        return page

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        return self._shield.hide(markdown, page) if self._shield else markdown

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self._page_too_deep = None
        if self._shield:
            self._shield.show()
        return env

    @event_priority(-100)
    def on_post_page(self, html: str, *, page: Page, config: MkDocsConfig) -> str:
        return _separated(squeezed(html), config)

    @event_priority(-100)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        return _separated(output_content, config)

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        if self._library is None:
            return
        with plugin_errors():
            if failure := template_failure(error, self._library):
                raise failure
            if isinstance(error, RecursionError) and self._page_too_deep:
                raise self._page_too_deep() or error


class _Plugin(Plugin):  # type: ignore[no-untyped-call]
    """Has MkDocs draw our page frame where no plugin of ours makes a whole site."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.prepare(config)
        return config


def _draws_with_others(config: MkDocsConfig) -> bool:
    """Whether plugins, hooks or Markdown extensions of a library's own take part."""
    own = configuration.own_settings(Path(config.config_file_path))
    ours = (PLUGIN, _DRAWS_SPECIMENS)
    return bool(own.get("markdown_extensions")) or any(name not in ours for name in config.plugins)


def draws_specimens(config: MkDocsConfig) -> bool:
    """Whether MkDocs runs for `draw`, and a plugin that makes a whole site has nothing to do."""
    return _DRAWS_SPECIMENS in config.plugins


def prepare(config: MkDocsConfig) -> None:
    """Have a configuration hold the defaults where its file says nothing, its theme mended, and its
    navigation lead somewhere."""
    os.environ.pop("SOURCE_DATE_EPOCH", None)  # what is drawn has no date, whatever this one is
    config_file = Path(config.config_file_path)
    settings = configuration.read(config_file)
    _check_options(config)
    _apply(settings, config)
    for _ in own_files(config_file.parent, settings):
        pass  # one that can't be read is told before any is drawn
    theme = config.theme
    theme.dirs[bool(theme.custom_dir) : 0] = [
        str(folder)
        for folder in theme_folders(config_file.parent, settings)
        if str(folder) not in theme.dirs
    ]
    environment_of = theme.get_env

    def get_env() -> Environment:
        environment = environment_of()
        environment.loader = _MaterialLoader(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]
    config.nav = navigation(settings, config_file.parent)


def _check_options(config: MkDocsConfig) -> None:
    """Raises `BuildError` for what a command line asks for and pressmark does not apply."""
    if not config.use_directory_urls:
        raise BuildError("addresses end in a slash, for good: leave out --no-directory-urls")
    own = configuration.own_settings(Path(config.config_file_path))
    # Where a library names no theme, MkDocs takes its own at first.
    if config.theme.name not in ("material", *(() if own.get("theme") else ("mkdocs",))):
        raise BuildError("pressmark's pages are made for Material: leave out --theme")


def _apply(settings: Settings, config: MkDocsConfig) -> None:
    """Have MkDocs read of a library's settings what its file need not say."""
    defaults = configuration.defaults()
    fresh = MkDocsConfig(config.config_file_path)
    fresh.load_dict(
        {
            **{key: settings[key] for key in ("theme", "extra_css", "nav", "validation")},
            "markdown_extensions": defaults["markdown_extensions"],
            "plugins": [],
            **{key: config[key] for key in ("site_name", "docs_dir", "site_dir")},
        }
    )
    errors, _ = fresh.validate()
    for key, error in errors:
        raise BuildError(f"{config.config_file_path}: {key}: {error}")
    for key in ("theme", "extra_css", "validation"):
        config[key] = fresh[key]
    extensions = [*fresh.markdown_extensions, *config.markdown_extensions]
    config.markdown_extensions = [*dict.fromkeys(extensions)]
    config.mdx_configs = {**fresh.mdx_configs, **config.mdx_configs}
    config.extra.update(settings["extra"])


def used(files: Files) -> Files:
    """The files without those that no page asks for. No navigation has to name a generated page."""
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith((".js.map", ".css.map")):
            files.remove(file)
        elif file.src_uri.startswith(SECTIONS) or file.src_uri in GENERATED:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return files


def _with_scripts(files: Files) -> Files:
    """The files with the package's scripts in fewer bytes."""
    for file in files.javascript_files():
        written = file.content_bytes
        if (content := lighter(file.src_uri, written)) != written:
            file.content_bytes = content
    return files


def _with_sheets(files: Files, config: MkDocsConfig) -> Files:
    """The files with the theme's style sheets for all browsers, the package's in fewer bytes, and
    their pictures as files."""
    for file in files.css_files():
        if file.src_uri.startswith(STYLE_SHEETS):
            folder = file.src_uri.rpartition("/")[0] + "/"
            content = lighter(file.src_uri, _text_of(file, config).encode())
            sheet = with_fallbacks(content.decode())
            file.content_string, pictures = separated_pictures(sheet, folder)
            for path, content in pictures.items():
                if files.get_file_from_path(path) is None:
                    files.append(File.generated(config, path, content=content))
    return files


def _text_of(file: File, config: MkDocsConfig) -> str:
    """The text of a style sheet, which may be one of a library's own."""
    place = Path(file.abs_src_path or file.src_uri)
    if place.is_relative_to(config.docs_dir):
        place = Path("content", "pages", file.src_uri)
    with plugin_errors():
        return utf8_text(file.content_bytes, place)


def _separated(html: str, config: MkDocsConfig) -> str:
    """A page without what has to be in files of its own, which are written, and with the policy if
    each page is to carry it."""
    html, files = separated(html)
    for path, content in files.items():
        put(Path(config.site_dir), path, content)
    return with_policy(html) if config.extra.get("strict_policy") else html


def warn(text: str) -> None:
    """Warns of something, which stops a strict run."""
    logging.getLogger(f"{mkdocs.__name__}.plugins.pressmark").warning("%s", text)


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
    except InvalidLibraryError as error:
        raise PluginError(f"the library has findings:\n{error}") from None
    except BuildError as error:
        raise PluginError(str(error)) from None
    except OSError as error:
        raise PluginError(in_words(error)) from None


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

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        try:
            return super().load(environment, name, globals)
        except RecursionError:
            source, filename, _ = self.get_source(environment, name)
            raise too_deep(source, name, filename) from None

    def list_templates(self) -> list[str]:
        template_names: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(place).relative_to(folder)
                template_names.update((within / name).as_posix() for name in names)
        return sorted(template_names)
