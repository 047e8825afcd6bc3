"""What stopped a program that draws in; the file that it is about, and what to do there, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError

from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.files import NESTED_TOO_DEEPLY
from pressmark.render.page_environment import CIRCLE, place_in_template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


def page_too_deep(file: Path, name: Path, draw: Callable[[str], object]) -> InvalidLibraryError:
    """The finding of a page whose `file`, which findings call `name`, is nested deeper than `draw`
    can go: at the first line that is one level too many."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    last = len(lines)
    first = 1
    while first < last:
        middle = (first + last) // 2
        try:
            draw("\n".join(lines[:middle]))
        except RecursionError:
            last = middle
        else:
            first = middle + 1
    return InvalidLibraryError([Finding.of(NESTED_TOO_DEEPLY, name, first, page=True)])
