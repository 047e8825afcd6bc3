"""Each field of a record and each file of `content/`, at ten, a hundred and a thousand times an
ordinary size, in; how long a check and a build take for each unit of it out.

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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGE = Path(__file__).with_name("SIZES.md")
FACTORS = (10, 100, 1_000)
# What is less than so many seconds is no more than the noise of a machine.
NOISE = {"check": 0.01, "build": 0.1}
_SAID = """# What a unit costs as there are more

Made by `make sizes`: each field of a record and each file of `content/` at 10, 100 and 1,000 times
an ordinary size; microseconds of a processor for each further unit, by a check of the library and
by a build of it from nothing. `<` stands for what is within the noise of the machine. `growth` is
how many times as much a unit costs at the largest size as at a smaller one, which must not be more
than 2: where it were, work would grow with the square. What is refused is found with its line.
"""


class Taken(NamedTuple):
    """The seconds of a processor that a check of a library took, and a build, 0 where none was
    made; and whether it is refused."""

    check: float
    build: float
    is_refused: bool


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


def all_cases() -> list[Case]:
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


def taken_by(root: Path, *, builds: bool) -> Taken:
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


def measured(case: Case, factors: Sequence[int] = FACTORS, *, builds: bool = True) -> Figures:
    """What a case takes, in this process, which has done the same before."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number, factor in enumerate((1, 1, *factors)):
            root = Path(folder, str(number))
            root.mkdir()
            case.write(root, case.ordinary * factor)
            taken.append(taken_by(root, builds=builds))
    _, ordinary, *rest = taken  # for the first one, modules are loaded
    return Figures(case, factors, ordinary, rest)


def row(figures: Figures) -> list[str]:
    """A row of the table."""
    case = figures.case
    cells = [case.name, case.unit, f"{case.ordinary:,}"]
    for which in ("check", "build"):
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
    by_factor = zip(figures.factors, figures.taken, strict=True)
    refused = next((factor for factor, taken in by_factor if taken.is_refused), 0)
    return [*cells, f"from {refused:,} times" if refused else ""]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure what each field and file of content/ costs as it gets larger.",
        epilog="Example: python -m benchmarks.sizes --only tags.yml",
    )
    parser.add_argument("--only", action="append", help="the name of a case; may be repeated")
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    cases = [case for case in all_cases() if not options.only or case.name in options.only]
    if options.row:
        print(json.dumps(row(measured(cases[0]))))
        return
    rows = []
    for case in cases:
        print(case.name, file=sys.stderr)
        command = [sys.executable, "-m", "benchmarks.sizes", "--row", "--only", case.name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print("  ".join(rows[-1]), file=sys.stderr)
    sizes = [f"x {factor:,}" for factor in FACTORS]
    head = ["field or file", "unit", "ordinary", *(f"check {size}" for size in sizes), "growth"]
    head += [*(f"build {size}" for size in sizes), "growth", "refused"]
    if not options.only:
        PAGE.write_text(f"{_SAID}\n{report.table(head, rows)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
