"""A cache makes loading quick and changes nothing else, whatever state its file is in."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.loading import record_cache
from pressmark.library.loading.load import load
from pressmark.library.readers.source import Source
from tests.conftest import LAMPS, TAGS, THEMES, TIDES
from tests.effort import examples
from tests.library.loading.test_bulk_sources import line
from tests.library.readers.test_csl import line as item

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from tests.conftest import TinyLibrary

# A module whose names are changed here.
reader: Any = importlib.import_module("pressmark.library.loading.reader")
LATER = 4 * 10**18


@pytest.fixture
def library(tiny_library: TinyLibrary) -> TinyLibrary:
    """Records of all three kinds, and abstracts in and beside them."""
    tiny_library.write("papers.jsonl", line(abstract="We splice.") + line(id="a", title="Anchors"))
    tiny_library.write("papers.csl.jsonl", item(keyword="night-sky, harbour", abstract="We count."))
    tiny_library.write("abstracts/mast2022flood.txt", "We type.\n")
    return tiny_library


@pytest.fixture
def file(library: TinyLibrary) -> Path:
    """The cache's place, in a folder that does not exist yet."""
    return library.root / ".build" / "records.cache"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock so far on that every file was written long before a load starts."""
    monkeypatch.setattr(reader.time, "time_ns", lambda: LATER)


@pytest.fixture
def no_parsing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was parsed nevertheless."""
    parsed: list[str] = []
    validate = Source.validate

    def noted(self: Any, model: Any, values: Any) -> Any:
        if model.__name__ == "Paper":
            parsed.append(values["id"])
        return validate(self, model, values)

    monkeypatch.setattr(Source, "validate", noted)
    return parsed


def whole(library: Library) -> tuple[Any, ...]:
    """All that a library says, and in which order."""
    return (
        library,
        list(library.papers),
        list(library.tags),
        list(library.abstracts.items()),
        library.fingerprints,
    )


def test_a_library_from_the_cache_is_the_same(library: TinyLibrary, file: Path) -> None:
    plain = load(library.content)
    assert whole(load(library.content, cache=file)) == whole(plain)
    assert whole(load(library.content, cache=file)) == whole(plain)


def test_nothing_is_parsed_again(library: TinyLibrary, file: Path, no_parsing: list[str]) -> None:
    load(library.content, cache=file)
    assert len(no_parsing) == 5
    load(library.content, cache=file)
    assert len(no_parsing) == 5


@pytest.mark.usefixtures("settled")
def test_no_record_is_read_again_while_its_file_is_the_same(
    library: TinyLibrary, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = whole(load(library.content, cache=file))
    opened: list[str] = []
    path_open = Path.open

    def noted(self: Path, *rest: Any, **named: Any) -> Any:
        opened.append(self.name)
        return path_open(self, *rest, **named)

    monkeypatch.setattr(Path, "open", noted)
    assert whole(load(library.content, cache=file)) == expected
    assert sorted(set(opened)) == [
        "records.cache",
        "records.cache-changes",
        "records.cache-terms",
        "tags.yml",
        "themes.yml",
    ]


@pytest.mark.usefixtures("settled")
def test_an_edited_line_alone_is_parsed_again(
    library: TinyLibrary, file: Path, no_parsing: list[str]
) -> None:
    load(library.content, cache=file)
    no_parsing.clear()
    library.write("papers.jsonl", "\n" + line(id="a", title="Anchors") + line(tldr="Ropes hold."))
    assert whole(load(library.content, cache=file)) == whole(load(library.content))
    assert no_parsing[0] == "keel2023ropes"
    assert no_parsing.count("mast2022flood") == 1


def edit_unseen(path: Path, old: bytes, new: bytes) -> None:
    """Change a file so that its size and time of change stay."""
    stat, raw = path.stat(), path.read_bytes()
    assert len(old) == len(new)
    assert old in raw
    with path.open("r+b") as file:
        file.write(raw.replace(old, new))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("name", ["papers/mast2022flood.md", "papers.jsonl", "papers.csl.jsonl"])
def test_an_edit_within_a_tick_of_the_clock_is_noticed(
    name: str, library: TinyLibrary, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.content / name
    monkeypatch.setattr(reader, "stamp_of", lambda path: (*fixed(path), Path(path).stat().st_ino))
    now = path.stat().st_mtime_ns + 1_000_000_000
    monkeypatch.setattr(reader.time, "time_ns", lambda: now)
    load(library.content, cache=file)
    edit_unseen(path, b"20", b"19")
    assert whole(load(library.content, cache=file)) == whole(load(library.content))


def fixed(path: str | Path) -> tuple[int, int, int]:
    """A file's stamp as if the clock that tells of changes stood still."""
    stat = Path(path).stat()
    return stat.st_mtime_ns, stat.st_mtime_ns, stat.st_size


@pytest.mark.usefixtures("settled")
def test_an_edit_that_hides_its_time_is_noticed(library: TinyLibrary, file: Path) -> None:
    load(library.content, cache=file)
    edit_unseen(library.content / "papers/mast2022flood.md", b"fade", b"rust")
    assert load(library.content, cache=file).papers["mast2022flood"].problem == "The tables rust."


@pytest.mark.usefixtures("settled")
def test_an_edited_abstract_is_noticed(library: TinyLibrary, file: Path) -> None:
    load(library.content, cache=file)
    library.write("abstracts/mast2022flood.txt", "We read.\n")
    assert load(library.content, cache=file).abstracts["mast2022flood"] == "We read."


@pytest.mark.usefixtures("settled")
def test_a_fault_is_found_with_its_line_though_all_else_comes_from_the_cache(
    library: TinyLibrary, file: Path
) -> None:
    load(library.content, cache=file)
    library.write("papers.jsonl", "\n" + line(arxiv="2207.00002", id="a", title="Anchors"))
    library.write("tags.yml", TAGS.replace("night:", "nights:"))
    for _ in range(2):
        with pytest.raises(InvalidLibraryError) as caught:
            load(library.content, cache=file)
        with pytest.raises(InvalidLibraryError) as plain:
            load(library.content)
        assert caught.value.findings == plain.value.findings
    assert [(one.file.name, one.line) for one in caught.value.findings] == [
        ("mast2022flood.md", 12),
        ("quill2021counting.md", 14),
        ("papers.jsonl", 2),
    ]


@pytest.mark.usefixtures("settled")
def test_a_faulty_record_is_faulty_every_time(library: TinyLibrary, file: Path) -> None:
    library.write("papers.jsonl", line() + line(id="b", title="Buoys", date="soon"))
    for _ in range(3):
        with pytest.raises(InvalidLibraryError, match="'soon' is not a date"):
            load(library.content, cache=file)
    library.write("papers.jsonl", line())
    assert whole(load(library.content, cache=file)) == whole(load(library.content))


@pytest.mark.parametrize("key", [b"", b"another version"])
@pytest.mark.usefixtures("settled")
def test_what_another_version_kept_is_read_anew(
    key: bytes, library: TinyLibrary, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = whole(load(library.content, cache=file))
    ours = record_cache.read(file)
    ours.abstracts["mast2022flood"].text = "We typo."
    with monkeypatch.context() as other:
        other.setattr(record_cache, "program_key", lambda: key)
        record_cache.write(file, ours)
    assert whole(load(library.content, cache=file)) == expected
    assert record_cache.read(file).count == 6


@pytest.mark.usefixtures("settled")
def test_a_damaged_cache_is_as_good_as_none(library: TinyLibrary, file: Path) -> None:
    expected = whole(load(library.content, cache=file))
    raw = file.read_bytes()
    assert raw.count(b"We type.") == 1
    file.write_bytes(raw.replace(b"We type.", b"We typo."))
    assert whole(load(library.content, cache=file)) == expected
    assert record_cache.read(file).count == 6


def test_a_cache_that_can_not_be_written_is_done_without(library: TinyLibrary) -> None:
    expected = whole(load(library.content))
    assert whole(load(library.content, cache=library.config_file / "cache")) == expected
    assert whole(load(library.content, cache=library.root)) == expected


@pytest.mark.usefixtures("settled")
def test_another_librarys_cache_brings_nothing_in(
    library: TinyLibrary, file: Path, tmp_path: Path
) -> None:
    load(library.content, cache=file)
    shutil.copytree(library.content, other := tmp_path / "other")
    (other / "papers.jsonl").write_text(line(title="Knots"), encoding="utf-8")
    assert whole(load(other, cache=file)) == whole(load(other))


def test_no_scrap_is_left_beside_the_cache(library: TinyLibrary, file: Path) -> None:
    load(library.content, cache=file)
    names = sorted(path.name for path in file.parent.iterdir())
    assert names == [file.name, f"{file.name}-terms"]


@pytest.mark.usefixtures("settled")
def test_few_changes_leave_the_file_alone_and_many_renew_it(
    empty_library: TinyLibrary, tmp_path: Path
) -> None:
    file = tmp_path / "cache"
    lines = [line(id=f"p{n}", title=f"Paper {n}") for n in range(200)]
    empty_library.write("papers.jsonl", "".join(lines))
    load(empty_library.content, cache=file)
    before = file.read_bytes()
    lines[7:9] = [line(id=f"q{n}", title=f"Other {n}") for n in range(2)]
    empty_library.write("papers.jsonl", "".join(lines))
    load(empty_library.content, cache=file)
    assert file.read_bytes() == before
    lines[9] = line(id="q9", title="Other 9")
    empty_library.write("papers.jsonl", "".join(lines))
    assert "q9" in load(empty_library.content, cache=file).papers
    assert file.read_bytes() != before


MANY = [line(id=f"p{n}", title=f"Paper {n}") for n in range(250)]
EDITED = line(id="p7", title="Paper 7", tldr="It is edited.")
# What may become of so many lines, of which few change.
FEW_CHANGES = {
    "a line is another": [*MANY[:7], EDITED, *MANY[8:]],
    "a line is added before others": [line(id="q", title="Other"), *MANY],
    "a line is gone": [*MANY[:7], *MANY[8:]],
    "lines change places": [MANY[9], *MANY[:7], EDITED, *MANY[10:], MANY[8]],
    "nothing changes": MANY,
}


@pytest.fixture
def many(empty_library: TinyLibrary, tmp_path: Path) -> TinyLibrary:
    """A library of many records, all of which are kept."""
    empty_library.write("papers.jsonl", "".join(MANY))
    load(empty_library.content, cache=tmp_path / "cache")
    return empty_library


@pytest.mark.parametrize("change", FEW_CHANGES)
@pytest.mark.parametrize("is_settled", [True, False])
def test_what_few_changes_made_is_kept_beside_the_file(
    many: TinyLibrary,
    tmp_path: Path,
    no_parsing: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    is_settled: bool,
) -> None:
    if is_settled:
        monkeypatch.setattr(reader.time, "time_ns", lambda: LATER)
    file, before = tmp_path / "cache", (tmp_path / "cache").read_bytes()
    many.write("papers.jsonl", "".join(FEW_CHANGES[change]))
    expected = whole(load(many.content))
    load(many.content, cache=file)
    no_parsing.clear()

    for _ in range(2):
        assert whole(load(many.content, cache=file)) == expected
    assert not no_parsing
    assert file.read_bytes() == before

    many.write("papers.jsonl", "".join(MANY[::-1]))
    assert whole(load(many.content, cache=file)) == whole(load(many.content))


@pytest.mark.usefixtures("settled")
def test_after_an_edit_a_file_that_stays_the_same_is_not_read_again(
    many: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.write("papers.jsonl", "".join(FEW_CHANGES["lines change places"]))
    expected = whole(load(many.content, cache=tmp_path / "cache"))
    monkeypatch.setattr(reader, "fingerprint_of", None)

    assert whole(load(many.content, cache=tmp_path / "cache")) == expected


@pytest.mark.usefixtures("settled")
def test_lines_of_kept_changes_are_where_findings_say(many: TinyLibrary, tmp_path: Path) -> None:
    many.write("papers.jsonl", "\n" + "".join(MANY))
    load(many.content, cache=tmp_path / "cache")
    many.write("themes.yml", THEMES.replace("tides:", "others:"))

    with pytest.raises(InvalidLibraryError) as caught:
        load(many.content, cache=tmp_path / "cache")
    assert [one.line for one in caught.value.findings] == [*range(2, len(MANY) + 2)]


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda _: b"", lambda raw: raw + b"!"])
@pytest.mark.usefixtures("settled")
def test_damage_to_kept_changes_changes_nothing(
    many: TinyLibrary, tmp_path: Path, no_parsing: list[str], damage: Any
) -> None:
    many.write("papers.jsonl", "".join(FEW_CHANGES["a line is another"]))
    expected = whole(load(many.content, cache=tmp_path / "cache"))
    changes = tmp_path / "cache-changes"
    changes.write_bytes(damage(changes.read_bytes()))
    no_parsing.clear()

    assert whole(load(many.content, cache=tmp_path / "cache")) == expected
    assert no_parsing == ["p7"]


@pytest.mark.usefixtures("settled")
def test_changes_are_kept_of_one_file_of_records_alone(
    many: TinyLibrary, tmp_path: Path, no_parsing: list[str]
) -> None:
    file = tmp_path / "cache"
    many.write("papers.jsonl", "".join(FEW_CHANGES["a line is another"]))
    load(many.content, cache=file)
    changed = record_cache.read(file)
    changed.started += 1
    record_cache.write(file, changed)
    no_parsing.clear()

    assert whole(load(many.content, cache=file)) == whole(load(many.content))
    assert no_parsing.count("p7") == 2


NAMES = ["papers/mast2022flood.md", "papers/quill2021counting.md", "papers/x.md"]
TEXTS = [LAMPS, TIDES, TIDES.replace("Flood", "Row").replace("2207", "2208"), "broken", None]
LINES = [
    line(), line(tldr="They hold."), line(id="a", title="Anchors", abstract="Iron."),
    line(id="b", title="Buoys", tags=["nigth"]), item(), item(keyword="gulls"), "{",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS))
    | st.tuples(
        st.sampled_from(["papers.jsonl", "papers.csl.jsonl"]),
        st.lists(st.sampled_from(LINES), max_size=4).map("".join),
    )
    | st.tuples(
        st.sampled_from(["abstracts/a.txt", "abstracts/mast2022flood.txt"]),
        st.sampled_from(["We do.", "We did", None]),
    ),
    max_size=6,
)


def outcome(content: Path, file: Path | None) -> Any:
    try:
        return whole(load(content, cache=file))
    except InvalidLibraryError as error:
        return error.findings


@settings(max_examples=examples(60, 2_000))
@given(EDITS, st.booleans())
def test_loading_with_a_cache_is_loading_without_after_any_edits(
    edits: list[tuple[str, str | None]], later: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if later:
            patch.setattr(reader.time, "time_ns", lambda: LATER)
        content, file = Path(folder, "content"), Path(folder, "cache")
        (content / "papers").mkdir(parents=True)
        (content / "abstracts").mkdir()
        (content / "themes.yml").write_text(THEMES, encoding="utf-8")
        (content / "tags.yml").write_text(TAGS, encoding="utf-8")
        for number, (name, text) in enumerate(edits):
            if text is None:
                (content / name).unlink(missing_ok=True)
            else:
                (content / name).write_text(text, encoding="utf-8")
                # Further apart than a clock ticks: closer edits have a test of their own.
                os.utime(content / name, (number, number))
            assert outcome(content, file) == outcome(content, None)
