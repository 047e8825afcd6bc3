"""The page that other sites frame holds nothing that could harm them, and says what it shows."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pressmark.base.scripts import is_foreign
from pressmark.exports.embed import HEIGHT, STYLE_SHEET, WIDTH, embed_page, oembed
from pressmark.library.library import Library
from pressmark.library.paper import Author, Paper
from tests.reading import read
from tests.render.test_head import HOSTILE

if TYPE_CHECKING:
    from pressmark.library.reference import Reference

PAGE = "https://lamps.example/papers/one/"


def told(text: str) -> Reference:
    paper = Paper(
        id="one",
        title=text,
        authors=tuple(Author(f"{text[:90]} {number}") for number in range(500)),
        date="2021",
        venue=f"{text[:90]} 2021",
        tldr=text,
    )
    return Library({"one": paper}, {}, {}).reference(paper)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_embedded_page_shows_text_only_and_leads_to_the_paper_only(text: str) -> None:
    html = embed_page(told(text), PAGE, text).decode()
    page = read(html)

    assert {name for name, _ in page.tags} == {
        *("html", "head", "meta", "title", "link"),
        *("body", "main", "h1", "a", "p", "footer"),
    } | ({"bdi"} if is_foreign(text) else set())
    assert {(a["href"], a["target"], a["rel"]) for a in page.all("a")} == {
        (PAGE, "_top", "noopener")
    }
    assert page.meta("robots") == ["noindex"]
    assert [link["href"] for link in page.links("canonical")] == [PAGE]
    assert not any(name.startswith("on") or name == "style" for _, t in page.tags for name in t)
    assert told(text).title in unescape(html)
    assert len(html) < 15_000


def test_an_embedded_page_may_load_its_style_sheet_and_run_nothing() -> None:
    page = read(embed_page(told("Lamps"), PAGE, "Library").decode())

    (policy,) = [t["content"] for t in page.all("meta") if "http-equiv" in t]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert [link["href"] for link in page.links("stylesheet")] == [f"../../../{STYLE_SHEET}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_oembed_gives_a_frame_without_rights(text: str) -> None:
    said = json.loads(oembed(told(text), PAGE, text, "https://lamps.example/", f"{PAGE}card.png"))

    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert (said["width"], said["height"]) == (WIDTH, HEIGHT)
    assert said["title"] == told(text).title
    ((name, frame),) = read(said["html"]).tags
    assert name == "iframe"
    assert frame["src"] == f"{PAGE}embed/"
    assert frame["sandbox"] == "allow-top-navigation-by-user-activation"
    assert frame["title"] == told(text).title
    assert urlsplit(said["thumbnail_url"]).path == "/papers/one/card.png"
