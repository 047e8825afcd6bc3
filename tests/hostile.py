"""An invented library whose every text means something to some format, sound as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.terms import Theme
from pressmark.site.settings import Site

if TYPE_CHECKING:
    from collections.abc import Iterable

# What stands here ends a string, an element, a line or a cell somewhere, or begins a formula.
HOSTILE = (
    "\"quotes\" & 'apostrophes' <b>bold</b>",
    "]]> </script><script>alert(1)</script>",
    '=HYPERLINK("https://evil.example";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "'quoted already",
    "\uff1d1+1",
    "{braces} \\backslash $5 of money$ 100% #1 ~tilde^ _under_ & more",
    "emoji \U0001f9ea and \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202e\u202c",
    "\ufffe\uffff\U0001fffe no characters of XML",
    "# heading [link](javascript:alert(1)) `code` | cell",
    "1. item; - item: *stars* <https://evil.example> <!-- comment -->",
    "semi; colon, comma\ttab \u2028 \x0b line",
    "&amp; &#60; %3C \\u003c",
)
_ODD_ADDRESS = "https://example.org/a?b=c&d='e'#f"
DIGESTS = (
    "Plain words.",
    "Two *kinds* of `code`,\n\na [link](https://example.org/a_(b)) and <https://example.org>.",
    "<script>alert(1)</script> and [a](javascript:alert(1)) and ![x](data:text/html,x)",
    "```\nnever closed <b>",
    "[named][x]\n\n[x]: javascript:alert(1)",
    "# A heading of its own\n\n### And another\n\n- =1+1\n- \U0001f9ea ]]>",
)

SITE = Site(
    name='Lamps & <Tides> "quoted" ]]> [x]',
    description="Papers on lamps: </script> & more\nin two lines.",
    url="https://lamps.example/below/",
    repository="https://code.example/lamps",
    branch="main",
    license="CC BY 4.0",
)


def paper(number: int, **values: Any) -> Paper:
    """A paper whose texts are hostile, each of it another one; `values` take their places, and
    empty ones are left out."""

    def text(place: int) -> str:
        return HOSTILE[(number + place) % len(HOSTILE)]

    given = {
        "id": f"paper{number}",
        "title": text(0),
        "authors": [text(1), {"name": text(2), "orcid": "0000-0002-1825-009X"}, f"Ada {number}"],
        "date": ("2024", "2024-02", "2024-02-29")[number % 3],
        "type": "method",
        "venue": f"Days {text(3)} 2024",
        "publisher": text(4),
        "volume": text(5),
        "issue": text(6),
        "pages": "1-2",
        "arxiv": "2402.00001",
        "doi": "10.1234/a&b'c;d[e]{f}",
        "url": _ODD_ADDRESS,
        "links": {"code": "https://example.org/code_(x)*y"},
        "theme": "lamps",
        "also": ["tides"],
        "tags": ["night", "harbour"],
        "tldr": text(7),
        "figures": [
            {"what": text(8), "value": text(9)},
            {"what": "a & b", "value": "<1", "where": text(11), "source": f"{_ODD_ADDRESS}*_"},
        ],
        "later_title": text(10),
        "queries": [f"{text(12)} {number}", f"{text(13)}?"],
        "sources": ["https://example.org/s"],
        "added": f"2026-11-{1 + number:02}",
        "problem": DIGESTS[number % len(DIGESTS)],
        "approach": DIGESTS[(number + 1) % len(DIGESTS)],
        "finding": "It holds.",
    }
    return validated(Paper, {key: value for key, value in (given | values).items() if value})


def library(papers: Iterable[Paper]) -> Library:
    """The papers with the terms that they name, whose labels are hostile too."""
    themes = {name: _term(name, place) for place, name in enumerate(("lamps", "tides"))}
    tags = {name: _term(name, place + 5) for place, name in enumerate(("harbour", "night"))}
    return Library({paper.id: paper for paper in papers}, themes, tags)


def hostile_papers() -> list[Paper]:
    """A paper for every hostile text, and extremes: many authors, a long title, next to nothing."""
    return [
        *map(paper, range(len(HOSTILE))),
        paper(20, authors=[f"Author {number} <&>" for number in range(500)]),
        paper(21, title="<&>'\"" * 400),
        validated(Paper, {"id": "bare", "title": "Bare", "suggested": ["theme", "tags"]}),
        paper(22, status="retracted", redirect_from=["old-one", "newer-one"]),
    ]


def _term(name: str, place: int) -> Theme:
    return validated(Theme, {"id": name, "label": HOSTILE[place], "description": HOSTILE[-place]})
