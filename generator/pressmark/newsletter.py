"""The e-mail digests of a library: their files in `content/digests/` in, newsletters out, and the
other way round.

A newsletter says what was new in a period. Its file names its papers, so that the archive stays as
it was sent whatever is added later, and a curator may edit it until then. (The digest of a single
paper is another thing: see `pressmark.base.markdown`.)
"""

from __future__ import annotations

from copy import copy
from dataclasses import fields
from functools import cached_property
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

import yaml
from pydantic.dataclasses import dataclass

from pressmark.base.findings import nearest
from pressmark.paper import STRICT, Day, Line, Prose, Slugs
from pressmark.source import Source, is_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library import Library, Term
    from pressmark.paper import Paper

FOLDER = "digests"
# So many papers are shown in full by default; of the others only the titles.
IN_FULL = 30
_WHOLE_DAY = len("2024-07-04")
_NOT_ANNOUNCED = frozenset({"withdrawn", "retracted"})


@dataclass(frozen=True, slots=True, config=STRICT)
class Newsletter:
    """What was new from the day `since` to the day `until`, both included.

    `id` is the day that it is of, its file's stem and the last part of its address. `papers` are
    shown in full and `further` ones by their title only; both are ids, in the order that they are
    shown in within their themes. The `introduction` is Markdown.
    """

    id: Day
    since: Day
    until: Day
    title: Line = ""
    introduction: Prose = ""
    papers: Slugs = ()
    further: Slugs = ()

    @property
    def count(self) -> int:
        """How many papers it tells of."""
        return len(self.papers) + len(self.further)


class Group(NamedTuple):
    """The papers of one theme in a newsletter: those shown in full, and those by their title only.

    Papers without a theme have a group without one.
    """

    theme: Term | None
    papers: tuple[Paper, ...]
    further: tuple[Paper, ...]


class Made(NamedTuple):
    """A newsletter of what is new, or None where nothing is, and the ids of papers left out: those
    of which nothing says when they came, and those that were withdrawn or retracted."""

    newsletter: Newsletter | None
    undated: tuple[str, ...]
    withdrawn: tuple[str, ...]


def read(
    content: Path, shown: Path, papers: Iterable[Paper] | None, findings: list[Finding]
) -> dict[str, Newsletter]:
    """The newsletters of a content folder by id, the newest first.

    Findings name the folder as `shown`. Ids are looked up among `papers`, a renamed one under its
    old id too, unless these are not known. What is wrong goes to `findings`.
    """
    files = sorted((content / FOLDER).glob("*"), reverse=True)
    known: dict[str, str] = {}
    for paper in papers or () if files else ():
        known |= dict.fromkeys((paper.id, *paper.redirect_from), paper.id)
    found = {}
    for path in files:
        if path.name.startswith("."):
            continue
        source = Source(shown / FOLDER / path.name)
        newsletter = _read(path, source)
        if newsletter:
            if papers is not None:
                newsletter = _resolved(newsletter, known, source, _Published(content))
            found[newsletter.id] = newsletter
        findings += source.findings
    return found


def _read(path: Path, source: Source) -> Newsletter | None:
    if path.suffix != ".yml" or not path.is_file():
        source.report(1, "", "this is no digest", "Keep <date>.yml files here")
        return None
    raw = source.read(path)
    text = None if raw is None else source.text(raw)
    values = None if text is None else source.parse(text, 1)
    if values is None:
        return None
    for key in [key for key, value in values.items() if is_empty(value)]:
        source.report(source.line_of((key,)), key, "the value is empty", "Fill it in or remove it")
        del values[key]
    if "id" in values:
        source.report(source.line_of(("id",)), "id", "this key is unknown", "The file's name is it")
        del values["id"]
    newsletter = source.validate(Newsletter, {**values, "id": path.stem})
    if newsletter is None:
        return None
    if newsletter.since > newsletter.until:
        found = f"{newsletter.since} is after {newsletter.until}"
        source.report(source.line_of(("since",)), "since", found, "Exchange since and until")
    if not newsletter.count and not source.findings:
        source.report(1, "papers", "the digest tells of no paper", "List some, or remove the file")
    for place, name in enumerate(newsletter.further):
        if name in newsletter.papers:
            path_ = ("further", place)
            found = f"{name!r} stands under papers too"
            source.report(source.line_of(path_), source.field_of(path_), found, "Remove it here")
    return newsletter


class _Published:
    """The papers that the library has published, as far as it lists its addresses."""

    def __init__(self, content: Path) -> None:
        self._list = content / "addresses.txt"

    @cached_property
    def _addresses(self) -> frozenset[str]:
        try:
            return frozenset(self._list.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return frozenset()

    def __contains__(self, paper: object) -> bool:
        return f"papers/{paper}/" in self._addresses


def _resolved(
    newsletter: Newsletter, known: Mapping[str, str], source: Source, published: Container[str]
) -> Newsletter:
    """The newsletter with every paper under the id that it has now. One that was `published` and is
    there no more leads on or is a finding elsewhere; here it is left out."""
    for key in ("papers", "further"):
        for place, name in enumerate(getattr(newsletter, key)):
            if name not in known and name not in published:
                near = nearest(name, known)
                advice = f"Did you mean {near!r}" if near else "Remove it, or add its record"
                path = (key, place)
                line, field = source.line_of(path), source.field_of(path)
                source.report(line, field, f"there is no paper {name!r}", advice)
    papers = dict.fromkeys(known[name] for name in newsletter.papers if name in known)
    further = dict.fromkeys(known[name] for name in newsletter.further if name in known)
    found = copy(newsletter)
    object.__setattr__(found, "papers", tuple(papers))
    object.__setattr__(found, "further", tuple(name for name in further if name not in papers))
    return found


def groups(newsletter: Newsletter, library: Library) -> list[Group]:
    """A newsletter's papers by theme, in the order of the library's themes."""
    found: dict[str, tuple[list[Paper], list[Paper]]] = {}
    for place, names in enumerate((newsletter.papers, newsletter.further)):
        for paper in map(library.papers.__getitem__, names):
            found.setdefault(paper.theme, ([], []))[place].append(paper)
    return [
        Group(library.themes.get(theme), tuple(found[theme][0]), tuple(found[theme][1]))
        for theme in (*library.themes, "")
        if theme in found
    ]


def title_of(newsletter: Newsletter) -> str:
    """The title that it has, or one that says whose digest it is."""
    from pressmark.base.words import date_in_words  # not needed to read one

    return newsletter.title or f"Digest of {date_in_words(newsletter.id)}"


def make(library: Library, since: str, until: str, in_full: int = IN_FULL) -> Made:
    """A newsletter of the papers that were added from the day `since` to the day `until`.

    A record that does not say when it was added counts by its date, if that is a whole day. What an
    earlier newsletter told of is not told again, and no paper that was withdrawn or retracted is.
    Of many papers, `in_full` are shown in full: the newest of each theme in turn.
    """
    told = {
        name
        for earlier in library.newsletters.values()
        for name in (*earlier.papers, *earlier.further)
    }
    new: list[Paper] = []
    undated: list[str] = []
    withdrawn: list[str] = []
    for paper in library.newest:
        day = paper.added or paper.date
        if paper.id in told:
            continue
        if len(day) < _WHOLE_DAY:
            undated.append(paper.id)
        elif since <= day <= until:
            if paper.status in _NOT_ANNOUNCED:
                withdrawn.append(paper.id)
            else:
                new.append(paper)
    newsletter = None
    if new:
        chosen = set(_in_turn(new, library)[:in_full])
        order = {theme: place for place, theme in enumerate((*library.themes, ""))}
        new.sort(key=lambda paper: order[paper.theme])
        newsletter = Newsletter(
            id=until,
            since=since,
            until=until,
            papers=tuple(paper.id for paper in new if paper.id in chosen),
            further=tuple(paper.id for paper in new if paper.id not in chosen),
        )
    return Made(newsletter, tuple(undated), tuple(withdrawn))


def _in_turn(papers: Iterable[Paper], library: Library) -> list[str]:
    """The first paper of each theme, then the second of each, and so on; drafts come last."""
    found = []
    for are_drafts in (False, True):
        by_theme: dict[str, list[str]] = {theme: [] for theme in (*library.themes, "")}
        for paper in papers:
            if paper.is_draft == are_drafts:
                by_theme[paper.theme].append(paper.id)
        rounds = zip_longest(*by_theme.values())
        found += [name for name in chain.from_iterable(rounds) if name]
    return found


def text_of(newsletter: Newsletter) -> str:
    """The file of a newsletter, ending with a newline; `read` reads it back as the same."""
    values = {
        field.name: list(value) if isinstance(value, tuple) else value
        for field in fields(newsletter)
        if field.name != "id" and (value := getattr(newsletter, field.name))
    }
    return yaml.dump(
        values, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=2**20
    )
