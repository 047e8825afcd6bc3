"""The files in `content/digests/` in; newsletters, and what is wrong with them, out."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.rules import newsletters as rules
from pressmark.base.rules.files import EMPTY_VALUE, UNREADABLE
from pressmark.base.rules.records import UNEXPECTED_ID
from pressmark.base.spellings import Spellings
from pressmark.library.loading.listed_papers import ListedPapers, ids_of
from pressmark.library.newsletter import FOLDER, Newsletter
from pressmark.library.readers.source import Source, is_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from pressmark.library.paper import Paper


def read(
    content: Path, shown: Path, papers: Iterable[Paper] | None, findings: list[Finding]
) -> dict[str, Newsletter]:
    """The newsletters of a content folder by id, the newest first.

    Findings name the folder as `shown`. Ids are looked up among `papers`, a renamed one under its
    old id too, unless these can't be told yet. What is wrong goes to `findings`.
    """
    try:
        files = sorted((content / FOLDER).iterdir(), reverse=True)
    except OSError as error:
        findings.append(Finding.of(UNREADABLE, shown / FOLDER, reason=error.strerror))
        return {}
    ids = ids_of(papers or ()) if files else {}
    newsletters = {}
    published, spellings = ListedPapers(content), Spellings(ids)
    for path in files:
        if path.name.startswith("."):
            continue
        source = Source(shown / FOLDER / path.name)
        newsletter = _read(path, source)
        if newsletter:
            if papers is not None:
                newsletter = _resolved(newsletter, ids, source, published, spellings)
            newsletters[newsletter.id] = newsletter
        findings += source.findings
    return newsletters


def _read(path: Path, source: Source) -> Newsletter | None:
    if path.suffix != ".yml" or path.is_dir():
        source.report(1, "", rules.NOT_A_DIGEST)
        return None
    raw = source.read(path)
    text = None if raw is None else source.text(raw)
    values = None if text is None else source.parse(text, 1)
    if values is None:
        return None
    for key in [key for key, value in values.items() if is_empty(value)]:
        source.report(source.line_of((key,)), key, EMPTY_VALUE)
        del values[key]
    if "id" in values:
        source.report(source.line_of(("id",)), "id", UNEXPECTED_ID, stem=path.stem)
        del values["id"]
    newsletter = source.validate(Newsletter, {**values, "id": path.stem})
    if newsletter is None:
        return None
    if newsletter.since > newsletter.until:
        source.report(
            source.line_of(("since",)),
            "since",
            rules.PERIOD_REVERSED,
            since=newsletter.since,
            until=newsletter.until,
        )
    if not newsletter.count and not source.findings:
        source.report(1, "papers", rules.EMPTY_DIGEST)
    in_full = {*newsletter.papers}
    for place, name in enumerate(newsletter.further):
        if name in in_full:
            path_ = ("further", place)
            line, field = source.line_of(path_), source.field_of(path_)
            source.report(line, field, rules.LISTED_IN_BOTH, paper=name)
    return newsletter


def _resolved(
    newsletter: Newsletter,
    ids: Mapping[str, str],
    source: Source,
    published: Container[str],
    spellings: Spellings,
) -> Newsletter:
    """The newsletter with every paper under the id that it has now. One that was `published` and is
    there no more leads on or is a finding elsewhere; here it is left out. `spellings` are those of
    all ids."""
    for key in ("papers", "further"):
        for place, name in enumerate(getattr(newsletter, key)):
            if name not in ids and name not in published:
                near = spellings.nearest(name)
                line, field = source.line_of((key, place)), source.field_of((key, place))
                source.report(line, field, rules.UNKNOWN_PAPER, paper=name, near=near)
    papers = dict.fromkeys(ids[name] for name in newsletter.papers if name in ids)
    further = dict.fromkeys(ids[name] for name in newsletter.further if name in ids)
    resolved = copy(newsletter)
    object.__setattr__(resolved, "papers", tuple(papers))
    object.__setattr__(resolved, "further", tuple(name for name in further if name not in papers))
    return resolved
