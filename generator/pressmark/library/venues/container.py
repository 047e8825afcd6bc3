"""The title of what a work is in, as its source has it, in; the venue of its record out.

A venue is a series with the year of an edition and a track: `ICML 2021`, `EMNLP 2021 (Findings)`,
`Journal of Tides 2021`. The title itself stays the record's container.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.venues.series_index import has_topic, names_of, words_of
from pressmark.library.venues.wording import (
    LONGEST,
    ORDINAL,
    bare_name,
    core_name,
    in_order,
    is_acronym,
    is_ordinal,
    is_place,
    trimmed,
    without_nlm_place,
    without_place,
    year_in,
)
from pressmark.library.work_kinds import BOOK_KINDS, JOURNAL_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pressmark.library.terms import Series

    # Finds the series that a name is of.
    Find = Callable[[str], Series | None]

_CODE = re.compile(r"[a-z]{2,8}")
# `ijcai83`, `sosp15`
_NUMBERED_CODE = re.compile(r"([a-z]{2,8})-?(\d\d)", re.ASCII)
_MEETING = re.compile(
    r"\b(?:conf(?:erences?|\.)|symp(?:osi(?:um|a)|\.)|colloqui(?:um|a)|congress|convention|meeting"
    r"|workshops?|proc(?:eedings|\.)|advances in neural|extended abstracts)|^[A-Z]\w+ ?['’]\d\d:",
    re.IGNORECASE,
)
# Letters of 12ᵗʰ and the like.
_RAISED = str.maketrans("ᵗʰˢⁿᵈʳ", "thsndr")
_WORKSHOP = re.compile(r"\b(?:workshops?|wkshps?)\b", re.IGNORECASE)
_SHORT_NAME = re.compile(r"[^()]+ \(([^()]+)\)(?:, ([^(),]+))?")
_FINDINGS = re.compile(r"findings of (?:the )?", re.IGNORECASE)
_TRACK_ON = re.compile(r"(?<![\s,:-])[\s,:-]++track on (?:the )?(.+)", re.IGNORECASE)
_TRACK = (
    r"(?:long|short|long and short|short and long|full|industry|industrial|demo|main|research"
    r"|regular|poster|invited) (?:papers?|track|session)|(?:system |software )?demonstrations?"
    r"|demos?|posters?(?: and demos?)?|tutorials?(?: abstracts)?|student research workshop"
    r"|(?:doctoral|phd|ph\.d\.) (?:consortium|symposium)|extended abstracts"
    r"|late[- ]breaking (?:papers?|results?|work|reports?)|works?[- ]in[- ]progress"
    r"|shared tasks?(?: papers?)?"
    r"|companion(?: (?:volume|proceedings|publication))?|adjunct(?: \w+)?"
    r"|datasets and benchmarks(?: track)?|industry|findings"
)
_CLOSING_TRACK = re.compile(
    r"(?:(?<!\s)\s|[,;:(\[]|\s[-\u2010-\u2015])\s*+(?:(?:volume|vol\.|vol|part)\s*\w{1,4}\s*[:,.-]\s*)?"
    rf"(?<![\w-])({_TRACK})[\s)\].]*$",
    re.IGNORECASE,
)
_OPENING_TRACK = re.compile(
    r"(?:the\s+)?(?:(?:conference|proceedings|proc\.?)\s+)?"
    r"(companion|adjunct|extended abstracts|posters?|supplementary|tutorial abstracts|demos?)"
    r"\b[\w\s-]{0,40}?\b(?:of|to|from|on|for)\s+(?:the\s+)*",
    re.IGNORECASE,
)
_INNER_TRACK = re.compile(
    r"(?:(?<!\s)\s++)?+\b(extended abstracts|companion|adjunct)\b(?: on| of)?", re.IGNORECASE
)
_STRONG = re.compile(
    r"[()\[\]:;]|\s[-\u2010-\u2015]+\s|(?<=[a-z]{6})(?<!intern)\.\s+(?=[A-Z])|\s/\s|,\s+(?=proceedings\b)"
    r"|(?<!\s)\s++(?=proceedings of\b)"
    rf"|(?:(?<!\s)\s++and|,)\s+(?:the\s+)?(?={ORDINAL})",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<!\s)\s++(?:at|@|of|in conjunction with|co-?located with|held (?:at|with|in conjunction"
    r" with)|associated with|during|part of)\s+(?:the\s+)?|,\s*|(?:(?<!\s)\s++)?+[()@]\s*|:\s+"
    r"|\s[-\u2010-\u2015]+\s",
    re.IGNORECASE,
)
_HELD_AT = re.compile(
    r"(?<!\s)\s++(?:at|@|in conjunction with|co-?located with|(?:to be )?held)\s", re.IGNORECASE
)
_PARENTHESISED_SHORT = re.compile(
    r"(?:(?<!\s)\s++)?+\((?:(?:[^()A-Z\s]{0,12}[A-Z]){2}[^()\s]{0,12})?\)"
)
_VOLUME = re.compile(r"(?:(?<!\s)\s++)?+\((?:volume|vol\.?|part|cat\.)[^()]*\)", re.IGNORECASE)
_ROUND = re.compile(r"(?:(?<!\s)\s++)?+\((?:volume|vol\.?|part|round)\s+\w{1,4}\)", re.IGNORECASE)
# The short name of an edition: `- Haskell '09`, `Compugraphics '95:`
_DATED_NAME = re.compile(
    r"(?:^|[(,]|\s[-\u2010-\u2015]\s)\s*([A-Z][\w/&-]{1,20})\s?['’]\d\d\s*(?:[):,]|$)", re.ASCII
)
# Short names that are no conference's.
_NO_VENUES = frozenset(
    "ACM IEEE IFIP USENIX SIAM AAAI USA UK EU LNCS LNAI LNICST CCIS PMLR".split()
)
# Short names of what conferences are about.
_TOPICS = frozenset("AI AR DB HCI HPC ICT IR KR LLM LLMs ML NLG NLP NLU QA UI VR XAI XML".split())
_MOST_PIECES, _MOST_COMMAS = 12, 8


class Venue(NamedTuple):
    """A series by its name, the year of the edition and the track; these may be empty."""

    name: str
    year: str = ""
    track: str = ""

    def __str__(self) -> str:
        year = self.year if not self.name.endswith(f" {self.year}") else ""
        track = f"({self.track})" if self.track else ""
        return " ".join(filter(None, (self.name, year, track)))


def read(title: str, kind: str, published: str, find: Find) -> Venue:
    """The venue that the title of a container names.

    `kind` is the work's, an item type of CSL or empty; `published` its year, four digits or empty.
    A title that names a year is of the edition of that year, but for a journal's. What `find` knows
    is called by its label. A single word of two to eight lower-case letters is taken for a code,
    and is in upper case: `neurips` of 2021 is NEURIPS 2021.
    """
    title = re.sub(r"^in:\s*", "", " ".join(title.split()), flags=re.IGNORECASE)
    title = in_order(title.translate(_RAISED))
    if not title or len(title) > LONGEST:
        return Venue(title, published if title else "")
    is_dated = bool(_MEETING.search(title) or year_in(title)[0])
    if kind in BOOK_KINDS:
        meeting = _known_meeting(title, published, find) if is_dated else None
        if meeting or not re.match(r"proc", title, re.IGNORECASE):
            return meeting or Venue(title, published)
    elif kind in JOURNAL_KINDS or not (is_dated or kind == "paper-conference" or "(" in title):
        return _journal(title, published, find)
    return _known_meeting(title, published, find) or _other_meeting(title, published, find)


def is_meeting(title: str) -> bool:
    """Whether a title says that it is one of a conference, a symposium or the like."""
    return bool(_MEETING.search(title))


def may_be_meeting(title: str) -> bool:
    """Whether what calls itself a journal can be a conference all the same."""
    return " " not in title or is_meeting(title)


def _journal(title: str, published: str, find: Find) -> Venue:
    """A journal under the whole of its name; the proceedings that some call a journal are those of
    a conference."""
    plain = without_nlm_place(title)
    is_proceedings = may_be_meeting(title)
    for name in (title, plain, plain.partition(" (")[0]):
        series = find(name)
        if series and (series.kind != "conference" or is_proceedings):
            return Venue(series.label, published)
    if is_proceedings and (meeting := _known_meeting(title, published, find)):
        return meeting
    return Venue(title.upper() if _CODE.fullmatch(title) else plain, published)


def _known_meeting(title: str, published: str, find: Find) -> Venue | None:
    """The edition of a series that `find` knows; None where the title is of none."""
    year, bare = year_in(title, published)
    year = year or published
    code = _NUMBERED_CODE.fullmatch(title)
    for name in filter(None, (title, bare, core_name(title), code and code[1])):
        if series := find(name):
            return Venue(series.label, year)
    if match := _FINDINGS.match(bare):
        rest = bare[match.end() :]
        series = find(trimmed(rest.rpartition(":")[2])) or find(rest) or _named_in(rest, find)
        return Venue(series.label, year, "Findings") if series else None
    track, rest = _without_track(bare)
    if not track and _WORKSHOP.search(rest):
        return _known_workshop(rest, year, find)
    series = _named_in(rest, find)
    return Venue(series.label, year, track) if series else None


def _known_workshop(title: str, year: str, find: Find) -> Venue | None:
    """A workshop that `find` knows, or the track that it is of a conference that `find` knows."""
    for piece in filter(_WORKSHOP.search, _pieces(title)):
        before = _WORKSHOP.split(bare_name(piece))[0].strip()
        if not is_acronym(before) and (series := find(bare_name(piece))):
            return Venue(series.label, year)
    match = _WORKSHOP.search(title)
    start = match.start() if match else 0
    before = bare_name(title[:start]) if title[:start].strip() else ""
    if series := _conference(before, find) or _conference(before.partition(" (")[0], find):
        return Venue(series.label, year, _track_name(title[start:]))
    words = before.split()
    for count in (2, 1):  # ICML Deep Learning Workshop
        opening = " ".join(words[:count])
        if len(words) > count and is_acronym(opening) and (series := _conference(opening, find)):
            rest = " ".join([*words[count:], title[start:]])
            return Venue(series.label, year, _track_name(rest))
    for separator in islice(_AT.finditer(title), _MOST_PIECES):
        following = _AT.split(_HELD_AT.sub("", f" {title[separator.end() :]}", count=1), 1)[0]
        parent = _WORKSHOP.split(following)[0] or following
        if series := _conference(bare_name(parent), find):
            before = title[: separator.start()]
            if {*words_of(before)}.issubset(chain(*map(words_of, names_of(series)))):
                return Venue(series.label, year, _track_name(title[start:]))  # its own name
            if not _WORKSHOP.search(before):
                before = f"{_parts(before)[0].strip()} Workshop"
            return Venue(series.label, year, _track_name(before, title))
    return None


def _conference(name: str, find: Find) -> Series | None:
    """The conference of that name, which is no workshop itself; short names are spelt as such."""
    series = find(name) if name else None
    sponsor, _, short = name.partition(" ")
    if series is None and sponsor in _NO_VENUES and is_acronym(short):
        series = find(short)
    if series is None or series.kind != "conference" or _WORKSHOP.search(series.label):
        return None
    is_short = " " not in name
    return series if not is_short or is_acronym(name) or name in names_of(series) else None


def _track_name(*titles: str) -> str:
    """A workshop's name as a track, out of the first title that has it: without what stands around
    it, and in no parentheses."""
    parts = list(chain.from_iterable(map(_parts, titles)))
    place = next((n for n, part in enumerate(parts) if _WORKSHOP.search(part)), 0)
    name = bare_name(without_place(_HELD_AT.split(parts[place], maxsplit=1)[0]))
    if place and _WORKSHOP.fullmatch(name):
        name = f"{bare_name(parts[0])} {name}"
    return name


def _without_track(title: str) -> tuple[str, str]:
    """The track that a title names, and the title without it."""
    title = _ROUND.sub("", title)
    if match := _TRACK_ON.search(title):
        return trimmed(re.sub(r"[()]", "", match[1])), title[: match.start()]
    if match := _CLOSING_TRACK.search(title):
        track, title = match[1], title[: match.start()]
    elif match := _OPENING_TRACK.match(title):
        track, title = match[1], title[match.end() :]
    elif match := _INNER_TRACK.search(title):
        track, title = match[1], title[: match.start()] + title[match.end() :]
    else:
        return "", title
    if title.rstrip().endswith(("&", " and")):
        return "", title
    return track[0].upper() + track[1:], title


def _named_in(title: str, find: Find) -> Series | None:
    """The first series that a part of a title names; a short name that others have too counts only
    where the rest of the title is the series' own."""
    for piece in _pieces(title):
        name = bare_name(piece)
        series = _conference(name, find)
        if series and (" " in name or _agrees(series, title, name)):
            return series
    return None


def _parts(title: str) -> list[str]:
    """The parts of a title between signs stronger than commas; of very many, the first."""
    return _STRONG.split(title, _MOST_PIECES)[:_MOST_PIECES]


def _pieces(title: str) -> Iterator[str]:
    """What may be a name in a title: its parts, and of each what is before and between commas."""
    for part in _parts(title):
        commas = part.split(",", _MOST_COMMAS)
        for end in range(len(commas), 0, -1):
            yield trimmed(",".join(commas[:end]))
        for piece in commas[1:]:
            if is_acronym(bare_name(piece)) or _MEETING.search(piece):
                yield trimmed(piece)
        yield _closing_acronym(commas[0])[0]


def _closing_acronym(part: str) -> tuple[str, bool]:
    """The short name that a part ends with, as in `Conference on Automated Deduction CADE`, and
    whether it seems to be no word of the name itself."""
    words = bare_name(part).split()
    if len(words) < 4 or not is_acronym(words[-1]):
        return "", False
    is_apart = words[-2].isalpha() and words[-2][0].isupper() and words[-1] not in _TOPICS
    return words[-1], is_apart


def _agrees(series: Series, title: str, short: str) -> bool:
    """Whether a title has no other full name than the series that it names in short."""
    if not _MEETING.search(title):
        return True
    words = {*words_of(title)} - {*words_of(short)} - _FORMAL
    words = {word for word in words if len(word) > 2 and not is_ordinal(word)}
    names = [{*words_of(name)} - _FORMAL for name in names_of(series) if " " in name]
    return (
        not (words and names)
        or 2 * len(words.intersection(set().union(*names))) > len(words)
        or any(2 * len(words & name) > len(name) for name in names)
    )


_FORMAL = frozenset(
    """acm annual and conference for ieee international meeting of on proc proceedings symposium
    the""".split()
)


def _other_meeting(title: str, published: str, find: Find) -> Venue:
    """The edition of a series that is not known: by the short name that its title gives, else by
    the title without what is this edition's only."""
    code = _NUMBERED_CODE.fullmatch(title)
    if _CODE.fullmatch(title):
        return Venue(title.upper(), published)
    if code and published.endswith(code[2]):
        return Venue(code[1].upper(), published)
    year, bare = year_in(title, published)
    year = year or published
    track, rest = _without_track(bare)
    if (match := _DATED_NAME.search(title)) and _is_free_name(match[1], find):
        return Venue(match[1], year, track)
    if (match := _SHORT_NAME.fullmatch(bare)) and _is_free(short := trimmed(match[1]), find):
        after = match[2] or ""
        is_track = without_place(f"x,{after}") != "x" and not _MEETING.search(after)
        return Venue(short, year, after if is_track else "")
    parts = _parts(rest)
    opening = bare_name(parts[0])
    if len(parts) > 1 and _is_free(opening, find):
        return Venue(opening, year, track)
    for part in (*parts, *rest.split(",", _MOST_PIECES)):
        short = bare_name(part)
        if part is not parts[0] and _is_free(short, find):
            return Venue(short, year, track)
    short, is_apart = _closing_acronym(parts[0].split(",")[0])
    if is_apart and _MEETING.search(rest) and _is_free(short, find):
        return Venue(short, year, track)
    name = bare_name(without_place(_without_edition(_VOLUME.sub("", rest))))
    return Venue(_PARENTHESISED_SHORT.sub("", name) or title, year, track)


def full_name(title: str, short: str) -> str:
    """The full name of the conference that a title calls `short` as well; empty where it has none,
    and for a workshop, which may be a part of another conference."""
    if _WORKSHOP.search(title):
        return ""
    names = [bare_name(without_place(part)) for part in _parts(title)]
    in_full = (name for name in names if is_meeting(name) and short not in name)
    return next((name for name in in_full if has_topic(name)), "")


def _is_free_name(name: str, find: Find) -> bool:
    return name not in _NO_VENUES and find(name) is None


def _is_free(short: str, find: Find) -> bool:
    """Whether a short name can be that of a series that is not known."""
    is_other = short in _NO_VENUES or is_place(short) or (short.isupper() and len(short) > 10)
    capitals = sum(map(str.isupper, short))
    is_place_name = re.search(r"[-/]", short) and 5 * capitals < 2 * len(short)
    return is_acronym(short) and not (is_other or is_place_name) and find(short) is None


def _without_edition(title: str) -> str:
    """A title up to the part that says which proceedings these are: `Lamps: Proceedings of the 3rd
    International Conference` is Lamps."""
    for separator in islice(_STRONG.finditer(title), _MOST_PIECES):
        following = title[separator.end() :].strip()
        first = following.split(" ", 1)[0]
        is_name = bool(core_name(title[: separator.start()]))
        if is_name and (core_name(following) != trimmed(following) or is_ordinal(first)):
            return title[: separator.start()]
    return title
