"""Markdown in; what programs that people draw Markdown with show of it out."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown import Markdown  # type: ignore[import-untyped]
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable

# What those who draw Markdown with Python have switched on, one program's and another's.
_USUAL = ["extra", "admonition", "sane_lists", "smarty", "toc", "wikilinks"]
_MANY = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.emoji", "pymdownx.inlinehilite", "pymdownx.keys"),
    *("pymdownx.mark", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.admonition"),
]


class Outline(NamedTuple):
    """What a program shows: all text, as `bare` has it, where links lead, and every element's name
    with those of its attributes that say more than where a link leads."""

    text: str
    links: list[str]
    elements: set[str]


def outline(html: str) -> Outline:
    """What HTML shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Outline(bare("".join(reader.texts)), reader.links, reader.elements)


def bare(text: str) -> str:
    """A text without spaces, its quotes, dashes and dots as they are before a program makes them
    pretty."""
    for plain, pretty in (("'", "‘’"), ('"', "“”"), ("---", "—"), ("--", "–"), ("...", "…")):
        for sign in pretty:
            text = text.replace(sign, plain)
    return "".join(text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = sorted(name for name, _ in attrs if (tag, name) not in _USUAL_ATTRIBUTES)
        self.elements.add(" ".join([tag, *names]))
        if tag == "a":
            self.links += [unquote(value or "") for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.add("comment")

    def handle_decl(self, decl: str) -> None:
        self.elements.add("declaration")

    def handle_pi(self, data: str) -> None:
        self.elements.add("instruction")


_USUAL_ATTRIBUTES = {("a", "href"), ("ol", "start"), ("h1", "id"), ("h2", "id")}


def _python(extensions: list[str]) -> Callable[[str], str]:
    options = {"pymdownx.arithmatex": {"generic": True}}
    program = Markdown(extensions=extensions, extension_configs=options)
    return lambda text: str(program.reset().convert(text))


def _javascript(preset: str, *further: str) -> Callable[[str], str]:
    program = MarkdownIt(preset, {"html": True, "linkify": False}).enable([*further])
    program.validateLink = lambda _: True  # type: ignore[assignment,method-assign]
    return lambda text: str(program.render(text))


# Each obeys raw HTML and follows any address.
READERS = {
    "Python-Markdown": _python([]),
    "Python-Markdown with the usual extensions": _python(_USUAL),
    "Python-Markdown with many extensions": _python(_MANY),
    "markdown-it, CommonMark": _javascript("commonmark"),
    "markdown-it, GitHub's tables and more": _javascript("js-default"),
}
