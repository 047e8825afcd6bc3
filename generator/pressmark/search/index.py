"""Search records in; an index, a list of words for typing errors and the facets out.

How the index is written is a matter of Pagefind and `search.pagefind`.
"""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

from pressmark.base.disk import put
from pressmark.base.errors import SearchError
from pressmark.base.gc_pause import gc_paused
from pressmark.search import pagefind
from pressmark.search.pagefind import PagefindRecord, as_json
from pressmark.search.records import ABSTRACT_LIMIT, SearchRecord
from pressmark.search.words import fed, has_pairs, is_pair, key, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["ABSTRACT_LIMIT", "SearchRecord", "index"]

AUTHOR_FACET_LIMIT = 2_000
WORD_LIST_LIMIT = 30_000

_ADDRESS = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]|_{3,}")
_ZERO_WIDTH = "\u200b"


def index(records: Sequence[SearchRecord], folder: Path) -> None:
    """Write the search index of `records` into `folder`, creating it and removing what an earlier
    index left there. The bytes depend on the records alone, not on their order.

    Raises SearchError when two records share an address or have one outside the site, when
    Pagefind fails, and when its files are not of the format this module knows; OSError when
    `folder` cannot be written.
    """
    ordered = sorted(records, key=lambda record: record.address)
    _check_addresses(ordered)
    with gc_paused(), ThreadPoolExecutor(1) as executor:
        pages = [_page(record) for record in ordered]
        # Only a library that has any needs the script that splits what is written without spaces.
        told = {"pairs": True} if any(map(_has_pairs, pages)) else {}
        indexed = executor.submit(pagefind.index, pages, told)
        beside = {"words.json": _word_list(ordered), "facets.json": _facets(ordered)}
        files = {name: as_json(value) for name, value in beside.items()} | indexed.result()
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


def _page(record: SearchRecord) -> PagefindRecord:
    lists = {
        "authors": record.authors,
        "themes": [label for _, label in record.themes],
        "tags": [label for _, label in record.tags],
        "keys": record.keys,
    }
    texts = {
        "title": record.title,
        "also": record.also_titled,
        "summary": record.summary,
        "type": record.type[1],
        "venue": record.venue[1] if record.venue else "",
        "date": record.date,
        "arxiv": record.arxiv,
        "doi": record.doi,
        "status": record.status.capitalize(),
    }
    shown = {name: [*filter(None, map(_clean, values))] for name, values in lists.items()}
    shown |= {name: [_clean(text)] for name, text in texts.items() if text}
    # Pagefind leaves a page without content out, whatever else is known of it.
    content = next((text for text in (record.body, record.title) if _has_a_word(text)), "untitled")
    content = _clean(content)
    beside: set[str] = set()
    searched = {
        name: "\n".join([fed(text, beside) for text in texts]) for name, texts in shown.items()
    }
    searched["lead"] = fed(_clean(record.authors[0]), beside) if record.authors else ""
    text = fed(content, beside)
    names = [name for name in record.people if name not in record.authors]
    identity = record.address.rstrip("/").rsplit("/", 1)[-1]
    others = [fed(_clean(other), beside) for other in (*names, identity)]
    searched["words"] = " ".join([*sorted(beside), *_keys(record, identity), *others])
    shown["language"] = [record.language]  # no query finds it
    return PagefindRecord(
        address=record.address,
        content=text,
        meta={name: text for name, text in sorted(searched.items()) if text},
        shown=content,
        shown_meta={name: "\n".join(texts) for name, texts in sorted(shown.items()) if any(texts)},
        date=record.date,
    )


def _keys(record: SearchRecord, identity: str) -> list[str]:
    """The made-up words for the titles of a paper, and for those of its identifiers that are of
    several words: one word finds by itself what is called so."""
    titles = [title for title in (record.title, record.also_titled) if title]
    identifiers = (identity, *record.keys, record.arxiv, record.doi)
    several = [identifier for identifier in identifiers if len(words(identifier)) > 1]
    return list(dict.fromkeys(map(key, [*titles, *several])))


def _clean(text: str) -> str:
    """Text on one line without control and zero-width characters. Runs of underscores go too:
    Pagefind takes ___PAGEFIND_WEIGHT___ and the like for instructions."""
    return " ".join(_UNPRINTABLE.sub(" ", text.replace(_ZERO_WIDTH, "")).split())


def _has_a_word(text: str) -> bool:
    return bool(words(text[:100]) or words(text))  # most texts begin with one


def _has_pairs(page: PagefindRecord) -> bool:
    texts = (page.content, *page.meta.values())
    return any(has_pairs(text) for text in texts if not text.isascii())


def _word_list(records: Sequence[SearchRecord]) -> list[str]:
    """Words that a mistyped one may have meant. The n-th text holds those that 2**n papers or
    more have, in alphabetical order. A word of the digests' bodies alone must be in two papers;
    of a very large library the rarest are left out, first those of no title, name or tag. Pairs of
    letters are none: a query without one of its pairs finds by the others."""
    papers: Counter[str] = Counter()
    prominent: set[str] = set()
    outside_bodies: set[str] = set()
    for record in records:
        names = [record.title, record.also_titled, *record.authors, *record.people]
        names += [label for _, label in (*record.themes, *record.tags)]
        named = set(words("\n".join(names)))
        prominent |= named
        short = set(words(record.summary))
        outside_bodies |= named | short
        papers.update(named.union(short, words(record.body)))
    correctable = [
        word
        for word, count in papers.items()
        if 3 < len(word) < 30 and not word.isdecimal() and (count > 1 or word in outside_bodies)
        if not is_pair(word)
    ]
    correctable.sort(key=lambda word: (word not in prominent, -papers[word], word))
    classes: list[list[str]] = []
    for word in sorted(correctable[:WORD_LIST_LIMIT]):
        frequency = papers[word].bit_length() - 1
        classes.extend([] for _ in range(frequency + 1 - len(classes)))
        classes[frequency].append(word)
    return [" ".join(listed) for listed in classes]


def _facets(ordered: Sequence[SearchRecord]) -> dict[str, dict[str, list[str | int]]]:
    """Every value of every facet with its papers, counted from the newest on as gaps; the first is
    counted from 0. Before them is what the value is called, where that is something else; of two
    names the first paper's by address counts."""
    names: dict[str, dict[str, str]] = {}
    papers: dict[str, dict[str, list[int]]] = {}
    people = {name for record in ordered for name in record.people or record.authors}
    with_authors = len(people) <= AUTHOR_FACET_LIMIT
    facets = [_facets_of(record, with_authors) for record in ordered]
    for pairs_by_facet in facets:
        for facet, pairs in pairs_by_facet.items():
            for value, name in pairs:
                names.setdefault(facet, {}).setdefault(value, name)
    # As Pagefind sorts them: the newest first, and of one day the first address.
    newest_first = sorted(range(len(ordered)), key=lambda at: ordered[at].date, reverse=True)
    for number, at in enumerate(newest_first):
        for facet, pairs in facets[at].items():
            for value in dict(pairs):
                papers.setdefault(facet, {}).setdefault(value, []).append(number)
    return {
        facet: {
            value: [
                *([name] if (name := names[facet][value]) != value else []),
                numbers[0],
                *(after - before for before, after in pairwise(numbers)),
            ]
            for value, numbers in values.items()
        }
        for facet, values in papers.items()
    }


def _facets_of(record: SearchRecord, with_authors: bool) -> dict[str, list[tuple[str, str]]]:
    """The facets' values that a paper has, each with what it is called."""
    authors = (record.people or record.authors) if with_authors else ()
    pairs = {
        "theme": record.themes,
        "tag": record.tags,
        "year": [(record.date[:4], record.date[:4])],
        "venue": [record.venue] if record.venue else [],
        "type": [record.type],
        "author": [(name, name) for name in authors],
    }
    cleaned = {
        facet: [(_clean(value), _clean(name)) for value, name in found]
        for facet, found in pairs.items()
    }
    return {facet: [pair for pair in found if pair[0]] for facet, found in cleaned.items()}


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, body in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != body:
            target.unlink(missing_ok=True)  # it may be linked to from a published site
            put(folder, path, body)
    for pattern in ("*.pf_meta", "fragment/*", "index/*", "filter/*"):
        for stale in folder.glob(pattern):
            if stale.relative_to(folder).as_posix() not in files:
                stale.unlink()
