"""An invented library of papers in many languages and directions, with words as long as lines and a
paper of thousands of authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.invented import Content, Values
from tests.project import HOME, copy_of_project, pressed

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Lamplighter" * 30
LONG_ADDRESS = f"https://example.org/{'a/' * 20}{'b' * 200}?{'c=d&' * 20}"
CROWD = 3_000

HEBREW: Values = {
    "title": "מבוא ללמידה עמוקה: GPT-4 (חלק 1)",
    "authors": ("דנה כהן", "Ada Quill", "يوسف حداد"),
    "date": "2021-03-04",
    "type": "method",
    "venue": "כנס הנמל 2021",
    "theme": "lamps",
    "tags": ("night", "hebrew"),
    "language": "he",
    "tldr": 'The word "שלום" (peace): 5 uses, and "мир" in Russian.',
    "problem": "איש אינו יודע.\n\n- אחד\n- שתיים\n\nIn English, one says אור (light).",
    "approach": "We look.",
    "finding": "מצאנו *אור* ו-`code`.",
    "figures": ({"what": "מנורות שנספרו", "value": "40"}, {"what": "Lamps", "value": "ארבעים"}),
    "queries": ("כמה מנורות יש בנמל?", "How many lamps are there?"),
    "kind": "paper-conference",
    "container": "כנס הנמל 2021",
    "doi": "10.1234/lamps.he",
}
PERSIAN: Values = {
    "title": "یادگیری ژرف برای زبان فارسی",
    "authors": ("سارا احمدی", "علی رضایی"),
    "date": "2022-07",
    "type": "survey",
    "theme": "lamps",
    "tags": ("night",),
    "tldr": "این مقاله چراغ‌ها را می‌شمارد.",
    "problem": "هیچ کس نمی‌داند.",
    "approach": "We look.",
    "finding": "It holds.",
    "status": "retracted",
}
GERMAN: Values = {
    "title": "Über das Zählen von Laternen",
    "authors": ("Jörg Müller", "Ada Quill"),
    "date": "2020",
    "type": "analysis",
    "venue": "Hafenblätter",
    "theme": "lamps",
    "tags": ("night",),
    "language": "German",
    "tldr": "Lamps are counted.",
    "problem": "Nobody counts.",
    "approach": "We look.",
    "finding": "Forty.",
    "kind": "article-journal",
    "container": "Hafenblätter",
    "volume": "7",
}
# What a title of each language says that it is.
TITLES = {
    "chinese": ("深度学习综述：方法与应用", "zh"),
    "japanese": ("ランプの数え方についての研究", "ja"),
    "korean": ("등대의 수를 세는 방법", "ko"),
    "thai": ("การนับโคมไฟริมชายฝั่ง", "th"),
    "russian": ("Счёт фонарей и приливы", "ru"),
    "arabic": ("عدّ المصابيح على الساحل: دراسة", "ar"),
}
LONGEST: Values = {
    "title": LONG,
    "authors": (f"Ada {LONG}", *(f"Ben {number} Oar" for number in range(30))),
    "date": "2023-05-06",
    "type": "dataset",
    "venue": f"Days of {LONG} 2023",
    "publisher": LONG,
    "theme": "tides",
    "also": ("lamps",),
    "tags": ("long", "night"),
    "url": LONG_ADDRESS,
    "doi": f"10.1234/{'x' * 150}",
    "sources": (LONG_ADDRESS,),
    "links": {"code": LONG_ADDRESS},
    "tldr": f"{LONG} {LONG_ADDRESS}",
    "problem": f"{LONG}\n\n    {'code ' * 60}\n\n`{LONG}` and <{LONG_ADDRESS}>",
    "approach": f"- {LONG}\n\n> {LONG}",
    "finding": "It holds.",
    "figures": ({"what": LONG, "value": "62.3 %"}, {"what": "Lamps", "value": LONG}),
    "queries": (LONG, "Where is a long word?"),
    "later_title": LONG,
    "note": LONG,
    "kind": "paper-conference",
    "container": f"Proceedings of {LONG}",
}
CROWDED: Values = {
    "title": "A Lamp Seen by Thousands",
    "authors": tuple(f"Ada{number} Quill{number}" for number in range(CROWD)),
    "date": "2024-01-02",
    "type": "dataset",
    "theme": "tides",
    "tags": ("night",),
    "tldr": "Many saw it.",
    "problem": "Nobody counts.",
    "approach": "We look.",
    "finding": "It holds.",
}
PAGE = f"""\
---
title: About
description: What this library is.
---

# {LONG}

{LONG} <{LONG_ADDRESS}> and a [link](https://example.org/).

## Sections

שלום עולם, זה דף בעברית.

Laternen werden gezählt.
{{: lang=de }}

## Licence

    {"code " * 60}

## Reporting mistakes

| {LONG} | What |
|---|---|
| 1 | {LONG} |
"""


def _paper(title: str) -> Values:
    """A paper of that title, with an English digest."""
    return {**GERMAN, "title": title, "language": "", "venue": "", "kind": "", "container": ""}


def content() -> Content:
    """The papers, their abstracts, and terms with long and foreign names."""
    invented = Content(
        papers={
            **Content().papers,
            "hebrew": HEBREW,
            "persian": PERSIAN,
            "german": GERMAN,
            "longest": LONGEST,
            "crowded": CROWDED,
            **{name: _paper(title) for name, (title, _) in TITLES.items()},
        },
        abstracts={
            "hebrew": "תקציר בעברית: 3 מנורות.\n\nAn English paragraph of it.",
            "german": "Wir zählen Laternen.",
            "longest": f"{LONG} {LONG_ADDRESS}",
        },
    )
    invented.themes["tides"]["label"] = f"Tides of {LONG}"
    invented.themes["lamps"]["description"] = "מנורות לאורך החוף."
    invented.tags["hebrew"] = {"label": "עברית", "description": "כל מה שבעברית."}
    invented.tags["long"] = {"label": LONG, "description": LONG}
    return invented


def site_of_languages(project: Path) -> None:
    """The library as a site in a new folder."""
    copy_of_project(project)
    (project / "content" / "addresses.txt").unlink()
    content().write(project)
    (project / "content" / "pages" / "about.md").write_text(PAGE, encoding="utf-8")
    pressed(project, {"SITE_URL": HOME})
