"""Pressed pages equal the pages that MkDocs draws, byte for byte, or nothing is built."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import BuildError
from pressmark.build import build as building
from pressmark.library.importing.record_text import record_text
from pressmark.library.newsletter import Newsletter
from pressmark.library.paper import Author, Figure, Paper
from pressmark.newsletter.selection import text_of
from pressmark.site import limits
from pressmark.theme.frames import FrameError, frame_of
from pressmark.theme.specimens import SENTINELS
from tests.effort import examples
from tests.invented import LOW_LIMITS, invented_project
from tests.project import (
    HOME,
    PLAIN,
    PRESSED,
    built,
    copy_of_project,
    differing,
    files_of,
    pressed,
    run,
    shared,
    without_records,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOSTILE = (
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {# note #}",
    r"$1 \g<0> \1 %(x)s {0}",
    "markdown=1 [[toc]] [^1]: *[HTML]: !!! note",
    "```\n~~~ fence",
    "a\tb &amp; &lt;b&gt; \"quotes\" 'single'",
    r"$\href{javascript:alert(1)}{x}$ \(<b>\) $x^2$ $$\text{<b>a</b>}$$ \[\frac{1} $\color{red}x$",
    "עברית mixed \u202e with 🦉 and \u2028 lines",
    *SENTINELS.values(),
)


def hostile_papers(count: int) -> list[Paper]:
    """Records with awkward text in every field that shows on a page."""
    papers = []
    for number in range(count):
        text = HOSTILE[number % len(HOSTILE)]
        many = examples(150, 500) if number == 0 else 1 + number % 7
        papers.append(
            Paper(
                id=f"hostile{number}",
                title=f"{text} {number}" if number % 5 else f"{'long ' * 400}{text} {number}",
                authors=tuple(Author(name=f"{text} Author {person}") for person in range(many)),
                date=f"20{10 + number % 10}-0{1 + number % 9}",
                type="method",
                venue=f"Venue of {text} 2024 (Track)",
                theme="human-expertise",
                tags=("agents", "adapters", "code")[: 1 + number % 3],
                tldr=f"Summary {text}",
                figures=(Figure(what=text, value=text),),
                problem=f"{text}\n\n\t{text}\n\n```\ncode {text}\n```",
                approach=f"[link](javascript:alert(1)) <b>{text}</b>",
                finding=f"- {text}\n- `{text}`\n\n   \n> {text}",
                redirect_from=(f"old{number}",),
            )
        )
    return papers


@pytest.mark.long
def test_the_real_library_is_the_same_pressed_and_drawn(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawn = built(copy_of_project(tmp_path / "project"), PLAIN, {"SITE_URL": HOME})

    assert differing(drawn, files_of(shared(tmp_path_factory, "real"))) == []


def lower(project: Path, lengths: Mapping[str, int], patch: pytest.MonkeyPatch) -> None:
    """Have lists of these lengths be long ones, in this process and for `mkdocs build`."""
    for name, length in lengths.items():
        patch.setattr(limits, name, length)
    lines = "".join(f"limits.{name} = {length}\n" for name, length in lengths.items())
    (project / "limits.py").write_text(f"from pressmark.site import limits\n{lines}", "utf-8")
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(f"{configuration}hooks: [limits.py]\n", encoding="utf-8")


def test_records_with_hostile_text_are_the_same_pressed_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = examples(63, 300)
    project = without_records(copy_of_project(tmp_path / "project"))
    for paper in hostile_papers(count):
        record = project / "content" / "papers" / f"{paper.id}.md"
        record.write_text(record_text(paper), encoding="utf-8")
    for day, text in (
        ("2024-01-01", "Plain"),
        ("2024-01-08", HOSTILE[0]),
        ("2024-01-15", HOSTILE[1]),
    ):
        ids = tuple(f"hostile{number}" for number in range(int(day[-2:]), count, 9))
        digest = Newsletter(day, day, day, text, "\n\n".join(HOSTILE), ids[:9], ids[9:])
        file = project / "content" / "digests" / f"{day}.yml"
        file.write_text(text_of(digest), encoding="utf-8")

    lower(project, {"PART": count // 3}, monkeypatch)
    plain = built(project, PLAIN)
    monkeypatch.setattr(building, "_ALONE", 1)  # page is enough for two processes

    building.build(project / "mkdocs.yml", strict=True, jobs=2)

    assert "papers/old1/index.html" in plain
    assert "themes/human-expertise/1/index.html" in plain
    assert differing(plain, files_of(project / "site")) == []


def test_long_lists_are_the_same_pressed_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = invented_project(tmp_path / "project")
    lower(project, LOW_LIMITS, monkeypatch)
    plain = built(project, PLAIN)

    building.build(project / "mkdocs.yml", strict=True, jobs=1)

    for address in (
        *("themes/lamps/1/", "tags/charts/1/", "authors/ada-quill/1/", "venues/days/1/"),
        *("years/2021/1/", "authors/letter/q/", "tags/letter/c/"),
    ):
        assert f"{address}index.html" in plain
    assert differing(plain, files_of(project / "site")) == []


def test_a_large_library_has_few_files_and_light_pages_pressed_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = invented_project(tmp_path / "project")
    lower(project, {"LARGE": 3}, monkeypatch)
    environment = {"SITE_URL": "https://papers.example/"}
    plain = built(project, PLAIN, environment)
    monkeypatch.setenv(*environment.popitem())

    building.build(project / "mkdocs.yml", strict=True, jobs=1)

    assert differing(plain, files_of(project / "site")) == []
    beside = {
        address: {name.removeprefix(address) for name in plain if name.startswith(address)}
        for address in ("papers/paper0/", "themes/lamps/", "years/2021/", "authors/ada-quill/")
    }
    assert beside == {
        "papers/paper0/": {"index.html", "cite.bib", "cite.ris", "cite.json"},
        "themes/lamps/": {"index.html", "papers.bib", "feed.xml"},
        "years/2021/": {"index.html"},
        "authors/ada-quill/": {"index.html"},
    }
    assert [name for name in plain if name.startswith("oai")] == []
    person = plain["authors/ada-quill/index.html"]
    assert b"Z3988" not in person
    frame = re.sub(rb"(?s)<article.*</article>", b"", person)
    assert len(frame) < 4_600  # there may be tens of thousands of them


@pytest.mark.long
def test_a_large_library_has_all_files_where_its_settings_ask_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = invented_project(tmp_path / "project")
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(
        configuration.replace(
            "extra:\n", "extra:\n  paper_files: true\n  list_files: true\n  data_files: true\n", 1
        ),
        encoding="utf-8",
    )
    small = pressed(project)
    lower(project, {"LARGE": 3}, monkeypatch)

    building.build(project / "mkdocs.yml", strict=True, jobs=1)

    assert differing(small, files_of(project / "site")) == []


def test_a_theme_whose_pages_depend_on_a_titles_length_stops_the_build(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    frame = project / "templates" / "theme" / "main.html"
    text = frame.read_text(encoding="utf-8")
    long = '{% if page and page.meta.title | length > 60 %}<meta name="long">{% endif %}'
    frame.write_text(text.replace("<title>", f"{long}<title>"), encoding="utf-8")

    with pytest.raises(BuildError, match="two drawn paper pages differ in more than their slots"):
        pressed(project)

    assert not (project / "site").exists()


def test_a_theme_that_shows_a_title_twice_stops_the_build(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    frame = project / "templates" / "theme" / "main.html"
    text = frame.read_text(encoding="utf-8")
    frame.write_text(
        text.replace("<title>", "{% if page %}{{ page.meta.title }}{% endif %}<title>"), "utf-8"
    )

    words = "the slot 'title' appears 2 times in a drawn paper page, not 1"
    with pytest.raises(BuildError, match=words):
        pressed(project)

    assert not (project / "site").exists()


@pytest.mark.parametrize("slot", sorted(SENTINELS))
def test_a_specimen_without_a_slot_makes_no_form(slot: str) -> None:
    specimen = " ".join(text for name, text in SENTINELS.items() if name != slot)
    once = dict.fromkeys(SENTINELS, 1)

    with pytest.raises(FrameError, match=f"the slot '{slot}' appears 0 times in a drawn tag page"):
        frame_of("tag", specimen, once)


def test_a_form_puts_each_value_in_its_own_slot() -> None:
    frame = frame_of(
        "tag",
        "<{title}|{description}|{head}|{stem}|{body}>".format(**SENTINELS),
        dict.fromkeys(SENTINELS, 1),
    )

    values = {"title": SENTINELS["body"], "description": "d", "stem": "s", "head": "h", "body": "b"}
    page = frame.fill({slot: text.encode() for slot, text in values.items()})

    assert page.decode() == f"<{SENTINELS['body']}|d|h|s|b>"


@pytest.mark.parametrize("way", [PLAIN, PRESSED], ids=["plain", "pressed"])
def test_a_search_index_that_cannot_be_made_is_told_in_a_sentence(
    way: tuple[str, ...], tmp_path: Path
) -> None:
    project = invented_project(tmp_path / "project")
    (tmp_path / "pagefind_bin.py").write_text("def get_executable():\n    return '/bin/false'\n")

    done = run(
        project,
        way,
        {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])},
    )

    assert done.returncode == 1
    assert "Pagefind stopped with" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site" / "index.html").exists()
