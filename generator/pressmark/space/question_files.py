"""A library and its space in; the files by which questions find papers out: what tells each from
others at once, and what it holds when that is asked for.

Two disposable files are kept: what questions are answered from, which is large, and what tells the
files from others. After an edit that tells nothing which the files have, only that is read.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint
from pressmark.base.late_file import LateFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.space.questions import Questions
    from pressmark.space.space import Space

# Of each paper: its id, its fingerprint, and that of what the files have of it.
_Papers = tuple[list[str], list[bytes], list[bytes]]


class _Kept(NamedTuple):
    """What is kept of the files of the library of a key: those of that of the key `base` are the
    same. `axes` tells where these are, `files` are the files' fingerprints by path, and `papers`
    the papers', packed."""

    key: bytes
    base: bytes
    axes: bytes
    files: dict[str, bytes]
    papers: bytes


class QuestionFiles:
    """The files of a library; `keys` tell this program with the library's vocabulary, and then the
    library, from others. `space` gives its space, and `folder` is where they may be kept."""

    def __init__(
        self,
        library: Library,
        keys: tuple[bytes, bytes],
        space: Callable[[], Space],
        folder: Path | None,
    ) -> None:
        self._library = library
        self._program, self._key = keys
        self._find_space = space
        self._folder = folder
        self._base = self._key  # the library whose files these are too

    def by_path(self) -> dict[str, LateFile]:
        """The files, by path."""
        prints = self._kept.files
        return {path: LateFile(prints[path], partial(self._content, path)) for path in prints}

    def _content(self, path: str) -> bytes:
        return self._files[path]

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return dict(self._questions.files())

    @cached_property
    def _space(self) -> Space:
        return self._find_space()

    @cached_property
    def _before(self) -> _Kept | None:
        """What is kept of an earlier build."""
        if self._folder is None:
            return None
        values = cache_file.read_values(self._folder / "question-files", self._program)
        return values and _Kept(*values)

    @cached_property
    def _kept(self) -> _Kept:
        before, key = self._before, self._key
        if before and before.key == key:
            self._base = before.base
            return before
        if before and self._are_same(before):
            self._base = before.base
            ids, _, told = cache_file.unpacked(before.papers)
            papers = ids, list(self._space.prints), told
            kept = before._replace(key=key, papers=cache_file.packed(papers))
        else:
            axes, papers = self._questions.axes, self._papers(before)
            files = {path: fingerprint(content) for path, content in self._files.items()}
            kept = _Kept(key, key, axes, files, cache_file.packed(papers))
        if self._folder:
            cache_file.write_values(self._folder / "question-files", self._program, tuple(kept))
        return kept

    def _are_same(self, before: _Kept) -> bool:
        """Whether the files are those of an earlier library, as nothing that they have of a paper
        has changed."""
        from pressmark.space.questions import Placing, axes_of

        space = self._space
        ids, prints, told = cache_file.unpacked(before.papers)
        if ids != space.ids or before.axes != axes_of(space):
            return False
        placing = Placing(self._library, space)
        return all(
            one == other or placing.placed(place).told() == told[place]
            for place, (one, other) in enumerate(zip(prints, space.prints, strict=True))
        )

    def _papers(self, before: _Kept | None) -> _Papers:
        """What is kept of each paper; nothing is told anew that an earlier build has told."""
        placed, known = self._questions.papers, {}
        if before and before.axes == self._questions.axes:
            ids, prints, told = cache_file.unpacked(before.papers)
            known = dict(zip(ids, zip(prints, told, strict=True), strict=True))
        papers: _Papers = sorted(placed), [], []
        for name in papers[0]:
            each, (print_, of_paper) = placed[name], known.get(name, (b"", b""))
            papers[1].append(each.fingerprint)
            papers[2].append(of_paper if print_ == each.fingerprint else each.told())
        return papers

    @cached_property
    def _questions(self) -> Questions:
        """What questions are answered from: kept, or brought up to date, or made anew."""
        from pressmark.space.questions import NOTHING, Questions, questions_of

        before, folder, base = NOTHING, self._folder, self._base
        if folder and (values := cache_file.read_values(folder / "questions", self._program)):
            key, kept = values
            before = Questions.of_values(kept)
            if key == base:
                return before
        questions = questions_of(before, self._library, self._space)
        if folder:
            cache_file.write_values(folder / "questions", self._program, (base, questions.values()))
        return questions
