"""Templates in; what draws pages with them, quickly and always escaped, out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, FileSystemLoader, TemplateNotFound, TemplateSyntaxError, nodes

from pressmark.base import cache_file
from pressmark.base.findings import utf8_text
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.palette import PaletteError, read_palette
from pressmark.base.template_folders import ASSETS, files_of, template_folders
from pressmark.base.work_folder import WorkFolder
from pressmark.render.page_environment import PageEnvironment, too_deep
from pressmark.render.quick_jinja import QuickEnvironment
from pressmark.render.seal import refuse_forbidden
from pressmark.render.shortcuts import ALL, Shortcuts, shortcuts

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence
    from pathlib import Path
    from types import CodeType

    from jinja2 import Environment, Template
    from jinja2.bccache import Bucket

    from pressmark.base.palette import Palette


class _Compiled(BytecodeCache):
    """Keeps compiled templates in a folder, each good for its own text and one `key` only."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := cache_file.read(self._folder / bucket.key, self._key):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache_file.write(self._folder / bucket.key, self._key, bucket.bytecode_to_string())


class _PageTemplateLoader(FileSystemLoader):
    """Reads and compiles each template once, for all environments that draw with it."""

    def __init__(self, folders: Sequence[Path], compiled: _Compiled) -> None:
        super().__init__(folders, followlinks=True)
        self._compiled = compiled
        self._code: dict[str, CodeType] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        code = self._code.get(name)
        if code is None:
            # Nothing drawn here can depend on what browsers ask for by itself.
            if name.startswith(ASSETS):
                raise TemplateNotFound(name, f"{name}: templates can't include what is in {ASSETS}")
            source, filename, _ = self.get_source(environment, name)
            bucket = self._compiled.get_bucket(environment, name, filename, source)
            if bucket.code is None:
                bucket.code = _compiled(environment, source, name, filename)
                self._compiled.set_bucket(bucket)
            code = self._code[name] = bucket.code
        return environment.template_class.from_code(environment, code, globals or {})


class Templates:
    """The templates of folders, the first that has one before the others, parsed once.

    What they were compiled to is kept in the folder `compiled`, by `key`: what it was compiled
    with. `fingerprint` is sixteen bytes that change with any file that a page's template could
    load, and with the colours of its theme.

    Raises `BuildError` as `files_of` does, and `InvalidLibraryError` for one that is not UTF-8.
    """

    def __init__(
        self, folders: Sequence[Path], compiled: Path, key: bytes, shortcuts: Shortcuts = ALL
    ) -> None:
        self.fingerprint = _fingerprint_of(folders)
        self.shortcuts = shortcuts
        self._environment_type = QuickEnvironment if shortcuts.quick_jinja else PageEnvironment
        key = fingerprint(key, self._environment_type.__name__.encode())
        self._loader = _PageTemplateLoader(folders, _Compiled(compiled, key))
        self._folders = folders

    @cached_property
    def has_own(self) -> bool:
        """Whether the first folder has files that the last one has not."""
        first, last = self._folders[0], self._folders[-1]
        return any(
            not (last / name).is_file() or (last / name).read_bytes() != file.read_bytes()
            for name, file in files_of(first)
        )

    @cached_property
    def palette(self) -> Palette:
        """The colours of the theme. Raises as `read_palette` does."""
        return read_palette(self._folders)

    def environment(self, names: Mapping[str, Any]) -> PageEnvironment:
        """An environment of its own to draw with: its templates, and whatever these include or
        import, see these `names`, and no other environment's."""
        environment = self._environment_type(self._loader)
        environment.globals.update(names)
        return environment

    def load(self) -> None:
        """Have every page's template at hand, for all who share this process's memory."""
        environment = self.environment({})
        for name in {path.name for folder in self._folders for path in folder.glob("[!.]*.html")}:
            environment.get_template(name)


def _compiled(environment: Environment, source: str, name: str, filename: str) -> CodeType:
    """A template as Python's code. Raises `TemplateSyntaxError` and `SealError` with its place."""
    try:
        template = environment.parse(source, name, filename)
        _refuse_unsafe(template, name, filename)
        return environment.compile(template, name, filename)
    except RecursionError:
        raise too_deep(source, name, filename) from None


def _refuse_unsafe(template: nodes.Template, name: str, filename: str) -> None:
    """Refuse what Markdown would alter, and what would show values as they are."""
    # A value may stand in the middle of a tag.
    refuse_forbidden("x".join(data.data for data in template.find_all(nodes.TemplateData)))
    if modifier := template.find(nodes.EvalContextModifier):
        raise TemplateSyntaxError(
            "templates may not switch escaping off", modifier.lineno, name, filename
        )


def _fingerprint_of(folders: Sequence[Path]) -> bytes:
    try:
        palette = repr(read_palette(folders))
    except (PaletteError, OSError):
        palette = ""  # whoever draws with them says what is wrong with them
    files = {name: file for folder in reversed(folders) for name, file in files_of(folder)}
    texts = {name: files[name].read_bytes() for name in sorted(files)}
    for name, text in texts.items():
        if name.endswith(".html"):
            utf8_text(text, files[name])
    return fingerprint(
        palette.encode(), *(part for name, text in texts.items() for part in (name.encode(), text))
    )


def templates_of(root: Path) -> Templates:
    """The templates of the project at `root`, its own before the package's."""
    compiled = WorkFolder.of(root).templates
    return Templates(template_folders(root), compiled, program_key(), shortcuts())
