"""Old addresses and where lines in the content folder lead them in; each followed to its end, and
the small page that takes a reader there, out.

An address is relative to the site's root and ends with a slash: `papers/<id>/`. The home page's is
empty, and written `./`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import Finding, nearest, shown
from pressmark.library.readers.source import Path_, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.terms import Series, Term
    from pressmark.site.page import Page

FILE = "redirects.yml"
HOME = "./"

_ADDRESS = re.compile(r"(?:\w(?:[\w .~+,'()-]{0,200}[\w~+,'()-])?/)+")
_ANCHOR = re.compile(r"[\w.:~-]+")


class Redirect(NamedTuple):
    """A line that leads the address `old` on to `new`, which may end with `#` and an anchor.

    It stands in `file`, relative to the content folder, as the value at `path`.
    """

    old: str
    new: str
    file: str
    path: Path_


class Fault(NamedTuple):
    """What is wrong with a redirect, and what to do about it."""

    redirect: Redirect
    found: str
    advice: str


def address_fault(address: str) -> str:
    """What to write instead of a text that is no address; nothing where it is one."""
    if len(address) <= 1_000 and address.isprintable() and _ADDRESS.fullmatch(address):
        return ""
    if address.startswith("/") or "://" in address:
        return "Write it from the site's root on: papers/<id>/"
    if ".." in address.split("/"):
        return "Write it without '..'"
    if not address.endswith("/"):
        return "End it with a slash: papers/<id>/"
    return "Write folders of letters, digits and hyphens, each with a slash after it"


def parted(target: str) -> tuple[str, str]:
    """A target's address and its anchor; an empty address is the home page's."""
    address, mark, anchor = target.partition("#")
    return ("" if address == HOME else address), mark + anchor


def read(path: Path, name: Path, findings: list[Finding]) -> list[Redirect]:
    """The redirects of the file at `path`, which findings call `name`; none where there is no file.

    What is wrong goes to `findings`.
    """
    if not path.is_file():
        return []
    source = Source(name)
    raw = source.read(path)
    text = None if raw is None else source.text(raw)
    told = text and any(line.strip() and line[0] != "#" for line in text.splitlines())
    values = (source.parse(text, 1) if text and told else {}) or {}
    found = []
    for old, new in values.items():
        line = source.line_of((old,))
        if advice := address_fault(old):
            source.report(line, "", f"{shown(old)} is not an address", advice)
        elif not isinstance(new, str):
            source.report(line, old, f"{shown(new)} stands here", "Write one address")
        elif advice := _target_fault(new):
            source.report(line, old, f"{shown(new)} is not an address", advice)
        else:
            found.append(Redirect(old, new, FILE, (old,)))
    findings += source.findings
    return found


def _target_fault(target: str) -> str:
    address, anchor = parted(target)
    if anchor and not _ANCHOR.fullmatch(anchor[1:]):
        return "Write an anchor of letters, digits and hyphens after #"
    return address_fault(address) if address else ""


def vocabularies(
    library: Library,
) -> Iterator[tuple[str, str, Mapping[str, Term] | Mapping[str, Series]]]:
    """Every file of terms, the section that their pages stand in, and the terms by id."""
    yield "themes.yml", "themes/", library.themes
    yield "tags.yml", "tags/", library.tags
    yield "venues.yml", "venues/", library.series


def told(library: Library, others: Iterable[Redirect]) -> list[Redirect]:
    """Every redirect: those of records and of terms, which their ids lead to, and the `others`."""
    found = [
        Redirect(
            f"papers/{old}/", f"papers/{paper.id}/", f"papers/{paper.id}.md", ("redirect_from", n)
        )
        for paper in library.papers.values()
        if paper.redirect_from
        for n, old in enumerate(paper.redirect_from)
    ]
    for file, section, terms in vocabularies(library):
        found += [
            Redirect(f"{section}{old}/", f"{section}{name}/", file, (name, "redirect_from", n))
            for name, term in terms.items()
            for n, old in enumerate(term.redirect_from)
        ]
    return [*found, *others]


def followed(
    redirects: Iterable[Redirect], made: Collection[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Where each old address ends among the pages that are `made`, sorted, and all that is wrong.

    An anchor stays unless a later redirect names another.
    """
    faults = []
    known: dict[str, Redirect] = {}
    for one in redirects:
        if one.old in made:
            found = f"{one.old} is a page, which nothing can lead away from"
            faults.append(Fault(one, found, "Remove the line, or rename the page"))
        elif (other := known.setdefault(one.old, one)) is not one:
            found = f"content/{other.file} leads {one.old} to {other.new} already"
            faults.append(Fault(one, found, "Keep one of the two"))
    ends: dict[str, str] = {}
    in_loops: set[str] = set()
    for old, one in sorted(known.items()):
        way, end, anchor = [old], *parted(one.new)
        while end in known and end not in way:
            way.append(end)
            end, later = parted(known[end].new)
            anchor = later or anchor
        if end in way:
            loop = way[way.index(end) :]
            if in_loops.isdisjoint(loop):
                found = f"{' leads to '.join([*loop, end])} again"
                faults.append(Fault(known[end], found, "Let one of them lead to a page"))
            in_loops.update(loop)
        elif end and end not in made:
            if len(way) == 1:  # the others are right once this one is
                near = nearest(end, [address for address in made if _section(address, end)])
                guess = f"Did you mean {near}" if near else "Let it lead to a page that there is"
                faults.append(Fault(one, f"{old} leads to {end}, which is no page", guess))
        else:
            ends[old] = (end or HOME) + anchor
    return ends, faults


def _section(address: str, other: str) -> bool:
    return address.partition("/")[0] == other.partition("/")[0] or other.count("/") == 1


def finding(fault: Fault, content: Path, root: Path) -> Finding:
    """A fault as a finding that names its file, relative to `root`, and its line."""
    field = "" if fault.redirect.file == FILE else ".".join(map(str, fault.redirect.path[:-1]))
    return Finding(*place(fault.redirect, content, root), field, fault.found, fault.advice)


def place(redirect: Redirect, content: Path, root: Path) -> tuple[Path, int]:
    """The file that a redirect stands in, relative to `root`, and its line."""
    file, line = _located(redirect, content)
    return (file.relative_to(root) if file.is_relative_to(root) else file), line


def _located(redirect: Redirect, content: Path) -> tuple[Path, int]:
    """The file that a redirect stands in, and its line there."""
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

    `page` is that page where it is of the same section, so that the files beside it stand for
    those that stood beside the old one.
    """

    old: str
    new: str
    title: str
    page: Page | None


def moved(
    ends: Mapping[str, str], pages: Mapping[str, Page], titles: Mapping[str, str]
) -> Iterator[Moved]:
    """What `ends` lead away from: to one of the `pages`, or to a hand-written one, of which the
    `titles` are known; both by address."""
    for old, new in ends.items():
        address, _ = parted(new)
        found = pages.get(address)
        title = found.title if found else titles[address]
        is_alike = found and old.startswith(found.section) and old.count("/") == found.depth
        yield Moved(old, new, title, found if is_alike else None)
