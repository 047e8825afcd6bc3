"""A paper in; its page as Markdown (CommonMark, with a table) out, for programs that read text.

What a curator wrote as Markdown is handed on as it is, unless something in it is no Markdown of
ours: raw HTML, a link to elsewhere than the web and mail, or code that does not end.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pressmark.base.math import texts
from pressmark.base.words import date_in_words
from pressmark.library.addresses import paper_address
from pressmark.library.imprint import imprint
from pressmark.library.paper import SECTIONS, labelled
from pressmark.library.values import is_file
from pressmark.site.kinds import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.reference import Reference
    from pressmark.library.terms import Term
    from pressmark.site.settings import Site

# Most texts: they start with a letter, and nothing in them means anything to Markdown.
_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>&#~|\n]*")
_MARKS = re.compile(r"[\\`*_\[\]<>&#~|]")
_LINE_MARKS = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=:]))", re.MULTILINE)
_ASKS_A_LOOK = re.compile(r"[<\[`~]")
_labelled = labelled("markdown")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` as Markdown that shows just that text, wherever a paragraph may stand."""
    if _PLAIN.fullmatch(text):
        return text
    text = _MARKS.sub(r"\\\g<0>", text)
    return _LINE_MARKS.sub(_escaped_mark, text)


def _escaped_mark(match: re.Match[str]) -> str:
    space, number, dot, mark = match.groups()
    return f"{space}{number}\\{dot}" if number else f"{space}\\{mark}"


def page(paper: Paper, cited: Reference, library: Library, site: Site) -> bytes:
    """The page of a paper, which `cited` refers to. Links are absolute."""
    blocks = [f"# {plain(paper.plain_title)}"]
    if paper.status:
        blocks.append(f"**This paper was {paper.status}.**")
    if paper.later_title:
        blocks.append(f"Published later as {plain(texts.plain(paper.later_title))}")
    names = plain(", ".join([author.name for author in paper.authors]))
    if paper.more_authors:
        names += " and others"
    blocks.append(names or "Authors not known")
    if paper.tldr:
        blocks.append(f"> {plain(paper.plain_tldr)}")
    blocks.append("\n".join([f"- {row}" for row in _facts(paper, cited, library, site)]))
    blocks += [
        f"## {section}\n\n{_handed_on(text)}"
        for section in SECTIONS
        if (text := getattr(paper, section.lower()))
    ]
    if paper.figures:
        rows = [f"| {plain(one.what)} | {plain(one.value)} |" for one in paper.figures]
        table = "| What was measured | Reported |\n| --- | --- |\n"
        blocks.append(f"## Key figures\n\n{table}" + "\n".join(rows))
    return ("\n\n".join(blocks) + "\n").encode()


def _facts(paper: Paper, cited: Reference, library: Library, site: Site) -> Iterable[str]:
    yield f"Page: <{site.url}{paper_address(paper.id)}>"
    if paper.date:
        yield f"Date: {date_in_words(paper.date)}"
    if paper.venue:
        yield f"Venue: {plain(paper.venue)}"
    if paper.type:
        yield f"Type: {paper.type}"
    if cited.url:
        yield f"Read: <{cited.url}>"
    if cited.pdf:
        yield f"PDF: <{cited.pdf}>"
    if paper.doi:
        yield f"DOI: {plain(paper.doi)}"
    if paper.arxiv:
        yield f"arXiv: {paper.arxiv}"
    for label, text in imprint(paper) + _labelled(paper):
        yield f"{label}: {plain(text)}"
    for kind, target in paper.links.items():
        if is_file(target):
            if target not in library.link_files:
                continue
            target = site.url + target
        yield f"{kind.replace('-', ' ').capitalize()}: <{target}>"
    themes = [library.themes[name] for name in (paper.theme, *paper.also) if name]
    if themes:
        yield f"Themes: {_terms(themes, 'theme', site)}"
    if paper.tags:
        yield f"Tags: {_terms([library.tags[name] for name in paper.tags], 'tag', site)}"
    yield f"Record: {paper.id}"


def _terms(terms: Iterable[Term], kind: str, site: Site) -> str:
    links = [f"[{_label(term.label)}]({site.url}{address(kind, term.id)})" for term in terms]
    return ", ".join(links)


_label = lru_cache(maxsize=5_000)(plain)  # the same few, again and again


def _handed_on(text: str) -> str:
    """A digest's Markdown, or what it says as plain text where it is not safe to hand on."""
    if not _ASKS_A_LOOK.search(text) or _is_safe()(text):
        return text
    return plain(text)


@cache
def _is_safe() -> Callable[[str], bool]:
    """Tells Markdown without raw HTML and odd links; loaded when a text needs it."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True})
    # Other readers of Markdown may take any address for a link, so that none is passed over here.
    markdown.validateLink = lambda _: True  # type: ignore[assignment,method-assign]

    def is_safe(text: str) -> bool:
        named: dict[str, Any] = {}
        blocks = markdown.parse(f"{text}\n\n## End\n", named)
        tokens = [*blocks, *(child for block in blocks for child in block.children or ())]
        targets = [token.attrGet(name) for token in tokens for name in ("href", "src")]
        targets += [one["href"] for one in named.get("references", {}).values()]
        return (
            blocks[-1].type == "heading_close"  # nothing swallows what follows
            and not any(token.type.startswith("html") for token in tokens)
            and all(target is None or _SAFE_LINK.match(str(target)) for target in targets)
        )

    return is_safe
