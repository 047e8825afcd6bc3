"""A date as people write it in a bibliography in; the dates of a record that say the same out."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_STATES = {"inpress": "in press", "forthcoming": "forthcoming", "submitted": "submitted",
           "inpreparation": "in preparation", "prepublished": "prepublished",
           "accepted": "accepted", "toappear": "to appear", "inreview": "in review",
           "underreview": "under review", "inrevision": "in revision",
           "undersubmission": "submitted", "intheworks": "in preparation",
           "tobepublished": "to be published", "aheadofprint": "ahead of print"}  # fmt: skip
_EDTF = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:T[\d:.Z+-]*)?([?~%]?)", re.ASCII)
_SEASON = re.compile(r"(\d{4})-2[1-4]", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_YEARS = re.compile(r"(\d{4})\s*(?:/|-+|–)\s*(\d{4})", re.ASCII)
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|approx\.?|[~∼])\s*(\d{4})", re.IGNORECASE)
_DECADE = re.compile(r"(\d{3})0'?s", re.ASCII)
_ORDINAL = re.compile(r"(\d\d?)(?:st|nd|rd|th)?\.?", re.IGNORECASE)
# Year first, or a month and a year; two numbers before a year may be in either order.
_SLASHES = re.compile(r"(\d{4})[/.](\d\d?)(?:[/.](\d\d?))?|(\d\d?)/(\d{4})", re.ASCII)
_AMBIGUOUS = re.compile(r"\d\d?[/.]\d\d?[/.]\d{4}", re.ASCII)
# What people write where there is no date.
_NO_DATE = re.compile(
    r"(?:n\.?\s*d\.?|s\.?\s*[ad]\.?|o\.?\s*j\.?|no date|undated|unknown|none|[?-]+)", re.I
)
_WORD = re.compile(r"[A-Za-z]+|\d+", re.ASCII)


class WrittenDate(NamedTuple):
    """`date` of EDTF level 0, `issued` where the source says more than that, `state` such as "in
    press", and whether something of what was written is in none of them."""

    date: str = ""
    issued: str = ""
    state: str = ""
    is_partial: bool = False


def is_no_date(text: str) -> bool:
    """Whether a text says that there is no date (n.d.)."""
    return bool(_NO_DATE.fullmatch(text.strip(" []{}()")))


def state_of(text: str) -> str:
    """The state of publication that a text names (in press), or empty."""
    return _STATES.get(re.sub(r"[^a-z]", "", text.lower()), "")


def written_date(text: str) -> WrittenDate:
    """The date that a field `date` of biblatex has: EDTF, or what else people put there."""
    text = text.strip()
    if match := _SLASHES.fullmatch(text):
        text = "-".join(filter(None, [match[1] or match[5], match[2] or match[4], match[3]]))
    elif _AMBIGUOUS.fullmatch(text):
        return WrittenDate(text[-4:], is_partial=True)
    if "/" in text and not _YEARS.fullmatch(text):
        ends = [_edtf(end) for end in text.split("/")]
        if (
            len(ends) == 2
            and any(ends)
            and all(ends[n] or text.split("/")[n] in ("", "..") for n in (0, 1))
        ):
            issued = "/".join(end or ".." for end in ends)
            return WrittenDate((ends[0] or ends[1]).rstrip("?~%"), issued)
    if match := _SEASON.fullmatch(text):
        return WrittenDate(match[1], text)
    if edtf := _edtf(text):
        bare = edtf.rstrip("?~%")
        return WrittenDate(bare, edtf if edtf != bare else "")
    words = _words(text)
    year = _YEAR.search(text)
    names = [word.lower() for word in words]
    has_month = any(name[:3] in _MONTHS or name in _SEASONS for name in names)
    if year and text[:1] != "-" and has_month:
        return written_year(year[0], text.replace(year[0], " ", 1))
    return WrittenDate(is_partial=True) if text.startswith("-") else written_year(text)


def written_year(year: str, month: str = "", day: str = "") -> WrittenDate:
    """The date that BibTeX's fields `year`, `month` and `day` make."""
    year = year.strip()
    digits = _YEAR.search(year)
    state = state_of(re.sub(r"\d+", "", year))
    if not digits:
        return WrittenDate(state=state, is_partial=bool(year) and not state)
    if match := _YEARS.fullmatch(year):
        return WrittenDate(match[1], f"{match[1]}/{match[2]}")
    if match := _ABOUT.fullmatch(year):
        return WrittenDate(match[1], f"{match[1]}~")
    if match := _DECADE.fullmatch(year):
        return WrittenDate(f"{match[1]}0", f"{match[1]}0/{match[1]}9")
    if edtf := _edtf(year):
        if edtf != (bare := edtf.rstrip("?~%")):
            return WrittenDate(bare, edtf, state)
        if "-" in edtf:
            return WrittenDate(edtf)
    words = _words(month)
    for word in words:
        if season := _SEASONS.get(word.lower()):
            return WrittenDate(digits[0], f"{digits[0]}-{season}", state)
    months = [number for word in words if (number := _MONTHS.get(word[:3].lower(), 0))]
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 5]
    if not months and numbers and 1 <= numbers[0] <= 12:
        months = [numbers.pop(0)]
    if not months:
        return WrittenDate(digits[0], "", state, is_partial=bool(month.strip()))
    if match := _ORDINAL.fullmatch(day.strip()):
        numbers = [int(match[1])]
    date = f"{digits[0]}-{months[0]:02}"
    if len(numbers) == 1 and 1 <= numbers[0] <= 31:
        date += f"-{numbers[0]:02}"
    return WrittenDate(date, "", state, is_partial=len(months) > 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("~", " "))


def _edtf(text: str) -> str:
    match = _EDTF.fullmatch(text.strip())
    if not match:
        return ""
    parts = "-".join(f"{part:0>2}" for part in match.groups()[:3] if part)
    return parts + match[4]
