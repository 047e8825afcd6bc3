"""Pages and templates in; the bodies and heads of pages out, and the Markdown files of both.

A generated page becomes one line of JSON front matter and a sealed HTML body.
"""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import TemplateSyntaxError

from pressmark.base.escaping import escape
from pressmark.base.math import texts
from pressmark.base.scripts import attributes, is_foreign
from pressmark.exports.citations.coins import coins
from pressmark.render.entries import ROOT, Entries
from pressmark.render.front_matter import markdown_file, one_line
from pressmark.render.head import Heads
from pressmark.render.inserts import Inserts, html, sealed_text
from pressmark.render.lists import Chips, Groups, RelatedLinks
from pressmark.render.page_environment import CIRCLE, TemplateFailedError, place_in_template
from pressmark.render.placeholders import (
    PagePlaceholder,
    PlaceholderInspectedError,
    Substitute,
    Text,
)
from pressmark.render.seal import SealError, seal, seal_part
from pressmark.render.skeleton import Skeletons
from pressmark.site.entry import ENTRY_LENS, entry_view
from pressmark.site.file_names import file_names
from pressmark.site.related import most_related

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence

    from jinja2.environment import TemplateModule
    from markupsafe import Markup

    from pressmark.library.library import Library
    from pressmark.library.paper import Author, Paper
    from pressmark.render.environment import Templates
    from pressmark.render.lists import LabelledTerm
    from pressmark.render.page_citations import Citations, PageCitations
    from pressmark.render.placeholders import Listed
    from pressmark.site.page import Lens, Page, View
    from pressmark.site.settings import Site

# Macros whose result is kept for pages that call them with the same values.
_KEPT_MACROS = ("crumbs", "subheading", "downloads")
# Filters that look at the script of a text.
_SCRIPT_FILTERS = ("marked", "isolated", "lang_attributes")
_MOST_KEPT = 10_000
# What says where in a template it arose, or is no fault of one.
_TOLD = (SealError, TemplateSyntaxError, TemplateFailedError, PlaceholderInspectedError)


def _kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """A macro whose result is kept; that of placeholders, which nobody can tell apart, is not."""
    keep = lru_cache(_MOST_KEPT)(macro)

    def call(*values: Any, **named: Any) -> Markup:
        try:
            return keep(*values, **named)
        except PlaceholderInspectedError:
            return macro(*values, **named)

    return call


def _of_latin(spoken: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of texts by their scripts, for placeholders too: they stand for texts in Latin
    letters, for which a skeleton is drawn, and of a language that is not told."""

    def call(text: str | Text, *language: str) -> Any:
        if type(text) is not Text:
            return spoken(text, *language)
        if any(language):
            raise PlaceholderInspectedError
        return "" if spoken is attributes else text

    return call


def _with_math(text: str) -> bytes:
    if is_foreign(text):
        raise PlaceholderInspectedError
    return sealed_text(texts.html(text))


class Renderer:
    """Draws pages of a library with templates; `find_entries` finds entries of papers that were
    kept, as `Entries` has it."""

    def __init__(
        self,
        templates: Templates,
        site: Site,
        library: Library,
        find_entries: Callable[[], MutableMapping[str, bytes]] | None = None,
    ) -> None:
        self._site = site
        self._library = library
        self._heads = Heads(library, site)
        self._inserts = Inserts()
        self._skeletons = Skeletons(self._inserts) if templates.shortcuts.skeletons else None
        self.entries = Entries(self._entry, find_entries)
        self._environment = templates.environment(
            {
                "site": site,
                "file_names": partial(file_names, site=site),
                "entries": self._entries_of,
                "groups": self._groups_of,
                "chips": self._chips_of,
                "related_links": self._related_of,
                "citations": self._citations,
                "coins": self._coins,
                "signed": self._signed,
            }
        )
        drawn = self._environment.filters["with_formulas"]
        self._environment.filters |= {
            "math": self._math,
            **{name: _of_latin(self._environment.filters[name]) for name in _SCRIPT_FILTERS},
            "with_formulas": lambda title, formulas: (
                drawn(title, formulas) if formulas else self._math(title)
            ),
        }
        macros = self._loaded_macros()
        self._chips = Chips(macros.__dict__["chip"])
        self._related = RelatedLinks(macros.__dict__["related"], most_related(site, library))
        self._groups = Groups(macros.__dict__["group"], self.entries)
        kept = {name: _kept(macros.__dict__[name]) for name in _KEPT_MACROS}
        self._environment.globals.update(kept, pm=macros)

    def _loaded_macros(self) -> TemplateModule:
        try:
            return self._environment.get_template("macros.html").module
        except _TOLD:
            raise
        except Exception:
            self._fail()

    def body(self, page: Page) -> bytes:
        """A page's sealed body as UTF-8.

        Raises `SealError` when the template's output can't pass through Markdown unchanged.
        """
        root = "../" * page.depth or "./"
        if page.lens and self._skeletons:
            try:
                return self._by_skeleton(page, page.lens, root, self._skeletons)
            except PlaceholderInspectedError:
                pass  # this page is drawn by itself
        names = {"page": page, "root": root, **page.view}
        return self._inserts.filled(lambda: seal(self._draw(page.template, names)))

    def _by_skeleton(self, page: Page, lens: Lens, root: str, skeletons: Skeletons) -> bytes:
        """The body of a page by the skeleton that it shares with others. Raises
        `PlaceholderInspectedError` where there is none."""
        alike = page.kind, page.section, page.depth

        def draw(view: View) -> bytes:
            names = {"page": PagePlaceholder(*alike), "root": root, **view}
            return seal(self._draw(page.template, names))

        return skeletons.filled(alike, lens, page.shows, lambda: page.view, draw)

    def _entry(self, paper: Paper) -> bytes:
        """A paper as lists show it, with `ROOT` in it."""
        is_cited = not self._site.few_list_files
        coins = self._coins(paper) if is_cited else ""
        ids = self._library.author_ids(paper) if self._library.persons else None
        view = {**entry_view(paper, self._site.people, ids), "context_object": coins}
        root = html(ROOT.decode())

        def draw(names: View) -> bytes:
            return seal_part(self._draw("entry", {"root": root, **names}).strip())

        if self._skeletons:
            try:
                return self._skeletons.filled("entry", ENTRY_LENS, view, lambda: view, draw)
            except PlaceholderInspectedError:
                pass  # this entry is drawn by itself
        return self._inserts.filled(lambda: draw(view))

    def _draw(self, name: str, view: Mapping[str, Any]) -> str:
        try:
            return self._environment.draw(f"{name}.html", view)
        except _TOLD:
            raise
        except Exception:
            self._fail()

    def _fail(self) -> NoReturn:
        """Raise `TemplateFailedError` for what is being handled."""
        try:
            self._environment.handle_exception()
        except RecursionError as error:
            raise TemplateFailedError(f"{place_in_template(error)}{CIRCLE}") from None
        except Exception as error:
            raise TemplateFailedError(f"{place_in_template(error)}{error}") from error

    def _entries_of(self, root: str, papers: Sequence[Paper] | Listed) -> Markup:
        """Papers as lists show them, each drawn and sealed once for all lists."""
        return self._inserts.mark(partial(self.entries.of, root.encode()), papers)

    def _groups_of(
        self, root: str, sign: str, groups: Sequence[tuple[str, Sequence[Paper]]] | Listed
    ) -> Markup:
        """Papers by date; the name of a date's place on the page begins with `sign`."""
        return self._inserts.mark(partial(self._groups.of, root.encode(), sign), groups)

    def _chips_of(
        self, root: str, section: str, terms: Sequence[LabelledTerm] | Listed, least: int = 1
    ) -> Markup:
        """Links to `terms` (id, label and count each) as chips, with counts of `least` or more."""
        return self._inserts.mark(self._chips.maker(root + section, least), terms)

    def _related_of(self, base: str, papers: Sequence[tuple[str, str, str]] | Listed) -> Markup:
        """Links to papers (id, title and what they share each), whose pages are below `base`."""
        return self._inserts.mark(partial(self._related.of, base), papers)

    def _citations(self, paper: Paper | Substitute) -> Citations:
        """The paper in every format that its page shows, or what marks their places."""
        if isinstance(paper, Substitute):
            return self._page_citations.marks(paper.id.number)
        return self._page_citations.of(paper)

    @cached_property
    def _page_citations(self) -> PageCitations:
        from pressmark.render.page_citations import PageCitations  # for sites whose pages cite

        return PageCitations(self._library, self._site, self._inserts)

    def _math(self, text: str | Text) -> str | Markup:
        """A text with its formulas drawn, or the mark of its place."""
        if isinstance(text, Text):
            return self._inserts.mark_of_text(_with_math, text.number)
        return texts.html(text)

    def _coins(self, paper: Paper) -> str:
        return coins(self._library.reference(paper).abridged)

    def _signed(self, paper: Paper) -> list[tuple[Author, str]]:
        """The authors of a paper, each with the id of the person."""
        return list(zip(paper.authors, self._library.author_ids(paper), strict=True))

    def head(self, page: Page) -> dict[str, str]:
        """What a page's head says of it: title and description escaped for HTML, and the rest as
        finished HTML."""
        title = one_line(page.title)
        description = one_line(page.description or self._site.description)
        return {
            "title": escape(title),
            "description": escape(description),
            "head": self._heads.of(page, title, description),
        }

    def markdown(self, page: Page) -> bytes:
        """The whole Markdown file of a generated page. Raises `SealError` as `body` does."""
        return markdown_file(page, self.head(page), self.body(page))
