"""Entries are drawn once, and what one worker drew is at hand for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.paper import Paper
from pressmark.render import entries as module
from pressmark.render.entries import ROOT, Entries

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAPERS = [Paper(id=f"p{number}", title=f"Lamp {number} \u00e9 \U0001f600") for number in range(5)]


class ThemeRun:
    """Draws entries, and notes of which papers."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, paper: Paper) -> bytes:
        self.drawn.append(paper.id)
        return b'<a href="%sp/">%s</a> %s' % (ROOT, paper.title.encode(), ROOT)


def shown(root: str, papers: list[Paper]) -> bytes:
    return "\n".join(f'<a href="{root}p/">{one.title}</a> {root}' for one in papers).encode()


def test_an_entry_is_drawn_once_for_all_lists_and_depths() -> None:
    draw = ThemeRun()
    entries = Entries(draw)
    assert entries.of(b"../", PAPERS) == shown("../", PAPERS)
    assert entries.of(b"./", PAPERS[1:3]) == shown("./", PAPERS[1:3])
    assert draw.drawn == [paper.id for paper in PAPERS]


def test_workers_find_what_others_drew(tmp_path: Path) -> None:
    one, other, none = ThemeRun(), ThemeRun(), ThemeRun()
    first, second, third = (Entries(draw) for draw in (one, other, none))
    for paper in PAPERS[:2]:
        first.prepare(paper)
    first.share(tmp_path, "0")
    second.gather(tmp_path)
    for paper in PAPERS[2:]:
        second.prepare(paper)
    second.share(tmp_path, "2")
    third.gather(tmp_path)
    third.gather(tmp_path)
    assert third.of(b"../", PAPERS) == shown("../", PAPERS)
    assert (one.drawn, other.drawn, none.drawn) == (["p0", "p1"], ["p2", "p3", "p4"], [])


def test_what_is_kept_no_more_is_read_again_or_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 2)
    draw = ThemeRun()
    entries = Entries(draw)
    for paper in PAPERS[:3]:
        entries.prepare(paper)
    entries.share(tmp_path, "0")
    entries.gather(tmp_path)
    for _ in range(2):
        assert entries.of(b"./", PAPERS) == shown("./", PAPERS)
    assert draw.drawn == ["p0", "p1", "p2", "p3", "p4", "p3", "p4"]


def test_no_more_files_are_opened_than_systems_allow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_FILES", 2)
    first, draw = Entries(ThemeRun()), ThemeRun()
    for paper in PAPERS:
        first.prepare(paper)
        first.share(tmp_path, paper.id)
    second = Entries(draw)
    second.gather(tmp_path)
    assert second.of(b"./", PAPERS) == shown("./", PAPERS)
    assert len(draw.drawn) == len(PAPERS) - 2


def test_a_thread_that_shares_while_another_does_leaves_no_torn_file(tmp_path: Path) -> None:
    entries, draw = Entries(ThemeRun()), ThemeRun()

    class Folder(type(tmp_path)):  # type: ignore[misc]
        """Where the other thread comes in between, whenever a path is made."""

        def __truediv__(self, name: str) -> Path:
            entries.share(tmp_path, "other")
            return tmp_path / name

    entries.prepare(PAPERS[0])
    entries.share(Folder(tmp_path), "one")
    other = Entries(draw)
    other.gather(tmp_path)
    assert other.of(b"./", PAPERS[:1]) == shown("./", PAPERS[:1])
    assert draw.drawn == []
