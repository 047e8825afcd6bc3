"""Templates in; what draws pages with them, quickly and always escaped, out."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, FileSystemLoader, TemplateNotFound, TemplateSyntaxError, nodes

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.palette import PaletteError, read_palette
from pressmark.base.work_folder import WorkFolder
from pressmark.render.page_environment import PageEnvironment
from pressmark.render.quick_jinja import QuickEnvironment
from pressmark.render.seal import refuse_forbidden
from pressmark.render.shortcuts import ALL, Shortcuts, shortcuts

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from types import CodeType

    from jinja2 import Environment, Template
    from jinja2.bccache import Bucket

    from pressmark.base.palette import Palette

# Nothing that is drawn here can depend on what browsers ask for by itself.
_ASSETS = "theme/assets/"


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
    """Reads and compiles each template of a folder once, for all environments that draw with it."""

    def __init__(self, folder: Path, compiled: _Compiled) -> None:
        super().__init__(folder, followlinks=True)
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
            if name.startswith(_ASSETS):
                raise TemplateNotFound(
                    name, f"{name}: templates can't include what is in {_ASSETS}"
                )
            source, filename, _ = self.get_source(environment, name)
            bucket = self._compiled.get_bucket(environment, name, filename, source)
            if bucket.code is None:
                template = environment.parse(source, name, filename)
                _refuse_unsafe(template, name, filename)
                bucket.code = environment.compile(template, name, filename)
                self._compiled.set_bucket(bucket)
            code = self._code[name] = bucket.code
        return environment.template_class.from_code(environment, code, globals or {})


class Templates:
    """The templates of one folder, parsed once.

    What they were compiled to is kept in the folder `compiled`, by `key`: what it was compiled
    with. `fingerprint` is sixteen bytes that change with any file that a page's template could
    load, and with the colours of its theme.
    """

    def __init__(
        self, folder: Path, compiled: Path, key: bytes, shortcuts: Shortcuts = ALL
    ) -> None:
        self.fingerprint = _fingerprint_of(folder)
        self.shortcuts = shortcuts
        self._environment_type = QuickEnvironment if shortcuts.quick_jinja else PageEnvironment
        key = fingerprint(key, self._environment_type.__name__.encode())
        self._loader = _PageTemplateLoader(folder, _Compiled(compiled, key))
        self._folder = folder

    @cached_property
    def palette(self) -> Palette:
        """The colours of the theme. Raises `PaletteError` and `OSError` as `read_palette` does."""
        return read_palette(self._folder)

    def environment(self, names: Mapping[str, Any]) -> PageEnvironment:
        """An environment of its own to draw with: its templates, and whatever these include or
        import, see these `names`, and no other environment's."""
        environment = self._environment_type(self._loader)
        environment.globals.update(names)
        return environment

    def load(self) -> None:
        """Have every page's template at hand, for all who share this process's memory."""
        environment = self.environment({})
        for path in self._folder.glob("*.html"):
            environment.get_template(path.name)


def _refuse_unsafe(template: nodes.Template, name: str, filename: str) -> None:
    """Refuse what Markdown would alter, and what would show values as they are."""
    # A value may stand in the middle of a tag.
    refuse_forbidden("x".join(data.data for data in template.find_all(nodes.TemplateData)))
    if modifier := template.find(nodes.EvalContextModifier):
        raise TemplateSyntaxError(
            "templates may not switch escaping off", modifier.lineno, name, filename
        )


def _fingerprint_of(folder: Path) -> bytes:
    try:
        palette = repr(read_palette(folder))
    except (PaletteError, OSError):
        palette = ""  # whoever draws with them says what is wrong with them
    parts = []
    for place, folders, names in os.walk(folder, followlinks=True):
        within = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if f"{(within / name).as_posix()}/" != _ASSETS]
        parts += [((within / name).as_posix(), Path(place, name)) for name in names]
    return fingerprint(
        palette.encode(),
        *(part for name, file in sorted(parts) for part in (name.encode(), file.read_bytes())),
    )


def templates_of(root: Path) -> Templates:
    """The templates of the project at `root`."""
    compiled = WorkFolder.of(root).templates
    return Templates(root / "templates", compiled, program_key(), shortcuts())
