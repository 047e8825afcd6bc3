"""Texts in; their terms, as numbers, out: words without their endings, and pairs of signs in
scripts that set no spaces between words.

A term's number is made of two CRC-32, so that whoever reads one, a browser too, can tell it without
a list of all terms: its last byte is that of its spelling, the rest tells its family, which are the
words that differ in their endings alone, such as "reliable" and "reliability". Two terms of one
number count as one.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize
from zlib import crc32

from pressmark.space.at_hand import AtHand

_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ACCENTS = re.compile("[\u0300-\u036f]+")
# Thai, Lao, Burmese, Khmer, kana, Han and Hangul.
_SIGNS = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af]+"
)
# The endings, as terms have them, by which words of one family differ: the longest is taken off
# that leaves four letters, so many times. Of two equal letters at the end the second goes too.
_ENDING = re.compile(
    "^(.{4,}?)(?:ing|ly|ably|ibly|ness|ment|abl|ibl|ability|ibility|ity|ty|ous|iv|ativ|ful|less|al|ial"
    "|ic|ical|ism|ist|er|or|ent|ant|enc|anc|ency|ancy|ion|ation|ition|ization|iz|at|y|i)$"
)
_ENDINGS = 3
_DOUBLED = re.compile(r"(..)([bdfgklmnprtz])\2$")
# The last bits of a number are the term's own, the others are its family's.
_OWN_BITS = 8
_MARKS = ".,:;!?()[]{}\"“”„'’‘"
# So many spellings are remembered.
_MOST = 200_000


class Terms(AtHand[str, tuple[int, ...]]):
    """The numbers of the terms that a word, as `words` gives it, stands for: none, one or some."""

    def __init__(self) -> None:
        super().__init__(lambda word: tuple([term_number(term) for term in _terms(word)]), _MOST)


def number(name: str) -> int:
    """The number of what has a name of its own, by its spelling: 32 bits."""
    return crc32(name.encode())


def term_number(term: str) -> int:
    """The number of a term by its spelling: 32 bits."""
    return number(_family(term)) >> _OWN_BITS << _OWN_BITS | number(term) % (1 << _OWN_BITS)


def family_of(term: int) -> int:
    """What tells the family of a term, by its number."""
    return term >> _OWN_BITS


def _family(term: str) -> str:
    """What the terms of one family have in common."""
    if not term.isascii():
        return term
    for _ in range(_ENDINGS):
        whole, term = term, _ENDING.sub(r"\1", term)
        if term == whole:
            break
    return _DOUBLED.sub(r"\1\2", term)


def words(text: str) -> list[str]:
    """The words of a text, in its order, case-folded and without accents; where a script sets no
    spaces, all that stands together."""
    text = text.casefold()
    if not text.isascii():
        plain = _BEYOND_ASCII.sub(_in_ascii, text)
        if not plain.isascii() or "''" in plain:
            plain = _without_accents(text)
        if not plain.isascii():
            return _WORDS.findall(plain)
        text = plain
    return text.translate(_BETWEEN).split()  # of most texts, in a quarter of the time


def _in_ascii(sign: re.Match[str]) -> str:
    return _SPELT[sign[0]]


def _ascii_of(sign: str) -> str:
    """What stands for a sign in words, where that is ASCII: a letter without its accent, and a
    space for what is between words. All else stays as it is."""
    plain = _without_accents(sign)
    if not plain.isascii() and not _WORDS.search(plain):
        return " "
    return plain if plain.isascii() else sign


_SPELT = AtHand(_ascii_of, _MOST)


def _without_accents(text: str) -> str:
    return normalize("NFC", _ACCENTS.sub("", normalize("NFKD", text))).replace("’", "'")


def without_marks(word: str) -> str:
    """A word of a title as it stands in the middle of a sentence."""
    word = word.strip(_MARKS)
    return word.lower() if word[1:].islower() or len(word) == 1 else word


def _terms(word: str) -> list[str]:
    if not word.isascii() and (runs := re.findall(_SIGNS, word)):
        pairs = [run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))]
        others = [term for rest in re.split(_SIGNS, word) if rest for term in _terms(rest)]
        return pairs + others
    stem = stemmed(word)
    return [] if stem in DULL or len(stem) < 2 or stem.isdecimal() else [stem]


def stemmed(word: str) -> str:
    """A word without the endings of English plurals, participles and verbs, spelt as in the United
    States; what is left need not be a word."""
    word = word.strip("'").removesuffix("'s")
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = word[:-3] + ("y" if len(word) > 4 else "ie")
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "aisu":
        word = word[:-1]
    for ending, least in (("ing", 7), ("ed", 6), ("e", 5)):
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)]
            if word.endswith("is"):
                word = word[:-1] + "z"
            break
    return word.replace("isation", "ization")


# Words that tell nothing of what an English text is about, and those that papers use of themselves.
DULL: Final = frozenset(
    map(
        stemmed,
        """a about above across after again against all allow allows almost along already also
        although always am among an and another any anything are aren't around as at away be became
        because become been before behind being below best better between beyond both but by came
        can can't cannot come could did didn't do does doesn't doing don't done down due during each
        either else enough especially etc even ever every everything few finally first for from
        further furthermore gave generally get give given go had has have having he hence her here
        high higher highly him his how however i if in including indeed inside instead into is isn't
        it its itself just keep kind largely last later least less let like likely long low lower
        made mainly make making many may me might more moreover most mostly much must my namely near
        nearly necessary need needed neither never next no none nor not nothing now of off often on
        once one ones only onto or other others otherwise our out outside over own particular
        particularly per perhaps possible previous previously put quite rather really recent
        recently same say second see seem seen several shall she should significant significantly
        simply since single so some something sometimes somewhat soon still such sure take than that
        the their them then there thereby therefore these they thing things this those though three
        through throughout thus to together too toward towards two typical typically under unless
        until up upon us use used useful user uses using usually various very via want was way ways
        we well went were what when where whereas whether which while who whole whom whose why wide
        widely will with within without won't would yet you your
        abstract achieve achieved address aim aims approach approaches article author authors
        based call called case cases chapter compare compared comparison consider contribute
        current demonstrate describe develop developed differ different discuss discussed effect
        effective enable enables evaluate example examples existing experiment experiments explore
        extend extensive fig figure find finding findings follow framework general good idea
        important improve improved improvement improves include increase introduce introduced
        introduces investigate involve issue lead leads main method methods new novel number
        obtain obtained offer outperform outperforms paper papers part perform performance
        performs present presented presents problem problems propose proposed proposes provide
        provides raise reach reaches reduce reduces related report reported reports require
        requires research result results review scientific section set show showed shown shows
        similar simple state studied studies study suggest suggests support technique techniques
        typical understand various work works year years
        http https www com org doi arxiv""".split(),
    )
)
