"""Templates in; pages drawn with less work than Jinja's own way out, and the same to the byte.

The one module that uses what Jinja keeps to itself. Without it (see `shortcuts`) pages are drawn by
Jinja alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.nodes import Call, Const, EvalContext, Name, Output, TemplateData
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from pressmark.render.page_environment import PageEnvironment
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import BaseLoader, Template, nodes
    from jinja2.compiler import Frame


class _Generator(CodeGenerator):
    """Compiles templates to less work a page: what they show is gathered in one list instead of
    being passed on piece by piece, and escaped by a quicker function. A name that a page does not
    have is found out when it is used, and not looked for wherever it stands: see `_undefined`."""

    def visit_Template(  # noqa: N802 - Jinja's name, as below
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        super().visit_Template(node, frame)
        self.writeline("from pressmark.base.escaping import escape as escaped")
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

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        parts = [part for child in node.nodes for part in self._spelled(child)]
        super().visit_Output(Output(parts, lineno=node.lineno), frame)

    def _spelled(self, node: nodes.Expr) -> Iterable[nodes.Expr]:
        """What shows the address of a page: of that, only the id is looked up for each page."""
        match node:
            case Call(node=Name(name="address"), args=[Const(value=kind)]) if kind in KINDS:
                return [self._text(KINDS[kind].section, node)]
            case Call(node=Name(name="address"), args=[Const(value=kind), identity]) if (
                kind in KINDS
            ):
                before, after = KINDS[kind].address("\0").split("\0")
                return [self._text(before, node), identity, self._text(after, node)]
            case _:
                return [node]

    def _text(self, text: str, node: nodes.Node) -> TemplateData:
        return TemplateData(text, lineno=node.lineno, environment=self.environment)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        name = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(name)
        if node.ctx == "load" and load and load[0] == VAR_LOAD_RESOLVE:
            self.write(name)
        else:
            super().visit_Name(node, frame)

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        match node:
            case Call(node=Name(name="address"), args=[Const(value=kind)]) if kind in KINDS:
                self.write(repr(KINDS[kind].section))
                return
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        before = "("
        for value in node.args:
            self.write(before)
            self.visit(value, frame)
            before = ", "
        self.write(")" if node.args else "()")

    def write(self, x: str) -> None:
        # Nothing that templates call asks for the context, so that nothing has to look for that.
        super().write("called(" if x == "context.call(" else x)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write("escaped(v) if type(v := ")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(") is str else shown(v)")


@cache
def _undefined(name: str) -> StrictUndefined:
    """What stands for a name that is not there. Jinja makes it where the name is used; whatever is
    done with it fails in the same way."""
    return StrictUndefined(name=name)


class _Names(dict[str, Any]):
    """What a template may name; anything else is undefined."""

    def __missing__(self, name: str) -> object:
        return _undefined(name)


class _PartContext(Context):
    """The names that a template may use which another one includes or imports."""

    def resolve_or_missing(self, key: str) -> Any:
        value = super().resolve_or_missing(key)
        return _undefined(key) if value is missing else value


class _Context(Context):
    """The names that one page's template may use, in one mapping and looked up directly."""

    def __init__(self, template: Template, evaluation: EvalContext, names: _Names) -> None:
        self.environment = evaluation.environment
        self.eval_ctx = evaluation
        self.name = template.name
        self.parent = self.vars = names
        self.globals_keys = set()
        self.exported_vars = set()
        self.blocks = {name: [block] for name, block in template.blocks.items()}
        self.resolve_or_missing = names.__getitem__  # type: ignore[assignment,method-assign]


class QuickEnvironment(PageEnvironment):
    """Draws templates without what Jinja's way would cost on each of many pages."""

    code_generator_class = _Generator
    context_class = _PartContext

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(loader)
        self._evaluation = EvalContext(self)
        self._templates: dict[str, Template] = {}

    def draw(self, name: str, view: Mapping[str, Any]) -> str:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.get_template(name)
        names = _Names(self.globals)
        names.update(view)
        return "".join(template.root_render_func(_Context(template, self._evaluation, names)))

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
