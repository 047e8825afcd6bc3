"""Old addresses and where lines in the content folder lead them in; each followed to its end, and
the small page that takes a reader there, out.

An address is relative to the site's root and ends with a slash: `papers/<id>/`. The home page's is
empty, and written `./`. An old one may be a file's too: `papers/oar.html`, `talks/oar.pdf`.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.findings import shown
from pressmark.base.names import DEVICES
from pressmark.base.patterns import compiled_later
from pressmark.base.rules import addresses as rules
from pressmark.base.rules.files import WRONG_TYPE
from pressmark.base.spellings import Spellings
from pressmark.library.addresses import paper_address
from pressmark.library.readers.source import Path_, Source
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.base.rules.rule import Rule
    from pressmark.library.library import Library
    from pressmark.library.people import KnownPerson
    from pressmark.library.terms import Series, Term
    from pressmark.site.kinds import Kind
    from pressmark.site.page import Page

FILE = "redirects.yml"
HOME = "./"

_ADDRESS = compiled_later(r"(?:\w(?:[\w .~+,'()-]*[\w~+,'()-])?/)+")
# What every file system holds: bytes of an address, bytes between two slashes, and folders.
_LONGEST, _LONGEST_NAME, _DEEPEST = 1_000, 240, 64
_ANCHOR = compiled_later(r"[\w.:~-]+")
_ENDING = compiled_later(r"\.[A-Za-z][A-Za-z0-9]{0,5}\Z")
# What browsers show a page under.
_PAGE_ENDINGS = (".html", ".htm")
_INDEX = "index.html"
# So many addresses of a loop are named.
_MOST_NAMED = 10
# So many of the addresses that lead to a page have the files beside it.
_MOST_WITH_FILES = 100


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


def all_redirects(
    library: Library, written: Collection[Redirect], pages: Collection[str]
) -> list[Redirect]:
    """Every redirect: those of records and of terms, which their ids lead to, and the `written`.
    What else there is of a theme, as far as it is among the addresses of `pages`, redirects too."""
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
    taken = {*pages, *(redirect.old for redirect in written)}
    redirects += _of_themes(library, pages, taken)
    if library.persons:
        redirects += _of_spellings(library)
    return [*redirects, *written]


def _of_themes(
    library: Library, pages: Collection[str], taken: Container[str]
) -> Iterator[Redirect]:
    """From what would be further pages of themes' earlier ids, such as reading paths, to those of
    the themes, unless these addresses are `taken`."""
    theme_row = KINDS["theme"]
    further = [row for row in KINDS.values() if row.vocabulary == theme_row.vocabulary]
    further.remove(theme_row)
    earlier: dict[str, tuple[str, int]] = {}
    for name, theme in library.themes.items():
        for n, old in enumerate(theme.redirect_from):
            earlier.setdefault(old, (name, n))
    for row in further:
        for old, (name, n) in earlier.items():
            before, after = row.address(old), row.address(name)
            if after in pages and before not in taken:
                yield Redirect(before, after, row.vocabulary, (name, "redirect_from", n))


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
    ways, loops = _ways(by_address)
    faults += [_loop_fault(by_address, loop) for loop in loops]
    ends: dict[str, str] = {}
    nearby = _Nearby(pages)
    for old, redirect in sorted(by_address.items()):
        if (way := ways[old]) is None:
            continue
        end, anchor = way
        if not end or end in pages:
            ends[old] = (end or HOME) + anchor
        elif parted(redirect.new)[0] == end:  # those that lead here are right once this one is
            values = {"old": old, "new": end, "near": nearby.nearest(end)}
            faults.append(Fault(redirect, rules.REDIRECT_TO_NO_PAGE, values))
    return ends, faults


def _ways(
    by_address: Mapping[str, Redirect],
) -> tuple[dict[str, tuple[str, str] | None], list[list[str]]]:
    """Where each redirect ends, as an address and its anchor, None where it goes round; and every
    loop, from the address on at which the first that leads into it gets there.

    Each redirect is followed once, however long the ways are.
    """
    ways: dict[str, tuple[str, str] | None] = {}
    loops = []
    for first in sorted(by_address):
        place: dict[str, int] = {}  # of each address on the way
        address = first
        while address in by_address and address not in ways and address not in place:
            place[address] = len(place)
            address = parted(by_address[address].new)[0]
        if address in place:
            loops.append([*place][place[address] :])
        for old in reversed(place):
            target, anchor = parted(by_address[old].new)
            way = None if address in place else ways.get(target, (target, ""))
            ways[old] = way and (way[0], way[1] or anchor)
    return ways, loops


def _loop_fault(by_address: Mapping[str, Redirect], loop: Sequence[str]) -> Fault:
    """That addresses lead round; of many, the first are named."""
    named = [*loop[:_MOST_NAMED]]
    if more := len(loop) - len(named):
        named.append(f"... ({more:,} more)")
    way_round = " redirects to ".join([*named, loop[0]])
    return Fault(by_address[loop[0]], rules.REDIRECT_LOOP, {"loop": way_round})


class _Nearby:
    """Pages, to find the one that an address was perhaps meant to be: one of its section, or any
    where it is in none."""

    def __init__(self, pages: Collection[str]) -> None:
        self._pages = pages
        self._spellings: dict[str, Spellings] = {}

    def nearest(self, address: str) -> str:
        section, _, rest = address.partition("/")
        name = section if rest else ""
        if name not in self._spellings:
            pages = self._by_section.get(section, ()) if rest else self._pages
            self._spellings[name] = Spellings(pages)
        return self._spellings[name].nearest(address)

    @cached_property
    def _by_section(self) -> dict[str, list[str]]:
        sections: dict[str, list[str]] = {}
        for page in self._pages:
            sections.setdefault(page.partition("/")[0], []).append(page)
        return sections


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
    `titles` are given; both by address.

    Of very many addresses that lead to one page, the first have the files that are beside it too:
    were all to have them, they would fill a disk with copies.
    """
    counts = Counter[str]()
    for old, new in ends.items():
        address, _ = parted(new)
        page = pages.get(address)
        title = page.title if page else titles[address]
        is_alike = page and old.startswith(page.section) and old.count("/") == page.depth
        counts[address] += 1
        has_files = is_alike and counts[address] <= _MOST_WITH_FILES
        yield Moved(old, new, title, page if has_files else None)
