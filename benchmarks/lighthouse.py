"""A built site in, served as a host would serve it; Lighthouse's medians for a few pages out.

Exit status: 0 every page reaches its targets, 1 one does not or Lighthouse failed, 2 the command
was called wrongly.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import click

from tests.conftest import REPOSITORY
from tests.project import real_site
from tests.server import CHROMIUM_FLAGS, SiteServer, chromium

PAGES = (
    *("", "papers/hirsch2024medrat/", "tags/", "search/"),
    *("explore/", "map/", "browse/", "evidence/medicine-and-health/", "compare/"),
    *("paths/medicine-and-health/", "new/", "reading-list/"),
)
TARGETS = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
LIGHTHOUSE = REPOSITORY / "benchmarks" / "node_modules" / ".bin" / "lighthouse"
# The phone and its network are Lighthouse's own.
CHROME_FLAGS = " ".join(("--headless", *CHROMIUM_FLAGS))

Report = dict[str, Any]
Scores = dict[str, float]


@click.command(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: python -m benchmarks.lighthouse --site site --runs 3",
)
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built site. By default the library of this repository is built anew.",
)
@click.option(
    "--runs", type=click.IntRange(min=1), default=5, show_default=True, help="Runs of each page."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def main(site: Path | None, runs: int, as_json: bool) -> None:
    """Measure how a phone gets on with the site, and fail when a page misses a target."""
    if not LIGHTHOUSE.is_file():
        raise click.ClickException(
            "lighthouse is needed in benchmarks/node_modules: run 'make lighthouse'"
        )
    try:
        browser = chromium()
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from None
    with tempfile.TemporaryDirectory() as folder:
        built = site or real_site(Path(folder) / "project")
        with SiteServer(built) as server:
            reports = {page: measured(server.address + page, runs, browser) for page in PAGES}
    scores = {page: medians(found) for page, found in reports.items()}
    missed = {
        page: {name: culprits(reports[page], name) for name in below}
        for page in PAGES
        if (below := [name for name, target in TARGETS.items() if scores[page][name] < target])
    }
    if as_json:
        click.echo(json.dumps({"runs": runs, "medians": scores, "missed": missed}, indent=2))
    else:
        click.echo(table(scores))
        for page, categories in missed.items():
            for name, audits in categories.items():
                click.echo(f"/{page}: {name} is below {TARGETS[name]}: {', '.join(audits)}")
    raise SystemExit(1 if missed else 0)


def measured(address: str, runs: int, browser: str) -> list[Report]:
    """What Lighthouse reports of the page in each run, its cache empty every time."""
    return [_report(address, browser) for _ in range(runs)]


def _report(address: str, browser: str) -> Report:
    done = subprocess.run(
        [
            str(LIGHTHOUSE),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(TARGETS)}",
            f"--chrome-flags={CHROME_FLAGS}",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"lighthouse failed for {address}: {done.stderr.strip()[-500:]}")
    report: Report = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise click.ClickException(f"lighthouse failed for {address}: {error['message']}")
    return report


def medians(reports: list[Report]) -> Scores:
    """The median of each category, of 100."""
    return {
        name: median(round(100 * (report["categories"][name]["score"] or 0)) for report in reports)
        for name in TARGETS
    }


def culprits(reports: list[Report], category: str) -> list[str]:
    """The audits that cost the category points in any run."""
    return sorted(
        {
            audit["id"]
            for report in reports
            for audit in report["categories"][category]["auditRefs"]
            if audit["weight"] and (report["audits"][audit["id"]]["score"] or 0) < 1
            if report["audits"][audit["id"]]["scoreDisplayMode"] in ("binary", "numeric")
        }
    )


def table(scores: dict[str, Scores]) -> str:
    """The medians as text: a page a line, a category a column."""
    rows = [["page", *TARGETS], ["target", *map(str, TARGETS.values())]]
    rows += [
        [f"/{page}", *(f"{found[name]:g}" for name in TARGETS)] for page, found in scores.items()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


if __name__ == "__main__":
    main()
