"""Each field of a record, each file of `content/` and each kind of import, at ten, a hundred and a
thousand times an ordinary size, in; how long a check, a build and an import take for each unit out.

Times are of a processor, this process and those that it starts. What the same library takes at its
ordinary size is taken off. The figures go to SIZES.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import report
from benchmarks.sized import Case, field_cases
from benchmarks.sized_files import file_cases
from benchmarks.sized_imports import import_cases, import_now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGE = Path(__file__).with_name("SIZES.md")
FACTORS = (10, 100, 1_000)
# What is less than so many seconds is no more than the noise of a machine.
NOISE = {"check": 0.01, "build": 0.1, "imported": 0.02}
_SAID = """# What a unit costs as there are more

Made by `make sizes`: each field of a record and each file of `content/` at 10, 100 and 1,000 times
an ordinary size; microseconds of a processor for each further unit, by a check of the library and
by a build of it from nothing. `<` stands for what is within the noise of the machine. `growth` is
how many times as much a unit costs at the largest size as at a smaller one, which must not be more
than 2: where it were, work would grow with the square. What is refused is found with its line.
"""
_SAID_OF_IMPORTS = """## Imports

The same for `pressmark import` of a source in BibTeX, from reading the library to the last file
that is written: entries of which there are many.
"""


class Taken(NamedTuple):
    """The seconds of a processor that a check of a library took, a build and an import, 0 where
    there was none; and whether it is refused."""

    check: float = 0
    build: float = 0
    is_refused: bool = False
    imported: float = 0


class Figures(NamedTuple):
    """What a case took at its ordinary size, and at so many times that."""

    case: Case
    factors: Sequence[int]
    ordinary: Taken
    taken: Sequence[Taken]

    def per_unit(self, which: str) -> list[float]:
        """The seconds for each further unit, at each factor; what is no more than noise counts as
        much as that."""
        before = getattr(self.ordinary, which)
        units = [self.case.ordinary * (factor - 1) for factor in self.factors]
        return [
            max(getattr(taken, which) - before, NOISE[which]) / count
            for taken, count in zip(self.taken, units, strict=True)
        ]

    def growth(self, which: str) -> float:
        """How many times as much a unit costs at the largest size as at a smaller one."""
        *smaller, largest = self.per_unit(which)
        return largest / min(smaller)


def library_cases() -> list[Case]:
    """Every field and every file."""
    return [*field_cases(), *file_cases()]


def seconds() -> float:
    """The processor time of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def timed(work: Callable[[], object]) -> float:
    """The processor seconds of some work."""
    start = seconds()
    work()
    return seconds() - start


def taken_by(root: Path, *, builds: bool = True) -> Taken:
    """What a check of the library at `root` takes, and a build of it."""
    from pressmark.base.findings import InvalidLibraryError
    from pressmark.base.gc_pause import gc_paused
    from pressmark.build.build import build
    from pressmark.build.project import load_project
    from pressmark.site import configuration

    config_file = root / "mkdocs.yml"
    is_refused = False

    def check() -> None:
        nonlocal is_refused
        try:
            with gc_paused():
                sources = configuration.sources_of(config_file)
                load_project(root, sources=sources).check_nav(config_file)
        except InvalidLibraryError as error:
            is_refused = True
            str(error)

    def make() -> None:
        build(config_file, jobs=1, clean=True)

    checked = timed(check)
    return Taken(checked, 0 if is_refused or not builds else timed(make), is_refused)


def taken_to_import(root: Path) -> Taken:
    """What the import takes that is prepared in the folder of a library."""
    return Taken(imported=timed(lambda: import_now(root)))


def measured(
    case: Case, factors: Sequence[int] = FACTORS, take: Callable[[Path], Taken] = taken_by
) -> Figures:
    """What a case takes, in this process, which has done the same before."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number, factor in enumerate((1, 1, *factors)):
            root = Path(folder, str(number))
            root.mkdir()
            case.write(root, case.ordinary * factor)
            taken.append(take(root))
    _, ordinary, *rest = taken  # for the first one, modules are loaded
    return Figures(case, factors, ordinary, rest)


def import_row(figures: Figures) -> list[str]:
    """A row of the table of imports."""
    return _cells(figures, "imported")


def row(figures: Figures) -> list[str]:
    """A row of the table of fields and files."""
    by_factor = zip(figures.factors, figures.taken, strict=True)
    refused = next((factor for factor, taken in by_factor if taken.is_refused), 0)
    return [*_cells(figures, "check", "build"), f"from {refused:,} times" if refused else ""]


def _cells(figures: Figures, *kinds: str) -> list[str]:
    case = figures.case
    cells = [case.name, case.unit, f"{case.ordinary:,}"]
    for which in kinds:
        *_, last = figures.taken
        if which == "build" and last.is_refused:
            cells += [""] * (len(figures.factors) + 1)
            continue
        before = getattr(figures.ordinary, which)
        for taken, each in zip(figures.taken, figures.per_unit(which), strict=True):
            is_noise = getattr(taken, which) - before < NOISE[which]
            cells.append("" if taken.is_refused and which == "build" else
                         f"{'< ' if is_noise else ''}{each * 1e6:,.0f}")  # fmt: skip
        cells.append(f"{figures.growth(which):.1f}")
    return cells


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure what each field, file and import costs as it gets larger.",
        epilog="Example: python -m benchmarks.sizes --only tags.yml",
    )
    parser.add_argument("--only", action="append", help="the name of a case; may be repeated")
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)

    def chosen(cases: Sequence[Case]) -> list[Case]:
        return [case for case in cases if not options.only or case.name in options.only]

    of_library, of_imports = chosen(library_cases()), chosen(import_cases())
    if options.row:
        for case in of_library:
            print(json.dumps(row(measured(case))))
        for case in of_imports:
            print(json.dumps(import_row(measured(case, take=taken_to_import))))
        return
    rows, import_rows = map(_row_apart, of_library), map(_row_apart, of_imports)
    sizes = [f"x {factor:,}" for factor in FACTORS]
    checks = [*(f"check {size}" for size in sizes), "growth"]
    builds = [*(f"build {size}" for size in sizes), "growth"]
    head = ["field or file", "unit", "ordinary", *checks, *builds, "refused"]
    parts = [_SAID, report.table(head, list(rows)), "", _SAID_OF_IMPORTS]
    parts.append(report.table(["source", "unit", "ordinary", *sizes, "growth"], list(import_rows)))
    if not options.only:
        PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _row_apart(case: Case) -> list[str]:
    """The row of a case, measured in a process of its own, and shown as soon as it is there."""
    command = [sys.executable, "-m", "benchmarks.sizes", "--row", "--only", case.name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    cells: list[str] = json.loads(done.stdout.splitlines()[-1])
    print("  ".join(cells), file=sys.stderr)
    return cells


if __name__ == "__main__":
    main()
