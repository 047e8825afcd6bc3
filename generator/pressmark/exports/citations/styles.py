"""A reference in; what a bibliography prints for it out, in APA, MLA, Chicago, IEEE and Vancouver.

Books, chapters, reports, data, software and pages have a module of their own.

The styles are APA 7, MLA 9, Chicago 18 (author and date), IEEE and Vancouver as the National
Library of Medicine has it. What they print is what the Citation Style Language project's styles of
these names print for the same paper, but for a few words such as "Retrieved" without a day. A
part for which a paper lacks the facts is left out with its punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pressmark.base.escaping import escape
from pressmark.exports.citations.name_lists import (
    apa_names,
    chicago_names,
    ieee_names,
    mla_names,
    vancouver_names,
)
from pressmark.exports.citations.wording import (
    IEEE_MONTHS,
    ITALIC_OFF,
    ITALIC_ON,
    MONTHS,
    apa_date,
    chicago_digits,
    curly,
    date_parts,
    followed_by,
    ieee_date,
    in_quotes,
    is_several,
    italic,
    joined_sentences,
    least_digits,
    link_of,
    listed,
    mla_date,
    page_range,
    printed_name,
    title_case,
    two_digits,
)
from pressmark.exports.citations.works import WORK_KINDS, WORKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.library.reference import Name, Reference

    Names = Sequence[Name]


class Citation(NamedTuple):
    """A paper as a bibliography of one style prints it, as plain text and as safe HTML."""

    style: str
    plain: str
    html: Markup


def formatted(reference: Reference, page: str) -> list[Citation]:
    """The paper, whose page here is at the address `page`, in every style."""
    names = [printed_name(name) for name in reference.names]
    citations = []
    for style, compose in (WORKS if reference.kind in WORK_KINDS else STYLES).items():
        text = compose(reference, names, page)
        plain = text.replace(ITALIC_ON, "").replace(ITALIC_OFF, "")
        html = Markup(escape(text).replace(ITALIC_ON, "<i>").replace(ITALIC_OFF, "</i>"))  # noqa: S704
        citations.append(Citation(style, plain, html))
    return citations


def _apa(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    is_part = kind in ("conference", "journal")
    if not is_part:
        title = italic(title)
    in_pages = reference.pages or reference.volume
    date = date_parts(reference.issued)
    if kind in ("journal", "thesis", "preprint") or in_pages:
        date = date[:1]
    when = apa_date(date)
    about = ""
    if kind == "preprint":
        about = f"(arXiv:{reference.arxiv})"
    elif kind == "thesis":
        about = f"[{listed(reference.genre, reference.school)}]"
    authors = apa_names(names, reference.has_more_names)
    if not authors and kind == "thesis":
        sentences = [title, when, about]
    else:
        whole = f"{title} {about}" if about else title
        sentences = [authors, when, whole] if authors else [whole, when]
    if is_part:
        issue = f"({reference.issue})" if reference.issue else ""
        volume = f"{italic(reference.volume)}{issue}" if reference.volume else issue
        container = italic(title_case(curly(reference.volume_title)))
        sentences.append(listed(container, volume, page_range(reference.pages)))
    elif kind == "preprint":
        sentences.append("arXiv")
    elif kind == "other":
        sentences.append(reference.publisher)
    return joined_sentences(*sentences, link_of(reference, page), closed=False)


def _mla(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, title_case(curly(reference.title))
    first = mla_names(names, reference.has_more_names)
    date = date_parts(reference.issued)
    if kind in ("conference", "thesis"):
        date = date[:1]
    elif kind == "journal":
        date = date[:2]
    when = mla_date(date)
    link = link_of(reference, page)
    if kind == "thesis":
        about = listed(reference.school, reference.genre)
        return joined_sentences(first, italic(title), listed(when, link), about)
    pages = page_range(reference.pages, two_digits)
    facts = [
        italic(title_case(curly(reference.volume_title))),
        f"vol. {reference.volume}" if reference.volume else "",
        f"no. {reference.issue}" if reference.issue else "",
    ]
    if kind == "preprint":
        facts = [f"arXiv:{reference.arxiv}", "arXiv"]
    elif kind == "other":
        facts = [reference.publisher]
    number = f"{'pp' if is_several(reference.pages) else 'p'}. {pages}" if pages else ""
    return joined_sentences(first, in_quotes(title, "."), listed(*facts, when, number, link))


def _chicago(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, title_case(curly(reference.title))
    date = date_parts(reference.issued)
    year = f"{date[0]:04}" if date else "n.d."
    day = " ".join([MONTHS[date[1] - 1], *map(str, date[2:])]) if date[1:] else ""
    authors = chicago_names(names, reference.has_more_names)
    quoted = in_quotes(title, ".")
    sentences = [authors, year, quoted] if authors else [quoted, year]
    if kind in ("conference", "journal"):
        container = italic(title_case(curly(reference.volume_title)))
        pages = page_range(reference.pages, chicago_digits)
        if reference.volume:
            between = reference.issue or (MONTHS[date[1] - 1] if date[1:] else "")
            container += f" {reference.volume}" + (f" ({between})" if between else "")
            sentences.append(f"{container}: {pages}" if pages else container)
        else:
            issue = f"no. {reference.issue}" if reference.issue else ""
            sentences.append(listed(container, issue, "" if issue else day, pages))
    elif kind == "preprint":
        sentences += [f"arXiv:{reference.arxiv}", listed("Preprint", "arXiv", day)]
    elif kind == "thesis":
        sentences.append(listed(reference.genre, reference.school))
    else:
        sentences.append(listed(reference.publisher, day))
    return joined_sentences(*sentences, link_of(reference, page))


def _ieee(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    authors = ieee_names(names, reference.has_more_names)
    date = date_parts(reference.issued)
    if kind == "thesis":
        date = date[:1]
    elif kind in ("conference", "journal"):
        date = date[:2]
    when = ieee_date(date)
    pages = page_range(reference.pages)
    number = f"{'pp' if is_several(reference.pages) else 'p'}. {pages}" if pages else ""
    link = f"[Online]. Available: {reference.url or page}"
    doi = f"doi: {reference.doi}." if reference.doi else ""
    if kind == "journal":
        facts = listed(
            italic(curly(reference.volume_title)),
            f"vol. {reference.volume}" if reference.volume else "",
            f"no. {reference.issue}" if reference.issue else "",
            number,
            when,
        )
        return f"{followed_by(authors, ', ')}{in_quotes(title, ',')} {facts}, {doi or link}"
    if kind == "conference":
        container = f"in {italic(curly(reference.volume_title))}"
        facts = listed(container, reference.publisher, when, number)
    elif kind == "preprint":
        facts = listed(when, f"{italic('arXiv')}: arXiv:{reference.arxiv}")
    elif kind == "thesis":
        facts = listed(reference.genre, reference.school, when)
    else:
        facts = listed(reference.publisher, when)
        opening = f"{followed_by(authors, ', ')}{in_quotes(title, '.')}"
        return " ".join([opening, *[f"{facts}."] * bool(facts), doi or link])
    return f"{followed_by(authors, ', ')}{in_quotes(title, ',')} {facts}. {doi or link}"


def _vancouver(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    authors = vancouver_names(names, reference.has_more_names)
    date = date_parts(reference.issued)
    year = f"{date[0]:04}" if date else ""
    pages = page_range(reference.pages, least_digits)
    doi = f"doi:{reference.doi}" if reference.doi else ""
    link = f"Available from: {reference.url or page}"
    if kind == "journal":
        container = curly(reference.volume_title)
        when = " ".join([year, *[IEEE_MONTHS[m - 1].rstrip(".") for m in date[1:2]],
                         *map(str, date[2:])]).strip()  # fmt: skip
        issue = f"({reference.issue})" if reference.issue else ""
        where = f"{reference.volume}{issue}"
        facts = ";".join([part for part in (when, where) if part])
        facts = f"{facts}:{pages}" if pages else facts
        if doi:
            return joined_sentences(authors, title, container, facts, doi, closed=False)
        container += " [Internet]"
        return joined_sentences(authors, title, container, facts, link, closed=False)
    publisher = "arXiv" if kind == "preprint" else reference.school or reference.publisher
    facts = "; ".join([part for part in (publisher, year) if part])
    tail = f"{link} {doi}".strip()
    if kind == "conference":
        container = f"In: {curly(reference.volume_title)} [Internet]"
        number = f"p. {pages}" if pages else ""
        return joined_sentences(authors, title, container, facts, number, tail, closed=False)
    about = f" [{reference.genre}]" if kind == "thesis" else ""
    return joined_sentences(authors, f"{title}{about} [Internet]", facts, tail, closed=False)


STYLES: dict[str, Callable[[Reference, Names, str], str]] = {
    "APA": _apa,
    "MLA": _mla,
    "Chicago": _chicago,
    "IEEE": _ieee,
    "Vancouver": _vancouver,
}
