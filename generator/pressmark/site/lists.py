"""Papers in; the parts of long lists, and clouds of terms, out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pressmark.site import limits
from pressmark.site.kinds import INDEXES, KINDS
from pressmark.site.page import Page, Shelf, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Term

_TAG_SIZES = 6
# So many parts before and behind one of many are linked from it.
_NEARBY = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term in a cloud: how many papers bear it and its size, from 1 to 6."""

    term: Term
    count: int
    size: int


def part_numbers(count: int) -> range:
    """The numbers of the parts that a list of `count` papers has."""
    return range(max(count // limits.PART, 1))


def part_of(papers: Papers, number: int) -> Papers:
    """The papers of one part of a list that is newest first."""
    if len(papers) < 2 * limits.PART:
        return papers
    numbered = len(part_numbers(len(papers))) - 1
    if number == 0:
        return papers[: len(papers) - numbered * limits.PART]
    start = len(papers) - number * limits.PART
    return papers[start : start + limits.PART]


def part_number(count: int, place: int) -> int:
    """The number of the part that holds the paper at a place of a list of `count` papers."""
    if count < 2 * limits.PART:
        return 0
    number = -(-(count - place) // limits.PART)
    return number if number < len(part_numbers(count)) else 0


def part_keys(groups: Iterable[tuple[str, Sequence[Any]]]) -> list[tuple[str, int]]:
    """A key for every part of every group, which are papers by name."""
    keys = []
    most = 2 * limits.PART
    for name, papers in groups:
        if len(papers) < most:
            keys.append((name, 0))
        else:
            keys += [(name, number) for number in part_numbers(len(papers))]
    return keys


def part_links(address: str, number: int, count: int) -> list[tuple[str, str, bool]]:
    """Links to the parts of a list, newest first: address, label and whether it is this part."""
    if count < 2 * limits.PART:
        return []
    numbers = linked_parts(len(part_numbers(count)), number)
    newest = [(address, "Newest", number == 0)]
    return newest + [(f"{address}{n}/", str(n), n == number) for n in reversed(numbers) if n]


def linked_parts(count: int, place: int) -> list[int]:
    """The places, from 0 on, of those of so many parts that the one at a place links to, itself
    among them. Of many these are the first and the last, those nearby and some between: if each
    linked to all, they would grow with the square of the list."""
    if count <= limits.PARTS_AT_ONCE:
        return [*range(count)]
    power = 10 ** (len(str(count)) - 1)
    steps = (power // 10, power // 5, power // 2, power)
    step = next(each for each in steps if each and count // each <= limits.PARTS_AT_ONCE // 2)
    nearby = range(max(place - _NEARBY, 0), min(place + _NEARBY + 1, count))
    return sorted({*range(0, count, step), *nearby, count - 1})


def list_shelf(
    kind: str,
    keys: Sequence[tuple[str, int]],
    page: Callable[[tuple[str, int]], Page],
    *,
    listed: Callable[[str], Sequence[str]],
    names: Callable[[Paper], Iterable[str]],
    besides: Callable[[str], Sequence[str]] = lambda _: (),
) -> Shelf:
    """The pages of a kind that lists papers, each from an id and a part's number."""
    address = KINDS[kind].address
    return Shelf(kind, keys, page, lambda key: address(*key), listed, besides, names)


def list_page(
    kind: str,
    key: tuple[str, int],
    title: str,
    description: str,
    papers: Papers,
    make: Callable[..., View],
    shows: tuple[Any, ...],
    besides: Papers = (),
) -> Page:
    """One part of a list of papers; its view has `section` (what the index of such lists is
    called), `count`, `part` and `parts` besides what `make` makes. `besides` are papers that it
    shows apart from the list."""
    row, (name, number), count = KINDS[kind], key, len(papers)
    part = part_of(papers, number)
    first = address = row.address(name)
    if number:
        title, address = f"{title}, part {number}", row.address(name, number)
    return Page(
        address,
        kind,
        row.section,
        title,
        description,
        _list_view,
        (make, first, number, count, part, *shows),
        part + besides,
    )


def _list_view(
    make: Callable[..., View], address: str, number: int, count: int, papers: Papers, *shows: Any
) -> View:
    return {
        "section": INDEXES[address[: address.index("/") + 1]].label,
        "count": count,
        "part": number,
        "parts": part_links(address, number, count),
        **make(papers, *shows),
    }


def papers_by_year(papers: Papers) -> list[tuple[str, list[Paper]]]:
    if len(papers) == 1:
        (paper,) = papers
        return [(paper.year, [paper])]
    return [(year, list(group)) for year, group in groupby(papers, key=_year)]


def _year(paper: Paper) -> str:
    return paper.year


def papers_counted(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"


def undated_papers(library: Library) -> Papers:
    """Papers without a date where only pages by year could list them."""
    is_long = len(library.papers) > limits.PAPERS_AT_ONCE
    return tuple(paper for paper in library.newest if not paper.year) if is_long else ()


def tag_cloud(library: Library, relations: Relations) -> list[Weighed]:
    counts = {name: len(papers) for name, papers in relations.by_tag.items()}
    most = max(counts.values(), default=1)
    used = sorted(
        (library.tags[name] for name in counts), key=lambda tag: (tag.label.casefold(), tag.id)
    )
    return [Weighed(tag, counts[tag.id], _size(counts[tag.id], most)) for tag in used]


def _size(count: int, most: int) -> int:
    """1 to 6 by the count's bit length, so that each size needs twice the papers of the last."""
    steps = max(most.bit_length() - 1, 1)
    return 1 + round((count.bit_length() - 1) / steps * (_TAG_SIZES - 1))


def most_frequent(counts: Mapping[str, int], library: Library) -> tuple[tuple[str, str, int], ...]:
    """The twelve most frequent tags: id, label and count."""
    most = sorted(counts, key=lambda name: (-counts[name], name))[:12]
    return tuple((name, library.tags[name].label, counts[name]) for name in most)


def ids_of(papers: Papers) -> tuple[str, ...]:
    return tuple([paper.id for paper in papers])


def by_count(tag: Weighed) -> tuple[int, str]:
    return -tag.count, tag.term.id
