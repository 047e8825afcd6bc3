"""A text in; which script and language it is in, as far as that shows, and its HTML out.

Pages are in English and written from left to right. A text in another language says so by `lang`
where that is known, and one that is written from right to left by `dir`; so do words of another
script among those of a text, each set apart so that no sign around it changes its place. Most texts
are in Latin letters and are passed on as they are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup

from pressmark.base.escaping import escape
from pressmark.base.languages import language_of

LATIN: Final = "Latn"


class _Script(NamedTuple):
    """A script: its letters as a class of regular expressions has them, the language of nearly all
    that is written in it (`und` and the script where there are several), how many Latin letters one
    of its letters counts as, and how many of them in a row are a word: of some scripts, letters are
    signs of mathematics."""

    letters: str
    language: str
    is_rtl: bool = False
    weight: int = 1
    least: int = 1


# The languages of East Asia share characters: what they write is told apart by kana and hangul.
_EAST_ASIA = "Hani"
_SCRIPTS = {
    "Grek": _Script("\u0370-\u03ff\u1f00-\u1fff", "el", least=3),
    "Cyrl": _Script("\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f", "und-Cyrl", least=2),
    "Armn": _Script("\u0531-\u0587\ufb13-\ufb17", "hy"),
    "Hebr": _Script("\u0591-\u05ff\ufb1d-\ufb4f", "he", is_rtl=True),
    "Arab": _Script(
        "\u0608\u060b\u0610-\u061a\u0620-\u065f\u066e-\u06ff\u0750-\u077f\u0870-\u08ff"
        "\ufb50-\ufd3d\ufd50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc",
        "und-Arab",
        is_rtl=True,
    ),
    "Syrc": _Script("\u0710-\u074f\u0860-\u086a", "syr", is_rtl=True),
    "Thaa": _Script("\u0780-\u07bf", "dv", is_rtl=True),
    "Nkoo": _Script("\u07c0-\u07ff", "nqo", is_rtl=True),
    "Adlm": _Script("\U0001e900-\U0001e95f", "ff-Adlm", is_rtl=True),
    # Of no language that is written today.
    "Zyyy": _Script(
        "\u0800-\u085f\U00010800-\U00010fff\U0001e800-\U0001e8ff\U0001e960-\U0001efff",
        "und",
        is_rtl=True,
    ),
    "Deva": _Script("\u0900-\u0963\u0970-\u097f\ua8e0-\ua8ff", "und-Deva"),
    "Beng": _Script("\u0980-\u09ff", "bn"),
    "Guru": _Script("\u0a00-\u0a7f", "pa"),
    "Gujr": _Script("\u0a80-\u0aff", "gu"),
    "Orya": _Script("\u0b00-\u0b7f", "or"),
    "Taml": _Script("\u0b80-\u0bff", "ta"),
    "Telu": _Script("\u0c00-\u0c7f", "te"),
    "Knda": _Script("\u0c80-\u0cff", "kn"),
    "Mlym": _Script("\u0d00-\u0d7f", "ml"),
    "Sinh": _Script("\u0d80-\u0dff", "si"),
    "Thai": _Script("\u0e01-\u0e3a\u0e40-\u0e7f", "th"),
    "Laoo": _Script("\u0e80-\u0eff", "lo"),
    "Tibt": _Script("\u0f00-\u0fff", "bo"),
    "Mymr": _Script("\u1000-\u109f\uaa60-\uaa7f", "my"),
    "Geor": _Script("\u10a0-\u10ff\u1c90-\u1cbf", "ka"),
    "Ethi": _Script("\u1200-\u139f\uab00-\uab2f", "und-Ethi"),
    "Cher": _Script("\u13a0-\u13ff\uab70-\uabbf", "chr"),
    "Cans": _Script("\u1400-\u167f\u18b0-\u18ff", "und-Cans"),
    "Khmr": _Script("\u1780-\u17ff", "km"),
    "Mong": _Script("\u1800-\u18af", "mn-Mong"),
    "Yiii": _Script("\ua000-\ua4cf", "ii"),
    _EAST_ASIA: _Script(
        "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u31ff"
        "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
        "\U0001aff0-\U0001b16f\U00020000-\U0003ffff",
        "zh",
        weight=3,
    ),
}
# Fewer Chinese characters than this may be a name, or a word of Japanese.
_SHORT = 5
_ENGLISH = frozenset("a and by for from in of on the to towards using via with".split())
# Letters that only some of a script's languages have, in the order in which they are looked for.
_TELLING = {
    "Arab": (
        (
            "\u0681\u0685\u0693\u0696\u069a\u06bc\u06c6\u06c7\u06c8\u06cb\u06cd\u06ce\u06d0\u06d5",
            "",
        ),
        ("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2", "ur"),
        ("\u067e\u0686\u0698\u06a9\u06af\u06cc", "fa"),
        ("\u0623\u0624\u0625\u0626\u0629\u0643\u0649\u064a", "ar"),
    ),
    "Cyrl": (
        ("\u045e", "be"),
        ("\u0453\u0455\u045c", "mk"),
        ("\u0452\u0458\u0459\u045a\u045b\u045f", "sr"),
        ("".join(map(chr, range(0x460, 0x490))) + "".join(map(chr, range(0x492, 0x530))), ""),
        ("\u0454\u0456\u0457\u0491", "uk"),
        ("\u044b\u044d\u0451", "ru"),
    ),
}
# What words of a script have between them and may be the inside of what they say.
_BETWEEN = (
    r"\s\d.,:;!?'\"()\[\]\u0300-\u036f\u060c\u061b\u061f\u066a-\u066d\u0964\u0965\u200c-\u200f"
    r"\u2010-\u2027\u3000-\u3020\uff01-\uff65-"
)
# Bytes of UTF-8 that no letter of another script begins with: those up to U+033F, and those of
# U+2000 to U+2FFF.
_LATIN_BYTES = bytes([*range(0xCD), 0xE2])


class _Patterns(NamedTuple):
    """What texts with letters of other scripts are looked at by: `any_letter` is one of these;
    `run` is the longest run of one script, whose group has its name; `rest` may follow it."""

    any_letter: re.Pattern[str]
    latin: re.Pattern[str]
    run: re.Pattern[str]
    rest: re.Pattern[str]
    kana: re.Pattern[str]
    hangul: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns, when a text needs them."""
    letters = "".join([script.letters for script in _SCRIPTS.values()])
    runs = [
        f"(?P<{name}>[{script.letters}](?:[{script.letters}{_BETWEEN}]*[{script.letters}])?)"
        for name, script in _SCRIPTS.items()
    ]
    return _Patterns(
        re.compile(f"[{letters}]"),
        re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]"),
        re.compile(f"(?=[{letters}])(?:{'|'.join(runs)})"),
        re.compile(r"(?<![\s\d.,])[\s\d.,]*\)"),
        re.compile("[\u3041-\u30ff\uff66-\uff9f]"),
        re.compile("[\u1100-\u11ff\uac00-\ud7ff]"),
    )


class Speech(NamedTuple):
    """What a text says of itself: its language as a tag, empty where it is English or may be, the
    script (ISO 15924) that most of it is in, and whether it is written from right to left."""

    language: str
    script: str
    is_rtl: bool

    @property
    def values(self) -> dict[str, str]:
        """The attributes of an element that holds the text, by name."""
        values = {"lang": self.language} if self.language else {}
        return {**values, "dir": "rtl"} if self.is_rtl else values

    @property
    def attributes(self) -> str:
        """The same as HTML has them, each behind a space."""
        return "".join([f' {name}="{value}"' for name, value in self.values.items()])


PLAIN: Final = Speech("", LATIN, is_rtl=False)


def is_foreign(text: str) -> bool:
    """Whether a text has any letter of another script than Latin."""
    if text.isascii() or not text.encode("utf-8", "replace").translate(None, _LATIN_BYTES):
        return False
    return _patterns().any_letter.search(text) is not None


def speech(text: str, language: str = "") -> Speech:
    """What a text says of itself; `language` is what a record calls the language of its work, where
    the text is of that, or empty."""
    return _speech(text, language) if language or is_foreign(text) else PLAIN


@lru_cache(maxsize=2_000)
def _speech(text: str, language: str) -> Speech:
    script = _script_of(text) if is_foreign(text) else LATIN
    given = language_of(language) if language else None
    if script == LATIN:
        is_given = (
            given and LATIN in given.scripts and not given.is_english and not _is_english(text)
        )
        return Speech(given.tag, LATIN, is_rtl=False) if given and is_given else PLAIN
    is_rtl = _SCRIPTS[script].is_rtl
    if given and (script in given.scripts or (script == _EAST_ASIA and "Hang" in given.scripts)):
        return Speech(given.tag, script, is_rtl)
    return Speech(_language_by(script, text), script, is_rtl)


def _is_english(text: str) -> bool:
    """Whether a text in Latin letters has two words of English: lists of papers often give the
    language of a work, and its title in English."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    return len(words & _ENGLISH) > 1


def _script_of(text: str) -> str:
    """The script that most of a text is in; one from right to left where the text begins so."""
    patterns = _patterns()
    counts = {LATIN: len(patterns.latin.findall(text))}
    first = ""
    for match in patterns.run.finditer(text):
        name = str(match.lastgroup)
        number = _letters_in(match[0])
        if number >= _SCRIPTS[name].least:
            counts[name] = counts.get(name, 0) + number * _SCRIPTS[name].weight
            first = first or (LATIN if patterns.latin.search(text, 0, match.start()) else name)
    if first in _SCRIPTS and _SCRIPTS[first].is_rtl:
        return first
    return max(counts, key=lambda name: (counts[name], name))


def _letters_in(run: str) -> int:
    return sum(map(str.isalpha, run))


def _language_by(script: str, text: str) -> str:
    """The language of a text by its letters; `und` with the script where they do not tell."""
    letters = {*text.lower()}
    for telling, language in _TELLING.get(script, ()):
        if not letters.isdisjoint(telling):
            return language or _SCRIPTS[script].language
    if script == _EAST_ASIA:
        if _patterns().kana.search(text):
            return "ja"
        if _patterns().hangul.search(text):
            return "ko"
        return "zh" if _letters_in(text) >= _SHORT else ""
    return _SCRIPTS[script].language


def html(text: str, around: Speech | None = None, language: str = "") -> str:
    """A text as HTML in an element that says what it says of itself, or what stands `around` it;
    its words of other scripts are set apart. `language` is as for `speech`."""
    return _with_runs_apart(text, around, language) if is_foreign(text) else escape(text)


def marked(text: str) -> str | Markup:
    """The same for templates: itself, not yet escaped, where it is in Latin letters."""
    return Markup(html(text)) if is_foreign(text) else text  # noqa: S704 - escaped, as above


def isolated_html(text: str, language: str = "") -> str:
    """A text among others as HTML, in an element of its own that says what it says of itself where
    it is not in Latin letters, or in another language."""
    if not language and not is_foreign(text):
        return escape(text)
    spoken = speech(text, language)
    return _element(html(text, spoken, language), spoken)


def isolated(text: str, language: str = "") -> str | Markup:
    """The same for templates: itself, not yet escaped, where nothing is to be said."""
    if not language and not is_foreign(text):
        return text
    return Markup(isolated_html(text, language))  # noqa: S704 - escaped, as above


def attributes(text: str, language: str = "") -> str | Markup:
    """What an element that holds nothing but the text has for it, each behind a space, for
    templates."""
    if text.isascii() and not language:
        return ""
    values = speech(text, language).attributes
    return Markup(values) if values else ""  # noqa: S704 - no text is in it


def _with_runs_apart(text: str, around: Speech | None, language: str) -> str:
    base = (around or speech(text)).script
    patterns, shown, place = _patterns(), list[str](), 0
    for match in patterns.run.finditer(text):
        name, run, (start, end) = str(match.lastgroup), match[0], match.span()
        if name == base or start < place or _letters_in(run) < _SCRIPTS[name].least:
            continue
        if run.count("(") > run.count(")") and (rest := patterns.rest.match(text, end)):
            end = rest.end()
        shown += [
            escape(text[place:start]),
            _element(escape(text[start:end]), speech(run, language)),
        ]
        place = end
    return "".join([*shown, escape(text[place:])])


def _element(inside: str, spoken: Speech) -> str:
    if not spoken.attributes:
        return inside
    name = "bdi" if spoken.is_rtl else "span"
    return f"<{name}{spoken.attributes}>{inside}</{name}>"
