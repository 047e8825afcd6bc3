"""Pages and templates in; the Markdown files that the site is drawn from out.

A generated page becomes one line of JSON front matter and a sealed HTML body. A hand-written page
keeps its Markdown and gets the same front matter.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from pressmark import digest
from pressmark.names import slug
from pressmark.seal import seal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.plan import Page

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_UNSAFE_IN_YAML = str.maketrans(
    {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"}
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Site:
    """What every page may say of the site: its name and where its records are kept."""

    name: str
    description: str
    repository: str
    branch: str

    def edit_address(self, paper: str) -> str:
        """Where a record is edited in the browser."""
        return f"{self.repository}/edit/{quote(self.branch)}/content/papers/{paper}.md"

    def issue_address(self, paper: str) -> str:
        """Where a reader suggests a correction to a record."""
        return f"{self.repository}/issues/new?title={quote(f'Correction: {paper}')}"


class Renderer:
    """Draws pages with the templates of one folder, parsed once."""

    def __init__(self, templates: Path, site: Site) -> None:
        self._site = site
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters.update(
            markdown=digest.html, date=date_in_words, person=_person_address, counted=counted
        )
        self._environment.globals["site"] = site

    def body(self, page: Page) -> str:
        """A page's sealed body.

        Raises `SealError` when the template's output can't pass through Markdown unchanged.
        """
        depth = page.address.count("/")
        template = self._environment.get_template(f"{page.kind}.html")
        return seal(template.render(page=page, root="../" * depth or "./", **page.view))

    def head(self, page: Page) -> dict[str, str]:
        """A page's title and description, escaped for HTML."""
        return head(page.title, page.description or self._site.description)

    def markdown(self, page: Page) -> str:
        """The whole Markdown file of a generated page. Raises `SealError` as `body` does."""
        return markdown_file(page, self.head(page), self.body(page))


def markdown_file(page: Page, head: Mapping[str, str], body: str) -> str:
    """The Markdown file of a generated page from its escaped head and its sealed body."""
    return front_matter(head, kind=page.kind, section=page.section) + body + "\n"


def hand_written(text: str, meta: Mapping[str, Any], section: str) -> str:
    """The Markdown file of a hand-written page from its body and its front matter."""
    escaped = head(str(meta["title"]), str(meta["description"]))
    return front_matter(escaped, kind="page", section=section) + text


def head(title: str, description: str) -> dict[str, str]:
    """What a page's head says of it: one line each, escaped for HTML once and for all."""
    return {
        "title": str(escape(_one_line(title))),
        "description": str(escape(_one_line(description))),
    }


def front_matter(head: Mapping[str, str], **more: str) -> str:
    """One line of JSON between YAML's marks, so that no value means anything to YAML."""
    line = json.dumps({**head, **more}, ensure_ascii=False).translate(_UNSAFE_IN_YAML)
    return f"---\n{line}\n---\n\n"


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


@lru_cache(maxsize=10_000)
def date_in_words(date: str) -> str:
    """An EDTF date as English prints it: `4 July 2024`, `July 2024` or `2024`."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 paper`, `1,329 authors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _person_address(name: str) -> str:
    return f"authors/{slug(name)}/"
