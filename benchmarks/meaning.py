"""Questions in the words of people who do not know the titles in; where the right paper is among
the answers of the search box, and what a question loads, out.

`questions.tsv` has for each question whether it was looked at while the search was first tuned
(open) or not (kept), or written later, for a second tuning that looked at all (later), and the
paper that it is about. A browser asks as people do, each time with nothing kept. The figures go to
MEANING.md beside this file.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import library
from benchmarks.measure import spread
from benchmarks.report import table
from benchmarks.search_box import a_browser, answered
from tests.server import BASE, SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playwright.sync_api import Browser

QUESTIONS = Path(__file__).with_name("questions.tsv")
PAGE = Path(__file__).with_name("MEANING.md")
HALVES = ("open", "kept", "later")
_ANSWERED = """q => document.getElementById("pm-search-list")?.dataset.query === q
    && /close in meaning|Papers? found|^[0-9]+ papers?\\./.test(
        document.querySelector("#pm-search [role=status]").textContent)"""
_IDS = "options => options.map(one => one.getAttribute('href').split('/').at(-2))"
_NOBODY = 99


class Answer(NamedTuple):
    """How a question was answered: the place of the right paper, from 0, the bytes of files of
    meaning and of all, and seconds."""

    half: str
    paper: str
    question: str
    place: int
    bytes: int
    all_bytes: int
    seconds: float


def asked(site: Path, browser: Browser, questions: Iterable[dict[str, str]]) -> list[Answer]:
    """The answers that the box gives on the site."""
    answers = []
    with SiteServer(site) as server:
        for row in questions:
            with answered(server, browser, row["question"], _ANSWERED) as (page, seconds):
                ids = page.locator("#pm-search-list [role=option]").evaluate_all(_IDS)
            sizes: defaultdict[bool, int] = defaultdict(int)
            for path, size in server.sent:
                sizes[path.startswith(f"{BASE}meaning/")] += size
            answers.append(
                Answer(
                    *(row["half"], row["id"], row["question"]),
                    ids.index(row["id"]) if row["id"] in ids else _NOBODY,
                    *(sizes[True], sum(sizes.values()), seconds),
                )
            )
    return answers


def _share(answers: Sequence[Answer], places: int) -> str:
    return f"{sum(each.place < places for each in answers) / len(answers):.2f}"


def markdown(answers: Sequence[Answer], papers: int) -> str:
    """The page MEANING.md."""
    halves = [[each for each in answers if each.half == half] for half in HALVES]
    rows = [
        [half[0].half, str(len(half)), *(_share(half, places) for places in (1, 3, 5, 8))]
        for half in halves
        if half
    ]
    missed = [
        [each.question, each.paper, str(each.place + 1) if each.place < _NOBODY else "none"]
        for each in answers
        if each.place
    ]
    sizes = [
        [name, " / ".join(f"{kb:,.1f}" for kb in spread(size / 1000 for size in of).as_list)]
        for name, of in (
            ("files of meaning, KB", [each.bytes for each in answers]),
            ("all that the question loads, KB", [each.all_bytes for each in answers]),
        )
    ]
    sizes.append(
        [
            "seconds",
            " / ".join(f"{s:.2f}" for s in spread(each.seconds for each in answers).as_list),
        ]
    )
    return (
        "\n\n".join(
            [
                "# Searching by meaning",
                "Made by `make meaning`; do not edit. Questions about this repository's own "
                f"{papers} papers, in words of people who do not know the titles. Sixty were "
                "written before the search was tuned, half of them kept aside until then. The "
                "later ones, about the other papers, come from people who had seen neither the "
                "search nor its table of words; a second tuning looked at all. "
                "Whoever wrote the queries of the records had seen no question. A Chromium types "
                "each into the search box, with nothing kept of those before.",
                "Share of the questions for which the right paper is first, or among so many:",
                table(["half", "questions", "first", "3", "5", "8"], rows),
                "What a question takes, least / median / greatest:",
                table(["what", "figures"], sizes),
                "Where another paper was first:",
                table(["question", "right paper", "its place"], missed),
            ]
        )
        + "\n"
    )


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Ask the search box of a built site what people would.",
        epilog="Example: python -m benchmarks.meaning --half open --json",
    )
    parser.add_argument("--half", choices=HALVES, help="only these questions")
    parser.add_argument("--json", action="store_true", help="print the answers, write no page")
    options = parser.parse_args(arguments)
    site = library.REPOSITORY / "site"
    if not (site / "meaning").is_dir():
        sys.exit("build the site first: python -m pressmark build")
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        questions = [*csv.DictReader(file, delimiter="\t")]
    wanted = [row for row in questions if options.half in (None, row["half"])]
    with a_browser() as browser:
        answers = asked(site, browser, wanted)
    if options.json:
        print(json.dumps([each._asdict() for each in answers], indent=1))
        return
    papers = len([*(library.REPOSITORY / "content" / "papers").glob("*.md")])
    PAGE.write_text(markdown(answers, papers), encoding="utf-8")


if __name__ == "__main__":
    main()
