"""The pages that a library makes in, and the list of every address ever published; what would be
lost, and the line that keeps it, out."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.base.findings import Finding, InvalidLibraryError, utf8_text
from pressmark.base.rules import addresses as rules
from pressmark.base.spellings import Spellings
from pressmark.library.addresses import PAPERS
from pressmark.library.readers.source import Source
from pressmark.site.addresses import redirects
from pressmark.site.addresses.redirect_places import RedirectPlaces
from pressmark.site.addresses.redirects import FILE, HOME, address_fault
from pressmark.site.kinds import REPEATED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.site.addresses.redirects import Redirect
    from pressmark.site.page import Plan

LIST = "addresses.txt"
_HEAD = (
    "# Every address that this library has published, one per line. It only grows:\n"
    "# pressmark addresses --update\n"
)
# So many lost addresses are findings of their own, and are worth a look at all pages.
_MOST = 20
# Of fewer listed papers, all may well be gone.
_FEWEST = 10
_ALIKE, _NEARLY_EQUAL = 0.6, 0.9


class Advice(NamedTuple):
    """A line that keeps an address, and the file to add it to, relative to the content folder.

    `term` is the entry of a vocabulary that the line belongs under, `to` where it leads.
    """

    file: str
    term: str
    line: str
    to: str

    def __str__(self) -> str:
        place = f"{self.term} in content/{self.file}" if self.term else f"content/{self.file}"
        return f"Add '{self.line}' to {place}"


class Lost(NamedTuple):
    """An address that was published and that no page and no redirect is at any more."""

    address: str
    advice: Advice


def parsed(text: str) -> list[str]:
    """The addresses of the list's text, in its order."""
    return [line for line in text.split("\n") if line and line[0] != "#"]


def updated(listed: Iterable[str], new: Iterable[str]) -> str:
    """The list's text with `new` addresses too: each once, sorted, below a comment."""
    return _HEAD + "".join(f"{address}\n" for address in sorted({*listed, *new}))


def lost(
    listed: Iterable[str],
    page_addresses: Collection[str],
    kept: Collection[str],
    library: Library,
    has_file: Callable[[str], bool],
) -> list[Lost]:
    """The listed addresses that are neither `page_addresses` nor `kept`, each with what keeps it.

    `has_file` says of a record's id whether it has a file of its own.
    """
    listed = set(listed)
    missing = listed.difference(page_addresses, kept)
    # Papers first: what a paper takes with it is explained by them.
    gone = sorted(
        filterfalse(address_fault, missing), key=lambda old: (not old.startswith(PAPERS), old)
    )
    if not gone:
        return []
    new, old = _Section.by_name(set(page_addresses) - listed), _Section.by_name(page_addresses)
    further: dict[str, list[str]] = {}
    losses = []
    for address in gone:
        section = _section_of(address)
        near = new[section].nearest(address, _ALIKE) if section in new else ""
        if not near and len(gone) <= _MOST and section in old:
            near = old[section].nearest(address, _NEARLY_EQUAL)
        if not near:
            near = section if section and section in page_addresses else HOME
        losses.append(Lost(address, advice(address, near, library, has_file, further)))
    return losses


def advice(
    old: str,
    new: str,
    library: Library,
    has_file: Callable[[str], bool],
    further: dict[str, list[str]] | None = None,
) -> Advice:
    """The line that leads `old` to `new`: in the record or the term whose page that is, where it
    can, else in the file of redirects. `further` holds, by address, what earlier advice led there.
    """
    section, name = _section_of(old), new.split("/")[1] if new.count("/") == 2 else ""
    if name and section == _section_of(new) and not address_fault(old) and old.count("/") == 2:
        before: Sequence[str] | None = None
        file, term = f"papers/{name}.md", ""
        if section == PAPERS and name in library.papers and has_file(name):
            before = library.papers[name].redirect_from
        for kind, terms in redirects.vocabularies(library):
            if section == kind.section and name in terms and name not in library.keywords:
                file, term, before = kind.vocabulary, name, terms[name].redirect_from
        if before is not None:
            with_these = (further if further is not None else {}).setdefault(new, list(before))
            with_these.append(old.split("/")[1])
            return Advice(file, term, f"redirect_from: [{', '.join(with_these)}]", new)
    return Advice(FILE, "", f"{old}: {new}", new)


def _section_of(address: str) -> str:
    """The list that a page belongs to; nothing for a page that belongs to none."""
    head, _, rest = address.partition("/")
    return f"{head}/" if rest else ""


class _Section:
    """The addresses of one list's pages, to find the one that has taken another one's place."""

    def __init__(self, name: str, addresses: Iterable[str]) -> None:
        self._name = name
        # What all have in common makes nothing alike.
        self._spellings = Spellings(address[len(name) :] for address in addresses)

    @classmethod
    def by_name(cls, addresses: Iterable[str]) -> dict[str, _Section]:
        """The sections of addresses by their own."""
        sections: dict[str, list[str]] = {}
        for address in sorted(addresses):
            sections.setdefault(_section_of(address), []).append(address)
        return {name: cls(name, of_section) for name, of_section in sections.items()}

    def nearest(self, address: str, cutoff: float) -> str:
        if any(address.startswith(kind.section) for kind in REPEATED if not kind.is_replaceable):
            return ""
        near = self._spellings.nearest(address[len(self._name) :], cutoff)
        return self._name + near if near else ""


def clashes(addresses: Iterable[str], page_addresses: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of `addresses`, or of one of them and a page's, that some file systems would hold in
    one folder: they differ in case only, or in how accents are composed."""
    spelt: dict[str, str] = {}
    for address in addresses:
        folders = address.split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            prefix = "/".join(folders[:depth]) + "/"
            folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", prefix).casefold())
            other = spelt.setdefault(folded, prefix)
            if other == prefix and folded != prefix and folded in page_addresses:
                other = folded
            if other != prefix:
                yield address, other
                break


@dataclass(frozen=True)
class Survey:
    """What becomes of a library's addresses.

    `page_addresses` are those of its pages: the hand-written `pages` and those of the `plan`.
    `ends` are where redirects end by where they begin, and `redirects` those that say so. `text` is
    the list's, None where there is none, and `file` what findings call it. `faults` are findings
    that are not about `lost` addresses.
    """

    page_addresses: Collection[str]
    pages: Sequence[str]
    plan: Plan
    ends: Mapping[str, str]
    redirects: Mapping[str, Redirect]
    text: str | None
    file: Path
    faults: list[Finding]
    lost: list[Lost]

    @cached_property
    def listed(self) -> list[str]:
        """The addresses of the list."""
        return parsed(self.text or "")

    @cached_property
    def new(self) -> list[str]:
        """Addresses that the list lacks, sorted."""
        return sorted({*self.pages, *self.plan.permanent, *self.ends}.difference(self.listed))

    def findings(self, most: int = _MOST) -> list[Finding]:
        """All that a build must not pass over, with up to so many lost addresses by name."""
        findings = list(self.faults)
        if count := self._papers_of_another(self.listed):
            return [
                *findings,
                Finding.of(rules.OTHER_LIBRARY, self.file, count=count, file=self.file),
            ]
        lines = _lines(self.text) if self.text and self.lost else {}
        findings += [
            Finding.of(
                rules.LOST_ADDRESS, self.file, lines[address], address=address, remedy=remedy
            )
            for address, remedy in self.lost[:most]
        ]
        if more := len(self.lost[most:]):
            rule = rules.MORE_LOST_ADDRESSES
            findings.append(Finding.of(rule, self.file, count=more))
        return findings

    def unlisted_since(self, earlier: Iterable[str]) -> list[Finding]:
        """What an earlier list held and this one does not: it only grows, unless the earlier one is
        that of another library."""
        earlier = [*earlier]
        if self._papers_of_another(earlier):
            return []
        gone = sorted({*earlier}.difference(self.listed))
        return [Finding.of(rules.UNLISTED_ADDRESS, self.file, address=address) for address in gone]

    def _papers_of_another(self, addresses: Iterable[str]) -> int:
        """How many papers the addresses are of, where they are of another library: of many papers,
        none is here, and none leads on; otherwise 0."""
        papers = [each for each in addresses if each.startswith(PAPERS) and each != PAPERS]
        if len(papers) < _FEWEST or any(
            address in self.page_addresses or address in self.ends for address in papers
        ):
            return 0
        return len(papers)

    def as_dict(self) -> dict[str, Any]:
        """The survey for a program."""
        return {
            "checked": self.text is not None,
            "listed": len(self.listed),
            "new": self.new,
            "lost": [
                {"address": address, "file": keep.file, "term": keep.term, "line": keep.line}
                for address, keep in self.lost
            ],
            "redirected": dict(self.ends),
        }

    def lines(self) -> Iterator[str]:
        """The survey for a person, line by line; findings say what is lost."""
        yield from (f"redirected: {old} -> {new}" for old, new in self.ends.items())
        if self.text is None:
            yield f"{self.file} is not there and nothing is checked: pressmark addresses --update"
            return
        yield from (f"new: {address}" for address in self.new[:_MOST])
        if len(self.new) > _MOST:
            yield f"new: {len(self.new) - _MOST:,} more"
        yield (
            f"{len(self.listed):,} listed, {len(self.new):,} new, {len(self.lost):,} lost, "
            f"{len(self.ends):,} redirected"
        )
        if self.new:
            yield "List what is new: pressmark addresses --update"


def _lines(text: str) -> dict[str, int]:
    return {line: number for number, line in enumerate(text.split("\n"), 1)}


def survey(content: Path, library: Library, plan: Plan, pages: Iterable[str], root: Path) -> Survey:
    """Look at all addresses of the library in the folder `content`.

    `pages` are those of the hand-written pages. Findings name files relative to `root`.
    """
    pages = [address for address in pages if address]
    faults: list[Finding] = []
    page_addresses = {*pages}.union(*plan.addresses)
    rules = redirects.read(content / FILE, relative(content / FILE, root), faults)
    every_redirect = redirects.all_redirects(library, rules, page_addresses)
    ends, wrong = redirects.followed(every_redirect, page_addresses)
    places = RedirectPlaces(content, root)
    faults += map(places.finding, wrong)
    faults += _clashing(pages, every_redirect, page_addresses, content, root)
    file = relative(content / LIST, root)
    text = None
    gone: list[Lost] = []
    if os.path.lexists(content / LIST):
        text = _text(content / LIST, file, faults)
    if text is not None:
        # A redirect that leads nowhere is a fault of its own.
        kept = ends.keys() | {redirect.old for redirect in every_redirect}
        missing = set(text.split("\n")).difference(page_addresses, kept)
        if any(line and line[0] != "#" for line in missing):
            gone = lost(parsed(text), page_addresses, kept, library, partial(_has_file, content))
            faults += _malformed(text, missing, file)
    sound = {redirect.old: redirect for redirect in every_redirect if redirect.old in ends}
    return Survey(page_addresses, pages, plan, ends, sound, text, file, faults, gone)


def _text(path: Path, file: Path, faults: list[Finding]) -> str | None:
    """The text of the list, or None after adding to the faults why it can't be had."""
    source = Source(file)
    raw = source.read(path)
    faults += source.findings
    try:
        return None if raw is None else utf8_text(raw, file)
    except InvalidLibraryError as error:
        faults += error.findings
        return None


def _has_file(content: Path, paper: str) -> bool:
    return (content / "papers" / f"{paper}.md").is_file()


def _malformed(text: str, missing: Collection[str], file: Path) -> Iterator[Finding]:
    lines = _lines(text)
    for address in missing:
        if address and address[0] != "#" and (fault := address_fault(address)):
            yield Finding.of(rules.INVALID_ADDRESS, file, lines[address], **fault)


def _clashing(
    pages: Iterable[str],
    every_redirect: Iterable[Redirect],
    page_addresses: Collection[str],
    content: Path,
    root: Path,
) -> Iterator[Finding]:
    own = set(pages)
    by_address = {redirect.old: redirect for redirect in every_redirect}
    places = RedirectPlaces(content, root)
    for address, other in clashes([*pages, *by_address], page_addresses):
        if address in own:
            file, line = relative(content / "pages" / f"{address[:-1]}.md", root), 1
        else:
            file, line = places.of(by_address[address])
        yield Finding.of(rules.CLASHING_ADDRESSES, file, line, address=address, other=other)


def relative(path: Path, root: Path) -> Path:
    """A path as findings name it."""
    return path.relative_to(root) if path.is_relative_to(root) else path
