"""A template's name and a view in; what Jinja draws of them, always escaped, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, TemplateRuntimeError, TemplateSyntaxError
from markupsafe import Markup

from pressmark.base import markdown, scripts
from pressmark.base.escaping import quoted
from pressmark.base.languages import foreign_language
from pressmark.base.math import texts
from pressmark.base.names import slug
from pressmark.base.words import counted, date_in_words
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import BaseLoader


# Why a template never ends.
CIRCLE = "the template includes or calls itself, perhaps by way of another"


class TemplateFailedError(TemplateRuntimeError):
    """Raised with the file and line of the template that failed, and why."""


class PageEnvironment(Environment):
    """Jinja as pages' templates are written for: always escaping, and strict with names."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self.filters.update(
            markdown=markdown.html,
            math=texts.html,
            marked=scripts.marked,
            isolated=scripts.isolated,
            lang_attributes=scripts.attributes,
            foreign=foreign_language,
            with_formulas=_with_formulas,
            date=date_in_words,
            person=slug,
            counted=counted,
            separated=separated,
            urlencode=quoted,
        )
        self.globals["address"] = _address

    def draw(self, name: str, view: Mapping[str, Any]) -> str:
        """What the template of that name shows of a view, besides the environment's own names."""
        return self.get_template(name).render(view)


def place_in_template(error: Exception, root: Path | None = None) -> str:
    """Where in a template an error arose, as `file:line: `; in one below `root`, if it is given."""
    import traceback  # few templates have faults

    frames = reversed(traceback.extract_tb(error.__traceback__))
    places = (frame for frame in frames if frame.filename.endswith(".html"))
    return next(
        (
            f"{frame.filename}:{frame.lineno}: "
            for frame in places
            if root is None or Path(frame.filename).absolute().is_relative_to(root)
        ),
        "",
    )


def too_deep(source: str, name: str, filename: str | None) -> TemplateSyntaxError:
    """The error of a template that is nested deeper than Jinja can go: at the line with the most
    brackets."""
    counts = [sum(map(line.count, "([{")) for line in source.split("\n")]
    return TemplateSyntaxError("nested too deeply", counts.index(max(counts)) + 1, name, filename)


def _address(kind: str, name: Any = None) -> str:
    """The address of the page of that kind and id, or of an index, from the site's root on. An id
    may be a placeholder for one."""
    row = KINDS.get(kind)
    if row is None:
        raise LookupError(f"{kind!r} is no kind of page; kinds are {', '.join(KINDS)}")
    if name is None:
        return row.section
    if type(name) is str:
        return row.address(name)
    return Markup(row.address(name.__html__()))  # noqa: S704 - an id is plain


def _with_formulas(title: str, formulas: tuple[str, ...]) -> str | Markup:
    """A title with its formulas drawn, those besides that its source has as LaTeX."""
    if not formulas:
        return texts.html(title)
    from pressmark.render.title import with_latex  # few titles have any

    return texts.html(with_latex(title, formulas))


def separated(items: Sequence[Any], separator: str) -> list[tuple[Any, str]]:
    """Items, each with what separates it from the next; nothing follows the last."""
    pairs = [(item, separator) for item in items]
    if pairs:
        pairs[-1] = items[-1], ""
    return pairs
