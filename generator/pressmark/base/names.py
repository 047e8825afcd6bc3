"""Names and titles in; slugs, sort keys and permanent ids out. Pure functions only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

# Stems that web servers and site generators take for the page of the folder itself.
INDEX_STEMS = frozenset({"index", "readme"})
# Names that Windows keeps for devices: no folder can have them there.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
RESERVED = INDEX_STEMS | DEVICES
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_ACCENTS = re.compile("[\u0300-\u0331]+")
# Letters and signs of European names and titles that are no letters with accents.
_EUROPEAN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ı": "i"}
    | {"œ": "oe", "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
)
_NO_WORD = re.compile(r"[^a-z0-9]+")
_SEPARATORS = bytes(code for code in range(128) if not _NO_WORD.sub("", chr(code)))

_PARTICLES = frozenset(
    "al af av bin da das de dei del della den der di do dos du el la le ten ter van von zu".split()
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Words that open many titles and tell none of them apart.
_DULL = frozenset(
    """a an and are as at be beyond by can do does for from how in into is it its of on or our over
    the this to toward towards under using via we what when where which who why will with""".split()
)


@lru_cache(maxsize=200_000)
def slug(text: str) -> str:
    """`text` in ASCII lower case with hyphens between words; never empty."""
    if len(text) <= 80 and text.isascii():  # most names: the same without the detours
        result = text.lower().replace(" ", "-")
        is_plain = result.replace("-", "").isalnum() and "--" not in result
        if is_plain and result[0] != "-" != result[-1] and result not in RESERVED:
            return result
    ascii_text = _ascii(unicodedata.normalize("NFC", text))
    result = _NO_WORD.sub("-", ascii_text.lower().replace("'", "")).strip("-")
    if len(result) > 80:
        result = result[:71].rstrip("-") + "-" + sha256(text.encode()).hexdigest()[:8]
    if result in RESERVED:
        return f"{result}-0"
    return result or "x" + sha256(text.encode()).hexdigest()[:8]


def name_parts(name: str) -> tuple[str, str, str, str]:
    """The parts of a person's name, written given name first: given, particle, family, suffix.

    Parts that a name does not have are empty. Particles are those written in lower case; others
    belong to the family name.
    """
    words = name.split()
    end = len(words)
    if end == 2 and words[1].lower() not in _SUFFIXES and words[1][-1] != ",":
        return words[0], "", words[1], ""  # most names: the same without the detours
    while end > 1 and words[end - 1].lower().rstrip(",") in _SUFFIXES:
        end -= 1
    start = end - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    start = max(start, 0)
    family = start
    while family < end - 1 and words[family] in _PARTICLES:
        family += 1
    return (
        " ".join(words[:start]),
        " ".join(words[start:family]),
        " ".join(words[family:end]).rstrip(","),
        " ".join(words[end:]),
    )


def family_name(name: str) -> str:
    """The family name of a person written given name first, particles included."""
    _, particle, family, _ = name_parts(name)
    return f"{particle} {family}" if particle else family


def person_sort_key(name: str, family: str = "") -> tuple[str, str]:
    """Order of a person in an index: family name first, accents and case apart.

    `family` is that of a name known by its parts; it is read out of others.
    """
    if family:
        return _ascii(family).lower(), _ascii(name).lower()
    if name.isascii():  # most people have a family name of one word: the same without the detours
        whole = name.lower()
        words = whole.split()
        if len(words) > 1:
            last = words[-1].rstrip(",")
            if last not in _SUFFIXES and (len(words) == 2 or words[-2] not in _PARTICLES):
                return last, whole
    family = family_name(name)
    bare = family.split()
    while len(bare) > 1 and bare[0].islower() and bare[0] in _PARTICLES:
        bare.pop(0)
    return _ascii(" ".join(bare)).lower(), _ascii(name).lower()


def title_sort_key(title: str) -> str:
    """Order of a title in a list: letters and digits only, a leading article apart."""
    words = re.findall(r"[a-z0-9]+", _ascii(title).lower())
    if len(words) > 1 and words[0] in {"a", "an", "the"}:
        words.pop(0)
    return " ".join(words)


def normal_title(title: str) -> str:
    """A title as titles are compared: accents, case, spaces and punctuation apart."""
    # Bytes lose what separates words several times as fast as text does.
    letters = _ascii(title).lower().encode().translate(None, _SEPARATORS)
    return letters.decode() or title.strip()


class TakenIds(set[str]):
    """Ids that are in use and never get free; `numbered` tells how far the ids of a stem are, so
    that nobody counts through the thousands that one author, year and word may have."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        super().__init__(ids)
        self.numbered: dict[str, int] = {}


def paper_id(title: str, family: str, year: str, taken: Container[str]) -> str:
    """The permanent id of a new paper: its first author's family name, its year, the first telling
    word of its title.

    A paper without a known author starts with the telling word. When the id is already
    `taken`, `a`, `b`, ... follow.
    """
    words = [w for w in re.findall(r"[\w']+", title) if w.lower() not in _DULL]
    telling = next((w for w in map(_squeezed, words) if len(w) > 1), _squeezed(title) or "untitled")
    stem = f"{_squeezed(family)}{year}{telling}" if family else f"{telling}{year}"
    stem = stem[:60]
    if stem not in taken and stem not in RESERVED:
        return stem
    numbered = taken.numbered if isinstance(taken, TakenIds) else {}
    for number in count(numbered.get(stem, 1)):
        letters, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = ascii_lowercase[letter] + letters
        if stem + letters not in taken:
            numbered[stem] = number
            return stem + letters
    raise AssertionError  # pragma: no cover - count() has no end


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _ascii(text).lower())


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_EUROPEAN)
    if bare.isascii():
        return bare
    from anyascii import anyascii  # for other scripts; few libraries need it

    return anyascii(text)
