"""A value as a paper reports it in; the number that it is sorted by, as plain decimal digits, out.

The number stands first, perhaps behind words such as "about" or a sign such as "≥": "45.3 %",
"1.2M", "over 13,500", "≥ 0.5", "1/4". Of a range it is the first: 12 of "12-26%". A share in
percent is the number before its sign. What does not begin with a number has none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_HEDGE = (
    r"(?:[<>=≤≥≦≧≈~∼≃≲≳±]|\+/-|[$€£¥]"
    r"|(?:about|above|almost|approximately|approx\.?|around|at|below|by|circa|ca\.?|fewer|from|just|least"
    r"|less|more|most|nearly|only|over|roughly|some|than|to|under|up|well)(?![^\W\d_]))"
)
_NUMBER = (
    rf"(?:{_HEDGE}\s*+){{0,6}}+"
    r"(?P<sign>[-−–+]?)\s?[$€£¥]?"
    r"(?P<digits>\d{1,3}(?:[,\u2009\u202f' ]\d{3})++(?!\d)(?:\.\d++)?|\d++(?:[.,]\d++)?|\.\d++)"
    r"(?:/(?P<below>\d{1,9})(?![\d/]))?"
    r"(?:\s?[×x·*]\s?10(?:\^|\*\*)?(?P<power>[-−]?\d{1,2}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|[eE](?P<exponent>[-+−]?\d{1,2})(?!\w))?"
    r"(?:\s?(?P<large>thousand|million|billion|trillion|bn|[kKMBT])(?:s?(?![^\W_])))?"
)
_POWERS: Final = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "t": 12,
}
# Letters that mean a power of ten in one case only: "5 m" is a length.
_IN_CAPITALS = frozenset("mbt")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
_MOST_DIGITS = 30


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of a number, which takes a while to compile: few builds look for one."""
    return re.compile(_NUMBER, re.IGNORECASE)


def sort_number(text: str) -> str:
    """The number that a value begins with, without an exponent; empty where there is none."""
    match = _pattern().match(text)
    if not match or len(match["digits"]) > _MOST_DIGITS:
        return ""
    from decimal import Decimal  # few builds read a number

    number = Decimal(_plain(match["digits"]))
    if below := match["below"]:
        if not int(below):
            return ""
        number = round(number / int(below), 6)
    power = match["power"] or match["exponent"] or "0"
    number = number.scaleb(int(power.translate(_RAISED)) + _power_of(match["large"] or ""))
    if match["sign"] in ("-", "−", "–"):
        number = -number
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _power_of(word: str) -> int:
    if word in _IN_CAPITALS:
        return 0
    return _POWERS.get(word.lower(), 0)


def _plain(digits: str) -> str:
    """Digits of any script, and how they are grouped, as ASCII has them."""
    text = "".join([str(unicodedata.decimal(sign, sign)) for sign in digits])
    parts = re.split(r"[,\u2009\u202f' ]", text)
    if len(parts) == 2 and (len(parts[1].partition(".")[0]) != 3 or parts[0] == "0"):
        return ".".join(parts)  # a comma before decimals
    return "".join(parts)
