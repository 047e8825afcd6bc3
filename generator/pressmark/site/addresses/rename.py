"""An old address and where it is to lead, or a record and another id, in; the lines that change for
it, in whatever files, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.rules.addresses import INVALID_ADDRESS
from pressmark.base.rules.rule import in_words
from pressmark.base.spellings import nearest
from pressmark.library.abstract_files import abstract_files
from pressmark.library.addresses import paper_address
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter, with_key
from pressmark.site.addresses.edits import (
    Edits,
    Place,
    RefusedError,
    check_free,
    check_id,
    free,
    list_addresses,
    name_paper,
    with_records,
)
from pressmark.site.addresses.redirects import (
    FILE,
    address_fault,
    old_address,
    old_fault,
    parted,
)
from pressmark.site.addresses.survey import Advice, advice

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from typing import Any

    from pressmark.library.library import Library
    from pressmark.site.addresses.survey import Survey

REDIRECTS_HEAD = (
    "# Where old addresses lead that no record or term could name under redirect_from:\n"
    "# old/address/: new/address/\n"
)
_KEY = "redirect_from"


def redirect(content: Path, library: Library, survey: Survey, old: str, new: str) -> Advice:
    """Lead the address `old` on to `new`, and say what line was written where.

    Raises `RefusedError` when that can't be, `OSError` when the disk refuses.
    """
    old, target = old_address(old), parted(new)[0]
    for fault in (old_fault(old), address_fault(target) if target else {}):
        if fault:
            raise RefusedError(in_words(INVALID_ADDRESS, **fault))
    if old in survey.page_addresses:
        raise RefusedError(f"{old} is a page, which nothing can lead away from.")
    if old in survey.ends:
        raise RefusedError(f"{old} leads to {survey.ends[old]} already.")
    if target and target not in survey.page_addresses and target not in survey.ends:
        near = nearest(target, survey.page_addresses)
        guess = f" Did you mean {near}?" if near else ""
        raise RefusedError(f"{target} is no page.{guess}")
    keeping = advice(old, new, library, lambda name: (content / "papers" / f"{name}.md").is_file())
    try:
        file, text = _with_advice(content, keeping)
    except UnplacedError:
        keeping = Advice(FILE, "", f"{old}: {new}", new)
        file, text = _with_advice(content, keeping)
    Edits(texts={file: text}).carry_out(content)
    return keeping


def _with_advice(content: Path, keeping: Advice) -> tuple[Path, str]:
    """The file that a line of advice belongs in, and its text with that line."""
    file = content / keeping.file
    text = file_text(file) if file.is_file() else REDIRECTS_HEAD
    if keeping.file == FILE:
        return file, text + ("" if text.endswith("\n") else "\n") + keeping.line + "\n"
    value = keeping.line.partition(": ")[2]
    if keeping.term:
        return file, with_key(text, keeping.term, _KEY, value)
    return file, with_front_matter(text, {_KEY: value})


def rename(place: Place, old: str, new: str) -> Edits | None:
    """What gives the record `old` the id `new`, with its abstract and with links of hand-written
    pages, and leads its address on; None where that is done already.

    Raises `RefusedError` when that can't be, `OSError` when a file can't be read.
    """
    papers = place.library.papers
    paper = papers.get(old)
    if paper is None and new in papers and old in papers[new].redirect_from:
        return None
    if paper is None:
        raise RefusedError(unknown(old, papers, "record"))
    check_id(new)
    if new in papers:
        raise RefusedError(
            f"{new} is a record already. To have one of the two: pressmark merge {old} {new}"
        )
    addresses = paper_address(old), paper_address(new)
    check_free(place, addresses[1], addresses[0])
    earlier = [*(name for name in paper.redirect_from if name != new), old]
    edits = Edits(redirects={addresses[0]: addresses[1]})
    record = place.record_file(old)
    if record.is_file():
        edits.moves[record] = renamed = place.record_file(new)
        value = f"[{', '.join(earlier)}]"
        try:
            edits.texts[renamed] = with_front_matter(file_text(record), {"id": new, _KEY: value})
        except UnplacedError:
            raise RefusedError(
                f"the front matter of {record} has no plain place for {_KEY}; rename the file and "
                f"add '{_KEY}: {value}'."
            ) from None
    elif not _in_lines(edits, place, old, {"id": new, _KEY: earlier}):
        raise RefusedError(
            f"{old} is in a source or in papers.csl.jsonl, whose ids are those of its source. "
            f"Rename it there, then: pressmark addresses --redirect {' '.join(addresses)}"
        )
    for abstract in abstract_files(place.content, old):
        edits.moves[abstract] = abstract.with_name(f"{new}.txt")
    name_paper(edits, place, old, new)
    free(edits, place, addresses[1])
    list_addresses(edits, place, addresses)
    return edits


def unknown(name: str, names: Collection[str], noun: str) -> str:
    """That nothing has that name, and which one was perhaps meant."""
    near = nearest(name, names)
    return f"there is no {noun} {name}." + (f" Did you mean {near}?" if near else "")


def _in_lines(edits: Edits, place: Place, paper: str, values: dict[str, Any]) -> bool:
    """Have a record on a line of its own hold other values; whether there is one of that id."""
    if not place.bulk.is_file():
        return False
    before = file_text(place.bulk)
    text = with_records(before, lambda record: record | values if record["id"] == paper else record)
    if text != before:
        edits.texts[place.bulk] = text
    return text != before
