"""A pasted listing becomes titles with abstracts, or is refused with the line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.library.readers.entry import Entry
from pressmark.library.readers.formats import recognised
from pressmark.library.readers.listing import read
from tests.conftest import collection_file

NAME = Path("listing.txt")
# Invented sentences, as long together as an abstract in a real listing.
LONG = "We row round the harbour at dusk and count every lamp that we can see. " * 6
LONG_TOO = "We type in the old tables of tides and check each line against the next. " * 6


def lines(*text: str) -> str:
    return "\n".join(text)


TWO = [
    Entry(1, "Counting Lamps", "We count lamps."),
    Entry(3, "Reading Tides", "We read tides."),
]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(entry.title, entry.abstract) for entry in read(text, NAME).whole()]


PAIRS = [(entry.title, entry.abstract) for entry in TWO]


def faults(text: str) -> list[tuple[int, str]]:
    """Line and wording of every finding."""
    with pytest.raises(InvalidLibraryError) as caught:
        read(text, NAME).whole()
    return [(finding.line, finding.found) for finding in caught.value.findings]


def test_titles_and_abstracts_alternate() -> None:
    text = lines("Counting Lamps", "We count lamps.", "Reading Tides", "We read tides.")
    assert read(text, NAME).whole() == TWO


BANNER = "Get trending papers in your email inbox once a day!"


@pytest.mark.parametrize(
    "top",
    [
        "",
        "Subscribe",
        "Subscribe\n",
        f"{BANNER}\n",
        f"{BANNER}\nSubscribe\n",
        f"{BANNER}\nSubscribe ",
        f"{BANNER}\nGet trending papers in your email inbox!\nSubscribe",
    ],
)
def test_a_banner_and_its_button_are_no_part_of_the_first_title(top: str) -> None:
    text = lines(f"{top}Counting Lamps", "We count lamps.", "Reading Tides", "We read tides.")
    assert pairs(text) == PAIRS


def test_a_button_glued_to_a_small_letter_is_found_by_the_banner_above_it() -> None:
    assert pairs(lines(BANNER, "SubscribemLamp", "We count lamps."))[0][0] == "mLamp"


def test_a_banner_between_two_listings_is_left_out() -> None:
    text = lines(
        "Counting Lamps", "We count lamps.", BANNER, "SubscribeReading Tides", "We read tides."
    )
    assert pairs(text) == PAIRS


@pytest.mark.parametrize("title", ["Subscribe to the Tides", "Subscribers of a Harbour Paper"])
def test_a_title_may_start_with_the_buttons_word(title: str) -> None:
    assert pairs(lines(title, "We ask readers.")) == [(title, "We ask readers.")]


def test_blank_lines_say_nothing_but_are_counted() -> None:
    text = lines(
        "", "Counting Lamps", "  ", "We count lamps.", "", "", "Reading Tides", "We read tides.", ""
    )
    assert [(entry.line, entry.title) for entry in read(text, NAME).whole()] == [
        (2, "Counting Lamps"),
        (7, "Reading Tides"),
    ]


def test_spaces_and_unseen_characters_are_brought_into_plain_form() -> None:
    text = lines(" Counting\u00a0  Lamps\t", "We count\u2028lamps.\x07")
    assert pairs(text) == [PAIRS[0]]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_a_listing_saved_on_another_system_is_read_the_same(newline: str) -> None:
    raw = b"\xef\xbb\xbf" + newline.join(part for pair in PAIRS for part in pair).encode()
    assert read(utf8_text(raw, NAME), NAME).whole() == TWO


def test_a_paper_listed_twice_is_read_once() -> None:
    text = lines("Counting Lamps", "We count lamps.", "COUNTING LAMPS!", "We count lamps.")
    assert pairs(text) == [PAIRS[0]]


def test_an_abstract_that_ends_in_an_address_may_precede_a_title_in_small_letters() -> None:
    text = lines("Counting Lamps", "See https://example.org/lamps", "mLamp", "We count more.")
    assert len(pairs(text)) == 2


FAULTS = [
    pytest.param(
        lines("Counting Lamps", LONG, "Reading Tides"),
        [(3, "no abstract follows the title 'Reading Tides'")],
        id="missing last abstract",
    ),
    pytest.param(
        lines("Counting Lamps", "Reading Tides", LONG, "Rowing", LONG_TOO),
        [(1, "no abstract follows the title 'Counting Lamps'")],
        id="missing abstract between others",
    ),
    pytest.param(
        lines("Counting Lamps", LONG, LONG_TOO, "Reading Tides", LONG),
        [(3, "was found where a title belongs")],
        id="missing title",
    ),
    pytest.param(
        lines("Counting Lamps", "We count the", "lamps of the port", "Reading Tides", "We read."),
        [(3, "'lamps of the port' was found where a title belongs")],
        id="abstract broken into lines",
    ),
    pytest.param(
        lines("Counting Lamps", LONG, "counting lamps", LONG_TOO),
        [(3, "line 1 has the same title with another abstract")],
        id="title twice with different abstracts",
    ),
    pytest.param(
        lines("Counting Lamps", "We c\ufffdunt lamps."),
        [(2, "a character was lost")],
        id="character lost by an earlier program",
    ),
    pytest.param(
        lines("Counting Lamps", "We count lamps in Malm\u00c3\u00b6."),
        [(2, "the line is UTF-8 that was once read as Windows-1252")],
        id="text decoded by the wrong table",
    ),
    pytest.param(
        lines("Counting Lamps", "We write \u00e2\u20ac\u0153forty\u00e2\u20ac\u009d."),
        [(2, "the line is UTF-8 that was once read as Windows-1252")],
        id="quotation marks decoded by the wrong table",
    ),
    pytest.param(
        lines("The Harbour Letter", "Read it daily!", "SubscribeCounting Lamps", LONG),
        [(3, "'SubscribeCounting Lamps' is below lines that may be a banner")],
        id="unknown banner",
    ),
    pytest.param("\n \n", [(1, "no titles were found")], id="nothing but blank lines"),
    pytest.param(f"{BANNER}\nSubscribe", [(1, "no titles were found")], id="banner only"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_a_broken_listing_is_refused_with_the_line(
    text: str, expected: list[tuple[int, str]]
) -> None:
    found = faults(text)
    assert [line for line, _ in found] == [line for line, _ in expected]
    assert expected[0][1] in found[0][1]


def test_a_listing_with_several_faults_yields_all_of_them_at_once() -> None:
    text = lines(
        "Counting Lamps",
        "Reading Tides",
        LONG,
        "Rowing",
        LONG_TOO,
        "Sailing \ufffd",
        LONG,
        "Mooring",
    )
    assert [line for line, _ in faults(text)] == [1, 6, 8]


@pytest.mark.parametrize("raw", [b"Lamps\nWe say \x93forty\x94.\n", b"Lamps\n\xffWe count.\n"])
def test_bytes_that_are_not_utf_8_are_refused_with_line_and_byte(raw: bytes) -> None:
    with pytest.raises(InvalidLibraryError, match=r"listing\.txt:2: byte 0x(93|ff) is not UTF-8"):
        utf8_text(raw, NAME)


def test_foreign_letters_are_no_fault() -> None:
    assert pairs("Lampen zählen\nÄ, é, 灯 und “Hafen”…") == [
        ("Lampen zählen", "Ä, é, 灯 und “Hafen”…")
    ]


def test_the_real_listing_gives_the_titles_of_all_209_papers() -> None:
    text = collection_file("listing.txt").read_text(encoding="utf-8")
    records = collection_file("papers.jsonl").read_text(encoding="utf-8").splitlines()
    titles = [json.loads(record)["title"] for record in records]
    assert [entry.title for entry in recognised(text, NAME).read(text, NAME).whole()] == titles


def test_the_real_listing_gives_209_abstracts_line_for_line() -> None:
    text = collection_file("listing.txt").read_text(encoding="utf-8")
    assert [entry.abstract for entry in read(text, NAME).whole()] == text.split("\n")[3::2]
