"""A library of ten thousand papers in; how long the map and the filters take, as a phone's reader
sees it, from what somebody does to the next paint, out.

A Chromium reads the site with its processor four times slower, as Lighthouse has a phone. What is
measured is what browsers report as an interaction's duration, in steps of 8 ms; one that is too
quick for a report (under 16 ms) counts 16. The figures go to INTERACTIONS.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import library, measure
from benchmarks.report import Figures, table
from benchmarks.run import IN_MEMORY, copy_of_project, pressmark_command
from benchmarks.search_box import a_browser
from tests.server import BASE, SiteServer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from playwright.sync_api import Browser, Page, ViewportSize

    Act = Callable[[Page], object]

PAGE = Path(__file__).with_name("INTERACTIONS.md")
PHONE: ViewportSize = {"width": 412, "height": 823}
SLOWER = 4
ROUNDS = 5
_QUICKEST = 16
_WAIT = 120_000  # milliseconds, for a busy machine
_OBSERVE = """() => {
    window.durations = [];
    const note = (list) => window.durations.push(
        ...list.getEntries().filter((entry) => entry.interactionId).map((entry) => entry.duration));
    new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 });
}"""
# Two frames and a pause of the page later, what an interaction took is reported.
_AT_REST = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
    () => requestIdleCallback(() => setTimeout(done, 300)))))"""


def _next_of(selector: str) -> Act:
    """The next choice of a list, by a key: what no key or pointer does is not an interaction."""
    return lambda page: page.locator(selector).press("ArrowDown")


def _press(key: str) -> Act:
    return lambda page: page.keyboard.press(key)


def _click(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click(timeout=_WAIT)


def _value(facet: str, what: str) -> Act:
    group = f'[data-browse-facets] > :has(legend:text-is("{facet}"))'
    return _click(f"{group} {what}")


# What a reader does on a page, one after the other, and what to call it.
ACTS: Mapping[str, Sequence[tuple[str, Act]]] = {
    "map/": (
        ("zoom in", _click(".pm-map-zoom button >> nth=0")),
        ("zoom in again", _click(".pm-map-zoom button >> nth=0")),
        ("to a paper with an arrow key", lambda page: page.locator("#map").press("ArrowRight")),
        ("to the next one", _press("ArrowDown")),
        ("all of the map again: 0", _press("0")),
        ("a theme", _next_of("#map-theme")),
        ("a tag", _next_of("#map-tag")),
        ("from a year on", _next_of("#map-from")),
        ("show all", _click("#map-filter [type=reset]")),
    ),
    "browse/": (
        ("open the filters", _click("[data-browse-fold]")),
        ("a theme", _value("Theme", "input[type=checkbox]")),
        ("not a tag", _value("Tag", ".pm-facet__not")),
        ("a tag", _value("Tag", "li:nth-of-type(2) input[type=checkbox]")),
        ("a type", _value("Type", "input[type=checkbox]")),
        ("an author", _value("Author", "input[type=checkbox]")),
        ("none of these", _click("[data-browse-chosen] li:last-child button")),
        ("another order", _next_of("[data-browse-sort]")),
        ("more papers", _click("[data-browse-more]")),
    ),
}


def interactions(site: Path, browser: Browser) -> dict[str, list[float]]:
    """Milliseconds that each act takes, by page and name, a figure a round."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    with SiteServer(site) as server:
        for _ in range(ROUNDS):
            for address, acts in ACTS.items():
                context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
                page = context.new_page()
                page.set_default_timeout(_WAIT)
                page.goto(server.address + address, wait_until="networkidle", timeout=_WAIT)
                session = context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                page.evaluate(_OBSERVE)
                for name, act in acts:
                    page.evaluate("window.durations.length = 0")
                    act(page)
                    page.wait_for_load_state("networkidle")
                    page.evaluate(_AT_REST)
                    longest = max(page.evaluate("window.durations"), default=0)
                    taken[f"{address} {name}"].append(max(longest, _QUICKEST))
                context.close()
    return dict(taken)


def first_load(site: Path, browser: Browser, address: str) -> float:
    """Kilobytes that a page loads for somebody whose browser has kept nothing, without fonts."""
    with SiteServer(site) as server:
        context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
        page = context.new_page()
        page.goto(server.address + address, wait_until="networkidle", timeout=_WAIT)
        context.close()
        return sum(size for path, size in server.sent if not path.endswith(".woff2")) / 1000


def a_large_library(folder: Path, corpus: Path, papers: int) -> Path:
    """A library of so many papers, with all that a site may have but cards."""
    library.write_pressmark(list(library.records(library.read_items(corpus), papers)), folder)
    text = (library.REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("[CARDS, true]", "[CARDS, false]"), "utf-8")
    return folder


def markdown(papers: int, taken: Mapping[str, Sequence[float]], loads: Figures) -> str:
    """The page INTERACTIONS.md."""
    rows = []
    for name, figures in taken.items():
        spread = measure.spread(figures)
        address, act = name.split(" ", 1)
        rows.append([address, act, " / ".join(f"{figure:.0f}" for figure in spread.as_list)])
    first = [
        [address, f"{small:,.0f}", f"{large:,.0f}", f"{large - small:,.0f}"]
        for address, (small, large) in loads.items()
    ]
    return (
        "\n\n".join(
            [
                "# Interactions",
                f"Made by `make interactions`; do not edit. A library of {papers:,} papers on a "
                f"phone: a Chromium of {PHONE['width']} by {PHONE['height']} points, its processor "
                f"{SLOWER} times slower. Milliseconds to the next paint, least / median / greatest "
                f"of {ROUNDS} rounds.",
                table(["page", "what is done", "ms"], rows),
                "What a page loads first, in KB without fonts, in this repository's library, in "
                "the large one, and how much more that is:",
                table(["page", "here", "large", "more"], first),
            ]
        )
        + "\n"
    )


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure how soon the map and the filters of a large library answer.",
        epilog="Example: python -m benchmarks.interactions --papers 1000 --json",
    )
    parser.add_argument("--papers", type=int, default=10_000, help="how many papers (10000)")
    parser.add_argument("--corpus", type=Path, default=library.CORPUS, help="CSL-JSON lines, gz")
    parser.add_argument("--json", action="store_true", help="print the figures, write no page")
    options = parser.parse_args(arguments)
    os.environ["SITE_URL"] = f"https://papers.example{BASE}"
    parent = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=parent) as made, a_browser() as browser:
        small = copy_of_project(Path(made) / "small")
        large = a_large_library(Path(made) / "large", options.corpus, options.papers)
        for folder in (small, large):
            print(f"building {folder.name}", file=sys.stderr)
            measure.timed(pressmark_command(), folder)
        load = partial(first_load, browser=browser)
        loads = {
            address: [load(folder / "site", address=address) for folder in (small, large)]
            for address in ACTS
        }
        taken = interactions(large / "site", browser)
    if options.json:
        print(json.dumps({"interactions": taken, "loads": loads}, indent=2))
    else:
        PAGE.write_text(markdown(options.papers, taken, loads), encoding="utf-8")


if __name__ == "__main__":
    main()
