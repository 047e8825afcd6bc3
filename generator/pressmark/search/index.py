"""Search records in; an index, a list of words for typing errors and the labels of facets out.

How the index is written is a matter of Pagefind and `search.pagefind`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pressmark.base.gc_pause import gc_paused
from pressmark.search import pagefind
from pressmark.search.pagefind import PagefindRecord, SearchError, as_json
from pressmark.search.records import ABSTRACT_LIMIT, SearchRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["ABSTRACT_LIMIT", "SearchError", "SearchRecord", "index"]

AUTHOR_FACET_LIMIT = 2_000
WORD_LIST_LIMIT = 30_000

_ADDRESS = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?")
_WORD = re.compile(r"[^\W_]+")
# One plain word between other signs, as most are: Pagefind finds it as it is typed.
_UNSPLIT = re.compile(r"[\x00-/:-@\[-`{-\x7f]*[A-Za-z0-9]+[\x00-/:-@\[-`{-\x7f]*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\ud800-\udfff]|_{3,}")
_APOSTROPHES = "’ʼ"
_LETTERS_WITHOUT_MARK = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


def index(records: Sequence[SearchRecord], folder: Path) -> None:
    """Write the search index of `records` into `folder`, creating it and removing what an earlier
    index left there. The bytes depend on the records alone, not on their order.

    Raises SearchError when two records share an address or have one outside the site, when
    Pagefind fails, and when its files are not of the format this module knows; OSError when
    `folder` cannot be written.
    """
    ordered = sorted(records, key=lambda record: record.address)
    _check_addresses(ordered)
    with_authors = (
        len({name for r in ordered for name in r.people or r.authors}) <= AUTHOR_FACET_LIMIT
    )
    with gc_paused(), ThreadPoolExecutor(1) as executor:
        pages = [_page(record, with_authors) for record in ordered]
        indexed = executor.submit(pagefind.index, pages)
        words, labels = as_json(_word_list(ordered)), as_json(_labels(ordered))
        files = {**indexed.result(), "words.json": words, "labels.json": labels}
    _write(files, folder)


def _check_addresses(ordered: Sequence[SearchRecord]) -> None:
    for before, record in zip([None, *ordered], ordered, strict=False):
        if not _ADDRESS.fullmatch(record.address) or ".." in record.address:
            raise SearchError(
                f"{record.address!r} is not an address relative to the site's root: expected "
                "letters, digits and . _ ~ - between slashes, such as papers/hirsch2024medrat/"
            )
        if before is not None and before.address == record.address:
            raise SearchError(f"two search records have the address {record.address!r}")


def _page(record: SearchRecord, with_authors: bool) -> PagefindRecord:
    venue = (record.venue,) if record.venue else ()
    meta = {
        "title": record.title,
        "also": record.also_titled,
        "summary": record.summary,
        "authors": "\n".join(_clean(name) for name in record.authors),
        "themes": "\n".join(_clean(label) for _, label in record.themes),
        "tags": "\n".join(_clean(label) for _, label in record.tags),
        "type": record.type[1],
        "venue": venue[0][1] if venue else "",
        "date": record.date,
        "arxiv": record.arxiv,
        "doi": record.doi,
        "keys": "\n".join(_clean(key) for key in record.keys),
        "status": record.status.capitalize(),
    }
    meta = {name: "\n".join(map(_clean, text.split("\n"))) for name, text in meta.items()}
    meta["lead"] = _clean(record.authors[0]) if record.authors else ""
    keys = [_title_key(title) for title in (record.title, record.also_titled) if title]
    names = [_clean(name) for name in record.people if name not in record.authors]
    meta["words"] = " ".join([*_unsplit_words(meta.values()), *keys, *names])
    filters = {
        "theme": [identity for identity, _ in record.themes],
        "tag": [identity for identity, _ in record.tags],
        "year": [record.date[:4]],
        "venue": [identity for identity, _ in venue],
        "type": [record.type[0]],
        "author": [*(record.people or record.authors)] if with_authors else [],
    }
    cleaned = {
        name: sorted({_clean(value) for value in values} - {""}) for name, values in filters.items()
    }
    # Pagefind leaves a page without content out, whatever else is known of it.
    content = next((text for text in (record.body, record.title) if _has_a_word(text)), "untitled")
    return PagefindRecord(
        address=record.address,
        content=_clean(content),
        meta={name: text for name, text in sorted(meta.items()) if text},
        filters={name: values for name, values in cleaned.items() if values},
        date=record.date,
        searched_only=("lead", "words"),
    )


def _clean(text: str) -> str:
    """Text on one line without control and zero-width characters. Runs of underscores go too:
    Pagefind takes ___PAGEFIND_WEIGHT___ and the like for instructions."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _words(text: str) -> list[str]:
    """The words of a text as search compares them: lower case, no accents, split at whatever is
    neither letter nor digit. search-text.js splits what a reader types the same way."""
    plain = unicodedata.normalize("NFKD", text).lower()
    if not plain.isascii():
        plain = _BEYOND_ASCII.sub(_unmarked, plain).translate(_LETTERS_WITHOUT_MARK)
    return _WORD.findall(plain.replace("'", ""))


def _has_a_word(text: str) -> bool:
    return bool(_words(text[:100]) or _words(text))  # most texts begin with one


def _unmarked(letter: re.Match[str]) -> str:
    dropped = letter[0] in _APOSTROPHES or unicodedata.category(letter[0]).startswith("M")
    return "" if dropped else letter[0]


def _unsplit_words(texts: Iterable[str]) -> list[str]:
    """Words that Pagefind would not find as they are typed, because it keeps what we split
    (human–AI, GPT-4V) or keeps a letter that we replace (Łukasz)."""
    words: set[str] = set()
    for chunk in {chunk for text in texts for chunk in text.split()}:
        if _UNSPLIT.fullmatch(chunk):
            continue
        decomposed = unicodedata.normalize("NFD", chunk.lower())
        whole = "".join(c for c in decomposed if c.isalnum())
        if (parts := _words(chunk)) != [whole]:
            words.update(parts)
    return sorted(words)


def _title_key(title: str) -> str:
    """A made-up word for a title, so that a title typed in full is found among any number of
    papers that share its words: FNV-1a (32 bits) over the UTF-8 of its words. In digits, because
    a stemmer leaves those alone."""
    value = 2_166_136_261
    for byte in " ".join(_words(title)).encode():
        value = (value ^ byte) * 16_777_619 & 0xFFFFFFFF
    return f"pmt{value:010d}"


def _word_list(records: Sequence[SearchRecord]) -> list[str]:
    """Words that a mistyped one may have meant. The n-th text holds those that 2**n papers or
    more have, in alphabetical order. A word of the digests' bodies alone must be in two papers;
    of a very large library the rarest are left out, first those of no title, name or tag."""
    papers: Counter[str] = Counter()
    prominent: set[str] = set()
    outside_bodies: set[str] = set()
    for record in records:
        names = [record.title, record.also_titled, *record.authors, *record.people]
        names += [label for _, label in (*record.themes, *record.tags)]
        named = set(_words("\n".join(names)))
        prominent |= named
        short = set(_words(record.summary))
        outside_bodies |= named | short
        papers.update(named.union(short, _words(record.body)))
    correctable = [
        word
        for word, count in papers.items()
        if 3 < len(word) < 30 and not word.isdecimal() and (count > 1 or word in outside_bodies)
    ]
    correctable.sort(key=lambda word: (word not in prominent, -papers[word], word))
    classes: list[list[str]] = []
    for word in sorted(correctable[:WORD_LIST_LIMIT]):
        frequency = papers[word].bit_length() - 1
        classes.extend([] for _ in range(frequency + 1 - len(classes)))
        classes[frequency].append(word)
    return [" ".join(words) for words in classes]


def _labels(records: Sequence[SearchRecord]) -> dict[str, dict[str, str]]:
    """The facets' labels by id; two records that differ in one do so by the first's address."""
    labels: dict[str, dict[str, str]] = {"theme": {}, "tag": {}, "venue": {}, "type": {}}
    for record in records:
        venue = (record.venue,) if record.venue else ()
        pairs = {"theme": record.themes, "tag": record.tags, "venue": venue, "type": (record.type,)}
        for facet in labels:
            for identity, label in pairs[facet]:
                labels[facet].setdefault(_clean(identity), _clean(label))
    return labels


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, body in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != body:
            target.unlink(missing_ok=True)  # it may be linked to from a published site
            target.write_bytes(body)
    for pattern in ("*.pf_meta", "fragment/*", "index/*", "filter/*"):
        for stale in folder.glob(pattern):
            if stale.relative_to(folder).as_posix() not in files:
                stale.unlink()
