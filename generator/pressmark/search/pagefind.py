"""Pages in; the files that Pagefind makes of them out.

Pagefind's own files differ from run to run; here each is checked against the pages, put in order
and named by its content.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import tempfile
import threading
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import cbor2
import pagefind_bin  # type: ignore[import-untyped]

from pressmark.base.errors import SearchError
from pressmark.search import programs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

VERSION = "1.5.2"
LANGUAGE = "en"

_SCRIPTS = ("pagefind.js", "pagefind-worker.js")
_WASM = f"wasm.{LANGUAGE}.pagefind"
_MAGIC = b"pagefind_dcd"
_SMALLEST_CHUNK = 1_000
# How a place of a word is written: what page, where in its text, where in its other fields.
_PLACE = {(int, list, list)}


class PagefindRecord(NamedTuple):
    """A page as Pagefind is given it, and as browsers get it.

    `content` and `meta` are searched, word by word between spaces; `shown` and `shown_meta` are
    what browsers get instead. All text is on one line and without control characters; `date` sorts.
    """

    address: str
    content: str
    meta: dict[str, str]
    shown: str
    shown_meta: dict[str, str]
    date: str


def index(
    pages: Sequence[PagefindRecord], told: Mapping[str, bool] | None = None
) -> dict[str, bytes]:
    """The files of the index of `pages`, by path; only those that a search uses. What browsers are
    `told` first of all stands in its entry file.

    Raises SearchError when Pagefind fails and when its files are not of the format of VERSION.
    """
    files = _canonical(_run_pagefind(pages), pages)
    if told:
        entry = json.loads(files["pagefind-entry.json"])
        files["pagefind-entry.json"] = as_json({**entry, **told})
    return files


def as_json(value: object) -> bytes:
    """JSON of which equal values have equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _run_pagefind(pages: Sequence[PagefindRecord]) -> dict[str, bytes]:
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
            "filters": {},
            "sort": {},
        }
        for page in pages or [PagefindRecord("none/", "none", {}, "none", {}, "")]
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
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile() as errors:
        # Neither settings in the environment nor a pagefind.toml nearby may change the index.
        with subprocess.Popen(
            [pagefind_bin.get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=empty,
            env=dict(environment),
        ) as service:
            received, waiting = _talk(service, encoded, len(requests))
        if waiting:
            errors.seek(0)
            message = errors.read().decode(errors="replace").strip()[-500:]
            raise SearchError(
                f"Pagefind stopped with {waiting} of {len(requests)} answers missing: {message}"
            )
    return [json.loads(base64.b64decode(answer)) for answer in received.split(b",")[:-1]]


def _talk(service: subprocess.Popen[bytes], data: bytes, answers: int) -> tuple[bytes, int]:
    """What Pagefind answered to `data`, and how many of the expected answers are missing."""
    to_service, from_service = service.stdin, service.stdout
    if to_service is None or from_service is None:
        raise ValueError("the service has no pipes")

    def send() -> None:
        # If Pagefind has died, answers will be missing.
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
    with contextlib.suppress(OSError):
        to_service.close()
    return bytes(received), answers


def _canonical(files: Mapping[str, bytes], pages: Sequence[PagefindRecord]) -> dict[str, bytes]:
    """The files to publish: those of Pagefind's that search uses, each one as it must be for
    these pages, named by its content.

    Raises SearchError at the first thing that is not as the format of VERSION has it.
    """
    entry = _decoded(json.loads, _file(files, "pagefind-entry.json"))
    version = entry.get("version") if isinstance(entry, dict) else entry
    _expect(version == VERSION, f"it is version {version}")
    languages = entry.get("languages")
    _expect(isinstance(languages, dict) and list(languages) == [LANGUAGE], "other languages")
    language = languages[LANGUAGE]
    expected = {"hash": language.get("hash"), "wasm": LANGUAGE, "page_count": max(1, len(pages))}
    _expect(language == expected, f"the entry for {LANGUAGE} is {language}")
    _expect(
        set(entry) == {"version", "languages", "include_characters"}, "the entry has other keys"
    )

    meta = _unpacked(_file(files, f"pagefind.{language['hash']}.pf_meta"))
    _expect(_is_row(meta, str, list, list, list, list, list), "meta: other parts")
    version, hashes, chunks, facets, sorts, fields = meta
    _expect(version == VERSION, f"meta: it is version {version}")
    if not pages:
        hashes, chunks, fields = [], [], []  # those of the placeholder
    _expect(len(hashes) == len(pages), "meta: another number of pages")
    _expect(fields == sorted({name for page in pages for name in page.meta}), "meta: other fields")
    _expect(facets == sorts == [], "meta: facets or sorts that nobody asked for")

    canonical = {name: programs.mended(name, _file(files, name), _expect) for name in _SCRIPTS}
    canonical[_WASM] = _file(files, _WASM)
    fragments = [_fragment(files, row, page) for row, page in zip(hashes, pages, strict=True)]
    words = [_chunk(files, row, len(pages)) for row in chunks]
    names = [
        _add(canonical, "fragment", "pf_fragment", [body for body, _ in fragments]),
        _add(canonical, "index", "pf_index", [body for _, _, body in words]),
    ]
    newest_last = sorted(range(len(pages)), key=lambda n: (pages[n].date, -n))
    body = cbor2.dumps(
        [
            version,
            [[name, count] for name, (_, count) in zip(names[0], fragments, strict=True)],
            [[first, last, name] for name, (first, last, _) in zip(names[1], words, strict=True)],
            [],
            [["date", newest_last]] if pages else [],
            fields,
        ]
    )
    (name,) = _add(canonical, "", "pf_meta", [body])
    entry["languages"][LANGUAGE] = {"hash": name, "page_count": len(pages), "wasm": LANGUAGE}
    canonical["pagefind-entry.json"] = as_json(entry)
    return canonical


def _fragment(files: Mapping[str, bytes], row: Any, page: PagefindRecord) -> tuple[bytes, int]:
    """What the browser loads of one result, without what it never reads, and its word count."""
    _expect(_is_row(row, str, int), "meta: a page is written otherwise")
    name, count = row
    fragment = _decoded(json.loads, _unzipped(_file(files, f"fragment/{name}.pf_fragment")))
    _expect(isinstance(fragment, dict), f"{name}: not a fragment")
    expected = {
        "url": page.address,
        "content": page.content,
        "word_count": count,
        "filters": {},
        "meta": page.meta,
        "anchors": [],
    }
    for key in expected.keys() | fragment.keys():
        _expect(fragment.get(key) == expected.get(key), f"{page.address}: another {key}")
    return as_json({**expected, "content": page.shown, "meta": page.shown_meta}), count


def _chunk(files: Mapping[str, bytes], row: Any, pages: int) -> tuple[str, str, bytes]:
    """First and last word of a part of the word index, and that part in order."""
    _expect(_is_row(row, str, str, str), "meta: a chunk is written otherwise")
    first, last, name = row
    packed = _unzipped(_file(files, f"index/{name}.pf_index"))
    chunk = _decoded(cbor2.loads, packed)
    _expect(_is_row(chunk, list) and len(chunk[0]) > 0, f"{name}: not a list of words")
    in_order = True
    before = ""
    for entry in chunk[0]:
        _expect(_is_row(entry, str, list, list), f"{name}: a word is written otherwise")
        word, places, variants = entry
        _expect(word > before, f"{name}: words out of order at {word!r}")
        before = word
        _check_places(places, pages, name, word)
        if not variants:
            continue
        for variant in variants:
            _expect(_is_row(variant, str, list), f"{name}: a variant is written otherwise")
            _check_places(variant[1], pages, name, word)
        if any(left[0] > right[0] for left, right in pairwise(variants)):
            variants.sort(key=lambda variant: variant[0])
            in_order = False
    _expect(chunk[0][0][0].startswith(first) and first <= last, f"{name}: starts elsewhere")
    # Pagefind packs as cbor2 does; what is in order already need not be packed again.
    return first, last, packed if in_order else cbor2.dumps(chunk)


def _check_places(places: list[Any], pages: int, chunk: str, word: str) -> None:
    """Check where a word was found: page after page, each by its distance from the one before."""
    # There are millions of them: checking all at once costs a third.
    same = set(map(type, places)) <= {list} and {tuple(map(type, p)) for p in places} <= _PLACE
    _expect(same, f"{chunk}: a place is written otherwise")
    number = sum([place[0] for place in places])
    if number >= pages:
        _expect(False, f"{chunk}: {word!r} is on page {number} of {pages}")


def _add(files: dict[str, bytes], folder: str, kind: str, bodies: Sequence[bytes]) -> list[str]:
    """Add the bodies to `files` under names from their content, as short as keeps them distinct;
    returns the part of each name that Pagefind's programs look for."""
    fingerprints = [hashlib.sha256(body).hexdigest() for body in bodies]
    distinct = len(set(fingerprints))
    length = next(
        n
        for n in range(7, 65)
        if len({fingerprint[:n] for fingerprint in fingerprints}) == distinct
    )
    names = [f"{LANGUAGE}_{fingerprint[:length]}" for fingerprint in fingerprints]
    for name, body in zip(names, bodies, strict=True):
        path = f"{folder}/{name}.{kind}" if folder else f"pagefind.{name}.{kind}"
        files[path] = gzip.compress(_MAGIC + body, compresslevel=6, mtime=0)
    return names


def _file(files: Mapping[str, bytes], path: str) -> bytes:
    _expect(path in files, f"there is no {path}")
    return files[path]


def _unzipped(body: bytes) -> bytes:
    plain = _decoded(gzip.decompress, body)
    _expect(plain.startswith(_MAGIC), "a file does not start as Pagefind's do")
    return bytes(plain.removeprefix(_MAGIC))


def _unpacked(body: bytes) -> Any:
    return _decoded(cbor2.loads, _unzipped(body))


def _decoded(decode: Callable[[bytes], Any], body: bytes) -> Any:
    try:
        return decode(body)
    except (ValueError, OSError, EOFError, zlib.error, cbor2.CBORDecodeError) as error:
        _expect(False, f"a file cannot be read: {error}")


def _is_row(value: object, *types: type) -> bool:
    return isinstance(value, list) and [type(part) for part in value] == list(types)


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SearchError(
            f"this Pagefind does not write the format of {VERSION} ({otherwise}); "
            "install that version, or adapt pressmark/search/pagefind.py to the new one"
        )
