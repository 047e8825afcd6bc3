"""The search index: what is written for which records, and what is refused."""

from __future__ import annotations

import gzip
import json
import os
import random
import stat
import subprocess
import sys
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import cbor2
import pytest

from pressmark.base.errors import SearchError
from pressmark.search import index as indexing
from pressmark.search import pagefind
from pressmark.search.index import index
from pressmark.search.records import SearchRecord
from pressmark.search.words import key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, bytes]


def record(address: str = "papers/quill2021lamps/", **changes: Any) -> SearchRecord:
    fields: dict[str, Any] = {
        "address": address,
        "title": "Counting Lamps in the Harbour",
        "also_titled": "",
        "summary": "Lamps are counted from a boat.",
        "date": "2021-03-04",
        "arxiv": "2103.00001",
        "doi": "",
        "venue": ("harbours", "Harbours"),
        "type": ("method", "Method"),
        "themes": (("lamps", "Lamps"),),
        "tags": (("night", "Night"), ("harbour", "Harbour")),
        "authors": ("Ada Quill", "Ben Oar"),
        "body": "A boat goes round with a tally sheet.",
    }
    return SearchRecord(**fields | changes)


def library(papers: int = 40) -> list[SearchRecord]:
    """Records that share words, tags, dates and authors, as those of a library do."""
    return [
        record(
            f"papers/paper{number:02d}/",
            title=f"Lamp {number} of the {'Eastern' if number % 3 else 'Western'} Harbour",
            date=f"20{10 + number % 5}",
            tags=tuple((f"tag-{number % many}", f"Tag {number % many}") for many in (3, 7)),
            authors=(f"Ada Quill {number % 9}", "Zoë Çelik"),
            body=f"Tally sheet {number} naïve" + " lamp" * (number % 4),
        )
        for number in range(papers)
    ]


def written(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def made_of(records: list[SearchRecord], folder: Path) -> Files:
    index(records, folder)
    return written(folder)


def unzipped(body: bytes) -> bytes:
    return gzip.decompress(body).removeprefix(b"pagefind_dcd")


def zipped(body: bytes) -> bytes:
    return gzip.compress(b"pagefind_dcd" + body)


def fragments(files: Files) -> dict[str, dict[str, Any]]:
    """What the browser is given of every paper, by its address."""
    found = [
        json.loads(unzipped(body)) for path, body in files.items() if path.startswith("fragment/")
    ]
    return {fragment["url"]: fragment for fragment in found}


def facets(files: Files) -> dict[str, dict[str, list[int]]]:
    """The papers of every value, counted from the newest on."""
    listed = json.loads(files["facets.json"])
    return {
        facet: {
            value: list(accumulate(part for part in parts if isinstance(part, int)))
            for value, parts in values.items()
        }
        for facet, values in listed.items()
    }


def named(files: Files) -> dict[str, dict[str, str]]:
    """What the facets' values are called, where that is something else."""
    listed = json.loads(files["facets.json"])
    names = {
        facet: {value: parts[0] for value, parts in values.items() if isinstance(parts[0], str)}
        for facet, values in listed.items()
    }
    return {facet: values for facet, values in names.items() if values}


def words(files: Files) -> list[str]:
    """The word list, without what it says of their frequency."""
    return " ".join(json.loads(files["words.json"])).split()


def meta(files: Files) -> Any:
    (path,) = [path for path in files if path.endswith(".pf_meta")]
    return cbor2.loads(unzipped(files[path]))


# The same records, the same bytes


def test_records_in_another_order_make_the_same_files(tmp_path: Path) -> None:
    records = library()
    shuffled = random.Random(1).sample(records, len(records))  # noqa: S311
    assert made_of(records, tmp_path / "one") == made_of(shuffled, tmp_path / "two")


def test_another_hash_seed_makes_the_same_files(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        program = (
            "import sys; from pathlib import Path; from test_index import library;"
            "from pressmark.search.index import index; index(library(), Path(sys.argv[1]))"
        )
        paths = [os.path.dirname(__file__), *sys.path]  # noqa: PTH120
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)},
        )
        made.append(written(folder))
    assert made[0] == made[1]


def test_settings_lying_about_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made_of(library(), tmp_path / "before")
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "fr")
    monkeypatch.setenv("PAGEFIND_INCLUDE_CHARACTERS", "&")
    (tmp_path / "pagefind.toml").write_text('force_language = "fr"\n')
    monkeypatch.chdir(tmp_path)
    assert made_of(library(), tmp_path / "after") == before


def test_an_index_written_again_touches_no_file_and_removes_stale_ones(tmp_path: Path) -> None:
    files = made_of(library(), tmp_path)
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in files}
    index(library(), tmp_path)
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in files} == times
    fewer = made_of(library(3), tmp_path)
    assert sum(path.startswith("fragment/") for path in fewer) == 3
    assert len([path for path in fewer if path.endswith(".pf_meta")]) == 1


def test_spellings_of_a_word_that_come_in_another_order_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record(body="A naïve tally"), record("papers/b/", body="Some naívè tallies")]
    real = pagefind._run_pagefind
    orders: list[list[str]] = []

    def with_spellings(change: Callable[[list[Any]], list[Any]]) -> Files:
        def doctored(pages: list[pagefind.PagefindRecord]) -> Files:
            files = real(pages)
            for path in [path for path in files if path.startswith("index/")]:
                (entries,) = cbor2.loads(unzipped(files[path]))
                for _, _, spellings in entries:
                    spellings[:] = change(sorted(spellings))
                    orders.append([spelling for spelling, _ in spellings])
                files[path] = zipped(cbor2.dumps([entries]))
            return files

        monkeypatch.setattr(pagefind, "_run_pagefind", doctored)
        return made_of(records, tmp_path / change.__name__)

    assert with_spellings(sorted) == with_spellings(lambda found: found[::-1])
    assert [order for order in orders if order] == [["naívè", "naïve"], ["naïve", "naívè"]]


def test_words_that_are_in_order_are_packed_as_pagefind_packs_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = pagefind._run_pagefind
    packed: list[bytes] = []

    def seen(pages: list[pagefind.PagefindRecord]) -> Files:
        files = real(pages)
        packed.extend(unzipped(body) for path, body in files.items() if path.startswith("index/"))
        return files

    monkeypatch.setattr(pagefind, "_run_pagefind", seen)
    index(library(), tmp_path)
    assert packed
    assert packed == [cbor2.dumps(cbor2.loads(body)) for body in packed]


# What is written


def test_only_files_that_search_loads_are_written(tmp_path: Path) -> None:
    files = made_of(library(), tmp_path)
    plain = {path for path in files if "/" not in path and not path.endswith(".pf_meta")}
    assert plain == {
        "facets.json",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.en.pagefind",
        "words.json",
    }
    assert {path.split("/")[0] for path in files if "/" in path} == {"fragment", "index"}


def test_programs_unzip_by_the_browser_and_bring_nothing_else_for_it(tmp_path: Path) -> None:
    files = made_of(library(2), tmp_path)
    for name in ("pagefind.js", "pagefind-worker.js"):
        assert b"DecompressionStream" in files[name]
        assert b"gunzip" not in files[name]


def test_a_paper_is_shown_by_plain_text_under_its_address(tmp_path: Path) -> None:
    shown = fragments(made_of([record()], tmp_path))["papers/quill2021lamps/"]
    assert shown["content"] == "A boat goes round with a tally sheet."
    assert shown["meta"] == {
        "arxiv": "2103.00001",
        "authors": "Ada Quill\nBen Oar",
        "date": "2021-03-04",
        "summary": "Lamps are counted from a boat.",
        "tags": "Night\nHarbour",
        "themes": "Lamps",
        "title": "Counting Lamps in the Harbour",
        "type": "Method",
        "venue": "Harbours",
    }


def test_a_citation_key_is_found_whole_and_by_its_words(tmp_path: Path) -> None:
    keys = ("quill2021lamps", "Quill:2021_lamp")
    (shown,) = fragments(made_of([record(keys=keys)], tmp_path)).values()
    assert shown["meta"]["keys"] == "quill2021lamps\nQuill:2021_lamp"
    page = indexing._page(record(keys=keys))
    assert page.meta["keys"] == "quill2021lamps\nquill 2021 lamp"
    assert {key("Quill:2021_lamp"), "quill2021lamps"} <= set(page.meta["words"].split())


def test_a_paper_is_found_by_its_id_whole_and_by_its_words() -> None:
    page = indexing._page(record("papers/quill-2021-lamps/"))
    assert "quill 2021 lamps" in page.meta["words"]
    assert key("quill-2021-lamps") in page.meta["words"].split()


def test_text_without_spaces_is_searched_by_pairs_and_shown_as_it_is(tmp_path: Path) -> None:
    title, name, body = "灯塔灯光的自动计数 BERT模型", "佐藤 海斗", "การนับแสง 등대 불빛을 센다"
    odd = record(title=title, authors=(name,), body=body)
    page = indexing._page(odd)
    assert page.meta["title"] == "灯塔 塔灯 灯光 光的 的自 自动 动计 计数 BERT 模型"
    assert page.meta["authors"] == "佐藤 藤海 海斗"
    assert {"灯", "塔", "数"} <= set(page.meta["words"].split())
    shown = fragments(made_of([odd], tmp_path))["papers/quill2021lamps/"]
    assert (shown["meta"]["title"], shown["meta"]["authors"]) == (title, name)
    assert shown["content"] == body


def test_what_search_splits_otherwise_than_pagefind_is_given_to_it_split(tmp_path: Path) -> None:
    title = "Human–AI talk with GPT-4V: naïve Łukasz's lamps — 2nd"
    page = indexing._page(record(title=title))
    assert page.meta["title"] == "human ai talk with gpt 4v naïve lukaszs lamps 2nd"
    assert {"gpt4v", "humanai"} <= set(page.meta["words"].split())
    shown = fragments(made_of([record(title=title)], tmp_path))["papers/quill2021lamps/"]
    assert shown["meta"]["title"] == title


def test_browsers_are_told_whether_a_library_has_text_without_spaces(tmp_path: Path) -> None:
    latin = made_of([record(title="Naïve — Ελλάδα")], tmp_path / "latin")
    assert "pairs" not in json.loads(latin["pagefind-entry.json"])
    one = made_of([record(), record("papers/b/", tags=(("light", "灯塔"),))], tmp_path / "one")
    assert json.loads(one["pagefind-entry.json"])["pairs"] is True


def test_facets_hold_ids_and_their_labels_stand_beside(tmp_path: Path) -> None:
    other = record(
        "papers/mast2022tides/", authors=("Ben Oar",), tags=(("night", "Late"),), venue=None
    )
    files = made_of([record(), other], tmp_path)
    assert facets(files) == {
        "author": {"Ada Quill": [1], "Ben Oar": [0, 1]},
        "tag": {"harbour": [1], "night": [0, 1]},
        "theme": {"lamps": [0, 1]},
        "type": {"method": [0, 1]},
        "venue": {"harbours": [1]},
        "year": {"2021": [0, 1]},
    }
    assert named(files) == {
        "tag": {"harbour": "Harbour", "night": "Late"},
        "theme": {"lamps": "Lamps"},
        "type": {"method": "Method"},
        "venue": {"harbours": "Harbours"},
    }


def test_a_library_of_many_authors_has_no_author_facet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AUTHOR_FACET_LIMIT", 2)
    assert "author" in facets(made_of([record()], tmp_path / "two"))
    three = record(authors=("Ada Quill", "Ben Oar", "Cleo Mast"))
    assert "author" not in facets(made_of([three], tmp_path / "three"))


def test_the_newest_come_last_and_of_one_day_the_first_address(tmp_path: Path) -> None:
    dates = {"a": "2021", "b": "2021-03", "c": "2020-12-31", "d": "2021", "e": ""}
    records = [record(f"papers/{name}/", date=date) for name, date in dates.items()]
    ((name, order),) = meta(made_of(records, tmp_path))[4]
    assert name == "date"
    assert ["abcde"[number] for number in order] == ["e", "c", "d", "a", "b"]


def test_facets_count_the_newest_first_and_of_one_day_the_first_address(tmp_path: Path) -> None:
    dates = {"a": "2021", "b": "2021-03", "c": "2020-12-31", "d": "2021", "e": ""}
    records = [
        record(f"papers/{name}/", date=date, tags=((name, name),)) for name, date in dates.items()
    ]
    order = facets(made_of(records, tmp_path))["tag"]
    assert sorted(order, key=lambda name: order[name]) == ["b", "a", "d", "c", "e"]


def test_no_record_makes_an_empty_index(tmp_path: Path) -> None:
    files = made_of([], tmp_path)
    entry = json.loads(files["pagefind-entry.json"])
    assert entry["languages"]["en"]["page_count"] == 0
    assert meta(files)[1:] == [[], [], [], [], []]
    assert not [path for path in files if "/" in path]
    assert json.loads(files["words.json"]) == []


def test_a_record_of_nothing_but_a_title_is_found(tmp_path: Path) -> None:
    bare = SearchRecord("papers/a/", "Tides", "", "", "", "", "", None, ("", ""), (), (), (), "")
    files = made_of([bare], tmp_path)
    assert fragments(files)["papers/a/"]["meta"] == {"title": "Tides"}
    assert fragments(files)["papers/a/"]["content"] == "Tides"
    assert facets(files) == {}


def test_a_record_without_a_single_word_is_still_there(tmp_path: Path) -> None:
    bare = SearchRecord("papers/a/", "?!", "", "", "", "", "", None, ("", ""), (), (), (), "\x00")
    assert fragments(made_of([bare], tmp_path))["papers/a/"]["meta"] == {"title": "?!"}


# The word list


def test_the_word_list_has_its_words_by_frequency(tmp_path: Path) -> None:
    records = [
        record(f"papers/{number}/", title="Tides", authors=(), tags=(), themes=(), **changes)
        for number, changes in enumerate(
            [
                {"summary": "Harbour lamps", "body": "lonely"},
                {"summary": "Harbour", "body": "tally"},
                {"summary": "", "body": "tally tally"},
                {"summary": "", "body": ""},
            ]
        )
    ]
    assert json.loads(made_of(records, tmp_path)["words.json"]) == [
        "lamps",
        "harbour tally",
        "tides",
    ]


def test_the_word_list_has_no_pairs_of_letters(tmp_path: Path) -> None:
    odd = record(title="심층학습 คอมพิวเตอร์ 机器学习 lamps", authors=(), tags=(), themes=(), body="")
    assert words(made_of([odd], tmp_path)) == ["boat", "counted", "from", "lamps"]


def test_the_word_list_has_names_without_accents_and_no_short_words_or_numbers(
    tmp_path: Path,
) -> None:
    odd = record(title="An AI of 2024: Łukasz's GPT-4V–lamps", authors=("Zoë Çelik",))
    made = words(made_of([odd], tmp_path))
    assert {"celik", "lukaszs", "lamps"} <= set(made)
    assert not {"zoe", "gpt", "2024", "łukasz", "çelik"} & set(made)


def test_a_large_library_leaves_out_the_rarest_words_of_bodies_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "WORD_LIST_LIMIT", 4)
    same = {"authors": (), "tags": (), "themes": (), "summary": "", "body": "boats boats sails"}
    records = [
        record("papers/a/", title="Lamps tides", **same),
        record("papers/b/", title="Lamps harbour", **same),
    ]
    assert words(made_of(records, tmp_path)) == ["harbour", "tides", "boats", "lamps"]


# Untrusted text

HOSTILE = (
    "<script>alert(1)</script> \"'&amp; ___PAGEFIND_WEIGHT___10 ___END_PAGEFIND_WEIGHT___ "
    "___PAGEFIND_ANCHOR___h1:a:b \x00\x1b\u200b\u202e\ud800\r\n\t {{ 7 }} ${7} __proto__"
)


def hostile(text: str) -> SearchRecord:
    pair = (text, text)
    return SearchRecord(
        "papers/a/", text, text, text, text, text, text, pair, pair, (pair,), (pair,), (text,), text
    )


def test_hostile_text_in_every_field_stays_text(tmp_path: Path) -> None:
    files = made_of([hostile(HOSTILE), record()], tmp_path)
    shown = fragments(files)["papers/a/"]
    texts = [shown["content"], *shown["meta"].values(), *facets(files)["author"]]
    assert sum(text.startswith("<script>alert(1)</script> \"'&amp;") for text in texts) == 13
    for text in texts:
        assert "___" not in text
        assert not [c for c in text.replace("\n", " ") if ord(c) < 32 or c in "\u200b\ud800"]
    assert shown["anchors"] == []


def test_orders_to_pagefind_inside_a_record_are_no_orders(tmp_path: Path) -> None:
    loud = record(body="___PAGEFIND_WEIGHT___10 tally", title="")
    plain = record(body="PAGEFIND_WEIGHT 10 tally", title="")

    def weights(given: SearchRecord, name: str) -> list[list[int]]:
        files = made_of([given], tmp_path / name)
        chunks = [cbor2.loads(unzipped(files[path])) for path in files if path.startswith("index/")]
        return [page[1] for (entries,) in chunks for word, (page,), _ in entries if word == "talli"]

    assert weights(loud, "loud") == weights(plain, "plain") == [[-25, 3]]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/papers/a/",
        "../a/",
        "papers/../../a/",
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "javascript:alert(1)",
        "papers/a b/",
        "papers/<b>/",
        "papers//a/",
        "papers/a/?q",
    ],
)
def test_an_address_outside_the_site_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="is not an address"):
        index([record(address)], tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_two_records_of_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="two search records have the address 'papers/a/'"):
        index([record("papers/a/"), record("papers/a/")], tmp_path)


# A Pagefind that is not the one we know


def entry_with(**changes: object) -> Callable[[Files], None]:
    def doctor(files: Files) -> None:
        entry = json.loads(files["pagefind-entry.json"])
        files["pagefind-entry.json"] = json.dumps(entry | changes).encode()

    return doctor


def entry_of_language(**changes: object) -> Callable[[Files], None]:
    def doctor(files: Files) -> None:
        entry = json.loads(files["pagefind-entry.json"])
        entry["languages"]["en"] |= changes
        files["pagefind-entry.json"] = json.dumps(entry).encode()

    return doctor


def first(kind: str, change: Callable[[Any], Any]) -> Callable[[Files], None]:
    """Changes what is packed in the first file of a kind."""

    def doctor(files: Files) -> None:
        path = sorted(path for path in files if path.endswith(kind))[0]
        files[path] = zipped(cbor2.dumps(change(cbor2.loads(unzipped(files[path])))))

    return doctor


def first_fragment(**changes: object) -> Callable[[Files], None]:
    def doctor(files: Files) -> None:
        path = sorted(path for path in files if path.startswith("fragment/"))[0]
        files[path] = zipped(json.dumps(json.loads(unzipped(files[path])) | changes).encode())

    return doctor


def without(kind: str) -> Callable[[Files], None]:
    def doctor(files: Files) -> None:
        del files[sorted(path for path in files if path.endswith(kind))[0]]

    return doctor


def instead(kind: str, body: bytes) -> Callable[[Files], None]:
    def doctor(files: Files) -> None:
        files[sorted(path for path in files if path.endswith(kind))[0]] = body

    return doctor


def renamed(found: bytes, other: bytes) -> Callable[[Files], None]:
    """Has Pagefind's program say something otherwise."""

    def doctor(files: Files) -> None:
        files["pagefind.js"] = files["pagefind.js"].replace(found, other)

    return doctor


def deeper(value: Any, *path: int, to: object) -> Any:
    """The same value with another one at a place inside."""
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return value


@pytest.mark.parametrize(
    "doctor",
    [
        pytest.param(entry_with(version="1.6.0"), id="another version"),
        pytest.param(entry_with(languages={"fr": {}}), id="another language"),
        pytest.param(entry_with(extra=1), id="another key in the entry"),
        pytest.param(entry_of_language(page_count=4), id="another number of pages"),
        pytest.param(entry_of_language(wasm="unknown"), id="another program"),
        pytest.param(instead("entry.json", b"[]"), id="an entry of another kind"),
        pytest.param(instead("entry.json", b"{"), id="an entry cut off"),
        pytest.param(without(".pf_meta"), id="no meta"),
        pytest.param(without("pagefind-worker.js"), id="no worker"),
        pytest.param(renamed(b"await fetch(queued.input)", b"await get()"), id="another fetch"),
        pytest.param(renamed(b"var u8=Uint8Array;", b"let u8=Uint8Array;"), id="another unzipping"),
        pytest.param(without(".pf_fragment"), id="no fragment"),
        pytest.param(without(".pf_index"), id="no words"),
        pytest.param(instead(".pf_meta", b"plain"), id="meta that is not zipped"),
        pytest.param(instead(".pf_meta", gzip.compress(b"\x80")), id="meta without the magic"),
        pytest.param(instead(".pf_index", zipped(b"\xff")), id="words packed otherwise"),
        pytest.param(first(".pf_meta", lambda meta: [*meta, []]), id="a further part in meta"),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 0, to="1.6.0")), id="meta of a version"
        ),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 1, 0, to=["a", 1, 2])), id="wider pages"
        ),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 1, to=meta[1][::-1])), id="pages swapped"
        ),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 4, to=[["date", [0]]])), id="a sort"
        ),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 5, to=["title"])), id="other fields"
        ),
        pytest.param(first(".pf_index", lambda chunk: [chunk[0][::-1]]), id="words swapped"),
        pytest.param(
            first(".pf_index", lambda chunk: deeper(chunk, 0, 0, to=["a", []])), id="a word cut"
        ),
        pytest.param(
            first(".pf_index", lambda chunk: deeper(chunk, 0, 0, 1, 0, 0, to=99)), id="page 99"
        ),
        pytest.param(
            first(".pf_meta", lambda meta: deeper(meta, 3, to=[["tag", "a"]])), id="a facet"
        ),
        pytest.param(first_fragment(url="papers/other/"), id="another address"),
        pytest.param(first_fragment(content="other"), id="other text"),
        pytest.param(first_fragment(extra=1), id="another key in a fragment"),
    ],
)
def test_another_format_is_refused(
    doctor: Callable[[Files], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pagefind._run_pagefind

    def doctored(pages: list[pagefind.PagefindRecord]) -> Files:
        files = real(pages)
        doctor(files)
        return files

    monkeypatch.setattr(pagefind, "_run_pagefind", doctored)
    with pytest.raises(SearchError, match=r"does not write the format of 1\.5\.2 \(.+\); install"):
        index(library(5), tmp_path / "made")
    assert not (tmp_path / "made").exists()


def program(folder: Path, script: str) -> Path:
    path = folder / "pagefind"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_pagefind_that_stops_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = program(tmp_path, "echo 'out of lamps' >&2; exit 3")
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: broken)
    with pytest.raises(SearchError, match="stopped with 42 of 42 answers missing: out of lamps"):
        index(library(40), tmp_path / "made")


def test_a_pagefind_that_complains_is_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # "eyJ..." is {"message_id":0,"payload":{"type":"Error","message":"no lamps"}} in base64.
    answer = (
        "eyJtZXNzYWdlX2lkIjowLCJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyBsYW1wcyJ9fQ=="
    )
    broken = program(tmp_path, f"printf '{answer},{answer},{answer},'; read -r line")
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: broken)
    with pytest.raises(SearchError, match="Pagefind answered: no lamps"):
        index([record()], tmp_path / "made")
