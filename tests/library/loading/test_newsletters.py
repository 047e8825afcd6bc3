"""Files of digests are read as curators mean them, or what is wrong with them is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.findings import InvalidLibraryError
from tests.conftest import LAMPS, TIDES

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

DAY = "2026-11-24"
DIGEST = f"digests/{DAY}.yml"
SOUND = f"since: {DAY}\nuntil: {DAY}\npapers: [quill2021counting]\n"


def test_a_renamed_paper_is_found_under_its_old_id(tiny_library: TinyLibrary) -> None:
    renamed = TIDES.replace("arxiv:", "redirect_from: [mast2022tides]\narxiv:")
    tiny_library.write("papers/mast2022flood.md", renamed)
    tiny_library.write(
        DIGEST,
        f"since: {DAY}\nuntil: {DAY}\npapers: [mast2022tides, quill2021counting]\n"
        "further: [mast2022flood]\n",
    )

    read = tiny_library.load().newsletters[DAY]

    assert (read.papers, read.further) == (("mast2022flood", "quill2021counting"), ())


def test_a_paper_that_was_published_and_is_gone_is_left_out(tiny_library: TinyLibrary) -> None:
    text = f"since: {DAY}\nuntil: {DAY}\npapers: [gone2020bells, quill2021counting]\n"
    tiny_library.write(DIGEST, text)
    tiny_library.write("addresses.txt", "papers/gone2020bells/\n")

    assert tiny_library.load().newsletters[DAY].papers == ("quill2021counting",)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (DIGEST, SOUND.replace("counting", "cuonting"), "3: papers[1]: there is no paper 'quill20"),
        (DIGEST, SOUND + "further: [nobody]\n", "4: further[1]: there is no paper 'nobody'"),
        (DIGEST, SOUND + "further: [quill2021counting]\n", "4: further[1]: 'quill2021counting' is"),
        (DIGEST, SOUND + "introductoin: Hi\n", "4: introductoin: unknown key. Did you me"),
        (DIGEST, SOUND + "id: other\n", "4: id: an id is not expected here."),
        (
            DIGEST,
            SOUND.replace(f"since: {DAY}", "since: 2027-01-01"),
            "1: since: 2027-01-01 is after",
        ),
        (
            DIGEST,
            SOUND.replace(f"until: {DAY}", "until: 2026-11"),
            "2: until: '2026-11' is not a day",
        ),
        (DIGEST, f"until: {DAY}\npapers: [quill2021counting]\n", "1: since: missing key."),
        (DIGEST, f"since: {DAY}\nuntil: {DAY}\n", "1: papers: the digest lists no paper."),
        (DIGEST, SOUND + "title:\n", "4: title: the value is empty."),
        (
            DIGEST,
            SOUND + "introduction: '## Big'\n",
            "4: introduction: '## Big' contains a heading",
        ),
        (DIGEST, "- a list\n", "1: no 'key: value' lines were found."),
        (DIGEST, b"\xff\xfe", "1: byte 0xff is not UTF-8."),
        ("digests/monday.yml", SOUND, "1: id: 'monday' is not a date"),
        ("digests/notes.txt", "x", "1: the file is not a digest. Keep only <date>.yml files here."),
    ],
)
def test_what_is_wrong_with_a_digest_is_found(
    name: str, text: str | bytes, found: str, tiny_library: TinyLibrary
) -> None:
    tiny_library.write(name, text)

    with pytest.raises(InvalidLibraryError) as raised:
        tiny_library.load()

    (finding,) = raised.value.findings
    assert str(finding).startswith(f"content/{name}:{found}")


def test_ids_are_not_looked_up_among_records_with_findings(tiny_library: TinyLibrary) -> None:
    tiny_library.write("papers/quill2021counting.md", LAMPS.replace("2021-03-04", "soon"))
    tiny_library.write(DIGEST, SOUND)

    with pytest.raises(InvalidLibraryError) as raised:
        tiny_library.load()

    assert [finding.file.name for finding in raised.value.findings] == ["quill2021counting.md"]
