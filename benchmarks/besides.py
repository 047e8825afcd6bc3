"""A library in; what the files besides its pages cost out, held against only writing them.

The same library is built as pages only, and with all files: round by round, the difference of the
two builds is divided by the difference of the two floors. The figures go to BESIDES.md beside this
file. Pictures of papers and printed citations are left out: the first are kept from build to build,
the second stand on the pages.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import library, measure, report
from benchmarks.run import EDITS, IN_MEMORY, edit_bulk, floor, pressmark_command

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).with_name("BESIDES.md")
# The first of any meets memory that the system has to find, which may take twice as long.
_TIMES = 3
_SAID = """# What the files besides the pages cost

Made by `make besides`: citations, feeds, data, linksets and embeds beside the pages of papers and
lists, and the files of the whole library. `seconds` is what a build from nothing takes longer with
them, `floor` what only writing them takes, both with two processes and search apart, and each the
least of three times in a row; `edit` is a whole build after one record was edited, all files
included.
"""


def configured(root: Path, besides: bool) -> str:
    """The name of a configuration beside the library's own, with the other files or without."""
    own = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for setting in ("paper_files", "list_files", "data_files") if besides else ():
        own = own.replace(f"{setting}: false", f"{setting}: true")
    name = "besides.yml" if besides else "pages.yml"
    (root / name).write_text(own, encoding="utf-8")
    return name


def measure_files(root: Path, rounds: int) -> report.Figures:
    """What the files besides the pages of the library at `root` cost, over several rounds."""
    walls: list[list[float]] = []
    writing: list[list[float]] = []
    sites: list[measure.Site] = []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        walls.append([])
        writing.append([])
        sites.clear()
        for besides in (False, True):
            config = configured(root, besides)
            command = pressmark_command("--no-search", "--config-file", config)
            walls[-1].append(min(_built_anew(command, root) for _ in range(_TIMES)))
            sites.append(measure.site_in(root / "site"))
            writing[-1].append(floor(root / "site", root / "floor", 2, _TIMES))
    edits = []
    for number in range(EDITS):
        edit_bulk(root, number)
        edits.append(measure.timed(command, root).wall)
    pages, whole = sites
    costs, floors = ([both[1] - both[0] for both in found] for found in (walls, writing))
    return {
        "files": whole.files - pages.files,
        "mb": (whole.bytes - pages.bytes) / 1e6,
        "seconds": measure.spread(costs).as_list,
        "floor": measure.spread(floors).as_list,
        "times the floor": measure.ratios(costs, floors).as_list,
        "edit": measure.spread(edits).as_list,
    }


def _built_anew(command: Sequence[str], root: Path) -> float:
    for left in (".build", "site"):
        shutil.rmtree(root / left, ignore_errors=True)
    return measure.timed(command, root).wall


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure what the files besides a library's pages cost.",
        epilog="Example: python -m benchmarks.besides --papers 10k",
    )
    parser.add_argument("--papers", default="10k", help="how many papers (10k)")
    parser.add_argument("--rounds", type=int, default=3, help="how often (3)")
    parser.add_argument("--folder", type=Path, default=IN_MEMORY, help="where to build")
    options = parser.parse_args(arguments)
    (papers,) = library.sizes(options.papers)
    made = list(library.records(library.read_items(library.CORPUS), papers))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        root = Path(folder) / "pressmark"
        library.write_pressmark(made, root)
        found = measure_files(root, options.rounds)
    rows = [
        [
            name,
            " / ".join(f"{n:,.2f}" for n in value) if isinstance(value, list) else f"{value:,.0f}",
        ]
        for name, value in found.items()
    ]
    head = ["least / middle / greatest", f"{papers:,} papers"]
    PAGE.write_text(f"{_SAID}\n{report.table(head, rows)}\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
