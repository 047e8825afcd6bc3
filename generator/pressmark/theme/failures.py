"""What stopped a program that draws in; the file that it is about, and what to do there, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateSyntaxError
from markdown import Markdown  # type: ignore[import-untyped]

from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.files import NESTED_TOO_DEEPLY
from pressmark.render.page_environment import CIRCLE, place_in_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def template_failure(error: Exception, root: Path) -> BuildError | None:
    """The same as an error that says where in a template it arose, if it is one of the library
    below `root` or a template's own."""
    if isinstance(error, TemplateSyntaxError):
        return BuildError(f"{error.filename}:{error.lineno}: {error.message}")
    own, place = place_in_template(error, root), place_in_template(error)
    if isinstance(error, RecursionError):
        return BuildError(f"{own or place}{CIRCLE}") if place else None
    if isinstance(error, TemplateError) or (own and own == place):
        return BuildError(f"{place}{error}")
    return None


def page_too_deep(
    root: Path, name: str, extensions: Sequence[str], options: Mapping[str, Any]
) -> InvalidLibraryError | None:
    """The finding of the hand-written page of that name in the library below `root`, if these
    extensions of Markdown can't go down into it: at the first line that is one level too many."""
    file = Path("content", "pages", name)
    lines = (root / file).read_text(encoding="utf-8-sig").splitlines()

    def is_too_deep(count: int) -> bool:
        markdown = Markdown(extensions=[*extensions], extension_configs={**options})
        try:
            markdown.convert("\n".join(lines[:count]))
        except RecursionError:
            return True
        return False

    first, last = 1, len(lines)
    if not is_too_deep(last):
        return None
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if is_too_deep(middle) else (middle + 1, last)
    return InvalidLibraryError([Finding.of(NESTED_TOO_DEEPLY, file, first, page=True)])
