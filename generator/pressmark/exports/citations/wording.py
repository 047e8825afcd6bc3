"""Names, titles and addresses in; their words as printed references have them out."""

from __future__ import annotations

import re
from functools import lru_cache

from pressmark.base.patterns import compiled_later
from pressmark.library.reference import Name

# Where italics begin and end: no record holds these two.
ITALIC_ON, ITALIC_OFF = "\x02", "\x03"
_SMALL_WORDS = frozenset(
    """a about above across afore after against al along alongside amid amidst among amongst an and
    around as aside at athwart atop barring before behind below beneath beside besides between
    beyond but by c ca circa d' de despite down during et except for from given in inside into lest
    like modulo near next nor notwithstanding of off on onto or out over per plus pro qua sans since
    so than the through throughout till to toward towards under underneath until unto up upon v van
    versus via vis-à-vis von vs with within without yet""".split()
)
_DOUBLE_QUOTES = compiled_later(r'"([^"]*)"')
_SINGLE_QUOTES = compiled_later(r"(?<!\w)'([^']+)'(?!\w)")
_BREAKS = re.compile("([-–—/.,;?!:()\\[\\]‘’“”])")
_SPACES = re.compile("([ \u00a0]+)")
_GREEK = compiled_later("[\u0370-\u03ff]")
_JOINED_INITIALS = re.compile(r"\.(?=\w)")
# Scripts whose given names are shortened, and whose names have a space between their parts.
_ALPHABETS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]")


# Names


@lru_cache(maxsize=100_000)
def printed_name(name: Name) -> Name:
    """A name with typographic apostrophes, and a stop and a space after each initial. One in a
    script without spaces between its parts is one word, the family name first."""
    given, particle, family, suffix, orcid = (curly(part) for part in name)
    if given and not _ALPHABETS.search(f"{given}{family}"):
        return Name("", "", f"{particle}{family}{given}{suffix}", "", orcid)
    words = _JOINED_INITIALS.sub(". ", given).split(" ")
    stopped = [f"{word}." if len(word) == 1 and word.isupper() else word for word in words]
    return Name(" ".join(stopped), particle, family, suffix, orcid)


def inverted(name: Name, given: str, separator: str) -> str:
    """Family name first. `separator` stands before what follows it."""
    return separator.join([part for part in (name.surname, given, name.suffix) if part])


def full_name(name: Name) -> str:
    """A name in its natural order, given names as initials."""
    parts = (initials_of(name.given), name.particle, name.family, name.suffix)
    return " ".join([part for part in parts if part])


@lru_cache(maxsize=100_000)
def initials_of(given: str) -> str:
    """`Jean-Luc B.` as `J.-L. B.`; a name in a script without alphabet stays whole."""
    return " ".join([_initial(word) for word in given.split()])


def _initial(word: str) -> str:
    parts = [part for part in word.split("-") if part]
    if not parts or not all(_ALPHABETS.match(part) for part in parts):
        return word
    return "-".join([f"{part[0]}." for part in parts if part[0].isupper()]) or word


@lru_cache(maxsize=100_000)
def bare_initials_of(given: str) -> str:
    """`Jean-Luc B.` as `JLB`."""
    initials = initials_of(given)
    return re.sub("[.\\s-]", "", initials) if _ALPHABETS.match(initials) else initials


# Titles


@lru_cache(maxsize=20_000)
def curly(text: str) -> str:
    """`text` with typographic quotation marks, apostrophes and dashes."""
    text = text.replace(" -- ", " – ")
    if '"' not in text and "'" not in text:
        return text
    text = _DOUBLE_QUOTES.sub("“\\1”", text)
    return _SINGLE_QUOTES.sub("‘\\1’", text).replace("'", "’")


@lru_cache(maxsize=20_000)
def title_case(title: str) -> str:
    """An English title with a capital for each of its words but the small ones within it.

    Words that have a capital stay as they are.
    """
    pieces = _BREAKS.split(title)
    words: list[str] = []
    last = -1
    opens, continues = True, False
    for at, piece in enumerate(pieces):
        if at % 2:
            opens = opens or piece in "?!:"
            continues = piece in "’(" and bool(words) and words[-1][-1:].isalnum()
            words.append(piece)
            continue
        runs = _SPACES.split(piece)
        for number, word in enumerate(runs):
            if word and not number % 2:
                is_large = len(word) > 1 and word not in _SMALL_WORDS
                if (is_large or opens) and not (continues and not number):
                    runs[number] = _capital(word)
                opens = False
                last = len(words) + number
        words += runs
    if last >= 0 and words[last] in _SMALL_WORDS and len(words[last]) > 1:
        words[last] = _capital(words[last])
    return "".join(words)


def _capital(word: str) -> str:
    """The word with a capital, unless it has one somewhere or is a sign such as α."""
    if word != word.lower() or (len(word) == 1 and _GREEK.match(word)):
        return word
    return word[0].upper() + word[1:]


def in_quotes(title: str, end: str) -> str:
    """A title between quotation marks, with the point that follows it inside of them."""
    inside = title.translate(_INNER) if "“" in title else title
    last = inside.rstrip("’")
    is_closed = last[-1:] in ".?!" if end == "." else last[-1:] == end
    return f"“{inside if is_closed else with_end(inside, end)}”"


_INNER = str.maketrans("“”", "‘’")
_OPENING = {"”": "“", "’": "‘"}


def with_end(text: str, end: str) -> str:
    """The text with a point behind it, which goes before a quotation mark that ends it."""
    mark = text.rstrip(ITALIC_OFF)[-1:]
    if mark not in _OPENING or _OPENING[mark] not in text:
        return f"{text}{end}"
    at = text.rindex(mark)
    return f"{text[:at]}{end}{text[at:]}"


def italic(text: str) -> str:
    """The text in italics; nothing where there is none."""
    return f"{ITALIC_ON}{text}{ITALIC_OFF}" if text else ""


def opened(text: str) -> str:
    """The beginning of a sentence; an address and arXiv stay as they are."""
    return text if text.startswith(("http", "arXiv")) else f"{text[:1].upper()}{text[1:]}"


# Sentences


def listed(*parts: str, separator: str = ", ") -> str:
    """The parts that are not empty, with commas between them."""
    return separator.join(filter(None, parts))


def in_brackets(text: str, brackets: str = "()") -> str:
    """The text in brackets; nothing where there is none."""
    return f"{brackets[0]}{text}{brackets[1]}" if text else ""


def spaced(*parts: str) -> str:
    """The parts that are not empty, with spaces between them."""
    return " ".join(filter(None, parts))


def followed_by(text: str, separator: str) -> str:
    """The text and a separator behind it; nothing where there is no text."""
    return f"{text}{separator}" if text else ""


def joined_sentences(*sentences: str, closed: bool = True) -> str:
    """Sentences with a stop after each that has none; the last gets one if it is to be `closed`."""
    texts = list(filter(None, sentences))
    last = texts.pop()
    return " ".join([*map(_stop, texts), _stop(last) if closed else last])


def _stop(text: str) -> str:
    last = text[-1]
    if last in ".?!":
        return text
    if last not in _LATE:  # most of them
        return f"{text}."
    return text if is_stopped(text) else with_end(text, ".")


# What may stand behind a stop.
_LATE = f"{ITALIC_OFF}”’"


def is_stopped(text: str) -> bool:
    """Whether a sentence ends with a stop of its own."""
    return text.rstrip(_LATE)[-1:] in (".", "?", "!")
