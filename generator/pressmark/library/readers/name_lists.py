"""The names of a cell or a tag in, however a program writes them one after another; CSL-JSON names
out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.names import name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

Name = dict[str, str]

_AND = re.compile(r",? (?:and|&) ")
# Initials behind a family name: Quill A.B., van der Meer J-P
_INITIALS = re.compile(r"(.*\S) ((?:[A-Z]\.?[- ]?){1,4})")
_ONLY_INITIALS = re.compile(r"(?:[A-Z]\.?[- ]?){1,4}")
# A number that Scopus gives to a person.
_NUMBER = re.compile(r" ?\(\d+\)$")
_OTHERS = frozenset({"et al", "others", "and others", "..."})


class NameLists:
    """The names of many entries of one source, of which all are written alike.

    Whether a name without a comma is an institution, and what a comma parts, is told from all.
    """

    def __init__(self, lists: Iterable[str]) -> None:
        with_commas = []
        self._has_semicolons = False
        for text in lists:
            self._has_semicolons |= ";" in text
            if "," in text:
                with_commas.append(text)
        self._is_inverted = any("," in name for text in with_commas for name in self._split(text))

    def people(self, text: str) -> tuple[list[Name], bool]:
        """The people of an entry, and whether others follow."""
        names = [_NUMBER.sub("", name).strip(" ,") for name in self._split(text)]
        names = [name for name in names if name]
        people = [name for name in names if name.lower().rstrip(".") not in _OTHERS]
        have_initials = len(people) > 0 and all(map(_INITIALS.fullmatch, people))
        return [self._name(name, have_initials) for name in people], len(people) < len(names)

    def _split(self, text: str) -> list[str]:
        text = " ".join(text.split())
        if ";" in text:
            return text.split(";")
        if _AND.search(text):
            return [name for part in _AND.split(text) for name in self._by_comma(part)]
        return self._by_comma(text)

    def _by_comma(self, text: str) -> list[str]:
        """The names of a text whose commas may be within names, between them, or both."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if self._has_semicolons or len(parts) < 2:
            return [text]
        if len(parts) % 2 == 0 and all(map(_ONLY_INITIALS.fullmatch, parts[1::2])):
            return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
        return parts if all(" " in part for part in parts) else [text]

    def _name(self, name: str, have_initials: bool) -> Name:
        """The parts of a name: family first if it has a comma, else given name first."""
        parts = [part.strip() for part in name.split(",")]
        if len(parts) > 1:
            parts = [part for part in parts if part]
            return dict(zip(("family", "given", "suffix"), parts, strict=False))
        if " " not in name:
            return {"family": name}
        if have_initials and (match := _INITIALS.fullmatch(name)):
            return {"family": match[1], "given": match[2]}
        if self._is_inverted:
            return {"literal": name}
        keys = ("given", "non-dropping-particle", "family", "suffix")
        return {key: part for key, part in zip(keys, name_parts(name), strict=True) if part}
