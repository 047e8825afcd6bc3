"""Markdown as pages of the library read it in; the same so that any other program reads it, out.

Programs differ in what they take for markup, and most obey raw HTML and follow any address. So a
text is written anew from what a page shows of it: paragraphs, lists, quotes, code, emphasis, links
to the web and mail, and formulas. All else is text, in which nothing acts.
"""

from __future__ import annotations

import re
from functools import cache
from string import punctuation
from typing import TYPE_CHECKING

from pressmark.base.markdown import PLAIN
from pressmark.base.markdown_text import has_signs, inline, line
from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from pressmark.base.math.delimiters import Formula

_LEADS_ON = compiled_later(r"(?:https?|mailto):|(?![A-Za-z][\w+.-]*:)", re.IGNORECASE)
_AUTOLINK = compiled_later(r"https?://[^\s<>\\`]+", re.IGNORECASE)
_IN_ADDRESS = str.maketrans({"'": "%27", "<": "%3C", ">": "%3E", " ": "%20", "&": "&amp;"})
_PARENTHESES = str.maketrans({"(": "%28", ")": "%29"})
# What would act in a formula where a program reads none: what looks like HTML, which a space that
# says nothing keeps from it; links, references, attributes of elements.
_LIKE_A_TAG = compiled_later(r"<(?=[A-Za-z/!?])")
_ACTS_IN_FORMULA = compiled_later(
    r"`|&\#?\w+;|\][([:]|\{[^{}]*\b(?:on\w+|style|href|src\w*|action|id|class)\s*="
)
# A line of this kind has a file read by a program for Python's Markdown, even in code.
_SNIPPET = compiled_later(r"^[^\S\n]*-+8<-+", re.MULTILINE)
_SPACES = compiled_later(r"\s+")
# What only ends what another of them has begun.
_PAIRED = ("*", "_", "$", "~", "^", "==", "++")
# Ends a line that is to be broken. No text holds it.
_BREAK = "\x00"
_LISTS = ("bullet_list", "ordered_list")
_CODE = ("fence", "code_block")
_MARKS = {"em": "*", "strong": "**"}
_INDENT = 4  # what Python's Markdown asks of what belongs to an item


def portable(text: str) -> str:
    """The text as any program reads it; the same text where nothing in it needs a second look."""
    if PLAIN.fullmatch(text) and not has_signs(text):
        return text
    tree, formulas = _parser()(text)
    return _Writer(formulas).blocks(tree.children)


@cache
def _parser() -> Callable[[str], tuple[SyntaxTreeNode, list[Formula]]]:
    """What reads a text as pages do; loaded when a text needs it."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    from pressmark.base.math.in_markdown import know_formulas, parsed

    markdown = MarkdownIt("commonmark", {"html": False})
    know_formulas(markdown)

    def tree_of(text: str) -> tuple[SyntaxTreeNode, list[Formula]]:
        tokens, formulas = parsed(markdown, text.replace(_BREAK, ""))
        return SyntaxTreeNode(tokens), formulas

    return tree_of


class _Writer:
    """Writes the tree of a text, which has these formulas."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self._formulas = formulas
        self._is_part = False

    def blocks(self, nodes: Iterable[SyntaxTreeNode], *, is_inner: bool = False) -> str:
        """Blocks one below the other; `is_inner`, if they are in another one."""
        written: list[str] = []
        before = ""
        for node in nodes:
            # Code that follows a list would belong to its last item.
            if text := self._block(node, is_inner or before in _LISTS):
                written.append(text)
                before = node.type
        return "\n\n".join(written)

    def _block(self, node: SyntaxTreeNode, is_inner: bool) -> str:
        if node.type in _LISTS:
            return self._list(node)
        if node.type in _CODE:
            return _code(node.content, is_inner)
        if node.type == "blockquote":
            body = self.blocks(node.children, is_inner=True)
            return "\n".join([f"> {each}".rstrip(" ") for each in body.split("\n")]) if body else ""
        if node.type == "hr":
            return "---"
        if not node.children:
            return ""
        content = node.children[0]
        self._is_part = any(content.content.count(sign) > 1 for sign in _PAIRED)
        text = self._inline(content.children)
        if node.type == "heading" and "*" not in text and _may_mark("", text, ""):
            text = f"**{text}**"
        return _paragraph(text)

    def _list(self, node: SyntaxTreeNode) -> str:
        """A list, whose items are numbered anew."""
        items: list[str] = []
        is_loose = False
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        for item in node.children:
            is_loose |= any(each.type == "paragraph" and not each.hidden for each in item.children)
            marker = f"{first + len(items)}." if node.type == "ordered_list" else "-"
            if text := self._item(item.children, marker):
                items.append(text)
        # Python's Markdown takes what follows a paragraph of an item for more of it.
        is_loose |= any("\n\n" in item for item in items)
        return ("\n\n" if is_loose else "\n").join(items)

    def _item(self, nodes: Sequence[SyntaxTreeNode], marker: str) -> str:
        is_plain = len(nodes) == 1 and nodes[0].type == "paragraph"
        width = len(marker) + 1 if is_plain else max(_INDENT, len(marker) + 1)
        if len(nodes) == 2 and nodes[0].type == "paragraph" and nodes[1].type in _LISTS:
            parts = [self._block(each, is_inner=True) for each in nodes]
            body = ("\n" if nodes[0].hidden else "\n\n").join(filter(None, parts))
        else:
            body = self.blocks(nodes, is_inner=True)
        if not body:
            return ""
        head, *rest = body.split("\n")
        lines = [f"{'':{width}}{each}" if each else "" for each in rest]
        return "\n".join([marker.ljust(width) + head, *lines])

    def _inline(self, nodes: Sequence[SyntaxTreeNode], *, in_link: bool = False) -> str:
        nodes = [*_without_nesting(nodes)]
        kinds = ["", *(node.type for node in nodes), ""]
        parts = [self._part(node, in_link) for node in nodes]
        written = ""
        for place, text in enumerate(parts):
            before, kind, after = kinds[place : place + 3]
            follows = parts[place + 1][:1] if after else ""
            if mark := _MARKS.get(kind):
                if _MARKS.keys().isdisjoint((before, after)) and _may_mark(written, text, follows):
                    text = f"{mark}{text}{mark}"
            elif text[:1] == "[" and written.endswith("!"):
                written = f"{written[:-1]}\\!"
            written += text
        return written

    def _part(self, node: SyntaxTreeNode, in_link: bool) -> str:
        """A part of a line, emphasis without its marks."""
        kind = node.type
        if kind in ("softbreak", "hardbreak"):
            return "\n" if kind == "softbreak" else f"{_BREAK}\n"
        if kind == "code_inline":
            return _code_span(node.content)
        if kind == "formula":
            return self._formula(self._formulas[int(node.content)], in_link)
        if kind in _MARKS:
            return self._inline(node.children, in_link=in_link)
        if kind == "link":
            return self._link(node)
        # Of a picture, which no page shows, its description.
        return self._text(node.content, in_link)

    def _link(self, node: SyntaxTreeNode) -> str:
        target = str(node.attrs.get("href", ""))
        if node.markup == "autolink" and _AUTOLINK.fullmatch(shown := node.children[0].content):
            return f"<{shown}>"
        text = self._inline(node.children, in_link=True)
        if not (target and _LEADS_ON.match(target)):
            return text
        if target.count("(") != target.count(")") or 0 <= target.find(")") < target.rfind("("):
            target = target.translate(_PARENTHESES)
        return f"[{text}]({target.translate(_IN_ADDRESS)})"

    def _formula(self, formula: Formula, in_link: bool) -> str:
        source = _LIKE_A_TAG.sub("< ", " ".join(formula.source.split()))
        if in_link or _ACTS_IN_FORMULA.search(source):
            return self._text(formula.source, in_link)
        return source

    def _text(self, text: str, in_link: bool) -> str:
        text = _SPACES.sub(" ", text) if "\n" in text or "\t" in text else text
        text = inline(text, is_part=self._is_part)
        return text.replace("]", "\\]") if in_link else text


def _paragraph(text: str) -> str:
    """The lines of a paragraph, none of which begins something else."""
    lines = []
    for each in text.split("\n"):
        end = "  " if each.endswith(_BREAK) else ""
        if each := each.strip(f" {_BREAK}"):
            lines.append(line(each) + end)
    return "\n".join(lines).rstrip(" ")


def _without_nesting(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """The parts of a line, emphasis with more of it inside without its own marks: programs differ
    in how they read it."""
    for node in nodes:
        if node.type in _MARKS and any(
            inner.type in _MARKS for inner in node.walk(include_self=False)
        ):
            yield from _without_nesting(node.children)
        else:
            yield node


def _may_mark(before: str, text: str, after: str) -> bool:
    """Whether marks of emphasis around a text, between two others or none, are marks to all."""
    ends = {text[:1], text[-1:]}
    return ends.isdisjoint(("", " ", "\n", "*", _BREAK)) and (
        _may_stand(before[-1:], text[0]) and _may_stand(after[:1], text[-1])
    )


def _may_stand(outside: str, inside: str) -> bool:
    if not outside or outside in " \n" or outside == _BREAK:
        return True
    return outside != "*" and (outside in punctuation or (outside.isalnum() and inside.isalnum()))


def _code_span(text: str) -> str:
    """Code within a line: behind more backticks in a row than it has."""
    text = _SPACES.sub(" ", text)
    if not text.strip():
        return " "
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if "`" in (text[0], text[-1]) else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _code(text: str, is_inner: bool) -> str:
    """Lines of code: indented, or, in other blocks, each as code within a line."""
    lines = text.rstrip("\n").split("\n")
    if not any(each.strip() for each in lines):
        return ""
    if is_inner or _SNIPPET.search(text):
        return "\n".join([_code_span(each) for each in lines if each.strip()])
    return "\n".join([f"{'':{_INDENT}}{each}".rstrip() for each in lines])
