"""Pages and templates in; the Markdown files that the site is drawn from out.

A generated page becomes one line of JSON front matter and a sealed HTML body. A hand-written page
keeps its Markdown and gets the same front matter.
"""

from __future__ import annotations

import threading
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import (
    TemplateSyntaxError,
)
from jinja2.nodes import EvalContext
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

from pressmark.exports.citations.bibtex import bibtex
from pressmark.exports.citations.coins import coins
from pressmark.exports.citations.csl import csl_line
from pressmark.exports.citations.ris import ris
from pressmark.exports.citations.styles import formatted
from pressmark.render.entries import ROOT, Entries
from pressmark.render.environment import (
    Names,
    PageContext,
    TemplateFailedError,
    Templates,
    place_in_template,
)
from pressmark.render.front_matter import markdown_file, one_line
from pressmark.render.head import Heads
from pressmark.render.seal import SealError, seal, seal_part
from pressmark.render.skeleton import (
    NO_SKELETON,
    SLOT,
    Listed,
    PagePlaceholder,
    PlaceholderInspectedError,
    Skeleton,
    Text,
    skeleton_of,
)
from pressmark.site.entry import ENTRY_LENS, entry_view

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from jinja2 import Template

    from pressmark.exports.citations.styles import Citation
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.site.page import Lens, Page, View
    from pressmark.site.settings import Site
_CHIPS_KEPT = 50_000
_SKELETONS_KEPT = 4_000
_PLACEHOLDER = "pressmark-stand-in"
# All values are escaped, so that no other "<" of a page starts like this.
_INSERT = b"<!insert:"


class Citations(NamedTuple):
    """A paper as its page cites it. RIS and CSL-JSON are empty where files hold them."""

    bibtex: str
    formatted: list[Citation]
    ris: str
    csl: str


class _Inserts(threading.local):
    """Entries and chips of the page that a thread is drawing, each for the place that waits for it.

    Those of an outline are what makes them, and of which of the things that it shows.
    """

    def __init__(self) -> None:
        self.of_this_page: list[bytes] = []
        self.of_this_skeleton: list[tuple[int, Callable[[Any], bytes]]] = []


def _html(text: str) -> Markup:
    """Text that is HTML already, without the detours of Markup's own making."""
    return str.__new__(Markup, text)


class Renderer:
    """Draws pages of a library with templates."""

    def __init__(self, templates: Templates, site: Site, library: Library) -> None:
        self.entries = Entries(self._entry)
        self._site = site
        self._library = library
        self._heads = Heads(library, site)
        self._environment = templates.environment(
            {
                "site": site,
                "entries": self._entries,
                "groups": self._groups,
                "chips": self._chips,
                "citations": self._citations,
                "coins": self._coins,
            }
        )
        self._globals = self._environment.globals
        self._globals["pm"] = pm = self._environment.get_template("macros.html").module
        # The chip as macros.html draws it, with and without a count, as parts around its values.
        chip = pm.__dict__["chip"]
        self._chip = str(chip(_PLACEHOLDER, _PLACEHOLDER)).strip().split(_PLACEHOLDER)
        self._counted_chip = (
            str(chip(_PLACEHOLDER, _PLACEHOLDER, _PLACEHOLDER)).strip().split(_PLACEHOLDER)
        )
        self._group = pm.__dict__["group"]
        for name in ("crumbs", "subheading", "downloads"):
            self._globals[name] = lru_cache(maxsize=10_000)(pm.__dict__[name])
        self._evaluation = EvalContext(self._environment)
        self._templates: dict[str, Template] = {}
        self._kept_groups: dict[tuple[str, str], list[bytes]] = {}
        self._kept_chips: dict[tuple[str, int], dict[tuple[str, str, int], bytes]] = {}
        self._skeletons: dict[tuple[Hashable, ...], Skeleton | None] = {}
        self._inserts = _Inserts()

    def body(self, page: Page) -> bytes:
        """A page's sealed body as UTF-8.

        Raises `SealError` when the template's output can't pass through Markdown unchanged.
        """
        root = "../" * page.depth or "./"
        if page.lens:
            try:
                return self._by_skeleton(page, page.lens, root)
            except PlaceholderInspectedError:
                pass  # this page is drawn by itself
        inserts = self._inserts.of_this_page = []
        sealed = seal(self._draw(page.kind, {"page": page, "root": root, **page.view}))
        if not inserts:
            return sealed
        first, *others = sealed.split(_INSERT)
        pieces = [first]
        for other in others:
            number, _, after = other.partition(b">")
            pieces += (inserts[int(number)], after)
        return b"".join(pieces)

    def _by_skeleton(self, page: Page, lens: Lens, root: str) -> bytes:
        """The body of a page by the skeleton that it shares with others. Raises
        `PlaceholderInspectedError` as `_filled` does."""
        alike = page.kind, page.section, page.depth
        key, shown = lens.get(page.shows)

        def draw(view: View) -> bytes:
            names = {"page": PagePlaceholder(*alike), "root": root, **view}
            return seal(self._draw(page.kind, names))

        return self._filled(
            (alike, key), shown, lambda: self._skeleton(lens, page.view, shown, draw)
        )

    def _filled(self, alike: Hashable, shown: Sequence[Any], make: Callable[[], Skeleton]) -> bytes:
        """What is `shown`, in the outline that all that is `alike` and differs in nothing else
        shares; `make` makes it, once there was another such page.

        Raises `PlaceholderInspectedError` where there is no such outline.
        """
        alike = (alike, *map(bool, shown))
        found = self._skeletons.get(alike)
        if found is None:
            if len(self._skeletons) >= _SKELETONS_KEPT:
                self._skeletons.clear()
            is_first = alike not in self._skeletons
            found = self._skeletons[alike] = None if is_first else make()
        return (found or NO_SKELETON).filled(shown)

    def _skeleton(
        self, lens: Lens, view: View, shown: Sequence[Any], draw: Callable[[View], bytes]
    ) -> Skeleton:
        drawn = []
        for more in ("", _PLACEHOLDER):
            placeholders = [
                (value and Text(number, more)) if type(value) is str else Listed(number, len(value))
                for number, value in enumerate(shown)
            ]
            makers = self._inserts.of_this_skeleton = []
            try:
                drawn.append(draw(lens.put(view, placeholders)).replace(more.encode(), b""))
            except PlaceholderInspectedError:
                return NO_SKELETON
        return skeleton_of(drawn, makers)

    def _draw(self, name: str, view: Mapping[str, Any]) -> str:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(f"{name}.html")
        names = Names(self._globals)
        names.update(view)
        context = PageContext(template, self._evaluation, names)
        try:
            return "".join(template.root_render_func(context))
        except (SealError, TemplateSyntaxError, TemplateFailedError, PlaceholderInspectedError):
            raise
        except Exception:
            try:
                self._environment.handle_exception()
            except Exception as error:
                raise TemplateFailedError(f"{place_in_template(error)}{error}") from error

    def _insert(self, make: Callable[[Any], bytes], items: Sequence[Any] | Listed) -> Markup:
        """Where that goes which is made of the items; what is returned only marks the place."""
        if type(items) is Listed:
            makers = self._inserts.of_this_skeleton
            makers.append((items.number, make))
            return _html(f"{SLOT.decode()}made {len(makers) - 1}>")
        inserts = self._inserts.of_this_page
        inserts.append(make(items))
        return _html(f"{_INSERT.decode()}{len(inserts) - 1}>")

    def _entries(self, root: str, papers: Sequence[Paper] | Listed) -> Markup:
        """Papers as lists show them, each drawn and sealed once for all lists."""
        return self._insert(partial(self.entries.of, root.encode()), papers)

    def _entry(self, paper: Paper) -> bytes:
        view = {**entry_view(paper), "context_object": self._coins(paper)}
        root = _html(ROOT.decode())

        def draw(names: View) -> bytes:
            return seal_part(self._draw("entry", {"root": root, **names}).strip())

        key, shown = ENTRY_LENS.get(view)
        try:
            return self._filled(
                ("entry", key), shown, lambda: self._skeleton(ENTRY_LENS, view, shown, draw)
            )
        except PlaceholderInspectedError:
            return draw(view)

    def _groups(
        self, root: str, sign: str, groups: Sequence[tuple[str, Sequence[Paper]]] | Listed
    ) -> Markup:
        """Papers by date; the name of a date's place on the page begins with `sign`."""
        return self._insert(partial(self._groups_of, root.encode(), sign), groups)

    def _groups_of(
        self, root: bytes, sign: str, groups: Iterable[tuple[str, Sequence[Paper]]]
    ) -> bytes:
        drawn = []
        for date, papers in groups:
            around = self._kept_groups.get((sign, date))
            if around is None:
                html = str(self._group(sign, date, _html(_PLACEHOLDER)))
                around = seal_part(html.strip()).split(_PLACEHOLDER.encode())
                self._kept_groups[sign, date] = around
            drawn.append(self.entries.of(root, papers).join(around))
        return b"\n".join(drawn)

    def _chips(
        self,
        root: str,
        section: str,
        terms: Sequence[tuple[str, str, int]] | Listed,
        least: int = 1,
    ) -> Markup:
        """Links to `terms` (id, label and count each) as chips, with counts of `least` or more."""
        base = root + section
        kept = self._kept_chips.setdefault((base, least), {})
        return self._insert(partial(self._chips_of, kept, base, least), terms)

    def _chips_of(
        self,
        kept: dict[tuple[str, str, int], bytes],
        base: str,
        least: int,
        terms: Sequence[tuple[str, str, int]],
    ) -> bytes:
        if len(kept) >= _CHIPS_KEPT:
            kept.clear()
        try:
            return b"\n".join([kept[term] for term in terms])
        except KeyError:
            for term in terms:
                if term not in kept:
                    kept[term] = self._chip_of(base, term, least)
            return b"\n".join([kept[term] for term in terms])

    def _chip_of(self, base: str, term: tuple[str, str, int], least: int) -> bytes:
        identity, label, count = term
        address, shown = f"{base}{identity}/", _escape_inner(label)
        if count < least:
            before, middle, after = self._chip
            html = f"{before}{address}{middle}{shown}{after}"
        else:
            one, two, three, four = self._counted_chip
            html = f"{one}{address}{two}{shown}{three}{count}{four}"
        return html.encode() if label.isprintable() else seal_part(html)

    def _citations(self, paper: Paper) -> Citations:
        """The paper in every format that its page shows."""
        told = self._library.reference(paper)
        page = f"{self._site.url}papers/{paper.id}/"
        return Citations(
            bibtex=bibtex(told, page).rstrip("\n"),
            formatted=formatted(told, page),
            ris="" if self._site.paper_files else ris(told, page).replace("\r", ""),
            csl="" if self._site.paper_files else f"[{csl_line(told, page).decode()}]",
        )

    def _coins(self, paper: Paper) -> str:
        return coins(self._library.reference(paper))

    def head(self, page: Page) -> dict[str, str]:
        """What a page's head says of it: title and description escaped for HTML, and the rest as
        finished HTML."""
        title = one_line(page.title)
        description = one_line(page.description or self._site.description)
        return {
            "title": _escape_inner(title),
            "description": _escape_inner(description),
            "head": self._heads.of(page, title, description),
        }

    def markdown(self, page: Page) -> bytes:
        """The whole Markdown file of a generated page. Raises `SealError` as `body` does."""
        return markdown_file(page, self.head(page), self.body(page))
