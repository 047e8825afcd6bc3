"""Two records of one paper in; what makes one of them hold the facts of both, and leads the address
of the other one on, out."""

from __future__ import annotations

from copy import copy
from dataclasses import fields, replace
from typing import Any

from pressmark.library.abstract_files import abstract_files
from pressmark.library.addresses import paper_address
from pressmark.library.importing.record_text import plain_values, yaml_value
from pressmark.library.matching import joined
from pressmark.library.paper import SECTION_FIELDS, SECTIONS, Paper
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter
from pressmark.library.relations import relate
from pressmark.site.addresses.edits import (
    Edits,
    Place,
    RefusedError,
    list_addresses,
    name_paper,
    with_records,
)
from pressmark.site.addresses.redirects import FILE, HOME
from pressmark.site.addresses.rename import REDIRECTS_HEAD, unknown
from pressmark.site.addresses.survey import lost
from pressmark.site.plan import plan

_APART = frozenset({"id", "redirect_from", "suggested", "added", *SECTION_FIELDS})


def merge(place: Place, old: str, new: str) -> Edits | None:
    """What gives the record `new` all facts of `old` that it lacks, removes `old` with its abstract
    and leads its address on; None where that is done already. Where both have a fact, that of `new`
    stays, and the other is among what is left out.

    Raises `RefusedError` when that can't be, `OSError` when a file can't be read.
    """
    papers = place.library.papers
    if new in papers and old not in papers and old in papers[new].redirect_from:
        return None
    for name in (old, new):
        if name not in papers:
            raise RefusedError(unknown(name, papers, "record"))
    if old == new:
        raise RefusedError(f"{old} can't be merged with itself.")
    paper, other = papers[new], papers[old]
    result = _joined(paper, other)
    addresses = paper_address(old), paper_address(new)
    edits = Edits(redirects={addresses[0]: addresses[1]}, left_out=_left_out(result, other))
    _remove(edits, place, old)
    _change(edits, place, paper, result)
    has_abstract = bool(abstract_files(place.content, new))
    for abstract in abstract_files(place.content, old):
        if has_abstract:
            edits.removed.append(abstract)
        else:
            edits.moves[abstract] = abstract.with_name(f"{new}.txt")
    name_paper(edits, place, old, new)
    _keep_addresses(edits, place, old, result)
    list_addresses(edits, place, [*edits.redirects, addresses[1]])
    return edits


def _keep_addresses(edits: Edits, place: Place, old: str, result: Paper) -> None:
    """Lead on what were the pages of people, years and the like that only the record of the id
    `old` had: to the page that takes its place, else to that of the joined record."""
    papers = {name: paper for name, paper in place.library.papers.items() if name != old}
    library = replace(place.library, papers=papers | {result.id: result})
    pages = {*place.survey.pages}.union(*plan(library, relate(library), "").addresses)
    kept = {*place.survey.ends, *edits.redirects}
    published = {*place.survey.plan.permanent}
    lines = []
    for address, advice in lost(published, pages, kept, library, lambda _: False):
        is_list = advice.to == HOME or advice.to.count("/") == 1
        end = paper_address(result.id) if is_list else advice.to
        edits.redirects[address] = end
        lines.append(f"{address}: {end}\n")
    if lines:
        file = place.content / FILE
        text = edits.text(file) if file.is_file() else REDIRECTS_HEAD
        edits.texts[file] = text + ("" if text.endswith("\n") else "\n") + "".join(lines)


def _joined(paper: Paper, other: Paper) -> Paper:
    """A record with the facts of another that it lacks, and with its addresses."""
    result = copy(joined(paper, other))
    earlier = (*paper.redirect_from, *other.redirect_from, other.id)
    values: dict[str, Any] = {
        "redirect_from": tuple(name for name in dict.fromkeys(earlier) if name != paper.id),
        "sources": tuple(dict.fromkeys((*paper.sources, *other.sources))),
        "added": min(filter(None, (paper.added, other.added)), default=""),
        "also": tuple(name for name in result.also if name != result.theme),
    }
    if paper.is_draft and not other.is_draft:
        chosen = {name: getattr(other, name) for name in paper.suggested}
        values |= {**chosen, "suggested": ()}
    for name, value in values.items():
        object.__setattr__(result, name, value)  # both are sound
    return result


def _left_out(result: Paper, other: Paper) -> list[str]:
    """What the other record says and the joined one does not, key by key."""
    kept, lost = plain_values(result), plain_values(other)
    left_out = []
    for name, value in lost.items():
        if name in _APART and name not in SECTION_FIELDS:
            continue
        if isinstance(value, list) and isinstance(kept.get(name), list):
            texts = {*map(repr, kept[name])}  # some are mappings
            value = [item for item in value if repr(item) not in texts]
        if value and value != kept.get(name):
            text = " ".join(str(value).split())
            text = text if len(text) <= 100 else f"{text[:97]}..."
            left_out.append(f"{other.id}: {name}: {text}")
    return left_out


def _remove(edits: Edits, place: Place, paper: str) -> None:
    file = place.record_file(paper)
    if file.is_file():
        edits.removed.append(file)
        return
    before = file_text(place.bulk) if place.bulk.is_file() else ""
    text = with_records(before, lambda record: None if record["id"] == paper else record)
    if text == before:
        raise RefusedError(
            f"{paper} is in a source or in papers.csl.jsonl. Remove it there, then: "
            f"pressmark addresses --redirect {paper_address(paper)} ADDRESS"
        )
    edits.texts[place.bulk] = text


def _change(edits: Edits, place: Place, paper: Paper, result: Paper) -> None:
    """Have the record's file, or its line, hold what the result has besides."""
    before, after = plain_values(paper), plain_values(result)
    names = [
        field.name for field in fields(Paper) if before.get(field.name) != after.get(field.name)
    ]
    values = {name: after.get(name) for name in names}
    file = place.record_file(paper.id)
    if not file.is_file():
        _change_line(edits, place, paper.id, values)
        return
    sections = [values.pop(name, None) for name in SECTION_FIELDS]
    try:
        text = file_text(file)
        in_yaml = {name: yaml_value(name, value) for name, value in values.items()}
        in_yaml["redirect_from"] = f"[{', '.join(result.redirect_from)}]"
        text = with_front_matter(text, in_yaml)
    except (UnplacedError, UnicodeDecodeError):
        raise RefusedError(
            f"the front matter of {file} has no plain place for {', '.join(values)}; write them "
            "there, then merge."
        ) from None
    newline = "\r\n" if "\r\n" in text else "\n"
    for heading, section in zip(SECTIONS, sections, strict=True):
        if section:
            text = text.rstrip() + f"\n\n## {heading}\n\n{section}\n".replace("\n", newline)
    edits.texts[file] = text


def _change_line(edits: Edits, place: Place, paper: str, values: dict[str, Any]) -> None:
    is_there = False

    def change(record: dict[str, Any]) -> dict[str, Any]:
        nonlocal is_there
        if record["id"] != paper:
            return record
        is_there = True
        changed = record | values
        return {name: value for name, value in changed.items() if value is not None}

    before = edits.text(place.bulk) if place.bulk.is_file() else ""
    text = with_records(before, change)
    if not is_there:
        raise RefusedError(
            f"{paper} is in a source or in papers.csl.jsonl, which is not changed here. Merge the "
            "other way round."
        )
    edits.texts[place.bulk] = text
