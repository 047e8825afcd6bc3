"""No regular expression of the package takes long on any text, however it was written."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.html_tags import tags_in
from tests.conftest import REPOSITORY
from tests.effort import drawn, examples
from tests.tools.patterns import ANYWHERE, PACKAGE, Text, Usage, literals, texts, usages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ROOMS = sorted({path.parent.name for path in PACKAGE.glob("*/__init__.py")})
# So long are texts, and four times as long where one takes long; a text may then take four times as
# long too, and sixteen times where it takes steps with its square.
SHORT, LONG = 4_000, 16_000
MOST_TIMES = 8
# Processor seconds that no text of this length takes but by such steps, and when to stop waiting.
SOON, LATE = 0.005, 0.5
# What these are made of is known only when they are: names, ids and addresses, which are escaped or
# hold no sign of patterns, and the names of HTML's tags.
MADE_LATER = {
    "pressmark.base.scripts": ["[{letters}]"],
    "pressmark.base.html_tags": ["</{name}"],
    "pressmark.cli.digest": ["re.escape(address)"],
    "pressmark.library.readers.markup": ["<{name}", "</{name}"],
    "pressmark.site.addresses.edits": ["re.escape(address)", "re.escape(section)"],
    "pressmark.site.addresses.new_records": ["{usual}"],
    "pressmark.site.addresses.terms": ["re.escape(old)"],
}
# Who looks for these stops at the first text on which they would take long.
STOPPED = {"pressmark.base.html_tags._MARKUP"}
SCRIPTS = sorted(PACKAGE.rglob("*.js"))


class TooSlowError(Exception):
    """Raised in the middle of a match."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends with `TooSlowError` what takes this process longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: re.Pattern[Any], way: str, text: str) -> float:
    """The processor time of looking for a pattern in a text, one way or another."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    look = pattern.finditer if way == ANYWHERE else getattr(pattern, way)
    start = time.thread_time()
    for _ in look(subject) if way == ANYWHERE else [look(subject)]:
        pass
    return time.thread_time() - start


def slow_text(pattern: re.Pattern[Any], ways: list[str], most: int) -> str:
    """A text on which a pattern takes steps with its square, if there is one among so many."""
    for text in drawn(texts(pattern), most):
        for way in ways:
            try:
                with within(LATE):
                    if seconds(pattern, way, text.of(SHORT)) > SOON and is_slow(pattern, way, text):
                        return text.of(60)
            except TooSlowError:
                return text.of(60)
    return ""


def is_slow(pattern: re.Pattern[Any], way: str, text: Text) -> bool:
    """Whether the time grows with more than the length; measured again, as machines are busy."""
    times = [
        min(seconds(pattern, way, text.of(LONG)) for _ in range(2))
        / max(min(seconds(pattern, way, text.of(SHORT)) for _ in range(3)), 1e-6)
        for _ in range(2)
    ]
    return min(times) > MOST_TIMES


@pytest.fixture(scope="module")
def found() -> tuple[list[Usage], list[str]]:
    """The patterns of the package, and those made anew, read when a test asks for them."""
    return usages()


def test_every_pattern_is_in_a_room(found: tuple[list[Usage], list[str]]) -> None:
    assert {usage.place.split(".")[1] for usage in found[0]} <= {*ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_patterns_take_steps_with_the_length_of_a_text_and_not_with_its_square(
    room: str, found: tuple[list[Usage], list[str]]
) -> None:
    slow = {
        usage.place: text
        for usage in found[0]
        if usage.place.split(".")[1] == room and usage.place not in STOPPED
        if (text := slow_text(usage.pattern, usage.ways, examples(30, 10_000)))
    }

    assert slow == {}


def test_a_pattern_that_takes_steps_with_the_square_is_found() -> None:
    bad = [r"(a+)+b", r"\s+$", r"<a[^>]*>b", r"\(.*?\)", r"x*[a-z]*y", r"(\w+ ?)+;"]

    assert [text for text in bad if not slow_text(re.compile(text), ["search"], 1_000)] == []


@pytest.mark.parametrize(
    "piece",
    [
        *("<script>", "<!--", "<title a='b'>", "<p", "</", "<textarea ", "<![", "<?", "<a b='"),
        *('<a b="x', "<a <", "<style><", "<a =", "<!--->", "<a b = ", "<a/", "<a\n"),
    ],
)
def test_tags_that_never_end_are_looked_at_once(piece: str) -> None:
    with within(LATE):
        tags_in(piece * 20_000)


def test_patterns_that_are_made_of_what_a_call_knows_are_few_and_known(
    found: tuple[list[Usage], list[str]],
) -> None:
    made_anew = found[1]

    assert {place.partition(":")[0] for place in made_anew} == {*MADE_LATER}
    assert [
        place
        for place in made_anew
        if not any(part in place for part in MADE_LATER[place.partition(":")[0]])
    ] == []


def test_a_pattern_of_a_script_takes_steps_with_the_length_of_a_text() -> None:
    makers = [str(file) for file in SCRIPTS if "RegExp(" in file.read_text(encoding="utf-8")]
    found = [*(literal for script in SCRIPTS for literal in literals(script))]
    patterns: list[dict[str, Any]] = [
        {"source": literal.source, "flags": literal.flags} for literal in found
    ]
    patterns += in_node([], *makers)
    for pattern in patterns:
        read = re.compile(as_python(pattern["source"]))
        pattern["texts"] = drawn(texts(read), examples(30, 10_000))
    slow = zip(patterns, in_node(patterns), strict=True)

    assert len(patterns) > len(found) > 10
    assert {pattern["source"]: few[:3] for pattern, few in slow if few} == {}


def in_node(patterns: Any, *scripts: str) -> Any:
    """What the script beside the tests finds of patterns, or in scripts."""
    command = ["node", "tests/tools/patterns.mjs", *scripts]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        input=json.dumps(patterns),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return json.loads(done.stdout)


def as_python(source: str) -> str:
    """A pattern of JavaScript as Python has it, as far as its repeats and letters go."""
    source = re.sub(r"\\p\{[^}]*\}", r"\\w", source).replace(r"\/", "/")
    source = re.sub(r"\\P\{[^}]*\}", r"\\W", source)
    source = re.sub(r"\\u\{([^}]*)\}", lambda code: f"\\U{code[1]:0>8}", source)
    return re.sub(r"\(\?<(?=\w)", "(?P<", source)
