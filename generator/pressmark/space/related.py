"""A library in; the papers related to each out, where all are on a map, and the files by which
questions find papers, when they are first asked for: found, or kept from an earlier build.

Three disposable files are kept: the related papers with the map, which every process of a build
reads, the space that they were found in, which the next build goes on from, and where an edit
changed nothing of either, of which library they are all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.shares import Shares
from pressmark.library.chart import Chart, Hill
from pressmark.library.relations import Related
from pressmark.space.question_files import QuestionFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pressmark.base.late_file import LateFile
    from pressmark.library.library import Library
    from pressmark.space.space import Space

# What is kept of the related papers of one: a fingerprint of them, their ids, one a line, and what
# they share with it, packed.
_Kept = tuple[bytes, str, bytes]
# What is kept of the map: a fingerprint of it, and the map, packed.
_Map = tuple[bytes, bytes]


class _Same(NamedTuple):
    """That the library of a key has the same papers related, at the same places, as that of the key
    `base`; `prints` are the fingerprints of its papers in the order of ids."""

    key: bytes
    base: bytes
    prints: list[bytes]


class RelatedPapers(Mapping[str, tuple[Related, ...]]):
    """The papers related to each paper of a library, by id; `folder` is where the space may be kept
    that they are found in."""

    def __init__(self, library: Library, folder: Path | None = None) -> None:
        self._library = library
        self._folder = folder
        self._space: Space | None = None
        self._shares = Shares()

    def share_among(self, processes: int) -> None:
        """Have what is related found by so many processes, this one included, where all is found
        anew."""
        self._shares = Shares(processes)

    def __getitem__(self, paper: str) -> tuple[Related, ...]:
        _, ids, shared = self._all[0][paper]
        names, of_each = ids.split("\n"), cache_file.unpacked(shared)
        return tuple([Related(*each) for each in zip(names, *of_each, strict=False)])

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.papers)

    def __len__(self) -> int:
        return len(self._library.papers)

    def ids(self, paper: str) -> list[str]:
        """The ids of the papers related to one."""
        ids = self._all[0][paper][1]
        return ids.split("\n") if ids else []

    def fingerprints(self) -> dict[str, bytes]:
        """What tells those related to each paper, and what they share, from any others."""
        return {name: kept[0] for name, kept in self._all[0].items()}

    def chart_fingerprint(self) -> bytes:
        """What tells the map from any other."""
        return self._all[1][0]

    def chart(self) -> Chart:
        """Where the papers are on a map."""
        return self._chart

    @cached_property
    def _chart(self) -> Chart:
        width, height, points, hill_of, hills, lines = cache_file.unpacked(self._all[1][1])
        return Chart(width, height, points, hill_of, [Hill(*each) for each in hills], lines)

    @cached_property
    def _program(self) -> bytes:
        """What tells this program, and the library's vocabulary, from any others."""
        return fingerprint(program_key(), self._library.vocabulary_key)

    def question_files(self) -> dict[str, LateFile]:
        """The files by which a browser finds the papers that a question is close to, by path."""
        keys = self._program, self._library_key
        return QuestionFiles(self._library, keys, self._its_space, self._folder).by_path()

    def _its_space(self) -> Space:
        self._all  # noqa: B018 - finds the space, unless all is kept
        return self._space or self._anew()[0]

    @cached_property
    def _all(self) -> tuple[dict[str, _Kept], _Map]:
        folder, key = self._folder, self._library_key
        if folder is None:
            self._space, related, chart = self._anew()
            return related, chart
        same = self._same
        base = same.base if same and same.key == key else key
        kept: tuple[dict[str, _Kept], _Map] | None
        kept = cache_file.read_values(folder / "related", base)
        return self._found(folder) if kept is None else kept

    @cached_property
    def _same(self) -> _Same | None:
        """What an edit left the same."""
        values = self._folder and cache_file.read_values(self._folder / "same", self._program)
        return _Same(*values) if values else None

    @cached_property
    def _library_key(self) -> bytes:
        prints, ids = self._library.fingerprints, sorted(self._library.papers)
        return self._key(ids, [prints[name] for name in ids])

    def _key(self, ids: Sequence[str], prints: Sequence[bytes]) -> bytes:
        return fingerprint(self._program, "\n".join(ids).encode(), b"".join(prints))

    def _found(self, folder: Path) -> tuple[dict[str, _Kept], _Map]:
        """What is related and the map, from what is kept of an earlier library or anew; it is
        kept."""
        from pressmark.space.space import Space, updated  # most builds have what is kept

        library, key, all_found = self._library, self._library_key, None
        if values := cache_file.read_values(folder / "space", self._program):
            before, same = Space.of_values(values), self._same
            base = self._key(before.ids, before.prints)
            kept = cache_file.read_values(folder / "related", base)
            if same and same.base == base:
                before = replace(before, prints=same.prints)
            after = updated(before, library) if kept is not None else None
            if after and not after[1] and after[0].ids == before.ids:
                self._space = after[0]
                values = _Same(key, base, [*self._space.prints])
                cache_file.write_values(folder / "same", self._program, tuple(values))
                found: tuple[dict[str, _Kept], _Map] = kept
                return found
            if after:
                all_found = self._brought_up_to_date(before, *after, *kept)
        self._space, related, chart = all_found or self._anew()
        cache_file.write_values(folder / "related", key, (related, chart))
        cache_file.write_values(folder / "space", self._program, self._space.values())
        return related, chart

    def _brought_up_to_date(
        self,
        before: Space,
        space: Space,
        touched: Iterable[int],
        related: dict[str, _Kept],
        chart: _Map,
    ) -> tuple[Space, dict[str, _Kept], _Map]:
        """The space, with what is related in it and the map of it after what is near the touched
        papers has changed."""
        new = _kept(space.related(self._library, touched))
        all_related = {name: new.get(name) or related[name] for name in space.ids}
        # A word is spelt as titles spell it, which terms do not tell.
        *_, hills, _ = cache_file.unpacked(chart[1])
        has_words = any(words for _, _, words in hills)
        is_same = not has_words and space.has_map_of(before)
        return space, all_related, chart if is_same else _chart_of(self._library, space)

    def _anew(self) -> tuple[Space, dict[str, _Kept], _Map]:
        from pressmark.space.space import space_of

        space = space_of(self._library, self._shares)

        def related(places: range) -> list[tuple[str, _Kept]]:
            return [*_kept(space.related(self._library, places)).items()]

        found = dict(self._shares.done(related, len(space.ids)))
        return space, found, _chart_of(self._library, space)


def _chart_of(library: Library, space: Space) -> _Map:
    """The map of a library by its space, as it is kept."""
    from pressmark.space.terrain import chart_of

    titles = [each.title for each in space.features]
    *parts, hills, lines = chart_of(library, space.ids, space.points, titles)
    chart = cache_file.packed((*parts, list(map(tuple, hills)), lines))
    return fingerprint(chart), chart


def _kept(related: dict[str, tuple[Related, ...]]) -> dict[str, _Kept]:
    """As it is kept."""
    kept = {}
    for name, papers in related.items():
        ids, *shared = zip(*papers, strict=True) if papers else ((), ())
        of_paper = "\n".join(ids), cache_file.packed(shared)
        kept[name] = (fingerprint(of_paper[0].encode(), of_paper[1]), *of_paper)
    return kept
