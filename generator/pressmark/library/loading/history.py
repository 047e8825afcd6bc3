"""A library under git in; what its records were at each of its days out.

The files of an earlier day are written to a folder that goes away again, only those that differ
from the day before, and read like the library itself.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.git import Repository
from pressmark.library.loading.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pressmark.base.git import Revision
    from pressmark.library.library import Library
    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.library.paper import Paper

# What records are made of, in `content/`.
_RECORDS = ("papers", "papers.jsonl", "papers.csl.jsonl", "people.yml")
_VOCABULARY = ("themes.yml", "tags.yml", "venues.yml")


class History:
    """The past of the library whose content folder is at `root`. Raises `GitError` where git knows
    nothing of it."""

    def __init__(self, root: Path, sources: Sequence[SourceFile] = ()) -> None:
        self._repository = Repository(root)
        inside = [each for each in sources if each.path.is_relative_to(root.resolve())]
        self._sources = [(each.path.relative_to(root.resolve()), each) for each in inside]
        self._records = [f"content/{name}" for name in _RECORDS]
        self._records += [path.as_posix() for path, _ in self._sources]

    @property
    def is_shallow(self) -> bool:
        """Whether a part of it is missing here."""
        return self._repository.is_shallow

    def days(self, since: str) -> list[Revision]:
        """The last commit of each day from one on that changed records, and the one before."""
        days = self._repository.days(self._records)
        first = next((n for n, each in enumerate(days) if each.day >= since), len(days))
        return days[max(first - 1, 0) :]

    def revision(self, name: str) -> Revision:
        """The commit of that name."""
        return self._repository.revision(name)

    def states(
        self, revisions: Sequence[Revision], skip: Callable[[Revision], None]
    ) -> Iterator[tuple[Revision, Mapping[str, Paper]]]:
        """The papers of each revision by id. One that this version can't read is left out, and
        handed to `skip`."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            held: dict[str, str] = {}
            for revision in revisions:
                held = self._written(revision, held, root)
                sources = [
                    replace(each, path=root / path)
                    for path, each in self._sources
                    if (root / path).is_file()
                ]
                try:
                    library = load(root / "content", cache=root / "records.cache", sources=sources)
                except InvalidLibraryError:
                    skip(revision)
                else:
                    yield revision, identified(library)

    def _written(self, revision: Revision, held: Mapping[str, str], root: Path) -> dict[str, str]:
        """The files of a revision, written below `root`, where the `held` ones are already."""
        paths = [*self._records, *(f"content/{name}" for name in _VOCABULARY)]
        files = self._repository.files(revision.commit, paths)
        for path in held.keys() - files.keys():
            (root / path).unlink()
        new = [path for path, key in files.items() if held.get(path) != key]
        (root / "content" / "papers").mkdir(parents=True, exist_ok=True)
        contents = self._repository.contents([files[path] for path in new])
        for path, content in zip(new, contents, strict=True):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        return files


def identified(library: Library) -> dict[str, Paper]:
    """The papers of a library by id, as its data files have them."""
    return {name: library.identified(paper) for name, paper in library.papers.items()}
