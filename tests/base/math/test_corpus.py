"""Formulas of ten thousand real papers are drawn or stay as they are written; none is broken."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from pressmark.base.math.delimiters import Formula, pieces
from pressmark.base.math.drawing import drawn
from pressmark.base.math.signs import may_hold_math
from tests.base.math.test_drawing import assert_safe
from tests.conftest import REPOSITORY

CORPUS = REPOSITORY.parent / "shared" / "corpus" / "anthology-10k.csl.jsonl.gz"
# What no reader sees in a formula that was read whole.
_LEFT_OVER = re.compile(r"[\\$]")


def test_every_formula_of_the_corpus_is_drawn_or_left_as_it_is() -> None:
    if not CORPUS.is_file():
        pytest.skip("the corpus is not beside this repository (../shared/corpus)")
    counts: Counter[str] = Counter()
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [
            (field, item.get(field, ""))
            for item in map(json.loads, lines)
            for field in ("title", "abstract")
        ]
    for field, text in texts:
        if not may_hold_math(text):
            continue
        formulas = [piece for piece in pieces(text) if isinstance(piece, Formula)]
        counts[field] += bool(formulas)
        for formula in formulas:
            drawing = drawn(formula.latex, formula.is_display)
            counts["drawn" if drawing else "left"] += 1
            if drawing:
                assert_safe(drawing.mathml)
                shown = "".join(ElementTree.fromstring(drawing.mathml).itertext())  # noqa: S314
                assert not _LEFT_OVER.search(shown), formula.source
                assert not _LEFT_OVER.search(drawing.text), formula.source

    assert counts["title"] >= 65
    assert counts["abstract"] >= 1250
    assert counts["drawn"] > 5600
    assert counts["left"] < 100  # nearly all with commands of their authors' own
