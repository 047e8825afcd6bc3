"""Patterns that are compiled when they are first asked for find what others find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.patterns import compiled_later

if TYPE_CHECKING:
    import pytest


def test_a_pattern_that_is_compiled_later_finds_what_another_finds() -> None:
    later, at_once = compiled_later("l(a)mp", re.IGNORECASE), re.compile("l(a)mp", re.IGNORECASE)
    for text in ("lamp", "Two LAMPS, one lamp", "lump"):
        assert later.sub("sun", text) == at_once.sub("sun", text)
        assert later.findall(text) == at_once.findall(text)
        assert bool(later.fullmatch(text)) is bool(at_once.fullmatch(text))
    assert later.pattern == at_once.pattern
    assert compiled_later(rb"\s").split(b"a b") == [b"a", b"b"]


def test_it_is_compiled_when_it_is_first_asked_for_and_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_now(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    later = compiled_later("lamp")
    assert compiled == []
    assert [later.search("a lamp"), later.match("lump"), later.search("lump")][1:] == [None, None]
    assert compiled == ["lamp"]
