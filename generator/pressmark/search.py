"""Makes the search index: search records go in, Pagefind's files come out, with a word list for
typing errors and the facets' labels. Pagefind's own files differ from run to run, so every one is
checked against the records, put in order and named by its content before it is written."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import os
import re
import subprocess
import tempfile
import threading
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import cbor2
import pagefind_bin  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

PAGEFIND_VERSION = "1.5.2"
LANGUAGE = "en"
AUTHOR_FACET_LIMIT = 2_000
WORD_LIST_LIMIT = 30_000

_PROGRAMS = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
_SEARCHED_ONLY = ("lead", "words")
_MAGIC = b"pagefind_dcd"
_SMALLEST_CHUNK = 1_000
_ADDRESS = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_LETTERS_WITHOUT_MARK = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
    }
)


class SearchError(Exception):
    """The search index cannot be made: Pagefind failed, its format is not the one this module
    knows, or a record has an address that is not one of the site's."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What search knows of one paper. Pairs are (id, label); all text is plain and untrusted.

    `address` is relative to the site's root (`papers/hirsch2024medrat/`), `date` is EDTF level 0,
    `also_titled`, `arxiv` and `doi` are "" when there is none, and `body` holds the digest's
    sections and, where the curator has them, abstracts.
    """

    address: str
    title: str
    also_titled: str
    summary: str
    date: str
    arxiv: str
    doi: str
    venue: tuple[str, str] | None
    type: tuple[str, str]
    themes: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    body: str


class _Page(NamedTuple):
    """A record as Pagefind is given it."""

    address: str
    content: str
    meta: dict[str, str]
    filters: dict[str, list[str]]
    date: str


def index(records: Sequence[SearchRecord], folder: Path) -> None:
    """Write the search index of `records` into `folder`, creating it and removing what an earlier
    index left there. The bytes depend on the records alone, not on their order.

    Raises SearchError when two records share an address or have one outside the site, when
    Pagefind fails, and when its files are not of the format this module knows; OSError when
    `folder` cannot be written.
    """
    ordered = sorted(records, key=lambda record: record.address)
    _check_addresses(ordered)
    with_authors = len({name for r in ordered for name in r.authors}) <= AUTHOR_FACET_LIMIT
    pages = [_page(record, with_authors) for record in ordered]
    files = _canonical(_pagefind(pages), pages)
    files["words.json"] = _json(_word_list(ordered))
    files["labels.json"] = _json(_labels(ordered))
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


# What Pagefind is given


def _page(record: SearchRecord, with_authors: bool) -> _Page:
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
    }
    meta = {name: "\n".join(map(_clean, text.split("\n"))) for name, text in meta.items()}
    meta["lead"] = _clean(record.authors[0]) if record.authors else ""
    meta["words"] = " ".join([*_unsplit_words(meta.values()), *_title_keys(record)])
    filters = {
        "theme": [identity for identity, _ in record.themes],
        "tag": [identity for identity, _ in record.tags],
        "year": [record.date[:4]],
        "venue": [identity for identity, _ in venue],
        "type": [record.type[0]],
        "author": [*record.authors] if with_authors else [],
    }
    cleaned = {
        name: sorted({_clean(value) for value in values} - {""}) for name, values in filters.items()
    }
    return _Page(
        address=record.address,
        content=_clean(record.body),
        meta={name: text for name, text in sorted(meta.items()) if text},
        filters={name: values for name, values in cleaned.items() if values},
        date=record.date,
    )


def _clean(text: str) -> str:
    """Text on one line without control and zero-width characters. Runs of underscores go too:
    Pagefind takes ___PAGEFIND_WEIGHT___ and its like in a record for orders."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(re.sub("\u200b|_{3,}", " ", printable).split())


def _words(text: str) -> list[str]:
    """The words of a text as search compares them: lower case, no accents, split at whatever is
    neither letter nor digit. search-text.js splits what a reader types the same way."""
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(c for c in plain if not unicodedata.category(c).startswith("M"))
    return _WORD.findall(_APOSTROPHES.sub("", plain).translate(_LETTERS_WITHOUT_MARK))


def _unsplit_words(texts: Iterable[str]) -> list[str]:
    """Words that Pagefind would not find as they are typed, because it keeps what we split
    (human\u2013AI, GPT-4V) or keeps a letter that we replace (\u0141ukasz)."""
    found: set[str] = set()
    for chunk in {chunk for text in texts for chunk in text.split()}:
        decomposed = unicodedata.normalize("NFD", chunk.lower())
        whole = "".join(c for c in decomposed if c.isalnum())
        if (words := _words(chunk)) != [whole]:
            found.update(words)
    return sorted(found)


def _title_keys(record: SearchRecord) -> list[str]:
    """One made-up word for each title, so that a title typed in full is found among any number of
    papers that share its words: FNV-1a (32 bits) over the UTF-8 of its words. In digits, because
    a stemmer leaves those alone."""
    keys = set()
    for title in (record.title, record.also_titled):
        value = 2_166_136_261
        for byte in " ".join(_words(title)).encode():
            value = (value ^ byte) * 16_777_619 & 0xFFFFFFFF
        if title:
            keys.add(f"pmt{value:010d}")
    return sorted(keys)


# Running Pagefind


def _pagefind(pages: Sequence[_Page]) -> dict[str, bytes]:
    """Every file that Pagefind makes of the pages, by its path."""
    requests: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": LANGUAGE, "keep_index_url": True}}
    ]
    # Pagefind makes no language, and so no program for it, of nothing at all.
    requests += [
        {
            "type": "AddRecord",
            "index_id": 0,
            "url": page.address,
            "content": page.content,
            "language": LANGUAGE,
            "meta": page.meta,
            "filters": page.filters,
            "sort": {},
        }
        for page in pages or [_Page("none/", "", {}, {}, "")]
    ]
    requests.append({"type": "GetFiles", "index_id": 0})
    # Small chunks keep a first query small; in a large library they would swell the list of chunks.
    chunk = max(_SMALLEST_CHUNK, len(pages))
    answers = _serve(requests, {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(chunk)})
    expected = ["NewIndex", *["IndexedFile"] * (len(requests) - 2), "GetFiles"]
    for number, (request, answer, kind) in enumerate(zip(requests, answers, expected, strict=True)):
        payload = answer.get("payload", {})
        if answer.get("message_id") != number or payload.get("type") != kind:
            of = f" for {request['url']}" if "url" in request else ""
            raise SearchError(f"Pagefind answered{of}: {payload.get('message', payload)}")
    return {
        file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["payload"]["files"]
    }


def _serve(requests: Sequence[object], environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Pagefind's answers to `requests`, in their order: base64 of JSON, each ended by a comma."""
    encoded = b"".join(
        base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + b","
        for number, request in enumerate(requests)
    )
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile() as complaints:
        # Neither settings in the environment nor a pagefind.toml nearby may change the index.
        with subprocess.Popen(
            [pagefind_bin.get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=empty,
            env=dict(environment),
        ) as service:
            received, waiting = _talk(service, encoded, len(requests))
        if waiting:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()[-500:]
            raise SearchError(
                f"Pagefind stopped with {waiting} of {len(requests)} answers missing: {said}"
            )
    return [json.loads(base64.b64decode(answer)) for answer in received.split(b",")[:-1]]


def _talk(service: subprocess.Popen[bytes], data: bytes, answers: int) -> tuple[bytes, int]:
    """What Pagefind answered to `data`, and how many of the expected answers are missing."""
    to_service, from_service = service.stdin, service.stdout
    if to_service is None or from_service is None:
        raise ValueError("the service has no pipes")

    def send() -> None:
        # If Pagefind has died, the missing answers tell that.
        with contextlib.suppress(OSError):
            to_service.write(data)
            to_service.flush()

    # Pagefind stops at once when its input ends, so that stays open until the last answer.
    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    received = bytearray()
    while answers and (part := os.read(from_service.fileno(), 1 << 20)):
        answers -= part.count(b",")
        received += part
    if answers:
        service.kill()
    sender.join()
    return bytes(received), answers


# Putting Pagefind's files in order


def _canonical(files: Mapping[str, bytes], pages: Sequence[_Page]) -> dict[str, bytes]:
    """The files to publish: those of Pagefind's that search uses, each one as it must be for
    these pages, named by its content.

    Raises SearchError at the first thing that is not as the format of PAGEFIND_VERSION has it.
    """
    entry = json.loads(_file(files, "pagefind-entry.json"))
    _expect(entry.get("version") == PAGEFIND_VERSION, f"it is version {entry.get('version')}")
    _expect(set(entry) == {"version", "languages", "include_characters"}, "entry: other keys")
    _expect(set(entry["languages"]) == {LANGUAGE}, "entry: other languages")
    language = entry["languages"][LANGUAGE]
    _expect(set(language) == {"hash", "wasm", "page_count"}, "entry: other keys of a language")
    _expect(language["wasm"] == LANGUAGE, "entry: another program")
    _expect(language["page_count"] == max(1, len(pages)), "entry: another number of pages")

    meta = _unpack(_file(files, f"pagefind.{language['hash']}.pf_meta"))
    _expect(_is_row(meta, str, list, list, list, list, list), "meta: other parts")
    version, hashes, chunks, facets, sorts, fields = meta
    _expect(version == PAGEFIND_VERSION, f"meta: it is version {version}")
    if not pages:
        hashes, chunks, facets, fields = [], [], [], []  # the stand-in for no page
    _expect(len(hashes) == len(pages), "meta: another number of pages")
    _expect(fields == sorted({name for page in pages for name in page.meta}), "meta: other fields")
    _expect(sorts == [], "meta: sorts that nobody asked for")

    made = {program: _file(files, program) for program in _PROGRAMS}
    fragments = [_fragment(files, row, page) for row, page in zip(hashes, pages, strict=True)]
    words = [_chunk(files, row, len(pages)) for row in chunks]
    values = _facets(files, facets, pages)
    names = [
        _add(made, "fragment", "pf_fragment", [body for body, _ in fragments]),
        _add(made, "index", "pf_index", [body for _, _, body in words]),
        _add(made, "filter", "pf_filter", [_packed([facet, rows]) for facet, rows in values]),
    ]
    newest_last = sorted(range(len(pages)), key=lambda n: (pages[n].date, -n))
    body = _packed(
        [
            version,
            [[name, count] for name, (_, count) in zip(names[0], fragments, strict=True)],
            [[first, last, name] for name, (first, last, _) in zip(names[1], words, strict=True)],
            [[facet, name] for name, (facet, _) in zip(names[2], values, strict=True)],
            [["date", newest_last]] if pages else [],
            fields,
        ]
    )
    (name,) = _add(made, "", "pf_meta", [body])
    entry["languages"][LANGUAGE] = {"hash": name, "page_count": len(pages), "wasm": LANGUAGE}
    made["pagefind-entry.json"] = _json(entry)
    return made


def _fragment(files: Mapping[str, bytes], row: Any, page: _Page) -> tuple[bytes, int]:
    """What the browser loads of one result, without what it never reads, and its word count."""
    _expect(_is_row(row, str, int), "meta: a page is written otherwise")
    name, count = row
    fragment = json.loads(_unzip(_file(files, f"fragment/{name}.pf_fragment")))
    expected = {
        "url": page.address,
        "content": page.content,
        "word_count": count,
        "filters": page.filters,
        "meta": page.meta,
        "anchors": [],
    }
    for key in expected.keys() | fragment.keys():
        _expect(fragment.get(key) == expected.get(key), f"{page.address}: another {key}")
    shown = {name: text for name, text in page.meta.items() if name not in _SEARCHED_ONLY}
    return _json({**expected, "filters": {}, "meta": shown}), count


def _chunk(files: Mapping[str, bytes], row: Any, pages: int) -> tuple[str, str, bytes]:
    """First and last word of a part of the word index, and that part in order."""
    _expect(_is_row(row, str, str, str), "meta: a chunk is written otherwise")
    first, last, name = row
    chunk = _unpack(_file(files, f"index/{name}.pf_index"))
    _expect(_is_row(chunk, list) and len(chunk[0]) > 0, f"{name}: not a list of words")
    before = ""
    for entry in chunk[0]:
        _expect(_is_row(entry, str, list, list), f"{name}: a word is written otherwise")
        word, places, variants = entry
        _expect(word > before, f"{name}: words out of order at {word!r}")
        before = word
        for variant in variants:
            _expect(_is_row(variant, str, list), f"{name}: a variant is written otherwise")
        for found in [places, *(variant[1] for variant in variants)]:
            number = 0
            for place in found:
                _expect(_is_row(place, int, list, list), f"{name}: a place is written otherwise")
                number += place[0]
            _expect(number < pages, f"{name}: {word!r} is on page {number} of {pages}")
        variants.sort(key=lambda variant: variant[0])
    _expect(chunk[0][0][0].startswith(first) and first <= last, f"{name}: starts elsewhere")
    return first, last, _packed(chunk)


def _facets(
    files: Mapping[str, bytes], rows: Sequence[Any], pages: Sequence[_Page]
) -> list[tuple[str, list[list[Any]]]]:
    """Every facet with its values and the numbers of their pages, all in order."""
    expected: dict[str, dict[str, list[int]]] = {}
    for number, page in enumerate(pages):
        for facet, values in page.filters.items():
            for value in values:
                expected.setdefault(facet, {}).setdefault(value, []).append(number)
    found = {}
    for row in rows:
        _expect(_is_row(row, str, str), "meta: a facet is written otherwise")
        facet, name = row
        part = _unpack(_file(files, f"filter/{name}.pf_filter"))
        _expect(_is_row(part, str, list) and part[0] == facet, f"{name}: not the facet {facet}")
        _expect(all(_is_row(value, str, list) for value in part[1]), f"{name}: other values")
        found[facet] = {value: sorted(numbers) for value, numbers in part[1]}
    _expect(found == expected, "the facets are not those of the records")
    return [
        (facet, [[value, numbers] for value, numbers in sorted(values.items())])
        for facet, values in sorted(expected.items())
    ]


def _add(made: dict[str, bytes], folder: str, kind: str, bodies: Sequence[bytes]) -> list[str]:
    """Add the bodies to `made` under names from their content, as short as keeps them apart, and
    return what Pagefind's programs look for these names by."""
    digests = [hashlib.sha256(body).hexdigest() for body in bodies]
    distinct = len(set(digests))
    length = next(n for n in range(7, 65) if len({digest[:n] for digest in digests}) == distinct)
    names = [f"{LANGUAGE}_{digest[:length]}" for digest in digests]
    for name, body in zip(names, bodies, strict=True):
        path = f"{folder}/{name}.{kind}" if folder else f"pagefind.{name}.{kind}"
        made[path] = gzip.compress(_MAGIC + body, compresslevel=9, mtime=0)
    return names


def _file(files: Mapping[str, bytes], path: str) -> bytes:
    _expect(path in files, f"there is no {path}")
    return files[path]


def _unzip(body: bytes) -> bytes:
    plain = gzip.decompress(body)
    _expect(plain.startswith(_MAGIC), "a file does not start as Pagefind's do")
    return plain.removeprefix(_MAGIC)


def _unpack(body: bytes) -> Any:
    plain = _unzip(body)
    value = cbor2.loads(plain)
    _expect(_packed(value) == plain, "a file is packed otherwise")
    return value


def _packed(value: object) -> bytes:
    return cbor2.dumps(value)


def _is_row(value: object, *types: type) -> bool:
    return isinstance(value, list) and [type(part) for part in value] == list(types)


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SearchError(
            f"this Pagefind does not write the format of {PAGEFIND_VERSION} ({otherwise}); "
            "install that version, or adapt pressmark/search.py to the new one"
        )


# Word list and labels


def _word_list(records: Sequence[SearchRecord]) -> list[str]:
    """Words that a typing error may have meant. The n-th text holds those that 2**n papers or
    more have, in alphabetical order. A word of the digests' bodies alone must be in two papers;
    of a very large library the rarest are left out, first those of no title, name or tag."""
    papers: Counter[str] = Counter()
    prominent: set[str] = set()
    told: set[str] = set()
    for record in records:
        names = [record.title, record.also_titled, *record.authors]
        names += [label for _, label in (*record.themes, *record.tags)]
        named = set(_words("\n".join(names)))
        prominent |= named
        short = set(_words(record.summary))
        told |= named | short
        papers.update(named.union(short, _words(record.body)))
    correctable = [
        word
        for word, count in papers.items()
        if 3 < len(word) < 30 and not word.isdecimal() and (count > 1 or word in told)
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


# Writing


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, body in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != body:
            target.write_bytes(body)
    for pattern in ("*.pf_meta", "fragment/*", "index/*", "filter/*"):
        for stale in folder.glob(pattern):
            if stale.relative_to(folder).as_posix() not in files:
                stale.unlink()
