"""A text written as Markdown shows itself in any program, and nothing in it acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressmark.base.markdown_text import cell, heading, inline, link_text, paragraph
from tests.effort import examples
from tests.hostile import HOSTILE
from tests.markdown_readers import READERS, bare, outline

if TYPE_CHECKING:
    from collections.abc import Callable

# Where a text may be, what comes of it there, and the elements that the place itself has.
PLACES: dict[str, tuple[str, Callable[[str], str], set[str]]] = {
    "words": ("Word {} word", inline, {"p"}),
    "end": ("- Note: {}", inline, {"ul", "li"}),
    "start": ("{} word", paragraph, {"p"}),
    "second line": ("Word\n{}\nword", paragraph, {"p"}),
    "quote": ("> {}", paragraph, {"blockquote", "p"}),
    "heading": ("# {}", heading, {"h1"}),
    "link": ("- [{}](https://ours.example/): word", link_text, {"ul", "li", "a"}),
    "cell": (
        "| Head | Head |\n| --- | --- |\n| {} | x |",
        cell,
        {"table", "thead", "tbody", "tr", "th", "td"},
    ),
}
# What begins or ends something in Markdown of any kind.
SIGNS = """
    * ** *** _ __ ` `` ``` ~ ~~ ~~~ ^ ^^ = == === + ++ - -- --- # ## ###### > | || : :: ::: ! !! !!!
    ? ??? / /// \\ \\\\ & < $ $$ { } {{ }} {% %} ( ) [ ] [[ ]] ]( ][ ]: [^ ![ @ % ; . , ' "
    1. 1) 12. &amp; &#60; &lt; &copy; <b> </b> <!-- --> <? ?> <![CDATA[ <x <https://evil.example>
    <a@evil.example> :smile: :+1: javascript:alert(1) data:text/html,x https://evil.example/a_b_c
    [x](javascript:alert(1)) ![x](https://evil.example/x.png) [^1]: *[x]: {:.c} { {:onclick=x} .c}
    {onclick=alert(1)} {++ ++} {-- --} {>> <<} {== ==} [TOC] [ ] [x] \\( \\) \\[ \\] \\alpha --8<--
    "file" &nbsp &copy \\* snake_case 2*3*4 H~2~O n^2^ ++ctrl++ ;) 10:30:45
""".split()
PIECES = st.sampled_from([*SIGNS, *"ab1éß中", " ", " ", " "])
# A line as records hold them.
LINES = st.lists(PIECES, min_size=1, max_size=12).map(
    lambda parts: " ".join("".join(parts).split()) or "x"
)


def faults(text: str) -> list[str]:
    """In which programs and places a text does not show itself, or does more."""
    wrong = []
    for place, (frame, write, elements) in PLACES.items():
        document = frame.replace("{}", write(text))
        for program, draw in READERS.items():
            if place == "cell" and "table" not in draw(frame):
                continue
            shown, links, drawn = outline(draw(document))
            frame_text, frame_links, _ = outline(draw(frame.replace("{}", "\ue000")))
            expected = frame_text.replace("\ue000", bare(text))
            if (shown, links, drawn - {"p"}) != (
                expected,
                frame_links,
                elements - {"p"},
            ):
                wrong.append(f"{program}, {place}: {document!r} as {draw(document)!r}")
    return wrong


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_shows_itself(text: str) -> None:
    assert faults(" ".join(text.split())) == []


@given(LINES)
@settings(max_examples=examples(25, 1_000))
@example("{onclick=alert(1)}")
@example("Title { onclick=alert(1) }")
@example("a ~~b~~ c^d^ ==e==")
@example("x | y")
@example(":--|--:")
@example("[x]: javascript:alert(1)")
def test_whatever_is_in_a_text_it_shows_itself(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "C++, C# and F#: which is it?",
        "R&D at 5 % (about ~3 °C) for $5",
        "x<5 and 2 * 3 = 6, so n^2 > 4",
        "snake_case_names from file_name.py",
        "A title: with a colon, and 10:30:45",
        "-2 degrees",
        "See https://example.org/a~b?c=d&e=f#g",
        "B{ER}T",
    ],
)
def test_signs_that_do_not_act_are_left_as_they_are(text: str) -> None:
    assert (inline(text), paragraph(text)) == (text, text)
