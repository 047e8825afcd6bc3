"""The venues of the cases of public bug reports, which only their holders have beside the
repository."""

from __future__ import annotations

import pytest

from pressmark.library.importing.plan import Choices, carry_out, plan
from pressmark.library.readers.formats import recognised
from tests.conftest import REPOSITORY, TinyLibrary

CASES = REPOSITORY.parent / "shared" / "cases" / "imports"
SERIES = {
    "v1": ("NeurIPS", ""),
    "v2": ("ACL", "Long Papers"),
    "v3": ("ACL", "Long Papers"),
    "v4": ("ICLA", ""),
    "v5": ("ICL", ""),
    "v6": ("CHI", ""),
    "v7": ("Science", ""),
    "v8": ("Physical Lamp Review D (Particles and Fields)", ""),
    "v9": ("JMLR", ""),
    "v10": ("TACL", ""),
    "v11": ("Science", ""),
    "v12": ("Proceedings of the National Academy of Lamps", ""),
    "v13": ("ICML", ""),
    "v14": ("ICML", ""),
    "v15": ("ICLR", "Workshop on Lamps"),
    "v16": ("ICML", ""),
    "v17": ("2D Lamps 1999", ""),
    "v18": ("EMNLP", "Findings"),
}


def test_the_venues_of_public_bug_reports_are_read_right(empty_library: TinyLibrary) -> None:
    path = CASES / "24-venues.bib"
    if not path.is_file():
        pytest.skip("the cases are not beside this repository (../shared/cases)")
    text = path.read_text(encoding="utf-8")
    reading = recognised(text, path).read(text, path)
    carry_out(
        plan(reading, empty_library.load(), empty_library.content, path, Choices()),
        empty_library.content,
    )
    library = empty_library.load()
    found = {}
    for paper in library.papers.values():
        edition = library.edition(paper.venue, paper.kind, paper.year)
        assert edition is not None
        found[paper.keys[0]] = (edition.series.label, edition.track)
        cited = library.reference(paper)
        assert (cited.year, cited.container) == (paper.date, paper.container)
        assert paper.container in text
    assert found == SERIES
    journals = {"v7", "v8", "v9", "v10", "v11", "v12", "v17"}
    assert {
        p.keys[0] for p in library.papers.values() if library.reference(p).kind == "journal"
    } == (journals)
