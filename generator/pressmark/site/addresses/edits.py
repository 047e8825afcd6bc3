"""Changes of files of a content folder in; all of them carried out, or none."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.disk import leads_out
from pressmark.base.journal import write_together
from pressmark.base.names import ID, RESERVED
from pressmark.library.addresses import PAPERS
from pressmark.library.list_edit import with_paper
from pressmark.library.loading.handwritten import names
from pressmark.library.record_edit import UnplacedError, file_text
from pressmark.site.addresses.redirects import FILE
from pressmark.site.addresses.survey import LIST, updated
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.site.addresses.survey import Survey


class RefusedError(Exception):
    """Raised before anything is written, with what is in the way and what to do about it."""


class Place(NamedTuple):
    """A library, the content folder that it is in, and what becomes of its addresses."""

    content: Path
    library: Library
    survey: Survey

    @property
    def bulk(self) -> Path:
        """The file of records on lines of their own."""
        return self.content / "papers.jsonl"

    def record_file(self, paper: str) -> Path:
        """The file that a record of that id would have for itself."""
        return self.content / "papers" / f"{paper}.md"


@dataclass
class Edits:
    """What is to change: the `texts` that files get, the `moves` of files, and those `removed`.

    `redirects` are the addresses that lead elsewhere from now on, with where they lead, and
    `left_out` says what is not kept.
    """

    texts: dict[Path, str] = field(default_factory=dict)
    moves: dict[Path, Path] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """The files that this concerns, as they are called afterwards."""
        return sorted({*self.texts, *self.moves.values(), *self.removed})

    def text(self, file: Path) -> str:
        """The text that a file will have. Raises `OSError`."""
        return self.texts[file] if file in self.texts else file_text(file)

    def carry_out(self, content: Path) -> None:
        """Change the files of that content folder, all or none. Raises `OSError` when the disk
        refuses, and `ChangedMeanwhileError` where a file is that one is moved to."""
        files: dict[Path, bytes | None] = dict.fromkeys([*self.moves, *self.removed])
        for source, target in self.moves.items():
            files[target] = source.read_bytes()
        files.update((file, text.encode()) for file, text in self.texts.items())
        write_together(content.parent, files, dict.fromkeys(self.moves.values()))


def check_id(name: str) -> None:
    """Raises `RefusedError` for what is no id."""
    if not ID.fullmatch(name) or name in RESERVED or len(name) > 100:
        raise RefusedError(f"{name!r} is not an id. Use a-z, 0-9 and single hyphens.")


def check_free(place: Place, address: str, old: str) -> None:
    """Raises `RefusedError` where an address is in use by others than what was at `old`."""
    survey = place.survey
    if address in survey.page_addresses or survey.ends.get(address, old) != old:
        raise RefusedError(f"{address} is taken: it is a page or leads to another one.")


def free(edits: Edits, place: Place, address: str) -> None:
    """Have no line of the file of redirects lead away from an address that gets a page."""
    file = place.content / FILE
    if file.is_file():
        before = edits.text(file)
        line = re.compile(rf"(?m)^(['\"]?){re.escape(address)}\1[ \t]*:.*(?:\n|\Z)")
        if (text := line.sub("", before)) != before:
            edits.texts[file] = text


def list_addresses(edits: Edits, place: Place, addresses: Iterable[str]) -> None:
    """Have the library's list of addresses, where there is one, hold these too."""
    listed = place.survey.listed
    new = {*addresses}.difference(listed)
    if place.survey.text is not None and new:
        edits.texts[place.content / LIST] = updated(listed, new)


def link_pages(edits: Edits, place: Place, section: str, old: str, new: str) -> None:
    """Have the hand-written pages that link to a page of a section link to another one of it."""
    link = re.compile(rf"(\]\((?:\.\./)*{re.escape(section)}){re.escape(old)}(\.md[)#?])")
    folder = place.content / "pages"
    for page in [folder / name for name in names(folder)]:
        if leads_out(page, place.content.name):
            continue
        text = edits.text(page)
        changed = link.sub(rf"\g<1>{new}\g<2>", text)
        if changed != text:
            edits.texts[page] = changed


def name_paper(edits: Edits, place: Place, old: str, new: str) -> None:
    """Have hand-written pages, and what is written of how to read themes, name another paper.

    Themes that are written in a way in which that can't be changed alone stay: they are read with
    the ids that papers had.
    """
    link_pages(edits, place, PAPERS, old, new)
    file = place.content / KINDS["theme"].vocabulary
    if not any(theme.path or theme.state for theme in place.library.themes.values()):
        return
    before = edits.text(file)
    try:
        text, left_out = with_paper(before, old, new)
    except UnplacedError:
        return
    edits.left_out += left_out
    if text != before:
        edits.texts[file] = text


def with_records(text: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> str:
    """The text of records on lines of their own, changed by a function that returns the same values
    for those that stay, and None for those that go."""
    return "\n".join(_changed_lines(text, change))


def _changed_lines(
    text: str, change: Callable[[dict[str, Any]], Mapping[str, Any] | None]
) -> Iterator[str]:
    for line in text.split("\n"):
        bare = line.lstrip("\ufeff").strip()
        if not bare:
            yield line
            continue
        values = json.loads(bare)
        changed = change(dict(values))
        if changed == values:
            yield line
        elif changed is not None:
            yield json.dumps(changed, ensure_ascii=False) + ("\r" if line.endswith("\r") else "")
