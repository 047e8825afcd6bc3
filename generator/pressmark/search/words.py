"""A text in; its words out, as search compares them and as Pagefind is given them.

search-words.js splits what a reader types the same way, with search-pairs.js where a library needs
it. Chinese, Japanese and Thai put no spaces between words, and Korean joins particles to them: what
their scripts write is split into overlapping pairs of letters, so that any stretch of it is found
by the pairs inside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

__all__ = ["fed", "has_pairs", "is_pair", "key", "words"]

# The letters that are split into pairs, after NFKD: Han, kana, the parts of Hangul, Thai, Lao,
# Khmer, Burmese.
_LETTERS = (
    "\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6"
    "\u1780-\u17b3\u17d7\u17dc\u1000-\u102a\u103f\u1050-\u1055"
)
# Marks that are sounds of their own: vowels, what silences a letter, what voices kana. Tones are
# left out like accents. Pagefind drops every mark, so the letters from U+A000 on stand for these.
_SOUNDS = re.compile(
    "[\u0e31\u0e34-\u0e3a\u0e47\u0e4c-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ecc-\u0ece"
    "\u17b6-\u17d3\u102b-\u103e\u3099\u309a]"
)
_SOUND = "\ua000-\ua0ff"
_GAP = "[ \t\n\r\u200b-\u200d\u2060\ufeff]+"
_LETTER = re.compile(f"[{_LETTERS}]")
# All of which NFKD makes such letters, and more.
_PERHAPS_LETTER = re.compile("[\u0e00-\u0eff\u1000-\u17ff\u2e80-\ud7ff\uf900-\U0003ffff]")
_RUN = f"[{_LETTERS}][{_LETTERS}{_SOUND}]*(?:{_GAP}[{_LETTERS}][{_LETTERS}{_SOUND}]*)*"
_RUNS = re.compile(f"({_RUN})")
_PARTS = re.compile(rf"({_RUN})|(?:(?![{_LETTERS}])[^\W_])+")
_SYLLABLE = re.compile(
    f"[\u1100-\u115f\ua960-\ua97c][\u1160-\u11ff\ud7b0-\ud7fb]*|[{_LETTERS}][{_SOUND}]*"
)
_FINAL_LONG_VOWEL = re.compile("\u30fc(?![\u30a1-\u30fa])")  # written or not, as one likes

_WORD = re.compile(r"[^\W_]+")
# Where Pagefind may find something else than `words` does: at signs inside a word, signs by
# themselves and what is not ASCII. Signs around a plain word, the most by far, are none of these.
_ODD = re.compile(
    r"[^\sA-Za-z0-9](?:(?<=[A-Za-z0-9].)[!-/:-@\[-`{-~]*+(?=[A-Za-z0-9])"
    r"|(?<!\S.)[!-/:-@\[-`{-~]*+(?!\S)|(?<=[^\x00-\x7f]))"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_APOSTROPHES = "’ʼ"
_LETTERS_WITHOUT_MARK = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_LONGEST_JOINED = 3  # parts


def words(text: str) -> list[str]:
    """The words of a text: lower case, no accents, split at whatever is neither letter nor digit;
    of scripts without spaces each pair of neighbours, across spaces too."""
    plain = unicodedata.normalize("NFKD", text).lower()
    if plain.isascii():
        return _WORD.findall(plain.replace("'", ""))
    plain = _without_marks(plain)
    if not _LETTER.search(plain):
        return _WORD.findall(plain)
    found: list[str] = []
    for part in _PARTS.finditer(plain):
        found += _pairs(part[1]) if part[1] else [part[0]]
    return found


def has_pairs(given: str) -> bool:
    """Whether what `fed` gave has a pair of letters, or a letter of a script that is split."""
    return _LETTER.search(given) is not None


def is_pair(word: str) -> bool:
    """Whether a word of `words` is a pair of letters, or a letter between two others."""
    return _LETTER.match(word) is not None


def fed(text: str, beside: set[str]) -> str:
    """A text with single spaces as Pagefind is to index it, word by word: what it would split
    otherwise than `words` does is split already. `beside` gets what else the text is to be found
    by: each letter of a script that is split into pairs, and joined words (gpt4v for GPT-4V)."""
    if text.isascii() or not _PERHAPS_LETTER.search(text):
        return _fed_plain(text, beside)
    plain = _without_marks(unicodedata.normalize("NFKD", text))
    if not _LETTER.search(plain):
        return _fed_plain(text, beside)
    parts = []
    for at, piece in enumerate(_RUNS.split(plain)):
        if at % 2:
            parts += _pairs(piece)
            beside.update(_SYLLABLE.findall(piece))
        elif given := _fed_plain(" ".join(piece.split()), beside):
            parts.append(given)
    return " ".join(parts)


def _fed_plain(text: str, beside: set[str]) -> str:
    pieces = []
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        start = text.rfind(" ", done, odd.start()) + 1 or done
        end = text.find(" ", odd.end())
        end = len(text) if end < 0 else end
        given, joined = _fed_chunk(text[start:end])
        pieces += [text[done:start], given]
        done = end
        if joined:
            beside.add(joined)
    return " ".join("".join([*pieces, text[done:]]).split()) if pieces else text


def key(text: str) -> str:
    """A made-up word for a title or an identifier, so that one typed in full is found among any
    number of papers that share its words: FNV-1a (32 bits) over the UTF-8 of its words. In digits,
    because a stemmer leaves those alone."""
    value = 2_166_136_261
    for byte in " ".join(words(text)).encode():
        value = (value ^ byte) * 16_777_619 & 0xFFFFFFFF
    return f"pmt{value:010d}"


def _without_marks(text: str) -> str:
    plain = _BEYOND_ASCII.sub(_unmarked, text).translate(_LETTERS_WITHOUT_MARK).replace("'", "")
    return _FINAL_LONG_VOWEL.sub("", plain).replace("\u0e40\u0e40", "\u0e41")


def _unmarked(letter: re.Match[str]) -> str:
    if _SOUNDS.match(letter[0]):
        return chr(0xA000 + (ord(letter[0]) & 0xFF))
    dropped = letter[0] in _APOSTROPHES or unicodedata.category(letter[0]).startswith("M")
    return "" if dropped else letter[0]


def _pairs(run: str) -> list[str]:
    syllables: list[str] = _SYLLABLE.findall(run)
    return [one + other for one, other in pairwise(syllables)] or syllables


@lru_cache(maxsize=1 << 16)
def _fed_chunk(chunk: str) -> tuple[str, str]:
    """What is between two spaces, as Pagefind is given it, and joined where that is another word.

    Pagefind does not find words that it keeps whole and we split (human–AI, GPT-4V), nor those of
    which it keeps a letter that we replace (Łukasz).
    """
    parts = words(chunk)
    whole = "".join(c for c in unicodedata.normalize("NFD", chunk.lower()) if c.isalnum())
    if parts == [whole]:
        return chunk, ""
    is_joined = 1 < len(parts) <= _LONGEST_JOINED and not whole.isdecimal()
    return " ".join(parts), "".join(parts) if is_joined else ""
