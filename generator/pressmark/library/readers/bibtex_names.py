"""The names of a BibTeX field in; the CSL-JSON names that say the same out.

BibTeX's own rules part a name: the words before the last that start in lower case are its
particle, one comma puts the family first, and two put a suffix between. Braces hold an institution.
biblatex's extended form (`given=Ada, family=Quill`) is read too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pressmark.library.readers.latex import printed, with_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

Name = dict[str, str]

_PLAIN_LIST = re.compile(r"[\w\s.,'-]*")
_INVERTED = re.compile(r"([^\W\d_][\w'-]*), ([^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*)*)")
_AND = re.compile(r"(?<!\s)(?:\s+and(?=\s))+\s+", re.IGNORECASE)
_BRACE_OR_AND = re.compile(r"[{}]| and ")
# A longer text is no name that has parts.
_LONGEST = 4_000
_OTHERS = frozenset({"others", "et al.", "et al", "et alii", "and others"})
_SUPERSCRIPT = re.compile(
    r"\$\s*\^[^$]*\$|\\textsuperscript\s*\{[^{}]*\}|\\thanks\s*\{[^{}]*\}|\\inst\{[^{}]*\}"
)
_MARKS = re.compile(r"(?<![*†‡§¶∗])[*†‡§¶∗]++(?=[\s,]|$)")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_LETTER_IN_BRACES = re.compile(r"\{([^{}\s,]\u0300?)\}|\{(-)\}")
_INSTITUTION = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_EXTENDED = re.compile(
    r"(?:^|,)\s*(given|family|prefix|suffix)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)"
)
_AFFILIATION = re.compile(r"(?:(?<!\s)\s++)?+\(([^()]*)\)\s*$")
_TITLE_BEFORE = re.compile(r"^(?:Prof|Dr|Mr|Mrs|Ms|Sir)\.\s*(?=\S)")
_TITLE_AFTER = re.compile(r",?(?<!\s)\s++(?:Ph\.?\s?D\.?|M\.?D\.?|MSc|M\.Sc\.)$")


def names(field: str) -> tuple[list[Name], list[str], bool]:
    """The names of a field, what was taken off them (titles, affiliations), and whether others
    follow.

    Raises `ValueError` with the first part that is no name where the field is a list of another
    form.
    """
    if _PLAIN_LIST.fullmatch(field):  # most lists: the same without the detours
        parts = " ".join(field.split()).split(" and ")
        more = parts[-1] == "others"
        quick = [_quick_name(part) for part in (parts[:-1] if more else parts)]
        if all(quick):
            return [dict(name) for name in quick], [], more
    return _names(field)


def _names(field: str) -> tuple[list[Name], list[str], bool]:
    text = with_groups(_SUPERSCRIPT.sub("", " ".join(field.replace("\\and ", "and ").split())))
    text = re.sub(r"(?<!\s)\s++and\s*$", "", text, flags=re.IGNORECASE)
    text = _LETTER_IN_BRACES.sub(lambda match: match[1] or match[2], text)
    people: list[Name] = []
    taken: list[str] = []
    more = False
    parts = [_MARKS.sub("", part).strip() for part in _parted(_AND.sub(" and ", text))]
    for name in _without_last_commas(parts):
        if name.strip("{} ").lower() in _OTHERS:
            more = True
        elif name.lower() not in ("", "and"):
            people.append(_name(name, taken))
    return people, taken, more


def _parted(text: str) -> list[str]:
    """The names of a list, which are between those `and` that no braces hold."""
    names: list[str] = []
    start = depth = 0
    for match in _BRACE_OR_AND.finditer(text):
        if match[0] in "{}":
            depth = max(depth + (1 if match[0] == "{" else -1), 0)
        elif not depth:
            names.append(text[start : match.start()].strip())
            start = match.end()
    return [*names, text[start:].strip()]


@lru_cache(maxsize=100_000)
def _quick_name(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a name that is of one plain family name and given names behind a comma; empty
    for any other."""
    match = _INVERTED.fullmatch(text)
    if (
        not match
        or _TITLE_AFTER.search(text)
        or not all(word[0].isupper() for word in text.split())
    ):
        return ()  # a word in lower case may be a particle
    is_several = " and " in f"{text.lower()} "
    has_suffix = not _SUFFIXES.isdisjoint((match[1].lower(), match[2].lower()))
    return () if is_several or has_suffix else (("given", match[2]), ("family", match[1]))


def _without_last_commas(parts: list[str]) -> list[str]:
    """The names without a comma behind them, where it can't be one between two people."""
    if not any(part.endswith(",") for part in parts):
        return parts
    commas = [_bare(part).count(",") for part in parts if part.lower() != "others"]
    are_inverted = all(commas) and max(commas) <= 2
    return [
        part[:-1] if part.endswith(",") and (are_inverted or _bare(part).count(",") == 1) else part
        for part in parts
    ]


def _bare(text: str) -> str:
    """A name with a letter in place of what braces hold."""
    return _INSTITUTION.sub("x", text) if "{" in text else text


def _name(text: str, taken: list[str]) -> Name:
    if len(text) > _LONGEST or _INSTITUTION.fullmatch(text):
        return {"literal": _plain(text)}
    if extended := dict(_EXTENDED.findall(text)):
        keys = {"prefix": "non-dropping-particle"}
        return {
            keys.get(str(key), str(key)): _plain(value.strip('"'))
            for key, value in extended.items()
        }
    text = text.strip('"')
    bare = _bare(text)
    if (
        ";" in bare
        or (" & " in bare and "," in bare)
        or bare.rstrip().endswith(",")
        or bare.count(",") > 2
    ):
        raise ValueError(text)
    for pattern in (_AFFILIATION, _TITLE_BEFORE, _TITLE_BEFORE, _TITLE_AFTER):
        if match := pattern.search(text):
            taken.append(match[0].strip(" ,"))
            text = (text[: match.start()] + text[match.end() :]).strip()
    return dict(_known_parts(text)) or {"literal": _plain(text)}


@lru_cache(maxsize=100_000)
def _known_parts(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a name; most people of a list are in it more than once."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a name by CSL's keys, as BibTeX parts them.

    Before a comma, only words in lower case at the start are a particle: "Ortega y Gasset" is a
    family. A suffix may follow the family or the only comma.
    """
    from pybtex.database import Person

    person = Person(text)
    given = [*person.first_names, *person.middle_names]
    particle, family, suffix = person.prelast_names, person.last_names, person.lineage_names
    if "," in text:
        words = [*particle, *family]
        start = next((n for n, word in enumerate(words[:-1]) if not word.islower()), len(words) - 1)
        particle, family = words[:start], words[start:]
        if not suffix and " ".join(given).lower() in _SUFFIXES and len(words) > 1:
            given, family, suffix = words[:-1], words[-1:], given
            particle = []
    if suffix and " ".join(given).lower() in _SUFFIXES:  # given names before the suffix
        given, suffix = suffix, given
    if not suffix and len(family) > 1 and family[-1].lower() in _SUFFIXES:
        family, suffix = family[:-1], family[-1:]
    for key, parts in (
        ("given", given),
        ("non-dropping-particle", particle),
        ("family", family),
        ("suffix", suffix),
    ):
        if value := _plain(" ".join(parts)):
            yield key, value


def _plain(text: str) -> str:
    return " ".join(printed(text.replace("{", "").replace("}", "")).split())
