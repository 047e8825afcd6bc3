"""What a record calls a language in; its tag, and the scripts that it is written in, out.

`languages.tsv` has the languages of ISO 639-1, each with its tag, its scripts (ISO 15924, the usual
one first) and its names: the codes of ISO 639-2, what English and the language itself call it (as
Unicode's CLDR has them), what babel, the package for LaTeX, does, and older codes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pressmark.base.patterns import compiled_later

_TABLE = Path(__file__).with_name("languages.tsv")
_TAG = compiled_later(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_HANS, _HANT = "zh-Hans", "zh-Hant"
# By the country of a tag, as `zh-TW`.
_CHINESE = {"cn": _HANS, "sg": _HANS, "hans": _HANS} | dict.fromkeys(
    ("tw", "hk", "mo", "hant"), _HANT
)


class Language(NamedTuple):
    """A language: its tag (BCP 47), and the scripts (ISO 15924) that it is written in."""

    tag: str
    scripts: tuple[str, ...]

    @property
    def is_english(self) -> bool:
        """Whether it is English of any country."""
        return self.tag == "en"


@lru_cache(maxsize=1_000)
def language_of(name: str) -> Language | None:
    """The language that a record calls by this name, code or tag; None where that is none, is not
    known or is several. Countries are left out of its tag: records have ones that there are not."""
    text = " ".join(name.casefold().split())
    if language := _languages().get(text):
        return language
    match = _TAG.fullmatch(text)
    language = _languages().get(match[1]) if match else None
    if match and language and language.tag == "zh":
        tags = [_CHINESE[part] for part in re.split("[-_]", match[2]) if part in _CHINESE]
        return Language((*tags, "zh")[0], language.scripts)
    return language


def foreign_language(name: str) -> str:
    """The name of a language as it is given, where it is known and another one than English, which
    pages are in; else an empty string."""
    if not name or (language := language_of(name)) is None or language.is_english:
        return ""
    return name


@cache
def _languages() -> dict[str, Language]:
    """Every language by its tag and its names."""
    languages: dict[str, Language] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        tag, scripts, names = line.split("\t")
        language = Language(tag, tuple(scripts.split()))
        for name in (tag, *names.split("; ")):
            languages.setdefault(name, language)
    return languages
