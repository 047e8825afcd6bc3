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
@settings(ANY_TIME, max_examples=examples(60, 20_000))
@given(data=st.data())
def test_no_text_stops_a_reader(name: str, data: st.DataObject) -> None:
    read(name, data.draw(texts(name)))


@pytest.mark.parametrize("name", FORMATS)
@settings(ANY_TIME, max_examples=examples(4, 400), phases=set(Phase) - {Phase.shrink})
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


@pytest.mark.parametrize("name", ENTRIES)
def test_a_reader_takes_less_than_twenty_times_the_memory_of_its_text(name: str) -> None:
    text = sound_text(name, 60_000)
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
