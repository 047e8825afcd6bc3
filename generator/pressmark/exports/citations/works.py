"""A reference to a book, a chapter, a report, data, software or a page in; its citation as each of
the five printed styles has it out.

A part for which the work lacks the facts is left out with its punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.citations.name_lists import (
    apa_names,
    chicago_names,
    ieee_names,
    in_order,
    mla_names,
    vancouver_names,
)
from pressmark.exports.citations.wording import (
    apa_date,
    chicago_digits,
    curly,
    date_parts,
    edition_of,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.library.reference import Name, Reference

    Names = Sequence[Name]

WORK_KINDS = frozenset({"book", "chapter", "report", "dataset", "software", "webpage"})
# What APA says in brackets of works that are not read.
_APA_FORMS = {"dataset": "Data set", "software": "Computer software"}


def _kind(reference: Reference) -> str:
    """What it is cited as: a chapter of no known book as a book."""
    is_loose = reference.kind == "chapter" and not reference.container
    return "book" if is_loose else reference.kind


def _editors(reference: Reference) -> Names:
    return [printed_name(name) for name in reference.editors]


def _volume(reference: Reference, word: str) -> str:
    return f"{word} {reference.volume}" if reference.volume else ""


def _pages(reference: Reference, pages: str) -> str:
    several = is_several(reference.pages)
    return f"{'pp' if several else 'p'}. {pages}" if pages else ""


def _host(reference: Reference) -> str:
    """Who brings the work out: a page's site, else its publisher."""
    if reference.kind == "webpage":
        return curly(reference.container) or reference.publisher
    return reference.publisher


def _number(reference: Reference, word: str) -> str:
    """What a report is and its number: `Night report No. 12`"""
    if reference.kind != "report":
        return ""
    number = f"{word} {reference.number}" if reference.number else ""
    return " ".join([part for part in (reference.genre, number) if part])


def _opened(text: str) -> str:
    """The beginning of a sentence; an address stays as it is."""
    return text if text.startswith("http") else f"{text[:1].upper()}{text[1:]}"


def _opening(authors: str, editors: str, *sentences: str) -> list[str]:
    """Who made a work, else its editors, and the sentences that follow; with neither of them the
    first two sentences change places."""
    if authors or editors:
        return [authors or editors, *sentences]
    return [sentences[1], sentences[0], *sentences[2:]]


def _apa(reference: Reference, names: Names, page: str) -> str:
    kind, editors = _kind(reference), _editors(reference)
    date = date_parts(reference.issued)
    when = apa_date(date if kind == "webpage" else date[:1])
    role = "(Eds.)" if len(editors) > 1 else "(Ed.)"
    version = f"Version {reference.number}" if kind in _APA_FORMS and reference.number else ""
    facts = listed(edition_of(reference.edition), _volume(reference, "Vol."),
                   _number(reference, "No."), version)  # fmt: skip
    title = curly(reference.title)
    authors = apa_names(names, reference.has_more_names)
    link = link_of(reference, page)
    if kind == "chapter":
        about = listed(facts, _pages(reference, page_range(reference.pages)))
        edited = f"{in_order(editors, initials=True).replace(' and ', ' & ')} {role}, "
        container = f"In {edited if editors else ''}{italic(curly(reference.container))}"
        container += f" ({about})" if about else ""
        opening = _opening(authors, "", when, title)
        return joined_sentences(*opening, container, reference.publisher, link, closed=False)
    title = italic(title) + (f" ({facts})" if facts else "")
    if form := reference.genre if kind != "report" and reference.genre else _APA_FORMS.get(kind):
        title += f" [{form}]"
    by_editors = f"{apa_names(editors)} {role}" if editors else ""
    opening = _opening(authors, by_editors, when, title)
    return joined_sentences(*opening, _host(reference), link, closed=False)


def _mla(reference: Reference, names: Names, page: str) -> str:
    kind, editors = _kind(reference), _editors(reference)
    title = title_case(curly(reference.title))
    date = date_parts(reference.issued)
    when = mla_date(date if kind == "webpage" else date[:1])
    authors = mla_names(names, reference.has_more_names)
    edited = f"edited by {in_order(editors)}" if editors else ""
    facts = (edition_of(reference.edition), _volume(reference, "vol."), _number(reference, "no."))
    link = link_of(reference, page)
    if kind == "chapter":
        pages = _pages(reference, page_range(reference.pages, two_digits))
        container = italic(title_case(curly(reference.container)))
        part = listed(container, edited, *facts, reference.publisher, when, pages, link)
        return joined_sentences(authors, in_quotes(title, "."), part)
    if kind == "webpage":
        part = listed(italic(_host(reference)), when, link)
        return joined_sentences(authors, in_quotes(title, "."), part)
    role = ", editors" if len(editors) > 1 else ", editor"
    opening = authors or (f"{mla_names(editors)}{role}" if editors else "")
    part = listed(edited if authors else "", *facts, reference.publisher, when, link)
    return joined_sentences(opening, italic(title), _opened(part))


def _chicago(reference: Reference, names: Names, page: str) -> str:
    kind, editors = _kind(reference), _editors(reference)
    title = title_case(curly(reference.title))
    date = date_parts(reference.issued)
    year = f"{date[0]:04}" if date else "n.d."
    authors = chicago_names(names, reference.has_more_names)
    edition, volume = edition_of(reference.edition), _volume(reference, "vol.")
    edited = f"edited by {in_order(editors)}" if editors else ""
    link = link_of(reference, page)
    if kind == "chapter":
        container = f"In {italic(title_case(curly(reference.container)))}"
        pages = page_range(reference.pages, chicago_digits)
        part = listed(container, edition, edited, volume, pages)
        opening = _opening(authors, "", year, in_quotes(title, "."))
        return joined_sentences(*opening, part, reference.series, reference.publisher, link)
    title = in_quotes(title, ".") if kind == "webpage" else italic(title)
    role = ", eds." if len(editors) > 1 else ", ed."
    by_editors = f"{chicago_names(editors)}{role}" if editors else ""
    opening = _opening(authors, by_editors, year, title)
    parts = (edition, volume, edited if authors else "", _number(reference, "no."))
    facts = [_opened(fact) for fact in parts]
    return joined_sentences(*opening, *facts, reference.series, _host(reference), link)


def _ieee(reference: Reference, names: Names, page: str) -> str:
    kind, editors = _kind(reference), _editors(reference)
    title = curly(reference.title)
    date = date_parts(reference.issued)
    authors = ieee_names(names, reference.has_more_names)
    role = "Eds." if len(editors) > 1 else "Ed."
    edited = f"{ieee_names(editors)}, {role}" if editors else ""
    publisher = ": ".join([part for part in (reference.place, reference.publisher) if part])
    edition, volume = edition_of(reference.edition), _volume(reference, "vol.")
    online = f"[Online]. Available: {reference.url or page}"
    link = f"doi: {reference.doi}." if reference.doi else online
    opening = followed_by(authors or (edited if kind != "chapter" else ""), ", ")
    if kind == "chapter":
        container = f"in {italic(curly(reference.container))}"
        pages = _pages(reference, page_range(reference.pages))
        facts = listed(container, edition, volume, edited, publisher, ieee_date(date[:1]), pages)
        return f"{opening}{in_quotes(title, ',')} {facts}. {link}"
    if kind == "book":
        facts = listed(italic(title), edition, volume)
        return joined_sentences(f"{opening}{facts}", listed(publisher, ieee_date(date[:1])), link,
                                closed=False)  # fmt: skip
    report = reference.genre or ("Standard" if reference.type == "standard" else "Rep.")
    number = f"{report} {reference.number}" if reference.number else reference.genre
    when = ieee_date(date if kind == "webpage" else date[:2])
    if kind == "report":
        facts = listed(reference.publisher, reference.place, number, when)
        return f"{opening}{in_quotes(title, ',')} {facts}. {link}"
    if kind == "webpage":
        facts = listed(_host(reference), when)
        return joined_sentences(f"{opening}{in_quotes(title, '.')}", facts, link, closed=False)
    facts = listed(f"{italic(title)}", f"version {reference.number}" if reference.number else "")
    return joined_sentences(f"{opening}{facts}", f"({when})" if when else "", reference.publisher,
                            link, closed=False)  # fmt: skip


def _vancouver(reference: Reference, names: Names, page: str) -> str:
    kind, editors = _kind(reference), _editors(reference)
    title = curly(reference.title)
    date = date_parts(reference.issued)
    year = f"{date[0]:04}" if date else ""
    authors = vancouver_names(names, reference.has_more_names)
    role = "editors" if len(editors) > 1 else "editor"
    edited = f"{vancouver_names(editors)}, {role}" if editors else ""
    publisher = ": ".join([part for part in (reference.place, _host(reference)) if part])
    facts = "; ".join([part for part in (publisher, year) if part])
    doi = f" doi:{reference.doi}" if reference.doi else ""
    link = f"Available from: {reference.url or page}{doi}"
    edition, volume = edition_of(reference.edition), _volume(reference, "Vol.")
    if kind == "chapter":
        container = f"{curly(reference.container)} [Internet]"
        whole = f"In: {edited}. {container}" if edited else f"In: {container}"
        number = page_range(reference.pages, least_digits)
        pages = f"p. {number}" if number else ""
        return joined_sentences(authors, title, whole, edition, volume, facts, pages, link,
                                closed=False)  # fmt: skip
    report = reference.genre or ("Standard" if reference.type == "standard" else "Report")
    number = f"{report} No.: {reference.number}" if reference.number else ""
    opening = (authors or edited, f"{title} [Internet]", edition, volume, facts)
    return joined_sentences(*opening, number if kind == "report" else "", link, closed=False)


WORKS: dict[str, Callable[[Reference, Names, str], str]] = {
    "APA": _apa,
    "MLA": _mla,
    "Chicago": _chicago,
    "IEEE": _ieee,
    "Vancouver": _vancouver,
}
