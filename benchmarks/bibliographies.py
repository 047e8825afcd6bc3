"""A bibliography of 10,000 entries in; how long it takes to read out, held against parsers that
make no records of it.

The entries are those of ../shared/corpus. bibtexparser 2, the quickest parser, is no part of the
project: it is measured where it is installed (pip install --pre bibtexparser). The figures go to
BIBLIOGRAPHIES.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import time
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import library, report
from pressmark.exports.citations.bibtex import bibtex
from pressmark.library.loading.load import load
from pressmark.library.readers.bibtex import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGE = Path(__file__).with_name("BIBLIOGRAPHIES.md")
_NAME = Path("refs.bib")
_PARSERS = {"pybtex": ("pybtex.database", ("bibtex",)), "bibtexparser": ("bibtexparser", ())}
_SAID = """# How long a bibliography takes to read

Made by `make bibliographies`: processor seconds for 10,000 entries of BibTeX, the least of several
times, from the text to papers with their findings; and what parsers take for the same text that
make no records of it.
"""


def entries() -> str:
    """The corpus as BibTeX."""
    with TemporaryDirectory() as folder:
        lines = gzip.decompress(library.CORPUS.read_bytes())
        (Path(folder) / "papers.csl.jsonl").write_bytes(lines)
        papers = load(Path(folder))
    return "\n".join(
        bibtex(papers.reference(paper), f"https://example.org/{paper.id}/")
        for paper in papers.papers.values()
    )


def seconds(work: Callable[[], object], times: int) -> float:
    """The least time that a processor takes to do some work."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def measured(text: str, times: int) -> dict[str, float]:
    """The seconds that each reader of the text takes which is installed."""
    found = {"pressmark, to records": seconds(lambda: read(text, _NAME), times)}
    for name, (module, arguments) in _PARSERS.items():
        try:
            shown = f"{name} {version(name)}, parsing only"
        except PackageNotFoundError:
            continue
        parse = importlib.import_module(module).parse_string
        found[shown] = seconds(partial(parse, text, *arguments), times)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure how long 10,000 entries of BibTeX take to read.",
        epilog="Example: python -m benchmarks.bibliographies --times 5",
    )
    parser.add_argument("--times", type=int, default=3, help="how often each is read (3)")
    found = measured(entries(), parser.parse_args(arguments).times)
    ours = next(iter(found.values()))
    rows = [[name, f"{taken:.2f}", f"{ours / taken:.1f}"] for name, taken in found.items()]
    table = report.table(["reader", "seconds", "times as long as this"], rows)
    PAGE.write_text(f"{_SAID}\n{table}\n", encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
