"""Libraries of several sizes in; what search costs to make and to ask, and how soon an edit shows.

A browser reads the sites as people do. The figures go to READING.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import library, measure
from benchmarks.report import Figures, table
from benchmarks.run import IN_MEMORY, copy_of_project, edit_bulk, edit_file, pressmark_command
from benchmarks.search_box import a_browser, answered
from pressmark.build.project import load_project
from pressmark.search import index
from tests.server import BASE, SiteServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PAGE = Path(__file__).with_name("READING.md")
EDITS = 3
_ANSWERED = "q => document.getElementById('pm-search-list').dataset.query === q"
_PAINTED = """(text) => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const summary = document.querySelector(".pm-tldr");
    return paint && summary?.textContent.includes(text) && performance.timeOrigin + paint.startTime;
}"""
_MB = 1e6


def measure_search(folder: Path, browser: Browser, papers: int) -> Figures:
    """What the index of the library in `folder` takes to make, and its first query to answer."""
    os.environ["SITE_URL"] = f"https://papers.example{BASE}"
    measure.timed(pressmark_command(), folder)
    command = (sys.executable, "-m", "benchmarks.reading", "--index", str(folder))
    seconds = float(measure.timed(command, library.REPOSITORY).printed)
    metered = measure.metered(command, library.REPOSITORY)
    index = measure.site_in(folder / "site" / "pagefind")
    asked = [first_query(folder / "site", browser, title) for title in titles(folder)]
    sizes, waits = zip(*asked, strict=True)
    return {
        "papers": papers,
        "seconds": seconds,
        "ms_a_record": 1000 * seconds / papers,
        "peak_mb": metered.peak / _MB,
        "index_mb": index.bytes / _MB,
        "files": index.files,
        "query_kb": measure.spread(size / 1000 for size in sizes).as_list,
        "query_seconds": measure.spread(waits).as_list,
    }


def index_alone(root: Path) -> float:
    """The seconds that the search index of the library at `root` takes, once that is taken in."""
    project = load_project(root, cache=root / ".build" / "records")
    with tempfile.TemporaryDirectory(dir=root) as folder:
        start = time.perf_counter()
        index.index(project.search_records(), Path(folder) / "pagefind")
        return time.perf_counter() - start


def titles(folder: Path) -> list[str]:
    """Titles of papers at the begin, in the middle and at the end of a library."""
    lines = (folder / "content" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(lines[at])["title"] for at in (0, len(lines) // 2, len(lines) - 1)]


def first_query(site: Path, browser: Browser, title: str) -> tuple[int, float]:
    """The bytes that a first query loads beyond the page it is asked on, and how long it takes."""
    with SiteServer(site) as server:
        with answered(server, browser, title, _ANSWERED) as (page, seconds):
            found = page.locator("#pm-search-list").inner_text()
            if title[:40].casefold() not in found.casefold():
                raise SystemExit(f"the search did not find {title!r}")
        return sum(size for _, size in server.sent), seconds


@contextmanager
def a_preview(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`pressmark serve` of a library: where it answers, and its process."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        [sys.executable, "-m", "pressmark", "serve", "--port", "0"],
        cwd=folder,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            address = re.search(r"http://\S+", said)
            if not address:
                raise SystemExit(f"the preview does not start: {said}")
            yield address[0], process
        finally:
            process.kill()


def measure_preview(
    title: str, folder: Path, paper: str, edit: Callable[[int], None], browser: Browser
) -> Figures:
    """Seconds from a record's being saved to its new summary on the screen, and in the index; and
    to the screen while an index is made."""
    shown: list[float] = []
    indexed: list[float] = []
    meanwhile: list[float] = []
    with a_preview(folder) as (address, process):
        _until_indexed(process)
        page = browser.new_page()
        page.goto(f"{address}papers/{paper}/", wait_until="load")
        for number in range(EDITS):
            edit(number)
            start = time.time()
            shown.append(_painted(page, f"Edited, {number}.") - start)
            _until_indexed(process)
            indexed.append(time.time() - start)
        for number in range(EDITS, 2 * EDITS):
            edit(number)
            start = time.time()
            meanwhile.append(_painted(page, f"Edited, {number}.") - start)
        page.close()
    return {
        "title": title,
        "shown": measure.spread(shown).as_list,
        "meanwhile": measure.spread(meanwhile).as_list,
        "indexed": measure.spread(indexed).as_list,
    }


def _painted(page: Page, text: str) -> float:
    """When a browser painted a page with this summary, in seconds since 1970."""
    return float(page.wait_for_function(_PAINTED, arg=text, timeout=60_000).json_value()) / 1000


def _until_indexed(process: subprocess.Popen[str]) -> None:
    for line in process.stderr or ():
        if "search index made" in line:
            return
    raise SystemExit("the preview ended")


def markdown(searches: list[Figures], previews: list[Figures]) -> str:
    """The page READING.md."""
    made = [
        [
            f"{one['papers']:,}",
            f"{one['seconds']:.2f}",
            f"{one['ms_a_record']:.3f}",
            f"{one['peak_mb']:,.0f}",
            f"{one['index_mb']:,.1f}",
            f"{one['files']:,}",
            " / ".join(f"{kb:,.0f}" for kb in one["query_kb"]),
            " / ".join(f"{seconds:.2f}" for seconds in one["query_seconds"]),
        ]
        for one in searches
    ]
    shown = [
        [
            one["title"],
            " / ".join(f"{seconds:.2f}" for seconds in one["shown"]),
            " / ".join(f"{seconds:.2f}" for seconds in one["meanwhile"]),
            " / ".join(f"{seconds:.2f}" for seconds in one["indexed"]),
        ]
        for one in previews
    ]
    return (
        "\n\n".join(
            [
                "# Searching and previewing",
                "Made by `make reading`; do not edit. A Chromium reads the site over a local "
                "server that compresses text. Figures of several queries or edits are least / "
                "median / greatest.",
                "## The search index",
                "Seconds are those of making the index alone, memory is the peak of that, library "
                "included; a first query is a title in full, on an empty cache, and loads the "
                "program, its index and all that it shows.",
                table(
                    [
                        *("papers", "seconds", "ms a record", "memory MB", "index MB", "files"),
                        *("first query KB", "first query seconds"),
                    ],
                    made,
                ),
                "## The preview",
                "Seconds from a record's being saved to its new summary on the screen of an open "
                "page, to the same while an index is made, and to the search index that holds it.",
                table(
                    ["library", "on the screen", "while an index is made", "in the index"], shown
                ),
            ]
        )
        + "\n"
    )


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure search and the preview in a browser.",
        epilog="Example: python -m benchmarks.reading --sizes 1k --json",
    )
    parser.add_argument("--sizes", default="1k,10k,50k", help="numbers of papers (1k,10k,50k)")
    parser.add_argument("--corpus", type=Path, default=library.CORPUS, help="CSL-JSON lines, gz")
    parser.add_argument("--index", type=Path, help="print how long this library's index takes")
    parser.add_argument("--json", action="store_true", help="print the figures, write no page")
    options = parser.parse_args(arguments)
    if options.index:
        print(index_alone(options.index))
        return
    items = library.read_items(options.corpus)
    parent = IN_MEMORY if IN_MEMORY.is_dir() else None
    searches, previews = [], []
    with tempfile.TemporaryDirectory(dir=parent) as made, a_browser() as browser:
        project = copy_of_project(Path(made) / "project")
        records = sorted(path.stem for path in (project / "content" / "papers").glob("*.md"))
        middle = records[len(records) // 2]
        title = f"This repository's own, {len(records)} papers"
        edit = partial(edit_file, project)
        previews.append(measure_preview(title, project, middle, edit, browser))
        for papers in library.sizes(options.sizes):
            print(f"{papers:,} papers", file=sys.stderr)
            folder = Path(made) / str(papers)
            made_of = list(library.records(items, papers))
            library.write_pressmark(made_of, folder)
            searches.append(measure_search(folder, browser, papers))
            shutil.rmtree(folder / "site")
            if papers == 10_000:
                text = (folder / "content" / "papers.jsonl").read_text(encoding="utf-8")
                lines = text.split("\n")
                middle = json.loads(lines[len(lines) // 2])["id"]
                edit = partial(edit_bulk, folder)
                previews.append(measure_preview("10,000 papers", folder, middle, edit, browser))
            shutil.rmtree(folder)
    if options.json:
        print(json.dumps({"search": searches, "previews": previews}, indent=2))
    else:
        PAGE.write_text(markdown(searches, previews), encoding="utf-8")


if __name__ == "__main__":
    main()
