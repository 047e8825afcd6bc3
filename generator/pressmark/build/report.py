"""What a build did: its stages by time, and what it wrote."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pressmark.build.sizes import KindSize, Sizes
    from pressmark.library.readers.entry import Omission


class BuildReport(NamedTuple):
    """What a build made: pages and files of the site, files and bytes written, files removed,
    seconds taken, and how many of them at each stage. `omissions` are what was left out of source
    files, and `local_abstracts` how many of the abstracts on the pages git ignores. `size` is how
    many bytes there are to upload, `kinds` of what kinds of files, the largest first, and `warning`
    what to do about a site that hosts may refuse, or empty. `missing_files` say which links of
    papers lead to no file, and `kept` are the paths of the library's own files that stand in the
    place of generated ones."""

    pages: int
    files: int
    written: int
    bytes: int
    removed: int
    seconds: float
    stages: Mapping[str, float]
    omissions: Sequence[Omission] = ()
    local_abstracts: int = 0
    size: int = 0
    kinds: Sequence[KindSize] = ()
    warning: str = ""
    missing_files: Sequence[str] = ()
    kept: Sequence[str] = ()


class Published(NamedTuple):
    """A site as it was published: what it is made of, as a state keeps that; how many files it has
    of each kind; files and bytes written, and files removed."""

    made_of: dict[str, bytes]
    sizes: Sizes
    written: int
    bytes: int
    removed: int


@dataclass(slots=True)
class Clock:
    """How long each stage takes, in seconds; two that overlap count both."""

    start: float
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start
