"""Whatever text comes in, what goes out is plain, and an address is one."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.library.values import _PLAIN_ADDRESS, plain_text


@given(st.text())
@example("e\x00\u0301")
def test_plain_text_is_plain_already(text: str) -> None:
    once = plain_text(text)
    assert plain_text(once) == once


# Text that can be printed takes a shorter way; it must lead to where the long one does.
@given(st.text() | st.text(st.characters(max_codepoint=127)))
@example("Cafe\u0301")
@example("\ufeffe\u0301\u2028\x07 \t\r\n")
def test_plain_text_is_composed_and_has_no_control_characters(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    lines = re.sub("[\r\u2028\u2029\x85]", "\n", lines)
    unseen = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    assert plain_text(text) == unicodedata.normalize("NFC", re.sub(unseen, "", lines))


@given(st.from_regex(_PLAIN_ADDRESS, fullmatch=True))
@example("https://a/[b]")
def test_an_address_that_is_let_through_at_a_glance_bears_a_closer_look(text: str) -> None:
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert parts.port is None
    assert not re.search(r"[\s\"<>\\^`{|}]", text)
