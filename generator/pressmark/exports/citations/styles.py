"""A reference in; what a bibliography prints for it out, in APA, MLA, Chicago, IEEE and Vancouver.

The styles are APA 7, MLA 9, Chicago 18 (author and date), IEEE and Vancouver as the National
Library of Medicine has it, each in a module of its own. What they print is what the Citation Style
Language project's styles of these names print for the same work, but for a few words such as
"Retrieved" without a day; `tests/exports/citations/test_printed_styles.py` names them. A part for
which a work lacks the facts is left out with its punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pressmark.base.scripts import PLAIN, html, isolated_html, speech
from pressmark.exports.citations.apa import apa
from pressmark.exports.citations.chicago import chicago
from pressmark.exports.citations.ieee import ieee
from pressmark.exports.citations.mla import mla
from pressmark.exports.citations.vancouver import vancouver
from pressmark.exports.citations.wording import ITALIC_OFF, ITALIC_ON
from pressmark.exports.citations.work import work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.exports.citations.work import CitedWork
    from pressmark.library.reference import Reference


# Item types of CSL that works have of every day, and preprints.
_USUAL = frozenset(
    """article-journal article-magazine article-newspaper book chapter dataset document manuscript
    paper-conference patent report software thesis webpage""".split()
)


class Citation(NamedTuple):
    """A paper as a bibliography of one style prints it, as plain text and as safe HTML."""

    style: str
    plain: str
    html: Markup


def formatted(reference: Reference, page: str) -> list[Citation]:
    """The paper, whose page here is at the address `page`, in every style."""
    texts = work(reference, page)
    styles = STYLES
    if reference.kind != "preprint" and reference.type not in _USUAL:
        from pressmark.exports.citations.unusual.styles import UNUSUAL_STYLES

        styles = UNUSUAL_STYLES
    parts = (texts.title, texts.headline, texts.container, texts.headed_container)
    wholes = [part for part in parts if part and speech(part, reference.language).attributes]
    citations = []
    for style, compose in styles.items():
        text = compose(texts)
        if reference.status:
            text = f"{text} [{reference.status.capitalize()}]"
        plain = text.replace(ITALIC_ON, "").replace(ITALIC_OFF, "")
        shown = _spoken(text, wholes, reference.language)
        shown = shown.replace(ITALIC_ON, "<i>").replace(ITALIC_OFF, "</i>")
        citations.append(Citation(style, plain, Markup(shown)))  # noqa: S704 - escaped
    return citations


def _spoken(text: str, wholes: Sequence[str], language: str) -> str:
    """HTML of a printed reference, with what is in another language than English said to be so: the
    `wholes`, which are of a work in that `language`, and words of other scripts."""
    for place, whole in enumerate(wholes, 1):
        before, divider, after = text.partition(whole)
        if divider:
            around = [_spoken(part, wholes[place:], language) for part in (before, after)]
            return isolated_html(whole, language).join(around)
    return html(text, PLAIN, language)


STYLES: dict[str, Callable[[CitedWork], str]] = {
    "APA": apa,
    "MLA": mla,
    "Chicago": chicago,
    "IEEE": ieee,
    "Vancouver": vancouver,
}
