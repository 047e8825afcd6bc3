"""Long texts are escaped and looked at in another way than short ones, to the same end."""

from __future__ import annotations

import pytest

from pressmark.base.escaping import escape, escape_long, is_printable

TEXTS = [chr(code) for code in range(0x300)]
TEXTS += [
    "",
    "a\u2028b",
    "\ufeff",
    "\ud800",
    "灯台",
    "<a href=\"x\">'&amp;'</a>",
    "& < > \" '" * 99,
]


@pytest.mark.parametrize("around", ["", "a", "é"])
def test_long_texts_are_escaped_as_short_ones(around: str) -> None:
    for text in (around + text + around for text in TEXTS):
        assert escape_long(text) == escape(text)


@pytest.mark.parametrize("around", ["", "a", "é"])
def test_a_text_is_printable_as_python_has_it(around: str) -> None:
    for text in (around + text + around for text in TEXTS):
        assert is_printable(text) == text.isprintable()
