"""A file of the controlled vocabulary in; its entries by id out: themes, tags or venues."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pressmark.base.findings import shown
from pressmark.base.rules.vocabulary import TERM_WITHOUT_KEYS
from pressmark.library.readers.source import Nested, Source

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.base.models import AnyRecord
    from pressmark.library.loading.kept_terms import KeptTerms


def vocabulary(
    path: Path,
    name: Path,
    model: type[AnyRecord],
    findings: list[Finding],
    kept: KeptTerms | None = None,
) -> dict[str, AnyRecord]:
    """The entries of the file at `path`, which findings call `name`; none where there is no file.

    Each is of type `model`. What is wrong goes to `findings`. Entries that were `kept` are not read
    again.
    """
    if not os.path.lexists(path):
        return {}
    source = Source(name)
    raw = source.read(path)
    if raw and kept and (held := kept.find(raw, model)) is not None:
        return held
    text = None if raw is None else source.text(raw)
    entries = source.parse(text, 1) if text and _has_content(text) else {}
    terms: dict[str, AnyRecord] = {}
    for key, values in (entries or {}).items():
        if not isinstance(values, dict):
            source.report(source.line_of((key,)), key, TERM_WITHOUT_KEYS, value=shown(values))
            continue
        nested = Nested(source, key)
        if term := nested.validate(model, {**values, "id": key}):
            terms[key] = term
    if raw and kept and not source.findings:
        kept.put(raw, model, terms.values())
    findings += source.findings
    return terms


def _has_content(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())
