"""Cards hold what they should, show no boxes, and are drawn once."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from pressmark.base.template_folders import ASSETS, PACKAGE_TEMPLATES
from pressmark.exports.cards import HEIGHT, SIZE, WIDTH, Cards, Pen, blank
from pressmark.library.library import Library
from pressmark.library.loading.load import load
from pressmark.library.paper import Author, Paper
from tests.conftest import PALETTE, REPOSITORY, SAMPLE
from tests.invented import invented_project
from tests.project import PLAIN, built, differing, pressed
from tests.reading import read
from tests.render.test_head import HOSTILE, SITE

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.reference import Reference


@pytest.fixture
def cards(tmp_path: Path) -> Cards:
    return Cards(tmp_path, SITE, PALETTE)


def told(title: str, authors: tuple[str, ...] = ("Ada Quill",)) -> Reference:
    paper = Paper(id="one", title=title, authors=tuple(map(Author, authors)), date="2021")
    return Library({"one": paper}, {}, {}).reference(paper)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_cards_of_the_real_library_are_small_pictures_of_the_right_size() -> None:
    library = load(SAMPLE / "content")
    cards = Cards(REPOSITORY, SITE, PALETTE)
    for paper in list(library.papers.values())[::10]:
        png = cards.of(library.reference(paper))
        assert picture(png).size == SIZE == (1200, 630)
        assert len(png) < 40_000


@pytest.mark.parametrize("text", [*HOSTILE, "W" * 2000, "Lamps", "大規模言語モデル", "שלום"])
def test_nothing_is_written_over_the_edge(cards: Cards, text: str) -> None:
    png = cards.of(told(text.strip(), tuple(f"{text[:90]} {n}" for n in range(500))))

    paper = picture(png).convert("RGB")
    frame = Image.new("RGB", SIZE, paper.getpixel((WIDTH - 1, 0)))
    frame.paste(paper.crop((60, 50, WIDTH - 60, HEIGHT - 30)), (60, 50))
    edge = ImageChops.difference(paper, frame).crop((30, 0, WIDTH, HEIGHT))
    assert edge.getbbox() is None
    assert len(png) < 40_000


def test_another_title_is_another_card_and_the_same_title_the_same_bytes(cards: Cards) -> None:
    assert cards.of(told("Lamps")) != cards.of(told("Tides"))
    one, other = (
        Pen([PACKAGE_TEMPLATES], PALETTE).card("Lamps", ("a", "b"), "c") for _ in range(2)
    )
    assert one == other


def test_signs_that_the_fonts_lack_are_written_in_latin_letters_or_left_out() -> None:
    def card(title: str) -> bytes:
        return Pen([PACKAGE_TEMPLATES], PALETTE).card(title, ("", ""), "")

    assert card("Łódź and λ-lamps 🦉 ≋") == card("Łódź and l-lamps")
    assert Pen([PACKAGE_TEMPLATES], PALETTE).can_show("Łódź, Čapek and ﻿Ngũgĩ on λ-lamps")


@pytest.mark.parametrize("title", ["大規模言語モデルの整列", "שלום עולם", "Свет на берегу"])
def test_a_title_in_another_script_has_the_librarys_card(cards: Cards, title: str) -> None:
    assert cards.of(told(title)) == cards.of_library()


def test_a_library_named_in_another_script_has_the_mark_alone(tmp_path: Path) -> None:
    assert Cards(tmp_path, replace(SITE, name="図書館"), PALETTE).of_library() == blank(PALETTE)


def test_the_theme_holds_the_card_of_sites_without_cards() -> None:
    ours = picture((PACKAGE_TEMPLATES / ASSETS / "images" / "card.png").read_bytes())
    difference = ImageChops.difference(ours.convert("RGB"), picture(blank(PALETTE)).convert("RGB"))
    assert difference.getbbox() is None


def test_a_card_is_drawn_once_and_again_where_it_was_damaged(
    cards: Cards, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    card = Pen.card

    def counted(self: Pen, title: str, said: tuple[str, str], name: str) -> bytes:
        drawn.append(title)
        return card(self, title, said, name)

    monkeypatch.setattr(Pen, "card", counted)
    first = cards.of(told("Lamps"))
    assert cards.of(told("Lamps")) == first
    assert drawn == ["Lamps"]

    (kept,) = (tmp_path / ".build" / "cards").iterdir()
    for damaged in (b"", kept.read_bytes()[:-1], b"x" * 100):
        kept.write_bytes(damaged)
        assert Cards(tmp_path, SITE, PALETTE).of(told("Lamps")) == first
    assert len(drawn) == 4


@pytest.mark.long
def test_both_ways_of_building_draw_the_same_cards_and_name_them(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    on = {"CARDS": "true"}
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(text.replace("[CARDS, false]", "[CARDS, true]"), "utf-8")

    plain, ours = built(project, PLAIN, on), pressed(project, on)

    assert differing(plain, ours) == []
    page = read(ours["papers/paper3/index.html"].decode())
    assert page.shared("image").endswith("/papers/paper3/card.png")
    assert page.shared("image:alt") == "Observation 3 & Others"
    assert picture(ours["papers/paper3/card.png"]).size == SIZE
    assert read(ours["tags/index.html"].decode()).shared("image").endswith("/pressmark/card.png")
    assert picture(ours["card.png"]).size == SIZE
