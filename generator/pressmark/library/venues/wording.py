"""The title of a volume in; its words without number, year, place and date, out. Pure text."""

from __future__ import annotations

import re
from functools import lru_cache

# What a title is read as far as; longer ones are no names.
LONGEST = 400

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = frozenset(
    _UNITS
    + [f"{ten}-{unit}" for ten in _TENS for unit in _UNITS]
    + [f"{ten.removesuffix('y')}ieth" for ten in _TENS]
    + """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth hundredth""".split()
)
# The pattern of a number in a row where it opens a name.
ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{'|'.join(_TENS)})?[- ]?(?:{'|'.join(_UNITS)})"
    r"|tenth|eleventh|twelfth)\b"
)
_TEN_AND_UNIT = re.compile(rf"\b({'|'.join(_TENS)}) ({'|'.join(_UNITS)})\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXL]{2})X{0,4}(?:XL)?(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"\d{1,3}[\s^-]*(?:st|nd|rd|th)|\d{1,3}\.", re.ASCII)
_NUMBERED = re.compile(
    r"(?<![\w.])\d{1,3}[\s^-]*(?:st|nd|rd|th)\b(?! century)", re.ASCII | re.IGNORECASE
)
_ACRONYM_NUMBER = re.compile(r"(?<=[A-Z]{2})[- ]\d{1,2}$", re.ASCII)
# What follows the number of an edition.
_BEHIND_NUMBER = re.compile(
    r"(?:acm|annual|asian|biennial|colloquium|conf|conference|congress|european|ieee|int|intern|intl"
    r"|international|joint|meeting|national|symposium|symp|triennial|usenix|workshop|(?-i:[A-Z]{3,}))\b",
    re.IGNORECASE,
)
YEAR = re.compile(
    r"(?<!\d)(?<!vol\.\s)(?<!vol\s)(?<!volume\s)(?<!LNCS\s)(?<!LNAI\s)(?:19|20)\d\d(?!\d)",
    re.ASCII | re.IGNORECASE,
)
# The year of `ICML '20`, and perhaps that of `AAAI-90`, `(PLDI 94)` and `aaai92`.
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?-?['’‘´`*](\d\d)(?![\w.])", re.ASCII)
_LIKELY_YEAR = re.compile(
    r"(?:(?<=[A-Z]{2})|(?<=[A-Z]{2}[a-z])|(?<=[A-Z][a-z]))\s?[-–]?\s?(\d\d)(?![\w.])", re.ASCII
)
_OPENING = re.compile(
    r"(?:in[:\s]\s*(?=proc|the\b|\d|adv|companion|extended)|in:\s*|the\s+|an?\s+(?=\d)"
    r"|(?:(?:pre|post)-?)?(?:conference |workshop |annual )?(?:proc{1,2}e{1,2}dings?|procs?\b\.?"
    r"|record|digest|papers|working (?:notes|papers)|notes|actes)(?!\w)"
    r"(?:[\s,.:~-]+(?:of|from|for|to|the|in|de la|du|des|de)\b)*[\s,:-]*(?=\S))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<![\s,;:.\u2010-\u2015-])[\s,;:.\u2010-\u2015-]*+\b(?:(?:edited by|editors?|eds)\b.*"
    r"|(?:conference|workshop)?\s*(?:proceedings|procs?\.?)"
    r"|(?:revised|selected|invited|revised and|full|accepted)(?: \w+)? papers"
    r"|(?:volume|vol|part|number|no)\.?\s*(?:\d+|[IVXLC]+)|(?:LNCS|LNAI|LNICST|CCIS)(?:\s.*)?)$",
    re.IGNORECASE,
)
_JOINING = frozenset("& and for in of the".split())
# So much may stand around a name, as in `In: Proceedings of the 3rd Annual ..., Proceedings`.
_MOST_LAYERS = 6
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_WORD = re.compile(r"\w[\w/&@!*+-]*")
_INVERTED = re.compile(
    r"([^,]+(?:,[^,]+){0,3}), ((?:(?:19|20)\d\d )?(?:[^,.()]* )?"
    r"(?:transactions|journal|conference|symposium|workshop|letters|magazine) (?:on|of|in|for))",
    re.IGNORECASE | re.ASCII,
)
# What a year that is taken out leaves behind.
_LOOSE = re.compile(r"(?<=\() | (?=[),;:])|,(?= ?,)")
_TRIMMED = " \t,;:.~\u2010\u2011\u2012\u2013\u2014\u2015-/'\"“”‘’`"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTHS})\b|\d{{1,2}}\.\d{{1,2}}\.|\d{{1,2}}\s*[-–—/]+\s*\d{{1,2}}|^\s*(?:19|20)\d\d\s*$"
    r"|\b(?:virtual|online|hybrid|remote)(?:ly)?\b(?! (?:reality|environments?|worlds?|agents?))",
    re.IGNORECASE | re.ASCII,
)
_OPENING_DATE = re.compile(rf"(?:{_MONTHS}) \d{{1,2}}(?: ?[-–] ?\d{{1,2}})?,* ", re.IGNORECASE)
_COUNTRIES = frozenset(
    """argentina australia austria bangladesh belgium bolivia brazil bulgaria canada chile china
    colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia finland
    france germany greece hungary iceland india indonesia iran iraq ireland israel italy japan
    jordan kenya korea latvia lebanon lithuania luxembourg macau malaysia malta mexico moldova
    monaco morocco nepal netherlands nigeria norway oman pakistan panama peru philippines poland
    portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia spain
    sweden switzerland taiwan tanzania thailand tunisia turkey türkiye uganda ukraine uruguay usa uk
    uae us venezuela vietnam wales yugoslavia ussr""".split()
) | {
    *("south korea", "republic of korea", "united states", "united kingdom", "the netherlands"),
    *("hong kong", "new zealand", "south africa", "czech republic", "costa rica", "saudi arabia"),
    *("united arab emirates", "dominican republic", "puerto rico", "sri lanka", "west germany"),
    *("united states of america", "hong kong sar", "northern ireland", "new south wales"),
}
_STATES = frozenset(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
    NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS ON PE QC SK NSW
    VIC QLD D.C. Alabama Alaska Arizona Arkansas California Colorado Connecticut Florida Georgia
    Hawaii Illinois Indiana Kansas Kentucky Louisiana Maryland Massachusetts Michigan Minnesota
    Missouri Nevada Ohio Oregon Pennsylvania Tennessee Texas Utah Virginia Washington Wisconsin
    Québec Quebec Ontario Victoria""".split()
) | {"New York", "New Jersey", "New Mexico", "North Carolina", "South Carolina", "British Columbia"}
_PLACE_NAME = re.compile(r"[^\W\d_a-z][\w.'’ -]{1,40}")
_NLM_PLACE = re.compile(r" \(([A-Z][\w .'-]+), ([A-Z][\w .'-]+)(?: : \d{4})?\)$")


def trimmed(text: str) -> str:
    """`text` without white space and loose punctuation around it."""
    return text.strip(_TRIMMED)


def is_acronym(text: str) -> bool:
    """Whether a text is a short name, as CHI, NeurIPS or ECML PKDD is."""
    words = text.split()
    return 0 < len(words) <= 2 and all(
        len(word) <= 16
        and sum(map(str.isupper, word)) > 1
        and _WORD.fullmatch(word)
        and not _ROMAN.fullmatch(word)
        for word in words
    )


def year_in(text: str, published: str = "") -> tuple[str, str]:
    """The year that a title names, four digits or empty, and the title without any year.

    A year of two digits is taken for one of the hundred years before that of publication ends;
    where it may be a number of another kind, only for that of publication or one beside it.
    """
    years = YEAR.findall(text)
    bare = YEAR.sub(" ", text) if years else text
    latest = int(published) + 1 if published.isdecimal() else 2059
    short = ""
    for pattern, most in ((_SHORT_YEAR, 99), (_LIKELY_YEAR, 2)):
        match = pattern.search(bare)
        age = (latest - int(match[1])) % 100 if match else 100
        if match and age <= (most if published or most == 99 else -1):
            short = str(latest - age)
            bare = f"{bare[: match.start()]} {bare[match.end() :]}"
            break
    year = years[0] if years else short
    return year, _LOOSE.sub("", " ".join(bare.split()))


@lru_cache(maxsize=8192)
def is_ordinal(word: str) -> bool:
    """Whether a word is a number in a row: 37th, Thirty-seventh, XXI"""
    return bool(word.lower() in _ORDINALS or _ORDINAL.fullmatch(word) or _ROMAN.fullmatch(word))


def opens_like_volume(text: str) -> bool:
    """Whether a text begins as the title of one volume does: Proceedings of, 37th, Third"""
    opening = text.removeprefix("The ").removeprefix("the ")
    first, _, rest = opening.partition(" ")
    is_counted = first[:1].isdigit() or _BEHIND_NUMBER.match(rest)
    return bool(_OPENING.match(opening) or (is_counted and is_ordinal(first)))


def in_order(title: str) -> str:
    """A title whose beginning was put behind a comma, in its own order: `Tides, IEEE Transactions
    on` is IEEE Transactions on Tides."""
    match = _INVERTED.fullmatch(title)
    return f"{match[2]} {match[1]}" if match else title


def bare_name(text: str) -> str:
    """A title without what makes it the title of one volume: proceedings, number, year. A title of
    nothing else is returned as it is, and so is one of a single other word."""
    name = core_name(text)
    if not name or (" " not in name and not is_acronym(name) and _OPENING.match(text)):
        return trimmed(text)
    return name


def core_name(text: str) -> str:
    """A title without what makes it the title of one volume, which may be all of it."""
    _, name = year_in(_TEN_AND_UNIT.sub(r"\1-\2", text))
    name = trimmed(name)
    is_volume = False
    for _ in range(_MOST_LAYERS):
        before = name
        if match := _OPENING.match(name):
            is_volume = is_volume or "pro" in match[0].lower()
            name = name[match.end() :]
        name = _OPENING_DATE.sub("", name) if _OPENING_DATE.match(name) else name
        first, _, rest = name.partition(" ")
        is_counted = is_volume or first[0:1].isdigit() or _BEHIND_NUMBER.match(rest)
        if rest and is_counted and is_ordinal(first):
            name = rest
        shorter = trimmed(_CLOSING.sub("", name))
        if shorter.rpartition(" ")[2].lower() not in _JOINING:
            name = shorter
        if name == before:
            break
    name = " ".join(_NUMBERED.sub(" ", _ACRONYM_NUMBER.sub("", name)).split())
    words = name.split(" ")
    if len(words) > 1:
        words = [
            word
            for word, following in zip(words, [*words[1:], "conference"], strict=True)
            if not is_ordinal(word) or not (word.isupper() or _BEHIND_NUMBER.match(following))
        ]
        if len(words) > 1 and _NUMBER.fullmatch(words[-1]):
            words.pop()
    return re.sub(r"^the ", "", trimmed(" ".join(words)), flags=re.IGNORECASE)


def without_place(text: str) -> str:
    """A title without the place and the date that follow it between commas."""
    pieces = text.split(",")
    end = next((n for n, piece in enumerate(pieces) if n and _DATE.search(piece)), len(pieces))
    kept = pieces[:end]
    has_date = end < len(pieces)
    if len(kept) > 1 and _is_country(kept[-1]):
        kept.pop()
        if len(kept) > 1 and kept[-1].strip() in _STATES:
            kept.pop()
        if len(kept) > 1 and _PLACE_NAME.fullmatch(kept[-1].strip()):
            kept.pop()
    elif len(kept) > 2 and kept[-1].strip(" .") in _STATES:
        del kept[-2:]
    elif has_date and len(kept) > 1 and kept[-1].strip() in _STATES:
        kept.pop()
    return trimmed(",".join(kept))


def is_place(text: str) -> bool:
    """Whether a text is the name of a country or a state."""
    return _is_country(text) or text in _STATES


def without_nlm_place(title: str) -> str:
    """A journal's title without the city that the National Library of Medicine tells it from others
    by: `Science (New York, N.Y.)`"""
    return _NLM_PLACE.sub("", title)


def _is_country(text: str) -> bool:
    return text.strip(" .").lower() in _COUNTRIES
