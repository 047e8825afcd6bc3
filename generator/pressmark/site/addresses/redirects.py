"""Old addresses and where lines in the content folder lead them in; each followed to its end, and
the small page that takes a reader there, out.

An address is relative to the site's root and ends with a slash: `papers/<id>/`. The home page's is
empty, and written `./`. An old one may be a file's too: `papers/oar.html`, `talks/oar.pdf`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import Finding, nearest, shown
from pressmark.base.names import DEVICES
from pressmark.base.rules import addresses as rules
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.library.addresses import paper_address
from pressmark.library.readers.source import Path_, Source
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pressmark.base.rules.rule import Rule
    from pressmark.library.library import Library
    from pressmark.library.people import KnownPerson
    from pressmark.library.terms import Series, Term
    from pressmark.site.kinds import Kind
    from pressmark.site.page import Page

FILE = "redirects.yml"
HOME = "./"

_ADDRESS = re.compile(r"(?:\w(?:[\w .~+,'()-]*[\w~+,'()-])?/)+")
# What every file system holds: bytes of an address, bytes between two slashes, and folders.
_LONGEST, _LONGEST_NAME, _DEEPEST = 1_000, 240, 64
_ANCHOR = re.compile(r"[\w.:~-]+")
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}\Z")
# What browsers show a page under.
_PAGE_ENDINGS = (".html", ".htm")
_INDEX = "index.html"


class Redirect(NamedTuple):
    """A line that leads the address `old` on to `new`, which may end with `#` and an anchor.

    It is in `file`, relative to the content folder, as the value at `path`.
    """

    old: str
    new: str
    file: str
    path: Path_


class Fault(NamedTuple):
    """A redirect, the rule that it breaks, and the values for the rule's words."""

    redirect: Redirect
    rule: Rule
    values: Mapping[str, object]


def address_fault(address: str) -> dict[str, object]:
    """What INVALID_ADDRESS says of a text that is no address; empty for one that is."""
    folders = address.split("/")
    is_long = len(address.encode(errors="replace")) > _LONGEST or len(folders) > _DEEPEST
    is_long |= any(len(folder.encode(errors="replace")) > _LONGEST_NAME for folder in folders)
    device = next((name for name in folders if name.partition(".")[0].casefold() in DEVICES), "")
    if not (is_long or device) and address.isprintable() and _ADDRESS.fullmatch(address):
        return {}
    return {
        "value": shown(address),
        "is_absolute": address.startswith("/") or "://" in address,
        "goes_up": ".." in address.split("/"),
        "lacks_slash": not address.endswith("/"),
        "is_long": is_long,
        "device": device,
    }


def old_address(text: str) -> str:
    """An old address as redirects have it: a folder's, with its slash, or that of a file.

    Hosts lead a name without an ending to the folder of that name, and show a folder's index there.
    """
    folder, _, name = text.rpartition("/")
    if name == _INDEX:
        return f"{folder}/" if folder else text
    return text if not name or _ENDING.search(name) else f"{text}/"


def old_fault(address: str) -> dict[str, object]:
    """As `address_fault`, of an address that may be a file's."""
    if not _ENDING.search(address):
        return address_fault(address)
    fault = address_fault(f"{address}/")
    return {**fault, "value": shown(address)} if fault else {}


def parted(target: str) -> tuple[str, str]:
    """A target's address and its anchor; an empty address is the home page's."""
    address, mark, anchor = target.partition("#")
    return ("" if address == HOME else address), mark + anchor


def read(path: Path, name: Path, findings: list[Finding]) -> list[Redirect]:
    """The redirects of the file at `path`, which findings call `name`; none where there is no file.

    What is wrong goes to `findings`.
    """
    if not os.path.lexists(path):
        return []
    source = Source(name)
    raw = source.read(path)
    text = None if raw is None else source.text(raw)
    has_entries = text and any(line.strip() and line[0] != "#" for line in text.splitlines())
    values = (source.parse(text, 1) if text and has_entries else {}) or {}
    redirects = []
    for key, new in values.items():
        line, old = source.line_of((key,)), old_address(key)
        if fault := old_fault(old):
            source.report(line, "", rules.INVALID_ADDRESS, **fault)
        elif not isinstance(new, str):
            source.report(line, old, WRONG_TYPE, value=shown(new), expected="one address")
        elif anchor := _faulty_anchor(new):
            source.report(line, old, rules.INVALID_ANCHOR, value=shown(anchor))
        elif (target := parted(new)[0]) and (fault := address_fault(target)):
            source.report(line, old, rules.INVALID_ADDRESS, **fault)
        else:
            redirects.append(Redirect(old, new, FILE, (key,)))
    findings += source.findings
    return redirects


def _faulty_anchor(target: str) -> str:
    """A target's anchor where it is none; otherwise nothing."""
    _, anchor = parted(target)
    return anchor if anchor and not _ANCHOR.fullmatch(anchor[1:]) else ""


def vocabularies(
    library: Library,
) -> Iterator[tuple[Kind, Mapping[str, Term] | Mapping[str, Series] | Mapping[str, KnownPerson]]]:
    """Every kind of pages that are of the terms of a file, and the terms by id."""
    yield KINDS["theme"], library.themes
    yield KINDS["tag"], library.tags
    yield KINDS["venue"], library.series
    yield KINDS["author"], library.persons


def all_redirects(library: Library, others: Iterable[Redirect]) -> list[Redirect]:
    """Every redirect: those of records and of terms, which their ids lead to, and the `others`."""
    redirects = [
        Redirect(
            paper_address(old),
            paper_address(paper.id),
            f"papers/{paper.id}.md",
            ("redirect_from", n),
        )
        for paper in library.papers.values()
        if paper.redirect_from
        for n, old in enumerate(paper.redirect_from)
    ]
    for kind, terms in vocabularies(library):
        path = kind.vocabulary
        redirects += [
            Redirect(kind.address(old), kind.address(name), path, (name, "redirect_from", n))
            for name, term in terms.items()
            for n, old in enumerate(term.redirect_from)
        ]
    if library.persons:
        redirects += _of_spellings(library)
    return [*redirects, *others]


def _of_spellings(library: Library) -> Iterator[Redirect]:
    """From what would be the pages of further spellings of people to the pages of these."""
    kind, people = KINDS["author"], library.people
    for old, person, place in library.people_finder.further_ids():
        if old not in people and person in people:
            path = (person, "aliases", place)
            yield Redirect(kind.address(old), kind.address(person), kind.vocabulary, path)


def followed(
    redirects: Iterable[Redirect], pages: Collection[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Where each old address ends among the addresses of `pages`, sorted, and all that is wrong.

    An anchor stays unless a later redirect names another.
    """
    faults = []
    by_address: dict[str, Redirect] = {}
    for redirect in redirects:
        if redirect.old in pages:
            faults.append(Fault(redirect, rules.REDIRECT_FROM_PAGE, {"old": redirect.old}))
        elif (other := by_address.setdefault(redirect.old, redirect)) is not redirect:
            faults.append(Fault(redirect, rules.DUPLICATE_REDIRECT, other._asdict()))
    ends: dict[str, str] = {}
    in_loops: set[str] = set()
    for old, redirect in sorted(by_address.items()):
        way, end, anchor = [old], *parted(redirect.new)
        while end in by_address and end not in way:
            way.append(end)
            end, later = parted(by_address[end].new)
            anchor = later or anchor
        if end in way:
            loop = way[way.index(end) :]
            if in_loops.isdisjoint(loop):
                way_round = " redirects to ".join([*loop, end])
                faults.append(Fault(by_address[end], rules.REDIRECT_LOOP, {"loop": way_round}))
            in_loops.update(loop)
        elif end and end not in pages:
            if len(way) == 1:  # the others are right once this one is
                near = nearest(end, [address for address in pages if _section(address, end)])
                values = {"old": old, "new": end, "near": near}
                faults.append(Fault(redirect, rules.REDIRECT_TO_NO_PAGE, values))
        else:
            ends[old] = (end or HOME) + anchor
    return ends, faults


def _section(address: str, other: str) -> bool:
    return address.partition("/")[0] == other.partition("/")[0] or other.count("/") == 1


def finding(fault: Fault, content: Path, root: Path) -> Finding:
    """A fault as a finding that names its file, relative to `root`, and its line."""
    field = "" if fault.redirect.file == FILE else ".".join(map(str, fault.redirect.path[:-1]))
    return Finding.of(fault.rule, *place(fault.redirect, content, root), field, **fault.values)


def place(redirect: Redirect, content: Path, root: Path) -> tuple[Path, int]:
    """The file that a redirect is in, relative to `root`, and its line."""
    file, line = _located(redirect, content)
    return (file.relative_to(root) if file.is_relative_to(root) else file), line


def _located(redirect: Redirect, content: Path) -> tuple[Path, int]:
    """The file that a redirect is in, and its line there."""
    file = content / redirect.file
    if not redirect.file.startswith("papers/"):
        source = Source(file)
        source.parse(file.read_text(encoding="utf-8-sig"), 1)
        return file, source.line_of(redirect.path)
    old = redirect.old.split("/")[1]
    if file.is_file():
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        key = next((n for n, line in enumerate(lines) if line.startswith("redirect_from")), 0)
        named = re.compile(rf"\b{re.escape(old)}(?![\w-])")
        return file, next(
            (n for n, line in enumerate(lines, 1) if n > key and named.search(line)), 1
        )
    bulk = content / "papers.jsonl"
    identity = re.compile(rf'"id": ?"{re.escape(redirect.new.split("/")[1])}"')
    with bulk.open(encoding="utf-8-sig") as lines_:
        return bulk, next((n for n, line in enumerate(lines_, 1) if identity.search(line)), 1)


class Moved(NamedTuple):
    """An address that a redirect leads away from: `old` to `new`, a page of that title.

    `page` is that page where it is of the same section, so that the files beside it take
    the place of those that were beside the old one.
    """

    old: str
    new: str
    title: str
    page: Page | None

    @property
    def is_other_file(self) -> bool:
        """Whether the old address is that of a file that no page can take the place of."""
        return not self.old.endswith(("/", *_PAGE_ENDINGS))


def moved(
    ends: Mapping[str, str], pages: Mapping[str, Page], titles: Mapping[str, str]
) -> Iterator[Moved]:
    """What `ends` lead away from: to one of the `pages`, or to a hand-written one, of which the
    `titles` are given; both by address."""
    for old, new in ends.items():
        address, _ = parted(new)
        page = pages.get(address)
        title = page.title if page else titles[address]
        is_alike = page and old.startswith(page.section) and old.count("/") == page.depth
        yield Moved(old, new, title, page if is_alike else None)
