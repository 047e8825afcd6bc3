"""Each kind of slip in YAML is found on its own line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressmark.library.readers.record_file import read
from pressmark.library.readers.source import Source
from tests.conftest import LAMPS

TITLE = "title: Counting Lamps in the Harbour"
TAGS = "tags:\n- harbour\n- counting\n- night"
BODY = LAMPS[LAMPS.index("tldr:") :]

# What is replaced in a sound record, by what, the line of the finding and a part of its words.
CASES = {
    "tab": ("  orcid", "\torcid", 6, "indented with a tab, which YAML does not allow. Use spaces."),
    "tab before a key": ("type:", "\ttype:", 8, "indented with a tab"),
    "space that is none": ("  orcid", "\u00a0\u00a0orcid", 6, "only looks like a space"),
    "space that is none before an item": ("- counting", "\u00a0counting", 13, "only looks like"),
    "open double quote": (TITLE, 'title: "Lamps', 2, 'Add " where the text ends.'),
    "open single quote": (TITLE, "title: 'Lamps", 2, "Add ' where the text ends."),
    "open quote before a closed one": (
        f"{TITLE}\nauthors:\n- Ada Quill",
        'title: "Lamps\nauthors:\n- "Ada Quill"',
        2,
        'the quote " that begins a text here is not closed.',
    ),
    "open quote on two lines": (TITLE, 'title: "Lamps\n  and tides', 2, 'Add " where the text'),
    "open quote in a list": ("- Ada", '- "Ada', 4, 'the quote " that begins'),
    "apostrophe": (TITLE, "title: 'Quill's Lamps'", 2, "write '' for one inside."),
    "text behind a quote": (TITLE, 'title: "Lamps" here', 2, 'write \\" for one inside.'),
    "escape": (TITLE, 'title: "On \\lambda"', 2, "Use single quotes"),
    "colon": (TITLE, "title: Lamps: a count", 2, "in quotes: title: 'Lamps: a count'."),
    "colon at the end": (TITLE, "title: Lamps:", 2, "in quotes: title: 'Lamps:'."),
    "colon in an address": ("type:", "url: https://a.example/b: c\ntype:", 8, "'https://a.ex"),
    "curly quotes": (TITLE, "title: “Lamps: It's”", 2, "straight ones: title: 'Lamps: It''s'."),
    "no space": ("type: m", "type:m", 8, "Write type: method."),
    "no space on the first line": ("title: C", "title:C", 2, "Write title: Counting Lamps in"),
    "no colon": ("type: m", "type m", 8, "Write type: method."),
    "equals sign": ("type: m", "type = m", 8, "Write type: method."),
    "wide colon": ("type: m", "type：m", 8, "Write type: method."),
    "no-break space": ("type: m", "type:\u00a0m", 8, "Write type: method."),
    "indented key": ("type: m", "  type: m", 8, "further than 'date: 2021-03-04'"),
    "indented item": ("- counting", "  - counting", 13, "Start all items of a list at one place."),
    "second key": ("theme:", "theme: tides\ntheme:", 11, "theme: duplicate key. Remove one."),
    "open bracket": (TAGS, "tags: [harbour, night", 11, "the [ that begins here is not closed."),
    "open brace": ("- name: Ben Oar\n  orcid", "- {name: B\n  orcid", 5, "Add } where"),
    "two brackets": (TAGS, "tags: [harbour, night]]", 11, "nothing after its last bracket."),
    "text in brackets": (TITLE, "title: [Re] Lamps", 2, "in quotes: '[Re] Lamps'."),
    "link": ("- Ada Quill", "- [Ada](https://a.example)", 4, "[ begins a list or a mapping"),
    "no hyphen": ("- counting", "counting", 13, "Write - counting."),
    "no space after a hyphen": ("- counting", "-counting", 13, "Write - counting."),
    "no space after any": (TAGS, TAGS.replace("- ", "-"), 12, "Write - harbour."),
    "at sign": ("- Ada Quill", "- @ada", 4, "can't begin with '@'. Put it in quotes: '@ada'."),
    "backtick": (TITLE, "title: `Lamps`", 2, "can't begin with '`'."),
    "per cent sign": (TITLE, "title: %Lamps", 2, "can't begin with '%'."),
    "asterisk": (TITLE, "title: *Lamps* it", 2, "Put it in quotes: '*Lamps* it'."),
    "unknown alias": ("type: m", "venue: *lamps\ntype: m", 8, "can't begin with '*'."),
    "ampersand": (TITLE, "title: &Lamps it", 2, "title: a text without quotes can't begin with"),
    "exclamation mark": (TITLE, "title: !Lamps it", 2, "can't begin with '!'."),
    "greater-than sign": (TITLE, "title: > Lamps", 2, "Put it in quotes: '> Lamps'."),
    "second line of a text": (f"{TITLE}\n", "title: A\nlong one of lamps\n", 3, "indent it, if it"),
    "line of hyphens": ("type: m", "---\ntype: m", 8, "'---' ends the keys"),
    "line of dots": ("type: m", "...\ntype: m", 8, "'...' ends the keys"),
    "no line of hyphens": (f"{BODY[: BODY.index('## ')]}", "tldr: So.\n\n", 17, "has no end"),
    "number sign": (TITLE, "title: Lantern #1", 2, "title: to YAML, the text ends at the #"),
    "number sign first": (TITLE, "title: #1", 2, "in front of '1'."),
    "null": ("type: m", "venue: null\ntype: m", 8, "venue: the value is empty."),
    "tilde": ("type: m", "venue: ~\ntype: m", 8, "venue: the value is empty."),
    "text for a list": (TAGS, "tags: harbour, night", 11, "Write a list: [harbour, night]."),
    "capital": ("type: m", "Type: m", 8, "Type: unknown key. Did you mean 'type'?"),
    "date with slashes": ("2021-03-04", "2021/03/04", 7, "Write 2024, 2024-07 or 2024-07-04."),
}


def findings(text: str) -> list[str]:
    source = Source(Path("x.md"))
    read(text, "quill2021counting", source)
    return sorted(f"{finding.line}: {finding.text}" for finding in source.findings)


@pytest.mark.parametrize("case", CASES)
def test_a_slip_is_found_on_its_line_with_what_to_do(case: str) -> None:
    before, after, line, words = CASES[case]
    assert before in LAMPS
    (finding,) = findings(LAMPS.replace(before, after, 1))
    assert finding.startswith(f"{line}: ")
    assert words in finding


@pytest.mark.parametrize(
    "text",
    [
        LAMPS.replace("\n", "\r\n").replace("\r\n", "\n"),
        LAMPS.replace("type:", "type:\t"),
        LAMPS.replace(TITLE, "title: '“Lamps”: #1 & !2 - *3*'"),
        LAMPS.replace(TITLE, "title: Lamps & Tides # a remark"),
        LAMPS.replace("type: m", "language: no\nvolume: 007\nselected: on\ntype: m"),
        LAMPS.replace("tags:\n- harbour", "tags:\n  # two\n  - harbour").replace("\n- ", "\n  - "),
        LAMPS.replace("tldr: Lamps are", 'tldr: "Lamps\n  are').replace("book.\n", 'book."\n', 1),
    ],
)
def test_what_is_meant_is_no_slip(text: str) -> None:
    assert [f for f in findings(text) if "PM004" in f or "quote" in f or "indent" in f] == []
