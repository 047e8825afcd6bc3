"""Whatever has become of a bibliography: papers and findings with their places, soon."""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.findings import InvalidLibraryError
from pressmark.cli.main import main
from pressmark.library.readers.encodings import decoded
from pressmark.library.readers.entry import Omission
from pressmark.library.readers.formats import FORMATS, recognised
from tests.conftest import REPOSITORY
from tests.effort import IS_LONG, examples
from tests.hostile_imports import ENTRIES, MOST_SECONDS, NAME, sound_text
from tests.mutations import mutated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pressmark.base.findings import Finding
    from tests.conftest import TinyLibrary

CASES = REPOSITORY.parent / "shared" / "cases" / "imports"
ENDINGS = {".bib": "bibtex", ".csv": "csv", ".json": "csl-json", ".ris": "ris"}
# What acts on a terminal.
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")
# How long each reader is tried, in seconds.
SECONDS = examples(1, 600)


def seeds_of(name: str) -> list[bytes]:
    """Sound files of a format: invented ones, and the collected cases where they are."""
    invented = [sound_text(name, 1_500).encode(), ENTRIES[name].format(1).encode()]
    cases = [path for path in sorted(CASES.glob("*")) if ENDINGS.get(path.suffix) == name]
    return invented + [path.read_bytes() for path in cases]


def chances(what: str) -> random.Random:
    """Random numbers that a failure can be repeated with."""
    seed = random.randrange(10**6) if IS_LONG else 7  # noqa: S311 - texts, no secrets
    print(f"{what}: seed {seed}")
    return random.Random(seed)  # noqa: S311


def mutations(what: str, seeds: Sequence[bytes], seconds: float) -> Iterator[bytes]:
    """Mutations for so many seconds."""
    chance, end = chances(what), time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        yield mutated(seeds, chance)
        count += 1
    print(f"{what}: {count:,} texts")


def omissions_of(raw: bytes, name: str | None) -> list[Finding | Omission]:
    """What is found in a file, which has papers where nothing is; `name` is its format, if that is
    said."""
    try:
        text, _ = decoded(raw, NAME)
        reader = FORMATS[name] if name else recognised(text, NAME)
        reading = reader.read(text, NAME)
    except InvalidLibraryError as error:
        return [*error.findings]
    assert reading.entries or reading.omissions
    assert all(entry.title and entry.line > 0 for entry in reading.entries)
    return [*reading.omissions]


@pytest.mark.parametrize("name", FORMATS)
def test_no_mutation_stops_a_reader_or_takes_it_long(name: str) -> None:
    for number, raw in enumerate(mutations(name, seeds_of(name), SECONDS)):
        start = time.process_time()
        omissions = omissions_of(raw, None if number % 4 == 0 else name)
        assert time.process_time() - start < MOST_SECONDS, raw
        lines = raw.count(b"\n") + raw.count(b"\r") + 1
        for omission in omissions:
            finding = omission.finding if isinstance(omission, Omission) else omission
            assert finding.file == NAME, raw
            assert 0 < finding.line <= lines, (finding, raw)
            assert not ACTING.search(str(omission)), raw


def test_what_is_imported_of_a_mutation_is_a_sound_library(tiny_library: TinyLibrary) -> None:
    before = {path: path.read_bytes() for path in tiny_library.content.rglob("*") if path.is_file()}
    seeds = [seed for name in FORMATS for seed in seeds_of(name)]
    listing = tiny_library.root / "refs"
    for raw in mutations("import", seeds, SECONDS):
        listing.write_bytes(raw)
        result = CliRunner().invoke(main, ["import", "refs", "--added", "2026-01-02"])
        assert result.exception is None or isinstance(result.exception, SystemExit), raw
        assert result.exit_code in (0, 1, 3), raw
        assert "Traceback" not in result.output
        assert not ACTING.search(result.output), raw
        if result.exit_code == 1:
            assert "refs:" in result.stderr, raw
        tiny_library.load()
        restore(tiny_library.content, before)


def restore(content: Path, files: dict[Path, bytes]) -> None:
    """Have a folder hold those files alone."""
    for path in content.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, held in files.items():
        path.write_bytes(held)
