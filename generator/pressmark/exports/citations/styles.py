"""A reference in; what a bibliography prints for it out, in APA, MLA, Chicago, IEEE and Vancouver.

The styles are APA 7, MLA 9, Chicago 18 (author and date), IEEE and Vancouver as the National
Library of Medicine has it. What they print is what the Citation Style Language project's styles of
these names print for the same paper, but for a few words such as "Retrieved" without a day. A
part for which a paper lacks the facts is left out with its punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pressmark.base.escaping import escape
from pressmark.exports.citations.wording import (
    ITALIC_OFF,
    ITALIC_ON,
    bare_initials_of,
    chicago_digits,
    curly,
    date_parts,
    followed_by,
    full_name,
    in_quotes,
    initials_of,
    inverted,
    is_several,
    italic,
    joined_sentences,
    least_digits,
    link_of,
    listed,
    page_range,
    printed_name,
    title_case,
    two_digits,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.library.reference import Name, Reference

    Names = Sequence[Name]
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_IEEE_MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()


class Citation(NamedTuple):
    """A paper as a bibliography of one style prints it, as plain text and as safe HTML."""

    style: str
    plain: str
    html: Markup


def formatted(reference: Reference, page: str) -> list[Citation]:
    """The paper, whose page here is at the address `page`, in every style."""
    names = [printed_name(name) for name in reference.names]
    found = []
    for style, compose in STYLES.items():
        text = compose(reference, names, page)
        plain = text.replace(ITALIC_ON, "").replace(ITALIC_OFF, "")
        html = Markup(escape(text).replace(ITALIC_ON, "<i>").replace(ITALIC_OFF, "</i>"))  # noqa: S704
        found.append(Citation(style, plain, html))
    return found


def _apa(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    is_part = kind in ("conference", "journal")
    if not is_part:
        title = italic(title)
    in_pages = reference.pages or reference.volume
    date = date_parts(reference.issued)
    if kind in ("journal", "thesis", "preprint") or in_pages:
        date = date[:1]
    day = f"{_MONTHS[date[1] - 1]} {date[2] if len(date) > 2 else ''}".strip() if date[1:] else ""
    when = f"({', '.join([f'{date[0]:04}', *[day] * bool(day)])})" if date else "(n.d.)"
    about = ""
    if kind == "preprint":
        about = f"(arXiv:{reference.arxiv})"
    elif kind == "thesis":
        about = f"[{listed(reference.short_container, reference.school)}]"
    authors = _apa_names(names, reference.has_more_names)
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


def _apa_names(names: Names, has_more: bool) -> str:
    written = [inverted(name, initials_of(name.given), ", ") for name in names]
    if has_more and written:
        return listed(*written[:19], "et al.")
    if len(written) > 20:
        return f"{', '.join(written[:19])}, … {written[-1]}"
    return listed(*written[:-1], f"& {written[-1]}") if len(written) > 1 else "".join(written)


def _mla(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, title_case(curly(reference.title))
    first = inverted(names[0], names[0].given, ", ") if names else ""
    if len(names) == 2 and not reference.has_more_names:
        first = f"{first}, and {names[1].whole}"
    elif len(names) > 1 or (names and reference.has_more_names):
        first = f"{first}, et al."
    date = date_parts(reference.issued)
    if kind in ("conference", "thesis"):
        date = date[:1]
    elif kind == "journal":
        date = date[:2]
    when = " ".join(
        [
            *[str(day) for day in date[2:]],
            *[_MLA_MONTHS[month - 1] for month in date[1:2]],
            *[f"{year:04}" for year in date[:1]],
        ]
    )
    link = link_of(reference, page)
    if kind == "thesis":
        about = listed(reference.school, reference.short_container)
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
    day = " ".join([_MONTHS[date[1] - 1], *map(str, date[2:])]) if date[1:] else ""
    authors = _chicago_names(names, reference.has_more_names)
    quoted = in_quotes(title, ".")
    sentences = [authors, year, quoted] if authors else [quoted, year]
    if kind in ("conference", "journal"):
        container = italic(title_case(curly(reference.volume_title)))
        pages = page_range(reference.pages, chicago_digits)
        if reference.volume:
            between = reference.issue or (_MONTHS[date[1] - 1] if date[1:] else "")
            container += f" {reference.volume}" + (f" ({between})" if between else "")
            sentences.append(f"{container}: {pages}" if pages else container)
        else:
            issue = f"no. {reference.issue}" if reference.issue else ""
            sentences.append(listed(container, issue, "" if issue else day, pages))
    elif kind == "preprint":
        sentences += [f"arXiv:{reference.arxiv}", listed("Preprint", "arXiv", day)]
    elif kind == "thesis":
        sentences.append(listed(reference.short_container, reference.school))
    else:
        sentences.append(listed(reference.publisher, day))
    return joined_sentences(*sentences, link_of(reference, page))


def _chicago_names(names: Names, has_more: bool) -> str:
    written = []
    if names:
        first = names[0]
        given = f"{first.given} {first.particle}".strip()
        written.append(listed(first.family, given, first.suffix))
    written += [name.whole for name in names[1:]]
    if len(written) > 6 or (has_more and written):
        return f"{', '.join(written[:3])}, et al."
    return listed(*written[:-1], f"and {written[-1]}") if len(written) > 1 else "".join(written)


def _ieee(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    said = [full_name(name) for name in names[:7]]
    if len(said) > 6:
        authors = f"{said[0]} {italic('et al.')}"
    elif reference.has_more_names and said:
        authors = f"{', '.join(said)}, {italic('et al.')}"
    elif len(said) > 2:
        authors = f"{', '.join(said[:-1])}, and {said[-1]}"
    else:
        authors = " and ".join(said)
    date = date_parts(reference.issued)
    if kind == "thesis":
        date = date[:1]
    elif kind in ("conference", "journal"):
        date = date[:2]
    when = "".join([f"{_IEEE_MONTHS[month - 1]} " for month in date[1:2]])
    when += "".join([f"{day:02}, " for day in date[2:]])
    when += "".join([f"{year:04}" for year in date[:1]])
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
        facts = listed(reference.short_container, reference.school, when)
    else:
        facts = listed(reference.publisher, when)
        opening = f"{followed_by(authors, ', ')}{in_quotes(title, '.')}"
        return " ".join([opening, *[f"{facts}."] * bool(facts), doi or link])
    return f"{followed_by(authors, ', ')}{in_quotes(title, ',')} {facts}. {doi or link}"


def _vancouver(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, curly(reference.title)
    written = [inverted(name, bare_initials_of(name.given), " ") for name in names[:6]]
    has_more = len(names) > 6 or (bool(names) and reference.has_more_names)
    authors = listed(*written, *["et al"] * has_more)
    date = date_parts(reference.issued)
    year = f"{date[0]:04}" if date else ""
    pages = page_range(reference.pages, least_digits)
    doi = f"doi:{reference.doi}" if reference.doi else ""
    link = f"Available from: {reference.url or page}"
    if kind == "journal":
        container = curly(reference.volume_title)
        when = " ".join([year, *[_IEEE_MONTHS[m - 1].rstrip(".") for m in date[1:2]],
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
    about = f" [{reference.short_container}]" if kind == "thesis" else ""
    return joined_sentences(authors, f"{title}{about} [Internet]", facts, tail, closed=False)


STYLES: dict[str, Callable[[Reference, Names, str], str]] = {
    "APA": _apa,
    "MLA": _mla,
    "Chicago": _chicago,
    "IEEE": _ieee,
    "Vancouver": _vancouver,
}
