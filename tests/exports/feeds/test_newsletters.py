"""The feed of digests holds one entry a digest, whose id and day never change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from pressmark.exports.feeds.newsletters import feed
from pressmark.library.newsletter import Newsletter
from pressmark.site.settings import Site

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Site("Harbour & Co", "", "https://papers.example/harbour/", "", "main", "CC BY 4.0")
HOSTILE = "</title>]]> <b>\"q\" & 'r' \x00\u202e עברית 🦉"


def feed_of(library: TinyLibrary, *newsletters: Newsletter) -> ElementTree.Element:
    loaded = replace(library.load(), newsletters={one.id: one for one in newsletters})
    return ElementTree.fromstring(feed(loaded, SITE))  # noqa: S314 - our own


def digest(day: str, **words: str) -> Newsletter:
    return Newsletter(
        day, day, day, papers=("quill2021counting",), further=("mast2022flood",), **words
    )


def test_an_entry_is_a_digest_and_the_newest_gives_the_feed_its_day(
    tiny_library: TinyLibrary,
) -> None:
    feed = feed_of(tiny_library, digest("2026-12-01"), digest("2026-11-24", title="Lamps"))

    assert feed.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    entries = [
        [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")]
        for entry in feed.iter(f"{ATOM}entry")
    ]
    page = "https://papers.example/harbour/digests"
    assert entries == [
        [f"{page}/2026-12-01/", "Digest of 1 December 2026", "2026-12-01T00:00:00Z"],
        [f"{page}/2026-11-24/", "Lamps", "2026-11-24T00:00:00Z"],
    ]


def test_content_links_to_papers_and_tells_those_in_full(tiny_library: TinyLibrary) -> None:
    feed = feed_of(tiny_library, digest("2026-11-24", introduction="Good *morning*."))

    html = feed.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert html.startswith("<p>Good <em>morning</em>.</p>\n<h2>Lamps</h2>")
    assert re.findall('href="([^"]*)"', html) == [
        "https://papers.example/harbour/papers/quill2021counting/",
        "https://papers.example/harbour/papers/mast2022flood/",
    ]
    assert html.count(": Lamps are counted") == 1
    assert "Old tide tables" not in html


def test_hostile_text_stays_text(tiny_library: TinyLibrary) -> None:
    one = digest("2026-11-24", title="Title", introduction="Introduction")
    object.__setattr__(one, "title", HOSTILE)
    object.__setattr__(one, "introduction", HOSTILE)

    feed = feed_of(tiny_library, one)

    title = feed.findtext(f"{ATOM}entry/{ATOM}title") or ""
    assert title.startswith("</title>]]> <b>\"q\" & 'r' ")
    assert "<b>" not in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")
