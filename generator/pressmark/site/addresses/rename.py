"""A wish about addresses in, an old one led on or a record renamed; the content folder with just
the lines changed that this takes, out. Either all is written or nothing is."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import nearest
from pressmark.base.names import ID, RESERVED
from pressmark.base.rules.addresses import INVALID_ADDRESS
from pressmark.base.rules.rule import in_words
from pressmark.library.addresses import PAPERS, paper_address
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter, with_key
from pressmark.site.addresses.redirects import FILE, address_fault, parted
from pressmark.site.addresses.survey import Advice, advice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.library import Library
    from pressmark.site.addresses.survey import Survey

_HEAD = (
    "# Where old addresses lead that no record or term could name under redirect_from:\n"
    "# old/address/: new/address/\n"
)
_KEY = "redirect_from"


class RefusedError(Exception):
    """Raised before anything is written, with what is in the way and what to do about it."""


def redirect(content: Path, library: Library, survey: Survey, old: str, new: str) -> Advice:
    """Lead the address `old` on to `new`, and say what line was written where.

    Raises `RefusedError` when that can't be, `OSError` when the disk refuses.
    """
    target = parted(new)[0]
    for address in filter(None, (old, target)):
        if fault := address_fault(address):
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
    _carry_out({file: text}, {})
    return keeping


def _with_advice(content: Path, keeping: Advice) -> tuple[Path, str]:
    """The file that a line of advice belongs in, and its text with that line."""
    file = content / keeping.file
    text = file_text(file) if file.is_file() else _HEAD
    if keeping.file == FILE:
        return file, text + ("" if text.endswith("\n") else "\n") + keeping.line + "\n"
    value = keeping.line.partition(": ")[2]
    if keeping.term:
        return file, with_key(text, keeping.term, _KEY, value)
    return file, with_front_matter(text, {_KEY: value})


def rename(content: Path, library: Library, survey: Survey, old: str, new: str) -> list[Path]:
    """Give the record `old` the id `new`, with its abstract and with links of hand-written pages,
    and lead its address on; returns the files that this concerns as they are called now.

    Raises `RefusedError` when that can't be, `OSError` when the disk refuses.
    """
    paper = library.papers.get(old)
    if paper is None:
        near = nearest(old, library.papers)
        raise RefusedError(
            f"there is no record {old}." + (f" Did you mean {near}?" if near else "")
        )
    if not ID.fullmatch(new) or new in RESERVED or len(new) > 100:
        raise RefusedError(f"{new!r} is not an id. Use a-z, 0-9 and single hyphens.")
    if new in library.papers:
        raise RefusedError(f"{new} is a record already.")
    address = paper_address(new)
    if address in survey.page_addresses or survey.ends.get(
        address, paper_address(old)
    ) != paper_address(old):
        raise RefusedError(f"{address} is taken: it is a page or leads to another one.")
    earlier = [*(name for name in paper.redirect_from if name != new), old]
    value = f"[{', '.join(earlier)}]"
    record, bulk = content / "papers" / f"{old}.md", content / "papers.jsonl"
    moves: dict[Path, Path] = {}
    texts: dict[Path, str] = {}
    if record.is_file():
        moves[record] = renamed = record.with_name(f"{new}.md")
        try:
            texts[renamed] = with_front_matter(file_text(record), {"id": new, _KEY: value})
        except UnplacedError:
            raise RefusedError(
                f"the front matter of {record} has no plain place for {_KEY}; rename the file and "
                f"add '{_KEY}: {value}'."
            ) from None
    elif text := _in_lines(bulk, old, new, earlier):
        texts[bulk] = text
    else:
        raise RefusedError(
            f"{old} is in a source or in papers.csl.jsonl, whose ids are those of its source. "
            f"Rename it there, then: pressmark addresses --redirect {paper_address(old)} {address}"
        )
    abstract = content / "abstracts" / f"{old}.txt"
    if abstract.is_file():
        moves[abstract] = abstract.with_name(f"{new}.txt")
    texts |= _linked(content / "pages", old, new)
    _carry_out(texts, moves)
    return sorted({*texts, *moves.values()})


def _in_lines(bulk: Path, old: str, new: str, earlier: list[str]) -> str:
    """The text of a file of records, one per line, in which one has another id; nothing where the
    record is not in it."""
    if not bulk.is_file():
        return ""
    lines = file_text(bulk).split("\n")
    for number, line in enumerate(lines):
        if old in line and (values := json.loads(line.lstrip("\ufeff"))).get("id") == old:
            record = json.dumps({**values, "id": new, _KEY: earlier}, ensure_ascii=False)
            lines[number] = record + ("\r" if line.endswith("\r") else "")
            return "\n".join(lines)
    return ""


def _linked(pages: Path, old: str, new: str) -> dict[Path, str]:
    """The hand-written pages that link to a record, with its new id."""
    link = re.compile(rf"(\]\((?:\.\./)*{PAPERS}){re.escape(old)}(\.md[)#?])")
    texts = {}
    for page in sorted(pages.rglob("*.md")):
        text = file_text(page)
        changed = link.sub(rf"\g<1>{new}\g<2>", text)
        if changed != text:
            texts[page] = changed
    return texts


def _carry_out(texts: Mapping[Path, str], moves: Mapping[Path, Path]) -> None:
    """Move files, then put texts in their places; what fails is undone."""
    asides = {file.with_name(f".{file.name}.new"): file for file in texts}
    undo: list[tuple[Path, bytes | Path | None]] = []
    try:
        for aside, file in asides.items():
            aside.write_text(texts[file], encoding="utf-8", newline="")
        for source, target in moves.items():
            if target.exists():
                raise FileExistsError(17, "the file is there already", str(target))
            source.rename(target)
            undo.append((target, source))
        for aside, file in asides.items():
            held = file.read_bytes() if file.exists() else None
            undo.append((file, held))
            aside.replace(file)
    except BaseException:
        for file, before in reversed(undo):
            if isinstance(before, Path):
                file.rename(before)
            elif before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(before)
        raise
    finally:
        for aside in asides:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
