"""A reference in; what a bibliography prints for it out, in APA, MLA, Chicago, IEEE and Vancouver.

The styles are APA 7, MLA 9, Chicago 18 (author and date), IEEE and Vancouver as the National
Library of Medicine has it. What they print is what the Citation Style Language project's styles of
these names print for the same paper, but for a few words such as "Retrieved" without a day. A
part for which a paper lacks the facts is left out with its punctuation.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

from pressmark.library.reference import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.library.reference import Reference

    Names = Sequence[Name]

# Where italics begin and end: no record holds these two.
_ON, _OFF = "\x02", "\x03"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_IEEE_MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()
_SMALL_WORDS = frozenset(
    """a about above across after against along among an and around as at before behind below
    beneath beside between beyond but by despite down during except for from in inside into like
    near nor of off on onto or over past per plus since so than the through throughout till to
    toward towards under underneath until up upon via vs with within without yet""".split()
)
_RANGE = re.compile(r"([^-,\s]+)-([^-,\s]+)")
_DOUBLE_QUOTES = re.compile(r'"([^"]*)"')
_SINGLE_QUOTES = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
_WORDS = re.compile(r"[^\s/\u2013\u2014-]+")
_JOINED_INITIALS = re.compile(r"\.(?=\w)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


class Citation(NamedTuple):
    """A paper as a bibliography of one style prints it, as plain text and as safe HTML."""

    style: str
    plain: str
    html: Markup


def formatted(reference: Reference, page: str) -> list[Citation]:
    """The paper, whose page here is at the address `page`, in every style."""
    names = [_printed(name) for name in reference.names]
    found = []
    for style, compose in STYLES.items():
        text = compose(reference, names, page)
        plain = text.replace(_ON, "").replace(_OFF, "")
        html = Markup(_escape_inner(text).replace(_ON, "<i>").replace(_OFF, "</i>"))  # noqa: S704
        found.append(Citation(style, plain, html))
    return found


def _apa(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, _curly(reference.title)
    is_part = kind in ("conference", "journal")
    if not is_part:
        title = _italic(title)
    in_pages = reference.pages or reference.volume
    date = _parts(reference.issued)
    if kind in ("journal", "thesis", "preprint") or in_pages:
        date = date[:1]
    day = f"{_MONTHS[date[1] - 1]} {date[2] if len(date) > 2 else ''}".strip() if date[1:] else ""
    when = f"({', '.join([f'{date[0]:04}', *[day] * bool(day)])})" if date else "(n.d.)"
    about = ""
    if kind == "preprint":
        about = f"(arXiv:{reference.arxiv})"
    elif kind == "thesis":
        about = f"[{_listed(reference.short_container, reference.school)}]"
    authors = _apa_names(names)
    if not authors and kind == "thesis":
        sentences = [title, when, about]
    else:
        whole = f"{title} {about}" if about else title
        sentences = [authors, when, whole] if authors else [whole, when]
    if is_part:
        issue = f"({reference.issue})" if reference.issue else ""
        volume = f"{_italic(reference.volume)}{issue}" if reference.volume else issue
        container = _italic(_title_case(_curly(reference.volume_title)))
        sentences.append(_listed(container, volume, _range(reference.pages)))
    elif kind == "preprint":
        sentences.append("arXiv")
    elif kind == "other":
        sentences.append(reference.publisher)
    return _sentences(*sentences, _link(reference, page), closed=False)


def _apa_names(names: Names) -> str:
    written = [_inverted(name, _initials(name.given), ", ") for name in names]
    if len(written) > 20:
        return f"{', '.join(written[:19])}, … {written[-1]}"
    return _listed(*written[:-1], f"& {written[-1]}") if len(written) > 1 else "".join(written)


def _mla(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, _title_case(_curly(reference.title))
    first = _inverted(names[0], names[0].given, ", ") if names else ""
    if len(names) == 2:
        first = f"{first}, and {names[1].whole}"
    elif len(names) > 2:
        first = f"{first}, et al."
    date = _parts(reference.issued)
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
    link = _link(reference, page)
    if kind == "thesis":
        about = _listed(reference.school, reference.short_container)
        return _sentences(first, _italic(title), _listed(when, link), about)
    pages = _range(reference.pages, _two_digits)
    facts = [
        _italic(_title_case(_curly(reference.volume_title))),
        f"vol. {reference.volume}" if reference.volume else "",
        f"no. {reference.issue}" if reference.issue else "",
    ]
    if kind == "preprint":
        facts = [f"arXiv:{reference.arxiv}", "arXiv"]
    elif kind == "other":
        facts = [reference.publisher]
    number = f"{'pp' if _is_several(reference.pages) else 'p'}. {pages}" if pages else ""
    return _sentences(first, _quoted(title, "."), _listed(*facts, when, number, link))


def _chicago(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, _title_case(_curly(reference.title))
    date = _parts(reference.issued)
    year = f"{date[0]:04}" if date else "n.d."
    day = " ".join([_MONTHS[date[1] - 1], *map(str, date[2:])]) if date[1:] else ""
    authors = _chicago_names(names)
    quoted = _quoted(title, ".")
    sentences = [authors, year, quoted] if authors else [quoted, year]
    if kind in ("conference", "journal"):
        container = _italic(_title_case(_curly(reference.volume_title)))
        pages = _range(reference.pages, _chicago_end)
        if reference.volume:
            between = reference.issue or (_MONTHS[date[1] - 1] if date[1:] else "")
            container += f" {reference.volume}" + (f" ({between})" if between else "")
            sentences.append(f"{container}: {pages}" if pages else container)
        else:
            issue = f"no. {reference.issue}" if reference.issue else ""
            sentences.append(_listed(container, issue, "" if issue else day, pages))
    elif kind == "preprint":
        sentences += [f"arXiv:{reference.arxiv}", _listed("Preprint", "arXiv", day)]
    elif kind == "thesis":
        sentences.append(_listed(reference.short_container, reference.school))
    else:
        sentences.append(_listed(reference.publisher, day))
    return _sentences(*sentences, _link(reference, page))


def _chicago_names(names: Names) -> str:
    written = []
    if names:
        first = names[0]
        given = f"{first.given} {first.particle}".strip()
        written.append(_listed(first.family, given, first.suffix))
    written += [name.whole for name in names[1:]]
    if len(written) > 6:
        return f"{', '.join(written[:3])}, et al."
    return _listed(*written[:-1], f"and {written[-1]}") if len(written) > 1 else "".join(written)


def _ieee(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, _curly(reference.title)
    said = [_said(name) for name in names[:7]]
    if len(said) > 6:
        authors = f"{said[0]} {_italic('et al.')}"
    elif len(said) > 2:
        authors = f"{', '.join(said[:-1])}, and {said[-1]}"
    else:
        authors = " and ".join(said)
    date = _parts(reference.issued)
    if kind == "thesis":
        date = date[:1]
    elif kind in ("conference", "journal"):
        date = date[:2]
    when = "".join([f"{_IEEE_MONTHS[month - 1]} " for month in date[1:2]])
    when += "".join([f"{day:02}, " for day in date[2:]])
    when += "".join([f"{year:04}" for year in date[:1]])
    pages = _range(reference.pages)
    number = f"{'pp' if _is_several(reference.pages) else 'p'}. {pages}" if pages else ""
    link = f"[Online]. Available: {reference.url or page}"
    doi = f"doi: {reference.doi}." if reference.doi else ""
    if kind == "journal":
        facts = _listed(
            _italic(_curly(reference.volume_title)),
            f"vol. {reference.volume}" if reference.volume else "",
            f"no. {reference.issue}" if reference.issue else "",
            number,
            when,
        )
        return f"{_before(authors, ', ')}{_quoted(title, ',')} {facts}, {doi or link}"
    if kind == "conference":
        container = f"in {_italic(_curly(reference.volume_title))}"
        facts = _listed(container, reference.publisher, when, number)
    elif kind == "preprint":
        facts = _listed(when, f"{_italic('arXiv')}: arXiv:{reference.arxiv}")
    elif kind == "thesis":
        facts = _listed(reference.short_container, reference.school, when)
    else:
        facts = _listed(reference.publisher, when)
        opening = f"{_before(authors, ', ')}{_quoted(title, '.')}"
        return " ".join([opening, *[f"{facts}."] * bool(facts), doi or link])
    return f"{_before(authors, ', ')}{_quoted(title, ',')} {facts}. {doi or link}"


def _vancouver(reference: Reference, names: Names, page: str) -> str:
    kind, title = reference.kind, _curly(reference.title)
    written = [_inverted(name, _bare_initials(name.given), " ") for name in names[:6]]
    authors = _listed(*written, *["et al"] * (len(names) > 6))
    date = _parts(reference.issued)
    year = f"{date[0]:04}" if date else ""
    pages = _range(reference.pages, _least_digits)
    doi = f"doi:{reference.doi}" if reference.doi else ""
    link = f"Available from: {reference.url or page}"
    if kind == "journal":
        container = _curly(reference.volume_title)
        when = " ".join([year, *[_IEEE_MONTHS[m - 1].rstrip(".") for m in date[1:2]],
                         *map(str, date[2:])]).strip()  # fmt: skip
        issue = f"({reference.issue})" if reference.issue else ""
        where = f"{reference.volume}{issue}"
        facts = ";".join([part for part in (when, where) if part])
        facts = f"{facts}:{pages}" if pages else facts
        if doi:
            return _sentences(authors, title, container, facts, doi, closed=False)
        container += " [Internet]"
        return _sentences(authors, title, container, facts, link, closed=False)
    publisher = "arXiv" if kind == "preprint" else reference.school or reference.publisher
    facts = "; ".join([part for part in (publisher, year) if part])
    tail = f"{link} {doi}".strip()
    if kind == "conference":
        container = f"In: {_curly(reference.volume_title)} [Internet]"
        number = f"p. {pages}" if pages else ""
        return _sentences(authors, title, container, facts, number, tail, closed=False)
    about = f" [{reference.short_container}]" if kind == "thesis" else ""
    return _sentences(authors, f"{title}{about} [Internet]", facts, tail, closed=False)


STYLES: dict[str, Callable[[Reference, Names, str], str]] = {
    "APA": _apa,
    "MLA": _mla,
    "Chicago": _chicago,
    "IEEE": _ieee,
    "Vancouver": _vancouver,
}


# Names


@lru_cache(maxsize=100_000)
def _printed(name: Name) -> Name:
    """A name with typographic apostrophes, and a stop and a space after each initial."""
    given, particle, family, suffix, orcid = (_curly(part) for part in name)
    words = _JOINED_INITIALS.sub(". ", given).split(" ")
    stopped = [f"{word}." if len(word) == 1 and word.isupper() else word for word in words]
    return Name(" ".join(stopped), particle, family, suffix, orcid)


def _inverted(name: Name, given: str, separator: str) -> str:
    """Family name first. `separator` stands before what follows it."""
    return separator.join([part for part in (name.surname, given, name.suffix) if part])


def _said(name: Name) -> str:
    parts = (_initials(name.given), name.particle, name.family, name.suffix)
    return " ".join([part for part in parts if part])


@lru_cache(maxsize=100_000)
def _initials(given: str) -> str:
    """`Jean-Luc B.` as `J.-L. B.`; a name in another script stays whole."""
    return " ".join([_initial(word) for word in given.split()])


def _initial(word: str) -> str:
    parts = [part for part in word.split("-") if part]
    if not parts or not all(_LATIN.match(part) for part in parts):
        return word
    return "-".join([f"{part[0]}." for part in parts if part[0].isupper()]) or word


@lru_cache(maxsize=100_000)
def _bare_initials(given: str) -> str:
    """`Jean-Luc B.` as `JLB`."""
    initials = _initials(given)
    return re.sub("[.\\s-]", "", initials) if _LATIN.match(initials) else initials


# Titles


@lru_cache(maxsize=20_000)
def _curly(text: str) -> str:
    """`text` with typographic quotation marks, apostrophes and dashes."""
    text = text.replace(" -- ", " – ")
    if '"' not in text and "'" not in text:
        return text
    text = _DOUBLE_QUOTES.sub("“\\1”", text)
    return _SINGLE_QUOTES.sub("‘\\1’", text).replace("'", "’")


@lru_cache(maxsize=20_000)
def _title_case(title: str) -> str:
    """A title with a capital for each of its words but the small ones within it."""
    end = len(title.rstrip(" .?!"))
    pieces, place = [], 0
    for match in _WORDS.finditer(title):
        word, start = match[0], match.start()
        pieces.append(title[place:start])
        place = match.end()
        before = title[:start].rstrip()
        opens = not before or before[-1] in ":?!.“‘"
        bare = word.strip("“”‘’.,:;?!()[]")
        is_small = bare in _SMALL_WORDS and not opens and match.end() < end
        if bare.islower() and not is_small and (opens or len(bare) > 1):
            at = word.index(bare[0])
            word = f"{word[:at]}{word[at].upper()}{word[at + 1 :]}"
        pieces.append(word)
    return "".join([*pieces, title[place:]])


def _quoted(title: str, end: str) -> str:
    """A title between quotation marks, with the point that follows it inside of them."""
    inside = title.translate(_INNER) if "“" in title else title
    last = inside.rstrip("’")[-1:]
    is_closed = last in ".?!" if end == "." else last == end
    return f"“{inside}{'' if is_closed else end}”"


_INNER = str.maketrans("“”", "‘’")


def _italic(text: str) -> str:
    return f"{_ON}{text}{_OFF}" if text else ""


# Dates and pages


def _parts(date: str) -> list[int]:
    """Year, month and day as far as they are known."""
    return [int(part) for part in date.split("-")] if date else []


def _range(pages: str, end: Callable[[str, str], str] = lambda _, last: last) -> str:
    """Pages as they are printed; `end` says how much of a last page is."""
    if "-" not in pages:
        return pages
    return _RANGE.sub(lambda match: f"{match[1]}–{_last(match, end)}", pages)


def _last(match: re.Match[str], end: Callable[[str, str], str]) -> str:
    first, last = match[1], match[2]
    are_numbers = first.isdigit() and last.isdigit() and len(first) == len(last)
    return end(first, last) if are_numbers else last


def _least_digits(first: str, last: str, least: int = 1) -> str:
    """The digits of the last page from the first one that differs."""
    same = next((at for at in range(len(last)) if first[at] != last[at]), 0)
    return last[min(same, max(len(last) - least, 0)) :]


def _two_digits(first: str, last: str) -> str:
    return _least_digits(first, last, 2)


def _chicago_end(first: str, last: str) -> str:
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    return _least_digits(first, last, 1 if number % 100 < 10 else 2)


def _is_several(pages: str) -> bool:
    return "-" in pages or "," in pages


# Sentences


def _link(reference: Reference, page: str) -> str:
    return f"https://doi.org/{reference.doi}" if reference.doi else reference.url or page


def _listed(*parts: str) -> str:
    return ", ".join([part for part in parts if part])


def _before(text: str, separator: str) -> str:
    return f"{text}{separator}" if text else ""


def _sentences(*sentences: str, closed: bool = True) -> str:
    """Sentences with a stop after each that has none; the last gets one if it is to be `closed`."""
    told = [sentence for sentence in sentences if sentence]
    last = told.pop()
    stopped = [text if _is_stopped(text) else f"{text}." for text in told]
    return " ".join([*stopped, last if not closed or _is_stopped(last) else f"{last}."])


def _is_stopped(text: str) -> bool:
    return text.rstrip(f"{_OFF}”’")[-1:] in (".", "?", "!")
