"""Templates in; what draws pages with them, quickly and always escaped, out."""

from __future__ import annotations

import os
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    nodes,
)
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from pressmark.base import cache_file, markdown
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.names import slug
from pressmark.base.words import counted, date_in_words
from pressmark.render.seal import refuse_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
    from types import CodeType

    from jinja2 import Template
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame
    from jinja2.nodes import EvalContext

# Nothing that is drawn here can depend on what browsers ask for by itself.
_ASSETS = "theme/assets/"
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


class _Generator(CodeGenerator):
    """Compiles templates to less work a page: what they show is gathered in one list instead of
    being passed on piece by piece, and escaped by a quicker function."""

    def visit_Template(  # noqa: N802 - Jinja's name, as below
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        super().visit_Template(node, frame)
        self.writeline("from markupsafe import _escape_inner as escaped")
        self.writeline("shown, called = environment.shown, environment.called")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        asks_more = node.scoped or node.required or (frame.toplevel and self.extends_so_far)
        if frame.buffer is None or asks_more:
            super().visit_Block(node, frame)
        else:
            self.writeline(
                f"{frame.buffer}.extend(context.blocks[{node.name!r}][0](context))", node
            )

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield ''.join({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def write(self, x: str) -> None:
        # Nothing that templates call asks for the context, so that nothing has to look for that.
        super().write("called(" if x == "context.call(" else x)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            raise NotImplementedError("templates may not switch escaping off or finalize values")
        self.write("escaped(v) if type(v := ")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(") is str else shown(v)")


class _Environment(Environment):
    """Jinja, with escaping always on and without what it would cost on each of many pages."""

    code_generator_class = _Generator

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        # A value may stand in the middle of a tag.
        refuse_forbidden("x".join(data.data for data in template.find_all(nodes.TemplateData)))
        return template

    @staticmethod
    def called(
        function: Callable[..., object],
        *values: object,
        _block_vars: object = None,
        _loop_vars: object = None,
        **named: object,
    ) -> object:
        """What a function that a template calls returns."""
        return function(*values, **named)

    @staticmethod
    def shown(value: object) -> str:
        """A value that is no plain text as HTML shows it: escaped, unless it is HTML already."""
        return value if type(value) is Markup else escape(value)


class Names(dict[str, Any]):
    """What a template may name; anything else is missing, as Jinja calls it."""

    def __missing__(self, name: str) -> object:
        return missing


class PageContext(Context):
    """The names that one page's template may use, in one mapping and looked up directly."""

    def __init__(self, template: Template, evaluation: EvalContext, names: Names) -> None:
        self.environment = evaluation.environment
        self.eval_ctx = evaluation
        self.name = template.name
        self.parent = self.vars = names
        self.globals_keys = set()
        self.exported_vars = set()
        self.blocks = {name: [block] for name, block in template.blocks.items()}
        self.resolve_or_missing = names.__getitem__  # type: ignore[assignment,method-assign]


class TemplateFailedError(TemplateRuntimeError):
    """Raised with the file and line of the template that failed, and why."""


def place_in_template(error: Exception) -> str:
    """Where in a template an error arose, as `file:line: `."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    found = (frame for frame in frames if frame.filename.endswith(".html"))
    return next((f"{frame.filename}:{frame.lineno}: " for frame in found), "")


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


class _Loader(FileSystemLoader):
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
                bucket.code = environment.compile(source, name, filename)
                self._compiled.set_bucket(bucket)
            code = self._code[name] = bucket.code
        return environment.template_class.from_code(environment, code, globals or {})


class Templates:
    """The templates of one folder, parsed once.

    What they were compiled to is kept in the folder `compiled`, by `key`: what it was compiled
    with.
    `fingerprint` is sixteen bytes that change with any file that a page's template could load.
    """

    def __init__(self, folder: Path, compiled: Path, key: bytes) -> None:
        self.fingerprint = _fingerprint_of(folder)
        self._loader = _Loader(folder, _Compiled(compiled, key))
        self._folder = folder

    def environment(self, names: Mapping[str, Any]) -> Environment:
        """An environment of its own to draw with: its templates, and whatever these include or
        import, see these `names`, and no other environment's."""
        environment = _Environment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        environment.filters.update(
            markdown=markdown.html,
            date=date_in_words,
            person=slug,
            counted=counted,
            separated=separated,
            urlencode=_quoted,
        )
        environment.globals.update(names)
        return environment

    def load(self) -> None:
        """Have every page's template at hand, for all who share this process's memory."""
        environment = self.environment({})
        for path in self._folder.glob("*.html"):
            environment.get_template(path.name)


def _fingerprint_of(folder: Path) -> bytes:
    parts = []
    for place, folders, names in os.walk(folder, followlinks=True):
        within = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if f"{(within / name).as_posix()}/" != _ASSETS]
        parts += [((within / name).as_posix(), Path(place, name)) for name in names]
    return fingerprint(
        *(part for name, file in sorted(parts) for part in (name.encode(), file.read_bytes()))
    )


def templates_of(root: Path) -> Templates:
    """The templates of the project at `root`."""
    return Templates(root / "templates", root / ".build" / "templates", program_key())


def _quoted(text: str) -> str:
    """`text` as a part of an address holds it."""
    return text if _PLAIN.fullmatch(text) else quote(text)


def separated(items: Sequence[Any], separator: str) -> list[tuple[Any, str]]:
    """Items, each with what separates it from the next; nothing follows the last."""
    return [*((item, separator) for item in items[:-1]), *((item, "") for item in items[-1:])]
