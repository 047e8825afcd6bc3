"""Records a line join those a file in one library, and are refused as plainly."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.loading.load import load
from tests.conftest import SAMPLE, TIDES

if TYPE_CHECKING:
    from pressmark.base.findings import Finding
    from pressmark.library.library import Library
    from tests.conftest import TinyLibrary

ROPES: dict[str, Any] = {
    "id": "keel2023ropes",
    "title": "Splicing Ropes",
    "authors": ["Dan Keel"],
    "date": "2023",
    "type": "method",
    "theme": "tides",
    "tags": ["harbour"],
    "tldr": "Ropes are spliced.",
    "problem": "They part.",
    "approach": "Splice.",
    "finding": "They hold.",
}


def line(**changes: Any) -> str:
    return json.dumps(ROPES | changes) + "\n"


def as_lines(library: Library) -> str:
    """Every paper of a library as lines of `papers.jsonl`."""
    lines = []
    for paper in library.papers.values():
        values = asdict(paper)
        values["authors"] = [
            author if author["orcid"] else author["name"] for author in values["authors"]
        ]
        values["figures"] = [
            {name: value for name, value in figure.items() if value} for figure in values["figures"]
        ]
        lines.append(json.dumps(values) + "\n")
    return "".join(lines)


def findings(library: TinyLibrary) -> list[Finding]:
    with pytest.raises(InvalidLibraryError) as caught:
        library.load()
    return caught.value.findings


def test_a_library_is_the_same_from_files_and_from_lines(tiny_library: TinyLibrary) -> None:
    from_files = load(SAMPLE / "content")
    for name in ("themes.yml", "tags.yml", "venues.yml", "people.yml", "changes.jsonl"):
        tiny_library.write(name, (SAMPLE / "content" / name).read_bytes())
    for path in (SAMPLE / "content" / "digests").iterdir():
        tiny_library.write(f"digests/{path.name}", path.read_bytes())
    for path in (tiny_library.content / "papers").iterdir():
        path.unlink()
    tiny_library.write("papers.jsonl", as_lines(from_files))
    assert tiny_library.load() == from_files


def test_records_of_all_sources_are_one_library_in_id_order(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers.jsonl", line() + line(id="a", title="Anchors"))
    assert list(tiny_library.load().papers) == [
        "a",
        "keel2023ropes",
        "mast2022flood",
        "quill2021counting",
    ]


def test_a_line_may_hold_its_abstract(empty_library: TinyLibrary) -> None:
    empty_library.write("papers.jsonl", line(abstract=" We splice.\r\n"))
    assert empty_library.load().abstracts == {"keel2023ropes": "We splice."}


def test_an_abstract_of_its_own_file_goes_before_the_lines(empty_library: TinyLibrary) -> None:
    empty_library.write("papers.jsonl", line(abstract="We splice."))
    empty_library.write("abstracts/keel2023ropes.txt", "We splice well.\n")
    assert empty_library.load().abstracts == {"keel2023ropes": "We splice well."}


def test_lines_saved_on_windows_are_read_the_same(empty_library: TinyLibrary) -> None:
    empty_library.write("papers.jsonl", line())
    expected = empty_library.load()
    empty_library.write("papers.jsonl", b"\xef\xbb\xbf" + line().replace("\n", "\r\n\r\n").encode())
    assert empty_library.load() == expected


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        pytest.param(line(dates="2021"), "dates", "Did you mean 'date'?", id="unknown key"),
        pytest.param(line(abstracts="x"), "abstracts", "Did you mean 'abstract'?", id="abstract"),
        pytest.param(line(abstract=["x"]), "abstract", "found ['x']. Write text.", id="list"),
        pytest.param(line(id=None), "id", "missing key. Add 'id: ...'.", id="no id"),
        pytest.param(line(id="A b"), "id", "'A b' is not an id.", id="bad id"),
        pytest.param(line(id="index"), "id", "'index' is reserved: for the page", id="reserved id"),
        pytest.param(line(tags=["harbor"]), "tags[1]", "Did you mean 'harbour'?", id="unknown tag"),
        pytest.param(line(theme="tide"), "theme", "Did you mean 'tides'?", id="unknown theme"),
        pytest.param(
            line(id="mast2022flood"),
            "id",
            "content/papers/mast2022flood.md has the same id. Give one of them another id.",
            id="id of a file",
        ),
        pytest.param(
            line(title="A flood of tables - reading tides", authors=["Cleo Mast"]),
            "title",
            "content/papers/mast2022flood.md has the same title.",
            id="title of a file",
        ),
        pytest.param('{"title": "Lamps', "", "the JSON does not parse:", id="cut off"),
        pytest.param('{"title": 1' + "0" * 5000 + "}", "", "a number is too long", id="number"),
        pytest.param(line(tldr="x" * 1_000_000), "", "Keep it below 1 MB.", id="long line"),
        pytest.param('{"title": "\udcff"}', "", "byte 0xff is not UTF-8.", id="not UTF-8"),
    ],
)
def test_a_broken_line_gives_one_finding_with_file_line_and_field(
    text: str, field: str, said: str, empty_library: TinyLibrary
) -> None:
    empty_library.write("papers/mast2022flood.md", TIDES)
    raw = f"{line(id='a', title='Anchors')}\n{text}\n".encode(errors="surrogateescape")
    empty_library.write("papers.jsonl", raw)
    (finding,) = findings(empty_library)
    assert (str(finding.file), finding.line, finding.field) == ("content/papers.jsonl", 3, field)
    assert said in finding.text


def test_an_id_on_two_lines_is_a_finding_on_the_second(empty_library: TinyLibrary) -> None:
    empty_library.write("papers.jsonl", line() + line(title="Anchors"))
    (finding,) = findings(empty_library)
    assert (finding.line, finding.field) == (2, "id")
    assert "content/papers.jsonl:1 has the same id" in finding.found


def test_a_digest_stays_while_record_and_abstract_do(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers.jsonl", line())
    before = tiny_library.load().fingerprints
    assert {len(fingerprint) for fingerprint in before.values()} == {16}
    moved = "\n" + line(id="a", title="Anchors") + line()
    tiny_library.write("papers.jsonl", moved.replace("\n", "\r\n"))
    after = dict(tiny_library.load().fingerprints)
    del after["a"]
    assert after == before


@pytest.mark.parametrize(
    ("name", "text", "paper"),
    [
        ("papers.jsonl", line(tldr="Ropes hold."), "keel2023ropes"),
        ("papers/mast2022flood.md", TIDES + "\n", "mast2022flood"),
        ("abstracts/mast2022flood.txt", "We type.", "mast2022flood"),
        ("abstracts/keel2023ropes.txt", "We splice.", "keel2023ropes"),
    ],
)
def test_a_digest_changes_with_the_record_or_its_abstract(
    name: str, text: str, paper: str, tiny_library: TinyLibrary
) -> None:
    tiny_library.write("papers.jsonl", line())
    before = tiny_library.load().fingerprints
    tiny_library.write(name, text)
    after = tiny_library.load().fingerprints
    assert [key for key in after if after[key] != before[key]] == [paper]
