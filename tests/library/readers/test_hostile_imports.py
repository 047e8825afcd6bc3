"""Whatever a file holds, a reader makes papers and findings of it, soon and in little memory."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pressmark.library.readers.formats import FORMATS, recognised
from tests.effort import examples
from tests.hostile_imports import (
    ENTRIES,
    MOST_SECONDS,
    NAME,
    large_texts,
    read,
    seconds,
    sound_text,
    texts,
)

ANY_TIME = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", FORMATS)
@settings(ANY_TIME, max_examples=examples(40, 20_000))
@given(data=st.data())
def test_no_text_stops_a_reader(name: str, data: st.DataObject) -> None:
    read(name, data.draw(texts(name)))


@pytest.mark.parametrize("name", FORMATS)
@settings(ANY_TIME, max_examples=examples(2, 400), phases=set(Phase) - {Phase.shrink})
@given(data=st.data())
def test_no_text_takes_a_reader_long(name: str, data: st.DataObject) -> None:
    text = data.draw(large_texts(name))
    taken = seconds(name, text)
    # A slow machine takes longer over a part of it too.
    assert taken < MOST_SECONDS or taken < 8 * seconds(name, text[: len(text) // 4])


@settings(ANY_TIME, max_examples=examples(100, 20_000))
@given(data=st.data())
def test_a_format_is_told_of_any_text(data: st.DataObject) -> None:
    text = data.draw(texts(data.draw(st.sampled_from(sorted(FORMATS)))))
    read(recognised(text, NAME).name, text)


# A number of thousands of digits is more than Python reads at once.
LONG = "9" * 9_000
NUMBERS = {
    "bibtex": "@article{{a, title = {{A}}, year = {{{0}}}, month = {{{0}}}, volume = {{{0}}},\n"
    "pages = {{{0}--{0}}}, author = {{B, C}}, author+an:orcid = {{{0}=0000-0002-1825-0097}}}}\n",
    "ris": "TY  - JOUR\nTI  - A\nPY  - 2020/{0}/{0}\nSP  - {0}\nVL  - {0}\nER  - \n",
    "nbib": "PMID- {0}\nTI  - A\nDP  - 2019 May {0}\nVI  - {0}\n\n",
    "enw": "%0 Journal Article\n%T A\n%D {0}\n%8 May {0} 2020\n%P {0}\n",
    "csv": "Title,Year,Date,Volume\nA,{0},May {0} 2020,{0}\n",
    "csl-json": '[{{"title":"A","issued":{{"date-parts":[[{0}]]}},"volume":{0}}}]',
    "records": '{{"title":"A","date":{0},"suggested":["tags"]}}\n',
    "listing": "A Title\nWe count {0} ships.\n",
    "identifiers": "arXiv:{0}.{0}\n10.{0}/x\n",
}


@pytest.mark.parametrize("name", FORMATS)
def test_no_number_is_too_long_for_a_reader(name: str) -> None:
    read(name, NUMBERS[name].format(LONG))


@pytest.mark.parametrize("name", ENTRIES)
def test_a_reader_takes_less_than_twenty_times_the_memory_of_its_text(name: str) -> None:
    text = sound_text(name, 30_000)
    read(name, text[:2_000])  # what is loaded once is no memory of the text
    tracemalloc.start()
    try:
        reading = read(name, text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reading
    assert not reading.left_out
    assert peak < 20 * len(text)


@pytest.mark.parametrize("acting", ["\x1b[2J", "\x07", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_what_is_said_of_a_file_does_nothing_to_a_terminal(acting: str) -> None:
    text = (
        f"@article{{a{acting}, title = {{A}}, jour{acting}nal = XY{acting}Z, author = {{B}}}}\n"
        f"@article{{b{acting}, title = {{B}}, author = {{C}}"
    )
    reading = read("bibtex", text)

    assert reading
    assert len(reading.omissions) > 1
    for omission in reading.omissions:
        assert acting not in str(omission)
        assert acting not in omission.finding.annotation
