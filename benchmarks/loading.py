"""How long a library takes to load, from each kind of source, without a cache and with one.

Every figure is the best of several runs, in milliseconds; the yardstick, Python's JSON reader over
the same lines, tells how fast the machine was meanwhile. Memory is what one load adds to a fresh
process. The papers are those of ../shared/corpus, repeated under new names beyond 10,000.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.base.names import normal_title
from pressmark.library.importing.record_text import record_text
from pressmark.library.loading import record_cache as caching
from pressmark.library.loading.load import load
from pressmark.library.readers import csl
from pressmark.library.readers.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "anthology-10k.csl.jsonl.gz"


def items(count: int) -> Iterator[dict[str, Any]]:
    """Items of CSL-JSON; each round over the corpus has papers and people of its own."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        corpus = [json.loads(line) for line in file]
    for number in range(count):
        turn, place = divmod(number, len(corpus))
        item = dict(corpus[place])
        if turn:
            item["id"] += f"-{turn}"
            item["title"] += f" {turn}"
            item["author"] = [
                {**name, "family": f"{name.get('family', '')}{turn}"} for name in item["author"]
            ]
        yield item


def write_csl(content: Path, count: int) -> None:
    """The papers as items, one a line."""
    with (content / "papers.csl.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items(count))


def write_jsonl(content: Path, count: int) -> None:
    """The papers as records, one a line."""
    words: dict[str, str] = {}
    with (content / "papers.jsonl").open("w", encoding="utf-8") as file:
        for paper, abstract, keywords in _papers(count):
            words.update(zip(paper.tags, keywords, strict=True))
            values = {
                key: getattr(paper, key)
                for key in ("id", "title", "date", "venue", "doi", "url", "tags", "suggested")
                if getattr(paper, key)
            }
            values["authors"] = [author.name for author in paper.authors]
            file.write(json.dumps(values | {"abstract": abstract}, ensure_ascii=False) + "\n")
    _write_tags(content, words)


def write_records(content: Path, count: int) -> None:
    """The papers as records, one a file."""
    words: dict[str, str] = {}
    (content / "papers").mkdir()
    for paper, _, keywords in _papers(count):
        words.update(zip(paper.tags, keywords, strict=True))
        (content / "papers" / f"{paper.id}.md").write_text(record_text(paper), encoding="utf-8")
    _write_tags(content, words)


def _papers(count: int) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    titles: set[str] = set()
    for number, item in enumerate(items(count), 1):
        # Curated records have titles of their own.
        while normal_title(item["title"]) in titles:
            item["title"] += " again"
        titles.add(normal_title(item["title"]))
        source = csl.ItemSource(Path("corpus"), number)
        found = csl.record(json.dumps(item), source, Shared())
        if found:
            yield found


def _write_tags(content: Path, words: dict[str, str]) -> None:
    tags = {name: csl.term(word) for name, word in sorted(words.items())}
    text = "".join(
        f"{name}:\n  label: {json.dumps(tag.label)}\n  description: {json.dumps(tag.description)}\n"
        for name, tag in tags.items()
    )
    (content / "tags.yml").write_text(text, encoding="utf-8")


KINDS: dict[str, Callable[[Path, int], None]] = {
    "papers.jsonl": write_jsonl,
    "papers.csl.jsonl": write_csl,
    "papers/*.md": write_records,
}


def best(runs: int, work: Callable[[], object], before: Callable[[], object] = int) -> float:
    """The shortest time of several runs, in milliseconds; `before` runs untimed before each."""
    times = []
    for _ in range(runs):
        before()
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def edit(content: Path) -> None:
    """Change the last record's title."""
    path = next(iter(content.glob("papers*.jsonl")), None) or max(content.glob("papers/*.md"))
    head, mark, tail = path.read_text(encoding="utf-8").rpartition("title")
    colon, text = tail.split(": ", 1)
    start = 1 if text[0] in "\"'" else 0
    path.write_text(f"{head}{mark}{colon}: {text[:start]}X{text[start:]}", encoding="utf-8")


def measure(kind: str, count: int, runs: int) -> list[str]:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        content, cache = Path(folder, "content"), Path(folder, "cache")
        content.mkdir()
        KINDS[kind](content, count)
        lines = [
            line
            for path in content.glob("papers*.jsonl")
            for line in path.read_bytes().split(b"\n")
        ]
        yardstick = best(runs, lambda: [json.loads(line) for line in lines if line])
        cold = best(runs, lambda: load(content))
        writing = best(runs, lambda: load(content, cache=cache), lambda: cache.unlink(True))
        time.sleep(caching.TICK / 1e9 + 0.1)
        load(content, cache=cache)
        warm = best(runs, lambda: load(content, cache=cache))
        edited = best(runs, lambda: load(content, cache=cache), lambda: edit(content))
        command = [sys.executable, __file__, "--memory", str(content)]
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        people = load(content)
        derived = best(1, lambda: people.people)
        megabytes = cache.stat().st_size / 1e6
        figures = [yardstick, cold, writing, warm, edited, derived]
        per_paper = float(said.stdout) / count / 1024
        return [
            kind, *(f"{figure:,.0f}" for figure in figures), f"{megabytes:,.0f}", f"{per_paper:.1f}"
        ]  # fmt: skip


def memory(content: Path) -> int:
    """The bytes that loading adds to this process."""
    before = _resident()
    library = load(content)
    gc.collect()
    return _resident() - before if library.papers else 0


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, epilog="Linux only: reads /proc.")
    parser.add_argument("--papers", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--runs", type=int, default=5, help="the best of how many counts (5)")
    parser.add_argument("--only", choices=KINDS, help="one kind of source")
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(memory(options.memory))
        return
    if not CORPUS.is_file():
        parser.exit(1, "The corpus is not beside this repository (../shared/corpus).\n")
    head = ("source", "json", "cold", "+write", "warm", "1 edit", "people", "cache MB", "KB/paper")
    print(f"{options.papers:,} papers; times in ms, the best of {options.runs}")
    print("".join(f"{name:>10}" if place else f"{name:18}" for place, name in enumerate(head)))
    for kind in [options.only] if options.only else KINDS:
        row = measure(kind, options.papers, options.runs)
        cells = (f"{cell:>10}" if place else f"{cell:18}" for place, cell in enumerate(row))
        print("".join(cells), flush=True)


if __name__ == "__main__":
    main()
